"""Realism: does a picture lie as close to real pictures as they lie to each other?

Kynkaanniemi, Karras, Laine, Lehtinen and Aila, "Improved Precision and Recall Metric for Assessing Generative Models"
(2019), section 3.3. Around each reference, a real picture with features ``phi_i``, lies a ball whose radius ``r_i`` is
the distance to its k-th nearest other reference. The realism of a picture with features ``phi``,

    R = max_i r_i / |phi - phi_i|,

is at least 1 inside some ball: there it passes for real. Below 1 is a *hole*.

Lonely references have large balls, which would swallow the holes. The paper drops those with a radius above the median;
here **they stay, with the median as their radius**. Real pictures are seldom equally dense everywhere (a one looks more
like other ones than an eight like other eights), and to drop the wider half of all would drop whole kinds of pictures:
on rendered moons with noise, where dark moons lie wider apart than bright ones, ranking codes by R then finds the true
holes no better than an AUROC of 0.79, against 0.99 with capped radii.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trainers.lazy import torch

if TYPE_CHECKING:
    from torch import Tensor

THRESHOLD = 1.0  # holes lie below
NEIGHBOURS = 3
# Pictures of 8 bits are known to half a grey level, so no radius is below this share of the features' length. Without
# it a picture that occurs more than k times would have a ball of radius 0, into which no decode ever falls.
LEAST_RADIUS = 0.5 / 255
MOST = 1000.0  # R of a picture equal to a reference, where the quotient would be infinite
CHUNK = 1024  # rows of a table of distances held at once
# Up to this width distances are summed up one by one: as fast as the product of matrices, and without its rounding.
DIRECT_WIDTH = 16


@dataclass(frozen=True)
class References:
    """Real pictures to compare with: ``features`` (N, D) and the ``radii`` (N,) of their balls, all above zero unless
    every feature of every reference is zero."""

    features: Tensor
    radii: Tensor


def make_references(features: Tensor, k: int = NEIGHBOURS) -> References:
    """Balls around real pictures with *features* (N, D), none wider than the median.

    Raises ValueError for fewer than k + 1 pictures and for features that are no finite numbers.
    """
    features = _table(features, "features of real pictures").detach()
    if len(features) < k + 1:
        raise ValueError(f"realism: expected at least {k + 1} real pictures to compare with, found {len(features)}")
    if not features.isfinite().all():
        raise ValueError("realism: expected finite features of the real pictures, found some that are no numbers")
    radii = neighbour_distance(features, features, k, leave_one_out=True)
    length = features.square().sum(1).mean().sqrt()
    return References(features, radii.clamp_max(radii.median()).clamp_min(LEAST_RADIUS * length))


def realism(features: Tensor, references: References) -> Tensor:
    """R (N,) of pictures with *features* (N, D), from 0 to MOST; holes lie below THRESHOLD.

    A picture whose features are no finite numbers is as far from real as can be: 0.
    """
    features = _table(features, "features")
    real, radii = references.features, references.radii
    if features.shape[1] != real.shape[1]:
        raise ValueError(f"realism: expected features of width {real.shape[1]}, found {features.shape[1]}")
    found = [_chunk_realism(part, real, radii) for part in features.split(CHUNK)]
    return torch.cat(found) if found else features.new_zeros(0)


def _chunk_realism(features: Tensor, real: Tensor, radii: Tensor) -> Tensor:
    if real.shape[1] <= DIRECT_WIDTH:
        distances = torch.cdist(features, real, compute_mode="donot_use_mm_for_euclid_dist")
        best = distances.div_(radii).argmin(1)
    else:
        # The product of matrices finds which ball; its rounding would show in R, so that distance is taken again.
        best = squared_distances(features, real).div_(radii.square()).argmin(1)
    distance = torch.linalg.vector_norm(features - real[best], dim=1)
    quotient = torch.where(distance == 0, MOST, radii[best] / distance)
    return quotient.nan_to_num(nan=0.0, posinf=MOST).clamp_max(MOST)


def neighbour_distance(points: Tensor, others: Tensor, k: int, leave_one_out: bool = False) -> Tensor:
    """Distance (N,) from each of *points* (N, D) to its k-th nearest among *others* (M, D), k counting from 1.

    With ``leave_one_out`` both are the same set, and no point is its own neighbour. A set of exact duplicates has
    distance 0.
    """
    found = []
    for start in range(0, len(points), CHUNK):
        part = points[start : start + CHUNK]
        if points.shape[1] <= DIRECT_WIDTH:
            distances = torch.cdist(part, others, compute_mode="donot_use_mm_for_euclid_dist")
        else:
            distances = squared_distances(part, others)
        if leave_one_out:
            rows = torch.arange(len(part), device=part.device)
            distances[rows, rows + start] = torch.inf
        nearest = distances.topk(k, dim=1, largest=False).indices[:, -1]
        found.append(torch.linalg.vector_norm(part - others[nearest], dim=1))
    return torch.cat(found) if found else points.new_zeros(0)


def squared_distances(a: Tensor, b: Tensor) -> Tensor:
    """(N, M) squared distances of the rows of (N, D) and (M, D), never negative, by ``|a|^2 - 2ab + |b|^2``.

    Both are moved so that b's mean is zero, which keeps the terms, and with them the rounding, small.
    """
    centre = b.mean(0)
    a, b = a - centre, b - centre
    squares = torch.addmm(b.square().sum(1), a, b.T, alpha=-2)
    return squares.add_(a.square().sum(1, keepdim=True)).clamp_min_(0)


def _table(features: Tensor, what: str) -> Tensor:
    if features.ndim != 2:
        raise ValueError(f"realism: expected {what} of shape (N, D), found {tuple(features.shape)}")
    return features.float()
