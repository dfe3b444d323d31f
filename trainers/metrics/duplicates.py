"""Copies: fakes that repeat each other, fakes that repeat training images, and whether fakes can be told from reals.

The two-sample test by nearest neighbours: Lopez-Paz and Oquab, "Revisiting Classifier Two-Sample Tests" (2017); read in
two halves as Xu et al., "An Empirical Study on Evaluation Metrics of Generative Adversarial Networks" (2018), do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trainers.lazy import torch
from trainers.metrics.neighbours import as_table, check_widths, distances, radii_in_pieces
from trainers.pieces import Pieces, finish

if TYPE_CHECKING:
    from torch import Tensor

NEAR = 0.01  # a duplicate is nearer than this share of real images is to its nearest other one
COPY = 1e-6  # of the greatest of those distances: rounding, so that what is no farther off is the same image


@dataclass(frozen=True)
class TwoSample:
    """How often the nearest other sample is of one's own kind: 0.5 when fakes cannot be told from reals.

    ``accuracy`` is over all, ``real`` and ``fake`` over either kind. Fakes among themselves (collapse) make ``fake``
    high; fakes each beside a real one (memorising) make both low."""

    accuracy: float
    real: float
    fake: float


def nearest_neighbour_accuracy(real: Tensor, fake: Tensor) -> TwoSample:
    """Leave-one-out accuracy of the 1-nearest-neighbour classifier on features real (N, D) and fake (N, D).

    Raises ValueError for unequal counts, which would shift the 0.5."""
    real, fake = as_table(real, "real features"), as_table(fake, "fake features")
    check_widths(real, fake)
    if len(real) != len(fake):
        raise ValueError(f"expected as many real images as fakes, found {len(real)} and {len(fake)}")
    kind = torch.arange(2 * len(real)) >= len(real)
    both = torch.cat([real, fake])
    right = torch.empty(len(both), dtype=torch.float64)
    for rows, strip in distances(both, both):
        strip[torch.arange(len(strip)), torch.arange(rows.start, rows.stop)] = torch.inf
        nearest = strip.min(1, keepdim=True).values
        near = strip <= nearest  # copies may tie; then each counts its share
        right[rows] = (near & (kind == kind[rows, None])).sum(1) / near.sum(1)
    of_real, of_fake = float(right[: len(real)].mean()), float(right[len(real) :].mean())
    return TwoSample((of_real + of_fake) / 2, of_real, of_fake)


def nearest_distance(samples: Tensor, references: Tensor) -> Tensor:
    """The distance (N,) of each sample (N, D) to the nearest reference (M, D), as float64 on the CPU.

    Of fakes to training images: how near they come to copies. Compare with held-out images to training images."""
    table, nearest = as_table(references, "references"), []
    for _, strip in distances(as_table(samples, "samples"), table):
        nearest.append(strip.min(1).values)
    return torch.cat(nearest)


def duplicate_share(real: Tensor, fake: Tensor) -> float:
    """The share of fakes (N, D) that are nearer to another fake than NEAR of the real images (N, D) are to each other:
    about NEAR for equal distributions, 1 for a generator that draws but one image. Take equal counts. Real images that
    are there twice do not count: they would make near mean equal, to the last bit.

    A generator that draws from one or two numbers has something near to everything it draws: read it with coverage."""
    return finish(duplicates_in_pieces(real, fake))


def duplicates_in_pieces(real: Tensor, fake: Tensor) -> Pieces[float]:
    """What :func:`duplicate_share` gives."""
    of_real = yield from radii_in_pieces(as_table(real, "real features"), 1)
    of_fake = yield from radii_in_pieces(as_table(fake, "fake features"), 1)
    different = of_real[of_real > COPY * of_real.max()]
    near = torch.quantile(different, NEAR) if len(different) else of_real.max()
    return float((of_fake <= near).double().mean())
