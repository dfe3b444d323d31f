"""What a curve plot is made of: lines with their bands, and rows of the legend."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QGraphicsPathItem

from explorer.curves_data import Float64
from explorer.theme import Theme

_MOST_MARKS = 200  # more would be a bar of marks, and slow


@dataclass(frozen=True, eq=False)
class Trace:
    """One line: positions as drawn (log10 already taken where the axis is logarithmic), NaN leaves a gap.

    ``points`` marks each value and dashes the line; ``low`` and ``high`` bound a band, ``faint`` is a line behind."""

    key: tuple[int, str]
    colour: str
    x: Float64
    y: Float64
    low: Float64 | None = None
    high: Float64 | None = None
    faint: Float64 | None = None
    points: bool = False


@dataclass(frozen=True)
class LegendRow:
    """A line of the legend; ``dashed`` as its line is."""

    text: str
    colour: str
    dashed: bool = False


class TraceItems:
    """The graphics items of one trace."""

    def __init__(self, box: pg.ViewBox) -> None:
        self.band = QGraphicsPathItem()
        self.band.setPen(QPen(Qt.PenStyle.NoPen))
        self.faint = pg.PlotCurveItem(antialias=False, connect="finite")
        self.line = pg.PlotDataItem(antialias=True, connect="finite")
        self.all = (self.band, self.faint, self.line)
        for z, item in enumerate(self.all):
            item.setZValue(z)
            box.addItem(item, ignoreBounds=True)

    def draw(self, trace: Trace, theme: Theme) -> None:
        colour = QColor(trace.colour)
        pen = pg.mkPen(colour, width=1.5, style=Qt.PenStyle.DashLine if trace.points else Qt.PenStyle.SolidLine)
        marks: dict[str, Any] = {"symbol": None}
        if trace.points and len(trace.x) <= _MOST_MARKS:
            marks = {"symbol": "o", "symbolSize": 6, "symbolPen": pg.mkPen(colour), "symbolBrush": QColor(theme.panel)}
        self.line.setData(trace.x, trace.y, pen=pen, **marks)
        faint = QColor(colour)
        faint.setAlphaF(0.35)
        self.faint.setData(trace.x, trace.y if trace.faint is None else trace.faint, pen=pg.mkPen(faint, width=1))
        self.faint.setVisible(trace.faint is not None)
        self.band.setVisible(trace.low is not None and trace.high is not None)
        if trace.low is not None and trace.high is not None:
            known = np.isfinite(trace.low) & np.isfinite(trace.high)
            x, low, high = trace.x[known], trace.low[known], trace.high[known]
            outline = np.concatenate([x, x[::-1]]), np.concatenate([low, high[::-1]])
            self.band.setPath(pg.arrayToQPath(*outline))
            faint.setAlphaF(0.14)
            self.band.setBrush(faint)
