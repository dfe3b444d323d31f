"""Axes of the curves: whole steps or seconds below, values beside, plain numbers on both."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from explorer.curves.curve_clock import seconds_text
from explorer.texts.whole_number import whole_number

_WIDE = 1.2  # decades from which on ticks stand at 1, 2 and 5 of each
_VERY_WIDE = 3.5  # and from which on at 1 only
_FARTHEST = 290.0  # decades beyond which values, or what lies between two, may be no floats any more
_FINEST = 1e-14  # of a value, between two ticks: below, they would be rounding errors
_FEWEST = 4  # values beside a logarithmic axis, of which those that touch another are not written
TEXT_OFFSET = 6  # logical pixels between an axis and its numbers
_APART = 7.0  # between two numbers in a row
WIDEST = "0.00000"  # number beside the y axis, whose width is fixed so that the plot never shifts
_MOST_DIGITS = 15  # that a float has
_OUTSIDE = 6.0  # that a number below may stand beyond an end of the axis
TextSpec = tuple[QRectF, Any, str]  # as pyqtgraph has them: place, alignment, number


class StepAxis(pg.AxisItem):
    """Steps are whole numbers, written with thin spaces between thousands; those at the ends are moved inwards."""

    def __init__(self, orientation: str) -> None:
        super().__init__(orientation)
        self._shows_seconds = False
        self.setStyle(hideOverlappingLabels=1000)  # logical pixels beyond the ends at which numbers are left out

    def show_seconds(self, seconds: bool) -> None:
        """Whether places are seconds instead of steps."""
        if seconds != self._shows_seconds:
            self._shows_seconds = seconds
            self.picture = None
            self.update()

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        if self._shows_seconds:
            return [seconds_text(value) for value in values]
        return [whole_number(int(value)) if float(value).is_integer() else "" for value in values]

    def generateDrawSpecs(self, p: QPainter) -> tuple[Any, Any, list[TextSpec]] | None:
        specs = super().generateDrawSpecs(p)
        if specs is None:
            return None
        texts = apart([self._inside(spec) for spec in specs[2] if spec[2]], _APART, 0.0)
        if len(texts) < 2:  # one number says nothing of how many steps the axis is long
            texts = apart(self._end_texts(p), _APART, 0.0) or texts
        return specs[0], specs[1], texts

    def _inside(self, spec: TextSpec) -> TextSpec:
        """Moved in between the ends of the axis."""
        ends = self.mapRectFromParent(self.geometry()).adjusted(-_OUTSIDE, 0, _OUTSIDE, 0)
        place = QRectF(spec[0])
        place.moveLeft(max(min(place.left(), ends.right() - place.width()), ends.left()))
        return place, spec[1], spec[2]

    def _end_texts(self, p: QPainter) -> list[TextSpec]:
        """The first and the last whole step."""
        (low, high), area = self.range, self.mapRectFromParent(self.geometry())
        metrics, flags = QFontMetricsF(p.font()), Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        found: list[TextSpec] = []
        for step in dict.fromkeys((math.ceil(low), math.floor(high))):
            if low <= step <= high and high > low:
                text = self.tickStrings([step], 1.0, 1.0)[0]
                place = QRectF(0.0, TEXT_OFFSET, metrics.horizontalAdvance(text) + 1, metrics.height())
                place.moveLeft(area.left() + (step - low) / (high - low) * area.width() - place.width() / 2)
                found.append(self._inside((place, flags | Qt.TextFlag.TextDontClip, text)))
        return found


class ValueAxis(pg.AxisItem):
    """Values, also on a logarithmic axis of less than a decade, which pyqtgraph leaves without numbers. They differ
    from one another; where that takes more digits than there is room for, there is one."""

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:
        if not self.logMode:
            return super().tickValues(minVal, maxVal, size)
        return [(1.0, [math.log10(value) for value in log_ticks(minVal, maxVal, max(_FEWEST, size / 40))])]

    def logTickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        return [f"{10**value:.4g}" for value in values]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        texts = super().tickStrings(values, scale, spacing)
        exact = [10**value if self.logMode else value * scale for value in values]
        return texts if _tell(texts, exact) else exact_texts(exact)

    def generateDrawSpecs(self, p: QPainter) -> tuple[Any, Any, list[TextSpec]] | None:
        specs = super().generateDrawSpecs(p)
        if specs is None:
            return None
        texts = specs[2]
        if len({text for _, _, text in texts}) < len(texts):  # rounded, for want of room
            texts = texts[len(texts) // 2 :][:1]
        return specs[0], specs[1], apart(texts, 0.0, 1.0)


def exact_texts(values: Sequence[float]) -> list[str]:
    """Values in as few digits as tell what they are; rounded where that takes more room than there is."""
    for digits in range(1, _MOST_DIGITS + 1):
        texts = [f"{value:.{digits}g}" for value in values]
        if _tell(texts, values):
            return texts
    rounded = [f"{value:.4g}" for value in values]
    return rounded if max(map(len, rounded)) <= len(WIDEST) else [f"{value:.2g}" for value in values]


def _tell(texts: Sequence[str], values: Sequence[float]) -> bool:
    """Whether texts have room and are their values, but for a hundredth of what lies between two."""
    between = min((abs(after - value) for value, after in pairwise(values)), default=0.0)
    near = all(
        abs(float(text) - value) <= max(between / 100, abs(value) * 1e-9)
        for text, value in zip(texts, values, strict=True)
    )
    return near and all(len(text) <= len(WIDEST) for text in texts)


def apart(texts: Sequence[TextSpec], beside: float, above: float) -> list[TextSpec]:
    """Every number, every second, every third ..., as many as do not touch one another, with *beside* or *above*
    logical pixels between them; the first and the last where there would be one only."""
    for every in range(1, len(texts)):
        kept = list(texts[::every])
        if _are_apart(kept, beside, above):
            return kept
    ends = [texts[0], texts[-1]] if len(texts) > 1 else list(texts)
    return ends if _are_apart(ends, beside, above) else ends[:1]


def _are_apart(texts: Sequence[TextSpec], beside: float, above: float) -> bool:
    grown = [place.adjusted(0, 0, beside, above) for place, _, _ in texts]
    return not any(one.intersects(other) for one, other in pairwise(grown))


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
