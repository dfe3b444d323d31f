"""What a curve plot is made of: lines with their bands, and rows of the legend."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QGraphicsPathItem

from explorer.gui_thread.throttle import LEAN
from explorer.state.curves_data import Float64
from explorer.style.theme import Theme

TraceKey = tuple[int, str, bool]  # model, metric, whether these are test values
_MOST_MARKS = 24
MARK = 6.0  # logical pixels across
_WIDE = 1.0 if LEAN else 1.5  # logical pixels; Qt draws lines of one pixel several times as fast as wider ones


@dataclass(frozen=True, eq=False)
class Trace:
    """One line: positions as drawn (log10 already taken where the axis is logarithmic), NaN leaves a gap.

    ``points`` marks each value and dashes the line; ``low`` and ``high`` bound a band, ``faint`` is a line behind."""

    key: TraceKey
    colour: str
    x: Float64
    y: Float64
    low: Float64 | None = None
    high: Float64 | None = None
    faint: Float64 | None = None
    points: bool = False


@dataclass(frozen=True)
class LegendRow:
    """A line of the legend; ``dashed`` as its line is. ``shorter`` may stand in the place of the text where room is
    short, the longest first."""

    text: str
    colour: str
    dashed: bool = False
    shorter: tuple[str, ...] = ()


class TraceItems:
    """The graphics items of one trace: a band, a faint line and a line, or a dashed line with marks.

    Not pyqtgraph's PlotDataItem, which makes all its marks anew whenever an axis moves."""

    def __init__(self, box: pg.ViewBox, points: bool) -> None:
        self.band = QGraphicsPathItem()
        self.band.setPen(QPen(Qt.PenStyle.NoPen))
        self.faint = pg.PlotCurveItem(antialias=False, connect="finite")
        self.line = pg.PlotCurveItem(antialias=True, connect="finite")
        if not points:  # a jagged path wider than one pixel takes Qt ten times as long as its pieces
            self.line.setSegmentedLineMode("on")
        self.marks = pg.ScatterPlotItem(size=MARK, pxMode=True)
        self.all = (self.line, self.marks) if points else (self.band, self.faint, self.line)
        self._drawn: Trace | None = None
        self._thick = 1.0
        for z, item in enumerate(self.all, start=2 if points else 0):
            item.setZValue(z)
            box.addItem(item, ignoreBounds=True)

    def draw(self, trace: Trace, theme: Theme) -> None:
        """Takes the shape and the colours of *trace*."""
        if trace.points:
            self._draw_points(trace, theme)
            return
        colour = QColor(trace.colour)
        self.line.setData(trace.x, trace.y, pen=pg.mkPen(colour, width=_WIDE * theme.thick), connect="finite")
        colour.setAlphaF(0.35)
        self.faint.setVisible(trace.faint is not None)
        if trace.faint is not None:
            self.faint.setData(trace.x, trace.faint, pen=pg.mkPen(colour, width=theme.thick))
        self.band.setVisible(trace.low is not None and trace.high is not None)
        if trace.low is not None and trace.high is not None:
            known = np.isfinite(trace.low) & np.isfinite(trace.high)
            x, low, high = trace.x[known], trace.low[known], trace.high[known]
            self.band.setPath(pg.arrayToQPath(np.concatenate([x, x[::-1]]), np.concatenate([low, high[::-1]])))
            colour.setAlphaF(0.14)
            self.band.setBrush(colour)

    def _draw_points(self, trace: Trace, theme: Theme) -> None:
        """Test values come seldom and are drawn anew only when they do."""
        old, paper = self._drawn, QColor(theme.panel)
        same = old is not None and old.colour == trace.colour and np.array_equal(old.y, trace.y, equal_nan=True)
        if same and self._thick == theme.thick:
            return
        self._drawn, self._thick = trace, theme.thick
        dashes = pg.mkPen(trace.colour, width=1.5 * theme.thick, style=Qt.PenStyle.DashLine)
        self.line.setData(trace.x, trace.y, pen=dashes, connect="finite")
        shown = np.isfinite(trace.y) if len(trace.x) <= _MOST_MARKS else np.zeros(len(trace.x), bool)
        self.marks.setSize(MARK * theme.thick)
        self.marks.setData(trace.x[shown], trace.y[shown], pen=pg.mkPen(trace.colour), brush=paper)
