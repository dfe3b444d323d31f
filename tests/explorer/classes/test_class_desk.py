"""A class is opened by file, by code, by a drop and by another start, and left again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from explorer.classes.class_bar import ClassBar
from explorer.options import parse_options
from explorer.single_instance import wishes
from tests.explorer.program import Program
from trainers.lessons.build_made import ProgramBuild, this_build
from trainers.lessons.class_codes import CodedLesson, make_code
from trainers.lessons.classroom import Classroom, write_classroom
from trainers.lessons.restrictions import Restrictions

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # raising windows, on no screen
OLD = ProgramBuild(program="0.0.1", torch="2.0", machine="arm64")
LESSON = """
version = 2
minutes = 5
[[chapters]]
key = "one"
start = {preset = "ae-digits"}
[[chapters.steps]]
key = "first"
kind = "explain"
"""
TEXTS = "# What is between\n\nA lesson.\n\n## one: One\n\n### first: First\n\nRead.\n"


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    made = Program(qtbot, tmp_path)
    folder = tmp_path / "lessons" / "between"
    folder.mkdir(parents=True)
    (folder / "lesson.toml").write_text(LESSON)
    (folder / "en.md").write_text(TEXTS)
    made.window.lesson_desk.shelf.set_folders((tmp_path / "lessons",))
    made.start()
    yield made
    assert made.close()


def put(folder: Path, **what: object) -> Path:
    path = folder / "group b.latent-class.toml"
    write_classroom(path, Classroom.model_validate({"title": "Group B", "made_with": this_build(), **what}))
    return path


def test_a_file_is_dropped_and_its_preset_begun_with_its_seed(program: Program, tmp_path: Path) -> None:
    path = put(tmp_path, preset="ae-digits", seed=123, restrict=Restrictions(workspaces=("explore",)))
    program.window.files.take([str(path)])
    assert program.find(ClassBar, "class_bar").isVisible()
    assert program.text("class_title") == "Class: Group B" and program.text("class_note") == ""
    assert program.text("class_code") == ""  # a preset has none
    assert program.state.preset == "ae-digits" and program.state.experiment is not None
    assert program.state.experiment.plan.seed == 123
    program.find(QPushButton, "leave_class").click()
    assert not program.find(ClassBar, "class_bar").isVisible()
    assert program.state.preset == "ae-digits" and program.state.classroom is None


def test_another_start_hands_over_files_and_codes(program: Program, tmp_path: Path) -> None:
    heard: list[object] = []
    program.window.classes.lesson_requested.connect(heard.append)
    program.window.come_forward(str(put(tmp_path, lesson="between", lesson_version=2, seed=9)))
    (opened,) = heard
    assert opened is program.state.classroom and opened.lesson.name == "between"
    lesson = program.state.lesson
    assert lesson is not None and (lesson.seed, lesson.code) == (9, opened.code)
    assert program.state.experiment is not None and program.state.experiment.plan.seed == 9
    code = make_code(CodedLesson("between", 2), 10, this_build())
    program.window.come_forward(code.lower())
    assert program.state.lesson is not None and program.state.lesson.code == code
    assert program.state.experiment.plan.seed == 10
    assert program.state.classroom is not None and program.state.classroom.classroom.seed == 10
    assert program.text("class_title") == "Class: What is between"
    assert program.text("class_code") == f"code {code[:4]} {code[4:]}"


def test_a_difference_is_said(program: Program, tmp_path: Path) -> None:
    program.window.classes.open(str(put(tmp_path, lesson="between", lesson_version=1, made_with=OLD)))
    assert program.text("class_note").startswith("Made with another version of the lesson")
    assert "arm64" in program.text("class_note")


@pytest.mark.parametrize(
    ("text", "says"),
    [('title = "x"\nrun = 1\n', "line 2: run: unknown key"), ('title = "x"\nlesson = "none"\n', "there is no lesson")],
)
def test_what_cannot_be_opened_is_said_and_changes_nothing(
    program: Program, tmp_path: Path, text: str, says: str
) -> None:
    path = tmp_path / "a.latent-class.toml"
    path.write_text(text)
    before = program.state
    program.window.files.open(path)
    assert says in program.note and program.state is before


def test_a_code_is_typed_and_mended(program: Program) -> None:
    code = make_code(CodedLesson("between", 2), 10, this_build())
    program.window.actions_.enter_code.trigger()
    dialog = program.find(QDialog, "class_code_dialog")
    field = program.find(QLineEdit, "class_code_field")
    swapped = code[0] + code[2] + code[1] + code[3:] if code[1] != code[2] else "B" + code[1:]
    QTest.keyClicks(field, swapped.lower())
    QTest.keyClick(field, Qt.Key.Key_Return)
    problem = program.find(QLabel, "class_code_problem")
    assert problem.isVisible() and "one letter is wrong, or two" in problem.text()
    assert program.state.classroom is None and dialog.isVisible()
    field.selectAll()
    QTest.keyClicks(field, f"{code[:4]} {code[4:]}")
    assert not problem.isVisible()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert not dialog.isVisible() and program.state.classroom is not None


def test_size_theme_and_projector_are_those_of_the_class_and_then_again_ones_own(
    program: Program, tmp_path: Path
) -> None:
    themes, settings = program.themes, program.settings
    settings.theme = "dark"
    program.window.classes.open(str(put(tmp_path, theme="light", text_size=1.25, projector=True)))
    program.wait(lambda: themes.dresser.is_done and themes.theme.name == "light")
    assert themes.chosen_scale == 1.25 and themes.font_scale == 1.5 and program.window.classes.projector.is_on
    program.window.actions_.leave_class.trigger()
    program.wait(lambda: themes.dresser.is_done and themes.theme.name == "dark")
    assert themes.font_scale == 1.0 and not program.window.classes.projector.is_on
    assert (settings.theme, settings.font_scale) == ("dark", 1.0)
    program.window.classes.open(str(put(tmp_path, theme="light")))
    program.wait(lambda: themes.dresser.is_done and themes.theme.name == "light")
    program.window.preferences.choose_scale(1.25)  # what the user chooses meanwhile is the user's own
    program.wait(lambda: themes.dresser.is_done and themes.font_scale == 1.25)
    program.window.actions_.leave_class.trigger()
    program.wait(lambda: themes.dresser.is_done and themes.theme.name == "dark")
    assert themes.chosen_scale == 1.25


def test_another_language_is_said(program: Program, tmp_path: Path) -> None:
    program.window.classes.open(str(put(tmp_path, language="zh_CN")))
    assert program.note.startswith("This class is in 中文: close the window")


def test_the_command_line_takes_files_and_codes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(tmp_path)
    monkeypatch.chdir(tmp_path)
    for arguments in ([path.name], ["--open", path.name], ["--class", path.name], ["--class", str(path)]):
        options = parse_options(arguments)
        assert (options.classroom, options.open, options.path) == (str(path), None, None)
        assert wishes(options) == {}  # a window that is open already can take it
    assert parse_options(["--class", "uEQM bmmd"]).classroom == "uEQM bmmd"
    for wrong in (["--class", "x", "--preset", "moons"], ["--class", "x", "a.toml"]):
        with pytest.raises(SystemExit):
            parse_options(wrong)


def test_another_start_asks_before_it_ends_a_lesson_that_somebody_is_in(program: Program, tmp_path: Path) -> None:
    """The teacher opens the class again at a machine where somebody is in the midst of it."""
    first = LESSON.replace('kind = "explain"', 'kind = "explain"\n[[chapters.steps]]\nkey = "second"\nkind = "explain"')
    folder = tmp_path / "lessons" / "between"
    (folder / "lesson.toml").write_text(first)
    (folder / "en.md").write_text(f"{TEXTS}\n### second: Second\n\nRead on.\n")
    path = put(tmp_path, lesson="between", lesson_version=2, seed=9)
    program.window.come_forward(str(path))
    program.wait(lambda: program.state.lesson is not None and not program.state.lesson.building)
    program.press("lesson_next")
    before = program.state.lesson
    for wanted, name in ((str(path), path.name), (make_code(CodedLesson("between", 2), 10, this_build()), "")):
        program.window.come_forward(wanted)
        assert (
            program.note
            == f"Click here to open “{name or wanted}”: the lesson ends by that; you can go on with it later."
        )
        assert program.state.lesson is before, "nothing has changed yet"
    program.click(program.window.note)
    program.wait(lambda: program.state.lesson is not None and program.state.lesson.seed == 10)
    assert program.state.lesson is not None and program.state.lesson.progress.position == 0
    program.window.come_forward(str(path))  # at its beginning there is nothing to lose
    program.wait(lambda: program.state.lesson is not None and program.state.lesson.seed == 9)
