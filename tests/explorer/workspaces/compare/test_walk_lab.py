"""Walks with their measurements: what is aligned, told, asked for and written into files."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageSequence
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QSizePolicy
from pytestqt.qtbot import QtBot

from explorer.style.theme import DARK, LIGHT
from explorer.widgets.column_scroll import ColumnScroll
from explorer.widgets.sample_data import framed
from explorer.workspaces.compare.walk_lab import WalkLab, WalkRow

pytestmark = pytest.mark.layout

N = 9
IN_HOLE = [3, 4, 5]
REALISM = np.where(np.isin(np.arange(N), IN_HOLE), 0.5, 1.5).astype(np.float32)


def frames(first: int) -> np.ndarray:
    levels = np.arange(first, first + 10 * N, 10, dtype=np.uint8)
    return np.broadcast_to(levels[:, None, None, None], (N, 1, 7, 7)).copy()


def rows() -> list[WalkRow]:
    """The first model falls into a hole in the middle and is uncovered there, the second never."""
    return [
        WalkRow("AE", frames(10), REALISM, (4 - 2 * REALISM).astype(np.float32), 1.0, 2.0, True),
        WalkRow("VAE", frames(100), np.full(N, 1.25, np.float32), None, 1.0, 2.3, True),
    ]


@pytest.fixture
def lab(qtbot: QtBot, tmp_path: Path) -> Iterator[WalkLab]:
    lab = WalkLab(choose_path=lambda parent, title, suggestion, filter: tmp_path / suggestion.name)
    frame = framed(lab, DARK)
    qtbot.addWidget(frame)
    frame.resize(700, 240)
    lab.show_walk(rows())
    frame.show()
    qtbot.waitExposed(frame)
    yield lab


class Said(list[tuple[str, object]]):
    def __init__(self, lab: WalkLab) -> None:
        super().__init__()
        for name in ("kind_chosen", "walk_position_changed", "frames_requested"):
            getattr(lab, name).connect(lambda value, name=name: self.append((name, value)))


def middle(lab: WalkLab, row: int, frame: int) -> QPoint:
    return lab._strips[row].cell_rect(frame).center().toPoint()


def close(found: QColor, wanted: str, off: int = 60) -> bool:
    colour = QColor(wanted)
    away = (found.red() - colour.red(), found.green() - colour.green(), found.blue() - colour.blue())
    return sum(map(abs, away)) < off


def column(image: QImage, x: float, top: float, bottom: float) -> list[QColor]:
    return [image.pixelColor(round(x), y) for y in range(round(top) + 1, round(bottom))]


# --------------------------------------------------------------------------- what is drawn


@pytest.mark.parametrize("width", [400, 700])
def test_each_point_lies_below_the_middle_of_its_frame(lab: WalkLab, width: int) -> None:
    lab.window().resize(width, 240)
    QApplication.sendPostedEvents()
    for strip, place in zip(lab._strips, lab._places, strict=True):
        assert list(place.centres) == [strip.cell_rect(i).center().x() for i in range(N)]
        assert strip.rect.bottom() <= place.plot.top() <= strip.rect.bottom() + 3  # directly under
        assert place.plot.left() == strip.rect.left() and place.plot.right() == strip.rect.right()
        assert strip.rect.left() >= 0 and strip.rect.right() < place.side.left() and place.side.right() <= lab.width()
    assert lab._places[0].plot.bottom() < lab._strips[1].rect.top()
    assert lab._below_strips() < lab.height()


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_the_line_is_fine_above_the_threshold_and_a_hole_below(lab: WalkLab, theme: object) -> None:
    lab.set_theme(theme)
    lab.show_position(1.0)  # out of the way
    image = lab.grab().toImage()
    plot, centres = lab._places[0].plot, lab._places[0].centres
    for index in range(N - 1):
        upper = column(image, centres[index], plot.top(), plot.center().y() - 2)
        lower = column(image, centres[index], plot.center().y() + 2, plot.bottom())
        hole = index in IN_HOLE
        assert any(close(colour, lab._theme.hole) for colour in lower) is hole
        assert any(close(colour, lab._theme.live) for colour in upper) is not hole
        shade = image.pixelColor(round(centres[index] + 5), round(plot.bottom()) - 3)
        assert close(shade, lab._theme.canvas, 12) is not hole  # the column of a frame in a hole is shaded
    assert not any(
        close(colour, lab._theme.hole)
        for x in lab._places[1].centres
        for colour in column(image, x, lab._places[1].plot.top(), lab._places[1].plot.bottom())
    )


def test_frames_are_shown_in_their_order(lab: WalkLab) -> None:
    image = lab.grab().toImage()
    for row, first in enumerate((10, 100)):
        found = [image.pixelColor(middle(lab, row, i)).red() for i in range(N)]
        assert found == list(range(first, first + 10 * N, 10))


def test_the_summary_counts_the_frames_in_holes(lab: WalkLab) -> None:
    assert lab.accessibleDescription() == "AE: 3 of 9 frames in a hole. VAE: 0 of 9 frames in a hole"
    lab.show_walk([WalkRow("AE", frames(0), None, None, 1.0, 2.3, True)])
    assert lab.accessibleDescription() == "AE: not measured yet"
    lab.grab()


def test_a_walk_is_cleared(lab: WalkLab) -> None:
    lab.show_walk([])
    assert lab._blocks == [] and lab.accessibleDescription() == "" and not lab.play_button.isEnabled()
    assert "press P on a map" in lab._empty_text()
    lab.grab()
    lab.show_walk([WalkRow("AE", frames(0)[:0], None, None, 1.0, 2.3, True)])
    assert lab._blocks == [] and lab.picture() is None
    QTest.mouseMove(lab, QPoint(200, 60))  # nothing is left to hover
    assert lab._peek.isHidden()


@pytest.mark.parametrize("count", [1, 3, 4, 8])
@pytest.mark.parametrize("size", [(400, 190), (750, 260), (1600, 900)])
def test_any_number_of_models_fits_any_size(lab: WalkLab, count: int, size: tuple[int, int]) -> None:
    lab.window().resize(*size)
    QApplication.sendPostedEvents()
    lab.show_walk([rows()[i % 2] for i in range(count)])
    lab.grab()
    bounds = lab.rect().toRectF()
    assert len(lab._strips) == count
    assert all(bounds.contains(block.rect) for block in lab._blocks)
    assert all(bounds.contains(place.plot) and place.plot.height() >= 4 for place in lab._places)


@pytest.mark.parametrize("size", [13, 20])
@pytest.mark.parametrize("count", [2, 4, 8])
def test_a_page_that_scrolls_shows_pictures_that_can_be_told_apart(qtbot: QtBot, count: int, size: int) -> None:
    lab, page = WalkLab(), ColumnScroll()
    font = lab.font()
    font.setPixelSize(size)
    lab.setFont(font)
    lab.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.MinimumExpanding)
    page.setWidget(lab)
    qtbot.addWidget(page)
    page.resize(900, 150)
    page.show()
    qtbot.waitExposed(page)
    lab.show_walk([rows()[i % 2] for i in range(count)])
    qtbot.waitUntil(lambda: len(lab._strips) == count and lab.height() >= lab.sizeHint().height())
    for strip, place in zip(lab._strips, lab._places, strict=True):
        assert strip.rect.height() >= 20 and strip.rect.right() < place.side.left()
        assert all(strip.rect.contains(strip.cell_rect(i)) for i in range(N))  # the last one, too
        assert place.plot.height() >= 10
    tops = [place.label.top() for place in lab._places]
    assert all(below - above >= lab.fontMetrics().height() for above, below in pairwise(tops))
    assert page.verticalScrollBar().isVisible() is (count > 2)


def test_where_there_is_no_room_it_says_so(lab: WalkLab) -> None:
    lab.show_walk(rows() * 4)
    lab.window().resize(400, 130)
    QApplication.sendPostedEvents()
    assert lab._blocks == [] and lab._empty_text() == "Make this panel larger to see the walks."
    lab.grab()


def test_one_frame_is_a_walk_that_stands(lab: WalkLab) -> None:
    lab.show_walk([WalkRow("AE", frames(10)[:1], REALISM[:1], REALISM[:1], 1.0, 2.3, True)])
    lab.grab()
    assert not lab.play_button.isEnabled()


# --------------------------------------------------------------------------- what the user does


def test_the_way_is_chosen_with_the_mouse_and_the_keys(lab: WalkLab) -> None:
    said = Said(lab)
    straight, around = (lab.window().findChild(QPushButton, f"walkLab_{kind}") for kind in ("straight", "around"))
    assert straight.isChecked() and lab.kind == "straight"
    QTest.mouseClick(around, Qt.MouseButton.LeftButton)
    assert lab.kind == "around"
    straight.setFocus()
    QTest.keyClick(straight, Qt.Key.Key_Space)
    assert said == [("kind_chosen", "around"), ("kind_chosen", "straight")] and lab.kind == "straight"


def test_setters_tell_nobody(lab: WalkLab) -> None:
    said = Said(lab)
    lab.show_kind("around")
    lab.show_walk(rows()[:1])
    lab.show_walk(rows() * 2)
    lab.show_position(0.3)
    lab.set_theme(LIGHT)
    lab.show_walk([])
    assert said == [] and lab.kind == "around"


def test_hovering_a_frame_or_the_plot_below_it_tells_its_values(lab: WalkLab) -> None:
    QTest.mouseMove(lab, middle(lab, 0, 4))
    assert lab._peek.isVisible()
    assert lab._peek.caption.split("\n") == ["AE, frame 5 of 9", "realism 0.50: hole", "coverage 3.00: empty"]
    place = lab._places[1]
    QTest.mouseMove(lab, QPointF(place.centres[7] + 2, place.plot.center().y()).toPoint())
    assert lab._peek.caption.split("\n") == ["VAE, frame 8 of 9", "realism 1.25: fine"]
    assert lab.rect().contains(lab._peek.geometry())
    QTest.mouseMove(lab, QPoint(lab.width() - 2, lab.height() - 2))
    assert lab._peek.isHidden()


def test_hovering_the_large_frame_tells_the_values_where_the_walk_stands(lab: WalkLab) -> None:
    lab.show_position(4 / 8)
    QTest.mouseMove(lab, lab._blocks[2].rect.center().toPoint())
    assert lab._peek.caption.startswith("AE, frame 5 of 9\nrealism 0.50: hole")


def test_what_is_not_measured_is_said_on_hovering(lab: WalkLab) -> None:
    lab.show_walk([WalkRow("AE", frames(0), None, None, 1.0, 2.3, True)])
    QTest.mouseMove(lab, middle(lab, 0, 0))
    assert lab._peek.caption == "AE, frame 1 of 9\nnot measured yet"


def test_dragging_over_strip_and_plot_moves_along_the_walk(lab: WalkLab) -> None:
    said = Said(lab)
    plot = lab._places[0].plot
    QTest.mousePress(lab, Qt.MouseButton.LeftButton, pos=middle(lab, 0, 2))
    QTest.mouseMove(lab, QPointF(lab._places[0].centres[6], plot.center().y()).toPoint())
    QTest.mouseRelease(lab, Qt.MouseButton.LeftButton, pos=plot.center().toPoint())
    assert [name for name, _ in said] == ["walk_position_changed"] * 2
    assert [value for _, value in said] == pytest.approx([2 / 8, 6 / 8], abs=0.01)
    assert [int(shown[0, 0, 0, 0]) for shown in lab._shown] == [70, 160]
    lab.setFocus()
    QTest.keyClick(lab, Qt.Key.Key_Home)
    QTest.keyClick(lab, Qt.Key.Key_Right)
    assert [value for _, value in said[2:]] == [0.0, 1 / 8]


def test_it_plays(lab: WalkLab, qtbot: QtBot) -> None:
    said = Said(lab)
    QTest.mouseClick(lab.play_button, Qt.MouseButton.LeftButton)
    assert lab.play_button.objectName() == "walkLabPlay" and lab.playing
    qtbot.waitUntil(lambda: len(said) >= 3)
    assert [value for _, value in said] == sorted(value for _, value in said)


def test_a_wider_view_asks_for_more_frames_and_more_models_do_not(lab: WalkLab) -> None:
    said = Said(lab)
    before = lab.frames_that_fit
    lab.window().resize(1100, 240)
    QApplication.sendPostedEvents()
    assert said == [("frames_requested", lab.frames_that_fit)] and lab.frames_that_fit > before
    lab.show_walk(rows() * 2)
    lab.window().resize(1100, 200)
    QApplication.sendPostedEvents()
    assert len(said) == 1


# --------------------------------------------------------------------------- files


def export(lab: WalkLab, suffix: str, scale: int) -> None:
    for name in (f"Scale{scale}", suffix):
        action = lab.export_button.findChild(QAction, "walkLabExport" + name)
        assert action is not None
        action.trigger()


@pytest.mark.parametrize("scale", [1, 4, 8])
def test_the_strip_holds_all_models_with_their_labels_and_plots(lab: WalkLab, tmp_path: Path, scale: int) -> None:
    export(lab, ".png", scale)
    picture = np.asarray(Image.open(tmp_path / "walk.png").convert("RGB")).astype(int)
    level = picture[..., 0]
    panel = QColor(DARK.panel)
    drawn = np.abs(picture - (panel.red(), panel.green(), panel.blue())).sum(axis=2) > 60
    halves = drawn[: len(drawn) // 2, 10:18], drawn[len(drawn) // 2 :, 10:18]
    assert all(half.any() for half in halves)  # labels
    for first in (10, 100):  # every frame of either model, at its scale
        for value in range(first, first + 10 * N, 10):
            grey = (level == value) & (picture[..., 1] == value) & (picture[..., 2] == value)
            assert grey.sum() >= (7 * scale) ** 2
    hole, fine = (
        [QColor(colour).red(), QColor(colour).green(), QColor(colour).blue()] for colour in (DARK.hole, DARK.live)
    )
    half = len(picture) // 2
    assert (np.abs(picture[:half] - hole).sum(axis=2) < 20).any() and not (
        np.abs(picture[half:] - hole).sum(axis=2) < 20
    ).any()
    assert (np.abs(picture[half:] - fine).sum(axis=2) < 20).any()


def test_the_loop_shows_the_models_side_by_side_there_and_back(lab: WalkLab, tmp_path: Path) -> None:
    export(lab, ".gif", 8)
    with Image.open(tmp_path / "walk.gif") as gif:
        assert gif.n_frames == 2 * N - 2
        pages = [np.asarray(page.convert("RGB")).astype(int) for page in ImageSequence.Iterator(gif)]
    there_and_back = [*range(N), *range(N - 2, 0, -1)]
    for page, index in zip(pages, there_and_back, strict=True):
        half = page.shape[1] // 2
        for side, level in ((page[:, :half], 10 + 10 * index), (page[:, half:], 100 + 10 * index)):
            assert (np.abs(side - level).sum(axis=2) <= 9).sum() >= 0.9 * 56**2  # 256 colours: nearly exact
        hole = QColor(DARK.hole)
        edge = (np.abs(page - (hole.red(), hole.green(), hole.blue())).sum(axis=2) < 30).sum(axis=0)
        assert (edge[:half].max() >= 56) == (index in IN_HOLE)  # framed while it lies in a hole
        assert edge[half:].max() < 56


def test_without_a_walk_there_is_nothing_to_export(lab: WalkLab, tmp_path: Path) -> None:
    lab.show_walk([])
    for suffix in (".png", ".gif"):
        export(lab, suffix, 2)
        note = lab.findChild(QLabel, "note")
        assert note is not None and note.isVisible() and note.text() == "There is no picture to export yet."
    assert list(tmp_path.iterdir()) == []


def test_models_must_have_as_many_frames_as_each_other(lab: WalkLab) -> None:
    other = WalkRow("VAE", frames(0)[:4], None, None, 1.0, 2.3, True)
    with pytest.raises(ValueError, match=r"as many frames for each model, found \{'AE': 9, 'VAE': 4\}"):
        lab.show_walk([rows()[0], other])
    assert len(lab._strips) == 2  # what was shown stays
