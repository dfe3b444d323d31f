"""A lesson is left at every kind of step: the run beside which it was begun is the same, bit for bit, and is seen as it
was. One run makes the whole journey, and is held against one that nobody interrupted."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from explorer.lessons.running.seen_view import SeenView
from explorer.state.lesson_shown import LessonShown
from tests.explorer.lessons.test_put_aside import losses, same, train_to
from tests.explorer.program import Program, experiment
from trainers.dataset import LoadContext
from trainers.examples import Float32
from trainers.lessons.progress import Given
from trainers.lessons.reading import ReadLesson, find_lessons, lesson_folders, read_lesson
from trainers.lessons.schema import AskStep, RevealStep
from trainers.messages import Phase
from trainers.runs.run import Run
from trainers.runs.starting import load_examples
from trainers.training import sharing
from trainers.training.loop import Loop

BEGUN, FURTHER, WHOLE = 40, 20, 400  # steps before the first lesson, after one, and of the other run
CPU = torch.device("cpu")
POISONED = 25  # at which the run of the lesson diverges; the user's is past it


class SharedBot:
    """What a window that several tests share needs of pytest-qt, whose own is of one test."""

    def addWidget(self, widget: object) -> None:
        del widget

    def waitExposed(self, widget: object) -> AbstractContextManager[None]:
        del widget
        return nullcontext()

    def waitUntil(self, found: Callable[[], bool], timeout: int) -> None:
        end = time.monotonic() + timeout / 1000
        while not found():
            assert time.monotonic() < end, "it did not come about"
            QCoreApplication.processEvents()
            time.sleep(0.003)  # QTest.qWait would keep other threads of Python waiting, too


class Journey:
    """The window, the user's run in it, and ``whole``: the losses of the same run that nobody interrupted."""

    def __init__(self, program: Program) -> None:
        self.program = program
        program.start()
        train_to(program, BEGUN)
        assert program.state.curves is not None
        self._name = program.state.curves.metrics(0)[0]
        self._other = Loop(experiment(), load_examples(experiment(), LoadContext(program.session.data_dir)), CPU)
        self.whole = self._losses(WHOLE)
        self._look_about()

    def _losses(self, steps: int) -> Float32:
        """The next ones of the other run."""
        return np.float32([self._other.step()[0][self._name].item() for _ in range(steps)])

    @property
    def further(self) -> Float32:
        """The losses of as many steps as are to be the same, of a run that goes on from where the user's stands."""
        assert self.run is not None
        self._other.load_state(self.run.loop.state())
        return self._losses(FURTHER)

    def _look_about(self) -> None:
        """The view that the user has made of it."""
        program, session = self.program, self.program.session
        value = program.state.maps[0]
        assert value is not None
        session.set_map(0, value.with_pin(np.float32([0.5, -0.5])).with_cursor(np.float32([1, 1])))
        motion, view = program.map().motion, program.map().view
        motion.move_view(view.zoomed(0.5, view.width / 3, view.height / 3))
        program.window.settings_panel.set_layers({"codes": True, "ellipses": True})
        program.pictures.tools.show_page("nearest")
        curves = program.curves
        curves.log_button.setChecked(True)
        curves.group_button.menu().actions()[-1].trigger()
        self.settle()

    @property
    def run(self) -> Run | None:
        """That of the trainer thread; None while it has none."""
        return self.program.session._worker._trainer._run

    def settle(self) -> None:
        """The run is there, what it is shows, and nothing is on its way."""
        program = self.program
        program.wait(lambda: self.run is not None and self.run.run_id == program.state.run_id)
        program.wait(lambda: not program.session.unanswered)
        program.wait(lambda: program.state.pictures is not None and program.state.pictures.step == program.step)
        program.wait(lambda: not program.map().motion.is_easing)

    @property
    def tensors(self) -> dict[str, bytes]:
        """All that decides how the run goes on: weights and averages, optimisers, generators, the order of images."""
        assert self.run is not None
        state = self.run.loop.state()  # which nobody changes now
        found = {name: tensor.contiguous().numpy().tobytes() for name, tensor in state.tensors.items()}
        return {**found, "position": repr(state.position).encode()}

    @property
    def seen(self) -> SeenView:
        window = self.program.window
        return SeenView.taken(window, window.settings_panel, window.maps)

    def is_seen_as(self, before: SeenView) -> bool:
        """Maps show the same part of their planes; the window may have laid them out a pixel higher or lower. Cards of
        other workspaces may have been made since."""
        now = self.seen
        for place, then in zip(now.places, before.places, strict=True):
            assert place is not None and then is not None
            assert (place.cx, place.cy) == pytest.approx((then.cx, then.cy), rel=1e-9)
            assert place.height / place.sy == pytest.approx(then.height / then.sy, rel=0.02)
        pages = {card: now.pages.get(card) for card in before.pages}
        return replace(now, places=before.places, pages=pages) == before

    def disturb(self) -> None:
        """What a reader does in a lesson: everything is seen in another way."""
        program, session = self.program, self.program.session
        session.set_workspace("explore")
        program.pictures.tools.show_page("samples")
        program.window.settings_panel.set_layers({"codes": False, "ellipses": False})
        program.curves.log_button.setChecked(False)
        program.curves.group_button.menu().actions()[0].trigger()
        value = program.state.map_of(0)
        if value is not None:
            session.set_map(0, value.with_pin(np.float32([2.0, 2.0])))
            program.map().motion.move_view(program.map().view.zoomed(3.0, 10, 10))

    def is_as_it_was(self, leave: Callable[[], None], trains: bool = False) -> None:
        """Whatever *leave* does in a lesson, after it all is as before, and would go on as it would have; where it
        *trains*, it does."""
        program = self.program
        self.settle()
        before, bits, seen, begun = program.state, self.tensors, self.seen, program.step
        leave()
        assert same(program.state, before) == [] and program.state.phase is before.phase
        self.settle()
        assert same(program.state, before) == [] and self.is_seen_as(seen)
        assert self.tensors == bits
        assert self.further.tobytes() == self.whole[begun : begun + FURTHER].tobytes()
        if trains:
            train_to(program, begun + FURTHER)
            assert losses(program.state).tobytes() == self.whole[: begun + FURTHER].tobytes()


