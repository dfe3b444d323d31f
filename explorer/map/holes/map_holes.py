"""Where holes are on a map: the measured layer under the codes, the line of its threshold, and what its legend says."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from explorer.map.holes.hole_layer import hole_rgba, neutral_range, neutral_rgba, threshold_contour, value_at
from explorer.map.holes.hole_legend import HoleLegend
from explorer.map.map_painter import HOLES
from explorer.map.map_picture import MapPicture
from explorer.plane.viewport import Extent
from explorer.style.theme import Theme
from trainers.examples import UInt8
from trainers.messages import Layer

OPACITY = 0.65  # strong enough to be seen at a glance, faint enough for codes of any colour to lie on
# A code that wanders less than this share of what the map shows stands still, whatever the rounding errors say.
LEAST_WANDERING = 1e-3


@dataclass(frozen=True)
class _Holes:
    """A grid of values (rows, columns) over an extent; ``neutral`` ones have no threshold."""

    values: NDArray[np.float64]
    extent: Extent
    threshold: float
    high_is_hole: bool
    neutral: bool
    layer: Layer

    @property
    def least(self) -> float:
        x0, _, x1, _ = self.extent
        return LEAST_WANDERING * (x1 - x0) if self.layer is Layer.GEOMETRY else 0.0

    def rgba(self, theme: Theme) -> UInt8:
        if self.neutral:
            return neutral_rgba(self.values, theme, self.least)
        return hole_rgba(self.values, self.threshold, self.high_is_hole, theme)

    def outline(self) -> list[NDArray[np.float64]]:
        return [] if self.neutral else threshold_contour(self.values, self.threshold, self.extent)


class MapHoleLayer(QObject):
    """The layer lies under the codes of a picture and moves with the plane until another is shown. ``changed`` says
    that there may be something else to explain, or nothing."""

    changed = Signal()

    def __init__(self, picture: MapPicture, legend: HoleLegend, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._picture, self._legend = picture, legend
        self._holes: _Holes | None = None
        self._opacity = OPACITY
        self._outlined = False
        legend.set_opacity(OPACITY)
        picture.layers_switched.connect(self.changed)

    def show(
        self,
        values: NDArray[np.floating] | None,
        extent: Extent = (0.0, 0.0, 1.0, 1.0),
        threshold: float = float("nan"),
        high_is_hole: bool = False,
        neutral: bool = False,
        layer: Layer | None = None,
    ) -> None:
        """Shows a grid (rows, columns) over ``extent`` as :class:`~trainers.messages.HolesMapped` carries it; None
        removes it.

        ``neutral`` layers are grey and have no threshold. ``layer`` chooses the words of the legend; without it they
        are those of realism, coverage or geometry. Raises ValueError for no grid or a threshold that is not finite.
        """
        holes = None
        if values is not None:
            fitting = Layer.GEOMETRY if neutral else Layer.COVERAGE if high_is_hole else Layer.REALISM
            grid = np.array(values, np.float64)
            holes = _Holes(grid, extent, threshold, high_is_hole, neutral, layer or fitting)
            holes.rgba(self._picture.theme)  # raises before anything is changed
        self._holes = holes
        self._draw()

    def set_opacity(self, opacity: float) -> None:
        """How strong the layer is, 0 to 1 (clipped)."""
        self._opacity = min(max(opacity, 0.0), 1.0)
        self._legend.set_opacity(self._opacity)
        self._picture.set_layer_opacity(HOLES, self._opacity)

    def set_contour(self, shown: bool) -> None:
        """Whether a line marks where holes begin; neutral layers have none."""
        self._outlined = shown
        self._outline()

    def set_theme(self, theme: Theme) -> None:
        """In the colours that the picture has taken already."""
        self._legend.set_theme(theme)
        self._draw()

    def value_at(self, x: float, y: float) -> float:
        """The layer's value at a place of the plane; NaN where it is not known."""
        holes = self._holes
        return float("nan") if holes is None else value_at(holes.values, holes.extent, x, y)

    @property
    def is_shown(self) -> bool:
        """Whether there is a layer to be seen, and so to be explained."""
        return self._holes is not None and self._picture.shows(HOLES)

    def _draw(self) -> None:
        holes = self._holes
        if holes is None:
            self._picture.remove_layer(HOLES)
        else:
            self._picture.show_layer(HOLES, holes.rgba(self._picture.theme), holes.extent, self._opacity)
            if holes.neutral:
                self._legend.show_neutral(holes.layer, *neutral_range(holes.values, holes.least))
            else:
                self._legend.show_holes(holes.layer, holes.threshold, holes.high_is_hole)
        self._outline()
        self.changed.emit()

    def _outline(self) -> None:
        wanted = self._holes if self._outlined else None
        self._picture.show_hole_outline([] if wanted is None else wanted.outline())
