"""Where codes are drawn from when holes are counted.

An autoencoder has no prior. Its codes fill some box, and to draw from the box is to do what a user does who drags
across the map. To fit a density to the codes and draw from that is the other cure for holes, besides the KL term
(Ghosh, Sajjadi, Vergari, Black and Schoelkopf, "From Variational to Deterministic Autoencoders", 2020).
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from trainers.lazy import torch
from trainers.messages import Region
from trainers.metrics.mixtures import fit_mixture

if TYPE_CHECKING:
    from torch import Tensor

OUTLIERS = 0.005  # share of the codes left out at each end of each axis of the box
COMPONENTS = 10  # of the mixture, as in Ghosh et al.
FULL_WIDTH = 8  # beyond this many dimensions the mixture's components are diagonal
MOST_FITTED = 5000  # codes that the mixture is fitted to


class Sampler(Protocol):
    """A region that codes can be drawn from."""

    def sample(self, n: int, generator: torch.Generator) -> Tensor:
        """Codes (n, latent_dim), float32; all randomness comes from *generator*."""


@dataclass(frozen=True)
class Box:
    """Evenly over the box from ``low`` to ``high``, each (latent_dim,)."""

    low: Tensor
    high: Tensor

    def sample(self, n: int, generator: torch.Generator) -> Tensor:
        drawn = torch.rand(n, len(self.low), generator=generator, device=self.low.device)
        return self.low + drawn * (self.high - self.low)


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


def default_region(capabilities: Set[str]) -> Region:
    """The region that a family's hole score is about unless somebody chooses: the prior, but for families that encode
    without one the box of their codes."""
    return Region.BOX if "encodes" in capabilities and "posterior" not in capabilities else Region.PRIOR


def fit_region(region: Region, codes: Tensor, seed: int = 0) -> Sampler:
    """A sampler for *region*, from the codes (N, latent_dim) of training images.

    The box leaves out half a percent of the codes at each end of each axis: the very farthest code would set its size,
    and the score with it. *seed* is that of the mixture's start. Raises ValueError for too few codes and for codes
    that are no finite numbers.
    """
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
    return _gaussian(codes) if region is Region.GAUSSIAN else _mixture(codes, seed)


def _gaussian(codes: Tensor) -> Gaussians:
    centred = codes - codes.mean(0)
    # With A = U S V' / sqrt(N - 1), e -> V S e has the codes' covariance even where that is singular.
    _, scale, axes = torch.linalg.svd(centred / (len(codes) - 1) ** 0.5, full_matrices=False)
    factor = codes.new_zeros(codes.shape[1], codes.shape[1])
    factor[:, : len(scale)] = axes.T * scale
    return Gaussians(codes.new_ones(1), codes.mean(0, keepdim=True), factor[None])


def _mixture(codes: Tensor, seed: int) -> Gaussians:
    """Ten Gaussians, or fewer where there are few codes, by expectation and maximisation."""
    fitted = codes[:: -(-len(codes) // MOST_FITTED)].cpu().double()  # every n-th where there are many
    width = codes.shape[1]
    count = max(1, min(COMPONENTS, len(fitted) // (4 * (width + 1))))
    # Relative to the codes' spread, and never zero: components may sit on codes that coincide.
    floor = 1e-5 * float(fitted.var(0, correction=0).mean()) + 1e-12
    # One that is still on the move after the last turn is as good to draw from.
    mixture = fit_mixture(fitted, count, floor, diagonal=width > FULL_WIDTH, seed=seed)
    return Gaussians(mixture.weights.to(codes), mixture.means.to(codes), mixture.factors.to(codes))
