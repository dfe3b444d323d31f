"""Where a mixture begins. EM only climbs: which of the hills it ends on is decided here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from trainers.lazy import torch
from trainers.metrics.gaussians.mixtures import Mixture, first_seeds, maximise, nearest_shares

if TYPE_CHECKING:
    from torch import Tensor


def random_start(x: Tensor, count: int, seed: int) -> Mixture:
    """*count* components of equal weight, each as wide as all points (N, d) together, at points drawn by chance: at
    different ones while there are any."""
    order = torch.randperm(len(x), generator=torch.Generator().manual_seed(seed))
    means = x[order.repeat(-(-count // len(x)))[:count]]
    return _evenly(means, maximise(x, x.new_ones(len(x), 1), 0.0).covariances)


def spread_start(x: Tensor, count: int, seed: int, known: Tensor | None = None) -> Mixture:
    """*count* components of equal weight at points (N, d) that lie far from each other; the first ones at those that
    are *known* (k, d). Each is as wide as points are spread around the nearest of them, on average."""
    known = x[:0] if known is None else known[:count]
    means = torch.cat([known, first_seeds(x, count - len(known), seed, known)])
    return _evenly(means, maximise(x, nearest_shares(x, means), 0.0, "tied").covariances)


def seated(x: Tensor, percents: Sequence[int], low: Tensor, high: Tensor) -> Tensor:
    """Places (k, d) among points (N, d) for *percents* of the way from *low* (d,) to *high* (d,), along the first axis
    and along the second one of each place in turn; along others they lie in the middle of all points."""
    pairs = torch.tensor(percents, dtype=x.dtype).reshape(-1, 2)[:, : x.shape[1]] / 100
    places = x.mean(0).repeat(len(pairs), 1)
    few = pairs.shape[1]
    places[:, :few] = low[:few] + pairs * (high - low)[:few]
    return places


def _evenly(means: Tensor, shared: Tensor) -> Mixture:
    """Components of equal weight that share one covariance (1, d, d)."""
    count = len(means)
    return Mixture(means.new_full((count,), 1 / count), means.clone(), shared.expand(count, -1, -1).clone())
