"""Every lesson and every exhibit is played to its end in the window, failing and doing, with the texts of both
languages; and a lesson that is wrong is found out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from explorer.lessons.running import show_me
from tests.explorer.lessons.player import LessonPlayer
from tests.explorer.program import Program
from trainers import places
from trainers.lessons.reading import ReadLesson, find_lessons, lesson_folders, read_lesson
from trainers.runs import run

DATA = Path(__file__).parent / "data"
LESSONS, PROBLEMS = find_lessons(lesson_folders())
PLAYED = (*LESSONS, read_lesson(DATA / "small-steps"))


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    monkeypatch.setattr(run, "KEYFRAMES", 8)  # to look back at: forty would take as long to draw as to train
    made = Program(qtbot, tmp_path)
    made.session.data_dir = places.data_dir()
    made.show()
    made.window.setUpdatesEnabled(False)  # what is drawn is tested elsewhere, and would take half of the time
    yield made
    assert made.close()


def test_every_lesson_on_the_disk_can_be_read() -> None:
    assert PROBLEMS == ()


@pytest.mark.parametrize("read", PLAYED, ids=lambda read: read.name)
def test_a_lesson_is_played_to_its_end(program: Program, read: ReadLesson) -> None:
    assert LessonPlayer(program, read).play() == []


def test_what_is_wrong_with_a_lesson_is_found_out(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is waited for in it never comes."""
    monkeypatch.setattr(show_me, "CONTROL_SECONDS", 0.5)
    player = LessonPlayer(program, read_lesson(DATA / "wrong-steps"))
    player.patience = 500
    problems = player.play()
    assert problems == [
        "wrong-steps, done-already: what is to be done is done already",
        "wrong-steps, nowhere: it points at 'no-such-control', which is not there",
        "wrong-steps, never: Show me did it, and it is not done: ['step == 7']",
        "wrong-steps, hidden: Show me could not do it: there is no control 'no-such-control'",
        "wrong-steps, told: no answer to guess is right",
        "wrong-steps, told: not known in en: ['metrics.0.no_such_metric']",
    ]
