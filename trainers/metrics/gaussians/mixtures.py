"""Mixtures of Gaussians by expectation and maximisation (Dempster, Laird and Rubin, 1977).

Each turn is two halves: :func:`responsibilities` asks which component may have made a point, :func:`maximise` fits each
component to the points in proportion to that. The log-likelihood never falls. Use float64: densities of narrow ones
differ by many powers of ten.

The covariances have one of four forms: *full*, each component's own in every direction; *diagonal*, along the axes;
*spherical*, one number for each; *tied*, one full matrix for all.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Literal

from trainers.lazy import torch
from trainers.pieces import Pieces, finish

if TYPE_CHECKING:
    from torch import Tensor

Form = Literal["full", "diagonal", "spherical", "tied"]

MOST_FITTED = 5000  # points that a mixture is fitted to
EMPTY = 1e-12  # what a component that nobody is given to keeps, so that no division is by zero
DESERTED = 1e-8  # of a point: a component that is given less has nothing to go by
ROUNDING = 1e-13  # of the variance of a component in all directions: what is less cannot be told from nothing
_AT_ONCE = 2**21  # numbers of an array (K, d, N)


@dataclass(frozen=True)
class Mixture:
    """K Gaussians in d dimensions: ``weights`` (K,) with the sum 1, ``means`` (K, d), and ``covariances`` as their form
    has it: full (K, d, d), diagonal (K, d), spherical (K, 1), tied (1, d, d)."""

    weights: Tensor
    means: Tensor
    covariances: Tensor

    @property
    def full_covariances(self) -> Tensor:
        """(K, d, d), whatever their form."""
        count, width = self.means.shape
        if self.covariances.ndim == 2:
            return self.covariances.expand(count, width).diag_embed()
        return self.covariances.expand(count, width, width)

    @property
    def factors(self) -> Tensor:
        """(K, d, d), which make standard normal numbers e into points ``mean + factor e``."""
        count, width = self.means.shape
        if self.covariances.ndim == 2:
            return self.covariances.sqrt().expand(count, width).diag_embed()
        return root(self.covariances).expand(count, width, width)


def root(covariances: Tensor) -> Tensor:
    """Lower triangular factors L (..., d, d) of covariances L L'; NaN where one is none, as a file of others may hold:
    what is made of it is then seen to be no number."""
    factors, failed = torch.linalg.cholesky_ex(covariances)
    return torch.where((failed > 0)[..., None, None], math.nan, factors) if failed.any() else factors


def every_nth(x: Tensor) -> Tensor:
    """At most MOST_FITTED of the rows of *x*, evenly spaced."""
    return x[:: max(1, -(-len(x) // MOST_FITTED))]


def responsibilities(x: Tensor, mixture: Mixture) -> tuple[Tensor, Tensor]:
    """For points (N, d): how likely each component is to have made them (N, K), rows with the sum 1; and the log of
    their density in nats (N,)."""
    width = x.shape[1]
    if mixture.covariances.ndim == 2:
        narrow = mixture.covariances.rsqrt().expand(-1, width)
        volume = -narrow.log().sum(1)
    else:
        factors = root(mixture.covariances)
        unit = torch.eye(width, dtype=x.dtype, device=x.device)
        narrow = torch.linalg.solve_triangular(factors, unit, upper=False)  # makes what is apart standard normal
        volume = factors.diagonal(dim1=1, dim2=2).log().sum(1)
    squared = x.new_empty(len(mixture.weights), len(x))
    for rows, apart in _apart(x, mixture.means):
        standard = apart.mul_(narrow[:, :, None]) if narrow.ndim == 2 else narrow @ apart
        torch.sum(standard.square_(), 1, out=squared[:, rows])
    volume = volume + 0.5 * width * math.log(2 * math.pi)
    joint = squared.mul_(-0.5).add_((mixture.weights.log() - volume)[:, None])
    log_density = joint.logsumexp(0)
    return joint.sub_(log_density).exp_().T, log_density


def maximise(x: Tensor, given: Tensor, floor: float, form: Form = "full", before: Mixture | None = None) -> Mixture:
    """The mixture that fits points (N, d) best once they are given to components (N, K) in these shares. *floor* is
    added to each variance: a component that sits on a single point would become infinitely narrow without it. One that
    nobody is given to stays where it was *before*, if that is told."""
    width = x.shape[1]
    given_sum = given.sum(0)
    share = given_sum + EMPTY
    means = given.T @ x / share[:, None]
    full = form in ("full", "tied")
    scatter = x.new_zeros(len(share), width, width) if full else x.new_zeros(len(share), width)
    for rows, apart in _apart(x, means):
        weighted = apart * given[rows].T[:, None]
        scatter += weighted @ apart.mT if full else weighted.mul_(apart).sum(2)
    if form == "tied":
        covariances = scatter.sum(0, keepdim=True) / share.sum()
    else:
        covariances = scatter / share.reshape(-1, *[1] * (scatter.ndim - 1))
        covariances = covariances.mean(1, keepdim=True) if form == "spherical" else covariances
    if full:
        covariances = (covariances + covariances.mT) / 2
        covariances = covariances + floor * torch.eye(width, dtype=x.dtype, device=x.device)
    else:
        covariances = covariances + floor
    if before is not None and (deserted := given_sum < DESERTED).any():
        means = torch.where(deserted[:, None], before.means, means)
        if form != "tied":
            covariances[deserted] = before.covariances[deserted]
    return Mixture(share / share.sum(), means, covariances)


def widened(mixture: Mixture, floor: float) -> Mixture:
    """The mixture with a variance of at least *floor* in every direction of each component.

    Of all mixtures that are nowhere narrower, the widened maximum is the best for shares that are given, so that EM
    with it climbs as EM does (Ingrassia and Rocci, "Constrained monotone EM algorithms for finite mixture of
    multivariate Gaussians", 2007). What is added to all variances instead would make the log-likelihood fall now and
    then."""
    covariances = mixture.covariances
    if covariances.ndim == 2:
        return replace(mixture, covariances=covariances.clamp_min(floor))
    trace = covariances.diagonal(dim1=1, dim2=2).sum(1)
    least = (ROUNDING * trace).clamp_min(floor)[:, None]
    unit = torch.eye(covariances.shape[1], dtype=covariances.dtype, device=covariances.device)
    narrow = torch.linalg.cholesky_ex(covariances - least[:, None] * unit).info > 0
    narrow &= covariances.isfinite().all(2).all(1)  # others have no variances
    if not narrow.any():
        return mixture
    variances, axes = torch.linalg.eigh(covariances[narrow])
    wide = (axes * torch.maximum(variances, least[narrow])[:, None]) @ axes.mT
    covariances = covariances.clone()
    covariances[narrow] = (wide + wide.mT) / 2
    return replace(mixture, covariances=covariances)


def drawn(mixture: Mixture, which: Tensor, noise: Tensor) -> Tensor:
    """Points (n, d) of the components *which* (n,), made of standard normal *noise* (n, d)."""
    x = mixture.means[which]
    for component, factor in enumerate(mixture.factors):
        rows = which == component
        x[rows] += noise[rows] @ factor.T
    return x


def in_form(mixture: Mixture, form: Form) -> Mixture:
    """The mixture with covariances of that *form*: what of full ones has no place in it is left out, or averaged."""
    full = mixture.full_covariances
    if form == "tied":
        return replace(mixture, covariances=(mixture.weights[:, None, None] * full).sum(0, keepdim=True))
    if form == "full":
        return replace(mixture, covariances=full.clone())
    variances = full.diagonal(dim1=1, dim2=2)
    return replace(mixture, covariances=variances.mean(1, keepdim=True) if form == "spherical" else variances.clone())


def free_parameters(count: int, width: int, form: Form) -> int:
    """How many numbers a mixture of *count* Gaussians in *width* dimensions may choose freely."""
    square = width * (width + 1) // 2
    covariances = {"full": count * square, "diagonal": count * width, "spherical": count, "tied": square}[form]
    return covariances + count * width + count - 1


def first_seeds(x: Tensor, count: int, seed: int, known: Tensor | None = None) -> Tensor:
    """*count* of the points (N, d) that lie far from each other, and from those that are *known* (k, d): k-means++,
    the best of a few draws each time (Arthur and Vassilvitskii, 2007). Where there are fewer points some are taken
    more than once."""
    return finish(seeding(x, count, seed, known))


def seeding(
    x: Tensor,
    count: int,
    seed: int,
    known: Tensor | None = None,
    distances: Callable[[Tensor], Tensor] | None = None,
) -> Pieces[Tensor]:
    """:func:`first_seeds`, a point at a time. *distances* finds those from all points to others (n, d), squared:
    (N, n), exactly 0 where they coincide; without, they are found as exactly as can be, which is slow."""
    if distances is None:
        distances = partial(_squared_distances, x)
    generator = torch.Generator().manual_seed(seed)
    taken = x[:0] if known is None else known
    found = [] if len(taken) or not count else [int(torch.randint(len(x), (), generator=generator))]
    around = taken if len(taken) else x[found]
    nearest = distances(around).min(1).values if count else x[:, 0]
    while len(found) < count:
        yield None
        chances = nearest if nearest.max() > 0 else torch.ones_like(nearest)
        drawn = torch.multinomial(chances, 2 + int(math.log(count)), replacement=True, generator=generator)
        left = torch.minimum(nearest[:, None], distances(x[drawn]))  # (N, draws)
        best = int(left.sum(0).argmin())
        found.append(int(drawn[best]))
        nearest = left[:, best]
    return x[found]


def nearest_shares(x: Tensor, means: Tensor) -> Tensor:
    """Points (N, d) given (N, K) wholly to the nearest of the *means* (K, d)."""
    return torch.nn.functional.one_hot(_squared_distances(x, means).argmin(1), len(means)).to(x)


def first_shares(x: Tensor, count: int, seed: int) -> Tensor:
    """Points (N, d) given (N, K) to the nearest of *count* of them that lie far from each other."""
    return nearest_shares(x, first_seeds(x, count, seed))


def fit_mixture(
    x: Tensor, count: int, floor: float, form: Form = "full", seed: int = 0, turns: int = 100, gain: float = 1e-3
) -> Mixture:
    """*count* Gaussians fitted to points (N, d), float64 on the CPU, from a start that *seed* decides: at most so many
    *turns*, fewer when one brings less than *gain* nats per point."""
    return finish(fitting_mixture(x, count, floor, form, seed, turns, gain))


def fitting_mixture(
    x: Tensor, count: int, floor: float, form: Form = "full", seed: int = 0, turns: int = 100, gain: float = 1e-3
) -> Pieces[Mixture]:
    """:func:`fit_mixture`, a turn at a time."""
    mixture = maximise(x, first_shares(x, count, seed), floor, form)
    before = -math.inf
    for _ in range(turns):
        yield None
        given, log_density = responsibilities(x, mixture)
        reached = float(log_density.mean())
        if reached - before < gain:
            break
        mixture, before = maximise(x, given, floor, form), reached
    return mixture


def _squared_distances(x: Tensor, means: Tensor) -> Tensor:
    """From points (N, d) to means (K, d): (N, K), exactly 0 where they coincide."""
    return torch.cdist(x, means, compute_mode="donot_use_mm_for_euclid_dist").square()


def _apart(x: Tensor, means: Tensor) -> Iterator[tuple[slice, Tensor]]:
    """How far points (N, d) lie from each of the means (K, d): some rows at a time, and for these (K, d, n)."""
    few = max(1, _AT_ONCE // max(1, means.numel()))
    columns = x.T.contiguous()
    for start in range(0, len(x), few):
        rows = slice(start, min(start + few, len(x)))
        yield rows, columns[:, rows] - means[:, :, None]
