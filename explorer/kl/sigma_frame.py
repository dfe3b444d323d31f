"""What the noise of a dimension costs, and how s = log sigma^2 and that cost lie on a plot."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPolygonF

HIGH = 2.0  # of s
LOW, LOWEST = -4.0, -12.0  # where the axis begins, and how far it goes for a model that has still less noise
_POINTS = 160


def difference(s: float) -> float:
    """exp(s) - (1 + s), never negative: at mu = 0 twice the KL in nats of a dimension with log sigma^2 = s."""
    return math.expm1(s) - s


@dataclass(frozen=True)
class Frame:
    """Maps s from *low* to HIGH, and values from below 1 + s to above the difference, onto *plot*."""

    plot: QRectF
    low: float

    @property
    def bottom(self) -> float:
        return 0.7 + self.low

    @property
    def top(self) -> float:
        return max(difference(HIGH), difference(self.low)) + 0.6

    def x_of(self, s: float) -> float:
        """Where *s* lies, in logical pixels."""
        return self.plot.x() + (s - self.low) / (HIGH - self.low) * self.plot.width()

    def point(self, s: float, y: float) -> QPointF:
        share = (y - self.bottom) / (self.top - self.bottom)
        return QPointF(self.x_of(s), self.plot.bottom() - share * self.plot.height())

    def s_at(self, x: float) -> float:
        """Which s lies at *x* logical pixels."""
        return self.low + (x - self.plot.x()) / self.plot.width() * (HIGH - self.low)

    def value_at(self, y: float) -> float:
        """Which value lies at *y* logical pixels."""
        return self.bottom + (self.plot.bottom() - y) / self.plot.height() * (self.top - self.bottom)

    def curve(self, of: Callable[[float], float]) -> QPolygonF:
        return QPolygonF([self.point(s, of(s)) for s in np.linspace(self.low, HIGH, _POINTS).tolist()])
