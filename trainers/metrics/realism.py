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
from trainers.metrics.neighbours import distances, neighbour_radii

if TYPE_CHECKING:
    from torch import Tensor

THRESHOLD = 1.0  # holes lie below
NEIGHBOURS = 3
# Pictures of 8 bits are known to half a grey level, so no radius is below this share of the features' length. Without
# it a picture that occurs more than k times would have a ball of radius 0, into which no decode ever falls.
LEAST_RADIUS = 0.5 / 255
MOST = 1000.0  # R of a picture equal to a reference, where the quotient would be infinite


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
    radii = neighbour_radii(features, k)
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
    found = [features.new_zeros(0)]
    for rows, strip in distances(features, real):
        best = strip.div_(radii).argmin(1)
        # In wide spaces the strip comes from a product of matrices, whose rounding would show: taken again.
        distance = torch.linalg.vector_norm(features[rows] - real[best], dim=1)
        found.append(torch.where(distance == 0, MOST, radii[best] / distance))
    return torch.cat(found).nan_to_num(nan=0.0, posinf=MOST).clamp_max(MOST)


def _table(features: Tensor, what: str) -> Tensor:
    if features.ndim != 2:
        raise ValueError(f"realism: expected {what} of shape (N, D), found {tuple(features.shape)}")
    return features.float()
