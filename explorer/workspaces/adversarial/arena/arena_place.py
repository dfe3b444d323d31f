"""Where the arena puts what it says, and which part of the plane holds all that it shows. Plain geometry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSizeF

from explorer.plane.viewport import Extent

AWAY = 20.0  # logical pixels between the pointer and what is said about its place
EDGE = 8.0  # and between that and the edge of the square
BULK = (1.0, 99.0)  # percentiles of the fakes that a view of everything holds: one stray fake does not shrink the data
AIR = 0.04  # of the side of such a view, around the fakes
FARTHEST = 1000.0  # of the plane: fakes of a game that has blown up are not followed beyond


def beside(at: QPointF, size: QSizeF, square: QRectF, taken: Sequence[QRectF]) -> QRectF:
    """A box of *size* in *square*, on the side of *at* that has room, and over none of the boxes that are *taken*.
    Where neither side of *at* has room the first corner that is free takes it, else the one across from *at*."""
    width, height = size.width(), size.height()
    inside = square.adjusted(EDGE, EDGE, -EDGE, -EDGE)
    right, left = at.x() + AWAY, at.x() - AWAY - width
    below, above = at.y() + AWAY, at.y() - AWAY - height
    near = [QRectF(x, y, width, height) for y in (above, below) for x in (right, left)]
    for box in near:
        if inside.contains(box) and not _meets(box, taken):
            return box
    far_x = inside.left() if at.x() > square.center().x() else inside.right() - width
    across = inside.top() if at.y() > square.center().y() else inside.bottom() - height
    along = inside.bottom() - height if across == inside.top() else inside.top()
    near_x = inside.right() - width if far_x == inside.left() else inside.left()
    clear = QRectF(at.x() - AWAY, at.y() - AWAY, 2 * AWAY, 2 * AWAY)
    corners = [QRectF(x, y, width, height) for y in (across, along) for x in (far_x, near_x)]
    for box in corners:
        if not _meets(box, (*taken, clear)):
            return box
    # The square is small: next to what is taken rather than over it.
    for box in corners:
        for each in taken:
            if box.intersects(each):
                upper = each.top() - EDGE / 2 - height
                box.moveTop(upper if upper >= inside.top() else each.bottom() + EDGE / 2)
        if not _meets(box, taken):
            return box
    return corners[0]


def _meets(box: QRectF, others: Iterable[QRectF]) -> bool:
    return any(box.intersects(other) for other in others)


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
