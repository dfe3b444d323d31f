"""Room in the window in which nothing stands that is read or used: there a few words may lie."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QLabel, QScrollArea, QSplitterHandle, QWidget

from explorer.gui_thread.within import widget_at

STEP = 12  # px between the points that are looked at: what is drawn in the window is wider


def room_beside(window: QWidget, place: QRect, size: QSize, gap: int, taken: Sequence[QRect] = ()) -> QRect | None:
    """Where something of that *size* may lie, *gap* px from a *place* of *window*: below, above, at the right or at
    the left of it, and outside of what else is *taken*. None where it would cover something."""
    room = window.rect().adjusted(gap, gap, -gap, -gap)
    for each in _beside(place, size, gap):
        if room.contains(each) and not any(each.intersects(other) for other in taken) and is_free(window, each):
            return each
    return None


def _beside(place: QRect, size: QSize, gap: int) -> Iterator[QRect]:
    """The nearest ones first."""
    lefts = (place.left(), place.center().x() - size.width() // 2, place.right() + 1 - size.width())
    tops = (place.center().y() - size.height() // 2, place.top(), place.bottom() + 1 - size.height())
    for top in (place.bottom() + 1 + gap, place.top() - gap - size.height()):
        for left in lefts:
            yield QRect(QPoint(left, top), size)
    for left in (place.right() + 1 + gap, place.left() - gap - size.width()):
        for top in tops:
            yield QRect(QPoint(left, top), size)


def is_free(window: QWidget, place: QRect) -> bool:
    """Whether there is only background. What lets the pointer through, such as rings, does not count."""
    return all(_is_background(widget_at(window, at), window, at) for at in _points(place))


def _points(place: QRect) -> Iterator[QPoint]:
    """In rows, beginning in the middle, where there is most to be met."""
    for y in (place.center().y(), place.top(), place.bottom()):
        for x in range(place.left(), place.right(), STEP):
            yield QPoint(x, y)
        yield QPoint(place.right(), y)


def _is_background(found: QWidget | None, window: QWidget, at: QPoint) -> bool:
    """Whether the deepest part of the window at a point shows nothing there: it only holds others, or holds apart."""
    if found is None or isinstance(found, QSplitterHandle):
        return True
    if isinstance(found, QLabel):
        return not _words(found).contains(found.mapFrom(window, at))
    if isinstance(parent := found.parentWidget(), QAbstractScrollArea) and found is parent.viewport():
        return isinstance(parent, QScrollArea)  # others draw on it
    layout = found.layout()
    holds = layout is not None and not layout.isEmpty()
    return type(found) is QWidget or (holds and found.focusPolicy() == Qt.FocusPolicy.NoFocus)


def _words(label: QLabel) -> QRect:
    """Which part of a label is written on: often it is much wider."""
    if label.wordWrap() or not label.pixmap().isNull():
        return label.rect()
    inside = label.contentsRect()
    return label.style().itemTextRect(label.fontMetrics(), inside, label.alignment().value, True, label.text())
