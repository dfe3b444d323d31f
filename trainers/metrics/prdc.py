"""How real the fakes are, and how much of the real they show, by balls around each sample's nearest neighbours.

Precision and recall: Kynkaanniemi, Karras, Laine, Lehtinen and Aila, "Improved Precision and Recall Metric for
Assessing Generative Models" (2019), k = 3. Density and coverage: Naeem, Oh, Uh, Choi and Yoo, "Reliable Fidelity and
Diversity Metrics for Generative Models" (2020), k = 5: an outlier among the fakes no longer spoils them.

All depend on the number of samples and on the features, so say both, and show the value of real against real beside.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trainers.lazy import torch
from trainers.metrics.neighbours import as_table, distances, neighbour_radii, radii_in_pieces
from trainers.pieces import Pieces, finish

if TYPE_CHECKING:
    from torch import Tensor

PRECISION_NEIGHBOURS = 3
DENSITY_NEIGHBOURS = 5


@dataclass(frozen=True)
class PrecisionRecall:
    """Shares from 0 to 1: of fakes that lie in a ball of a real one, and of reals that lie in a ball of a fake."""

    precision: float
    recall: float


@dataclass(frozen=True)
class DensityCoverage:
    """``density``: in how many balls of real images a fake lies, over k; about 1 for equal distributions, more where
    the fakes crowd. ``coverage``: the share, 0 to 1, of real images in whose ball some fake lies."""

    density: float
    coverage: float


def precision_recall(real: Tensor, fake: Tensor, k: int = PRECISION_NEIGHBOURS) -> PrecisionRecall:
    """Of features real (N, D) and fake (M, D); take N = M. Raises ValueError for k or fewer of either."""
    real, fake = as_table(real, "real features"), as_table(fake, "fake features")
    real_radii, fake_radii = neighbour_radii(real, k), neighbour_radii(fake, k)
    recalled = 0
    in_real = torch.zeros(len(fake), dtype=torch.bool)
    for rows, strip in distances(real, fake):
        in_real |= (strip <= real_radii[rows, None]).any(0)
        recalled += int((strip <= fake_radii).any(1).sum())
    return PrecisionRecall(float(in_real.double().mean()), recalled / len(real))


def density_coverage(real: Tensor, fake: Tensor, k: int = DENSITY_NEIGHBOURS) -> DensityCoverage:
    """Of features real (N, D) and fake (M, D); take N = M. Raises ValueError for k or fewer real ones.

    A fake on the edge of a ball lies in it, which counts only where images are equal bit for bit."""
    return finish(coverage_in_pieces(real, fake, k))


def coverage_in_pieces(real: Tensor, fake: Tensor, k: int = DENSITY_NEIGHBOURS) -> Pieces[DensityCoverage]:
    """What :func:`density_coverage` gives."""
    real, fake = as_table(real, "real features"), as_table(fake, "fake features")
    radii = yield from radii_in_pieces(real, k)
    inside = covered = 0
    for rows, strip in distances(real, fake):
        hit = strip <= radii[rows, None]
        inside += int(hit.sum())
        covered += int(hit.any(1).sum())
        yield None
    return DensityCoverage(inside / (k * len(fake)), covered / len(real))
