"""Which part of the plane holds all that the arena shows. Plain geometry."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from explorer.plane.viewport import Extent

BULK = (1.0, 99.0)  # percentiles of the fakes that a view of everything holds: one stray fake does not shrink the data
AIR = 0.04  # of the side of such a view, around the fakes
FARTHEST = 1000.0  # of the plane: fakes of a game that has blown up are not followed beyond


def outside_share(points: NDArray[np.floating], extent: Extent) -> float:
    """The share of points (N, 2) that lie outside *extent*, those without a finite place among them; 0 of none."""
    if not len(points):
        return 0.0
    x0, y0, x1, y1 = extent
    with np.errstate(invalid="ignore"):
        inside = ((points >= (x0, y0)) & (points <= (x1, y1))).all(axis=1)
    return float(1 - inside.mean())


def all_of(unit: Extent, fakes: NDArray[np.floating]) -> Extent:
    """The smallest square part of the plane that holds *unit* and the bulk of the fakes (N, 2) that have a place."""
    known = fakes[np.isfinite(fakes).all(axis=1)]
    if not len(known):
        return unit
    low, high = np.clip(np.percentile(known.astype(np.float64), BULK, axis=0), -FARTHEST, FARTHEST)
    if (low >= unit[:2]).all() and (high <= unit[2:]).all():
        return unit
    low, high = np.minimum(low, unit[:2]), np.maximum(high, unit[2:])
    half = (high - low).max() * (0.5 + AIR)
    x, y = ((low + high) / 2).tolist()
    return x - half, y - half, x + half, y + half
