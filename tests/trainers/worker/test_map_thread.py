"""The thread that draws maps: whose turn it is, what is left and what rests, how it gives way to training."""

from __future__ import annotations

import math
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from trainers import messages
from trainers.examples import Examples
from trainers.experiment import Experiment
from trainers.looking.maps import MapAnswers
from trainers.worker.mailbox import Outbox
from trainers.worker.map_thread import MAP_SHARE, MapThread

PATIENCE = 30.0
REST = 2.0  # seconds, after a piece that is as long as asks for it
EXPERIMENT = Experiment.parse({"dataset": {"name": "digits"}, "models": [{"family": "ae"}]})


def examples(count: int = 12) -> Examples:
    pixels = np.arange(count * 16, dtype=np.uint8).reshape(count, 1, 4, 4)
    return Examples("test", pixels, pixels.copy())


def make(channel: str, request: int, run: int = 1) -> messages.MakeMap:
    return messages.MakeMap(run, request, channel, "pca", count=12)


def show(channel: str, request: int, run: int = 1) -> messages.ShowExamples:
    return messages.ShowExamples(run, request, channel, (0, 1))


class Stages:
    """Instead of maps: jobs of so many pieces, each of which waits until it is let go. What happened is written down as
    (what, channel, request)."""

    def __init__(self) -> None:
        self.told: list[tuple[str, str, int]] = []
        self.threads: set[str] = set()
        self.go_on = threading.Semaphore(0)
        self.pieces = 4
        self.work: Callable[[int], None] = lambda piece: None  # what a piece does
        self.pressed: list[bool] = []  # whether somebody waited for the end of a piece, as it ended

    def answer(self, answers: MapAnswers, look: messages.Look) -> Iterator[messages.Answer | None]:
        stamp = (look.run_id, look.request_id, look.channel, 0)
        try:
            for piece in range(1 if not look.long else self.pieces):
                self.say("piece", look)
                assert self.go_on.acquire(timeout=PATIENCE)
                self.pressed.append(answers._held())
                self.work(piece)
                if not look.long:
                    yield messages.MapJudged(*stamp, 1.0, 1.0, 12)
                    return
                done = (piece + 1) / self.pieces
                judged = 1.0 if done == 1 else math.nan
                yield messages.MapMade(*stamp, "pca", np.zeros((12, 2), np.float32), done, "", 0.0, judged, judged, 12)
        finally:
            self.say("end", look)

    def say(self, what: str, look: messages.Look) -> None:
        self.told.append((what, look.channel, look.request_id))
        self.threads.add(threading.current_thread().name)

    def count(self, what: str, channel: str = "") -> int:
        return sum(each[0] == what and each[1] == (channel or each[1]) for each in [*self.told])


