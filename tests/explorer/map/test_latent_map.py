"""The latent map, driven by real mouse, wheel and key events."""

from __future__ import annotations

import csv
import itertools
import tracemalloc
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRect, QRectF, QSize, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QFont,
    QFontMetricsF,
    QImage,
    QMouseEvent,
    QPainter,
    QWheelEvent,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from explorer.map import map_motion
from explorer.map.latent_map import LatentMap
from explorer.map.latent_map_raster import hex_rgb, make_ink
from explorer.map.latent_map_sample import sample_codes, sample_decode
from explorer.map.map_marker import CURSOR_REACH, MapMarker
from explorer.map.map_painter import TICKS_AT, MapPainter, tick_font
from explorer.map.overlays.decode_inset import DecodeInset
from explorer.map.overlays.map_labels import MapLabel
from explorer.map.overlays.map_legend import MapLegend
from explorer.map.overlays.map_overlays import SMALL
from explorer.pixels.images import ExportError
from explorer.plane.frame_clock import FRAME_MS, Turns
from explorer.plane.viewport import Viewport
from explorer.style.theme import DARK, LIGHT, Theme, apply_theme

pytestmark = pytest.mark.layout

LEFT, RIGHT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton
INTENTS = ("cursor_moved", "hovered", "hover_left", "pin_requested", "pin_moved", "pin_removed", "export_requested")
# Four classes in the corners of a rectangle, off the lines of the grid, so that every pixel's class is known.
CORNERS = np.array([[-0.9, -0.7], [0.9, -0.7], [0.9, 0.7], [-0.9, 0.7]], np.float32)
NAMES = ("south west", "south east", "north east", "西北")

