"""The picture of the arena and the part of the plane it shows, without any interaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from explorer.plane.dots import nearest_dot
from explorer.plane.frame_clock import Turns
from explorer.plane.moving_surface import MovingSurface
from explorer.plane.viewport import Extent, Viewport
from explorer.workspaces.adversarial.arena.arena_motion import ArenaMotion
from explorer.workspaces.adversarial.arena.arena_painter import LAYERS, NUMBER, ArenaPainter
from explorer.workspaces.adversarial.arena.arena_place import all_of, outside_share
from trainers.examples import Modes
from trainers.messages import ArenaShown

UNIT: Extent = (0.0, 0.0, 1.0, 1.0)
TWEEN_SECONDS = 0.25
NEAR = 22.0  # how near to a fake, in logical pixels, to mean it
NARROWEST, WIDEST = 0.01, 4.0  # of the plane, along a side of the square


class ArenaSurface(MovingSurface):
    """Shows points of [0, 1] x [0, 1] in a square, y upwards."""

    def __init__(self, parent: QWidget | None = None, turns: Turns | None = None) -> None:
        view = Viewport(400, 400).fitted(UNIT)
        super().__init__(view, told=True, seconds=TWEEN_SECONDS, number=NUMBER, turns=turns, parent=parent)
        self.motion: ArenaMotion = ArenaMotion()
        self.painter: ArenaPainter = ArenaPainter(self.motion)
        self.setMinimumSize(160, 160)

    # ------------------------------------------------------------------ inputs

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
            self.begin_moving()
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
    def area(self) -> QRectF:
        return self.square

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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = float(max(min(self.width(), self.height()), 1))
        self.show_view(replace(self.view, width=side, height=side).fitted(self.extent), tells=False)
