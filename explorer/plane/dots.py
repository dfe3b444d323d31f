"""Points as dots: where they lie in pixels, how large they are, and the soft stamp that one leaves. Pure numpy."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from explorer.plane.viewport import Viewport
from trainers.examples import Float32

SUB = 4  # places within a pixel that are told apart, along each side: motion looks smooth
DOT_OPACITY = 0.82  # so that a heap of points is told from a single one


def to_pixels(places: NDArray[np.floating], view: Viewport, scale: float = 1.0) -> NDArray[np.float64]:
    """Places of the plane (..., 2) in pixels of the view, ``scale`` of them to a logical one; y downwards. What is not
    finite stays so: compare before casting."""
    x0, _, _, y1 = view.extent
    with np.errstate(over="ignore", invalid="ignore"):
        exact = np.asarray(places, np.float64)
        px, py = (exact[..., 0] - x0) * (view.sx * scale), (y1 - exact[..., 1]) * (view.sy * scale)
    return np.stack([px, py], axis=-1)


def nearest_dot(places: NDArray[np.floating], view: Viewport, x: float, y: float) -> tuple[int, float]:
    """Which of the *places* (N, 2) is drawn nearest to a pixel of the view, and how many pixels away: -1 and infinity
    where there is none, infinity where none is finite."""
    if not len(places):
        return -1, math.inf
    away = to_pixels(places, view) - (x, y)
    with np.errstate(invalid="ignore", over="ignore"):
        distance = np.nan_to_num(np.hypot(away[:, 0], away[:, 1]), nan=math.inf)
    nearest = int(distance.argmin())
    return nearest, float(distance[nearest])


def dot_radius(side: float, count: int) -> float:
    """Logical pixels, for *count* points in a square of *side*: smaller where there is little room or a crowd."""
    crowd = math.sqrt(min(1.0, 1500 / max(count, 1)))
    return min(max(side / 165, 1.8), 3.0) * max(crowd, 0.6)


@lru_cache(maxsize=8)
def stamps(radius: float, reach: int) -> tuple[Float32, NDArray[np.intp]]:
    """(SUB * SUB, K) optical densities of one dot for each place within a pixel, and the K pixels (row, column) around
    it to which they belong."""
    steps = np.arange(-reach, reach + 1)
    rows, columns = (grid.ravel() for grid in np.meshgrid(steps, steps, indexing="ij"))
    middles = (np.arange(SUB) + 0.5) / SUB
    down, across = (grid.ravel()[:, None] for grid in np.meshgrid(middles, middles, indexing="ij"))
    away = np.hypot(rows + 0.5 - down, columns + 0.5 - across)
    cover = np.clip(radius + 0.5 - away, 0, 1) * DOT_OPACITY
    used = (cover > 0).any(axis=0)
    return (-np.log1p(-cover[:, used])).astype(np.float32), np.stack([rows, columns], axis=1)[used]
