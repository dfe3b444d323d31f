"""A mixture of Gaussians as it is seen in a plane of two of its d axes, where it is a mixture of Gaussians again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from trainers.examples import Float32, frozen
from trainers.lazy import torch
from trainers.messages import Components

if TYPE_CHECKING:
    from torch import Tensor

    from trainers.metrics.gaussians.mixtures import Mixture

Extent = tuple[float, float, float, float]  # x0, y0, x1, y1
Float64 = NDArray[np.float64]
MARGIN = 0.05  # of the width and height of what is shown, around it
_LEAST = 1e-300  # of a variance: what is narrower has no density in float64


def whole(mixture: Mixture) -> Components:
    """All d dimensions."""
    means, covariances = mixture.means, mixture.full_covariances
    return Components(*(frozen(part.cpu().numpy()) for part in (mixture.weights, means, covariances)))


def marginal(mixture: Mixture, axes: tuple[int, int]) -> Components:
    """What the mixture is in the plane of two of its axes. One of a single dimension lies on a line: its second numbers
    are 0, and so are their variances."""
    found = whole(mixture)
    if found.means.shape[1] == 1:
        means, covariances = np.zeros((len(found.means), 2)), np.zeros((len(found.means), 2, 2))
        means[:, 0], covariances[:, 0, 0] = found.means[:, 0], found.covariances[:, 0, 0]
    else:
        means, covariances = found.means[:, axes], found.covariances[:, axes][:, :, axes]
    return Components(found.weights, frozen(means), frozen(covariances))


def places_of(z: Tensor, axes: tuple[int, int]) -> Float32:
    """Where points (N, d) lie in that plane, (N, 2)."""
    if z.shape[1] == 1:
        return frozen(np.pad(z.cpu().numpy(), ((0, 0), (0, 1))).astype(np.float32))
    return frozen(z[:, list(axes)].cpu().numpy().astype(np.float32))


def extent_of(places: Float32) -> Extent:
    """What holds all *places*, with a little room around them; of places that coincide a square of side 1."""
    low, high = places.min(0).astype(float), places.max(0).astype(float)
    wide = high - low
    room = np.where(wide > 0, MARGIN * wide, 0.5)
    (x0, y0), (x1, y1) = low - room, high + room
    return float(x0), float(y0), float(x1), float(y1)


def density(of: Components, extent: Extent, cells: int) -> Float32:
    """The density (cells, cells) of a mixture in the plane at the middles of the cells of *extent*, top row first. On a
    line it is that of the first axis."""
    x0, y0, x1, y1 = extent
    middles = (np.arange(cells) + 0.5) / cells
    x, y = x0 + middles * (x1 - x0), y1 - middles * (y1 - y0)
    wide = np.maximum(of.covariances[:, 0, 0], _LEAST)
    across = (x - of.means[:, :1]) / np.sqrt(wide)[:, None]  # (K, columns), in sigmas
    heights = of.weights / np.sqrt(2 * np.pi * wide)
    if not of.covariances[:, 1].any():
        row = (heights[:, None] * np.exp(-(across**2) / 2)).sum(0)
        return _plain(np.broadcast_to(row, (cells, cells)))
    # What is left of the second axis where the first one is known.
    leaning = of.covariances[:, 0, 1] / np.sqrt(wide)
    left = np.maximum(of.covariances[:, 1, 1] - leaning**2, _LEAST)
    apart = (y - of.means[:, 1:])[:, :, None] - (leaning[:, None] * across)[:, None, :]  # (K, rows, columns)
    squared = apart**2 / left[:, None, None] + (across**2)[:, None, :]
    heights = heights / np.sqrt(2 * np.pi * left)
    return _plain(np.einsum("k,krc->rc", heights, np.exp(-squared / 2)))


def collapsed(mixture: Mixture, floor: float, slack: float = 1.1) -> tuple[int, ...]:
    """The components that are no wider than *floor*, a variance, allows in some direction: what is left of their
    covariances without *slack* times the floor is not positive definite."""
    covariances = mixture.full_covariances
    least = slack * floor * torch.eye(covariances.shape[1], dtype=covariances.dtype, device=covariances.device)
    _, failed = torch.linalg.cholesky_ex(covariances - least)
    return tuple(int(place) for place in failed.nonzero().flatten())


def _plain(values: Float64) -> Float32:
    """As float32; what is too large for it is the largest that there is."""
    return frozen(np.minimum(values, np.finfo(np.float32).max).astype(np.float32))
