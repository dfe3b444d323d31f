"""A map that shows where holes are: the measured layer under the codes, the line of its threshold, and a legend."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip, QWidget

from explorer.map.hole_layer import hole_rgba, neutral_range, neutral_rgba, threshold_contour, value_at
from explorer.map.hole_legend import HoleLegend
from explorer.map.map_painter import HOLES
from explorer.map.map_pointer import PointedMap
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


class HoledMap(PointedMap):
    """The layer lies under the codes and moves with the plane until another is shown; ``set_layers_visible(holes=...)``
    switches it with outline and legend."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._holes: _Holes | None = None
        self._hole_opacity = OPACITY
        self._outlined = False
        self._hole_legend = HoleLegend(self)
        self._hole_legend.set_opacity(OPACITY)

    # ------------------------------------------------------------------ inputs

    def show_holes(
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
            holes.rgba(self._painter.theme)  # raises before anything is changed
        self._holes = holes
        self._draw_holes()

    def set_hole_opacity(self, opacity: float) -> None:
        """How strong the layer is, 0 to 1 (clipped)."""
        self._hole_opacity = min(max(opacity, 0.0), 1.0)
        self._hole_legend.set_opacity(self._hole_opacity)
        drawn = self._painter.layers.get(HOLES)
        if drawn is not None:
            self._painter.layers[HOLES] = replace(drawn, opacity=self._hole_opacity)
            self._redraw()

    def set_hole_contour(self, shown: bool) -> None:
        """Whether a line marks where holes begin; neutral layers have none."""
        self._outlined = shown
        self._outline_holes()
        self._redraw()

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._hole_legend.set_theme(theme)
        self._draw_holes()

    def hole_value_at(self, x: float, y: float) -> float:
        """The layer's value at a place of the plane; NaN where it is not known."""
        holes = self._holes
        return float("nan") if holes is None else value_at(holes.values, holes.extent, x, y)

    # ------------------------------------------------------------------ drawing

    def _draw_holes(self) -> None:
        holes = self._holes
        if holes is None:
            self.remove_layer(HOLES)
        else:
            self.show_layer(HOLES, holes.rgba(self._painter.theme), holes.extent, self._hole_opacity)
            if holes.neutral:
                self._hole_legend.show_neutral(holes.layer, *neutral_range(holes.values, holes.least))
            else:
                self._hole_legend.show_holes(holes.layer, holes.threshold, holes.high_is_hole)
        self._outline_holes()
        self._place_hole_legend()

    def _outline_holes(self) -> None:
        wanted = self._holes if self._outlined else None
        self._painter.hole_outline = [] if wanted is None else wanted.outline()

    def _on_layers_switched(self) -> None:
        super()._on_layers_switched()
        self._place_hole_legend()

    @property
    def _explains_holes(self) -> bool:
        return self._holes is not None and HOLES in self._painter.shown

    def _place_hole_legend(self) -> None:
        """Shows the legend where there is a layer to explain; a map with other overlays knows where."""
        self._hole_legend.setVisible(self._explains_holes)

    def event(self, event: QEvent) -> bool:
        """The pointer passes through the legend to the plane, so the map shows its tooltip."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            legend = self._hole_legend
            if legend.isVisible() and legend.geometry().contains(event.pos()):
                QToolTip.showText(event.globalPos(), legend.toolTip(), self, legend.geometry())
                return True
        return super().event(event)
