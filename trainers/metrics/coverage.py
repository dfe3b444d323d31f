"""Coverage: is anything encoded near a code?

Two answers, for two kinds of family. An autoencoder has only the codes of its images: how far is the k-th nearest one,
compared with how far codes lie from each other? A variational autoencoder has clouds: the prior asks for codes where
the *aggregate posterior*, the mixture of all images' clouds, may hardly be (Hoffman and Johnson, "ELBO surgery", 2016;
Rosca, Lakshminarayanan and Mohamed, "Distribution Matching in Variational Inference", 2018). High values are holes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trainers.lazy import torch
from trainers.metrics.neighbours import distances, neighbour_radii, radii_in_pieces
from trainers.pieces import Pieces

if TYPE_CHECKING:
    from torch import Tensor

NEIGHBOURS = 5
RARE = 0.01  # share of the codes themselves that would count as holes were they asked for
POSTERIOR_THRESHOLD = math.log(10)  # nats: the prior draws such codes ten times as often as images are coded there
PRIOR_SHARE = 0.95
CHUNK = 256  # rows of a table held at once


@dataclass(frozen=True)
class SpacedCodes:
    """Codes of real images and how far they lie from each other.

    ``codes`` (N, latent_dim); ``spacing`` is the median distance from a code to its k-th nearest other one, never zero;
    codes whose :func:`code_coverage` is above ``threshold`` are holes. The threshold is the value that the rarest 1 %
    of the codes themselves exceed, so that an image of the data seldom counts as a hole, however dense or ragged the
    cloud is.
    """

    codes: Tensor
    k: int
    spacing: float
    threshold: float


def make_cloud(codes: Tensor, k: int = NEIGHBOURS) -> SpacedCodes:
    """Measures the *codes* (N, latent_dim) of real images. Raises ValueError for fewer than k + 1 of them, and for
    codes that are no finite numbers."""
    if codes.ndim != 2:
        raise ValueError(f"coverage: expected codes of shape (N, latent_dim), found {tuple(codes.shape)}")
    if len(codes) < k + 1:
        raise ValueError(f"coverage: expected the codes of at least {k + 1} images, found {len(codes)}")
    if not codes.isfinite().all():
        raise ValueError("coverage: expected finite codes, found some that are no numbers")
    codes = codes.detach().float()
    radii = neighbour_radii(codes, k)
    # Where most codes coincide the median is zero; then whatever is not among them is far away.
    spacing = max(float(radii.median()), torch.finfo(torch.float32).eps * float(codes.abs().max()), 1e-12)
    return SpacedCodes(codes, k, spacing, max(1.0, float((radii / spacing).quantile(1 - RARE))))


def code_coverage(z: Tensor, cloud: SpacedCodes) -> Tensor:
    """Distance (N,) from codes *z* (N, latent_dim) to the k-th nearest code of an image, over the cloud's spacing."""
    _check_width(z, cloud.codes)
    far = neighbour_distance(z.float(), cloud.codes, cloud.k)
    return (far / cloud.spacing).nan_to_num(nan=torch.inf, posinf=torch.inf)


def neighbour_distance(points: Tensor, others: Tensor, k: int) -> Tensor:
    """Distance (N,) from each of *points* (N, D) to its k-th nearest among *others* (M, D), k counting from 1."""
    found = [points.new_zeros(0)]
    found += [strip.topk(k, dim=1, largest=False).values[:, -1] for _, strip in distances(points, others)]
    return torch.cat(found)


def widened(mu: Tensor, logvar: Tensor) -> Pieces[Tensor]:
    """The ``logvar`` (N, latent_dim) of posteriors that stand for those of images nobody has: each cloud reaches to its
    nearest other one, ``sigma_i^2 + r_i^2 / latent_dim`` with r_i the distance between their centres.

    A few images are a sample of the data, and clouds may be narrower than the gaps that chance leaves between them.
    Taken as they are, the gaps would count as holes: of 360 clouds with sigma = 0.05 that fill the prior of two numbers
    evenly 27 % of it, of 2000 with sigma = 0.5 in twenty dimensions 79 %; widened they are 2 % and 4 %."""
    if len(mu) < 2:
        return logvar
    radii = (yield from radii_in_pieces(mu, 1)).to(mu)
    return (logvar.exp() + (radii.square() / mu.shape[1])[:, None]).log()


def posterior_coverage(z: Tensor, mu: Tensor, logvar: Tensor) -> Tensor:
    """``log p(z) - log (1/N) sum_i N(z; mu_i, diag exp(logvar_i))`` in nats (n,), for codes *z* (n, latent_dim).

    ``mu`` and ``logvar`` (N, latent_dim) are the posteriors of images that were held out of training: for those that
    were trained on, a memorising encoder would claim more than it covers. For few images take them :func:`widened`.
    Beyond the prior's bulk both densities vanish and the value says little; see :func:`in_prior`.
    """
    if mu.shape != logvar.shape or mu.ndim != 2 or len(mu) == 0:
        raise ValueError(
            f"coverage: expected posteriors of shape (N, latent_dim), found {tuple(mu.shape)} and {tuple(logvar.shape)}"
        )
    _check_width(z, mu)
    # As one product of matrices; in double precision, because narrow clouds far out make the terms large.
    z, mu, precision = z.double(), mu.double(), (-logvar.double()).exp()
    const = -0.5 * (mu.square() * precision + logvar).sum(1) - math.log(len(mu))
    factors = torch.cat([-0.5 * precision, mu * precision], dim=1).T
    found = []
    for part in z.split(CHUNK):
        terms = torch.addmm(const, torch.cat([part.square(), part], dim=1), factors)
        greatest = terms.amax(1)
        # What is e^60 times less than the greatest adds nothing; exp is many times slower where it underflows.
        log_q = greatest + (terms - greatest[:, None]).float().clamp_min_(-60).exp_().sum(1).log_()
        found.append((-0.5 * part.square().sum(1) - log_q).float())
    return (
        torch.cat(found).nan_to_num(nan=torch.inf, posinf=torch.inf) if found else mu.new_zeros(0, dtype=torch.float32)
    )


def in_prior(z: Tensor, share: float = PRIOR_SHARE) -> Tensor:
    """Whether codes (N, latent_dim) lie in the ball around 0 that holds *share* of N(0, I); bool (N,)."""
    return z.square().sum(1) <= prior_radius(z.shape[1], share) ** 2


def prior_radius(latent_dim: int, share: float = PRIOR_SHARE) -> float:
    """Radius of the ball around 0 that holds *share* of N(0, I): 1.96 in one dimension, 2.45 in two for 95 %."""
    half = torch.tensor(latent_dim / 2, dtype=torch.float64)
    low, high = 0.0, math.sqrt(latent_dim) + 40.0
    for _ in range(60):  # |z|^2 / 2 is Gamma(latent_dim / 2); its distribution function rises, so halve the interval
        middle = (low + high) / 2
        if float(torch.special.gammainc(half, torch.tensor(middle**2 / 2, dtype=torch.float64))) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _check_width(z: Tensor, codes: Tensor) -> None:
    if z.ndim != 2 or z.shape[1] != codes.shape[1]:
        raise ValueError(f"coverage: expected codes of shape (N, {codes.shape[1]}), found {tuple(z.shape)}")