class Bench:
    """A thread of its own with an outbox, of which every answer is kept."""

    def __init__(self, stages: Stages) -> None:
        self.stages = stages
        self.answers: list[Any] = []
        self.outbox = Outbox(lambda: None)
        self.thread = MapThread(self.outbox)
        self.thread.start()

    def begin(self, run: int = 1, data: Examples | None = None) -> None:
        self.thread.begin(run, EXPERIMENT, data or examples())

    def go_on(self, pieces: int = 1) -> None:
        for _ in range(pieces):
            self.stages.go_on.release()

    def wait(self, found: Callable[[], object]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not found():
            assert time.monotonic() < deadline, (self.stages.told, self.answers)
            time.sleep(0.002)
            self.answers += self.outbox.drain()

    def wait_for(self, channel: str, request: int) -> messages.Answer:
        """The last word on a request."""

        def found() -> list[Any]:
            return [a for a in self.answers if (a.channel, a.request_id) == (channel, request) and not a.goes_on]

        self.wait(found)
        return found()[-1]  # type: ignore[no-any-return]

    def stands(self) -> bool:
        """Whether nothing more is begun though pieces are let go."""
        before = len(self.stages.told)
        self.go_on(3)
        time.sleep(0.1)
        while self.stages.go_on.acquire(blocking=False):
            pass
        return len(self.stages.told) == before

    def ends(self) -> bool:
        self.thread.close()
        self.go_on(20)
        self.thread.join(PATIENCE)
        return not self.thread.is_alive()


@pytest.fixture
def stages(monkeypatch: pytest.MonkeyPatch) -> Stages:
    made = Stages()
    monkeypatch.setattr(MapAnswers, "answer", lambda self, look: made.answer(self, look))
    return made


@pytest.fixture
def bench(stages: Stages) -> Iterator[Bench]:
    made = Bench(stages)
    yield made
    assert made.ends(), "the thread did not end"
    assert stages.threads <= {"maps"}  # what a job holds is let go of where it was made, too
    assert stages.count("end") == len({each[1:] for each in stages.told if each[0] == "piece"})


# --------------------------------------------------------------------------- whose turn it is


def test_a_map_comes_in_several_answers(bench: Bench) -> None:
    bench.begin()
    bench.thread.ask(make("a", 1))
    for piece in range(1, 5):
        bench.go_on()
        bench.wait(lambda piece=piece: [a.done for a in bench.answers][-1:] == [piece / 4])
    assert [(a.run_id, a.request_id, a.channel, a.goes_on) for a in bench.answers] == [
        (1, 1, "a", True), (1, 1, "a", True), (1, 1, "a", True), (1, 1, "a", False)
    ]  # fmt: skip


def test_what_is_asked_before_a_run_has_begun_waits_for_it(bench: Bench) -> None:
    bench.thread.ask(make("a", 1))
    bench.thread.ask(make("b", 2, run=2))
    bench.go_on(8)
    bench.begin(1)
    bench.wait_for("a", 1)
    assert bench.stages.count("piece", "b") == 0
    bench.begin(2)
    bench.wait_for("b", 2)
    bench.thread.ask(make("c", 3, run=1))  # comes too late
    assert bench.stands()


def test_of_one_channel_only_the_newest_look_is_answered(bench: Bench) -> None:
    for request in range(20):
        bench.thread.ask(make("a", request))
    bench.begin()
    bench.go_on(4)
    assert bench.wait_for("a", 19)
    assert {a.request_id for a in bench.answers} == {19}


def test_a_look_ends_the_one_before_it_on_its_channel(bench: Bench) -> None:
    bench.begin()
    bench.thread.ask(make("a", 1))
    bench.go_on()
    bench.wait(lambda: bench.stages.count("piece") == 2)
    bench.thread.ask(make("a", 2))
    bench.go_on(5)
    bench.wait_for("a", 2)
    assert bench.stages.count("piece", "a") == 2 + 4 and not any(
        a.request_id == 1 and a.done > 0.25 for a in bench.answers
    )


def test_several_channels_take_turns(bench: Bench) -> None:
    for request, channel in enumerate("abc"):
        bench.thread.ask(make(channel, request))
    bench.go_on(12)
    bench.begin()
    bench.wait(lambda: bench.stages.count("end") == 3)
    assert [channel for what, channel, _ in bench.stages.told if what == "piece"] == list("abcabcabcabc")


def test_short_looks_come_first_and_end_the_piece_at_work(bench: Bench) -> None:
    bench.begin()
    bench.thread.ask(make("a", 1))
    bench.wait(lambda: bench.stages.count("piece") == 1)
    bench.thread.ask(make("b", 2))  # which takes its turn
    bench.thread.ask(show("pointer", 3))
    bench.go_on(9)
    bench.wait_for("a", 1)
    assert [channel for what, channel, _ in bench.stages.told if what == "piece"][:4] == ["a", "pointer", "b", "a"]
    assert bench.stages.pressed[0] and not any(bench.stages.pressed[1:])


# --------------------------------------------------------------------------- what is left, and what rests


def test_what_is_forgotten_before_it_begins_never_does(bench: Bench) -> None:
    bench.thread.ask(make("a", 1))
    bench.thread.ask(make("b", 2))
    bench.thread.forget("a")
    bench.go_on(4)
    bench.begin()
    bench.wait_for("b", 2)
    assert bench.stages.count("piece", "a") == 0 and not any(a.channel == "a" for a in bench.answers)


@pytest.mark.parametrize("after", [0, 1, 3])
def test_what_is_forgotten_ends_after_the_piece_at_work(bench: Bench, after: int) -> None:
    bench.begin()
    bench.thread.ask(make("a", 1))
    bench.go_on(after)
    bench.wait(lambda: bench.stages.count("piece") == after + 1)
    bench.thread.forget("a")
    bench.go_on()
    bench.wait(lambda: bench.stages.count("end") == 1)  # which is told nobody
    assert bench.stages.pressed[-1] and bench.stages.count("piece") == after + 1 and bench.stands()
    assert all(answer.done <= after / 4 for answer in bench.answers)


def test_what_is_held_rests_and_goes_on(bench: Bench) -> None:
    bench.begin()
    bench.thread.ask(make("a", 1))
    bench.go_on()
    bench.wait(lambda: bench.stages.count("piece") == 2)
    bench.thread.hold("a", True)
    bench.go_on()  # the piece at work
    bench.wait(lambda: bench.answers and bench.answers[-1].done == 0.5)
    assert bench.stages.pressed == [False, True] and bench.stands()
    bench.thread.ask(make("b", 2))  # others go on meanwhile
    bench.go_on(4)
    bench.wait_for("b", 2)
    bench.thread.hold("a", False)
    bench.go_on(2)
    bench.wait_for("a", 1)


def test_what_is_held_can_be_forgotten_and_asked_anew_without_resting(bench: Bench) -> None:
    bench.begin()
    bench.thread.hold("a", True)  # there is nothing to hold
    bench.thread.ask(make("a", 1))
    bench.go_on()
    bench.wait(lambda: bench.stages.count("piece") == 2)
    bench.thread.hold("a", True)
    bench.go_on()
    bench.wait(lambda: len(bench.stages.pressed) == 2)
    assert bench.stands()
    bench.thread.forget("a")
    bench.wait(lambda: bench.stages.count("end") == 1)
    bench.thread.ask(make("a", 2))
    bench.thread.hold("a", True)
    bench.thread.ask(make("a", 3))
    bench.go_on(8)
    bench.wait_for("a", 3)


# --------------------------------------------------------------------------- another run


def test_other_data_end_what_was_asked_and_are_let_go(bench: Bench) -> None:
    data = examples()
    seen = weakref.ref(data)
    bench.begin(1, data)
    del data
    bench.thread.ask(make("a", 1))
    bench.thread.ask(make("b", 2))
    bench.go_on(3)
    bench.wait(lambda: bench.stages.count("piece") == 4)
    bench.begin(2)
    bench.go_on()
    bench.wait(lambda: bench.stages.count("end") == 2)
    assert bench.stands()
    assert seen() is None  # without a collection of cycles: in the program that is seldom
    bench.thread.ask(make("a", 3, run=2))
    bench.go_on(4)
    assert bench.wait_for("a", 3).run_id == 2


def test_a_run_with_the_same_data_forgets_only_what_is_not_about_them_alone(bench: Bench) -> None:
    data = examples()
    bench.begin(1, data)
    bench.thread.ask(make("a", 1))
    codes = messages.FindClusters(1, 2, "b", "k-means", features=np.zeros((12, 2), np.float32))
    bench.thread.ask(codes)
    bench.thread.ask(replace(codes, request_id=3, channel="c", features=None))
    bench.go_on(2)
    bench.wait(lambda: bench.stages.count("piece") == 3)
    bench.thread.hold("a", True)
    bench.begin(2, data)
    bench.go_on(20)
    bench.wait_for("c", 3)
    bench.wait(lambda: bench.stages.count("end", "b") == 1)
    assert bench.stages.count("piece", "b") == 1 and bench.stages.count("piece", "a") == 1  # it still rests
    bench.thread.hold("a", False)
    assert bench.wait_for("a", 1).run_id == 2
    assert {a.run_id for a in bench.answers if a.channel == "c" and not a.goes_on} == {2}


def test_what_was_asked_for_a_run_that_never_came_is_forgotten(bench: Bench) -> None:
    data = examples()
    bench.begin(1, data)
    bench.thread.ask(make("a", 1, run=2))
    bench.begin(3, data)
    assert bench.stands() and bench.stages.told == []


# --------------------------------------------------------------------------- ending


@pytest.mark.parametrize("begun", [False, True])
def test_it_ends_before_anything_is_asked(bench: Bench, begun: bool) -> None:
    if begun:
        bench.begin()
    assert bench.ends()


@pytest.mark.parametrize("held", [False, True])
def test_it_ends_in_the_middle_of_a_map(bench: Bench, held: bool) -> None:
    bench.begin()
    bench.thread.ask(make("a", 1))
    bench.thread.ask(make("b", 2))  # its turn has not come
    bench.wait(lambda: bench.stages.count("piece") == 1)
    if held:
        bench.thread.hold("a", True)
    bench.thread.close()
    bench.go_on()
    bench.thread.join(PATIENCE)
    assert not bench.thread.is_alive()
    assert bench.stages.pressed == [True] and bench.stages.count("end") == 1


# --------------------------------------------------------------------------- beside training


def test_while_training_goes_on_it_keeps_to_its_share(bench: Bench) -> None:
    spent = []

    def work(piece: int) -> None:
        start = time.monotonic()
        time.sleep(0.02)
        spent.append(time.monotonic() - start)

    bench.stages.work, bench.stages.pieces = work, 12
    bench.begin()
    bench.thread.set_training(True)
    bench.go_on(12)
    start = time.monotonic()
    bench.thread.ask(make("a", 1))
    bench.wait_for("a", 1)
    least = sum(spent[:-1]) / MAP_SHARE  # nobody waits for the end of the last rest
    assert time.monotonic() - start >= 0.99 * least


def test_when_training_stops_the_rest_is_over(bench: Bench) -> None:
    bench.stages.work = lambda piece: time.sleep(REST / (1 / MAP_SHARE - 1))
    bench.begin()
    bench.thread.set_training(True)
    bench.thread.ask(make("a", 1))
    bench.go_on()
    bench.wait(lambda: bench.answers)
    bench.stages.work = lambda piece: None
    bench.go_on()
    assert bench.stages.count("piece") == 1
    start = time.monotonic()
    bench.thread.set_training(False)
    bench.wait(lambda: bench.stages.count("piece") == 3)
    assert time.monotonic() - start < 0.8 * REST


def test_whoever_points_does_not_wait_for_the_end_of_a_rest(bench: Bench) -> None:
    bench.stages.work = lambda piece: time.sleep(REST / (1 / MAP_SHARE - 1))
    bench.begin()
    bench.thread.set_training(True)
    bench.thread.ask(make("a", 1))
    bench.go_on()
    bench.wait(lambda: bench.answers)
    bench.stages.work = lambda piece: None
    for request in range(2, 5):
        bench.thread.ask(show("pointer", request))
        bench.go_on()
        bench.wait_for("pointer", request)
    assert bench.stages.count("piece", "a") == 1


# --------------------------------------------------------------------------- when something goes wrong


def wrong(error: BaseException) -> Callable[[int], None]:
    def work(piece: int) -> None:
        raise error

    return work


def test_a_failure_is_told_and_others_go_on(bench: Bench) -> None:
    bench.begin()
    bench.stages.work = wrong(RuntimeError("seven is unlucky"))
    bench.thread.ask(make("a", 1))
    bench.go_on()
    bench.wait(lambda: len(bench.answers) == 2)
    failed, said = bench.answers
    assert isinstance(failed, messages.Failed) and "seven is unlucky" in failed.traceback and failed.run_id == 1
    assert "digits" in failed.experiment_toml
    assert isinstance(said, messages.LookFailed) and said.request_id == 1 and "log file" in said.reason
    del bench.answers[:]
    bench.stages.work = lambda piece: None
    bench.thread.ask(make("a", 2))
    bench.go_on(4)
    bench.wait_for("a", 2)


def test_out_of_memory_is_one_sentence_and_no_failure_of_the_program(bench: Bench) -> None:
    bench.begin()
    bench.stages.work = lambda piece: np.empty(2**60, np.uint8).fill(0)  # refused in this system's own words
    bench.thread.ask(make("a", 1))
    bench.go_on()
    said = bench.wait_for("a", 1)
    assert isinstance(said, messages.LookFailed) and "memory" in said.reason
    assert len(bench.answers) == 1
