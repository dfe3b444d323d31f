"""What pointer and keys mean on a map: wishes, which change nothing by themselves."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from pytestqt.qtbot import QtBot

from explorer.map.map_gestures import FAR_NUDGE, MapGestures
from explorer.map.map_marks import MapMarks
from explorer.plane.plane_surface import PlaneSurface
from explorer.plane.viewport import Viewport
from explorer.plane.zoom_gestures import KEY_ZOOM, WHEEL_STEP

VIEW = Viewport(200, 100)  # 100 pixels per unit about (0, 0)
WISHES = (
    "cursor_wished", "hovered", "hover_left", "pin_chosen", "pin_wished", "pin_moved", "pin_removed", "view_wished",
    "reset_wished", "menu_wished",
)  # fmt: skip
LEFT, RIGHT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.NoButton
CONTROL, PLAIN = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


class Pointed:
    """Gestures over a surface that grants no wish, and the wishes."""

    def __init__(self, qtbot: QtBot) -> None:
        self.surface = PlaneSurface(VIEW, told=True, share=1.0)
        qtbot.addWidget(self.surface)
        self.surface.resize(200, 100)
        self.marks = MapMarks(self.surface)
        self.gestures = MapGestures(self.surface, self.marks)
        self.said: list[tuple[Any, ...]] = []
        for name in WISHES:
            getattr(self.gestures, name).connect(lambda *args, name=name: self.said.append((name, *args)))

    def press(self, x: float, y: float, button: Qt.MouseButton = LEFT, held: Qt.KeyboardModifier = PLAIN) -> None:
        self.gestures.press(self._event(QEvent.Type.MouseButtonPress, x, y, button, held))

    def move(self, x: float, y: float, button: Qt.MouseButton = NONE) -> None:
        at = QPointF(x, y)
        self.gestures.move(QMouseEvent(QEvent.Type.MouseMove, at, at, NONE, button, PLAIN))

    def release(self, x: float, y: float, button: Qt.MouseButton = LEFT) -> None:
        self.gestures.release(self._event(QEvent.Type.MouseButtonRelease, x, y, button, PLAIN))

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = PLAIN) -> bool:
        return self.gestures.key(QKeyEvent(QEvent.Type.KeyPress, key, held))

    @staticmethod
    def _event(kind: QEvent.Type, x: float, y: float, button: Qt.MouseButton, held: Qt.KeyboardModifier) -> QMouseEvent:
        return QMouseEvent(kind, QPointF(x, y), QPointF(x, y), button, button, held)


@pytest.fixture
def pointed(qtbot: QtBot) -> Pointed:
    return Pointed(qtbot)


def test_a_drag_asks_for_the_cursor_and_moves_nothing(pointed: Pointed) -> None:
    pointed.press(150, 50)
    pointed.move(160, 40, LEFT)
    pointed.release(160, 40)
    assert pointed.said == [
        ("pin_chosen", -1), ("cursor_wished", 0.5, 0.0), ("cursor_wished", 0.6, pytest.approx(0.1)),
    ]  # fmt: skip
    assert pointed.marks.cursor is None and pointed.surface.view == VIEW


@pytest.mark.parametrize(("button", "held"), [(RIGHT, PLAIN), (LEFT, CONTROL)])
def test_a_pan_asks_for_another_view(pointed: Pointed, button: Qt.MouseButton, held: Qt.KeyboardModifier) -> None:
    pointed.press(100, 50, button, held)
    pointed.move(101, 50, button)  # still a click
    assert pointed.said == []
    pointed.move(120, 40, button)
    assert pointed.said == [("view_wished", VIEW.panned(20, -10))]
    assert pointed.surface.view == VIEW
    pointed.release(120, 40, button)
    assert len(pointed.said) == 1  # no menu after a pan


def test_a_right_click_asks_for_the_menu(pointed: Pointed) -> None:
    pointed.press(100, 50, RIGHT)
    pointed.release(100, 50, RIGHT)
    assert pointed.said == [("menu_wished", QPointF(100, 50), QPoint(100, 50))]


def test_a_pin_is_taken_hold_of_and_asked_for_elsewhere(pointed: Pointed) -> None:
    pointed.marks.show_pins([(0.5, 0.0, "1"), (0.5, 0.02, "2")])
    pointed.press(152, 51)  # the topmost
    pointed.move(160, 50, LEFT)
    assert pointed.said == [("pin_chosen", 1), ("cursor_wished", 0.5, 0.02), ("pin_moved", 1, 0.6, 0.0)]
    assert pointed.marks.pins[1] == (0.5, 0.02, "2")


def test_wheel_and_keys_zoom_about_pointer_and_cursor(pointed: Pointed) -> None:
    none = (NONE, PLAIN, Qt.ScrollPhase.NoScrollPhase, False)
    at = QPointF(30, 70)
    pointed.gestures.wheel(QWheelEvent(at, at, QPoint(), QPoint(0, 120), *none))
    pointed.marks.show_cursor(0.5, 0.25)
    assert pointed.key(Qt.Key.Key_Plus) and pointed.key(Qt.Key.Key_Minus) and pointed.key(Qt.Key.Key_Home)
    assert pointed.said == [
        ("view_wished", VIEW.zoomed(WHEEL_STEP**120, 30, 70)),
        ("view_wished", VIEW.zoomed(KEY_ZOOM, 150, 25)),
        ("view_wished", VIEW.zoomed(1 / KEY_ZOOM, 150, 25)),
        ("reset_wished",),
    ]


def test_arrows_nudge_and_bring_the_view_along(pointed: Pointed) -> None:
    pointed.marks.show_cursor(0.85, 0.0)
    assert pointed.key(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    (_, view), (_, x, y) = pointed.said
    assert (x, y) == (pytest.approx(0.85 + FAR_NUDGE * 2.0), 0.0)
    assert view.to_pixel(x, y)[0] == pytest.approx(190)  # ten pixels from the edge


def test_pins_are_wished_and_removed_where_the_pointer_is(pointed: Pointed) -> None:
    assert not pointed.key(Qt.Key.Key_Delete) and not pointed.key(Qt.Key.Key_X)
    assert pointed.key(Qt.Key.Key_P)  # in the middle, for there is no cursor yet
    pointed.marks.show_pins([(0.5, 0.0, "1")])
    pointed.move(150, 50)
    assert pointed.key(Qt.Key.Key_P) and pointed.key(Qt.Key.Key_Delete)
    pointed.gestures.end_hover()
    pointed.gestures.end_hover()
    assert pointed.said == [
        ("pin_wished", 0.0, 0.0), ("hovered", 0.5, 0.0), ("pin_wished", 0.5, 0.0), ("pin_removed", 0), ("hover_left",),
    ]  # fmt: skip