@pytest.fixture(scope="module")
def small() -> ReadLesson:
    return read_lesson(Path(__file__).parent / "data" / "small-steps")


@pytest.fixture(scope="module")
def journey(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journey]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LATENT_EXPLORER_HOME", str(tmp_path_factory.mktemp("home")))
        patch.setattr(sharing, "read_machine", lambda: sharing.Reading(sharing.monotonic(), 0.0, 0.0, 0.0))
        program = Program(SharedBot(), tmp_path_factory.mktemp("program"))
        program.guide.set_pace(0.0)
        program.window.resize(1000, 640)
        yield Journey(program)
        assert program.close()
        program.window.deleteLater()


def shown(program: Program) -> LessonShown:
    assert program.state.lesson is not None
    return program.state.lesson


def built(program: Program) -> None:
    program.wait(lambda: not shown(program).building)


def reach(program: Program, key: str) -> None:
    """Passes over what comes before, but for predictions and deeds that the step tells of."""
    while (step := shown(program).progress.current).key != key:
        if isinstance(step, AskStep) and step.answer == "choice":
            program.guide.answer(Given(choice=step.options[0].key))
        program.guide.forward()
        built(program)


def at(key: str) -> Callable[[Program], None]:
    return lambda program: reach(program, key)


def answered(program: Program) -> None:
    reach(program, "guess")
    program.guide.answer(Given(choice="falls"))
    assert not shown(program).progress.is_open


def being_shown(program: Program) -> None:
    """Left while it trains for Show me."""
    reach(program, "turn")
    program.guide.show_me()
    program.wait(lambda: program.step > 22)
    assert shown(program).showing is not None


def was_shown(program: Program) -> None:
    reach(program, "turn")
    program.guide.show_me()
    program.wait(lambda: not shown(program).progress.is_open and shown(program).showing is None)


def told(program: Program) -> None:
    """Nothing, as nothing had been predicted."""
    for _ in range(4):
        program.guide.forward()
    step = shown(program).progress.current
    assert isinstance(step, RevealStep) and step.of not in shown(program).progress.answers


