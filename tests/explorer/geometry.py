"""Looks over a window as a careful user would: what is cut off, covered, blank, or beyond the edge."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QStyle,
    QStyleOptionComboBox,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from explorer.map.map_marker import MapMarker
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.note import Note
from tests.explorer.tips import unbroken

SETTLED = 2000  # ms
AIR = 2  # px by which something may stand out and nobody sees it
OVER_ALL = (Note, MapMarker)  # lie over the rest on purpose: what is said for a while, and what moves over a map
TICKED, PLAIN = (QCheckBox, QRadioButton), (QPushButton, QToolButton)
MESSAGES = ("map_message", "arena_message", "map_hover_tag", "arena_readout", "mixture_message", "mixture_readout")


def settle_layout() -> None:
    """Does what a change of size or page has put off: a part that folds asks for another layout."""
    for _ in range(4):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[call-overload]


def lasting_faults(qtbot: QtBot, window: QWidget, meant: tuple[str, ...] = ()) -> list[str]:
    """Those that are still there once all has its place, without those in which there are words of *meant*. The look
    that finds none is the last: each takes some hundredths of a second."""
    seen: list[str] = []

    def none() -> bool:
        seen[:] = [each for each in faults(window) if not any(words in each for words in meant)]
        return not seen

    with suppress(qtbot.TimeoutError):
        qtbot.waitUntil(none, timeout=SETTLED)
    return seen


def faults(window: QWidget) -> list[str]:
    """One line for each thing that is not right, by the names of the widgets; empty when all is."""
    found: list[str] = []
    below = [window]
    while below:
        widget = below.pop()
        children = _shown(widget)
        below += children
        if widget is not window:
            found += [f"{_name(widget)} {fault}" for fault in (*_beyond(widget), *_cut(widget))]
        found += [f"{_name(widget)}: {fault}" for fault in _overlaps(widget, children)]
    return found


def _shown(parent: QWidget) -> list[QWidget]:
    """The children that are seen in the same window; none is below one that is not."""
    inside = [each for each in parent.children() if isinstance(each, QWidget)]
    return [each for each in inside if each.isVisible() and not each.isWindow()]


def _name(widget: QWidget) -> str:
    parts: list[str] = []
    up: QWidget | None = widget
    while up is not None and len(parts) < 3:
        if up.objectName() and not up.objectName().startswith("qt_"):
            parts.append(up.objectName())
        up = up.parentWidget()
    text = getattr(widget, "text", None)
    said = f" “{text()}”" if callable(text) and text() else ""
    return f"{type(widget).__name__} {' < '.join(parts)}{said}"


def _scrolls(widget: QWidget) -> tuple[bool, bool]:
    """Whether what lies beyond the edge of the widget's parent can be scrolled to, across and down."""
    viewport = widget.parentWidget()
    area = None if viewport is None else viewport.parentWidget()
    if not isinstance(area, QAbstractScrollArea) or area.viewport() is not viewport:
        return False, False
    off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    return area.horizontalScrollBarPolicy() != off, area.verticalScrollBarPolicy() != off


def _beyond(widget: QWidget) -> Iterator[str]:
    """What lies outside the parent, where it is cut off."""
    parent = widget.parentWidget()
    if parent is None or isinstance(widget, MapMarker):
        return
    across, down = _scrolls(widget)
    place, room = widget.geometry(), parent.rect()
    says_nothing = isinstance(widget, QLabel) and not widget.text() and widget.pixmap().isNull()
    if (place.width() <= 0 or place.height() <= 0) and not says_nothing:
        yield "has no size"
    if not across and (place.left() < -AIR or place.right() > room.right() + AIR):
        yield f"stands out of its parent: {place.left()}..{place.right()} of 0..{room.right()}"
    if not down and (place.top() < -AIR or place.bottom() > room.bottom() + AIR):
        yield f"stands out of its parent: {place.top()}..{place.bottom()} of 0..{room.bottom()} down"


def _lies_over(widget: QWidget) -> bool:
    """Whether it is meant to cover what is below it."""
    return isinstance(widget, OVER_ALL) or widget.objectName() in MESSAGES


def _overlaps(parent: QWidget, children: list[QWidget]) -> Iterator[str]:
    """Which of its children lie on each other."""
    if isinstance(parent, QAbstractScrollArea):  # scroll bars lie beside the viewport; the rest is the style's affair
        return
    placed = [(each, each.geometry()) for each in children if not _lies_over(each)]
    for index, (first, place) in enumerate(placed):
        for second, other in placed[index + 1 :]:
            common = place.intersected(other)
            if common.width() > AIR and common.height() > AIR:
                yield f"{_name(first)} and {_name(second)} lie on each other, {common.width()} × {common.height()} px"


def _cut(widget: QWidget) -> Iterator[str]:
    """Text without the room that it needs."""
    if isinstance(widget, ElidedLabel):
        shown, whole = widget.text(), widget.drawn_text
        if shown != whole and unbroken(widget.whole_text) not in unbroken(widget.toolTip()):
            yield "is shortened without a tooltip"
        if whole and len(shown.strip("…")) < min(len(whole), 2):
            yield f"is blank instead of “{whole}”"
        yield from _too_small(
            widget, QRect(QPoint(), widget.minimumSizeHint()).width(), widget.minimumSizeHint().height()
        )
    elif isinstance(widget, QLabel):
        if not widget.text():
            return
        if widget.wordWrap():
            tall = widget.heightForWidth(widget.width())
            if tall > widget.height() + AIR:
                yield f"has {widget.height()} px of the height {tall}"
        else:
            yield from _too_small(widget, widget.sizeHint().width(), widget.sizeHint().height())
    elif isinstance(widget, QComboBox):
        option = QStyleOptionComboBox()
        widget.initStyleOption(option)
        field = widget.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, widget
        )
        needed = QFontMetrics(widget.font()).horizontalAdvance(widget.currentText())
        if needed > field.width() + AIR and not widget.toolTip():
            yield f"has {field.width()} px for “{widget.currentText()}”, which needs {needed}"
        if field.width() < 2 * QFontMetrics(widget.font()).horizontalAdvance("x"):
            yield f"is blank: {field.width()} px"
    elif isinstance(widget, TICKED):
        yield from _too_small(widget, widget.sizeHint().width(), widget.sizeHint().height())
    elif isinstance(widget, PLAIN):
        if not widget.text().strip() and widget.icon().isNull() and type(widget) in PLAIN:
            yield "is blank"
        least = widget.minimumSizeHint() if type(widget) not in PLAIN else widget.sizeHint()
        yield from _too_small(widget, least.width(), least.height())
    elif isinstance(widget, QLineEdit):
        needed = QFontMetrics(widget.font()).horizontalAdvance(widget.text())
        if needed > widget.width():
            yield f"has {widget.width()} px for “{widget.text()}”, which needs {needed}"


def _too_small(widget: QWidget, wide: int, tall: int) -> Iterator[str]:
    if wide > widget.width() + AIR:
        yield f"has {widget.width()} px of the width {wide}"
    if tall > widget.height() + AIR:
        yield f"has {widget.height()} px of the height {tall}"
