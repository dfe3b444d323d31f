"""What pointer and keys mean on a mixture, as wishes: which component is meant, moving it, pan and zoom.

Dragging a component within its ellipse of one sigma moves it, the end of a half axis stretches and turns it, all else
pans. A click
chooses a component, Escape takes a drag back or lets go. The wheel zooms about the pointer; a double click or Home
shows all examples. N and Shift+N go from component to component; arrow keys move the one that is chosen, with Shift
they turn and stretch it, and pan where none is chosen.
"""

from __future__ import annotations

import math

from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent

from explorer.plane.drag_and_keys import ARROWS, CLICK_SLOP, panned_by_arrow
from explorer.plane.zoom_gestures import ZoomGestures
from explorer.workspaces.mixtures.view.mixture_surface import MixtureSurface

KEY_MOVE = 0.02  # of the width shown
KEY_TURN, KEY_STRETCH = math.radians(5), 1.1
MIDDLE = -1  # the part that is grabbed, where it is not the end of a half axis


class MixtureGestures(QObject):
    """Turns the events of a surface into wishes; it changes nothing but the pointer's shape. ``pointed`` says that the
    pointer is elsewhere, or nowhere. ``grabbed(component, part, pixel)`` begins a drag, ``dragged(pixel)`` goes on with
    it, and ``dropped`` or ``let_go`` end it: the latter takes it back."""

    pointed = Signal()
    component_wished = Signal(int)  # -1: none
    view_wished = Signal(object)  # a Viewport
    zoom_wished = Signal(float, QPointF)
    reset_wished = Signal()
    grabbed = Signal(int, int, QPointF)
    dragged = Signal(QPointF)
    dropped = Signal()
    let_go = Signal()
    moved = Signal(float, float)  # the chosen component, by a part of the plane (x, y)
    turned = Signal(float)  # radians
    stretched = Signal(float)  # a factor

    def __init__(self, surface: MixtureSurface) -> None:
        super().__init__(surface)
        self.can_move = False  # whether components follow the hand
        self.can_shape = False  # whether their half axes do, too
        self.chosen = -1
        self._surface = surface
        self._zoom = ZoomGestures(self)
        self._zoom.zoom_wished.connect(self.zoom_wished)
        self._zoom.reset_wished.connect(self.reset_wished)
        self._hover: QPointF | None = None
        self._press: QPointF | None = None
        self._target: tuple[int, int] | None = None  # component and part under the press
        self._drag_from: QPointF | None = None
        self._taken_back = False  # the button is still held, but the drag is over
        surface.setCursor(Qt.CursorShape.CrossCursor)

    @property
    def hover(self) -> QPointF | None:
        """The pixel under the pointer."""
        return self._hover

    @property
    def is_dragging(self) -> bool:
        return self._drag_from is not None

    @property
    def is_moving(self) -> bool:
        """Whether a component follows the hand just now."""
        return self.is_dragging and self._target is not None

    def part_at(self, at: QPointF, meant: int) -> tuple[int, int] | None:
        """The component and its part that a press would grab; *meant* is the one whose half axes are shown."""
        if not self.can_move:
            return None
        if self.can_shape and meant >= 0 and not self._surface.is_middle(at, meant):
            axis = self._surface.handle_near(at, meant)
            if axis >= 0:
                return meant, axis
        near = self._surface.component_near(at)
        return (near, MIDDLE) if near >= 0 and self._surface.is_within(at, near) else None

    # ------------------------------------------------------------------ pointer

    def press(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.RightButton and self._press is None:
            self._press, self._taken_back = event.position(), False
            left = event.button() == Qt.MouseButton.LeftButton
            self._target = self.part_at(event.position(), self._surface.painter.lit) if left else None

    def move(self, event: QMouseEvent) -> None:
        at = event.position()
        self._hover = at
        press = self._press
        still = press is not None and not self.is_dragging and not self._taken_back
        if press is not None and still and (at - press).manhattanLength() >= CLICK_SLOP:
            self._drag_from = press
            self._surface.setCursor(Qt.CursorShape.ClosedHandCursor)
            if self._target is not None:
                self.grabbed.emit(*self._target, press)
        if self._drag_from is not None:
            step = at - self._drag_from
            self._drag_from = at
            if self._target is not None:
                self.dragged.emit(at)
            else:
                self.view_wished.emit(self._surface.view.panned(step.x(), step.y()))
        elif press is None:
            over = self.part_at(at, self._surface.painter.lit)
            self._surface.setCursor(Qt.CursorShape.CrossCursor if over is None else Qt.CursorShape.OpenHandCursor)
        self.pointed.emit()

    def release(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.RightButton:
            return
        press, moving, dragged = self._press, self.is_moving, self.is_dragging or self._taken_back
        self._end()
        if moving:
            self.dropped.emit()
        elif press is not None and not dragged and event.button() == Qt.MouseButton.LeftButton:
            self.component_wished.emit(self._surface.component_near(event.position()))

    def double_click(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.reset_wished.emit()

    def wheel(self, event: QWheelEvent) -> None:
        self._zoom.wheel(event)

    def leave(self) -> None:
        self._hover = None
        self.pointed.emit()

    def stop(self) -> None:
        """What was being dragged can no longer be: it goes back to where it was."""
        if self.is_moving:
            self._end()
            self._taken_back = True
            self.let_go.emit()

    def _end(self) -> None:
        self._press = self._drag_from = self._target = None
        self._taken_back = False
        self._surface.setCursor(Qt.CursorShape.CrossCursor)

    # ------------------------------------------------------------------ keys

    def key(self, event: QKeyEvent, count: int) -> bool:
        """Whether the key means something where there are *count* components."""
        key = Qt.Key(event.key())
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key == Qt.Key.Key_Escape and self.is_moving:
            press = self._press
            self._end()
            self._press, self._taken_back = press, True  # the button is still down
            self.let_go.emit()
        elif key == Qt.Key.Key_Escape and self.chosen >= 0:
            self.component_wished.emit(-1)
        elif key == Qt.Key.Key_N and count:
            self.component_wished.emit((max(self.chosen, 0) - 1 if shift else self.chosen + 1) % count)
        elif key in ARROWS:
            self._arrow(key, shift)
        else:
            return self._zoom.key(event, QPointF(self._surface.rect().center()))
        return True

    def _arrow(self, key: Qt.Key, shift: bool) -> None:
        view, (right, up) = self._surface.view, ARROWS[key]
        if self.chosen < 0 or not self.can_move:
            self.view_wished.emit(panned_by_arrow(view, key))
        elif not shift:
            step = KEY_MOVE * view.width / view.sx
            self.moved.emit(right * step, up * step)
        elif right:
            self.turned.emit(-right * KEY_TURN)
        else:
            self.stretched.emit(KEY_STRETCH**up)
