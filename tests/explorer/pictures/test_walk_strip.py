"""The walk strip: positions, playing only while seen, and the files it writes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageSequence
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from explorer.pictures.walk_strip import WalkStrip
from explorer.pixels.images import enlarge, stack, tile
from explorer.style.theme import DARK
from explorer.widgets.sample_data import framed


def frames(n: int, first: int = 10) -> np.ndarray:
    levels = np.arange(first, first + n, dtype=np.uint8)
    return np.broadcast_to(levels[:, None, None, None], (n, 1, 4, 4)).copy()


@pytest.fixture
def strip(qtbot: QtBot, tmp_path: Path) -> Iterator[WalkStrip]:
    strip = WalkStrip(choose_path=lambda parent, title, suggestion, filter: tmp_path / suggestion.name)
    frame = framed(strip, DARK)
    qtbot.addWidget(frame)
    frame.resize(600, 150)
    strip.show_frames([frames(9), frames(9, first=100)], ["AE", "VAE"])
    frame.show()
    qtbot.waitExposed(frame)
    yield strip


@pytest.fixture
def said(strip: WalkStrip) -> list[float]:
    said: list[float] = []
    strip.walk_position_changed.connect(said.append)
    return said


def on_rail(strip: WalkStrip, t: float) -> QPoint:
    rail = strip._rail()
    return QPoint(round(rail.x() + t * rail.width()), round(rail.y()))


def trigger(strip: WalkStrip, name: str) -> None:
    action = strip.export_button.findChild(QAction, "walkExport" + name)
    assert action is not None
    action.trigger()


def test_click_drag_and_ends(strip: WalkStrip, said: list[float]) -> None:
    QTest.mousePress(strip, Qt.MouseButton.LeftButton, pos=on_rail(strip, 0.5))
    QTest.mouseMove(strip, on_rail(strip, 0.75))
    QTest.mouseMove(strip, on_rail(strip, 1.0) + QPoint(500, 0))
    QTest.mouseRelease(strip, Qt.MouseButton.LeftButton, pos=on_rail(strip, 1.0))
    assert said == pytest.approx([0.5, 0.75, 1.0], abs=0.01)
    assert [int(shown[0, 0, 0, 0]) for shown in strip._shown] == [18, 108]  # the last frame of each model


def test_keys_go_frame_by_frame_and_stop_at_the_ends(strip: WalkStrip, said: list[float]) -> None:
    strip.setFocus()
    keys = (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_End, Qt.Key.Key_Right, Qt.Key.Key_Home)
    for key in keys:
        QTest.keyClick(strip, key)
    assert said == [1 / 8, 2 / 8, 1 / 8, 1.0, 0.0]


def test_setters_say_nothing_and_clamp(strip: WalkStrip, said: list[float]) -> None:
    strip.show_position(0.26)
    assert int(strip._shown[0][0, 0, 0, 0]) == 12  # the nearest of nine frames
    strip.show_position(7)
    assert int(strip._shown[0][0, 0, 0, 0]) == 18
    strip.show_frames([frames(3)], ["AE"])
    assert said == []


def test_it_plays_only_while_it_is_seen(strip: WalkStrip, said: list[float], qtbot: QtBot) -> None:
    QTest.mouseClick(strip.play_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(said) >= 3)
    assert strip.playing and said == sorted(said)
    strip.hide()
    assert not strip.playing
    strip.show()
    assert strip.playing
    QTest.mouseClick(strip.play_button, Qt.MouseButton.LeftButton)
    assert not strip.playing


def test_playing_turns_round_at_the_end(strip: WalkStrip, said: list[float], qtbot: QtBot) -> None:
    strip.show_position(0.99)
    QTest.mouseClick(strip.play_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(said) >= 2)
    assert said[0] == 1.0 and said[1] < 1.0


def test_touching_the_strip_stops_playing(strip: WalkStrip) -> None:
    QTest.mouseClick(strip.play_button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=on_rail(strip, 0.2))
    assert not strip.playing and not strip.play_button.isChecked()


def test_without_frames_it_cannot_play(strip: WalkStrip) -> None:
    QTest.mouseClick(strip.play_button, Qt.MouseButton.LeftButton)
    strip.show_frames([], [])
    assert not strip.playing and not strip.play_button.isEnabled()
    assert strip.picture() is None


def test_more_frames_are_asked_for_when_there_is_room(strip: WalkStrip) -> None:
    asked: list[int] = []
    strip.frames_requested.connect(asked.append)
    before = strip.frames_that_fit
    for width in range(900, 960):
        strip.window().resize(width, 150)
        QApplication.sendPostedEvents()
    assert asked[-1] == strip.frames_that_fit > before
    assert asked == sorted(set(asked))  # each wish once, although nearly every width leaves it as it was


def test_png_strip_reads_back(strip: WalkStrip, tmp_path: Path) -> None:
    trigger(strip, "Scale8")
    trigger(strip, ".png")
    expected = stack([tile(frames(9), 9, gap=0), tile(frames(9, first=100), 9, gap=0)])
    assert (np.asarray(Image.open(tmp_path / "walk.png")) == enlarge(expected, 8)).all()


def test_gif_goes_there_and_back(strip: WalkStrip, tmp_path: Path) -> None:
    trigger(strip, "Scale2")
    trigger(strip, ".gif")
    with Image.open(tmp_path / "walk.gif") as gif:
        assert gif.n_frames == 16  # nine there, seven back
        assert gif.size == ((4 + 2 + 4) * 2, 4 * 2)
        left = [page.convert("RGB").getpixel((0, 0))[0] for page in ImageSequence.Iterator(gif)]
    assert left == [*range(10, 19), *range(17, 10, -1)]


def test_what_cannot_be_exported_is_said(strip: WalkStrip) -> None:
    strip.show_frames([], [])
    trigger(strip, ".gif")
    note = strip.findChild(QLabel, "note")
    assert note is not None and note.isVisible() and note.text() == "There is no picture to export yet."


def test_models_must_have_as_many_frames_as_each_other(strip: WalkStrip) -> None:
    with pytest.raises(ValueError, match=r"as many frames for each of 2 models, found \[3, 4\]"):
        strip.show_frames([frames(3), frames(4)], ["AE", "VAE"])
