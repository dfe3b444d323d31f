"""Whatever is said comes out on the other side as it went in, and nothing else comes out."""

from __future__ import annotations

import io
import json
import random
import tracemalloc
from typing import get_args

import numpy as np
import pytest

from tests.trainers.link.messages_at_random import message_at_random, same
from trainers import messages
from trainers.catalog import dataset_specs, family_specs
from trainers.link.wire.frames import MOST_BODY, MOST_HEAD, SIGN, FrameReader, framed
from trainers.link.wire.language import Language, handshake, of_server, of_watcher, schema
from trainers.link.wire.wire_error import WireError

LANGUAGES = (handshake(), of_watcher(), of_server())
SAID = [(language, kind) for language in LANGUAGES for kind in language.kinds]


def through(language: Language, stream: bytes) -> list[tuple[object, int]]:
    """All messages on a stream."""
    reader, found = FrameReader(io.BytesIO(stream).read), []
    while (frame := reader.next()) is not None:
        found.append(language.decode(frame))
    return found


@pytest.mark.parametrize(("language", "kind"), SAID, ids=lambda each: getattr(each, "__name__", ""))
def test_every_message_comes_out_as_it_went_in(language: Language, kind: type) -> None:
    chance = random.Random(kind.__name__)
    for number in range(12):
        sent = message_at_random(kind, chance)
        ((found, numbered),) = through(language, language.encode(sent, number))
        assert same(sent, found) and numbered == number


def test_the_whole_conversation_can_be_held() -> None:
    looks = {each for each in vars(messages).values() if isinstance(each, type) and issubclass(each, messages.Look)}
    bases = {messages.Look, messages.HoleLook, messages.GameLook}
    assert {*get_args(messages.Command), messages.LookBack} | (looks - bases) <= {*of_watcher().kinds}
    answers = {each for each in vars(messages).values() if isinstance(each, type) and issubclass(each, messages.Answer)}
    events = {*get_args(messages.Event)} | answers
    assert events - {messages.Answer} <= {*of_server().kinds}
    assert not {*of_watcher().kinds} & {*of_server().kinds}


def test_what_all_families_declare_comes_out_as_it_went_in() -> None:
    sent = messages.Catalogued(family_specs(), dataset_specs(), (messages.DeviceInfo("cpu", "CPU · 2 threads"),))
    ((found, _),) = through(of_server(), of_server().encode(sent))
    assert found == sent


def test_arrays_arrive_read_only_and_own_their_memory() -> None:
    sent = messages.Decoded(1, 2, "cursor 0", 3, 0, np.ones((1, 2), np.float32), np.zeros((1, 1, 2, 2), np.uint8))
    ((found, _),) = through(of_server(), of_server().encode(sent))
    assert isinstance(found, messages.Decoded) and same(sent, found)
    assert not found.z.flags.writeable and (found.z.flags.owndata or found.z.base.flags.owndata)  # type: ignore[union-attr]


def test_the_schema_is_the_same_each_time_and_follows_the_classes() -> None:
    assert schema() == schema() and of_watcher().schema != of_server().schema
    assert Language((messages.Play,)).schema != Language((messages.TakeUp,)).schema


# --------------------------------------------------------------------------- hostile


def pause(fields: object = (3, False), name: object = "Pause", number: object = 0) -> bytes:
    return framed(json.dumps([name, number, fields]).encode())


@pytest.mark.parametrize(
    "stream",
    [
        pause() + pause()[:3], pause()[:9], pause()[:-1],  # truncated
        pause() + b"GET / HTTP/1.1\r\n", pause() + pause()[1:],  # out of step
        pause(name="Popen"), pause(name="__class__"), pause(name=["Pause"]), pause(name="Ticked"),  # unknown here
        pause(number=-1), pause(number=True), pause(number=2**70), pause(number="1"),
        pause([3]), pause([3, False, 4]), pause({"run_id": 3}), pause(None), pause("ab"), pause([[3], False]),
        pause(["3", False]), pause([3.0, False]), pause([True, False]), pause([3, 0]), pause([3, None]),
        pause([10**30, False]),
        framed(b"[" * 100_000), framed(b"{" * 9), framed(b"\xff\xfe"), framed(b""), framed(b"[]"), framed(b"7"),
        framed(b'["Pause",0,[NaN,false]]'), framed(b'["Pause",0,[' + b"9" * 5000 + b",false]]"),
        framed(b'["Pause",0,[3,false]]', b"more"),
        SIGN + (MOST_HEAD + 1).to_bytes(4, "big") + bytes(4), SIGN + bytes(4) + (MOST_BODY + 1).to_bytes(4, "big"),
        SIGN + b"\xff" * 8, bytes(100_000),
    ],
)  # fmt: skip
def test_what_is_no_message_is_refused_with_a_sentence(stream: bytes) -> None:
    with pytest.raises(WireError) as refused:
        through(of_watcher(), stream)
    assert str(refused.value).strip() and len(str(refused.value)) < 600


