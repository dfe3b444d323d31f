"""Where codes are drawn from when holes are counted.

An autoencoder has no prior. Its codes fill some box, and to draw from the box is to do what a user does who drags
across the map. To fit a density to the codes and draw from that is the other cure for holes, besides the KL term
(Ghosh, Sajjadi, Vergari, Black and Schoelkopf, "From Variational to Deterministic Autoencoders", 2020).
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from trainers.kinds import to_numpy
from trainers.lazy import torch
from trainers.messages import USUAL_MIXTURE, BoxShape, Components, Covariance, MixtureFit, Region, RegionShape
from trainers.metrics.gaussians.mixtures import Form, every_nth, fitting_mixture
from trainers.pieces import Pieces, finish

if TYPE_CHECKING:
    from torch import Tensor

OUTLIERS = 0.005  # share of the codes left out at each end of each axis of the box
FULL_WIDTH = 8  # beyond this many dimensions the mixture's components are diagonal, unless they are asked to be full
FORMS: Mapping[Covariance, Form] = {
    Covariance.FULL: "full",
    Covariance.DIAGONAL: "diagonal",
    Covariance.SPHERICAL: "spherical",
    Covariance.TIED: "tied",
}
CODES_EACH = 4  # codes of each component at least, for each number of a code and one more


class Sampler(Protocol):
    """A region that codes can be drawn from."""

    def sample(self, n: int, generator: torch.Generator) -> Tensor:
        """Codes (n, latent_dim), float32; all randomness comes from *generator*."""

    @property
    def shape(self) -> RegionShape:
        """What there is to see of it."""


@dataclass(frozen=True)
class Box:
    """Evenly over the box from ``low`` to ``high``, each (latent_dim,)."""

    low: Tensor
    high: Tensor

    def sample(self, n: int, generator: torch.Generator) -> Tensor:
        drawn = torch.rand(n, len(self.low), generator=generator, device=self.low.device)
        return self.low + drawn * (self.high - self.low)

    @property
    def shape(self) -> BoxShape:
        return BoxShape(to_numpy(self.low), to_numpy(self.high))


@dataclass(frozen=True)
class Gaussians:
    """A mixture of K Gaussians: ``weights`` (K,), ``means`` (K, d) and ``factors`` (K, d, d), which make standard
    normal numbers e into ``mean + factor e``."""

    weights: Tensor
    means: Tensor
    factors: Tensor

    def sample(self, n: int, generator: torch.Generator) -> Tensor:
        noise = torch.randn(n, self.means.shape[1], generator=generator, device=self.means.device)
        if n == 0:
            return noise
        which = torch.multinomial(self.weights, n, replacement=True, generator=generator)
        return self.means[which] + torch.einsum("nij,nj->ni", self.factors[which], noise)

    @property
    def shape(self) -> Components:
        factors = self.factors.double()
        return Components(
            to_numpy(self.weights.double()), to_numpy(self.means.double()), to_numpy(factors @ factors.mT)
        )


def default_region(capabilities: Set[str]) -> Region:
    """The region that a family's hole score is about unless somebody chooses: the prior, but for families that encode
    without one the box of their codes."""
    return Region.BOX if "encodes" in capabilities and "posterior" not in capabilities else Region.PRIOR


def fit_region(region: Region, codes: Tensor, seed: int = 0, mixture: MixtureFit = USUAL_MIXTURE) -> Sampler:
    """A sampler for *region*, from the codes (N, latent_dim) of training images.

    The box leaves out half a percent of the codes at each end of each axis: the very farthest code would set its size,
    and the score with it. *seed* is that of the mixture's start, and *mixture* says how it is fitted; it has fewer
    components than asked for where there are fewer codes than ``CODES_EACH`` times (latent_dim + 1) for each. Raises
    ValueError for too few codes and for codes that are no finite numbers.
    """
    return finish(fitting_region(region, codes, seed, mixture))


def fitting_region(region: Region, codes: Tensor, seed: int, mixture: MixtureFit) -> Pieces[Sampler]:
    """:func:`fit_region` in pieces."""
    if codes.ndim != 2:
        raise ValueError(f"region: expected codes of shape (N, latent_dim), found {tuple(codes.shape)}")
    codes = codes.detach().float()
    width = codes.shape[1]
    if region is Region.PRIOR:
        return Gaussians(codes.new_ones(1), codes.new_zeros(1, width), torch.eye(width, device=codes.device)[None])
    if len(codes) < 2:
        raise ValueError(f"region {region}: expected at least 2 codes to fit it to, found {len(codes)}")
    if not codes.isfinite().all():
        raise ValueError(f"region {region}: expected finite codes, found some that are no numbers")
    if region is Region.BOX:
        ordered = codes.sort(0).values
        cut = int(OUTLIERS * len(codes))
        return Box(ordered[cut], ordered[-1 - cut])
    return _gaussian(codes) if region is Region.GAUSSIAN else (yield from _mixture(codes, seed, mixture))


def _gaussian(codes: Tensor) -> Gaussians:
    centred = codes - codes.mean(0)
    # With A = U S V' / sqrt(N - 1), e -> V S e has the codes' covariance even where that is singular.
    _, scale, axes = torch.linalg.svd(centred / (len(codes) - 1) ** 0.5, full_matrices=False)
    factor = codes.new_zeros(codes.shape[1], codes.shape[1])
    factor[:, : len(scale)] = axes.T * scale
    return Gaussians(codes.new_ones(1), codes.mean(0, keepdim=True), factor[None])


def _mixture(codes: Tensor, seed: int, fit: MixtureFit) -> Pieces[Gaussians]:
    """So many Gaussians, or fewer where there are few codes, by expectation and maximisation."""
    fitted = every_nth(codes).cpu().double()
    width = codes.shape[1]
    count = max(1, min(fit.components, len(fitted) // (CODES_EACH * (width + 1))))
    # Relative to the codes' spread, and never zero: components may sit on codes that coincide.
    floor = 1e-5 * float(fitted.var(0, correction=0).mean()) + 1e-12
    usual = Covariance.DIAGONAL if width > FULL_WIDTH else Covariance.FULL
    # One that is still on the move after the last turn is as good to draw from.
    mixture = yield from fitting_mixture(fitted, count, floor, FORMS[fit.covariance or usual], seed)
    return Gaussians(mixture.weights.to(codes), mixture.means.to(codes), mixture.factors.to(codes))
