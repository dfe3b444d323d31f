"""A class is prepared with mouse and keys, saved, and opened as it was prepared."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from explorer.classes.prepare_class import PrepareClass
from tests.explorer.classes.test_class_desk import LESSON, TEXTS
from tests.explorer.program import Program
from trainers.lessons.build_made import this_build
from trainers.lessons.class_codes import CodedLesson, make_code, spaced
from trainers.lessons.classroom import Classroom, read_classroom
from trainers.lessons.restrictions import FREE, Restrictions

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # raising windows, on no screen


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    made = Program(qtbot, tmp_path)
    folder = tmp_path / "lessons" / "between"
    folder.mkdir(parents=True)
    (folder / "lesson.toml").write_text(LESSON)
    (folder / "en.md").write_text(TEXTS)
    made.window.lesson_desk.shelf.set_folders((tmp_path / "lessons",))
    made.start()
    made.window.actions_.prepare_class.trigger()
    made.find(PrepareClass, "prepare_class").resize(940, 600)
    yield made
    assert made.close()


def choose(program: Program, name: str, text: str) -> None:
    box = program.find(QComboBox, name)
    box.setCurrentIndex(box.findText(text))
    box.activated.emit(box.currentIndex())


def click(program: Program, *names: str) -> None:
    for name in names:
        program.find(QCheckBox, name).click()


def typed(program: Program, name: str, text: str) -> None:
    field = program.find(QLineEdit, name)
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Tab)


def saved(program: Program, path: Path) -> Classroom:
    program.dialogs.path = path
    program.find(QPushButton, "class_save").click()
    return read_classroom(path)


def test_all_that_is_ticked_is_in_the_file_and_its_code_on_the_board(program: Program, tmp_path: Path) -> None:
    choose(program, "class_form_begins", "What is between")
    typed(program, "class_form_seed", "77")
    choose(program, "class_form_language", "中文")
    choose(program, "class_form_size", "Large")
    choose(program, "class_form_theme", "Light")
    click(program, "class_form_projector", "class_workspaces_maps", "class_parts_timeline")
    program.find(QPushButton, "class_presets_none").click()
    click(program, "class_presets_moons", "class_locks_models.*.layers", "class_locks_steps")
    build = this_build()
    assert program.text("class_form_code") == spaced(make_code(CodedLesson("between", 2), 77, build))
    classroom = saved(program, tmp_path / "b.latent-class.toml")
    everything = tuple(each.key for each in program.session.workspaces if each.key != "maps")
    assert classroom == Classroom(
        title="What is between", lesson="between", lesson_version=2, seed=77, language="zh_CN", text_size=1.25,
        theme="light", projector=True, made_with=build,
        restrict=Restrictions(
            workspaces=everything, presets=("moons",), hide=("timeline",), lock=("models.*.layers", "steps")
        ),
    )  # fmt: skip
    assert program.note == f"Saved in {tmp_path / 'b.latent-class.toml'}"
    assert not program.find(PrepareClass, "prepare_class").isVisible()


def test_a_class_without_ticks_restricts_nothing(program: Program, tmp_path: Path) -> None:
    choose(program, "class_form_begins", "Nothing: what is open stays")
    typed(program, "class_form_title", "Group B")
    classroom = saved(program, tmp_path / "b.latent-class.toml")
    assert classroom == Classroom(title="Group B", made_with=this_build()) and classroom.restrict == FREE
    assert not program.find(QLabel, "class_form_code").isVisible()
    program.window.actions_.prepare_class.trigger()
    assert program.find(QLineEdit, "class_form_title").text() == "Group B"  # what was typed stays


def test_a_title_that_is_none_is_said_and_nothing_is_written(program: Program, tmp_path: Path) -> None:
    program.dialogs.path = tmp_path / "b.latent-class.toml"
    for title in ("<b>x</b>", " "):
        typed(program, "class_form_title", title)
        program.find(QPushButton, "class_save").click()
        problem = program.find(QLabel, "class_problem")
        assert problem.isVisible() and problem.text() == "The title needs some letters, and no markup."
    assert not program.dialogs.path.exists()
    typed(program, "class_form_title", "Group B")
    assert not problem.isVisible()
    program.dialogs.path = tmp_path / "no" / "b.latent-class.toml"
    program.find(QPushButton, "class_save").click()
    assert "No such file" in problem.text()


def test_what_can_be_locked_is_what_the_class_begins_with(program: Program) -> None:
    choose(program, "class_form_begins", "Digits: autoencoder")
    assert program.window.findChildren(QCheckBox, "class_locks_models.*.beta") == []
    choose(program, "class_form_begins", "Digits: VAE")
    assert program.find(QCheckBox, "class_locks_models.*.beta").text() == "Beta"


def test_it_is_tried_here(program: Program) -> None:
    choose(program, "class_form_begins", "Digits: VAE")
    click(program, "class_locks_models.*.beta")
    program.find(QPushButton, "class_try").click()
    assert program.state.classroom is not None and program.state.preset == "vae-digits"
    assert not program.find(QLineEdit, "models.0.beta").isEnabled()
