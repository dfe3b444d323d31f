"""A map that answers the pointer and the keys: cursor, pins, zoom and pan.

The left button sets and drags the cursor, on empty space too; without a button the map peeks. The wheel zooms about the
pointer; the right or middle button, or Ctrl with the left, pans. Arrow keys nudge the cursor (Shift: further), + and -
zoom, Home or a double click fits the view to the codes, P pins, Delete removes a pin.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QLineF, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QEnterEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenu, QWidget

from explorer.map.map_marker import MapMarker
from explorer.map.map_surface import MapSurface
from explorer.style.theme import Theme

KEEP_IN = 10  # logical pixels from the edge within which arrow keys keep the cursor
GRAB = 11.0  # how near the pointer must be to a pin to take hold of it; a pin's own radius is a little less
NEAR = 7.0  # how near to a code to tell its class
CLICK_SLOP = 4  # a right press that moves less than this asks for the menu
NUDGE, FAR_NUDGE = 0.01, 0.1  # of the width shown
DOTS = 6.0  # logical pixels from dot to dot of a path that is not walked
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


class PointedMap(MapSurface):
    """A map with cursor and pins. Positions are points of the shown plane; y is 0 on a line.

    The first ``cursor_moved`` or ``pin_moved`` of a drag comes with ``is_dragging`` False, the others with True.
    """

    cursor_moved = Signal(float, float)
    hovered = Signal(float, float)
    hover_left = Signal()
    pin_requested = Signal(float, float)
    pin_moved = Signal(int, float, float)
    pin_removed = Signal(int)
    files_dropped = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.is_dragging = False
        self._cursor: tuple[float, float] | None = None
        self._pins: list[tuple[float, float, str]] = []
        self._path: list[tuple[float, float]] = []
        self._selected = -1
        self._walker: tuple[float, float] | None = None
        self._hover: QPointF | None = None
        self._gesture: _Gesture | None = None
        self._pin_marks: list[MapMarker] = []
        self._walker_mark = MapMarker("walker", self)
        self._cursor_mark = MapMarker("cursor", self)

    # ------------------------------------------------------------------ inputs

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        for mark in (self._cursor_mark, self._walker_mark, *self._pin_marks):
            mark.set_theme(theme)

    def show_codes(
        self, codes: NDArray[np.floating], labels: NDArray[np.integer] | None, class_names: Sequence[str]
    ) -> None:
        super().show_codes(codes, labels, class_names)
        self._cursor_mark.set_as_line(self._cloud.line)
        self._place_marks()

    def show_cursor(self, x: float, y: float) -> None:
        """Puts the cursor on a point of the plane without telling anybody."""
        self._cursor = (x, y)
        self._place_marks()

    def show_pins(self, pins: Sequence[tuple[float, float, str]]) -> None:
        """Shows pins (x, y, label) and the path through them, in their order."""
        self._pins = [(float(x), float(y), str(label)) for x, y, label in pins]
        labels = [label for _, _, label in self._pins]
        if labels != [mark.objectName().removeprefix("map_pin_") for mark in self._pin_marks]:
            for mark in self._pin_marks:
                mark.hide()
                mark.deleteLater()
            self._pin_marks = [MapMarker("pin", self, label) for label in labels]
            for mark in self._pin_marks:
                mark.set_theme(self._painter.theme)
                mark.stackUnder(self._walker_mark)
            self._selected = min(self._selected, len(labels) - 1)
        self._place_marks()
        self.update()  # the path

    def show_path(self, points: NDArray[np.floating] | None) -> None:
        """Shows the path (n, 2) that is walked instead of the straight one through the pins, which becomes dotted; None
        takes it away. Raises ValueError for another shape or fewer than two points."""
        if points is not None and (points.ndim != 2 or points.shape[1] != 2 or len(points) < 2):
            raise ValueError(f"path: expected at least two points (n, 2), found shape {points.shape}")
        self._path = [] if points is None else [(float(x), float(y)) for x, y in points]
        self.update()

    def show_walker(self, x: float | None, y: float = 0.0) -> None:
        """Shows where an animation is; None hides it."""
        self._walker = None if x is None else (x, y)
        self._walker_mark.setVisible(x is not None)
        self._place_marks()

    @property
    def is_hovered(self) -> bool:
        """Whether the pointer is over the plane, with no button held."""
        return self._hover is not None

    # ------------------------------------------------------------------ pointer

    def enterEvent(self, event: QEnterEvent) -> None:
        """Keys are for the map under the pointer, where the focus is on a map already."""
        super().enterEvent(event)
        if isinstance(self.window().focusWidget(), PointedMap):
            self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._gesture is not None:
            return
        at, button = event.position(), event.button()
        self._end_hover()
        pans = button in (Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton)
        if pans or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._gesture = _Gesture("pan", button, at, at)
            return
        if button != Qt.MouseButton.LeftButton:
            return
        pin = self._pin_at(at)
        self._select(pin)
        self._gesture = _Gesture("pin" if pin >= 0 else "cursor", button, at, at, pin)
        self._commit(*(self._pins[pin][:2] if pin >= 0 else self._view.to_plane(at.x(), at.y())))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
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
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self._move_view(self._view.panned(step.x(), step.y()))
        elif gesture.kind == "cursor":
            self.is_dragging = True
            self._commit(*self._view.to_plane(at.x(), at.y()))
        else:
            self.is_dragging = not first
            self.pin_moved.emit(gesture.pin, *self._view.to_plane(at.x(), at.y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        gesture = self._gesture
        if gesture is None or event.button() != gesture.button:
            return
        self._gesture, self.is_dragging = None, False
        self.setCursor(Qt.CursorShape.CrossCursor)
        if gesture.button == Qt.MouseButton.RightButton and not gesture.moved:
            self._open_menu(event.position(), event.globalPosition().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._pin_at(event.position()) < 0:
            self.reset_view()
        else:
            self.mousePressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._end_hover()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu key asks at the cursor; the right button has its own way, because it also pans."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            at = self._key_zoom_centre()
            self._open_menu(at, self.mapToGlobal(at.toPoint()))
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = _dropped_files(event)
        if files:
            event.acceptProposedAction()
            self.files_dropped.emit(files)

    # ------------------------------------------------------------------ keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in ARROWS:
            self._nudge(ARROWS[key], bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif key == Qt.Key.Key_P:
            at = self._view.to_plane(self._hover.x(), self._hover.y()) if self._hover is not None else self._cursor
            self.pin_requested.emit(*(at or self._centre()))
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._pin_meant() >= 0:
            self.pin_removed.emit(self._pin_meant())
        else:
            super().keyPressEvent(event)

    # ------------------------------------------------------------------ what gestures do

    def _commit(self, x: float, y: float) -> None:
        self._cursor = (x, y)
        self._place_marks()
        self.cursor_moved.emit(x, y)

    def _nudge(self, direction: tuple[int, int], far: bool) -> None:
        x, y = self._cursor or self._centre()
        step = (FAR_NUDGE if far else NUDGE) * self._view.width / self._view.sx
        x, y = x + direction[0] * step, 0.0 if self._view.line else y + direction[1] * step
        px, py = self._view.to_pixel(x, y)
        dx = min(max(px, KEEP_IN), self.width() - KEEP_IN) - px
        dy = min(max(py, KEEP_IN), self.height() - KEEP_IN) - py
        if dx or dy:
            self._move_view(self._view.panned(dx, dy))
        self._commit(x, y)

    def _peek(self, at: QPointF) -> None:
        self._hover = at
        self.hovered.emit(*self._view.to_plane(at.x(), at.y()))

    def _end_hover(self) -> None:
        if self._hover is not None:
            self._hover = None
            self.hover_left.emit()

    def _open_menu(self, at: QPointF, where: QPoint) -> None:
        menu = QMenu(self)
        menu.setObjectName("map_context_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._fill_menu(menu, at)
        menu.popup(where)

    def _fill_menu(self, menu: QMenu, at: QPointF) -> None:
        """What can be done at a pixel of the map."""
        x, y = self._view.to_plane(at.x(), at.y())
        menu.addAction(self.tr("Pin here")).triggered.connect(lambda: self.pin_requested.emit(x, y))
        pin = self._pin_at(at)
        if pin >= 0:
            remove = menu.addAction(self.tr("Remove pin {0}").format(self._pins[pin][2]))
            remove.triggered.connect(lambda: self.pin_removed.emit(pin))
        menu.addAction(self.tr("Fit view to the codes")).triggered.connect(self.reset_view)

    # ------------------------------------------------------------------ pins

    def _pin_at(self, at: QPointF) -> int:
        """The pin under a pixel, the topmost first; -1 when there is none."""
        for index in reversed(range(len(self._pins))):
            x, y, _ = self._pins[index]
            if QLineF(QPointF(*self._view.to_pixel(x, y)), at).length() <= GRAB:
                return index
        return -1

    def _pin_meant(self) -> int:
        under_pointer = self._pin_at(self._hover) if self._hover is not None else -1
        return under_pointer if under_pointer >= 0 else self._selected

    def _select(self, pin: int) -> None:
        self._selected = pin
        for index, mark in enumerate(self._pin_marks):
            mark.set_selected(index == pin)

    # ------------------------------------------------------------------ placing and painting

    def _key_zoom_centre(self) -> QPointF:
        return QPointF(*self._view.to_pixel(*(self._cursor or self._centre())))

    def _centre(self) -> tuple[float, float]:
        return self._view.to_plane(self.width() / 2, self.height() / 2)

    def _redraw(self) -> None:
        super()._redraw()
        self._place_marks()

    def _place_marks(self) -> None:
        if self._cursor is not None:
            self._cursor_mark.place(*self._view.to_pixel(*self._cursor))
        if self._walker is not None:
            self._walker_mark.place(*self._view.to_pixel(*self._walker))
        for mark, (x, y, _) in zip(self._pin_marks, self._pins, strict=True):
            mark.place(*self._view.to_pixel(x, y))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_marks()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if len(self._pins) < 2 and not self._path and not self._ring:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_path(painter)
        self._paint_ring(painter, QRectF(self.rect()), self._painter.theme.accent)
        painter.end()

    def _paint_path(self, painter: QPainter) -> None:
        """The straight path through the pins, and over it the one that is walked instead."""
        self._paint_line(painter, [(x, y) for x, y, _ in self._pins], "white", dotted=bool(self._path))
        self._paint_line(painter, self._path, self._painter.theme.accent, width=2.2)

    def _paint_line(
        self,
        painter: QPainter,
        points: Sequence[tuple[float, float]],
        colour: str,
        width: float = 1.5,
        dotted: bool = False,
    ) -> None:
        """A line through points of the plane, with a dark edge that keeps it visible on any colour."""
        line = [QPointF(*self._view.to_pixel(x, y)) for x, y in points]
        for pen_colour, thick in ((QColor(0, 0, 0, 150), width + 1.9), (QColor(colour), width)):
            pen = QPen(pen_colour, thick)
            if dotted:  # Qt counts dashes in widths of the pen; the dots of both pens must fall together
                pen.setCapStyle(Qt.PenCapStyle.RoundCap)
                pen.setDashPattern([0.1 / thick, DOTS / thick])
            painter.setPen(pen)
            painter.drawPolyline(line)


def _dropped_files(event: QDropEvent) -> list[str]:
    """The paths of dropped files and folders on this machine."""
    return [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
