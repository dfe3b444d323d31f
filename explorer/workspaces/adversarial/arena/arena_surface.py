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
from explorer.plane.dots import nearest_dot
from explorer.plane.frame_clock import Turns
from explorer.plane.plane_surface import PlaneSurface, round_corners
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
SHARE_OF_TIME = 0.05 if LEAN else 0.25  # of one core that animation may take
NEAR = 22.0  # how near to a fake, in logical pixels, to mean it
NARROWEST, WIDEST = 0.01, 4.0  # of the plane, along a side of the square


class ArenaSurface(PlaneSurface):
    """Shows points of [0, 1] x [0, 1] in a square, y upwards. ``motion`` and ``painter`` are to be read: what is shown
    is changed by the methods. Arenas side by side share ``turns``."""

    def __init__(self, parent: QWidget | None = None, turns: Turns | None = None) -> None:
        super().__init__(Viewport(400, 400).fitted(UNIT), told=True, share=SHARE_OF_TIME, turns=turns, parent=parent)
        self.motion = ArenaMotion()
        self.painter = ArenaPainter(self.motion)
        self._canvas = QImage()  # kept and painted over: fresh memory costs time
        self._tween_start = 0.0
        self.frames.due.connect(self._on_frame)
        self.setMinimumSize(160, 160)

    # ------------------------------------------------------------------ inputs

    def set_theme(self, theme: Theme) -> None:
        """Draws everything in other colours, at once."""
        self.painter.theme = theme
        self.redraw()

    def show_real(self, points: NDArray[np.floating] | None, modes: Modes | None = None) -> None:
        """Shows real points (N, 2), of which not all need be given, and their known source, if any. None removes both.
        Raises ValueError for another shape."""
        found = np.zeros((0, 2), np.float32) if points is None else np.array(points, np.float32)
        if found.ndim != 2 or found.shape[1] != 2:
            raise ValueError(f"arena: expected real points (N, 2), found {found.shape}")
        self.painter.real, self.painter.modes = found, modes
        self.redraw()

    def show_arena(self, shown: ArenaShown | None) -> None:
        """Shows fakes, surfaces and grid; None removes them. Fakes and arrows from the same codes as before travel to
        their new places, a surface of the same part of the plane fades. Raises ValueError for arrays that do not belong
        together."""
        if shown is None:
            self.motion.clear()
        elif self.motion.replace(shown, animate=self.isVisible()):
            self._tween_start = time.monotonic()
            self.frames.begin()
        self.redraw_soon()

    def show_layers(self, layers: Mapping[str, bool]) -> None:
        """Switches layers on or off, by their names in ``arena_painter.LAYERS``; the others stay as they are. Raises
        ValueError for another name."""
        unknown = sorted(set(layers) - set(LAYERS))
        if unknown:
            raise ValueError(f"arena: expected layers of {', '.join(LAYERS)}, found {', '.join(unknown)}")
        for name, wanted in layers.items():
            (self.painter.shown.add if wanted else self.painter.shown.discard)(name)
        self.redraw()

    def set_split(self, share: float) -> None:
        """Left of the *share* of the square lies the learned surface, right of it the optimal one, where both are."""
        self.painter.split = share
        self.redraw()

    # ------------------------------------------------------------------ view

    @property
    def square(self) -> QRectF:
        """Where the plane lies in the widget, logical pixels."""
        side = self.view.width
        return QRectF((self.width() - side) // 2, (self.height() - side) // 2, side, side)

    def pixel_of(self, x: float, y: float) -> QPointF:
        """The widget's pixel over a place of the plane."""
        return QPointF(*self.view.to_pixel(x, y)) + self.square.topLeft()

    def place_at(self, at: QPointF) -> tuple[float, float]:
        """The place of the plane under a pixel of the widget."""
        inside = at - self.square.topLeft()
        return self.view.to_plane(inside.x(), inside.y())

    def reset_view(self) -> None:
        """Shows all data and fakes."""
        self.show_view(self.view.fitted(self.everything()))

    def everything(self) -> Extent:
        """The part of the plane that holds the data and the fakes."""
        shown = self.motion.shown
        return UNIT if shown is None else all_of(UNIT, shown.fakes)

    def outside_of(self, extent: Extent) -> float:
        """The share of the fakes that lie outside a part of the plane; 0 where there are none."""
        shown = self.motion.shown
        return 0.0 if shown is None else outside_share(shown.fakes, extent)

    def fake_near(self, at: QPointF) -> int:
        """The fake nearest to a pixel of the widget, of those that are drawn near it; -1 when there is none."""
        fakes = self.motion.now("fakes")
        if fakes is None or "fake" not in self.painter.shown:
            return -1
        inside = at - self.square.topLeft()
        nearest, distance = nearest_dot(fakes, self.view, inside.x(), inside.y())
        return nearest if distance <= NEAR else -1

    def zoom(self, factor: float, at: QPointF) -> None:
        """Magnifies about a pixel of the widget, within NARROWEST and WIDEST, or what holds everything."""
        side = self.view.width
        x0, _, x1, _ = self.everything()
        scale = min(max(self.view.sx * factor, side / max(WIDEST, x1 - x0)), side / NARROWEST)
        inside = at - self.square.topLeft()
        self.show_view(self.view.zoomed(scale / self.view.sx, inside.x(), inside.y()))

    # ------------------------------------------------------------------ time

    def _on_frame(self) -> None:
        self.motion.advance(min((time.monotonic() - self._tween_start) / TWEEN_SECONDS, 1.0))
        self.frames.go_on(self.motion.moving)
        self.redraw()

    # ------------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        self.paint_if_stale(self._paint_canvas)
        painter = QPainter(self)
        if self.square.size() != self.size():
            painter.fillRect(self.rect(), QColor(self.painter.theme.panel))
        painter.drawImage(self.square.topLeft(), self._canvas)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_over(painter)
        painter.end()

    def paint_over(self, painter: QPainter) -> None:
        """For what belongs to the pointer, in pixels of the widget."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = float(max(min(self.width(), self.height()), 1))
        self.show_view(replace(self.view, width=side, height=side).fitted(self.extent), tells=False)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody watches: what was moving is there at once."""
        super().hideEvent(event)
        self.frames.stop()
        self.motion.advance(1.0)
        self.redraw()

    def let_go(self) -> None:
        self._canvas = QImage()
        self.painter.let_go()

    def sizeHint(self) -> QSize:
        return QSize(440, 440)

    def _paint_canvas(self) -> None:
        ratio = self.devicePixelRatioF()
        side = max(round(self.view.width * ratio), 1)
        if self._canvas.width() != side or self._canvas.devicePixelRatio() != ratio:
            self._canvas = QImage(side, side, QImage.Format.Format_RGB32)
            self._canvas.setDevicePixelRatio(ratio)
        painter = QPainter(self._canvas)
        self.painter.number = shrunk(self.font(), NUMBER / FONT_SIZES["body"]).pixelSize()
        self.painter.paint(painter, self.view, ratio)
        round_corners(painter, QRectF(0, 0, self.view.width, self.view.height), self.painter.theme.panel)
        painter.end()