# What the offscreen platform says when a menu opens; it says nothing about the map.
offscreen_menu = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing the keyboard)")


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Views ease to their goals five times as fast: a hundred of them are waited for."""
    monkeypatch.setattr(map_motion, "EASE_SECONDS", 0.05)


class Heard(list[tuple[Any, ...]]):
    """Everything a map says, in order: (signal, arguments...)."""

    def __init__(self, latent_map: LatentMap, *names: str) -> None:
        super().__init__()
        for name in names or INTENTS:
            getattr(latent_map, name).connect(lambda *args, name=name: self.append((name, *args)))

    def of(self, name: str) -> list[tuple[Any, ...]]:
        return [said[1:] for said in self if said[0] == name]


@pytest.fixture
def latent_map(qtbot: QtBot) -> LatentMap:
    return make_map(qtbot, np.repeat(CORNERS, 25, axis=0), np.repeat(np.arange(4), 25), NAMES)


def make_map(
    qtbot: QtBot,
    codes: np.ndarray,
    labels: np.ndarray | None,
    names: tuple[str, ...],
    theme: Theme = DARK,
    turns: Turns | None = None,
) -> LatentMap:
    widget = LatentMap(turns=turns)
    qtbot.addWidget(widget)
    widget.set_theme(theme)
    widget.resize(400, 400)
    widget.show_codes(codes, labels, names)
    with qtbot.waitExposed(widget):
        widget.show()
    settle(qtbot, widget)
    return widget


def settle(qtbot: QtBot, latent_map: LatentMap) -> None:
    qtbot.waitUntil(lambda: latent_map.is_settled)


def pixel_of(latent_map: LatentMap, x: float, y: float) -> QPoint:
    x0, y0, x1, y1 = latent_map.extent
    return QPoint(round((x - x0) / (x1 - x0) * latent_map.width()), round((y1 - y) / (y1 - y0) * latent_map.height()))


def point_at(latent_map: LatentMap, at: QPoint) -> tuple[float, float]:
    x0, y0, x1, y1 = latent_map.extent
    return x0 + at.x() / latent_map.width() * (x1 - x0), y1 - at.y() / latent_map.height() * (y1 - y0)


def colour_at(latent_map: LatentMap, x: float, y: float) -> QColor:
    return latent_map.grab().toImage().pixelColor(pixel_of(latent_map, x, y))


def move(latent_map: LatentMap, at: QPoint, held: Qt.MouseButton = Qt.MouseButton.NoButton) -> None:
    """A mouse move, which QTest sends without the buttons that are held."""
    there = QPointF(at)
    event = QMouseEvent(
        QEvent.Type.MouseMove, there, latent_map.mapToGlobal(there), Qt.MouseButton.NoButton, held,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(latent_map, event)


def wheel(latent_map: LatentMap, at: QPoint, turn: int) -> None:
    there = QPointF(at)
    event = QWheelEvent(
        there, latent_map.mapToGlobal(there), QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(latent_map, event)


def drag(qtbot: QtBot, latent_map: LatentMap, button: Qt.MouseButton, *path: QPoint) -> None:
    qtbot.mousePress(latent_map, button, pos=path[0])
    for at in path[1:]:
        move(latent_map, at, button)
    qtbot.mouseRelease(latent_map, button, pos=path[-1])


# --------------------------------------------------------------------------- cursor


def test_a_click_sets_the_cursor_also_on_empty_space(latent_map: LatentMap, qtbot: QtBot) -> None:
    heard = Heard(latent_map)
    at = QPoint(200, 230)
    qtbot.mouseClick(latent_map, LEFT, pos=at)
    assert [said[0] for said in heard] == ["cursor_moved"]
    assert heard[0][1:] == pytest.approx(point_at(latent_map, at))


def test_a_drag_decodes_all_the_way(latent_map: LatentMap, qtbot: QtBot) -> None:
    heard = Heard(latent_map)
    dragging: list[bool] = []
    latent_map.cursor_moved.connect(lambda: dragging.append(latent_map.is_dragging))
    path = [QPoint(100 + 10 * step, 200) for step in range(6)]
    drag(qtbot, latent_map, LEFT, *path)
    assert [said[0] for said in heard] == ["cursor_moved"] * 6
    assert heard[-1][1:] == pytest.approx(point_at(latent_map, path[-1]))
    assert dragging == [False] + [True] * 5 and not latent_map.is_dragging


def test_hover_peeks_and_leave_says_so_once(latent_map: LatentMap) -> None:
    heard = Heard(latent_map)
    move(latent_map, QPoint(150, 160))
    move(latent_map, QPoint(151, 160))
    for _ in range(2):
        QApplication.sendEvent(latent_map, QEvent(QEvent.Type.Leave))
    assert [said[0] for said in heard] == ["hovered", "hovered", "hover_left"]
    assert heard[0][1:] == pytest.approx(point_at(latent_map, QPoint(150, 160)))


def test_the_legend_is_not_the_plane(latent_map: LatentMap) -> None:
    heard = Heard(latent_map)
    move(latent_map, QPoint(150, 160))
    legend = latent_map.findChild(MapLegend)
    QApplication.sendEvent(legend, QEvent(QEvent.Type.Enter))
    assert heard[-1] == ("hover_left",)


def test_hover_names_the_class_of_the_code_below(latent_map: LatentMap) -> None:
    tag = latent_map.findChild(MapLabel, "map_hover_tag")
    move(latent_map, pixel_of(latent_map, 0.9, 0.7))
    assert "north east" in tag.text() and tag.isVisible()
    move(latent_map, pixel_of(latent_map, 0, 0))
    assert not tag.isVisible()


def test_arrow_keys_nudge_and_shift_goes_further(latent_map: LatentMap, qtbot: QtBot) -> None:
    latent_map.marks.show_cursor(0.0, 0.0)
    heard = Heard(latent_map)
    qtbot.keyClick(latent_map, Qt.Key.Key_Right)
    qtbot.keyClick(latent_map, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    (_, x1, y1), (_, x2, y2) = heard
    assert x1 > 0 and y1 == 0 and x2 == x1
    assert y2 == pytest.approx(10 * x1)


def test_arrow_keys_never_lose_the_cursor(latent_map: LatentMap, qtbot: QtBot) -> None:
    heard = Heard(latent_map)
    for _ in range(15):
        qtbot.keyClick(latent_map, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    x, y = heard[-1][1:]
    assert latent_map.rect().contains(pixel_of(latent_map, x, y))


# --------------------------------------------------------------------------- view


def test_the_wheel_zooms_about_the_pointer(latent_map: LatentMap, qtbot: QtBot) -> None:
    at = QPoint(310, 90)
    before, width = point_at(latent_map, at), latent_map.extent[2] - latent_map.extent[0]
    wheel(latent_map, at, 240)
    assert point_at(latent_map, at) == pytest.approx(before)
    assert latent_map.extent[2] - latent_map.extent[0] < width * 0.8
    wheel(latent_map, at, -240)
    assert latent_map.extent[2] - latent_map.extent[0] == pytest.approx(width)


@pytest.mark.parametrize("button", [RIGHT, MIDDLE])
def test_other_buttons_pan(latent_map: LatentMap, qtbot: QtBot, button: Qt.MouseButton) -> None:
    heard = Heard(latent_map)
    held = point_at(latent_map, QPoint(200, 200))
    drag(qtbot, latent_map, button, QPoint(200, 200), QPoint(230, 170))
    assert point_at(latent_map, QPoint(230, 170)) == pytest.approx(held)
    assert heard == [] and latent_map.findChild(QMenu, "map_context_menu") is None


def test_control_and_left_pans(latent_map: LatentMap, qtbot: QtBot) -> None:
    heard, before = Heard(latent_map), latent_map.extent
    qtbot.mousePress(latent_map, LEFT, Qt.KeyboardModifier.ControlModifier, QPoint(200, 200))
    move(latent_map, QPoint(150, 200), LEFT)
    qtbot.mouseRelease(latent_map, LEFT, pos=QPoint(150, 200))
    assert latent_map.extent[0] > before[0] and heard == []


@pytest.mark.parametrize("how", ["double click", "Home"])
def test_reset_fits_the_codes_again(latent_map: LatentMap, qtbot: QtBot, how: str) -> None:
    fitted = latent_map.extent
    for _ in range(4):
        qtbot.keyClick(latent_map, Qt.Key.Key_Plus)
    wheel(latent_map, QPoint(20, 380), 480)
    assert latent_map.extent != pytest.approx(fitted, abs=0.1)
    if how == "Home":
        qtbot.keyClick(latent_map, Qt.Key.Key_Home)
    else:
        qtbot.mouseDClick(latent_map, LEFT, pos=QPoint(200, 200))
    settle(qtbot, latent_map)
    assert latent_map.extent == pytest.approx(fitted, abs=0.05)


def test_the_view_tells_its_extent_when_it_rests(latent_map: LatentMap, qtbot: QtBot) -> None:
    heard = Heard(latent_map, "view_changed")
    for _ in range(5):
        wheel(latent_map, QPoint(200, 200), 120)
    assert heard == []
    settle(qtbot, latent_map)
    assert heard == [("view_changed", latent_map.extent)]


def test_the_view_follows_the_codes_until_the_user_moves_it(latent_map: LatentMap, qtbot: QtBot) -> None:
    codes, labels = np.repeat(CORNERS, 25, axis=0), np.repeat(np.arange(4), 25)
    latent_map.show_codes(codes * 5, labels, NAMES)
    settle(qtbot, latent_map)
    assert latent_map.extent[2] > 5
    wheel(latent_map, QPoint(200, 200), 120)
    chosen = latent_map.extent
    latent_map.show_codes(codes, labels, NAMES)
    settle(qtbot, latent_map)
    assert latent_map.extent == chosen


def test_the_plane_stands_still_while_the_codes_have_room_on_it(latent_map: LatentMap, qtbot: QtBot) -> None:
    codes, labels = np.repeat(CORNERS, 25, axis=0), np.repeat(np.arange(4), 25)
    fitted = latent_map.extent
    for size in (1.15, 1.0, 0.85, 1.2, 0.8):
        latent_map.show_codes(codes * size, labels, NAMES)
        settle(qtbot, latent_map)
        assert latent_map.extent == fitted
    latent_map.show_codes(codes * 1.5, labels, NAMES)  # they leave it
    settle(qtbot, latent_map)
    assert latent_map.extent == pytest.approx([1.5 * side for side in fitted], rel=0.02)
    latent_map.show_codes(codes * 0.9, labels, NAMES)  # they get lost on it
    settle(qtbot, latent_map)
    assert latent_map.extent == pytest.approx([0.9 * side for side in fitted], rel=0.02)
    latent_map.show_codes(codes, labels, NAMES)
    settle(qtbot, latent_map)
    QTest.keyClick(latent_map, Qt.Key.Key_Home)  # whoever asks for the best view gets it
    settle(qtbot, latent_map)
    assert latent_map.extent == pytest.approx(fitted, rel=0.02)


@pytest.mark.parametrize("dims", [1, 2])
def test_codes_stand_beside_legend_and_decode(latent_map: LatentMap, qtbot: QtBot, dims: int) -> None:
    latent_map.resize(760, 360)
    codes = np.repeat(CORNERS, 25, axis=0)[:, :dims]
    latent_map.show_codes(codes, np.repeat(np.arange(4), 25), NAMES)
    latent_map.overlays.show_decode(np.zeros((1, 16, 16), np.uint8))
    settle(qtbot, latent_map)
    legend, inset = latent_map.findChild(MapLegend), latent_map.findChild(DecodeInset)
    assert legend.isVisible() and inset.isVisible()
    for x in (-0.9, 0.9):
        assert legend.geometry().right() < pixel_of(latent_map, x, 0).x() < inset.x()


@pytest.mark.parametrize("dims", [1, 2])
@pytest.mark.parametrize("size", [(260, 320), (520, 300)])
def test_the_cursor_is_seen_whole_or_not_at_all(qtbot: QtBot, dims: int, size: tuple[int, int]) -> None:
    """As the codes of a strong beta lie in a corner and the cursor at the origin, a little beside them or far away."""
    labels = np.repeat(np.arange(4), 25)
    found = []
    for away in (1.0, 1.2, 1.25, 1.3, 1.6, 9.0, 40.0):
        codes = (np.repeat(CORNERS, 25, axis=0) + away)[:, :dims]
        view = make_map(qtbot, codes, labels, NAMES)
        view.resize(*size)
        view.hold(0.0, 0.0)
        view.marks.show_cursor(0.0, 0.0)
        settle(qtbot, view)
        mark = next(each for each in view.findChildren(MapMarker) if each.objectName() == "map_cursor")
        found.append(mark.isVisible() and view.rect().adjusted(-1, -1, 1, 1).contains(mark.geometry()))
        assert found[-1] or not mark.isVisible() or not view.rect().intersects(mark.geometry()), away
        for corner in range(4):  # and the codes with it
            assert view.rect().contains(pixel_of(view, *(view.picture.cloud.middle_of(corner) or ()))), away
    assert found == [True] * 5 + [False] * 2


def test_the_plane_does_not_move_under_a_button_that_is_held(latent_map: LatentMap, qtbot: QtBot) -> None:
    codes, labels = np.repeat(CORNERS, 25, axis=0), np.repeat(np.arange(4), 25)
    latent_map.cursor_moved.connect(latent_map.hold)
    before = latent_map.extent
    qtbot.mousePress(latent_map, LEFT, pos=QPoint(1, 200))
    move(latent_map, QPoint(1, 210), LEFT)
    latent_map.show_codes(codes, labels, NAMES)
    settle(qtbot, latent_map)
    assert latent_map.extent == before
    qtbot.mouseRelease(latent_map, LEFT, pos=QPoint(1, 210))
    latent_map.show_codes(codes, labels, NAMES)
    settle(qtbot, latent_map)
    mark = next(each for each in latent_map.findChildren(MapMarker) if each.objectName() == "map_cursor")
    assert latent_map.extent[0] < before[0] and latent_map.rect().contains(mark.geometry())


def test_resizing_keeps_equal_axes_and_all_codes(latent_map: LatentMap, qtbot: QtBot) -> None:
    latent_map.resize(620, 300)
    settle(qtbot, latent_map)
    x0, y0, x1, y1 = latent_map.extent
    assert (x1 - x0) / 620 == pytest.approx((y1 - y0) / 300)
    assert x0 < -0.9 and y0 < -0.7 and x1 > 0.9 and y1 > 0.7


# --------------------------------------------------------------------------- codes, classes, layers


def test_codes_have_the_colours_of_their_classes(latent_map: LatentMap) -> None:
    latent_map.findChild(MapLegend).hide()  # it lies over one of the corners
    for (x, y), colour in zip(CORNERS.tolist(), DARK.classes, strict=False):
        assert abs(colour_at(latent_map, x, y).hslHue() - QColor(colour).hslHue()) < 12


def test_codes_travel_to_their_new_places(latent_map: LatentMap, qtbot: QtBot) -> None:
    latent_map.show_codes(np.repeat(-CORNERS, 25, axis=0), np.repeat(np.arange(4), 25), NAMES)
    assert not latent_map.is_settled
    settle(qtbot, latent_map)
    assert abs(colour_at(latent_map, 0.9, 0.7).hslHue() - QColor(DARK.classes[0]).hslHue()) < 12


def test_a_map_that_is_not_seen_keeps_no_pixels(latent_map: LatentMap, qtbot: QtBot) -> None:
    """... and is the same when it comes back. Some 28 bytes for each pixel are sums, scratch and the last image."""
    tracemalloc.start()
    try:
        latent_map.redraw()
        latent_map.picture.redraw_codes()
        latent_map.hide()
        without, _ = tracemalloc.get_traced_memory()
        latent_map.show()
        settle(qtbot, latent_map)
        before = latent_map.grab().toImage()
        shown, _ = tracemalloc.get_traced_memory()
        latent_map.hide()
        hidden, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    pixels = latent_map.width() * latent_map.height() * latent_map.devicePixelRatioF() ** 2
    assert shown - without > 20 * pixels and hidden - without < 2 * pixels
    latent_map.show()
    settle(qtbot, latent_map)
    assert latent_map.grab().toImage() == before


def test_a_hidden_map_does_not_animate(latent_map: LatentMap, qtbot: QtBot) -> None:
    latent_map.show_codes(np.repeat(-CORNERS, 25, axis=0), np.repeat(np.arange(4), 25), NAMES)
    latent_map.hide()
    qtbot.waitUntil(lambda: latent_map.is_settled)
    assert abs(colour_at(latent_map, 0.9, 0.7).hslHue() - QColor(DARK.classes[0]).hslHue()) < 12


@pytest.mark.parametrize("how", ["click", "Space"])
def test_the_legend_hides_and_shows_a_class(latent_map: LatentMap, qtbot: QtBot, how: str) -> None:
    legend = latent_map.findChild(MapLegend)
    row = legend.visualItemRect(legend.item(2)).center()
    for _ in range(2):
        shown = colour_at(latent_map, 0.9, 0.7) != colour_at(latent_map, 0.3, 0.35)
        if how == "click":
            qtbot.mouseClick(legend.viewport(), LEFT, pos=row)
        else:
            legend.setCurrentRow(2)
            qtbot.keyClick(legend, Qt.Key.Key_Space)
        assert (legend.hidden == frozenset({2})) == shown
        assert (colour_at(latent_map, 0.9, 0.7) != colour_at(latent_map, 0.3, 0.35)) != shown


def test_double_click_in_the_legend_shows_one_class_alone_and_all_again(latent_map: LatentMap, qtbot: QtBot) -> None:
    legend = latent_map.findChild(MapLegend)
    row = legend.visualItemRect(legend.item(1)).center()
    for expected in ({0, 2, 3}, set()):
        # What a double click is made of: press, release, second press, release.
        qtbot.mouseClick(legend.viewport(), LEFT, pos=row)
        qtbot.mouseDClick(legend.viewport(), LEFT, pos=row)
        assert legend.hidden == expected


@pytest.mark.parametrize("count", [0, 1, 10, 30])
def test_the_legend_fits_any_number_of_classes(qtbot: QtBot, count: int) -> None:
    names = tuple(f"a rather long name of a class, 类别名称 {index}" for index in range(count))
    codes, labels = sample_codes(200, count)
    widget = make_map(qtbot, codes, labels if count else None, names, LIGHT)
    legend = widget.findChild(MapLegend)
    assert legend.isVisible() == (count > 0) and legend.count() == count
    if count:
        assert widget.rect().contains(legend.geometry())
        assert legend.width() < widget.width() / 2


def test_in_a_small_map_the_legend_is_unfolded_when_asked_for(latent_map: LatentMap, qtbot: QtBot) -> None:
    legend, button = latent_map.findChild(MapLegend), latent_map.findChild(QToolButton, "map_legend_button")
    assert legend.isVisible() and not button.isVisible()
    latent_map.resize(SMALL - 1, 300)
    assert not legend.isVisible() and button.isVisible()
    for shown in (True, False, True):
        qtbot.mouseClick(button, LEFT)
        assert legend.isVisible() == shown
    assert not legend.geometry().intersects(button.geometry()) and latent_map.rect().contains(legend.geometry())
    latent_map.overlays.show_decode(sample_decode(np.zeros((1, 2), np.float32))[0])
    names = tuple(f"class_{number:02d}_with_a_long_name" for number in range(40))
    latent_map.show_codes(*sample_codes(200, 40), names)
    inset = latent_map.findChild(DecodeInset)
    assert legend.isVisible() and not legend.geometry().intersects(inset.geometry())
    rows = [legend.visualItemRect(legend.item(row)) for row in range(40)]
    seen = [row for row in rows if row.intersects(legend.viewport().rect())]
    assert len(seen) > 2 and legend.viewport().rect().contains(seen[-1])
    latent_map.resize(400, 400)
    assert legend.isVisible() and not button.isVisible()


def numbers_at_left(painter: MapPainter, view: Viewport, font: QFont) -> list[QRectF]:
    """Where something is written beside the axis upwards; its name is the last."""
    metrics = QFontMetricsF(tick_font(font))
    tall = metrics.capHeight()
    return [
        QRectF(at.x(), at.y() - tall, metrics.horizontalAdvance(text), tall)
        for at, text, _ in painter.tick_texts(view, metrics)
        if at.x() == TICKS_AT
    ]


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("spread", [0.05, 1.0, 0.003])
def test_numbers_of_the_axis_and_the_legend_stand_clear_of_each_other(
    qtbot: QtBot, qapp: QApplication, scale: float, spread: float
) -> None:
    apply_theme(qapp, DARK, scale)
    latent_map = make_map(qtbot, spread * np.repeat(CORNERS, 25, axis=0), np.repeat(np.arange(4), 25), NAMES)
    legend, button = latent_map.findChild(MapLegend), latent_map.findChild(QToolButton, "map_legend_button")
    painter = latent_map.picture.painter
    for size in ((260, 320), (420, 460)):
        latent_map.resize(*size)
        settle(qtbot, latent_map)
        latent_map.grab()
        numbers = numbers_at_left(painter, latent_map.view, latent_map.font())
        over = [QRectF(each.geometry()) for each in (legend, button) if not each.isHidden()]
        assert len(numbers) > 1 and over
        assert not any(number.intersects(other) for number in numbers for other in over)
        painter.covered = []
        if spread >= 0.05:  # longer ones are left out beside the legend
            assert numbers == numbers_at_left(painter, latent_map.view, latent_map.font())
    apply_theme(qapp, DARK)


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_no_number_stands_under_the_name_of_its_axis(qapp: QApplication, scale: float) -> None:
    font = QFont(qapp.font())
    font.setPixelSize(round(13 * scale))
    for middle in np.linspace(0, 20, 81):
        *numbers, name = numbers_at_left(MapPainter(DARK), Viewport(400, 400, 0, middle, 4, 4), font)
        assert numbers and not any(number.adjusted(0, -2, 0, 2).intersects(name) for number in numbers)


def test_the_same_classes_stay_hidden_when_new_codes_come(latent_map: LatentMap, qtbot: QtBot) -> None:
    legend = latent_map.findChild(MapLegend)
    qtbot.mouseClick(legend.viewport(), LEFT, pos=legend.visualItemRect(legend.item(0)).center())
    latent_map.show_codes(np.repeat(CORNERS, 25, axis=0), np.repeat(np.arange(4), 25), NAMES)
    assert legend.hidden == frozenset({0})


def test_background_and_layers_lie_under_the_codes(latent_map: LatentMap) -> None:
    images = np.zeros((4, 1, 2, 2), np.uint8)
    images[1] = 255  # the top right of two by two
    latent_map.picture.show_background(images, 2, 2, (-1.2, -1.2, 1.2, 1.2))
    assert colour_at(latent_map, 0.6, 0.35).lightness() > colour_at(latent_map, -0.6, 0.35).lightness() + 40
    red = np.zeros((1, 1, 4), np.uint8)
    red[...] = (255, 0, 0, 255)
    latent_map.picture.show_layer("holes", red, (-1.2, -1.2, 0.0, 1.2), 1.0)
    assert colour_at(latent_map, -0.6, 0.35) == QColor(255, 0, 0)
    assert colour_at(latent_map, -0.9, -0.7) != QColor(255, 0, 0)
    latent_map.picture.show_layer("holes", red, (-1.2, -1.2, 0.0, 1.2), 0.5)
    assert 100 < colour_at(latent_map, -0.6, 0.35).red() < 160
    latent_map.picture.remove_layer("holes")
    latent_map.picture.remove_layer("never there")
    latent_map.picture.set_layers_visible(background=False)
    assert colour_at(latent_map, 0.6, 0.35) == colour_at(latent_map, -0.6, 0.35)


def test_kinds_of_layers_are_switched(latent_map: LatentMap) -> None:
    empty = colour_at(latent_map, 0.3, 0.35)
    mu, sigma = np.array([[0.3, 0.35]]), np.array([[0.1, 0.2]])
    latent_map.picture.show_ellipses(mu, sigma, np.array([1]))
    assert colour_at(latent_map, 0.3, 0.35) != empty
    latent_map.picture.set_layers_visible(ellipses=False)
    assert colour_at(latent_map, 0.3, 0.35) == empty
    with_codes = latent_map.grab().toImage()
    latent_map.picture.set_layers_visible(contours=True)
    assert latent_map.grab().toImage() != with_codes
    latent_map.picture.set_layers_visible(contours=False, codes=False)
    assert colour_at(latent_map, 0.9, 0.7) == empty
    before = latent_map.grab().toImage()
    latent_map.picture.show_prior(True)
    latent_map.picture.set_axes(["x", "y"])
    assert latent_map.grab().toImage() != before


def test_the_theme_switches_live(latent_map: LatentMap) -> None:
    assert colour_at(latent_map, 0.3, 0.35) == QColor(DARK.canvas)
    latent_map.set_theme(LIGHT)
    assert colour_at(latent_map, 0.3, 0.35) == QColor(LIGHT.canvas)


def test_codes_that_are_not_finite_do_no_harm(latent_map: LatentMap, qtbot: QtBot) -> None:
    codes = np.full((4, 2), np.nan)
    codes[0] = (1e38, -1e38)
    latent_map.show_codes(codes, np.arange(4), NAMES)
    settle(qtbot, latent_map)
    latent_map.grab()
    assert np.isfinite(latent_map.extent).all()


def test_no_codes_at_all(qtbot: QtBot) -> None:
    widget = make_map(qtbot, np.zeros((0, 2), np.float32), None, ())
    heard = Heard(widget)
    qtbot.mouseClick(widget, LEFT, pos=QPoint(200, 200))
    assert heard == [("cursor_moved", 0.0, 0.0)]


def test_one_dimension_is_a_line_with_y_zero(qtbot: QtBot) -> None:
    codes, labels = sample_codes(500, 4)
    widget = make_map(qtbot, codes[:, :1], labels, NAMES)
    heard = Heard(widget)
    drag(qtbot, widget, LEFT, QPoint(120, 30), QPoint(180, 350))
    qtbot.keyClick(widget, Qt.Key.Key_Up)
    move(widget, QPoint(10, 10))
    wheel(widget, QPoint(180, 20), 120)
    assert {said[2] for said in heard} == {0.0} and heard[1][1] > heard[0][1]
    settle(qtbot, widget)
    widget.picture.show_background(sample_decode(np.zeros((6, 2), np.float32)), 6, 1, widget.extent)
    widget.picture.show_ellipses(codes[:5, :1], np.full((5, 1), 0.1), None)
    widget.grab()


# --------------------------------------------------------------------------- pins


PINS = [(-0.5, 0.0, "1"), (0.5, 0.0, "2")]


def test_pins_are_asked_for_where_the_pointer_or_the_cursor_is(latent_map: LatentMap, qtbot: QtBot) -> None:
    heard = Heard(latent_map, "pin_requested")
    latent_map.marks.show_cursor(0.25, 0.5)
    qtbot.keyClick(latent_map, Qt.Key.Key_P)
    move(latent_map, QPoint(100, 110))
    qtbot.keyClick(latent_map, Qt.Key.Key_P)
    assert heard[0][1:] == (0.25, 0.5)
    assert heard[1][1:] == pytest.approx(point_at(latent_map, QPoint(100, 110)))


def test_a_pin_is_dragged(latent_map: LatentMap, qtbot: QtBot) -> None:
    latent_map.marks.show_pins(PINS)
    heard = Heard(latent_map)
    drag(qtbot, latent_map, LEFT, pixel_of(latent_map, 0.5, 0), QPoint(250, 300), QPoint(260, 310))
    assert heard[0] == ("cursor_moved", 0.5, 0.0)  # exactly the pin, however it was hit
    assert [said[:2] for said in heard[1:]] == [("pin_moved", 1)] * 2
    assert heard[-1][2:] == pytest.approx(point_at(latent_map, QPoint(260, 310)))


@offscreen_menu
def test_a_pin_is_removed_by_key_and_by_menu(latent_map: LatentMap, qtbot: QtBot) -> None:
    latent_map.marks.show_pins(PINS)
    heard = Heard(latent_map, "pin_removed")
    qtbot.keyClick(latent_map, Qt.Key.Key_Delete)
    assert heard == []  # none is meant
    qtbot.mouseClick(latent_map, LEFT, pos=pixel_of(latent_map, 0.5, 0))
    qtbot.keyClick(latent_map, Qt.Key.Key_Delete)
    move(latent_map, pixel_of(latent_map, -0.5, 0))
    qtbot.keyClick(latent_map, Qt.Key.Key_Backspace)
    assert heard == [("pin_removed", 1), ("pin_removed", 0)]
    qtbot.mouseClick(latent_map, RIGHT, pos=pixel_of(latent_map, -0.5, 0))
    menu = latent_map.findChild(QMenu, "map_context_menu")
    next(action for action in menu.actions() if action.text() == "Remove pin 1").trigger()
    menu.close()
    assert heard[-1] == ("pin_removed", 0)


@offscreen_menu
def test_the_menu_pins_where_it_was_asked(latent_map: LatentMap, qtbot: QtBot) -> None:
    heard = Heard(latent_map)
    qtbot.mouseClick(latent_map, RIGHT, pos=QPoint(140, 260))
    menu = latent_map.findChild(QMenu, "map_context_menu")
    menu.actions()[0].trigger()
    menu.close()
    assert heard[-1][0] == "pin_requested"
    assert heard[-1][1:] == pytest.approx(point_at(latent_map, QPoint(140, 260)))


@offscreen_menu
def test_the_menu_key_asks_at_the_cursor(latent_map: LatentMap, qtbot: QtBot) -> None:
    latent_map.marks.show_cursor(0.5, -0.25)
    heard = Heard(latent_map)
    QApplication.sendEvent(latent_map, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint()))
    menu = latent_map.findChild(QMenu, "map_context_menu")
    menu.actions()[0].trigger()
    menu.close()
    assert heard[-1][1:] == pytest.approx((0.5, -0.25))


def test_fewer_pins_leave_no_marks_behind(latent_map: LatentMap, qtbot: QtBot) -> None:
    latent_map.marks.show_pins([*PINS, (0.0, 0.5, "3")])
    latent_map.marks.show_walker(0.0, 0.25)
    assert latent_map.findChild(QWidget, "map_walker").isVisible()
    latent_map.marks.show_pins(PINS[:1])
    latent_map.marks.show_walker(None)
    assert not latent_map.findChild(QWidget, "map_walker").isVisible()
    marks = [mark for mark in latent_map.findChildren(QWidget) if mark.objectName().startswith("map_pin")]
    assert [mark.objectName() for mark in marks if mark.isVisible()] == ["map_pin_1"]


# --------------------------------------------------------------------------- overlays and contract


def test_setters_tell_nobody(latent_map: LatentMap, qtbot: QtBot) -> None:
    heard = Heard(latent_map)
    latent_map.marks.show_cursor(0.3, 0.3)
    latent_map.marks.show_pins(PINS)
    latent_map.marks.show_walker(0.1, 0.1)
    latent_map.show_codes(np.zeros((3, 1), np.float32), None, ())
    latent_map.picture.set_hidden_classes(frozenset({1}))
    latent_map.reset_view()
    latent_map.set_theme(LIGHT)
    settle(qtbot, latent_map)
    assert heard == []


def test_a_decode_under_the_cursor_does_not_repaint_the_map(latent_map: LatentMap, qtbot: QtBot) -> None:
    images = sample_decode(np.zeros((1, 2), np.float32))
    latent_map.overlays.show_decode(images[0])
    latent_map.grab()
    painted = latent_map.frames_painted
    for step in range(5):
        latent_map.marks.show_cursor(0.1 * step, 0.0)
        latent_map.overlays.show_decode(255 - images[0])
        latent_map.overlays.show_readout(f"step {step}")
        QApplication.processEvents()
    assert painted and latent_map.frames_painted == painted


@pytest.mark.parametrize("channels", [1, 3])
def test_the_inset_shows_whole_pixels(latent_map: LatentMap, channels: int) -> None:
    image = np.zeros((channels, 2, 2), np.uint8)
    image[:, 0, 1] = 255
    latent_map.overlays.show_decode(image)
    inset = latent_map.findChild(DecodeInset)
    shown = inset.grab().toImage()
    side = inset.width() - 4
    assert side % 2 == 0 and 100 < side < 135 and latent_map.rect().contains(inset.geometry())
    values = {shown.pixelColor(x, y).lightness() for x in range(2, side + 2) for y in range(2, side + 2)}
    assert values == {0, 255}
    assert shown.pixelColor(side - 2, 5).lightness() == 255 and shown.pixelColor(5, 5).lightness() == 0
    latent_map.overlays.show_decode(None)
    assert not inset.isVisible()


def test_long_texts_stay_inside(latent_map: LatentMap) -> None:
    latent_map.overlays.show_readout("z = (1, 2) · " + "nearest real image of a class with a long name " * 3)
    latent_map.overlays.show_message("The last good picture stays. " * 6)
    for name in ("map_readout", "map_message"):
        label = latent_map.findChild(MapLabel, name)
        assert label.isVisible() and latent_map.rect().contains(label.geometry())
    latent_map.overlays.show_message("")
    assert not latent_map.findChild(MapLabel, "map_message").isVisible()


@pytest.mark.parametrize("width", [160, 240, 400])
def test_at_its_smallest_the_middle_and_all_that_lies_over_it_can_be_seen(qtbot: QtBot, width: int) -> None:
    """As on a screen of 1280 x 720 that is magnified by half: what has no room is scrolled, not laid over the rest."""
    apply_theme(QApplication.instance(), DARK)  # type: ignore[arg-type]
    view = make_map(qtbot, np.repeat(CORNERS, 25, axis=0), np.repeat(np.arange(4), 25), NAMES)
    view.resize(width, view.minimumHeight())
    assert view.height() == view.minimumHeight()
    view.overlays.show_decode(np.zeros((1, 28, 28), np.uint8))
    long = "z = (0.0, 0.0) · nearest real 8 · distance 0.15 · realism 0.78 hole"
    view.overlays.show_readout(long, "realism 0.78 hole")
    settle(qtbot, view)
    over = [each for each in view.findChildren(QWidget) if each.parent() is view and each.isVisible()]
    over = [each for each in over if not isinstance(each, MapMarker)]
    assert len(over) >= 3
    for first, second in itertools.combinations(over, 2):
        assert not first.geometry().intersects(second.geometry()), (first.objectName(), second.objectName())
    reach = round(CURSOR_REACH)
    cursor = QRect(view.rect().center() - QPoint(reach, reach), QSize(2 * reach, 2 * reach))
    for each in over:
        assert not each.geometry().intersects(cursor), each.objectName()


def test_a_message_leaves_the_middle_to_the_cursor(latent_map: LatentMap) -> None:
    latent_map.overlays.show_readout("z = (0.0, 0.0)")
    latent_map.overlays.show_message("This family has no encoder: nothing lies on this map.")
    message = latent_map.findChild(MapLabel, "map_message").geometry()
    middle = latent_map.rect().center()
    assert not message.adjusted(-10, -10, 10, 10).contains(middle)
    assert not message.intersects(latent_map.findChild(MapLabel, "map_readout").geometry())


def test_the_corner_button_asks_for_an_export(latent_map: LatentMap) -> None:
    heard = Heard(latent_map)
    for action in latent_map.findChild(QToolButton, "map_menu").menu().actions():
        action.trigger()
    assert heard == [("export_requested", "png"), ("export_requested", "svg"), ("export_requested", "csv")]


def test_keyboard_focus_is_shown(latent_map: LatentMap, qtbot: QtBot) -> None:
    edge = QPoint(latent_map.width() // 2, 1)
    latent_map.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(latent_map.hasFocus)
    assert latent_map.grab().toImage().pixelColor(edge) == QColor(DARK.accent)
    latent_map.clearFocus()
    assert latent_map.grab().toImage().pixelColor(edge) != QColor(DARK.accent)
    assert latent_map.accessibleName()


def test_dropped_files_and_folders_are_told_and_texts_are_not(latent_map: LatentMap, tmp_path: Path) -> None:
    file = tmp_path / "drawing.png"
    file.write_bytes(b"x")
    heard = Heard(latent_map, "files_dropped")
    local = [QUrl.fromLocalFile(str(path)) for path in (file, tmp_path)]
    for urls, accepted in ((local, True), ([QUrl("https://example.org/x.png")], False)):
        mime = QMimeData()
        mime.setUrls(urls)
        common = (Qt.DropAction.CopyAction, mime, LEFT, Qt.KeyboardModifier.NoModifier)
        enter = QDragEnterEvent(QPoint(9, 9), *common)
        enter.ignore()
        QApplication.sendEvent(latent_map, enter)
        assert enter.isAccepted() == accepted
        QApplication.sendEvent(latent_map, QDropEvent(QPointF(9, 9), *common))
    assert heard == [("files_dropped", [str(file), str(tmp_path)])]


# --------------------------------------------------------------------------- export


def test_png_shows_what_the_map_shows(latent_map: LatentMap, tmp_path: Path) -> None:
    latent_map.marks.show_pins(PINS)
    latent_map.export(tmp_path / "map.png")
    image = QImage(str(tmp_path / "map.png"))
    assert (image.width(), image.height()) == (800, 800)
    at = pixel_of(latent_map, 0.9, 0.7) * 2
    assert abs(image.pixelColor(at).hslHue() - QColor(DARK.classes[2]).hslHue()) < 12
    pin = pixel_of(latent_map, -0.5, 0) * 2
    around = {image.pixelColor(pin + QPoint(dx, 0)).name() for dx in range(-24, 25)}
    assert "#ffffff" in around


def test_svg_is_one_that_renders(latent_map: LatentMap, tmp_path: Path) -> None:
    latent_map.export(str(tmp_path / "map.SVG"))
    renderer = QSvgRenderer(str(tmp_path / "map.SVG"))
    assert renderer.isValid() and renderer.viewBoxF().width() == 400


def test_csv_holds_codes_and_classes(qtbot: QtBot, tmp_path: Path) -> None:
    codes = np.array([[0.5, -1.25], [1e-7, np.nan], [2, 3]], np.float32)
    widget = make_map(qtbot, codes, np.array([0, 1, -1]), ('a "quoted", name', "猫"))
    widget.export(tmp_path / "codes.csv")
    rows = list(csv.reader((tmp_path / "codes.csv").read_text(encoding="utf-8").splitlines()))
    assert rows[0] == ["z1", "z2", "label", "class"]
    assert rows[1] == ["0.5", "-1.25", "0", 'a "quoted", name']
    assert float(rows[2][0]) == pytest.approx(1e-7) and rows[2][1] == "nan" and rows[2][3] == "猫"
    assert rows[3] == ["2", "3", "-1", ""]


def test_an_export_that_fails_says_why_in_one_sentence(latent_map: LatentMap, tmp_path: Path) -> None:
    for kind in ("png", "svg", "csv"):
        with pytest.raises(ExportError, match=rf"map\.{kind} could not be written: No such file or directory"):
            latent_map.export(tmp_path / "gone" / f"map.{kind}")
    with pytest.raises(ExportError, match=r"map\.bmp: a map is saved as \.png, \.svg or \.csv, found \.bmp"):
        latent_map.export(tmp_path / "map.bmp")


# --------------------------------------------------------------------------- wrong input


def test_wrong_input_is_refused_with_a_reason(latent_map: LatentMap) -> None:
    with pytest.raises(ValueError, match=r"labels: expected -1 \(none\) to 1, found 0 to 2"):
        latent_map.show_codes(np.zeros((3, 2)), np.arange(3), ("a", "b"))
    with pytest.raises(ValueError, match=r"background: expected images of shape \(6, 1 or 3, H, W\)"):
        latent_map.picture.show_background(np.zeros((4, 1, 2, 2), np.uint8), 3, 2, (0, 0, 1, 1))
    with pytest.raises(ValueError, match=r"layer holes: expected uint8 of shape \(h, w, 4\)"):
        latent_map.picture.show_layer("holes", np.zeros((4, 4, 3), np.uint8), (0, 0, 1, 1))
    with pytest.raises(ValueError, match="ellipses: expected mu and sigma"):
        latent_map.picture.show_ellipses(np.zeros((3, 2)), np.zeros((2, 2)), None)
    with pytest.raises(ValueError, match="images: expected uint8"):
        latent_map.overlays.show_decode(np.zeros((2, 4, 4), np.uint8))


def test_maps_that_begin_to_move_together_take_turns(qtbot: QtBot) -> None:
    """Painted in one pass they would hold up whatever else the window has to do."""
    turns = Turns()
    maps = [make_map(qtbot, np.repeat(CORNERS, 25, axis=0), None, (), turns=turns) for _ in range(3)]
    painted = [each.frames_painted for each in maps]
    for each in maps:
        each.show_codes(np.repeat(0.9 * CORNERS, 25, axis=0), None, ())
    assert [each.frames_painted for each in maps] == painted  # with its first frame, and not before
    first, second, third = (each.frames.interval for each in maps)
    assert first < second < third <= first + 2 * FRAME_MS + 1
    for each in maps:
        settle(qtbot, each)
        assert each.frames_painted > painted[0]
        assert np.allclose(each.picture.cloud.positions(), np.repeat(0.9 * CORNERS, 25, axis=0))


def test_the_class_at_the_pointer_in_the_legend_is_lit_and_named_among_its_codes(latent_map: LatentMap) -> None:
    legend, tag = latent_map.findChild(MapLegend), latent_map.findChild(MapLabel, "map_hover_tag")
    row = legend.visualItemRect(legend.item(1)).center()
    QTest.mouseMove(legend.viewport(), row)
    assert latent_map.picture.lit == 1 and tag.isVisible() and NAMES[1] in tag.text()
    middle = latent_map.view.to_pixel(*latent_map.picture.cloud.middle_of(1))
    assert tag.geometry().adjusted(-20, -20, 20, 20).contains(QPoint(*map(round, middle)))
    lit, plain, ground = latent_map.picture.raster.ink.palette, make_ink(DARK, len(NAMES)).palette, hex_rgb(DARK.canvas)
    assert np.array_equal(lit[1], plain[1])
    assert (np.abs(lit[0] - ground) < 0.3 * np.abs(plain[0] - ground)).all()
    QTest.mouseClick(legend.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, row)
    assert latent_map.picture.lit is None and tag.isHidden()  # hidden: there is nothing to light
    QTest.mouseClick(legend.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, row)
    QTest.mouseMove(legend.viewport(), row + QPoint(1, 0))
    assert latent_map.picture.lit == 1
    QApplication.sendEvent(legend, QEvent(QEvent.Type.Leave))
    assert latent_map.picture.lit is None and tag.isHidden()


def test_a_ring_is_named_where_nothing_lies_over_it_or_not_at_all(latent_map: LatentMap) -> None:
    image = QImage(200, 200, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    map_painter, view = latent_map.picture.painter, Viewport(200, 200)
    ring, taken = QRectF(50, 50, 100, 100), list[QRectF]()
    for _ in range(6):
        map_painter._name_ring(painter, view, "1σ", ring, taken)
    painter.end()
    assert len(taken) == 4  # a place at each corner, and then none
    assert not any(one.intersects(other) for one, other in itertools.combinations(taken, 2))
    assert all(QRectF(0, 0, 200, 200).contains(box) for box in taken)
