"""The run of a lesson diverges, or the window changes its looks while one is open: the reader can always go on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import torch
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from explorer.lessons.pointing.coach_ring import CoachRing
from explorer.style.theme import DARK, LIGHT
from tests.explorer.lessons.shown import FOLDER
from tests.explorer.lessons.test_lesson_in_the_window import NAME, built, open_lesson, reach, rings, seen, step
from tests.explorer.program import Program, experiment
from trainers.messages import Phase
from trainers.training.loop import Loop

Poison = Callable[[int], None]


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    made = Program(qtbot, tmp_path)
    made.window.lesson_desk.shelf.set_folders((FOLDER.parent,))
    made.guide.set_pace(0.0)
    yield made
    assert made.close()


@pytest.fixture
def poison(monkeypatch: pytest.MonkeyPatch) -> Poison:
    """From now on losses at that step are not a number; at none for 0."""
    honest, at = Loop.step, [0]

    def poisoned(self: Loop, *players: Any) -> list[dict[str, torch.Tensor]]:
        values = honest(self, *players)
        if self.step_count == at[0]:
            return [{name: value * float("nan") for name, value in model.items()} for model in values]
        return values

    monkeypatch.setattr(Loop, "step", poisoned)
    return lambda step: at.__setitem__(0, step)


def test_a_model_that_diverges_while_it_is_shown(program: Program, poison: Poison) -> None:
    """It is said, nothing waits, and the chapter can be built again; the reader may go on as well."""
    open_lesson(program)
    reach(program, "turn")
    assert not seen(program, "lesson_rebuild")
    poison(40)
    program.press("show_me")
    program.wait(lambda: program.state.phase is Phase.DIVERGED and seen(program, "lesson_rebuild"))
    program.wait(lambda: program.state.lesson is not None and program.state.lesson.showing is None)
    said = program.text("lesson_problem")
    assert "not a number or infinite at step 40; went back to step" in said and "cannot be shown" in said
    poison(0)
    program.press("lesson_rebuild")
    built(program)
    assert step(program) == "welcome" and program.step == 20 and program.state.phase is Phase.PAUSED
    assert not seen(program, "lesson_rebuild") and not seen(program, "lesson_problem")
    reach(program, "turn")
    program.press("show_me")
    program.wait(lambda: program.find(QPushButton, "lesson_next").isEnabled())


def test_a_model_that_diverges_is_said_at_the_next_step_too_until_it_trains_on(
    program: Program, poison: Poison
) -> None:
    open_lesson(program)
    poison(30)
    program.press("play")
    program.wait(lambda: seen(program, "lesson_rebuild"))
    program.press("lesson_next")
    assert step(program) == "loss" and seen(program, "lesson_rebuild") and seen(program, "lesson_problem")
    reach(program, "turn")
    program.press("skip_do")
    assert step(program) == "told"
    poison(0)
    program.press("play")
    program.wait(lambda: program.step > 30)
    assert not seen(program, "lesson_rebuild") and not seen(program, "lesson_problem")
    program.press("lesson_leave")
    program.wait(lambda: program.state.lesson is None and program.state.experiment == experiment())
    assert program.state.phase is Phase.READY


def test_a_model_that_diverges_while_its_chapter_is_built(program: Program, poison: Poison) -> None:
    poison(10)
    open_lesson(program)
    assert step(program) == "welcome" and seen(program, "lesson_rebuild")
    assert "at step 10" in program.text("lesson_problem") and "could not be prepared" in program.text("lesson_problem")
    poison(0)
    program.press("lesson_rebuild")
    built(program)
    assert program.step == 20 and not seen(program, "lesson_rebuild") and not seen(program, "lesson_problem")


def colour_behind(widget: QWidget) -> QColor:
    """That of its left edge."""
    return widget.grab().toImage().pixelColor(2, widget.height() // 2)


def test_theme_and_size_of_the_text_change_while_a_lesson_is_open(program: Program) -> None:
    """Column, ring and texts follow at once, and the reader stays at the step."""
    open_lesson(program)
    reach(program, "loss")
    program.wait(lambda: rings(program) == {"coach_ring_loss"})
    column = program.window.lesson_desk.column
    body = program.find(QWidget, "step_body")
    dark, width, height = colour_behind(column), column.width(), body.fontMetrics().height()
    assert dark.lightnessF() < 0.3
    program.window.preferences.choose_mode("light")
    program.wait(lambda: program.themes.dresser.is_done and program.themes.theme.name == "light")
    assert colour_behind(column).lightnessF() > 0.7
    assert body.palette().windowText().color().name() == QColor(LIGHT.text).name() != QColor(DARK.text).name()
    program.window.preferences.choose_scale(1.25)
    program.wait(lambda: program.themes.dresser.is_done and program.themes.font_scale == 1.25)
    program.wait(lambda: body.fontMetrics().height() > height and column.width() > width)
    ring, loss = program.find(CoachRing, "coach_ring_loss"), program.window.loss
    program.wait(lambda: ring.geometry().contains(loss.mapTo(program.window, loss.rect().center())))
    assert step(program) == "loss"


def test_another_language_is_for_the_next_start_and_that_is_said(program: Program) -> None:
    open_lesson(program)
    title = program.text("step_title")
    program.window.preferences.choose_language("zh_CN")
    assert "when Latent Explorer is started again" in program.note
    assert program.text("step_title") == title and program.state.lesson is not None
    assert program.state.lesson.language == "en"
    program.press("lesson_next")
    assert step(program) == "loss" and program.state.lesson.read.name == NAME
