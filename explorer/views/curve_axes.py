"""Axes of the curves: whole steps below, values beside, plain numbers on both."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg

_WIDE = 1.2  # decades from which on ticks stand at 1, 2 and 5 of each
_VERY_WIDE = 3.5  # and from which on at 1 only


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
    """Round values between 10**low and 10**high, about *most* of them."""
    if not low < high:
        return []
    if high - low >= _WIDE:
        factors = (1, 2, 5) if high - low < _VERY_WIDE else (1,)
        exponents = range(math.floor(low), math.ceil(high) + 1)
        values = [factor * 10.0**exponent for exponent in exponents for factor in factors]
    else:
        rough = (10**high - 10**low) / most
        unit = 10 ** math.floor(math.log10(rough))
        step = unit * next(factor for factor in (1, 2, 5, 10) if factor * unit >= rough)
        values = [index * step for index in np.arange(math.ceil(10**low / step), math.floor(10**high / step) + 1)]
    return [float(value) for value in values if value > 0 and low <= math.log10(value) <= high]
