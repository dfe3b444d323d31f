"""What pointer and keys mean on a map, as wishes: cursor, pins, pan and zoom.

The left button sets and drags the cursor, on empty space too; without a button the map peeks. The wheel zooms about the
pointer; the right or middle button, or Ctrl with the left, pans. Arrow keys nudge the cursor (Shift: further), + and -
zoom, Home or a double click fits the view to the codes, P pins, Delete removes a pin.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QMouseEvent, QWheelEvent

from explorer.map.map_marks import MapMarks
from explorer.plane.plane_surface import PlaneSurface
from explorer.plane.zoom_gestures import ZoomGestures

KEEP_IN = 10  # logical pixels from the edge within which arrow keys keep the cursor
CLICK_SLOP = 4  # a right press that moves less than this asks for the menu
NUDGE, FAR_NUDGE = 0.01, 0.1  # of the width shown
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}


@dataclass
class _Gesture:
    """A button held down: what it drags, where it began and where it was last, in logical pixels."""

    kind: str  # "cursor", "pin" or "pan"
    button: Qt.MouseButton
    start: QPointF
    last: QPointF
    pin: int = -1
    moved: bool = False


class MapGestures(QObject):
    """Turns the events of a surface into wishes; it changes nothing but the pointer's shape.

    The first ``cursor_wished`` or ``pin_moved`` of a drag comes with ``is_dragging`` False, the others with True.
    """

    cursor_wished = Signal(float, float)
    hovered = Signal(float, float)
    hover_left = Signal()
    pin_chosen = Signal(int)  # -1: none
    pin_wished = Signal(float, float)
    pin_moved = Signal(int, float, float)
    pin_removed = Signal(int)
    view_wished = Signal(object)  # a Viewport
    reset_wished = Signal()
    menu_wished = Signal(QPointF, QPoint)  # at a pixel of the surface, and of the screen
    files_dropped = Signal(list)

    def __init__(self, surface: PlaneSurface, marks: MapMarks) -> None:
        super().__init__(surface)
        self._surface, self._marks = surface, marks
        self._zoom = ZoomGestures(self)
        self._zoom.zoom_wished.connect(self._on_zoom_wished)
        self._zoom.reset_wished.connect(self.reset_wished)
        self._gesture: _Gesture | None = None
        self._hover: QPointF | None = None
        self.is_dragging = False
        surface.setCursor(Qt.CursorShape.CrossCursor)

    @property
    def hover(self) -> QPointF | None:
        """The pixel under the pointer, while no button is held."""
        return self._hover

    @property
    def is_pressed(self) -> bool:
        """Whether a button is held down."""
        return self._gesture is not None

    # ------------------------------------------------------------------ pointer

    def press(self, event: QMouseEvent) -> None:
        if self._gesture is not None:
            return
        at, button = event.position(), event.button()
        self.end_hover()
        pans = button in (Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton)
        if pans or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._gesture = _Gesture("pan", button, at, at)
            return
        if button != Qt.MouseButton.LeftButton:
            return
        pin = self._marks.pin_at(at)
        self.pin_chosen.emit(pin)
        self._gesture = _Gesture("pin" if pin >= 0 else "cursor", button, at, at, pin)
        self.cursor_wished.emit(*(self._marks.pins[pin][:2] if pin >= 0 else self._place(at)))

    def move(self, event: QMouseEvent) -> None:
        at, gesture = event.position(), self._gesture
        if gesture is None:
            if not event.buttons():
                self._peek(at)
            return
        slop = 0 if gesture.kind == "cursor" else CLICK_SLOP
        if not gesture.moved and (at - gesture.start).manhattanLength() < slop:
            return
        first = not gesture.moved
        gesture.moved = True
        step, gesture.last = at - gesture.last, at
        if gesture.kind == "pan":
            self._surface.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.view_wished.emit(self._surface.view.panned(step.x(), step.y()))
        elif gesture.kind == "cursor":
            self.is_dragging = True
            self.cursor_wished.emit(*self._place(at))
        else:
            self.is_dragging = not first
            self.pin_moved.emit(gesture.pin, *self._place(at))

    def release(self, event: QMouseEvent) -> None:
        gesture = self._gesture
        if gesture is None or event.button() != gesture.button:
            return
        self._gesture, self.is_dragging = None, False
        self._surface.setCursor(Qt.CursorShape.CrossCursor)
        if gesture.button == Qt.MouseButton.RightButton and not gesture.moved:
            self.menu_wished.emit(event.position(), event.globalPosition().toPoint())

    def double_click(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._marks.pin_at(event.position()) < 0:
            self.reset_wished.emit()
        else:
            self.press(event)

    def wheel(self, event: QWheelEvent) -> None:
        self._zoom.wheel(event)

    def end_hover(self) -> None:
        """The pointer is no longer over the plane."""
        if self._hover is not None:
            self._hover = None
            self.hover_left.emit()

    def drag_enter(self, event: QDragEnterEvent) -> None:
        """Files may be dropped, texts may not."""
        if _dropped_files(event):
            event.acceptProposedAction()

    def drop(self, event: QDropEvent) -> None:
        files = _dropped_files(event)
        if files:
            event.acceptProposedAction()
            self.files_dropped.emit(files)

    def _peek(self, at: QPointF) -> None:
        self._hover = at
        self.hovered.emit(*self._place(at))

    # ------------------------------------------------------------------ keys

    def key(self, event: QKeyEvent) -> bool:
        """Whether the key means something here."""
        key = Qt.Key(event.key())
        if key in ARROWS:
            self._nudge(ARROWS[key], bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif key == Qt.Key.Key_P:
            at = self._place(self._hover) if self._hover is not None else self._marks.cursor
            self.pin_wished.emit(*(at or self._centre()))
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._pin_meant() >= 0:
            self.pin_removed.emit(self._pin_meant())
        else:
            return self._zoom.key(event, self._key_centre())
        return True

    def context_menu(self, event: QContextMenuEvent) -> None:
        """The menu key asks at the cursor; the right button has its own way, because it also pans."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            at = self._key_centre()
            self.menu_wished.emit(at, self._surface.mapToGlobal(at.toPoint()))
        event.accept()

    def _nudge(self, direction: tuple[int, int], far: bool) -> None:
        view = self._surface.view
        x, y = self._marks.cursor or self._centre()
        step = (FAR_NUDGE if far else NUDGE) * view.width / view.sx
        x, y = x + direction[0] * step, 0.0 if view.line else y + direction[1] * step
        px, py = view.to_pixel(x, y)
        dx = min(max(px, KEEP_IN), self._surface.width() - KEEP_IN) - px
        dy = min(max(py, KEEP_IN), self._surface.height() - KEEP_IN) - py
        if dx or dy:
            self.view_wished.emit(view.panned(dx, dy))
        self.cursor_wished.emit(x, y)

    def _on_zoom_wished(self, factor: float, at: QPointF) -> None:
        self.view_wished.emit(self._surface.view.zoomed(factor, at.x(), at.y()))

    # ------------------------------------------------------------------ places

    def _place(self, at: QPointF) -> tuple[float, float]:
        """The point of the plane under a pixel."""
        return self._surface.view.to_plane(at.x(), at.y())

    def _centre(self) -> tuple[float, float]:
        return self._surface.view.to_plane(self._surface.width() / 2, self._surface.height() / 2)

    def _key_centre(self) -> QPointF:
        """The pixel about which keys magnify, and where the menu key asks."""
        return QPointF(*self._surface.view.to_pixel(*(self._marks.cursor or self._centre())))

    def _pin_meant(self) -> int:
        under_pointer = self._marks.pin_at(self._hover) if self._hover is not None else -1
        return under_pointer if under_pointer >= 0 else self._marks.selected


def _dropped_files(event: QDropEvent) -> list[str]:
    """The paths of dropped files and folders on this machine."""
    return [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
