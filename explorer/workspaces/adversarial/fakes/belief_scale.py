"""What a discriminator makes of something, as a place between fake (0) and real (1), and the colour of that place."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from explorer.style.theme import Theme, mix

Float64 = NDArray[np.float64]

_LOW, _HIGH = 0.05, 0.95  # quantiles of bare scores that count as 0 and 1: one odd picture must not flatten the rest
_GUESS = 0.05  # this close to 0.5, D can only guess


def shares(scores: ArrayLike, beliefs: ArrayLike | None) -> Float64:
    """(N,) in 0 to 1: the beliefs, or without them where each score lies between the lowest and the highest twentieth
    of all; 0.5 where all are the same. NaN stays NaN."""
    if beliefs is not None:
        return np.clip(np.asarray(beliefs, np.float64), 0.0, 1.0)
    bare = np.asarray(scores, np.float64)
    finite = bare[np.isfinite(bare)]
    if not len(finite):
        return np.full(bare.shape, np.nan)
    low, high = np.quantile(finite, [_LOW, _HIGH])
    if high - low <= 1e-9 * max(1.0, abs(low), abs(high)):
        return np.where(np.isnan(bare), np.nan, 0.5)
    return np.clip((bare - low) / (high - low), 0.0, 1.0)


def matrix_shares(matrix: ArrayLike, is_belief: bool) -> Float64:
    """(T, T) in 0 to 1 for beliefs or scores of generators (rows) by discriminators (columns).

    Bare scores of two critics have no common zero, so each column is taken relative to its own median, which becomes
    0.5; the largest difference but for a twentieth reaches 0 or 1. NaN stays NaN."""
    values = np.asarray(matrix, np.float64)
    if is_belief:
        return np.clip(values, 0.0, 1.0)
    known = np.isfinite(values)
    middle = [np.median(column[seen]) if seen.any() else 0.0 for column, seen in zip(values.T, known.T, strict=True)]
    off = values - np.array(middle)
    most = float(np.quantile(np.abs(off[known]), _HIGH)) if known.any() else 0.0
    return np.clip(0.5 + 0.5 * off / most, 0.0, 1.0) if most > 0 else np.where(known, 0.5, np.nan)


def can_only_guess(belief: float) -> bool:
    """Whether a belief is so near to a half that it says nothing."""
    return abs(belief - 0.5) <= _GUESS


def bar_colour(share: float, theme: Theme) -> str:
    """From the colour of fakes to that of real data, for thin marks."""
    return mix(theme.fake, theme.real, share)


def square_colour(share: float, theme: Theme) -> str:
    """The same for areas: neutral at 0.5. Purple against green stays apart under the common colour-vision
    deficiencies (as in ColorBrewer's PRGn)."""
    end, way = (theme.real, 2 * share - 1) if share >= 0.5 else (theme.fake, 1 - 2 * share)
    return mix(theme.field, end, way)
