"""A lesson is gone through in the window itself: what is done is seen, what is shown is done, the run comes back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from explorer.lessons.lesson_guide import LessonGuide
from explorer.state.lesson_shown import LessonShown
from tests.explorer.program import Program
from trainers.lessons.progress import Given, LessonProgress
from trainers.lessons.reading import ReadLesson, read_lesson

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
    program.type_into("models.0.beta", "4")
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
    entry = next(entry for entry in record.entries if entry.key == "so-many")
    assert entry.right is False and entry.answer == "4 pins" and entry.turned_out == "1 pins" and entry.said == "No, 1."
    assert {picture.key for picture in record.thumbnails} >= {"turn", "told", "pin"} and record.figures
