"""The curves of a run: an append-only history that every value shares and none can see change.

A :class:`Curves` is a number of steps and a buffer that grows behind it. Appending writes past the end of every value
handed out so far, so older values stay what they were without a copy. Coarser and coarser summaries of the history
(bins of 16, 32, 64 ... steps) are kept beside it, so that a plot of a million steps reads only as many numbers as it
has columns, and so that the bins stay where they are while the run goes on: lines grow, they do not shimmer.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from trainers.examples import Float32
from trainers.messages import Scalars

Float64 = NDArray[np.float64]
_Number = TypeVar("_Number", np.float32, np.float64)
_FINEST = 4  # log2 of the finest bins that are kept; finer ones are computed when they are asked for
_WIDEST_SMOOTHING = 0.03  # standard deviation of the widest smoothing, as a share of the range shown


class Bins(NamedTuple):
    """Of each bin the step at its centre, and mean, least and greatest of its finite values; NaN where it has none."""

    x: Float64
    mean: Float64
    low: Float64
    high: Float64


class _Series:
    """The values of one metric of one model, with room to grow, and summaries of complete bins."""

    def __init__(self) -> None:
        self.values: Float32 = np.empty(0, np.float32)
        self._levels: dict[int, Float64] = {}  # per level (4, room): total, number, low, high
        self._complete: dict[int, int] = {}

    def write(self, start: int, values: Float32) -> None:
        """Writes *values* from index *start* on."""
        self.values = _with_room(self.values, start + len(values), start)
        self.values[start : start + len(values)] = values

    def summaries(self, level: int, begin: int, end: int, count: int) -> Float64:
        """(4, end - begin): bins *begin* to *end* of 2**level values each, of the first *count* values only."""
        complete = min(end, count >> level) if level >= _FINEST else begin
        kept = self._level(level, count)[:, begin:complete] if complete > begin else np.empty((4, 0))
        open_from = max(begin, complete)
        rest = self.values[open_from << level : min(end << level, count)]
        return np.concatenate([kept, _summarise(rest, 1 << level)], axis=1)

    def _level(self, level: int, count: int) -> Float64:
        """The summaries of a level, brought up to *count* values."""
        done, wanted = self._complete.get(level, 0), count >> level
        bins = self._levels.get(level, np.empty((4, 0)))
        if wanted <= done:
            return bins
        if level == _FINEST:
            new = _summarise(self.values[done << level : wanted << level], 1 << level)
        else:
            new = _merge(self._level(level - 1, count)[:, 2 * done : 2 * wanted])
        bins = _with_room(bins, wanted, done)
        bins[:, done:wanted] = new
        self._levels[level], self._complete[level] = bins, wanted
        return bins


class _Buffer:
    """All series of a run and how many steps have been written; the newest value alone may extend it."""

    def __init__(self, models: int) -> None:
        self.written = 0
        self.models: list[dict[str, _Series]] = [{} for _ in range(models)]
        self.clock = _Series()  # seconds of training when each step was done

    def fork(self, count: int) -> _Buffer:
        """A copy of the first *count* steps."""
        other = _Buffer(len(self.models))
        other.written = count
        other.clock.write(0, self.clock.values[:count])
        for mine, theirs in zip(self.models, other.models, strict=True):
            for name, series in mine.items():
                theirs[name] = _Series()
                theirs[name].write(0, series.values[:count])
        return other

    def extend(self, start: int, count: int, values: Sequence[Mapping[str, Float32]], seconds: Float32 | None) -> None:
        """Writes *count* steps from index *start*; steps, metrics and times that nobody reported become NaN."""
        gap = np.full(start - self.written, np.nan, np.float32)
        self.clock.write(self.written, np.concatenate([gap, np.full(count, np.nan) if seconds is None else seconds]))
        for series_of, reported in zip(self.models, values, strict=True):
            for name in [*series_of, *(name for name in reported if name not in series_of)]:
                series = series_of.setdefault(name, _Series())
                known = self.written if len(series.values) else 0
                gap = np.full(start - known, np.nan, np.float32)
                series.write(known, np.concatenate([gap, reported.get(name, np.full(count, np.nan, np.float32))]))
        self.written = start + count


class Curves:
    """An immutable history of metrics: steps ``first_step`` to ``last_step`` of one to four models.

    Make one with ``Curves()`` and go on with :meth:`append` and :meth:`truncate`, which return new values. Two values
    are the same history if they are the same object.
    """

    __slots__ = ("_buffer", "_clocks", "count", "first_step")

    def __init__(self) -> None:
        self._buffer = _Buffer(0)
        self.first_step = 1
        self.count = 0  # steps
        self._clocks: tuple[Float32 | None, ...] = ()  # by model, where each was trained in a run of its own

    @classmethod
    def _make(cls, buffer: _Buffer, first_step: int, count: int, clocks: tuple[Float32 | None, ...] = ()) -> Curves:
        curves = cls()
        curves._buffer, curves.first_step, curves.count = buffer, first_step, count
        curves._clocks = clocks
        return curves

    def with_clocks(self, clocks: Sequence[Float32 | None]) -> Curves:
        """The same history of models that were not trained together: for each the seconds (count,) of its own run, as
        :meth:`seconds` gives them, or None where nobody knows. What is appended to it later has no times."""
        return self._make(self._buffer, self.first_step, self.count, tuple(clocks))

    @property
    def has_own_clocks(self) -> bool:
        """Whether the models were not trained together: the same step was done at another time in each."""
        return bool(self._clocks)

    def seconds(self, model: int) -> Float32 | None:
        """The seconds of training, one per step from ``first_step`` on, when each was done, read-only; NaN where that
        is not known, and None where it is known of none."""
        own = self._clocks[model] if model < len(self._clocks) else None
        found = own if self._clocks else self._buffer.clock.values[: self.count]
        if found is None or not np.isfinite(found).any():
            return None
        found = found[: self.count]
        found.flags.writeable = False
        return found

    @classmethod
    def from_scalars(cls, scalars: Scalars) -> Curves:
        """The history that begins with these values, at whatever step."""
        return cls().append(scalars)

    @property
    def last_step(self) -> int:
        """The newest step; ``first_step - 1`` while there is none."""
        return self.first_step + self.count - 1

    @property
    def model_count(self) -> int:
        return len(self._buffer.models)

    def metrics(self, model: int) -> tuple[str, ...]:
        """The names of a model's metrics, in the order in which they were first reported."""
        return tuple(self._buffer.models[model]) if model < self.model_count else ()

    def values(self, model: int, metric: str) -> Float32:
        """All values, one per step from ``first_step`` on, read-only. Raises KeyError for an unknown metric."""
        values = self._series(model, metric).values[: self.count]
        values.flags.writeable = False
        return values

    def value_at(self, model: int, metric: str, step: int) -> float:
        """The value at one step; NaN outside the history."""
        inside = self.first_step <= step <= self.last_step
        return float(self.values(model, metric)[step - self.first_step]) if inside else math.nan

    def append(self, scalars: Scalars) -> Curves:
        """The history with these steps at its end.

        Values for a step that is already known replace it and all later ones: the run has been rolled back. Steps left
        out between are NaN. Raises ValueError when the number of models or the lengths do not fit.
        """
        lengths = {len(values) for model in scalars.values for values in model.values()}
        if len(lengths) != 1:
            raise ValueError(f"scalars of step {scalars.first_step}: expected equal lengths, found {sorted(lengths)}")
        if self.count and len(scalars.values) != self.model_count:
            raise ValueError(f"scalars: expected those of {self.model_count} models, found {len(scalars.values)}")
        if self.count and scalars.first_step <= self.last_step:
            return self.truncate(scalars.first_step - 1).append(scalars)
        if not self.count:
            buffer, first_step = _Buffer(len(scalars.values)), scalars.first_step
        else:
            buffer, first_step = self._buffer, self.first_step
            if buffer.written != self.count:  # someone else has gone on from here
                buffer = buffer.fork(self.count)
        start, length = scalars.first_step - first_step, lengths.pop()
        buffer.extend(start, length, scalars.values, scalars.seconds)
        return self._make(buffer, first_step, start + length)

    def truncate(self, step: int) -> Curves:
        """The history up to *step*, as after a rewind or a roll-back; shares everything."""
        count = min(self.count, max(0, step - self.first_step + 1))
        return self if count == self.count else self._make(self._buffer, self.first_step, count, self._clocks)

    def bin_width(self, first: float, last: float, columns: int) -> int:
        """How many steps a bin of :meth:`bins` holds: the least power of two that gives at most *columns* bins."""
        begin, end = self._range(first, last)
        return 1 << max(0, math.ceil(math.log2(max(1, end - begin) / max(1, columns))))

    def bins(self, model: int, metric: str, first: float, last: float, columns: int, smoothing: float = 0.0) -> Bins:
        """The steps *first* to *last* in at most ``columns + 1`` bins.

        Bins lie on multiples of their width counted from ``first_step``, whole also at the edges of the range; the last
        one ends with the history. ``smoothing`` from 0 to 1 replaces each mean by one weighted with a Gaussian around
        it, up to 3 % of the range wide (standard deviation); it does not lag behind, and gaps stay gaps.
        """
        width = self.bin_width(first, last, columns)
        begin, end = self._range(first, last)
        if begin >= end:
            return Bins(*np.empty((4, 0)))
        level, total = width.bit_length() - 1, -(-self.count // width)
        sigma = smoothing * _WIDEST_SMOOTHING * (end - begin) / width
        around = math.ceil(3 * sigma)
        shown = slice(begin >> level, ((end - 1) >> level) + 1)
        read = slice(max(0, shown.start - around), min(total, shown.stop + around))
        parts = self._series(model, metric).summaries(level, read.start, read.stop, self.count)
        mean = np.divide(parts[0], parts[1], out=np.full(parts.shape[1], np.nan), where=parts[1] > 0)
        if around:
            mean = _smooth(mean, sigma, around)
        starts = np.arange(read.start, read.stop, dtype=np.float64) * width
        x = self.first_step + (starts + np.minimum(starts + width, self.count) - 1) / 2
        cut = slice(shown.start - read.start, shown.stop - read.start)
        return Bins(x[cut], mean[cut], parts[2][cut], parts[3][cut])

    def _range(self, first: float, last: float) -> tuple[int, int]:
        """The indices [begin, end) of the steps from *first* to *last* that exist."""
        begin = max(0, math.floor(first) - self.first_step)
        return begin, min(self.count, math.ceil(last) - self.first_step + 1)

    def _series(self, model: int, metric: str) -> _Series:
        if metric not in self.metrics(model):
            raise KeyError(f"model {model} has no metric {metric!r}; there are {', '.join(self.metrics(model))}")
        return self._buffer.models[model][metric]


def _with_room(array: NDArray[_Number], wanted: int, used: int) -> NDArray[_Number]:
    """*array* or a copy of its first *used* entries (last axis) with room for at least *wanted*.

    The old memory is left alone, for views of it may be in other hands."""
    if array.shape[-1] >= wanted:
        return array
    grown = np.empty((*array.shape[:-1], max(256, wanted + wanted // 2)), array.dtype)
    grown[..., :used] = array[..., :used]
    return grown


def _summarise(values: Float32, width: int) -> Float64:
    """(4, bins): total, number, least and greatest of the finite values in each bin; the last bin may be short."""
    bins = -(-len(values) // width)
    padded = np.full(bins * width, np.nan)
    padded[: len(values)] = values
    padded[~np.isfinite(padded)] = np.nan
    table = padded.reshape(bins, width)
    number = np.isfinite(table).sum(axis=1)
    return np.stack([np.nansum(table, axis=1), number, np.fmin.reduce(table, axis=1), np.fmax.reduce(table, axis=1)])


def _merge(parts: Float64) -> Float64:
    """Two neighbouring bins into one: (4, 2n) -> (4, n)."""
    left, right = parts[:, ::2], parts[:, 1::2]
    return np.stack(
        [left[0] + right[0], left[1] + right[1], np.fmin(left[2], right[2]), np.fmax(left[3], right[3])]
    )  # fmt: skip


def _smooth(mean: Float64, sigma: float, around: int) -> Float64:
    """Gaussian average over the finite neighbours of each finite entry."""
    kernel = np.exp(-0.5 * (np.arange(-around, around + 1) / sigma) ** 2)
    finite = np.isfinite(mean)
    inside = slice(around, around + len(mean))
    total = np.convolve(np.where(finite, mean, 0.0), kernel)[inside]
    weight = np.convolve(finite.astype(np.float64), kernel)[inside]
    return np.where(finite, np.divide(total, weight, out=np.zeros_like(total), where=weight > 0), np.nan)
