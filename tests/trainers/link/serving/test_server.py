"""The server between one worker and many watchers: who is told what, when a link is slow, breaks, or is hostile."""

from __future__ import annotations

import random
import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pytest

from tests.trainers.link.far_listener import experiment
from tests.trainers.link.messages_at_random import message_at_random
from tests.trainers.link.wire.test_language import mutated
from trainers import __version__, messages
from trainers.link.serving import event_log, post
from trainers.link.serving.server import Server
from trainers.link.wire.frames import FrameReader
from trainers.link.wire.language import PROTOCOL, handshake, of_server, of_watcher, schema
from trainers.link.wire.said import Controlling, Ending, EndServing, Hello, Ping, Pong, Received, Retold, Welcome
from trainers.messages import Phase
from trainers.worker.mailbox import Outbox

if not hasattr(socket, "AF_UNIX"):
    pytest.skip("serving needs Linux or macOS", allow_module_level=True)
E = TypeVar("E")
PATIENCE = 10.0


class StillWorker:
    """Trains nothing: says what the test lets it say, and keeps what it is told."""

    def __init__(self, wake: Callable[[], None]) -> None:
        self.outbox = Outbox(wake)
        self.told: list[Any] = []

    def start(self) -> None:
        self.outbox.put(messages.PhaseChanged(1, Phase.READY, "Ready to train."))

    def send(self, command: messages.Command) -> None:
        self.told.append(command)

    look = look_back = send

    def forget(self, channel: str) -> None:
        self.told.append(channel)

    def hold(self, channel: str, held: bool) -> None:
        self.told.append((channel, held))

    def drain(self) -> list[messages.Event]:
        return self.outbox.drain()

    def close(self, seconds: float = 0) -> bool:
        return True


class Peer:
    """The other end of a link, which says what it likes."""

    def __init__(self, address: str) -> None:
        self.link = socket.socket(socket.AF_UNIX)
        self.link.settimeout(PATIENCE)
        self.link.connect(address)
        self.reader = FrameReader(self.link.recv)
        self.heard: list[Any] = []
        self.seen = 0

    def greet(self, name: str = "a", server: str = "", seen: int = 0, **changes: Any) -> Welcome:
        hello = Hello(PROTOCOL, schema(), __version__, name, server, seen)
        self.link.sendall(handshake().encode(replace(hello, **changes)))
        frame = self.reader.next()
        assert frame is not None
        welcome, _ = handshake().decode(frame)
        assert isinstance(welcome, Welcome)
        return welcome

    def say(self, message: object, number: int = 0) -> None:
        self.link.sendall(of_watcher().encode(message, number))

    def wait_for(self, kind: type[E], which: Callable[[E], bool] = lambda each: True, receipts: bool = True) -> E:
        """Reads, and gives receipts, until such a message comes."""
        while (frame := self.reader.next()) is not None:
            message, number = of_server().decode(frame)
            self.seen = number or self.seen
            self.heard.append(message)
            if receipts:
                with suppress(BrokenPipeError):  # it was the last word
                    self.say(Received(1))
            if isinstance(message, kind) and which(message):
                return message
        raise AssertionError(f"the link ended before a {kind.__name__}: {self.heard[-5:]}")

    def ended(self) -> bool:
        """Whether nothing more comes."""
        try:
            while self.link.recv(2**16):
                pass
        except (ConnectionError, TimeoutError):
            pass
        return True


