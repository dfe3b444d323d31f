"""The order in which a window is read: row by row, and within a row from left to right.

Qt's own order of Tab is that in which widgets came to the window, so that what is made later, such as the form of
another model, would be reached last, wherever it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget

SLACK = 2  # px by which rows, or columns, may overlap

_Placed = tuple[QRect, QWidget]


def in_reading_order(root: QWidget) -> Iterator[QWidget]:
    """All visible widgets within *root*, each before those within it."""
    placed = [
        (child.geometry(), child)
        for child in root.children()
        if isinstance(child, QWidget) and child.isVisible() and not child.isWindow()
    ]
    for _, child in _ordered(placed):
        yield child
        yield from in_reading_order(child)


def reached_by_tab(widget: QWidget) -> bool:
    """Whether Tab stops at a visible *widget*."""
    wanted = Qt.FocusPolicy.TabFocus.value
    return bool(widget.focusPolicy().value & wanted) and widget.isEnabled() and widget.focusProxy() is None


def neighbour(root: QWidget, held: QWidget | None, forward: bool) -> QWidget | None:
    """Where Tab (*forward*), or Tab with Shift, goes from *held* within *root*; at its end it begins anew."""
    order = list(in_reading_order(root))
    at = next((index for index, widget in enumerate(order) if widget is held), -1 if forward else 0)
    order = [*order[at + 1 :], *order[: at + 1]] if forward else [*order[at:], *order[:at]][::-1]
    return next((widget for widget in order if reached_by_tab(widget)), None)


def _ordered(placed: Sequence[_Placed]) -> list[_Placed]:
    """Cut into rows, these into columns, and so on; what cannot be cut lies on each other."""
    for down in (True, False):
        parts = _cut(placed, down)
        if len(parts) > 1:
            return [each for part in parts for each in _ordered(part)]
    return sorted(placed, key=lambda each: (each[0].top(), each[0].left()))


def _cut(placed: Sequence[_Placed], down: bool) -> list[list[_Placed]]:
    """Where a line *down* the widgets, or across, meets none of them."""
    parts: list[list[_Placed]] = []
    end = 0
    for each in sorted(placed, key=lambda each: each[0].top() if down else each[0].left()):
        place = each[0]
        start, stop = (place.top(), place.bottom()) if down else (place.left(), place.right())
        if not parts or start > end - SLACK:
            parts.append([])
            end = stop
        parts[-1].append(each)
        end = max(end, stop)
    return parts
