"""A lesson is gone through in the window itself: what is done is seen, what is shown is done, the run comes back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from time import process_time

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from explorer.lessons.running.lesson_guide import LessonGuide
from explorer.state.lesson_shown import LessonShown
from tests.explorer.program import Program, experiment
from trainers.lessons.progress import Given, LessonProgress
from trainers.lessons.reading import ReadLesson, read_lesson
from trainers.messages import Phase
from trainers.reports.lesson_report import answered, right_answers

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="module")
def lesson() -> ReadLesson:
    return read_lesson(DATA / "small-steps")


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    made = Program(qtbot, tmp_path)
    made.guide.set_pace(0.02)
    yield made
    assert made.close()


def shown(program: Program) -> LessonShown:
    assert program.state.lesson is not None
    return program.state.lesson


def at(program: Program) -> str:
    return shown(program).progress.current.key


def begin(program: Program, lesson: ReadLesson) -> LessonGuide:
    program.guide.begin(lesson)
    program.wait(lambda: not shown(program).building)
    return program.guide


def forward_to(program: Program, key: str) -> None:
    while at(program) != key:
        program.guide.forward()
        program.wait(lambda: not shown(program).building)


def progress(program: Program) -> LessonProgress:
    return shown(program).progress


def test_a_lesson_is_gone_through_to_its_end(program: Program, lesson: ReadLesson) -> None:
    program.start()
    guide = begin(program, lesson)
    assert program.step == 20 and program.state.experiment is not None and program.state.experiment.plan.seed == 4
    guide.forward()
    assert at(program) == "play" and shown(program).pointed == ("play",)
    assert progress(program).notes["loss_then"] == pytest.approx(guide.facts("notes.loss_then"))
    guide.forward()
    guide.answer(Given(choice="nonsense"))
    assert progress(program).is_open
    guide.answer(Given(choice="falls"))
    guide.forward()
    assert at(program) == "turn" and progress(program).met == (False, False)
    program.session.edit(4.0, "models.0.beta")
    program.wait(lambda: progress(program).met == (True, False))
    program.session.advance(40)
    program.wait(lambda: not progress(program).is_open)
    guide.forward()
    program.wait(lambda: progress(program).outcomes.get("guess") is not None)
    assert progress(program).outcomes["guess"].right is not None
    guide.forward()
    assert at(program) == "pin" and shown(program).progress.chapter == 1
    assert progress(program).met == (False, False, False)
    guide.show_me()
    assert shown(program).showing == 0
    program.wait(lambda: shown(program).showing is None)
    assert not progress(program).is_open and "pin" in progress(program).helped and not shown(program).problem
    guide.forward()
    guide.answer(Given(place=(0.5, 0.5)))
    guide.forward()
    assert progress(program).outcomes["where"].right is True
    guide.forward()
    guide.answer(Given(number=4.0))
    guide.forward()
    assert progress(program).outcomes["how-many"].right is False
    guide.forward()
    program.wait(lambda: not shown(program).building)
    assert program.state.workspace == "compare" and at(program) == "back"
    assert program.state.maps[1] is not None and program.state.maps[1].cursor.tolist() == [1, -1]
    for _ in range(2):
        guide.show_me()
        program.wait(lambda: not progress(program).is_open)
        program.wait(lambda: shown(program).showing is None)
        guide.forward()
    assert progress(program).finished
    record = guide.record("Ada")
    assert record.finished and record.seed == 4 and [entry.key for entry in record.entries][:2] == ["hello", "play"]
    states = {entry.key: entry.state for entry in record.entries}
    assert states["turn"] == "done" and states["pin"] == "shown" and states["guess"] == "done"
    entries = {entry.key: entry for entry in record.entries}
    asked, told = entries["how-many"], entries["so-many"]
    assert (asked.answer, asked.turned_out, asked.right) == ("4 pins", "1 pins", False)
    assert (told.said, told.answer, told.right) == ("No, 1.", "", None)
    assert asked.at_step == told.at_step, "when it was told what had come of it"
    outcomes = progress(program).outcomes.values()
    assert len(outcomes) == 3 and (right_answers(record), answered(record)) == (sum(o.right for o in outcomes), 3)
    assert {picture.key for picture in record.thumbnails} >= {"turn", "told", "pin"} and record.figures


STEPS = ["hello", "turn", "pin", "back"]


@pytest.mark.parametrize("key", STEPS)
def test_whatever_was_done_in_a_lesson_the_run_and_its_view_come_back(
    program: Program, lesson: ReadLesson, key: str
) -> None:
    session = program.session
    program.start()
    session.advance(20)
    program.wait(lambda: program.step == 20 and program.state.phase is Phase.PAUSED)
    program.click(program.find(QCheckBox, "layer_contours"))
    value = program.state.maps[0]
    assert value is not None
    session.set_map(0, value.with_pin(np.float32([0.5, -0.5])))
    program.map().motion.move_view(program.map().view.zoomed(2.0, 100, 100))
    program.wait(lambda: not session.unanswered)
    before, view = program.state, program.map().view
    guide = begin(program, lesson)
    assert not program.find(QCheckBox, "layer_contours").isChecked()
    assert not guide.facts("layers.contours") and guide.facts("maps.0.pins") == 0
    forward_to(program, key)
    guide.leave()
    assert program.state.lesson is None and program.state.run_id == before.run_id
    assert program.state.maps == before.maps and program.state.workspace == before.workspace
    assert program.find(QCheckBox, "layer_contours").isChecked()
    assert program.state.experiment == before.experiment and program.state.curves is before.curves
    program.wait(lambda: not session.unanswered and program.map().view == view)
    session.advance(5)
    program.wait(lambda: program.step == 25 and program.state.phase is Phase.PAUSED)


def test_a_chapter_that_is_jumped_to_is_built_anew(program: Program, lesson: ReadLesson) -> None:
    program.start()
    guide = begin(program, lesson)
    guide.jump(1)
    program.wait(lambda: not shown(program).building)
    assert at(program) == "pin" and program.step == 20
    program.session.advance(3)
    program.wait(lambda: program.step == 23 and program.state.phase is Phase.PAUSED)
    guide.jump(2)
    guide.jump(0)  # before that is built
    program.wait(lambda: not shown(program).building)
    assert at(program) == "hello" and program.step == 20 and len(program.state.labels) == 1
    guide.jump(2)
    program.wait(lambda: not shown(program).building)
    assert at(program) == "back" and len(program.state.labels) == 2 and program.step == 10
    guide.back()
    assert at(program) == "so-many" and len(program.state.labels) == 2  # to be read again
    with pytest.raises(IndexError):
        guide.jump(7)


def test_another_run_that_is_opened_ends_the_lesson(program: Program, lesson: ReadLesson) -> None:
    program.start()
    guide = begin(program, lesson)
    ended: list[bool] = []
    guide.ended.connect(lambda _progress, instead: ended.append(instead))
    program.session.begin(experiment(seed=9))
    assert program.state.lesson is None and ended == [True] and "lesson has ended" in program.note
    program.wait_for(Phase.READY)
    assert program.state.experiment == experiment(seed=9)
    guide.forward()  # nothing to be done any more
    guide.show_me()
    guide.leave()
    assert ended == [True]
    with pytest.raises(ValueError, match="no lesson"):
        guide.record("Ada")


def test_a_page_that_the_other_run_does_not_have_stays_back(program: Program, lesson: ReadLesson) -> None:
    program.start()
    labs = program.compare.labs
    labs.offer_page("differs", True)
    labs.show_page("differs")
    guide = begin(program, lesson)
    labs.offer_page("differs", False)
    first = labs.page
    program.session.begin(experiment(seed=9))
    program.wait_for(Phase.READY)
    assert program.state.lesson is None and guide.shown is None
    assert labs.page == first != "differs" and not labs.offers("differs")


def test_whoever_takes_over_is_shown_no_further(program: Program, lesson: ReadLesson) -> None:
    program.start()
    guide = begin(program, lesson)
    guide.set_pace(1.0)
    forward_to(program, "turn")
    guide.show_me()
    assert shown(program).showing == 0 and shown(program).pointed == ("models.0.beta",)
    program.key(Qt.Key.Key_Escape)
    assert shown(program).showing is None and shown(program).pointed == () and progress(program).is_open
    guide.show_me()
    guide.skip()
    assert at(program) == "told" and "turn" in progress(program).skipped and not progress(program).helped
    assert progress(program).outcomes == {}  # nothing was predicted


def test_what_cannot_be_shown_is_said(program: Program, lesson: ReadLesson) -> None:
    """The chapter before last is begun with another state than it is meant for."""
    program.start()
    guide = begin(program, lesson)
    guide.jump(2)
    program.wait(lambda: not shown(program).building)
    forward_to(program, "other")
    program.session.edit(3, "seed")
    program.session.restart(play=False)
    program.wait(lambda: program.state.phase is Phase.READY)
    guide.show_me()
    program.wait(lambda: shown(program).showing is None)
    assert progress(program).met == (True, True, False) and progress(program).is_open


def test_a_place_is_measured_before_it_is_locked_in(program: Program, lesson: ReadLesson, tmp_path: Path) -> None:
    folder = tmp_path / "measured"
    folder.mkdir()
    for path in lesson.folder.iterdir():
        (folder / path.name).write_text(path.read_text("utf-8").replace("answer.x > 0", "answer.hole or answer.x > 0"))
    program.start()
    guide = begin(program, read_lesson(folder))
    forward_to(program, "where")
    guide.answer(Given(place=(50.0, 0.0)))
    program.wait(lambda: not progress(program).is_open)
    assert progress(program).answers["where"].found["hole"] in (True, False)
    assert guide.facts("answers.where.realism") == progress(program).answers["where"].found["realism"]


def test_an_observation_takes_a_millisecond_at_most(program: Program, lesson: ReadLesson) -> None:
    program.start()
    guide = begin(program, lesson)
    forward_to(program, "pin")
    step = progress(program).current

    def seconds() -> float:
        start = process_time()
        for _ in range(100):
            for goal in step.conditions:
                goal.holds(guide.facts)
        return (process_time() - start) / 100

    assert min(seconds() for _ in range(5)) < 0.001


def test_a_chapter_whose_data_are_not_there_says_so(program: Program, lesson: ReadLesson, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    for path in lesson.folder.iterdir():
        first, middle, last = path.read_text("utf-8").rpartition('name = "digits"')
        (folder / path.name).write_text(first + (middle and 'name = "mnist"') + last)
    program.start()
    guide = begin(program, read_lesson(folder))
    guide.jump(2)
    program.wait(lambda: not shown(program).building)
    assert "MNIST" in shown(program).problem and shown(program).problem.endswith(".")
    assert program.state.experiment is not None and program.state.experiment.dataset == "digits"  # as it was before
    guide.jump(1)
    program.wait(lambda: not shown(program).building)
    assert not shown(program).problem and at(program) == "pin"
    guide.leave()
    assert program.state.experiment == experiment()
