"""Densities of points of the plane: exact where the modes are known, else estimated from samples.

With them the optimal discriminator, ``p_data / (p_data + p_model)``, can be drawn beside the one that was learned.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trainers.images import Float32, Images, Modes, as_points

Float64 = NDArray[np.float64]
Density = Callable[[Float32], Float64]  # points (N, 2) to densities (N,) per unit of area

MOST_SAMPLES = 5000  # of an estimate; more would only take time
TABLE = 2_000_000  # entries of a table of distances held at once


@dataclass(frozen=True)
class RoundGaussians:
    """A mixture of round Gaussians of equal weight and one ``sigma`` around ``centres`` (K, 2)."""

    centres: Float64
    sigma: float

    def __call__(self, points: Float32) -> Float64:
        """The density (N,) per unit of area at points (N, 2)."""
        density = np.empty(len(points))
        step = max(1, TABLE // len(self.centres))
        for start in range(0, len(points), step):
            part = points[start : start + step].astype(np.float64)
            squared = (part**2).sum(1)[:, None] + (self.centres**2).sum(1) - 2 * part @ self.centres.T
            density[start : start + step] = np.exp(-np.maximum(squared, 0) / (2 * self.sigma**2)).mean(1)
        return density / (2 * math.pi * self.sigma**2)


def mixture_density(modes: Modes) -> Density:
    """The exact density of data with known modes."""
    return RoundGaussians(modes.centres.astype(np.float64), modes.sigma)


def estimated_density(points: Float32, bandwidth: float | None = None) -> Density:
    """A kernel density estimate from *points* (N, 2), of which the first MOST_SAMPLES count.

    Without a *bandwidth* Scott's rule sets it, from the mean spread of both axes: right for one round cloud and too
    wide for several small ones, for which a bandwidth near their width should be given. Raises ValueError for fewer
    than two samples, for such that are not finite or all alike."""
    samples = np.asarray(points[:MOST_SAMPLES], np.float64)
    if samples.ndim != 2 or samples.shape[1] != 2 or len(samples) < 2 or not np.isfinite(samples).all():
        raise ValueError(f"density: expected at least 2 finite points (N, 2), found shape {samples.shape}")
    if bandwidth is None:
        bandwidth = math.sqrt(samples.var(axis=0, ddof=1).mean()) * len(samples) ** (-1 / 6)
    if not bandwidth > 0:
        raise ValueError(f"density: expected a bandwidth above 0, found {bandwidth:g} (are all points alike?)")
    return RoundGaussians(samples, bandwidth)


def local_bandwidth(samples: Float32, k: int = 10) -> float:
    """A bandwidth for clouds of unknown width: the median distance of samples (N, 2) to their k-th neighbour, found
    among the first 1000. Follows small clouds, where Scott's rule sees only the whole."""
    points = np.asarray(samples[:1000], np.float64)
    if len(points) <= k:
        raise ValueError(f"density: expected more than {k} points, found {len(points)}")
    squared = ((points[:, None] - points) ** 2).sum(2)
    return float(np.sqrt(np.median(np.partition(squared, k, axis=1)[:, k])))


def data_density(images: Images) -> Density:
    """The density of the data: exact where their modes are known, else estimated from the training points.

    Raises ValueError for data that are not points."""
    if not images.is_points:
        raise ValueError(f"{images.title}: a density needs points, found images of shape {images.image_shape}")
    if images.modes is not None:
        return mixture_density(images.modes)
    points = as_points(images.train)
    return estimated_density(points, local_bandwidth(points))
