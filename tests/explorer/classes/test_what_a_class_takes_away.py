"""A class that hides or locks what its own lesson needs: said while it is prepared, and when it is opened."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from explorer.classes.class_bar import ClassBar
from explorer.lessons.lesson_entry import MUSEUM
from tests.explorer.program import Program
from trainers.lessons.class_opening import OpenedClass
from trainers.lessons.classroom import Classroom, read_classroom, write_classroom
from trainers.lessons.restrictions import Restrictions

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # raising windows, on no screen
NOISE = "noise-that-keeps-its-place"


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    made = Program(qtbot, tmp_path)
    made.start()
    yield made
    assert made.close()


def choose(program: Program, text: str) -> None:
    box = program.find(QComboBox, "class_form_begins")
    box.setCurrentIndex(box.findText(text))
    box.activated.emit(box.currentIndex())


def test_it_is_said_while_a_class_is_prepared(program: Program, tmp_path: Path) -> None:
    program.window.actions_.prepare_class.trigger()
    program.wait(lambda: program.window.findChild(QLabel, "class_unmet"))
    said = program.find(QLabel, "class_unmet")
    choose(program, "Noise that keeps its place")
    assert not said.isVisible()
    program.find(QCheckBox, "class_locks_models.*.beta").click()
    assert said.isVisible()
    assert said.text() == "“Noise that keeps its place”, “Turn β up” needs Beta, which this class locks."
    program.find(QCheckBox, "class_workspaces_compare").click()
    assert "the workspace Compare" in said.text() + said.toolTip() and said.text().endswith("And 1 more.")
    assert "needs Beta, which" in said.toolTip()
    program.find(QCheckBox, "class_locks_models.*.beta").click()
    program.find(QCheckBox, "class_workspaces_compare").click()
    assert not said.isVisible()
    program.find(QPushButton, "class_workspaces_none").click()
    assert "needs the workspace Explore" in said.text()
    choose(program, "Nothing: what is open stays")
    assert not said.isVisible()
    choose(program, "Noise that keeps its place")
    assert said.isVisible(), "and it can be saved all the same"
    program.dialogs.path = tmp_path / "b.latent-class.toml"
    program.find(QPushButton, "class_save").click()
    assert read_classroom(program.dialogs.path).restrict.workspaces == ()


def test_it_is_said_when_it_is_opened_and_the_lesson_begins_all_the_same(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "b.latent-class.toml"
    write_classroom(path, Classroom(title="B", lesson=NOISE, restrict=Restrictions(lock=("models.*.beta",))))
    program.window.classes.open(str(path), begins=False)
    program.wait(lambda: program.find(ClassBar, "class_bar").isVisible())
    assert program.text("class_note").endswith("“Turn β up” needs Beta, which this class locks.")
    program.window.classes.leave()
    write_classroom(path, Classroom(title="B", lesson=NOISE, restrict=Restrictions(lock=("models.*.layers",))))
    program.window.classes.open(str(path), begins=False)
    program.wait(lambda: program.find(ClassBar, "class_bar").isVisible())
    assert program.text("class_note") == ""


def test_lessons_tell_in_a_class_which_workspace_they_miss(program: Program) -> None:
    program.session.open_class(OpenedClass(Classroom(title="A", restrict=Restrictions(workspaces=("explore",)))))
    program.window.lesson_desk.show_list(MUSEUM)
    program.wait(lambda: program.window.findChild(QPushButton, "entry_begin_no-floor"))
    assert program.text("entry_unmet_no-floor").endswith(
        " needs the workspace Mixtures, which this class does not offer."
    )
    assert program.window.findChild(QLabel, "entry_unmet_no-kl") is None  # in Explore
    program.find(QPushButton, "entry_begin_no-floor").click()
    program.wait(lambda: program.state.lesson is not None and program.state.lesson.unbuilt)
    assert program.state.lesson is not None
    wanted = "This part of the lesson needs the workspace Mixtures, which this class does not offer."
    assert program.state.lesson.problem == wanted
    program.guide.leave()
    program.window.lesson_desk.show_list(MUSEUM)
    program.wait(lambda: program.window.findChild(QLabel, "entry_unmet_no-floor"))
    program.session.leave_class()
    program.wait(lambda: program.window.findChild(QLabel, "entry_unmet_no-floor") is None)
