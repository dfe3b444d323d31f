"""Where something is said about a place under the pointer. Plain geometry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF

AWAY = 20.0  # logical pixels between the pointer and what is said about its place
EDGE = 8.0  # and between that and the edge of the view


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
