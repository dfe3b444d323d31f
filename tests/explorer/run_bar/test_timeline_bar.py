"""The timeline under the mouse and the keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from explorer.run_bar.timeline_bar import TimelineBar
from explorer.style.theme import DARK, LIGHT
from tests.explorer.tips import unbroken

pytestmark = pytest.mark.layout

STEPS = [100, 500, 1000, 4000]


@pytest.fixture
def bar(qtbot: QtBot) -> TimelineBar:
    bar = TimelineBar()
    qtbot.addWidget(bar)
    bar.resize(700, 30)
    bar.show_keyframes(STEPS, 8000)
    bar.show_progress(6000)
    bar.show()
    qtbot.waitExposed(bar)
    return bar


@pytest.fixture
def said(bar: TimelineBar) -> list[int | str]:
    """The wishes in the order in which they were said."""
    said: list[int | str] = []
    bar.scrubbed.connect(said.append)
    bar.live_requested.connect(lambda: said.append("live"))
    return said


def at(bar: TimelineBar, step: float) -> QPoint:
    return QPoint(round(bar.line.x_of(step)), bar.line.height() // 2)


def test_a_click_snaps_to_the_nearest_keyframe(bar: TimelineBar, said: list[int | str]) -> None:
    for step in (650, 120, 3000):
        QTest.mouseClick(bar.line, Qt.MouseButton.LeftButton, pos=at(bar, step))
    assert said == [500, 100, 4000]


def test_a_drag_says_each_keyframe_once_and_ends_live(bar: TimelineBar, said: list[int | str]) -> None:
    QTest.mousePress(bar.line, Qt.MouseButton.LeftButton, pos=at(bar, 90))
    for step in (200, 480, 520, 3900, 4100, 5900, 6000, 7900):
        QTest.mouseMove(bar.line, at(bar, step))
    QTest.mouseRelease(bar.line, Qt.MouseButton.LeftButton, pos=at(bar, 7900))
    assert said == [100, 500, 4000, "live"]


def test_setters_say_nothing(bar: TimelineBar, said: list[int | str]) -> None:
    bar.show_position(500)
    bar.show_keyframes([1, 2], 10)
    bar.show_progress(12)
    bar.show_position(None)
    bar.set_theme(LIGHT)
    assert said == []


def test_keys_step_through_the_keyframes(bar: TimelineBar, said: list[int | str]) -> None:
    bar.scrubbed.connect(bar.show_position)
    bar.live_requested.connect(lambda: bar.show_position(None))
    bar.line.setFocus()
    keys = [Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Home]
    for key in [*keys, Qt.Key.Key_Left, Qt.Key.Key_End, Qt.Key.Key_End]:
        QTest.keyClick(bar.line, key)
    assert said == [4000, 1000, 4000, "live", 100, "live"]


def test_buttons_and_when_they_can_be_pressed(bar: TimelineBar, said: list[int | str]) -> None:
    assert bar.back_button.isEnabled() and not bar.live_button.isEnabled()
    QTest.mouseClick(bar.back_button, Qt.MouseButton.LeftButton)
    bar.show_position(100)
    assert not bar.back_button.isEnabled() and bar.live_button.isEnabled()
    QTest.mouseClick(bar.live_button, Qt.MouseButton.LeftButton)
    assert said == [4000, "live"]


def test_without_keyframes_there_is_nothing_to_scrub(bar: TimelineBar, said: list[int | str]) -> None:
    bar.show_keyframes([], 8000)
    QTest.mouseClick(bar.line, Qt.MouseButton.LeftButton, pos=at(bar, 600))
    QTest.keyClick(bar.line, Qt.Key.Key_Left)
    assert said == [] and not bar.back_button.isEnabled()


def test_it_tells_a_screen_reader_where_it_stands(bar: TimelineBar) -> None:
    assert bar.line.accessibleDescription() == "live, step 6\u202f000 of 8\u202f000; keyframes: 4"
    bar.show_position(500)
    assert bar.line.accessibleDescription() == "looking back at step 500 of 8\u202f000; keyframes: 4"


def test_training_beyond_the_plan_moves_the_end_of_the_line(bar: TimelineBar) -> None:
    bar.show_progress(9000)
    assert bar.line.x_of(9000) == pytest.approx(bar.line.width() - bar.line.x_of(0))


def test_steps_that_do_not_rise_are_refused(bar: TimelineBar) -> None:
    with pytest.raises(ValueError, match="rising steps"):
        bar.show_keyframes([5, 5], 10)


def test_the_knob_is_drawn_where_the_position_is(bar: TimelineBar) -> None:
    bar.set_theme(DARK)
    bar.show_position(2000)
    image = bar.line.grab().toImage()
    ratio = image.devicePixelRatio()
    x, y = round(bar.line.x_of(2000) * ratio), image.height() // 2
    assert image.pixelColor(x, y).name() == DARK.accent
    assert image.pixelColor(round(bar.line.x_of(7500) * ratio), y).name() == DARK.field_hover


def test_only_where_one_looks_back_training_on_is_offered_and_the_line_stays(bar: TimelineBar, qtbot: QtBot) -> None:
    wished: list[int] = []
    bar.train_on_requested.connect(wished.append)
    assert not bar.train_button.isVisible()
    before = bar.line.geometry()
    QTest.mouseClick(bar.line, Qt.MouseButton.LeftButton, pos=at(bar, 500))
    bar.show_position(500)
    assert bar.train_button.isVisible() and bar.line.geometry() == before
    QTest.mouseClick(bar.train_button, Qt.MouseButton.LeftButton)
    bar.show_can_train(False, True)
    QTest.mouseClick(bar.train_button, Qt.MouseButton.LeftButton)
    assert wished == [500]
    bar.show_position(None)
    assert not bar.train_button.isVisible() and bar.line.geometry() == before


def test_where_only_pictures_are_kept_training_on_is_off_and_says_why(bar: TimelineBar) -> None:
    bar.show_position(500)
    assert bar.train_button.isEnabled() and "goes on" in bar.train_button.toolTip()
    bar.show_can_train(True, False)
    assert not bar.train_button.isEnabled() and unbroken("not its weights") in unbroken(bar.train_button.toolTip())
