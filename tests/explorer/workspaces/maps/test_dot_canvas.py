"""One map under real events."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from explorer.pixels.images import from_qimage
from explorer.style.theme import DARK, LIGHT
from explorer.workspaces.maps.selection import BrushMode
from explorer.workspaces.maps.tiles.dot_canvas import DotCanvas

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
NONE = Qt.KeyboardModifier.NoModifier
PLACES = np.array([[x, y] for y in (0, 1, 2) for x in (0, 1, 2, 3)], np.float32)  # row 4 * y + x


class Heard:
    """What a canvas has wished."""

    def __init__(self, canvas: DotCanvas) -> None:
        self.brushes: list[tuple[list[int], BrushMode]] = []
        self.pointed: list[int] = []
        self.ends: list[bool] = []
        self.cleared = self.left = 0
        canvas.brushed.connect(lambda rows, mode: self.brushes.append((rows.tolist(), mode)))
        canvas.brush_ended.connect(self.ends.append)
        canvas.pointed.connect(lambda row, _x, _y: self.pointed.append(row))
        canvas.cleared.connect(self._on_cleared)
        canvas.pointer_left.connect(self._on_left)

    def _on_cleared(self) -> None:
        self.cleared += 1

    def _on_left(self) -> None:
        self.left += 1


@pytest.fixture
def canvas(qtbot: QtBot) -> Iterator[DotCanvas]:
    made = DotCanvas()
    qtbot.addWidget(made)
    made.resize(320, 240)
    made.show_places(PLACES, animate=False)
    made.show_colours(np.zeros(len(PLACES), np.int64), [DARK.classes[0]], DARK.muted)
    with qtbot.waitExposed(made):
        made.show()
    yield made


def spot(canvas: DotCanvas, row: int, dx: int = 0, dy: int = 0) -> QPoint:
    x, y = canvas.view.to_pixel(*PLACES[row].tolist())
    return QPoint(round(x) + dx, round(y) + dy)


def drag(canvas: DotCanvas, start: QPoint, end: QPoint, modifier: Qt.KeyboardModifier = NONE) -> None:
    QTest.mousePress(canvas, LEFT, modifier, start)
    for share in (0.3, 0.7, 1.0):
        QTest.mouseMove(canvas, start + (end - start) * share)
    QTest.mouseRelease(canvas, LEFT, modifier, end)


@pytest.mark.parametrize(
    ("modifier", "mode"),
    [
        (NONE, BrushMode.REPLACE),
        (Qt.KeyboardModifier.ShiftModifier, BrushMode.ADD),
        (Qt.KeyboardModifier.AltModifier, BrushMode.REMOVE),
    ],
)
def test_a_drag_covers_the_dots_in_its_rectangle(
    canvas: DotCanvas, modifier: Qt.KeyboardModifier, mode: BrushMode
) -> None:
    heard = Heard(canvas)
    drag(canvas, spot(canvas, 5, -9, 9), spot(canvas, 10, 9, -9), modifier)  # from (1, 1) to (2, 2)
    assert heard.brushes[-1] == ([5, 6, 9, 10], mode) and heard.ends == [True]


def test_a_click_means_the_dot_nearby_and_beside_all_none(canvas: DotCanvas) -> None:
    heard = Heard(canvas)
    QTest.mouseClick(canvas, LEFT, NONE, spot(canvas, 7, 4, -3))
    assert heard.brushes == [([7], BrushMode.REPLACE)]
    QTest.mouseClick(canvas, LEFT, NONE, QPoint(3, 3))
    assert heard.brushes[-1] == ([], BrushMode.REPLACE)
    QTest.mouseClick(canvas, LEFT, Qt.KeyboardModifier.ShiftModifier, QPoint(3, 3))
    assert len(heard.brushes) == 2


def test_escape_lets_go_of_the_brush_and_then_of_what_is_selected(canvas: DotCanvas) -> None:
    heard = Heard(canvas)
    QTest.mousePress(canvas, LEFT, NONE, QPoint(5, 5))
    QTest.mouseMove(canvas, QPoint(200, 200))
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert heard.ends == [False] and heard.cleared == 0
    QTest.mouseRelease(canvas, LEFT, NONE, QPoint(200, 200))
    assert heard.ends == [False]
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert heard.cleared == 1


def test_the_dot_under_the_pointer_is_told_and_that_it_has_left(canvas: DotCanvas) -> None:
    heard = Heard(canvas)
    QTest.mouseMove(canvas, spot(canvas, 6, 2, 2))
    QTest.mouseMove(canvas, QPoint(4, 4))
    assert heard.pointed == [6, -1]
    canvas.gestures.leave()
    assert heard.left == 1


def test_wheel_zooms_about_the_pointer_the_right_button_pans_and_home_shows_all(canvas: DotCanvas) -> None:
    first = canvas.view
    at = QPointF(spot(canvas, 5))
    under = first.to_plane(at.x(), at.y())
    wheel = QWheelEvent(
        at, canvas.mapToGlobal(at), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton, NONE,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(canvas, wheel)
    assert canvas.view.sx > 1.3 * first.sx and np.allclose(canvas.view.to_plane(at.x(), at.y()), under)
    before = canvas.view
    QTest.mousePress(canvas, RIGHT, NONE, QPoint(100, 100))
    QTest.mouseMove(canvas, QPoint(140, 80))
    QTest.mouseRelease(canvas, RIGHT, NONE, QPoint(140, 80))
    assert canvas.view.cx == pytest.approx(before.cx - 40 / before.sx)
    moved = canvas.view
    canvas.show_places(PLACES * 2, animate=False)
    assert canvas.view == moved  # what the user has chosen stays
    canvas.show_places(PLACES, animate=False)
    QTest.keyClick(canvas, Qt.Key.Key_Home)
    assert canvas.view == first


def test_a_selected_dot_keeps_its_colour_and_the_others_grow_faint(canvas: DotCanvas) -> None:
    canvas.show_selected(np.array([5, 99]))
    assert canvas.selected_count == 1
    seen = from_qimage(canvas.grab().toImage()).astype(int)
    full, faint = (seen[spot(canvas, row).y(), spot(canvas, row).x()] for row in (5, 6))
    ground = seen[4, 160]
    assert np.abs(full - ground).sum() > 2 * np.abs(faint - ground).sum() > 0


def test_dots_travel_to_new_places_and_arrive(canvas: DotCanvas, qtbot: QtBot) -> None:
    canvas.show_places(PLACES[::-1].copy())
    assert canvas.frames.is_running
    qtbot.waitUntil(lambda: not canvas.frames.is_running)
    heard = Heard(canvas)
    QTest.mouseMove(canvas, spot(canvas, 0))
    assert heard.pointed == [len(PLACES) - 1]


def test_a_sentence_stands_where_there_is_no_map_and_a_theme_changes_the_ground(canvas: DotCanvas) -> None:
    before = from_qimage(canvas.grab().toImage())
    canvas.show_message("t-SNE: expected at most 5,000 examples, found 10,000")
    assert not np.array_equal(from_qimage(canvas.grab().toImage()), before)
    canvas.show_message("")
    assert np.array_equal(from_qimage(canvas.grab().toImage()), before)
    canvas.set_theme(LIGHT)
    assert from_qimage(canvas.grab().toImage())[4, 160].min() > 240


def test_an_empty_map_takes_every_event(canvas: DotCanvas) -> None:
    canvas.show_places(np.zeros((0, 2), np.float32))
    heard = Heard(canvas)
    drag(canvas, QPoint(10, 10), QPoint(200, 200))
    QTest.mouseMove(canvas, QPoint(50, 50))
    assert heard.brushes[-1][0] == [] and heard.pointed[-1] == -1
    assert not canvas.grab().isNull()