@pytest.mark.parametrize(
    "fields",
    [
        [[[2**31]], [1], 3], [[-1], 3], [["2"], 3], [[2, 2**62], 3], [[1] * 9, 3], ["shape", 3], [[3], 3],  # of z
    ],
)  # fmt: skip
def test_shapes_are_checked_before_memory_is_taken(fields: list[object]) -> None:
    head = json.dumps(["Decode", 0, [1, 1, "cursor", 0, fields[0]]]).encode()
    with pytest.raises(WireError):
        of_watcher().decode((head, bytes(8)))


def test_texts_of_an_array_cannot_be_blown_up_by_one_long_one() -> None:
    """Each of them takes what the longest does: a megabyte sent would become many gigabytes."""
    texts = json.dumps(["x" * 100_000, *[""] * 100_000])
    pictures = f"[null, null, null, null, [], [[[100001], {texts}]]]"
    with pytest.raises(WireError, match="shorter texts"):
        of_server().decode((f'["PicturesDrawn", 0, [1, 1, [{pictures}], false, true]]'.encode(), b""))


def test_an_experiment_is_checked_by_its_configs() -> None:
    begin = message_at_random(messages.Begin, random.Random(1))
    head = json.loads(of_watcher().encode(begin)[len(SIGN) + 8 :])
    head[2][1]["models"][0]["hidden"] = [-1]
    with pytest.raises(WireError, match="hidden"):
        of_watcher().decode((json.dumps(head).encode(), b""))


def test_what_a_login_shell_says_first_is_passed_over_but_not_without_end() -> None:
    assert through(of_watcher(), b"Welcome to gpu1!\r\n\x00L" + pause()) == [(messages.Pause(3), 0)]
    with pytest.raises(WireError, match="not Latent Explorer"):
        through(of_watcher(), b"no " * 20_000 + pause())


def test_a_claim_takes_no_memory() -> None:
    """Nor do thousands of them: memory is taken for what is sent."""
    stream = SIGN + (16).to_bytes(4, "big") + MOST_BODY.to_bytes(4, "big") + bytes(1000)
    tracemalloc.start()
    for _ in range(50):
        with pytest.raises(WireError, match="broke off"):
            through(of_watcher(), stream)
    assert tracemalloc.get_traced_memory()[1] < 2**20
    tracemalloc.stop()


def test_thousands_of_mutations_give_a_sentence_or_a_message() -> None:
    chance = random.Random(20)
    recorded = [(language, language.encode(message_at_random(kind, chance), 7)) for language, kind in SAID]
    refused = taken = 0
    tracemalloc.start()
    for _ in range(3000):
        language, frame = chance.choice(recorded)
        try:
            taken += len(through(language, mutated(frame, chance)))
        except WireError:
            refused += 1
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert refused > 1000 and taken > 100 and most < 32 * 2**20


def mutated(frame: bytes, chance: random.Random) -> bytes:
    """*frame* with some of it changed, cut out, put in, or said twice."""
    content = bytearray(frame)
    for _ in range(chance.choice((1, 1, 2, 5))):
        at, length = chance.randrange(len(content) + 1), chance.choice((1, 1, 2, 8, 100))
        match chance.randrange(5):
            case 0:
                content[at : at + length] = chance.randbytes(length)
            case 1:
                del content[at : at + length]
            case 2:
                content[at:at] = content[:length]
            case 3:
                content[at:at] = chance.choice((b"9", b"[", b"]", b"null", b'"', b"-", b"1e999", b"\\ud800", b","))
            case 4:
                content[at : at + 1] = bytes([content[at] ^ 1 << chance.randrange(8)]) if at < len(content) else b""
    return bytes(content)
