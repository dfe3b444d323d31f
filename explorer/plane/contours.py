"""Lines of equal density through a cloud of points. Pure numpy."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from explorer.plane.viewport import Extent

CELLS = 72
SMOOTHING = 1.6  # cells
SHARES = (0.25, 0.5, 0.75, 0.95)  # each line holds this share of the points
ENOUGH = 50_000

# Corners of a cell, counted round: 0 lower left, 1 lower right, 2 upper right, 3 upper left; edge k joins k and k + 1.
_CORNERS = ((0, 0), (1, 0), (1, 1), (0, 1))


def density_contours(positions: NDArray[np.floating], extent: Extent) -> list[NDArray[np.float64]]:
    """Segments (S, 2, 2) of (x, y) for each of SHARES, of the density of positions (N, 2) in ``extent``."""
    some = positions[:: max(math.ceil(len(positions) / ENOUGH), 1)].astype(np.float64)
    x0, y0, x1, y1 = extent
    counts, _, _ = np.histogram2d(some[:, 0], some[:, 1], bins=CELLS, range=[[x0, x1], [y0, y1]])
    if not counts.any():
        return [np.zeros((0, 2, 2)) for _ in SHARES]
    away = np.arange(CELLS)[:, None] - np.arange(CELLS)
    smoothing = np.exp(-0.5 * (away / SMOOTHING) ** 2)
    density = smoothing @ counts @ smoothing.T
    ranked = np.sort(density, axis=None)[::-1]
    held = np.cumsum(ranked) / ranked.sum()
    size = np.array([(x1 - x0) / CELLS, (y1 - y0) / CELLS])
    lines = []
    for share in SHARES:
        level = float(ranked[min(int(np.searchsorted(held, share)), len(ranked) - 1)])
        lines.append(level_lines(density, level) * size + (x0, y0) + size / 2)
    return lines


def level_lines(field: NDArray[np.floating], level: float) -> NDArray[np.float64]:
    """Segments (S, 2, 2) along which ``field`` (nx, ny) equals ``level``, in units of its indices (marching squares,
    linear within a cell)."""
    values = np.asarray(field, np.float64)
    nx, ny = values.shape
    corners = np.stack([values[i : nx - 1 + i, j : ny - 1 + j] for i, j in _CORNERS])
    above = corners > level
    crossed = above != np.roll(above, -1, axis=0)  # (4, nx - 1, ny - 1), one per edge
    i, j = np.nonzero(crossed.any(axis=0))
    corners, above, crossed = corners[:, i, j], above[:, i, j], crossed[:, i, j]
    points = _crossings(corners, level) + np.stack([i, j], axis=1)  # (4, n, 2); where an edge is crossed
    cells = np.arange(len(i))
    first, last = crossed.argmax(axis=0), 3 - crossed[::-1].argmax(axis=0)
    saddle = crossed.all(axis=0)
    lines = np.stack([points[first, cells], points[last, cells]], axis=1)[~saddle]
    # At a saddle the mean says which two corners belong together.
    turned = above[0] != (corners.mean(axis=0) > level)
    pairs = [(turned, (1, 2)), (turned, (3, 0)), (~turned, (0, 1)), (~turned, (2, 3))]
    both = [np.stack([points[a], points[b]], axis=1)[saddle & which] for which, (a, b) in pairs]
    return np.concatenate([lines, *both])


def _crossings(corners: NDArray[np.float64], level: float) -> NDArray[np.float64]:
    """For cells of *corners* (4, n) where each edge meets the level (4, n, 2), within the cell; anything where it does
    not, and no number where a value is missing."""
    following = np.roll(corners, -1, axis=0)
    begins = np.array(_CORNERS, np.float64)
    ways = np.roll(begins, -1, axis=0) - begins
    with np.errstate(divide="ignore", invalid="ignore"):
        share = (level - corners) / (following - corners)
        return begins[:, None] + share[..., None] * ways[:, None]
