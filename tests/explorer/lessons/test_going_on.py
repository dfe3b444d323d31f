"""A lesson that is left in the middle and gone on with: where one was, with what one had predicted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from explorer.lessons.column.live_label import LiveLabel
from tests.explorer.lessons.shown import FOLDER
from tests.explorer.program import Program, experiment
from trainers.lessons.classroom import CLASS_SUFFIX
from trainers.lessons.progress import LessonProgress

NAME = FOLDER.name
NEIGHBOURS = "one-picture-from-its-neighbours"
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise")  # of windows off screen


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    program = Program(qtbot, tmp_path)
    program.window.lesson_desk.shelf.set_folders((FOLDER.parent,))
    program.window.lessons.set_pace(0.0)
    program.start(experiment())
    yield program
    assert program.close()


def progress(program: Program) -> LessonProgress:
    assert program.state.lesson is not None
    return program.state.lesson.progress


def step(program: Program) -> str:
    return progress(program).current.key


def built(program: Program) -> None:
    program.wait(lambda: program.state.lesson is not None and not program.state.lesson.building)


def go_on(program: Program, words: str, name: str = NAME) -> str:
    """Presses the button of the lesson in the list; gives what the list says of how far one is."""
    program.window.actions_.lessons.trigger()

    def button() -> QPushButton | None:
        found = program.window.findChild(QPushButton, f"entry_begin_{name}")
        return found if found is not None and found.isVisible() and found.text() == words else None

    program.wait(button)
    state, found = program.window.findChild(QLabel, f"entry_state_{name}"), button()
    assert state is not None and found is not None
    said = state.text()
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)
    built(program)
    return said


def leave(program: Program) -> None:
    program.press("lesson_leave")
    program.wait(lambda: program.state.lesson is None)


def choose(program: Program, key: str) -> None:
    """An answer to the question that is asked."""
    program.wait(lambda: program.find(QWidget, f"option_{key}").isVisible())
    program.press(f"option_{key}")


def predict(program: Program, key: str) -> None:
    """Answers the question that is asked, and goes on."""
    choose(program, key)
    program.press("lock_in")
    program.wait(lambda: program.find(QWidget, "ask_closed").isVisible())
    program.press("lesson_next")


def finish(program: Program) -> None:
    """Skips all that is left."""
    while not progress(program).finished:
        program.window.lessons.forward()
        built(program)


def test_what_was_predicted_is_there_again(program: Program) -> None:
    go_on(program, "Begin")
    for _ in range(2):
        program.press("lesson_next")
    predict(program, "apart")
    program.press("skip_do")
    assert step(program) == "told"
    leave(program)
    assert go_on(program, "Go on") == "about 12 min · step 5 of 9 · goes on with step 4"
    assert step(program) == "turn" and progress(program).answers["huddle"].choice == "apart"
    program.press("lesson_back")
    assert program.find(QWidget, "ask_closed").isVisible()
    assert not program.find(QAbstractButton, "option_together").isEnabled()
    program.press("lesson_next")
    program.window.lessons.jump(0)
    built(program)
    for _ in range(2):
        program.press("lesson_next")
    assert program.find(QAbstractButton, "option_apart").isChecked()
    assert not program.find(QPushButton, "lock_in").isVisible(), "it is locked"
    finish(program)
    assert progress(program).answers.keys() == {"huddle"}
    assert program.text("finished_summary").startswith("0 of 1 predictions came true")
    leave(program)
    assert go_on(program, "Once more") == "about 12 min · finished"
    assert (step(program), dict(progress(program).answers)) == ("welcome", {})
    for _ in range(2):
        program.press("lesson_next")
    assert not program.find(QAbstractButton, "option_apart").isChecked()
    assert program.find(QAbstractButton, "option_apart").isEnabled()


def test_the_time_before_counts(program: Program) -> None:
    go_on(program, "Begin")
    program.press("lesson_next")
    program.guide.diary.earlier = 600.0
    leave(program)
    go_on(program, "Go on")
    assert 600 <= program.guide.record("").seconds < 700


def test_what_is_only_chosen_is_not_chosen_for_the_next_one(program: Program) -> None:
    go_on(program, "Begin")
    for _ in range(2):
        program.press("lesson_next")
    choose(program, "apart")
    leave(program)
    assert go_on(program, "Go on") == "about 12 min · step 3 of 9"
    assert step(program) == "huddle" and not program.find(QAbstractButton, "option_apart").isChecked()


def test_the_next_one_in_a_class_begins_without(program: Program, tmp_path: Path) -> None:
    file = tmp_path / f"mine{CLASS_SUFFIX}"
    file.write_text(f'title = "Mine"\nlesson = "{NAME}"\nseed = 11\n', encoding="utf-8")
    program.window.classes.open(str(file))
    built(program)
    for _ in range(2):
        program.press("lesson_next")
    predict(program, "apart")
    leave(program)
    go_on(program, "Go on")
    assert step(program) == "turn" and progress(program).answers.keys() == {"huddle"}
    assert program.state.lesson is not None and program.state.lesson.seed == 11
    program.window.classes.open(str(file))  # while the one before is still in it
    built(program)
    assert step(program) == "welcome" and dict(progress(program).answers) == {}
    leave(program)
    go_on(program, "Go on")
    assert step(program) == "welcome" and dict(progress(program).answers) == {}
    leave(program)
    program.window.classes.leave()
    assert program.settings.lessons.past(NAME, 1) is None


def test_a_number_that_a_question_quotes_comes_however_fast_one_is(program: Program) -> None:
    """The table is counted beside the window: whoever goes on at once has left the step before it is."""
    program.window.lesson_desk.shelf.set_folders(())
    go_on(program, "Begin", NEIGHBOURS)
    program.press("lesson_next")
    program.press("lesson_next")
    program.wait(lambda: "(Now: 5.89." in program.find(LiveLabel, "lesson_question").plain)
    leave(program)
    go_on(program, "Go on", NEIGHBOURS)
    assert step(program) == "left-above"
    program.wait(lambda: "(Now: 5.89." in program.find(LiveLabel, "lesson_question").plain)
