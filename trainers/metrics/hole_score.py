"""The hole score: which share of the codes drawn from a region lies in holes, and how sure that is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trainers.lazy import torch

if TYPE_CHECKING:
    from torch import Tensor

LEVEL = 0.95
RESAMPLES = 10_000


@dataclass(frozen=True)
class HoleScore:
    """``share`` in holes, from 0 to 1, with a 95 % interval from ``low`` to ``high``.

    The interval is for the choice of codes, with model and references as they are; other references would give a
    somewhat different share.
    """

    share: float
    low: float
    high: float


def in_hole(values: Tensor, threshold: float, high_is_hole: bool) -> Tensor:
    """Which values (N,) are holes, bool (N,): those beyond the threshold, and those that are no numbers."""
    return ~(values <= threshold) if high_is_hole else ~(values >= threshold)


def hole_score(
    values: Tensor, threshold: float, high_is_hole: bool, seed: int = 0, resamples: int = RESAMPLES
) -> HoleScore:
    """The share of *values* (N,) in holes with its percentile bootstrap interval (Efron, 1979).

    Drawing N of N yes-or-no answers with replacement gives a binomial count, so no resample is spelled out. Where all
    answers agree every resample agrees too, and the bootstrap would claim certainty; there the exact binomial interval
    stands (Clopper and Pearson, 1934): at share 0 it ends at ``1 - 0.025^(1/N)``, about 3.7 / N.

    Raises ValueError when there are no values, or where the layer has no threshold (NaN).
    """
    if values.ndim != 1 or len(values) == 0:
        raise ValueError(f"hole score: expected values of shape (N,), at least one, found {tuple(values.shape)}")
    if math.isnan(threshold):
        raise ValueError("hole score: expected a layer that tells holes by a threshold; geometry does not")
    count = len(values)
    holes = int(torch.count_nonzero(in_hole(values, threshold, high_is_hole)))
    tail = (1 - LEVEL) / 2
    if holes in (0, count):
        bound = tail ** (1 / count)
        return HoleScore(0.0, 0.0, 1 - bound) if holes == 0 else HoleScore(1.0, bound, 1.0)
    counts = np.random.default_rng(seed).binomial(count, holes / count, resamples)
    low, high = np.quantile(counts / count, (tail, 1 - tail))
    return HoleScore(holes / count, float(low), float(high))
