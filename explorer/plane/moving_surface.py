"""What the arena and a mixture have in common: a plane whose picture is painted by one thing and moved on by another.

The canvas, one image in device pixels, holds all of it; it is painted anew only when something on it changes, at most
once per frame. What belongs to the pointer is drawn over a copy of it.
"""

from __future__ import annotations

import time
from typing import Protocol

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QHideEvent, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from explorer.gui_thread.throttle import LEAN
from explorer.plane.frame_clock import Turns
from explorer.plane.plane_surface import PlaneSurface, round_corners
from explorer.plane.viewport import Viewport
from explorer.style.small_font import shrunk
from explorer.style.theme import FONT_SIZES, Theme

SHARE_OF_TIME = 0.05 if LEAN else 0.25  # of one core that animation may take


class PlaneMotion(Protocol):
    """What is shown, on its way from the last answer to the newest."""

    @property
    def moving(self) -> bool: ...

    def advance(self, progress: float) -> None: ...


class PlanePainter(Protocol):
    """Who paints it; ``number`` is the size of its numbers in pixels."""

    theme: Theme
    number: int

    def paint(self, painter: QPainter, view: Viewport, scale: float, vector: bool = False) -> None: ...

    def let_go(self) -> None: ...


class MovingSurface(PlaneSurface):
    """``motion`` and ``painter`` are to be read: what is shown is changed by the methods. Surfaces side by side share
    ``turns``. What has begun to move is there after *seconds*; *number* is the usual size of numbers, in pixels."""

    motion: PlaneMotion
    painter: PlanePainter

    def __init__(
        self, view: Viewport, told: bool, seconds: float, number: int, turns: Turns | None, parent: QWidget | None
    ) -> None:
        super().__init__(view, told=told, share=SHARE_OF_TIME, turns=turns, parent=parent)
        self._canvas = QImage()  # kept and painted over: fresh memory costs time
        self._seconds, self._number = seconds, number
        self._began = 0.0
        self.frames.due.connect(self._on_frame)

    def set_theme(self, theme: Theme) -> None:
        """Draws everything in other colours, at once."""
        self.painter.theme = theme
        self.redraw()

    @property
    def area(self) -> QRectF:
        """Where the plane lies in the widget, logical pixels."""
        return QRectF(self.rect())

    # ------------------------------------------------------------------ time

    def begin_moving(self) -> None:
        """From now on what is shown moves on by itself."""
        self._began = time.monotonic()
        self.frames.begin()

    def _on_frame(self) -> None:
        self.motion.advance(min((time.monotonic() - self._began) / self._seconds, 1.0))
        self.frames.go_on(self.motion.moving)
        self.redraw()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody watches: what was moving is there at once."""
        super().hideEvent(event)
        self.frames.stop()
        self.motion.advance(1.0)
        self.redraw()

    # ------------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        self.paint_if_stale(self._paint_canvas)
        painter = QPainter(self)
        area = self.area
        if area.size() != self.size():
            painter.fillRect(self.rect(), QColor(self.painter.theme.panel))
        painter.drawImage(area.topLeft(), self._canvas)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_over(painter)
        painter.end()

    def paint_over(self, painter: QPainter) -> None:
        """For what belongs to the pointer, in pixels of the widget."""

    def let_go(self) -> None:
        self._canvas = QImage()
        self.painter.let_go()

    def sizeHint(self) -> QSize:
        return QSize(440, 440)

    def _paint_canvas(self) -> None:
        ratio = self.devicePixelRatioF()
        size = QSize(max(round(self.view.width * ratio), 1), max(round(self.view.height * ratio), 1))
        if self._canvas.size() != size or self._canvas.devicePixelRatio() != ratio:
            self._canvas = QImage(size, QImage.Format.Format_RGB32)
            self._canvas.setDevicePixelRatio(ratio)
        painter = QPainter(self._canvas)
        self.painter.number = shrunk(self.font(), self._number / FONT_SIZES["body"]).pixelSize()
        self.painter.paint(painter, self.view, ratio)
        round_corners(painter, QRectF(0, 0, self.view.width, self.view.height), self.painter.theme.panel)
        painter.end()
