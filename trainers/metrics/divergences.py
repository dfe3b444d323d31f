"""The Jensen-Shannon divergence, exact where densities are known and as the bound that a discriminator proves.

Goodfellow et al., "Generative Adversarial Nets" (2014), section 4.1: with the optimal D = p / (p + q) on logits, the
discriminator's loss L = -E_p log D - E_q log(1 - D) is 2 log 2 - 2 JS(p, q). Any other D has a greater loss, so

    JS(p, q) >= log 2 - L / 2

for every D that has not seen the samples on which L is measured: a bound, in nats, between 0 and log 2.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from trainers.lazy import functional

if TYPE_CHECKING:
    from torch import Tensor

Float64 = NDArray[np.float64]


def js_bound(real_logits: Tensor, fake_logits: Tensor) -> float:
    """``log 2 - L / 2`` in nats from D's logits on held-out real (N,) and on fake (M,) images; counts may differ.

    Below zero for a D that is worse than a coin. Raises ValueError for no logits or such that are not numbers."""
    loss = _mean(functional.softplus(-real_logits.double())) + _mean(functional.softplus(fake_logits.double()))
    return math.log(2) - loss / 2


def _mean(losses: Tensor) -> float:
    if losses.numel() == 0 or losses.isnan().any():
        raise ValueError(f"expected logits that are numbers, found shape {tuple(losses.shape)}")
    return float(losses.mean())


def js_divergence(p: Float64, q: Float64, cell: float) -> float:
    """JS of two densities given on the same grid of cells of size *cell*, in nats, from 0 to log 2.

    Both are scaled to a sum of one first, for the grid cuts their tails off. Raises ValueError when that cannot be
    done, or the shapes differ."""
    if p.shape != q.shape:
        raise ValueError(f"expected densities on one grid, found shapes {p.shape} and {q.shape}")
    p, q = (_probabilities(density * cell) for density in (p, q))
    middle = (p + q) / 2
    return 0.5 * (_kl(p, middle) + _kl(q, middle))


def _probabilities(mass: Float64) -> Float64:
    total = mass.sum()
    if not (np.isfinite(total) and total > 0 and mass.min() >= 0):
        raise ValueError(f"expected a density: at least 0 everywhere and above 0 somewhere, found a sum of {total:g}")
    return mass / total


def _kl(p: Float64, q: Float64) -> float:
    inside = p > 0
    return float((p[inside] * np.log(p[inside] / q[inside])).sum())


def optimal_logit(p: Float64, q: Float64) -> Float64:
    """The logit of the optimal discriminator p / (p + q), which is log p - log q, for densities of equal shape.

    Where both vanish nobody is asked, and it is 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        logit = np.log(p) - np.log(q)
    return np.where((p == 0) & (q == 0), 0.0, logit)