def told_of_a_prediction(program: Program) -> None:
    reach(program, "told")
    program.wait(lambda: "guess" in shown(program).progress.outcomes)


def jumped(program: Program) -> None:
    program.guide.jump(1)
    built(program)
    assert shown(program).progress.chapter == 1


def jumping(program: Program) -> None:
    program.guide.jump(1)
    program.wait(lambda: program.state.phase is Phase.TRAINING or not shown(program).building)


def finished(program: Program) -> None:
    while not shown(program).progress.finished:
        program.guide.forward()
        built(program)


def diverged(program: Program) -> None:
    honest = Loop.step

    def poisoned(self: Loop, *players: Any) -> list[dict[str, torch.Tensor]]:
        values = honest(self, *players)
        if self.step_count == POISONED:
            return [{name: value * float("nan") for name, value in model.items()} for model in values]
        return values

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Loop, "step", poisoned)
        program.session.play()
        program.wait(lambda: program.state.phase is Phase.DIVERGED)
    assert shown(program).is_broken


PLACES: dict[str, Callable[[Program], None]] = {
    "explain": at("hello"), "look": at("play"), "ask": at("guess"), "answered": answered, "do": at("turn"),
    "being shown": being_shown, "was shown": was_shown, "reveal": told, "revealed": told_of_a_prediction,
    "jumping": jumping, "jumped": jumped, "ask for a place": at("where"), "finished": finished, "diverged": diverged,
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_a_lesson_is_left(journey: Journey, small: ReadLesson, place: str) -> None:
    program = journey.program

    def leave() -> None:
        program.guide.begin(small)
        built(program)
        PLACES[place](program)
        journey.disturb()
        program.guide.leave()

    journey.is_as_it_was(leave)


@pytest.mark.parametrize("wait", [0, 1, 2])
def test_a_lesson_is_left_while_its_first_chapter_is_built(journey: Journey, small: ReadLesson, wait: int) -> None:
    """At once; once its run stands; while that is trained."""
    program = journey.program
    reached = (lambda: True, lambda: program.state.phase is not Phase.STARTING, lambda: program.step > 0)[wait]

    def leave() -> None:
        program.guide.begin(small)
        program.wait(reached)
        program.guide.leave()

    journey.is_as_it_was(leave)


@pytest.mark.parametrize("name", [each.name for each in find_lessons(lesson_folders())[0] if not each.lesson.tell_tale])
def test_each_lesson_of_the_program_is_left_somewhere_in_a_chapter(journey: Journey, name: str) -> None:
    """At a step of its first chapter, and while another one is built; which, is drawn by lot, the same every time."""
    program, lot = journey.program, random.Random(name)
    read = next(each for each in find_lessons(lesson_folders())[0] if each.name == name)

    def leave() -> None:
        program.guide.begin(read)
        program.wait(lambda: program.step > 0 or not shown(program).building)
        if lot.random() < 0.5:
            built(program)
            for _ in range(lot.randrange(len(read.lesson.chapters[0].steps) - 1)):
                program.guide.forward()
            journey.disturb()
        else:
            program.guide.jump(lot.randrange(1, len(read.lesson.chapters)))
            program.wait(lambda: program.step > 0 or not shown(program).building)
        program.guide.leave()

    journey.is_as_it_was(leave, trains=True)


def test_a_run_that_trains_goes_on_and_is_the_same(journey: Journey, small: ReadLesson) -> None:
    program, session = journey.program, journey.program.session
    before = program.step
    session.set_pace(60.0)
    session.play()
    program.wait(lambda: program.step > before + 2)
    program.guide.begin(small)
    built(program)
    journey.disturb()
    left = shown(program)
    program.guide.leave()
    assert program.state.phase is Phase.TRAINING and left.progress.current.key == "hello"
    program.wait(lambda: program.step > before + 5)
    session.pause()
    program.wait_for(Phase.PAUSED)
    program.wait(lambda: len(losses(program.state)) == program.step)
    assert losses(program.state).tobytes() == journey.whole[: program.step].tobytes()
