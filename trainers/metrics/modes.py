"""Which modes a generator serves: of known Gaussians for points, of classes for images.

As in Lin, Khetan, Fanti and Oh, "PacGAN: The power of two samples in generative adversarial networks" (2018), section
4.1: a sample is of high quality, a hit, when it lies within three standard deviations of a mode's centre; the reverse
KL divergence compares how samples are spread over the modes, each counted for the nearest one, with how the data are
(evenly). There one hit makes a mode count; here it takes a share of the samples, for among thousands one is a stray.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trainers.examples import Float32, Int64, Modes

HIGH_QUALITY_SIGMAS = 3.0
MISSING = 0.02  # of the samples: a mode with less counts as missing
ROUNDING = 1e-6  # shares may come as float32, in which 2 % is a little less
OF_EVEN = 0.5  # of the even share, where there are so many modes that 2 % of each would be asking too much


@dataclass(frozen=True)
class ModeCounts:
    """Samples per mode: ``nearest`` (K,) counts each sample for the nearest mode, ``hits`` (K,) only those within three
    sigma of it."""

    nearest: Int64
    hits: Int64

    @property
    def shares(self) -> NDArray[np.float64]:
        """The share (K,) of all samples that hit each mode; their sum is the share of high quality."""
        return self.hits / self.nearest.sum()

    @property
    def present(self) -> int:
        """How many modes are hit by no less than the least share of the samples."""
        return present_modes(self.shares.tolist())

    @property
    def high_quality_share(self) -> float:
        """The share of samples that hit a mode, 0 to 1; 0.989 for samples of the modes themselves."""
        return float(self.hits.sum() / self.nearest.sum())

    def figures(self) -> Mapping[str, float]:
        """What is told of known modes, by name; ``reverse_kl`` in nats."""
        return {
            "modes_present": float(self.present),
            "high_quality_share": self.high_quality_share,
            "reverse_kl": reverse_kl(self.nearest),
            "smallest_mode_share": float(self.shares.min()),
        }


def count_modes(points: Float32, modes: Modes) -> ModeCounts:
    """Counts points (N, 2). Raises ValueError as :func:`nearest_mode` does."""
    nearest, distance = nearest_mode(points, modes)
    good = nearest[distance <= HIGH_QUALITY_SIGMAS * modes.sigma]
    k = len(modes.centres)
    return ModeCounts(np.bincount(nearest, minlength=k), np.bincount(good, minlength=k))


def nearest_mode(points: Float32, modes: Modes) -> tuple[Int64, NDArray[np.float64]]:
    """For each of points (N, 2) the number (N,) of the mode whose centre is nearest, and how far off it is (N,).

    Raises ValueError for other shapes and points that are not finite."""
    if points.ndim != 2 or points.shape[1] != 2 or len(points) == 0 or not np.isfinite(points).all():
        raise ValueError(f"modes: expected finite points (N, 2), found an array of shape {points.shape}")
    squared = ((points[:, None].astype(np.float64) - modes.centres) ** 2).sum(axis=2)  # (N, K)
    return squared.argmin(axis=1), np.sqrt(squared.min(axis=1))


def reverse_kl(counts: Int64) -> float:
    """KL divergence, in nats, of the histogram *counts* (K,) from the uniform one: 0 when all modes are served alike,
    ``log K`` when only one is. Raises ValueError for a histogram without a count."""
    shares = _shares(counts)
    served = shares[shares > 0]
    return float((served * np.log(served * len(shares))).sum())


def smallest_share(counts: Int64) -> float:
    """The share, 0 to 1/K, of the mode that is served least."""
    return float(_shares(counts).min())


def least_share(count: int) -> float:
    """Below which share one of *count* modes counts as missing: 2 %, or half the even share. A stray sample between two
    modes, or one that the judge takes for another class, does not make a mode present."""
    return min(MISSING, OF_EVEN / max(1, count))


def is_present(share: float, count: int) -> bool:
    """Whether one of *count* modes with this share of the samples counts as present."""
    return share >= least_share(count) - ROUNDING


def present_modes(shares: Sequence[float]) -> int:
    """How many of the modes, by their *shares* of hits, get no less than the least share of the samples: the one count
    of what is present, for the verdict, the figures and the bars alike."""
    return sum(is_present(share, len(shares)) for share in shares)


def class_counts(probabilities: Float32) -> Int64:
    """How many images the judge, with *probabilities* (N, K), takes for each class (K,)."""
    return np.bincount(probabilities.argmax(axis=1), minlength=probabilities.shape[1])


def _shares(counts: Int64) -> np.ndarray:
    total = counts.sum()
    if total <= 0 or counts.min() < 0:
        raise ValueError(f"expected counts with a sum above 0, found {counts.tolist()}")
    return counts / total
