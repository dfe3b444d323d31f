"""Mixtures of Gaussians by expectation and maximisation (Dempster, Laird and Rubin, 1977).

Each turn is two halves: :func:`responsibilities` asks which component may have made a point, :func:`maximise` fits each
component to the points in proportion to that. The log-likelihood never falls. Use float64: densities of narrow ones
differ by many powers of ten.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trainers.lazy import torch

if TYPE_CHECKING:
    from torch import Tensor

EMPTY = 1e-12  # what a component that nobody is given to keeps, so that no division is by zero


@dataclass(frozen=True)
class Mixture:
    """K Gaussians in d dimensions: ``weights`` (K,) with the sum 1, ``means`` (K, d), and ``covariances`` (K, d, d), or
    (K, d) where they are diagonal."""

    weights: Tensor
    means: Tensor
    covariances: Tensor

    @property
    def factors(self) -> Tensor:
        """(K, d, d), which make standard normal numbers e into points ``mean + factor e``."""
        if self.covariances.ndim == 2:
            return self.covariances.sqrt().diag_embed()
        return torch.linalg.cholesky(self.covariances)


def responsibilities(x: Tensor, mixture: Mixture) -> tuple[Tensor, Tensor]:
    """For points (N, d): how likely each component is to have made them (N, K), rows with the sum 1; and the log of
    their density in nats (N,)."""
    apart = x - mixture.means[:, None]  # (K, N, d)
    if mixture.covariances.ndim == 2:
        squared = (apart.square() / mixture.covariances[:, None]).sum(2)
        volume = 0.5 * mixture.covariances.log().sum(1)
    else:
        factors = mixture.factors
        squared = torch.linalg.solve_triangular(factors, apart.mT, upper=False).square().sum(1)
        volume = factors.diagonal(dim1=1, dim2=2).log().sum(1)
    width = x.shape[1]
    joint = mixture.weights.log() - volume - 0.5 * (squared.T + width * math.log(2 * math.pi))
    log_density = joint.logsumexp(1)
    return (joint - log_density[:, None]).exp(), log_density


def maximise(x: Tensor, given: Tensor, floor: float, diagonal: bool = False) -> Mixture:
    """The mixture that fits points (N, d) best once they are given to components (N, K) in these shares. *floor* is
    added to each variance: a component that sits on a single point would become infinitely narrow without it."""
    share = given.sum(0) + EMPTY
    means = given.T @ x / share[:, None]
    apart = x - means[:, None]
    weighted = given.T[:, :, None] * apart
    if diagonal:
        covariances = (weighted * apart).sum(1) / share[:, None] + floor
    else:
        covariances = weighted.mT @ apart / share[:, None, None]
        covariances = covariances + floor * torch.eye(x.shape[1], dtype=x.dtype, device=x.device)
    return Mixture(share / share.sum(), means, covariances)


def first_shares(x: Tensor, count: int, seed: int) -> Tensor:
    """Points (N, d) given (N, K) to the nearest of *count* of them that lie far from each other: k-means++, the best of
    a few draws each time (Arthur and Vassilvitskii, 2007)."""
    generator = torch.Generator().manual_seed(seed)
    seeds = [int(torch.randint(len(x), (), generator=generator))]
    nearest = (x - x[seeds[0]]).square().sum(1)
    while len(seeds) < count:
        chances = nearest if nearest.max() > 0 else torch.ones_like(nearest)
        drawn = torch.multinomial(chances, 2 + int(math.log(count)), replacement=True, generator=generator)
        left = torch.minimum(nearest[:, None], torch.cdist(x, x[drawn]).square())  # (N, draws)
        best = int(left.sum(0).argmin())
        seeds.append(int(drawn[best]))
        nearest = left[:, best]
    closest = torch.cdist(x, x[seeds]).argmin(1)
    return torch.nn.functional.one_hot(closest, count).to(x)


def fit_mixture(
    x: Tensor, count: int, floor: float, diagonal: bool = False, seed: int = 0, turns: int = 100, gain: float = 1e-3
) -> Mixture:
    """*count* Gaussians fitted to points (N, d), float64 on the CPU, from a start that *seed* decides: at most so many
    *turns*, fewer when one brings less than *gain* nats per point."""
    mixture = maximise(x, first_shares(x, count, seed), floor, diagonal)
    before = -math.inf
    for _ in range(turns):
        given, log_density = responsibilities(x, mixture)
        reached = float(log_density.mean())
        if reached - before < gain:
            break
        mixture, before = maximise(x, given, floor, diagonal), reached
    return mixture
