"""What pointer and keys mean in the arena, as wishes: which fake is meant, pan and zoom.

A click chooses the nearest fake, Escape or a click beside all lets go. The wheel zooms about the pointer, dragging
pans, a double click or Home shows the data and all fakes; arrow keys pan, + and - zoom, N and Shift+N go from fake to
fake.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent

from explorer.plane.drag_and_keys import ARROWS, CLICK_SLOP, panned_by_arrow
from explorer.plane.zoom_gestures import ZoomGestures
from explorer.workspaces.adversarial.arena.arena_surface import ArenaSurface


class ArenaGestures(QObject):
    """Turns the events of an arena into wishes; it changes nothing but the pointer's shape. ``pointed`` says that the
    pointer is elsewhere, or nowhere."""

    pointed = Signal()
    fake_wished = Signal(int)  # -1: none
    view_wished = Signal(object)  # a Viewport
    zoom_wished = Signal(float, QPointF)
    reset_wished = Signal()

    def __init__(self, surface: ArenaSurface) -> None:
        super().__init__(surface)
        self._surface = surface
        self._zoom = ZoomGestures(self)
        self._zoom.zoom_wished.connect(self.zoom_wished)
        self._zoom.reset_wished.connect(self.reset_wished)
        self._hover: QPointF | None = None
        self._press: QPointF | None = None
        self._drag_from: QPointF | None = None
        surface.setCursor(Qt.CursorShape.CrossCursor)

    @property
    def hover(self) -> QPointF | None:
        """The pixel under the pointer."""
        return self._hover

    @property
    def is_dragging(self) -> bool:
        return self._drag_from is not None

    # ------------------------------------------------------------------ pointer

    def press(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.RightButton and self._press is None:
            self._press = event.position()

    def move(self, event: QMouseEvent) -> None:
        at = event.position()
        self._hover = at
        press, began = self._press, self.is_dragging
        if press is not None and not began and (at - press).manhattanLength() >= CLICK_SLOP:
            self._drag_from = press
            self._surface.setCursor(Qt.CursorShape.ClosedHandCursor)
        if self._drag_from is not None:
            step = at - self._drag_from
            self._drag_from = at
            self.view_wished.emit(self._surface.view.panned(step.x(), step.y()))
        self.pointed.emit()

    def release(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.RightButton:
            return
        press, dragged = self._press, self.is_dragging
        self._press = self._drag_from = None
        self._surface.setCursor(Qt.CursorShape.CrossCursor)
        if press is not None and not dragged and event.button() == Qt.MouseButton.LeftButton:
            self.fake_wished.emit(self._surface.fake_near(event.position()))

    def double_click(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.reset_wished.emit()

    def wheel(self, event: QWheelEvent) -> None:
        self._zoom.wheel(event)

    def leave(self) -> None:
        self._hover = None
        self.pointed.emit()

    # ------------------------------------------------------------------ keys

    def key(self, event: QKeyEvent, chosen: int, count: int) -> bool:
        """Whether the key means something where one of *count* fakes is *chosen*, -1 for none."""
        key = Qt.Key(event.key())
        if key in ARROWS:
            self.view_wished.emit(panned_by_arrow(self._surface.view, key))
        elif key == Qt.Key.Key_N and count:
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.fake_wished.emit((max(chosen, 0) - 1 if back else chosen + 1) % count)
        elif key == Qt.Key.Key_Escape and chosen >= 0:
            self.fake_wished.emit(-1)
        else:
            return self._zoom.key(event, self._surface.square.center())
        return True
