"""Axes of the curves: whole steps below, values beside, plain numbers on both."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pyqtgraph as pg

_WIDE = 1.2  # decades from which on ticks stand at 1, 2 and 5 of each
_VERY_WIDE = 3.5  # and from which on at 1 only
_FARTHEST = 290.0  # decades beyond which values, or what lies between two, may be no floats any more
_FINEST = 1e-14  # of a value, between two ticks: below, they would be rounding errors


class StepAxis(pg.AxisItem):
    """Steps are whole numbers, written with thin spaces between thousands."""

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        return [f"{value:,.0f}".replace(",", "\u202f") if float(value).is_integer() else "" for value in values]


class ValueAxis(pg.AxisItem):
    """Values, also on a logarithmic axis of less than a decade, which pyqtgraph leaves without numbers."""

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:
        if not self.logMode:
            return super().tickValues(minVal, maxVal, size)
        return [(1.0, [math.log10(value) for value in log_ticks(minVal, maxVal, max(2, size / 40))])]

    def logTickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        return [f"{10**value:.4g}" for value in values]


def log_ticks(low: float, high: float, most: float) -> list[float]:
    """Round values between 10**low and 10**high, about *most* of them; none where floats have no room for them."""
    low, high = max(low, -_FARTHEST), min(high, _FARTHEST)
    if not low < high:
        return []
    if high - low >= _WIDE:
        factors = (1, 2, 5) if high - low < _VERY_WIDE else (1,)
        exponents = range(math.floor(low), math.ceil(high) + 1)
        values = [factor * 10.0**exponent for exponent in exponents for factor in factors]
    else:
        bottom, top = 10.0**low, 10.0**high
        rough = (top - bottom) / most
        if rough < _FINEST * top:
            return []
        unit = 10.0 ** math.floor(math.log10(rough))
        step = unit * next((factor for factor in (1, 2, 5) if factor * unit >= rough), 10)
        values = [index * step for index in range(math.ceil(bottom / step), math.floor(top / step) + 1)]
    return [value for value in values if value > 0 and low <= math.log10(value) <= high]
