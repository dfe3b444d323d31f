"""Smooth histograms of D's scores, the axis they share, and what can be read off them."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

import numpy as np
from numpy.typing import ArrayLike, NDArray

Float64 = NDArray[np.float64]

GRID = 120  # places along the axis
_TAIL = 0.005  # of the scores on either side may lie outside the axis
_ROOM = 0.12  # of the range, on either side
_TICKS = 5  # about so many steps make the axis
_LEAST_SPAN = 0.5  # in scores: a shorter axis would make noise look like a difference
_EMPTY = 0.45  # share of the old axis that the scores must use, or it is drawn anew
MEMORISED = 2.0  # logits between training and held-out images, as in the verdict
_APART, _TOGETHER, _FOOLED = 0.95, 0.6, 0.4  # chance that a real image scores above a fake
_BELIEFS_APART = 0.4  # D(x) - D(G(z)), in the mean: with 0.70 and 0.30, the bound on JS is 0.34 nats at most
_BELIEFS_ALIKE = 0.05  # with 0.525 and 0.475, that bound is 0.05 nats at most (by Jensen's inequality)
_PROVEN = 0.05  # nats
_BARE_APART = 0.75  # of a training above a held-out image, where scores are no logits


class ScoreReading(Enum):
    """What the three histograms say, the most important first."""

    MEMORISED = "memorised"
    SEES_ALL = "sees all"
    SEES_MANY = "sees many"
    RANKS = "ranks"
    GUESSES = "guesses"
    FOOLED = "fooled"
    NOTHING = "nothing"


def finite(scores: ArrayLike) -> Float64:
    """(n,) without what is no number."""
    values = np.asarray(scores, np.float64).ravel()
    return values[np.isfinite(values)]


def density(scores: ArrayLike, low: float, high: float) -> Float64:
    """(GRID,) the density of *scores* at evenly spaced places from *low* to *high*: Gaussian kernels of Silverman's
    width (1986, eq. 3.31), at least two places of the grid; zeros where there are no scores."""
    values, places = finite(scores), np.linspace(low, high, GRID)
    if not len(values):
        return np.zeros(GRID)
    quarter, three = np.quantile(values, [0.25, 0.75])
    spreads = [s for s in (float(values.std()), float(three - quarter) / 1.34) if s > 0]
    width = max(0.9 * min(spreads, default=0.0) * len(values) ** -0.2, 2 * (high - low) / GRID)
    kernels = np.exp(-0.5 * ((places[:, None] - values[None]) / width) ** 2)
    return np.asarray(kernels.sum(axis=1) / (len(values) * width * np.sqrt(2 * np.pi)))


def axis_of(
    scores: Sequence[ArrayLike], with_zero: bool, before: tuple[float, float] | None = None
) -> tuple[float, float]:
    """Both ends of an axis for all *scores*, in steps of 1, 2 or 5 times a power of ten. It stays *before* as long as
    the scores neither leave it nor leave more than half of it empty."""
    known = [finite(each) for each in scores]
    ends = [np.quantile(each, [_TAIL, 1 - _TAIL]) for each in known if len(each)]
    low = float(min([end[0] for end in ends] + [0.0] * (with_zero or not ends)))
    high = float(max([end[1] for end in ends] + [0.0] * (with_zero or not ends)))
    if before is not None and before[0] <= low and high <= before[1] and high - low >= _EMPTY * (before[1] - before[0]):
        return before
    middle, span = (low + high) / 2, max(high - low, _LEAST_SPAN)
    low, high = middle - span * (0.5 + _ROOM), middle + span * (0.5 + _ROOM)
    step = tick_step(low, high)
    return float(np.floor(low / step) * step), float(np.ceil(high / step) * step)


def tick_step(low: float, high: float) -> float:
    """1, 2 or 5 times a power of ten that goes about five times into the range."""
    rough = (high - low) / _TICKS
    power = 10.0 ** np.floor(np.log10(rough))
    return float(next(step * power for step in (1, 2, 5, 10) if step * power >= 0.999 * rough))


def chance_above(first: ArrayLike, second: ArrayLike) -> float:
    """The chance that a value of *first* lies above one of *second*, ties counting half: the area under the ROC curve
    (Hanley and McNeil, 1982). NaN where either is empty."""
    ours, theirs = finite(first), np.sort(finite(second))
    if not len(ours) or not len(theirs):
        return float("nan")
    below = np.searchsorted(theirs, ours, "left") + np.searchsorted(theirs, ours, "right")
    return float(below.mean() / (2 * len(theirs)))


def gap(train: ArrayLike, held_out: ArrayLike) -> float:
    """The mean score of training images less that of held-out ones; NaN where either is empty."""
    known, unknown = finite(train), finite(held_out)
    return float(known.mean() - unknown.mean()) if len(known) and len(unknown) else float("nan")


def told_apart(held_out: ArrayLike, fake: ArrayLike) -> float:
    """The mean belief of D in real images less that in fakes, from logits: -1 to 1. NaN where either is empty."""
    ours, theirs = (finite(each) for each in (held_out, fake))
    if not len(ours) or not len(theirs):
        return float("nan")
    return float(np.mean(0.5 + 0.5 * np.tanh(ours / 2)) - np.mean(0.5 + 0.5 * np.tanh(theirs / 2)))


def read(train: ArrayLike, held_out: ArrayLike, fake: ArrayLike, bound: float) -> ScoreReading:
    """What the histograms say in one word, beside the *bound* on JS in nats, which is NaN where the scores are no
    logits. Memorising is a gap of 2 logits, or of bare scores a training image that scores above a held-out one three
    times in four. How scores are ranked says nothing of how sure D is: of logits its beliefs must differ too; and where
    they prove a difference it is none that D can hardly tell, though it be in few examples."""
    are_logits = not np.isnan(bound)
    apart = gap(train, held_out) > MEMORISED if are_logits else chance_above(train, held_out) > _BARE_APART
    if apart:
        return ScoreReading.MEMORISED
    seen = chance_above(held_out, fake)
    if np.isnan(seen):
        return ScoreReading.NOTHING
    told = told_apart(held_out, fake) if are_logits else np.sign(seen - 0.5)
    if abs(told) < _BELIEFS_ALIKE:
        return ScoreReading.RANKS if seen > _APART else ScoreReading.GUESSES
    if seen > _APART and told > _BELIEFS_APART:
        return ScoreReading.SEES_ALL
    if seen > _TOGETHER or bound > _PROVEN:
        return ScoreReading.SEES_MANY
    return ScoreReading.FOOLED if seen < _FOOLED else ScoreReading.GUESSES
