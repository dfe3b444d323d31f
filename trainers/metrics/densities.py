"""Densities of points of the plane: exact where the modes are known, else estimated from samples.

With them the optimal discriminator, ``p_data / (p_data + p_model)``, can be drawn beside the one that was learned.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from trainers.examples import Examples, Float32, Modes
from trainers.lazy import torch

Float64 = NDArray[np.float64]

MOST_SAMPLES = 5000  # of an estimate; more would only take time
FAR = 300.0  # exponent of a kernel that counts as zero
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

    def on_grid(self, x: Float64, y: Float64) -> Float64:
        """The density (R, C) at all pairs of y (R,) and x (C,): a round kernel is a product, which saves work."""
        along_x, along_y = self._along(x, self.centres[:, 0]), self._along(y, self.centres[:, 1])
        # By torch, which keeps to the threads that it was given, where numpy's own would get in the way of training.
        product = torch.from_numpy(along_y) @ torch.from_numpy(along_x).T
        return product.numpy() / (len(self.centres) * 2 * math.pi * self.sigma**2)

    def _along(self, axis: Float64, centres: Float64) -> Float64:
        """The kernel (A, K) along one axis; 0 from where products of it would be too small to be multiplied fast."""
        exponent = ((axis[:, None] - centres) / self.sigma) ** 2 / 2
        return np.exp(-exponent, where=exponent < FAR, out=np.zeros_like(exponent))

    def blurred(self, bandwidth: float) -> RoundGaussians:
        """What a kernel estimate of this *bandwidth* makes of so distributed points, on average."""
        return replace(self, sigma=math.hypot(self.sigma, bandwidth))


def mixture_density(modes: Modes) -> RoundGaussians:
    """The exact density of data with known modes."""
    return RoundGaussians(modes.centres.astype(np.float64), modes.sigma)


def estimated_density(points: Float32, bandwidth: float | None = None) -> RoundGaussians:
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


def data_density(examples: Examples) -> RoundGaussians:
    """The density of the data: exact where their modes are known, else estimated from the training points.

    Raises ValueError for data that are not points."""
    if not examples.kind.in_plane:
        found = f"{examples.kind.plural} of shape {examples.kind.shape}"
        raise ValueError(f"{examples.title}: a density needs points, found {found}")
    if examples.modes is not None:
        return mixture_density(examples.modes)
    return estimated_density(examples.train, local_bandwidth(examples.train))
