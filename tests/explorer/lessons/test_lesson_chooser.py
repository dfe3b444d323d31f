"""The list of lessons, and what is remembered of each."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from explorer.lessons.lesson_chooser import LessonChooser
from explorer.lessons.lesson_entry import LESSONS, MUSEUM, ListedLesson
from explorer.lessons.lesson_memory import Remembered
from explorer.settings import Settings
from explorer.style.theme import DARK
from tests.explorer.lessons.shown import FOLDER, lesson
from trainers.lessons.past import LessonPast, PastAnswer
from trainers.lessons.reading import find_lessons
from trainers.lessons.schema import TellTale

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise")  # of windows off screen


@pytest.fixture
def chooser(qtbot: QtBot) -> LessonChooser:
    chooser = LessonChooser(DARK, 1.0)
    qtbot.addWidget(chooser)
    return chooser


def text(chooser: QWidget, name: str) -> str:
    label = chooser.findChild(QLabel, name)
    assert label is not None, name
    return label.text()


def test_a_lesson_is_begun_gone_on_with_and_taken_once_more(qtbot: QtBot, chooser: LessonChooser) -> None:
    name = FOLDER.name
    begun: list[tuple[str, int]] = []
    chooser.begin_requested.connect(lambda name, chapter: begun.append((name, chapter)))
    chooser.open_page(LESSONS)
    for remembered, state, words, step in (
        (None, "about 12 min", "Begin", 0),
        (Remembered(2), "about 12 min · step 3 of 9", "Go on", 2),
        (Remembered(4), "about 12 min · step 5 of 9 · goes on with step 4", "Go on", 3),  # which waits for a deed
        (Remembered(6), "about 12 min · step 7 of 9", "Go on", 6),
        (Remembered(8, finished=True), "about 12 min · finished", "Once more", 0),
    ):
        chooser.show_lessons([ListedLesson(lesson(), remembered)], (), "en")
        assert text(chooser, f"entry_title_{name}") == "Noise that keeps its place"
        assert text(chooser, f"entry_state_{name}") == state
        button = chooser.findChild(QAbstractButton, f"entry_begin_{name}")
        assert button is not None and button.text() == words
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert begun.pop() == (name, step)
    chapters = chooser.findChild(QPushButton, f"entry_chapters_{name}")
    assert chapters is not None
    chapters.menu().actions()[1].trigger()
    assert begun == [(name, 5)]


def test_exhibits_hang_in_the_museum(chooser: LessonChooser) -> None:
    read = lesson()
    tell_tale = TellTale(metric="kl", wrong=0, right=1, level=1.0, wrong_is="above")
    hung = read.lesson.model_copy(update={"tell_tale": tell_tale})
    exhibit = ListedLesson(replace(read, name="exhibit", lesson=hung))
    chooser.show_lessons([ListedLesson(read), exhibit], (), "zh_CN")
    chooser.open_page(LESSONS)
    assert chooser.findChild(QWidget, "lesson_entry_exhibit") is None
    assert text(chooser, f"entry_title_{FOLDER.name}") == "留在原处的噪声"
    tab = chooser.findChild(QAbstractButton, "chooser_museum")
    assert tab is not None
    QTest.mouseClick(tab, Qt.MouseButton.LeftButton)
    assert chooser.windowTitle() == "Museum of mistakes"
    assert chooser.findChild(QWidget, "lesson_entry_exhibit") is not None
    chooser.open_page(MUSEUM)


def test_the_focus_stands_on_the_tab_in_front(qtbot: QtBot, chooser: LessonChooser) -> None:
    chooser.open_page(MUSEUM)
    qtbot.waitUntil(chooser.isActiveWindow)
    held = chooser.focusWidget()
    assert held is not None and held.objectName() == "chooser_museum"


def test_broken_lessons_are_named(tmp_path: Path, chooser: LessonChooser) -> None:
    broken = tmp_path / "of-mine"
    broken.mkdir()
    (broken / "lesson.toml").write_text("version = 1\nminutes = 'long'\n", encoding="utf-8")
    found, problems = find_lessons((tmp_path,))
    chooser.show_lessons([ListedLesson(each) for each in found], problems, "en")
    chooser.open_page(LESSONS)
    assert text(chooser, "chooser_problem_0").startswith("of-mine/lesson.toml, line 2: minutes: ")
    assert text(chooser, "chooser_empty") == "There is nothing here yet."


def test_what_is_remembered_never_goes_back_and_outlives_the_program(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.ini")
    memory = settings.lessons
    assert memory.is_empty and memory.read("noise", 1) is None
    memory.keep("noise", 1, 4, finished=False)
    memory.keep("noise", 1, 2, finished=False)
    assert settings.save()
    memory = Settings(tmp_path / "settings.ini").lessons
    assert not memory.is_empty and memory.read("noise", 1) == Remembered(4)
    memory.keep("noise", 1, 8, finished=True)
    memory.keep("noise", 1, 0, finished=False)
    assert memory.read("noise", 1) == Remembered(8, finished=True)
    assert memory.read("noise", 2) is None, "another version is another lesson"


PAST = LessonPast(version=1, seconds=90.0, language="en", answers={"huddle": PastAnswer(choice="apart")})


def test_what_was_predicted_outlives_the_program_until_the_end_of_the_lesson(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.ini")
    settings.lessons.keep("noise", 1, 4, finished=False)
    settings.lessons.keep_past("noise", PAST)
    assert settings.save()
    memory = Settings(tmp_path / "settings.ini").lessons
    assert memory.past("noise", 1) == PAST
    assert memory.past("noise", 2) is None and memory.past("quiet", 1) is None
    memory.keep("noise", 1, 8, finished=True)
    assert memory.past("noise", 1) is None
    memory.keep_past("noise", PAST)
    assert memory.past("noise", 1) is None, "whoever takes it once more begins without"


def test_what_was_predicted_in_a_class_is_gone_with_it(tmp_path: Path) -> None:
    memory = Settings(tmp_path / "settings.ini").lessons
    memory.begin_class(True)
    memory.keep("noise", 1, 4, finished=False)
    memory.keep_past("noise", PAST)
    assert memory.read("noise", 1) == Remembered(4) and memory.past("noise", 1) == PAST
    memory.begin_class(True)
    assert memory.read("noise", 1) is None and memory.past("noise", 1) is None
    memory.begin_class(False)
    assert memory.read("noise", 1) == Remembered(4) and memory.past("noise", 1) is None


@pytest.mark.parametrize(
    ("left", "believed"),
    [
        ('{"version": 1}', True),
        ("7", False),
        ("{}", False),
        ("{'version': 1}", False),
        ('{"version": 1, "seconds": -3}', False),
        ('{"version": 1, "more": 1}', False),
        ("é", False),
    ],
)
def test_predictions_that_were_written_by_hand_are_not_believed(tmp_path: Path, left: str, believed: bool) -> None:
    file = tmp_path / "settings.ini"
    written = left.replace('"', '\\"')
    file.write_text(f'[lessons]\nnoise="1 4 0"\n[lessons_left]\nnoise="{written}"\n', encoding="utf-8")
    assert (Settings(file).lessons.past("noise", 1) is not None) is believed


@pytest.mark.parametrize("text", ["", "1 2", "1 x 0", "1 -2 0", "9 9 9 9", "1 99999999999999999999 0", "1 ² 0"])
def test_what_was_written_by_hand_is_not_believed(tmp_path: Path, text: str) -> None:
    file = tmp_path / "settings.ini"
    file.write_text(f'[lessons]\nnoise="{text}"\n', encoding="utf-8")
    assert Settings(file).lessons.read("noise", 1) is None
