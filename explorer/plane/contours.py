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
    cells = np.argwhere(crossed.any(axis=0))
    segments = []
    for i, j in cells:
        edges = np.flatnonzero(crossed[:, i, j])
        points = [_crossing(corners[:, i, j], int(edge), level) for edge in edges]
        # At a saddle the mean says which two corners belong together.
        if len(points) == 4 and above[0, i, j] != (corners[:, i, j].mean() > level):
            points = points[1:] + points[:1]
        for a, b in zip(points[::2], points[1::2], strict=True):
            segments.append(((i + a[0], j + a[1]), (i + b[0], j + b[1])))
    return np.array(segments, np.float64).reshape(-1, 2, 2)


def _crossing(corners: NDArray[np.float64], edge: int, level: float) -> tuple[float, float]:
    first, second = corners[edge], corners[(edge + 1) % 4]
    share = (level - first) / (second - first)
    (ax, ay), (bx, by) = _CORNERS[edge], _CORNERS[(edge + 1) % 4]
    return ax + share * (bx - ax), ay + share * (by - ay)
