"""The pace of endings: never ahead of what is written, whole in the end, and at once when nobody wants to wait."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from explorer.style.theme import DARK, apply_theme
from explorer.workspaces.characters.desk.ending_words import figures_words
from explorer.workspaces.characters.desk.writing_desk import WritingDesk
from explorer.workspaces.characters.desk.writing_pace import (
    QUICKEST,
    SLOWEST,
    WritingPace,
    characters_a_second,
    first_of,
)
from explorer.workspaces.characters.sample_writing import VOCABULARY, sample_written

FAST = 0.95  # some 80 characters a second
WHOLE = sample_written("h", ("elena and anna", "", "ada"), copied=(3, 1, 2))


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication) -> Iterator[WritingDesk]:
    apply_theme(qapp, DARK)
    made = WritingDesk()
    qtbot.addWidget(made)
    made.resize(560, 400)
    with qtbot.waitExposed(made):
        made.show()
    made.set_models(["GRU", "CNN"])
    made.set_vocabulary(VOCABULARY)
    made.show_text("h")
    yield made


def texts(desk: WritingDesk, model: int = 0) -> tuple[str, ...]:
    written = desk.endings.written(model)
    assert written is not None
    return written.texts


def test_speeds_are_in_equal_ratios_up_to_at_once() -> None:
    assert characters_a_second(0.0) == characters_a_second(-1.0) == SLOWEST
    assert characters_a_second(0.5) == pytest.approx(math.sqrt(SLOWEST * QUICKEST))
    assert characters_a_second(0.999) < QUICKEST and math.isinf(characters_a_second(1.0))


def test_the_first_characters_of_endings_are_not_measured() -> None:
    measured = replace(WHOLE, source_nats=np.array([1.0, 2.0, 3.0]), figures={"oracle_nats": 2.0})
    part = first_of(measured, 3)
    assert part.texts == ("ele", "", "ada") and part.ended.tolist() == [False, True, True]
    assert not part.last and part.copied is None and not part.rules
    assert part.source_nats is None and not part.figures and figures_words(measured) and not figures_words(part)
    growing = first_of(sample_written("h", ("ab",), last=False), 5)
    assert growing.texts == ("ab",) and growing.ended.tolist() == [False]


def test_by_default_all_is_seen_at_once_and_no_timer_runs(desk: WritingDesk) -> None:
    desk.show_written(0, sample_written("h", ("el",), last=False))
    assert texts(desk) == ("el",) and not desk.pace.is_moving
    desk.show_written(0, WHOLE)
    assert desk.endings.written(0) is WHOLE and not desk.pace.is_moving and not desk.pace.is_playing


def test_endings_come_character_by_character_and_are_whole_in_the_end(desk: WritingDesk, qtbot: QtBot) -> None:
    desk.show_speed(FAST)
    seen: list[tuple[str, ...]] = []
    desk.pace.moved.connect(lambda model: seen.append(texts(desk, model)))
    desk.show_written(0, WHOLE)
    assert texts(desk) == ("", "", "") and desk.endings.figures(0) == []
    qtbot.waitUntil(lambda: desk.endings.written(0) is WHOLE)
    assert not desk.pace.is_moving and desk.endings.figures(0) != []
    for before, after in pairwise(seen):
        for text, longer, whole in zip(before, after, WHOLE.texts, strict=True):
            assert whole.startswith(longer) and longer.startswith(text)
    assert len(seen) >= 2 and seen[-1] == WHOLE.texts


def test_it_waits_for_what_is_not_written_yet(desk: WritingDesk, qtbot: QtBot) -> None:
    desk.show_speed(FAST)
    desk.show_written(0, sample_written("h", ("ele", "an"), last=False))
    qtbot.waitUntil(lambda: texts(desk) == ("ele", "an") and not desk.pace.is_moving)
    assert desk.pace.is_playing
    desk.show_written(0, sample_written("h", ("elena", "an"), last=False))
    assert texts(desk) == ("ele", "an") and desk.pace.is_moving
    whole = sample_written("h", ("elena", "anna"))
    desk.show_written(0, whole)
    assert texts(desk)[0].startswith("ele")
    qtbot.waitUntil(lambda: desk.endings.written(0) is whole)
    assert not desk.pace.is_playing


def test_newer_weights_take_the_place_of_what_is_in_sight(desk: WritingDesk, qtbot: QtBot) -> None:
    desk.show_speed(0.0)
    desk.show_written(0, sample_written("h", ("elena",)))
    qtbot.waitUntil(lambda: texts(desk) == ("e",))
    desk.show_written(0, sample_written("h", ("ilda",), step=200))
    assert texts(desk) == ("i",)
    desk.show_speed(1.0)
    assert texts(desk) == ("ilda",) and not desk.pace.is_moving
    desk.show_speed(0.0)
    desk.pace.finish()
    newer = sample_written("h", ("anna",), step=300)
    desk.show_written(0, newer)
    assert desk.endings.written(0) is newer  # whole, as the one before was


def test_other_noise_is_written_from_the_start(desk: WritingDesk, qtbot: QtBot) -> None:
    desk.show_speed(0.0)
    desk.show_written(0, sample_written("h", ("elena",)))
    qtbot.waitUntil(lambda: texts(desk) == ("el",))
    desk.forget_endings()
    desk.show_written(0, sample_written("h", ("anna",)))
    assert texts(desk) == ("",)
    desk.show_written(1, sample_written("h", ("ilda",), 1))
    assert texts(desk, 1) == ("",)


def test_a_slower_speed_plays_what_is_there_once_more(desk: WritingDesk, qtbot: QtBot) -> None:
    told: list[float] = []
    desk.speed_changed.connect(told.append)
    desk.show_written(0, WHOLE)
    slider = desk.controls.speed
    assert slider.number == 1.0 and "as soon as" in slider.toolTip()
    QTest.keyClick(slider, Qt.Key.Key_Left)
    assert told == [0.99] and texts(desk) == WHOLE.texts  # until the state says so
    desk.show_speed(0.0)
    assert texts(desk) == ("", "", "") and desk.endings.written(1) is None
    assert "3 characters" in slider.toolTip()
    qtbot.waitUntil(lambda: texts(desk)[0] == "e")
    desk.show_speed(0.1)
    assert texts(desk)[0] == "e"  # it goes on from there
    desk.show_speed(1.0)
    assert desk.endings.written(0) is WHOLE
    QTest.keyClick(slider, Qt.Key.Key_Home)
    assert told[-1] == 0.0


def test_what_nobody_sees_costs_nothing(desk: WritingDesk) -> None:
    desk.show_speed(0.0)
    desk.show_written(0, WHOLE)
    assert desk.pace.is_moving
    desk.hide()
    assert not desk.pace.is_moving and desk.endings.written(0) is WHOLE


def test_other_models_begin_anew_and_endings_without_a_character_are_whole(qtbot: QtBot) -> None:
    pace = WritingPace()
    pace.set_speed(0.0)
    pace.set_models(1)
    pace.show(0, WHOLE, anew=True)
    assert pace.is_moving
    pace.set_models(2)
    assert not pace.is_moving and pace.shown(0) is None
    pace.show(1, empty := sample_written("h", ("", "")), anew=True)
    assert pace.shown(1) is empty and not pace.is_playing
    pace.show(1, None, anew=False)
    assert pace.shown(1) is None and not pace.is_playing
