"""What the latent map and the arena have in common: a widget that shows a part of a plane.

It keeps which part, tells it once that has come to rest, knows whether what it shows is still to be painted, and shows
when a key has given it the focus. What is painted, and what pointer and keys mean, is the business of others.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QHideEvent, QMouseEvent, QPainter, QPainterPath, QPen, QWheelEvent
from PySide6.QtWidgets import QWidget

from explorer.plane.frame_clock import FrameClock, Turns
from explorer.plane.viewport import Extent, Viewport

REST_MS = 140  # without a further move after which the view counts as at rest
CORNER = 5.0  # logical pixels
RING_REASONS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class Gestures(Protocol):
    """Who knows what pointer and wheel mean, and turns them into wishes."""

    def press(self, event: QMouseEvent) -> None: ...

    def move(self, event: QMouseEvent) -> None: ...

    def release(self, event: QMouseEvent) -> None: ...

    def double_click(self, event: QMouseEvent) -> None: ...

    def wheel(self, event: QWheelEvent) -> None: ...


class PlaneSurface(QWidget):
    """``view_changed`` tells the new extent (x0, y0, x1, y1) once the view has come to rest, ``rested`` comes just
    before; ``redrawn`` says that all is painted anew, so that what lies over the plane can follow.

    ``view`` is shown at first, as one that has been *told* or has yet to be. ``share`` of one core is what animation
    may take, in ``turns`` with others.
    """

    view_changed = Signal(object)
    rested = Signal()
    redrawn = Signal()

    def __init__(
        self, view: Viewport, told: bool, share: float, turns: Turns | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.frames = FrameClock(share, turns, self)
        self.frames_painted = 0  # for measuring
        self._view = view
        self._told: Extent | None = view.extent if told else None
        self._stale = True
        self._ring = False
        self._led: Gestures | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._on_rest)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    # ------------------------------------------------------------------ view

    @property
    def view(self) -> Viewport:
        """What is shown now, and how its units become pixels."""
        return self._view

    @property
    def extent(self) -> Extent:
        """The part of the plane that is shown now."""
        return self._view.extent

    @property
    def is_resting(self) -> bool:
        """True when the extent has been told."""
        return not self._rest.isActive()

    @property
    def is_settled(self) -> bool:
        """True when nothing moves by itself and the extent has been told."""
        return not self.frames.is_running and self.is_resting

    def show_view(self, view: Viewport, tells: bool = True) -> None:
        """Shows another part of the plane, and *tells* it when it rests."""
        self._view = view
        if tells:
            self._rest.start()
        self.redraw()

    def _on_rest(self) -> None:
        self.rested.emit()
        if self._told != self.extent:
            self._told = self.extent
            self.view_changed.emit(self.extent)

    # ------------------------------------------------------------------ painting

    @property
    def is_painted(self) -> bool:
        """True when everything that has changed has been painted."""
        return not self._stale

    def redraw(self) -> None:
        """Paints everything anew."""
        self._stale = True
        self.update()
        self.redrawn.emit()

    def redraw_soon(self) -> None:
        """Paints everything anew, with the next frame where frames come."""
        if not self.frames.is_running:
            self.redraw()

    def paint_if_stale(self, paint: Callable[[], None]) -> None:
        """Calls *paint* where something has changed since the last time, and measures how long that takes."""
        if self._stale:
            started = time.perf_counter()
            paint()
            self.frames.took(time.perf_counter() - started)
            self.frames_painted += 1
            self._stale = False

    def hideEvent(self, event: QHideEvent) -> None:
        """Few planes are seen at a time: what can be painted anew takes no memory meanwhile."""
        super().hideEvent(event)
        if not event.spontaneous():  # else the window was minimised, and comes back as it was
            self.let_go()
            self._stale = True

    def let_go(self) -> None:
        """For whoever keeps what was painted: it will be painted anew."""

    # ------------------------------------------------------------------ pointer and wheel

    def follow(self, gestures: Gestures) -> None:
        """From now on pointer and wheel are the business of *gestures*."""
        self._led = gestures

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._led is not None:
            self._led.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._led is not None:
            self._led.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._led is not None:
            self._led.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._led is not None:
            self._led.double_click(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._led is not None:
            self._led.wheel(event)

    # ------------------------------------------------------------------ focus

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ring = event.reason() in RING_REASONS
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._ring = False
        self.update()

    @property
    def is_ringed(self) -> bool:
        """Whether a key has brought the focus here."""
        return self._ring

    def paint_ring(self, painter: QPainter, place: QRectF, accent: str) -> None:
        """The focus, where a key has brought it here."""
        if self._ring:
            painter.setPen(QPen(QColor(accent), 2))
            painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), CORNER, CORNER)


def round_corners(painter: QPainter, place: QRectF, behind: str) -> None:
    """Paints the corners of *place* over with what lies behind."""
    outside, inside = QPainterPath(), QPainterPath()
    outside.addRect(place)
    inside.addRoundedRect(place, CORNER, CORNER)
    painter.fillPath(outside.subtracted(inside), QColor(behind))
