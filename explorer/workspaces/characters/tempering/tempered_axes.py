"""The plane of quality against variety: whatever a quality is measured in, better is up and left."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from explorer.workspaces.characters.tempering.tempered_curve import Estimate

BARS = 2.0  # standard errors at each side of a dot: 95 % of what may be true
_PAD = 0.06  # of an axis, at each of its ends
_LEAST_RATIO, _LEAST_SHARE, _LEAST_NATS = 1.1, 0.1, 0.1  # that an axis spans


@dataclass(frozen=True)
class TemperedAxes:
    """``nats`` of held-out text go from left to right, in equal ratios; the quality lies between ``low`` and ``high``,
    whose better end is on top: that of shares the *higher*, of nats the lower one. ``plot`` is where, in px."""

    plot: QRectF
    nats: tuple[float, float]
    low: float
    high: float
    higher: bool

    @classmethod
    def around(
        cls, plot: QRectF, points: Iterable[tuple[Estimate, Estimate]], higher: bool, levels: Iterable[float] = ()
    ) -> TemperedAxes | None:
        """Axes that hold all points (held-out nats, quality) with their bars, and the *levels* of held-out nats, which
        are such of a quality in nats, too. None without any point."""
        known, lines = list(points), list(levels)
        if not known:
            return None
        across = [x.value for x, _ in known] + lines
        down = [end for _, y in known for end in _bar(y, higher)] + ([] if higher else lines)
        left, right = math.log(max(min(across), 1e-6)), math.log(max(max(across), 1e-6))
        wide = max(right - left, math.log(_LEAST_RATIO))
        left, right = (left + right - wide) / 2 - _PAD * wide, (left + right + wide) / 2 + _PAD * wide
        low, high = min(down), max(down)
        tall = max(high - low, _LEAST_SHARE if higher else _LEAST_NATS)
        low, high = (low + high - tall) / 2 - _PAD * tall, (low + high + tall) / 2 + _PAD * tall
        if higher:  # a share has ends
            low, high = max(low, 0.0) if low > -tall else 0.0, min(high, 1.0)
            low, high = min(low, 1.0 - _LEAST_SHARE), max(high, _LEAST_SHARE)
        return cls(plot, (math.exp(left), math.exp(right)), low, high, higher)

    def x(self, nats: float) -> float:
        low, high = self.nats
        return self.plot.x() + self.plot.width() * math.log(max(nats, 1e-9) / low) / math.log(high / low)

    def y(self, quality: float) -> float:
        share = (quality - self.low) / (self.high - self.low)
        return self.plot.bottom() - self.plot.height() * (share if self.higher else 1 - share)

    def bar(self, quality: Estimate) -> tuple[float, float]:
        """Between what the bar of a quality stands: no share is below 0 or above 1."""
        return _bar(quality, self.higher)

    def place(self, nats: float, quality: float) -> QPointF:
        return QPointF(self.x(nats), self.y(quality))

    def marks_across(self, apart: float) -> list[float]:
        """Round nats whose marks stand at least so many px from each other."""
        low, high = self.nats
        found: list[float] = []
        for mark in _round_numbers(low, high, 8):
            if not found or self.x(mark) - self.x(found[-1]) >= apart:
                found.append(mark)
        return found

    def marks_down(self, apart: float) -> list[float]:
        """Round values of the quality, at least so many px from each other."""
        return _round_numbers(self.low, self.high, max(int(self.plot.height() / apart), 1))


def _bar(quality: Estimate, higher: bool) -> tuple[float, float]:
    low, high = ends(quality)
    return (max(low, 0.0), min(high, 1.0)) if higher else (low, high)


def ends(estimate: Estimate) -> tuple[float, float]:
    """Of the bar of an estimate; one without a known error has none."""
    error = BARS * estimate.error if math.isfinite(estimate.error) else 0.0
    return estimate.value - error, estimate.value + error


def _round_numbers(low: float, high: float, most: int) -> list[float]:
    """At most so many multiples of 1, 2 or 5 times a power of ten from *low* to *high*, the finest that there are."""
    exponent = math.floor(math.log10(max(high - low, 1e-9))) - 2
    for step in (factor * 10.0 ** (exponent + power) for power in range(4) for factor in (1, 2, 5)):
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        if last - first + 1 <= most:
            return [number * step for number in range(first, last + 1)]
    return []
