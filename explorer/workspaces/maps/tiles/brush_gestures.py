"""What pointer and keys mean on the dots of a map, as wishes: brush, click, pan and zoom.

The left button drags a rectangle over dots: Shift adds what it covers, Alt takes it away; a click means the dot that is
near. The wheel zooms about the pointer; the right or middle button, or Ctrl with the left, pans. Arrow keys pan, + and
- zoom, Home or a double click shows all dots, Escape lets go of the brush, or else of what is selected.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent

from explorer.plane.drag_and_keys import ARROWS, CLICK_SLOP, panned_by_arrow
from explorer.plane.plane_surface import PlaneSurface
from explorer.plane.zoom_gestures import ZoomGestures
from explorer.workspaces.maps.selection import BrushMode


class BrushGestures(QObject):
    """Turns the events of a surface into wishes; it changes nothing but the pointer's shape.

    ``brush_begun()`` comes before the first ``brush_moved(QRectF, BrushMode)`` of a drag, ``brush_ended(kept)`` after
    the last; ``clicked(QPointF, BrushMode)`` is a press without a drag. ``pointed`` says that the pointer is elsewhere,
    or nowhere."""

    pointed = Signal()
    brush_begun = Signal()
    brush_moved = Signal(QRectF, object)
    brush_ended = Signal(bool)
    clicked = Signal(QPointF, object)
    cleared = Signal()
    view_wished = Signal(object)  # a Viewport
    reset_wished = Signal()

    def __init__(self, surface: PlaneSurface) -> None:
        super().__init__(surface)
        self._surface = surface
        self._zoom = ZoomGestures(self)
        self._zoom.zoom_wished.connect(self._on_zoom_wished)
        self._zoom.reset_wished.connect(self.reset_wished)
        self._hover: QPointF | None = None
        self._press: QPointF | None = None
        self._pans: QPointF | None = None  # where a drag that pans was last
        self._mode = BrushMode.REPLACE
        self.brush: QRectF | None = None  # the rectangle that is dragged
        surface.setCursor(Qt.CursorShape.CrossCursor)

    @property
    def hover(self) -> QPointF | None:
        """The pixel under the pointer, while nothing is dragged."""
        return self._hover if self.brush is None and self._pans is None else None

    def press(self, event: QMouseEvent) -> None:
        if self._press is not None or self._pans is not None:
            return
        button, at = event.button(), event.position()
        pans = button in (Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton)
        if pans or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._pans = at
            self._surface.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif button == Qt.MouseButton.LeftButton:
            self._press, self._mode = at, _mode(event)

    def move(self, event: QMouseEvent) -> None:
        at = self._hover = event.position()
        if self._pans is not None:
            step, self._pans = at - self._pans, at
            self.view_wished.emit(self._surface.view.panned(step.x(), step.y()))
        elif self._press is not None and (self.brush is not None or (at - self._press).manhattanLength() >= CLICK_SLOP):
            if self.brush is None:
                self.brush_begun.emit()
            self.brush = QRectF(self._press, at).normalized()
            self.brush_moved.emit(self.brush, self._mode)
        self.pointed.emit()

    def release(self, event: QMouseEvent) -> None:
        if self._pans is not None:
            self._pans = None
            self._surface.setCursor(Qt.CursorShape.CrossCursor)
        press, dragged = self._press, self.brush is not None
        self._press = self.brush = None
        if dragged:
            self.brush_ended.emit(True)
        elif press is not None and event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(event.position(), self._mode)
        self.pointed.emit()

    def double_click(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.reset_wished.emit()

    def wheel(self, event: QWheelEvent) -> None:
        self._zoom.wheel(event)

    def leave(self) -> None:
        self._hover = None
        self.pointed.emit()

    def key(self, event: QKeyEvent) -> bool:
        """Whether the key means something here."""
        key = Qt.Key(event.key())
        if key in ARROWS:
            self.view_wished.emit(panned_by_arrow(self._surface.view, key))
        elif key == Qt.Key.Key_Escape:
            self._escape()
        else:
            middle = QPointF(self._surface.width() / 2, self._surface.height() / 2)
            return self._zoom.key(event, self._hover or middle)
        return True

    def _escape(self) -> None:
        """What was selected before the brush is so again; without a brush nothing is."""
        if self.brush is not None:
            self._press = self.brush = None
            self.brush_ended.emit(False)
        else:
            self.cleared.emit()

    def _on_zoom_wished(self, factor: float, at: QPointF) -> None:
        self.view_wished.emit(self._surface.view.zoomed(factor, at.x(), at.y()))


def _mode(event: QMouseEvent) -> BrushMode:
    if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
        return BrushMode.ADD
    return BrushMode.REMOVE if event.modifiers() & Qt.KeyboardModifier.AltModifier else BrushMode.REPLACE