class Served:
    def __init__(self, idle_seconds: float = 600.0) -> None:
        self.folder = Path(tempfile.mkdtemp(dir="/tmp"))
        self.address = str(self.folder / "s")
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(self.address)
        listener.listen()
        self.workers: list[StillWorker] = []
        begin = messages.Begin(1, experiment(), "", "cpu", run_folder=str(self.folder / "run"))
        self.server = Server(listener, begin, "vae-digits", idle_seconds, self._make)  # type: ignore[arg-type]
        self.thread = threading.Thread(target=self.server.run)
        self.thread.start()
        self.peers: list[Peer] = []

    def _make(self, wake: Callable[[], None]) -> StillWorker:
        self.workers.append(StillWorker(wake))
        return self.workers[0]

    @property
    def worker(self) -> StillWorker:
        return self.workers[0]

    def peer(self) -> Peer:
        self.peers.append(Peer(self.address))
        return self.peers[-1]

    def told(self, found: Callable[[list[Any]], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not found(self.worker.told):
            assert time.monotonic() < end, self.worker.told
            time.sleep(0.01)

    def scalars(self, first: int, count: int = 5) -> None:
        values = np.arange(first, first + count, dtype=np.float32)
        self.worker.outbox.put(messages.Scalars(1, first, ({"loss": values},)))


@pytest.fixture
def served() -> Iterator[Served]:
    made = Served()
    yield made
    made.server.end()
    made.thread.join(10)
    assert not made.thread.is_alive()
    for peer in made.peers:
        peer.link.close()
    shutil.rmtree(made.folder)


def ready(peer: Peer) -> None:
    peer.wait_for(messages.PhaseChanged)


def test_a_newcomer_hears_the_story_and_who_comes_back_only_the_rest(served: Served) -> None:
    first = served.peer()
    server = first.greet("a").server
    told = first.wait_for(messages.RunServed)
    assert told.experiment == experiment() and told.preset == "vae-digits"
    served.scalars(1)
    first.wait_for(messages.Scalars)
    first.link.close()  # the link breaks, and meanwhile:
    served.scalars(6)
    served.scalars(11)
    back = served.peer()
    assert back.greet("a", server, first.seen).server == server
    found = [back.wait_for(messages.Scalars).first_step, back.wait_for(messages.Scalars).first_step]
    assert found == [6, 11] and not any(isinstance(each, messages.RunServed) for each in back.heard)
    other = served.peer()
    other.greet("b")
    other.wait_for(Retold)
    kinds = [type(each).__name__ for each in other.heard]
    assert kinds[0] == "RunServed" and kinds.count("Scalars") == 3 and other.seen == back.seen


def test_who_was_away_for_too_long_is_told_the_whole_anew(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(served.server._log, "_most", 2000)
    first = served.peer()
    server = first.greet("a").server
    ready(first)
    first.link.close()
    for start in range(1, 500, 5):
        served.scalars(start)
    end = time.monotonic() + PATIENCE
    while served.server._log.reaches(first.seen) and time.monotonic() < end:
        time.sleep(0.01)
    back = served.peer()
    back.greet("a", server, first.seen)
    back.wait_for(Retold)
    steps = [
        each.first_step + place
        for each in back.heard
        if isinstance(each, messages.Scalars)
        for place in range(each.count)
    ]
    assert steps == [*range(1, steps[-1] + 1)] and event_log.MOST_BYTES > 2**20


def test_a_link_that_is_too_slow_for_the_story_is_told_it_again(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it was still to be sent is forgotten meanwhile: it must not stand still for ever."""
    monkeypatch.setattr(served.server._log, "_most", 2000)
    monkeypatch.setattr(post, "MOST_LOSSLESS", 1000)
    slow = served.peer()
    slow.greet("a")
    slow.wait_for(Retold)
    for start in range(1, 500, 5):
        served.scalars(start)
    end = time.monotonic() + PATIENCE
    while served.server._log.reaches(slow.seen) and time.monotonic() < end:
        time.sleep(0.01)
    slow.wait_for(messages.Scalars, lambda each: each.first_step + each.count == 501)
    known = {
        each.first_step + place
        for each in slow.heard
        if isinstance(each, messages.Scalars)
        for place in range(each.count)
    }
    assert known == {*range(1, 501)}
    served.scalars(501)
    slow.wait_for(messages.Scalars, lambda each: each.first_step == 501)


def test_a_slow_link_carries_the_newest_pictures_and_no_queue(served: Served) -> None:
    """Of a hundred pictures that are drawn while the link carries none, a few are under way, and the last comes."""
    slow = served.peer()
    slow.greet("a")
    slow.wait_for(Retold)
    big = np.zeros((1, 1, 400, 500), np.uint8)
    for step in range(1, 101):
        pictures = messages.ModelPictures(None, big, None, None, {})
        served.worker.outbox.put_latest("pictures", messages.PicturesDrawn(1, step, (pictures,)))
        time.sleep(0.005)
    last = slow.wait_for(messages.PicturesDrawn, lambda each: each.step == 100)
    came = [each.step for each in slow.heard if isinstance(each, messages.PicturesDrawn)]
    assert last.step == 100 and len(came) < 12 and came == sorted(came)


def test_looks_are_answered_to_who_asked_under_the_name_that_they_were_asked(served: Served) -> None:
    one, other = served.peer(), served.peer()
    one.greet("a")
    other.greet("b")
    code = np.zeros((1, 2), np.float32)
    for number, peer in enumerate((one, other), 1):
        peer.say(messages.Decode(1, number, "cursor 0", 0, code))
    served.told(lambda told: sum(isinstance(each, messages.Decode) for each in told) == 2)
    for look in [each for each in served.worker.told if isinstance(each, messages.Decode)]:
        answer = messages.Decoded(1, look.request_id, look.channel, 0, 0, code, np.zeros((1, 1, 2, 2), np.uint8))
        served.worker.outbox.put_latest(look.channel, answer)
    assert one.wait_for(messages.Decoded).request_id == 1 and other.wait_for(messages.Decoded).request_id == 2
    assert one.heard[-1].channel == "cursor 0"
    one.say(messages.Decode(1, 9, "cursor 0", 5, code))
    assert "model" in one.wait_for(messages.LookFailed).reason
    one.link.close()  # nobody waits for its answers any more
    served.told(lambda told: any(isinstance(each, str) and each.endswith("/cursor 0") for each in told))


def test_one_has_the_controls_and_the_others_watch(served: Served) -> None:
    one, other = served.peer(), served.peer()
    one.greet("a")
    assert one.wait_for(Controlling).controls
    other.greet("b")
    assert not other.wait_for(Controlling).controls
    other.say(messages.Play(1), 1)
    assert "has the controls" in other.wait_for(messages.Declined).reason
    other.say(messages.TakeControls(1), 2)
    assert other.wait_for(Controlling, lambda each: each.controls).others == 1
    assert one.wait_for(Controlling, lambda each: not each.controls)
    other.say(messages.Play(1), 3)
    other.say(messages.Play(1), 3)  # the same once more, as after a link that broke
    other.say(messages.Pause(1), 4)
    served.told(lambda told: messages.Pause(1) in told)
    assert served.worker.told.count(messages.Play(1)) == 1
    back = served.peer()
    assert back.greet("b").taken == 4  # its former link is still there: nobody has noticed that it broke
    assert back.wait_for(Controlling).controls and other.ended()


def test_another_run_is_told_to_all_who_watch(served: Served) -> None:
    one, other = served.peer(), served.peer()
    one.greet("a")
    one.wait_for(Controlling)
    other.greet("b")
    other.wait_for(Retold)
    one.say(messages.Begin(2, experiment(steps=77), "/elsewhere", run_folder="/home/mine"), 1)
    assert other.wait_for(messages.RunServed, lambda each: each.run_id == 2).experiment.plan.steps == 77
    served.told(lambda told: any(isinstance(each, messages.Begin) and each.run_id == 2 for each in told))
    sent = next(each for each in served.worker.told if isinstance(each, messages.Begin) and each.run_id == 2)
    assert sent.run_folder is not None and sent.run_folder.startswith(str(served.folder)) and sent.data_dir == ""
    served.worker.outbox.put(messages.Refused(2, 1, "{reason}", {"reason": "no"}))
    assert one.wait_for(messages.Refused).kept == 1
    assert other.wait_for(messages.RunServed, lambda each: each.run_id == 1)
    one.say(messages.Begin(3, experiment(), "", resume_from="/etc"), 2)
    refused = one.wait_for(messages.Refused, lambda each: each.run_id == 3)
    assert refused.kept == 1 and "trained here" in str(refused.values["reason"])


def test_another_run_takes_nothing_else_from_a_slow_link(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever loses the controls to one that begins a run hears of both."""
    monkeypatch.setattr(post, "MOST_LATEST", 0)  # nothing goes beside what is under way
    slow, other = served.peer(), served.peer()
    slow.greet("a")
    assert slow.wait_for(Controlling).controls
    other.greet("b")
    slow.wait_for(Controlling, lambda each: each.others == 1)
    served.scalars(1)
    slow.wait_for(messages.Scalars, receipts=False)
    other.say(messages.TakeControls(1), 1)
    other.wait_for(Controlling, lambda each: each.controls)
    other.say(messages.Begin(2, experiment(), "/elsewhere", run_folder="/home/mine"), 2)
    other.wait_for(messages.RunServed, lambda each: each.run_id == 2)
    without_receipt = len(slow.heard) - 1
    slow.wait_for(Retold, receipts=False)
    slow.say(Received(len(slow.heard) - without_receipt))
    assert not slow.wait_for(Controlling).controls


def test_another_version_is_told_so_and_ends(served: Served) -> None:
    old = served.peer()
    assert "version 0.0.1" in old.greet(schema="other", version="0.0.1").reason and old.ended()


def test_hostile_peers_are_left_and_the_others_served_on(served: Served) -> None:
    """Random bytes, claims of gigabytes, mutated frames, floods: each is left, and the server goes on for the rest."""
    good = served.peer()
    good.greet("good")
    chance = random.Random(5)
    recorded = [of_watcher().encode(message_at_random(kind, chance), 1) for kind in of_watcher().kinds]
    for attempt in range(120):
        peer = served.peer()
        try:
            if attempt % 3:
                peer.greet(f"peer {attempt}")
                peer.link.sendall(b"".join(mutated(chance.choice(recorded), chance) for _ in range(20)))
            else:
                peer.link.sendall(
                    chance.choice((chance.randbytes(5000), b"\x00LX1" + b"\xff" * 8, b"", b"GET / HTTP/1.1\r\n"))
                )
        except (ConnectionError, AssertionError):
            pass  # it was left already
        peer.link.close()
    good.say(Ping(1.5))
    assert good.wait_for(Pong).stamp == 1.5
    assert not any(isinstance(each, messages.TakeUp) for each in served.worker.told)
    folders = [each.run_folder for each in served.worker.told if isinstance(each, messages.Begin)]
    assert all(folder is not None and folder.startswith(str(served.folder)) for folder in folders)
    assert not any(isinstance(each, messages.Save) and each.folder for each in served.worker.told)


def test_receipts_for_what_was_never_sent_end_the_link(served: Served) -> None:
    peer = served.peer()
    peer.greet("a")
    peer.say(Received(10**6))
    assert "receipt" in peer.wait_for(Ending, receipts=False).reason and peer.ended()


def test_too_many_questions_at_once_end_the_link(served: Served) -> None:
    peer = served.peer()
    peer.greet("a")
    code = np.zeros((1, 2), np.float32)
    with suppress(BrokenPipeError):
        for number in range(300):
            peer.say(messages.Decode(1, number, f"channel {number}", 0, code))
    assert "too many channels" in peer.wait_for(Ending).reason


def test_it_ends_when_it_is_told_to_and_says_so(served: Served) -> None:
    window, other = served.peer(), served.peer()
    window.greet("a")
    other.link.sendall(handshake().encode(EndServing()))
    assert "saved" in window.wait_for(Ending).reason
    served.thread.join(10)
    assert not served.thread.is_alive()


def test_it_ends_when_nobody_needs_it_any_more() -> None:
    made = Served(idle_seconds=0.2)
    made.thread.join(10)
    assert not made.thread.is_alive()
    shutil.rmtree(made.folder)
