"""What a window makes of a link that is none, and of a server that means harm."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import numpy as np
import pytest

from tests.trainers.link.far_listener import REPOSITORY, FarListener
from trainers import messages
from trainers.kinds import Pictures
from trainers.link.far_worker import MOST_WAITING, FarWorker
from trainers.link.heard import check_heard
from trainers.link.wire.said import Pong, Taken
from trainers.link.wire.wire_error import WireError
from trainers.messages import LinkPhase, Phase


def peer(body: str) -> list[str]:
    """A command that says what *body* says, after the handshake where that calls ``greet()``."""
    lines = f"""
import sys, time
sys.path.insert(0, {str(REPOSITORY)!r})
from trainers import __version__, messages
from trainers.link.wire.frames import *
from trainers.link.wire.language import *
from trainers.link.wire.said import *
reader = FrameReader(sys.stdin.buffer.raw.read)
def put(content): sys.stdout.buffer.write(content); sys.stdout.buffer.flush()
def greet(reason="", protocol=PROTOCOL):
    reader.next()
    put(handshake().encode(Welcome(protocol, schema(), __version__, "s", reason)))
{body}
"""
    return [sys.executable, "-c", lines]


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (["no-such-ssh-here", "gpu1"], "no-such-ssh-here was not found on this machine"),
        (["sh", "-c", "exit 127"], "was not found on there"),
        (["sh", "-c", "echo 'latent-explorer: x: expected a run folder, found nothing' >&2; exit 2"], "expected a run"),
        (["sh", "-c", "yes | head -c 100000"], "not Latent Explorer"),
        (peer("greet(protocol=9)"), "not the same"),
        (peer("greet('Another version is installed there.')"), "Another version"),
        (peer("put(b'\\x00LX1' + b'\\xff' * 8)"), "too large"),
        (peer("put(framed(b'[\"Welcome\"]'))"), "not the same"),
        (peer("greet(); put(of_server().encode(Ending('The run was saved.')))"), "The run was saved."),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_why_there_is_no_link_is_one_sentence(command: list[str], sentence: str) -> None:
    window = FarListener(command)
    ended = window.wait_for_link(LinkPhase.ENDED)
    assert sentence in ended.reason
    window.close()


def test_what_leaves_nothing_to_drain_is_taken_for_ever() -> None:
    """A window beside which nothing happens drains nothing for hours, and answers to pings come all the time."""
    worker = FarWorker(lambda: None, ["true"], "there")
    for number in range(3 * MOST_WAITING):
        worker._take(Pong(0.0), 0)
        worker._take(Taken(number), 0)
    assert len(worker.drain()) <= 1


@pytest.fixture
def window() -> Iterator[FarListener]:
    """Listens to a server that greets, says one true word and then nonsense, each time."""
    good = "of_server().encode(messages.Ticked(1, 5, 9, 0.5, 1.0, 2.0))"
    made = FarListener(peer(f"greet(); put({good}); put(b'\\x00LX1' + bytes(4000)); time.sleep(9)"))
    yield made
    made.close()


def test_a_server_that_talks_nonsense_is_left_and_tried_again(window: FarListener) -> None:
    assert window.wait_for(messages.Ticked).step == 5
    assert "no message" in window.wait_for_link(LinkPhase.BROKEN).reason
    window.events.clear()
    assert window.wait_for(messages.Ticked).step == 5


DATA = messages.DataReady(
    1, "d", Pictures(1, 8, 8), 1, 1, (), (), np.zeros((1, 1, 8, 8), np.uint8), np.zeros((1, 1, 8, 8), np.uint8), None,
    "cpu", (2,),
)  # fmt: skip


@pytest.mark.parametrize(
    "message",
    [
        messages.PhaseChanged(1, Phase.READY, "{a:>999999999}", "", {"a": 1}),
        messages.PhaseChanged(1, Phase.READY, "{a.__class__}", "", {"a": 1}),
        messages.PhaseChanged(1, Phase.READY, "{a[0]}", "", {"a": "x"}),
        messages.PhaseChanged(1, Phase.READY, "{a!r}", "", {"a": "x"}),
        messages.PhaseChanged(1, Phase.READY, "{missing}"),
        messages.PhaseChanged(1, Phase.READY, "{", "", {}),
        messages.Refused(1, 0, "{0}", {}),
        messages.Scalars(1, 2**60, ({"loss": np.zeros(1, np.float32)},)),
        messages.Scalars(1, 0, ({"loss": np.zeros(1, np.float32)},)),
        messages.Scalars(1, 1, ()),
        messages.Scalars(1, 1, ({},)),
        messages.Scalars(1, 1, ({"a": np.zeros(1, np.float32), "b": np.zeros(2, np.float32)},)),
        messages.Scalars(1, 1, ({"a": np.zeros((1, 1), np.float32)},)),
        messages.PicturesDrawn(1, 1, (messages.ModelPictures(None, None, None, None, {}),) * 5),
        messages.DataReady(**{**vars(DATA), "kind": Pictures(1, 10**9, 10**9)}),
        messages.DataReady(**{**vars(DATA), "kind": Pictures(7, 8, 8)}),
        messages.DataReady(**{**vars(DATA), "latent_dims": (10**9,)}),
    ],
)
def test_what_would_take_memory_without_bounds_is_refused(message: object) -> None:
    with pytest.raises(WireError):
        check_heard(message)


def test_what_a_worker_says_is_taken() -> None:
    check_heard(DATA)
    check_heard(messages.Scalars(1, 1, ({"loss": np.zeros(3, np.float32)},)))
    check_heard(
        messages.PhaseChanged(1, Phase.FINISHED, "Finished: step {step}, {seconds} s.", "", {"step": 1, "seconds": 2})
    )
