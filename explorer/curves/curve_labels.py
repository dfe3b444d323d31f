"""Where the labels of level lines stand: beside their line, where the fewest curves are, and wholly inside the plot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QFontMetricsF

from explorer.curves.curve_items import Trace
from explorer.curves.curve_legend import uncut
from explorer.state.curves_data import Float64

Range = tuple[float, float]
# (T,) what each curve or band counts, and (T, columns) where it begins and where it ends
Over = tuple[Float64, Float64, Float64]
_EDGE, _GAP = 4.0, 1.0  # logical pixels beside the label, and between it and its line
_ACROSS = 3  # places at each height
_COLUMNS = 16  # of a label at which it is looked for curves
_BAND = 0.3  # of what a curve counts: its band, which is faint
_FARTHER = 0.12  # what a place away from the line counts, in shares of a curve that lies all along the label
_BETTER = 0.15  # what another place must be better by: a label does not wander about with each drawing
_COVERED = 100.0  # another label there


class LevelLabels:
    """Places labels, and remembers where each stood."""

    def __init__(self) -> None:
        self._chosen: dict[str, int] = {}
        self._traces: Sequence[Trace] = ()
        self._asked: tuple[object, ...] = ()
        self._placed: list[tuple[str, QRectF]] = []

    def place(
        self,
        levels: Sequence[tuple[float, str]],
        traces: Sequence[Trace],
        ranges: tuple[Range, Range],
        area: QRectF,
        metrics: QFontMetricsF,
    ) -> list[tuple[str, QRectF]]:
        """The text and the place of each label of *levels* that is in sight. *ranges* are those of the x and the y
        axis, which *area* shows, in logical pixels as the places."""
        asked = (levels, ranges, area, metrics)
        if traces is not self._traces or asked != self._asked:  # not with each movement of the pointer
            self._traces, self._asked = traces, asked
            self._placed = self._place(levels, traces, ranges, area, metrics)
        return self._placed

    def _place(
        self,
        levels: Sequence[tuple[float, str]],
        traces: Sequence[Trace],
        ranges: tuple[Range, Range],
        area: QRectF,
        metrics: QFontMetricsF,
    ) -> list[tuple[str, QRectF]]:
        (first, last), (low, high) = ranges
        placed: list[tuple[str, QRectF]] = []
        if last <= first or high <= low or area.width() <= 2 * _EDGE:
            return placed
        for level, label in levels:
            y = area.bottom() - (level - low) / (high - low) * area.height()
            if not area.top() <= y < area.bottom():
                continue
            text = uncut(label, metrics, area.width() - 2 * _EDGE - 4)
            size = QSizeF(metrics.horizontalAdvance(text) + 4, metrics.height())
            places = list(_places(y, size, area, alone=len(levels) == 1))
            over = {place.left(): _over(place, traces, (first, last), area) for _, place in places[:_ACROSS]}
            costs = [
                farther * _FARTHER
                + _curves_in(place, over[place.left()], (low, high), area)
                + _COVERED * any(place.intersects(other) for _, other in placed)
                for farther, place in places
            ]
            best = min(range(len(costs)), key=costs.__getitem__)
            chosen = self._chosen.get(label, best)
            if chosen >= len(costs) or costs[chosen] > costs[best] + _BETTER:
                chosen = best
            self._chosen[label] = chosen
            placed.append((text, places[chosen][1]))
        return placed


def _places(y: float, size: QSizeF, area: QRectF, alone: bool) -> Iterator[tuple[float, QRectF]]:
    """Above and below the line at *y*, right, left and in the middle, each with how much worse it is in itself; moved
    into the area where it would stick out. Where the line is not *alone*, its label stays so near to it that it is not
    taken for another's, and has fewer places."""
    wide, tall = size.width(), size.height()
    right, left = area.right() - _EDGE - wide, area.left() + _EDGE
    for gap in (_GAP, _GAP + tall / 2, _GAP + tall) if alone else (_GAP, _GAP + tall / 3):
        for above in (True, False):
            top = y - tall - gap if above else y + gap
            inside = min(max(top, area.top()), area.bottom() - tall)
            for index, x in enumerate((right, left, (left + right) / 2)):
                moved = inside != top
                yield gap / tall + 0.5 * moved + 0.5 * (not above) + 0.25 * index, QRectF(x, inside, wide, tall)


def _over(place: QRectF, traces: Sequence[Trace], x_range: Range, area: QRectF) -> Over:
    """Of curves and bands what they count, and where they begin and end, across the width of *place*."""
    columns = np.linspace(place.left(), place.right(), _COLUMNS)
    x = x_range[0] + (columns - area.left()) / area.width() * (x_range[1] - x_range[0])
    found: list[tuple[float, Float64, Float64]] = []
    for trace in traces:
        y = _at(x, trace.x, trace.y)
        found.append((1.0, y, y))
        if trace.low is not None and trace.high is not None:
            found.append((_BAND, _at(x, trace.x, trace.low), _at(x, trace.x, trace.high)))
    counts, begins, ends = zip(*found, strict=True) if found else ((), (), ())
    shape = len(found), _COLUMNS
    return np.array(counts), np.reshape(begins, shape), np.reshape(ends, shape)


def _curves_in(place: QRectF, over: Over, y_range: Range, area: QRectF) -> float:
    """How many curves lie in *place*, each counted by the share of its width at which they do."""
    low, high = y_range
    top = high - (place.top() - area.top()) / area.height() * (high - low)
    bottom = high - (place.bottom() - area.top()) / area.height() * (high - low)
    counts, begins, ends = over
    return float((counts * ((ends >= bottom) & (begins <= top)).mean(axis=1)).sum())


def _at(x: Float64, known_x: Float64, known_y: Float64) -> Float64:
    """Values between those that are known; NaN beside them and in gaps."""
    if not len(known_x):
        return np.full(x.shape, np.nan)
    return np.interp(x, known_x, known_y, left=np.nan, right=np.nan)
