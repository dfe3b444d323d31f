"""What the latent map and the arena have in common: a widget that shows a part of a plane.

It tells which part once that has come to rest, is zoomed by wheel and keys, shows when a key has given it the focus,
and paces what moves by itself by how long a frame takes to draw.
"""

from __future__ import annotations

import time
from typing import ClassVar

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPainterPath, QPen, QWheelEvent
from PySide6.QtWidgets import QWidget

from explorer.plane.viewport import Extent, Viewport

FRAME_MS = 16
REST_MS = 140  # without a further move after which the view counts as at rest
WHEEL_STEP = 1.0018  # magnification per eighth of a degree
KEY_ZOOM = 1.3
CORNER = 5.0  # logical pixels
RING_REASONS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class PlaneSurface(QWidget):
    """``view_changed`` tells the new extent (x0, y0, x1, y1) once the view has come to rest."""

    view_changed = Signal(object)
    share_of_time: ClassVar[float]  # of one core that animation may take
    _last_turn: ClassVar[float] = 0.0  # seconds, by the monotonic clock

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = Viewport(400, 400)
        self._told: Extent | None = None
        self._ring = False
        self._tween_start = self._frame_seconds = 0.0
        self.frames_painted = 0  # for measuring
        self._frames = QTimer(self)
        self._frames.setTimerType(Qt.TimerType.PreciseTimer)
        self._frames.timeout.connect(self._on_frame)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._on_rest)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    @property
    def extent(self) -> Extent:
        """The part of the plane that is shown now."""
        return self._view.extent

    @property
    def is_settled(self) -> bool:
        """True when nothing moves by itself and the extent has been told."""
        return not self._frames.isActive() and not self._rest.isActive()

    def reset_view(self) -> None:
        """Shows everything there is."""
        raise NotImplementedError

    def _move_view(self, view: Viewport) -> None:
        """The user's own choice of a view."""
        raise NotImplementedError

    def _zoom(self, factor: float, at: QPointF) -> None:
        """Magnifies about a pixel of the widget."""
        self._move_view(self._view.zoomed(factor, at.x(), at.y()))

    def _key_zoom_centre(self) -> QPointF:
        """The pixel of the widget about which keys magnify."""
        raise NotImplementedError

    # ------------------------------------------------------------------ inputs

    def wheelEvent(self, event: QWheelEvent) -> None:
        turn = event.angleDelta().y() or event.angleDelta().x()
        if turn:
            self._zoom(WHEEL_STEP**turn, event.position())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self._zoom(1 / KEY_ZOOM if key == Qt.Key.Key_Minus else KEY_ZOOM, self._key_zoom_centre())
        elif key == Qt.Key.Key_Home:
            self.reset_view()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ring = event.reason() in RING_REASONS
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._ring = False
        self.update()

    # ------------------------------------------------------------------ time

    def _begin_frames(self) -> None:
        """Frames from now on, unless they come already. Surfaces that begin together take turns: painted in one pass
        they would hold up everything else."""
        if not self._frames.isActive():
            now = time.monotonic()
            PlaneSurface._last_turn = max(now, PlaneSurface._last_turn) + FRAME_MS / 1000
            self._frames.start(round(1000 * (PlaneSurface._last_turn - now)))

    def _redraw(self) -> None:
        """Paints everything anew."""
        raise NotImplementedError

    def _redraw_soon(self) -> None:
        """Paints everything anew, with the next frame where frames come."""
        if not self._frames.isActive():
            self._redraw()

    def _pace(self) -> int:
        """Milliseconds from one frame to the next."""
        return max(FRAME_MS, round(1000 * self._frame_seconds / self.share_of_time))

    def _on_frame(self) -> None:
        """What moves by itself goes on."""
        raise NotImplementedError

    def _on_rest(self) -> None:
        if self._told != self.extent:
            self._told = self.extent
            self.view_changed.emit(self.extent)

    # ------------------------------------------------------------------ painting

    def _paint_ring(self, painter: QPainter, place: QRectF, accent: str) -> None:
        """The focus, where a key has brought it here."""
        if self._ring:
            painter.setPen(QPen(QColor(accent), 2))
            painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), CORNER, CORNER)

    @staticmethod
    def _round_corners(painter: QPainter, place: QRectF, behind: str) -> None:
        """Paints the corners of *place* over with what lies behind."""
        outside, inside = QPainterPath(), QPainterPath()
        outside.addRect(place)
        inside.addRoundedRect(place, CORNER, CORNER)
        painter.fillPath(outside.subtracted(inside), QColor(behind))
