"""A lesson gone through in the real window, by mouse and keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from explorer.lessons.lesson_memory import Remembered
from explorer.lessons.pointing.coach_ring import CoachRing
from tests.explorer.geometry import lasting_faults
from tests.explorer.lessons.shown import FOLDER
from tests.explorer.program import Program, experiment
from trainers.lessons.schema import AskStep
from trainers.messages import Phase
from trainers.reports.lesson_report import read_lesson_report

NAME = FOLDER.name
RIGHT, LEFT, ALT = Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier
# Rings lie over the window on purpose, and so do the settings where there is no room beside the lesson.
MEANT = ("coach", "settings_panel < window and", "and SettingsPanel settings_panel < window lie")


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    program = Program(qtbot, tmp_path)
    program.window.lesson_desk.shelf.set_folders((FOLDER.parent,))
    program.window.lessons.set_pace(0.0)
    yield program
    assert program.close()


def open_lesson(program: Program, chapter: int = 0) -> None:
    program.start(experiment())
    program.window.lesson_desk.open_named(NAME, chapter)
    built(program)


def built(program: Program) -> None:
    program.wait(lambda: program.state.lesson is not None and not program.state.lesson.building)


def step(program: Program) -> str:
    assert program.state.lesson is not None
    return program.state.lesson.progress.current.key


def seen(program: Program, name: str) -> bool:
    return program.find(QWidget, name).isVisible()


def reach(program: Program, key: str) -> None:
    """Skips what comes before the step."""
    while step(program) != key:
        program.window.lessons.forward()
        built(program)


def rings(program: Program) -> set[str]:
    return {each.objectName() for each in program.window.findChildren(CoachRing) if each.isVisible()}


@pytest.mark.qt_log_ignore("This plugin does not support raise")  # of windows off screen
def test_a_lesson_is_gone_through_from_its_list_to_its_report(program: Program, tmp_path: Path) -> None:
    program.start(experiment())
    assert seen(program, "settings_panel") and not seen(program, "lesson_column")
    program.window.actions_.lessons.trigger()
    program.wait(lambda: program.window.findChild(QPushButton, f"entry_begin_{NAME}"))
    begin = program.window.findChild(QPushButton, f"entry_begin_{NAME}")
    assert begin is not None
    QTest.mouseClick(begin, Qt.MouseButton.LeftButton)
    built(program)
    assert seen(program, "lesson_column") and not seen(program, "settings_panel")
    assert "The run is at step 20." in program.find(QWidget, "step_body").accessibleName()

    program.press("lesson_next")
    assert step(program) == "loss"
    program.wait(lambda: rings(program) == {"coach_ring_loss"})
    program.key(Qt.Key.Key_Return)
    assert step(program) == "huddle"
    program.wait(lambda: not rings(program))

    program.key(Qt.Key.Key_2)
    program.key(Qt.Key.Key_Return)
    program.wait(lambda: seen(program, "ask_closed"))
    program.key(Qt.Key.Key_Return)
    assert step(program) == "turn"
    assert not program.find(QPushButton, "lesson_next").isEnabled()
    program.press("show_me")
    program.wait(lambda: program.find(QPushButton, "lesson_next").isEnabled())
    program.press("lesson_next")
    program.wait(lambda: program.text("reveal_verdict") == "As you predicted.")

    program.key(Qt.Key.Key_Return)
    built(program)
    assert step(program) == "guess"
    program.wait(lambda: seen(program, "ask_number"))
    number = program.find(QLineEdit, "ask_number")
    QTest.keyClicks(number, "61")
    QTest.keyClick(number, Qt.Key.Key_Return)
    program.wait(lambda: seen(program, "ask_closed"))
    program.key(Qt.Key.Key_Return)
    program.wait(lambda: program.text("reveal_verdict") == "As you predicted.")
    program.press("lesson_next")
    program.click(program.map(0), program.at(0.5, 0.5))
    assert not program.find(QPushButton, "lock_in").isEnabled(), "that was the other map"
    program.click(program.map(1), program.at(0.7, 0.5, 1))
    x, y = program.plane(program.at(0.7, 0.5, 1), 1)
    program.press("lock_in")
    program.wait(lambda: seen(program, "ask_closed"))
    assert program.state.lesson is not None
    given = program.state.lesson.progress.answers["where"].place
    assert given == pytest.approx((x, y), abs=1e-3)
    program.press("lesson_next")
    program.press("lesson_next")

    assert seen(program, "lesson_finished") and not seen(program, "lesson_next")
    assert program.text("finished_summary").startswith("2 of 3") or "All your" in program.text("finished_summary")
    memory = program.settings.lessons.read(NAME, 1)
    assert memory == Remembered(8, finished=True)
    program.dialogs.path = tmp_path / "mine.html"
    program.find(QLineEdit, "report_name").setText("Ada")
    program.press("save_report")
    program.wait(lambda: "mine.html" in program.note)
    record = read_lesson_report(tmp_path / "mine.html")
    assert (record.name, record.lesson, record.finished) == ("Ada", NAME, True)
    program.press("finished_leave")
    program.wait(lambda: program.state.lesson is None)
    assert seen(program, "settings_panel") and not seen(program, "lesson_column") and not rings(program)


def test_keys_go_back_and_on_and_space_still_plays(program: Program) -> None:
    open_lesson(program)
    program.key(RIGHT, ALT)
    assert step(program) == "loss"
    program.wait(lambda: rings(program))
    program.key(Qt.Key.Key_Escape)
    assert not rings(program)
    program.key(LEFT, ALT)
    assert step(program) == "welcome"
    program.key(Qt.Key.Key_Space)
    program.wait_for(Phase.TRAINING)
    program.key(Qt.Key.Key_Space)
    program.wait_for(Phase.PAUSED)
    reach(program, "huddle")
    program.key(RIGHT, ALT)
    program.key(Qt.Key.Key_Return)
    assert step(program) == "huddle", "nothing is passed over by a key"


def test_the_settings_come_beside_the_lesson(program: Program) -> None:
    open_lesson(program)
    program.press("lesson_settings")
    assert seen(program, "settings_panel")
    panel, column = program.window.settings_panel, program.window.lesson_desk.column
    assert column.x() == 0 and panel.x() >= column.width()
    field = program.find(QLineEdit, "models.0.learning_rate")
    program.click(field)
    program.wait(field.hasFocus)
    QTest.keyClicks(field, "0.002")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert step(program) == "welcome", "Enter was for the number"
    program.press("lesson_settings")
    assert not seen(program, "settings_panel")


def test_in_a_wide_window_the_lesson_stands_at_the_right(program: Program) -> None:
    open_lesson(program)
    column, panel = program.window.lesson_desk.column, program.window.settings_panel
    program.window.resize(1700, 900)
    program.wait(lambda: column.x() + column.width() == program.window.width())
    assert panel.isVisible() and panel.x() == 0 and not seen(program, "lesson_settings")
    program.window.resize(1280, 720)
    program.wait(lambda: column.x() == 0 and not panel.isVisible())
    program.press("lesson_leave")
    program.wait(lambda: panel.isVisible() and not column.isVisible())
    program.window.resize(1700, 900)
    program.wait(lambda: program.window.width() == 1700)
    assert panel.x() == 0


def test_a_place_on_a_map_is_pointed_at_while_it_is_seen(program: Program) -> None:
    open_lesson(program, chapter=1)
    reach(program, "there")
    program.wait(lambda: rings(program) <= {"coach_place"})
    value = program.state.map_of(1)
    assert value is not None
    x, y = value.plane.project(value.cursor[None] * 0 + [[1.0, 0.0]])[0]
    view = program.map(1)
    at = QPoint(*(round(each) for each in view.view.to_pixel(float(x), float(y))))
    inside = view.rect().contains(at)
    program.wait(lambda: (rings(program) == {"coach_place"}) is inside)
    view.motion.move_view(view.view.zoomed(0.05, view.width() / 2, view.height() / 2))
    program.wait(lambda: rings(program) == {"coach_place"})
    ring = program.find(CoachRing, "coach_place")
    at = QPoint(*(round(each) for each in view.view.to_pixel(float(x), float(y))))
    program.wait(lambda: (ring.geometry().center() - view.mapTo(program.window, at)).manhattanLength() <= 3)


def test_a_lesson_that_is_not_there_is_said(program: Program) -> None:
    program.start(experiment())
    program.window.lesson_desk.open_named("nowhere")
    program.wait(lambda: "nowhere" in program.note)
    assert program.note == "There is no lesson called “nowhere”."


def test_whoever_has_never_begun_a_lesson_is_told_of_the_first(program: Program) -> None:
    program.start(experiment())
    program.wait(lambda: seen(program, "hint-offer"))
    program.press("hint-offer")
    built(program)
    program.press("lesson_leave")
    program.wait(lambda: program.state.lesson is None)
    assert not seen(program, "hint-offer")
    program.window.lesson_desk.offer_first()
    assert not seen(program, "hint-offer")


def test_a_chapter_is_jumped_to(program: Program) -> None:
    open_lesson(program)
    menu = program.find(QToolButton, "lesson_chapters").menu()
    menu.actions()[1].trigger()
    built(program)
    assert step(program) == "guess"
    assert program.state.lesson is not None
    assert isinstance(program.state.lesson.progress.current, AskStep)


@pytest.mark.layout
@pytest.mark.parametrize("size", [(900, 480), (1280, 720), (1366, 700), (1600, 860)])
def test_nothing_is_cut_off_beside_a_lesson(program: Program, qtbot: QtBot, size: tuple[int, int]) -> None:
    program.window.resize(*size)
    open_lesson(program)
    found: dict[str, list[str]] = {}
    for key in ("welcome", "loss", "huddle", "turn", "told", "guess"):
        reach(program, key)
        for settings in (False, True):
            program.window.lesson_desk.show_settings(settings)
            qtbot.wait(50)
            if bad := lasting_faults(qtbot, program.window, MEANT):
                found[f"{key} {settings}"] = bad
    assert found == {}
