"""The picture of the arena and the part of the plane it shows, without any interaction.

The canvas, one image in device pixels, holds all layers; it is painted anew only when something on it changes, at most
once per frame. What the pointer does is drawn over a copy of it.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QHideEvent, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from explorer.gui_thread.throttle import LEAN
from explorer.plane.plane_surface import PlaneSurface
from explorer.plane.viewport import Extent, Viewport
from explorer.style.small_font import shrunk
from explorer.style.theme import FONT_SIZES, Theme
from explorer.workspaces.adversarial.arena.arena_motion import ArenaMotion
from explorer.workspaces.adversarial.arena.arena_painter import LAYERS, NUMBER, ArenaPainter
from explorer.workspaces.adversarial.arena.arena_place import all_of, outside_share
from trainers.examples import Modes
from trainers.messages import ArenaShown

UNIT: Extent = (0.0, 0.0, 1.0, 1.0)
TWEEN_SECONDS = 0.25
NARROWEST, WIDEST = 0.01, 4.0  # of the plane, along a side of the square


class ArenaSurface(PlaneSurface):
    """Shows points of [0, 1] x [0, 1] in a square, y upwards."""

    share_of_time = 0.05 if LEAN else 0.25

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._motion = ArenaMotion()
        self._painter = ArenaPainter(self._motion)
        self._view = Viewport(400, 400).fitted(UNIT)
        self._canvas = QImage()  # kept and painted over: fresh memory costs time
        self._stale = True
        self._told = self._view.extent
        self.setMinimumSize(160, 160)

    # ------------------------------------------------------------------ inputs

    def set_theme(self, theme: Theme) -> None:
        """Draws everything in other colours, at once."""
        self._painter.theme = theme
        self._redraw()

    def show_real(self, points: NDArray[np.floating] | None, modes: Modes | None = None) -> None:
        """Shows real points (N, 2), of which not all need be given, and their known source, if any. None removes both.
        Raises ValueError for another shape."""
        found = np.zeros((0, 2), np.float32) if points is None else np.array(points, np.float32)
        if found.ndim != 2 or found.shape[1] != 2:
            raise ValueError(f"arena: expected real points (N, 2), found {found.shape}")
        self._painter.real, self._painter.modes = found, modes
        self._redraw()

    def show_arena(self, shown: ArenaShown | None) -> None:
        """Shows fakes, surfaces and grid; None removes them. Fakes and arrows from the same codes as before travel to
        their new places, a surface of the same part of the plane fades. Raises ValueError for arrays that do not belong
        together."""
        if shown is None:
            self._motion.clear()
        elif self._motion.replace(shown, animate=self.isVisible()):
            self._tween_start = time.monotonic()
            self._begin_frames()
        self._redraw_soon()

    def show_layers(self, layers: Mapping[str, bool]) -> None:
        """Switches layers on or off, by their names in ``arena_painter.LAYERS``; the others stay as they are. Raises
        ValueError for another name."""
        unknown = sorted(set(layers) - set(LAYERS))
        if unknown:
            raise ValueError(f"arena: expected layers of {', '.join(LAYERS)}, found {', '.join(unknown)}")
        for name, wanted in layers.items():
            (self._painter.shown.add if wanted else self._painter.shown.discard)(name)
        self._redraw()

    # ------------------------------------------------------------------ view

    @property
    def square(self) -> QRectF:
        """Where the plane lies in the widget, logical pixels."""
        side = self._view.width
        return QRectF((self.width() - side) // 2, (self.height() - side) // 2, side, side)

    @property
    def is_painted(self) -> bool:
        """True when everything that has changed has been painted."""
        return not self._stale

    def pixel_of(self, x: float, y: float) -> QPointF:
        """The widget's pixel over a place of the plane."""
        return QPointF(*self._view.to_pixel(x, y)) + self.square.topLeft()

    def place_at(self, at: QPointF) -> tuple[float, float]:
        """The place of the plane under a pixel of the widget."""
        inside = at - self.square.topLeft()
        return self._view.to_plane(inside.x(), inside.y())

    def reset_view(self) -> None:
        """Shows all data and fakes."""
        self._move_view(self._view.fitted(self._everything()))

    def _everything(self) -> Extent:
        """The part of the plane that holds the data and the fakes."""
        shown = self._motion.shown
        return UNIT if shown is None else all_of(UNIT, shown.fakes)

    def outside_of(self, extent: Extent) -> float:
        """The share of the fakes that lie outside a part of the plane; 0 where there are none."""
        shown = self._motion.shown
        return 0.0 if shown is None else outside_share(shown.fakes, extent)

    def _move_view(self, view: Viewport) -> None:
        self._view = view
        self._rest.start()
        self._redraw()

    def _key_zoom_centre(self) -> QPointF:
        return self.square.center()

    def _zoom(self, factor: float, at: QPointF) -> None:
        """Magnifies about a pixel of the widget, within NARROWEST and WIDEST, or what holds everything."""
        side = self._view.width
        x0, _, x1, _ = self._everything()
        scale = min(max(self._view.sx * factor, side / max(WIDEST, x1 - x0)), side / NARROWEST)
        inside = at - self.square.topLeft()
        self._move_view(self._view.zoomed(scale / self._view.sx, inside.x(), inside.y()))

    # ------------------------------------------------------------------ time

    def _on_frame(self) -> None:
        self._motion.advance(min((time.monotonic() - self._tween_start) / TWEEN_SECONDS, 1.0))
        if self._motion.moving:
            self._frames.setInterval(self._pace())
        else:
            self._frames.stop()
        self._redraw()

    # ------------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._stale:
            self._paint_canvas()
        painter = QPainter(self)
        if self.square.size() != self.size():
            painter.fillRect(self.rect(), QColor(self._painter.theme.panel))
        painter.drawImage(self.square.topLeft(), self._canvas)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_over(painter)
        painter.end()

    def _paint_over(self, painter: QPainter) -> None:
        """For what belongs to the pointer, in pixels of the widget."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = float(max(min(self.width(), self.height()), 1))
        extent = self._view.extent
        self._view = replace(self._view, width=side, height=side).fitted(extent)
        self._redraw()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody watches: what was moving is there at once."""
        super().hideEvent(event)
        self._frames.stop()
        self._motion.advance(1.0)
        self._redraw()

    def sizeHint(self) -> QSize:
        return QSize(440, 440)

    def _redraw(self) -> None:
        self._stale = True
        self.update()

    def _paint_canvas(self) -> None:
        started = time.perf_counter()
        ratio = self.devicePixelRatioF()
        side = max(round(self._view.width * ratio), 1)
        if self._canvas.width() != side or self._canvas.devicePixelRatio() != ratio:
            self._canvas = QImage(side, side, QImage.Format.Format_RGB32)
            self._canvas.setDevicePixelRatio(ratio)
        painter = QPainter(self._canvas)
        self._painter.number = shrunk(self.font(), NUMBER / FONT_SIZES["body"]).pixelSize()
        self._painter.paint(painter, self._view, ratio)
        self._round_corners(painter, QRectF(0, 0, self._view.width, self._view.height), self._painter.theme.panel)
        painter.end()
        self._frame_seconds = time.perf_counter() - started
        self.frames_painted += 1
        self._stale = False
