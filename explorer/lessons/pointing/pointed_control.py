"""Finding the control that a lesson points at, and bringing it into sight."""

from __future__ import annotations

import re

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QScrollArea, QWidget

from explorer.gui_thread.within import within
from explorer.widgets.fold_button import FoldButton
from explorer.widgets.segments import Segments
from explorer.widgets.tabbed_card import TabbedCard

_OTHER = re.compile(r"\W", re.ASCII)


def find_control(window: QWidget, name: str) -> QWidget | None:
    """The control of that objectName, the one that is seen first, or of a name that differs from it only in signs
    that facts write as ``_``."""
    found = window.findChildren(QWidget, name)
    if not found and name == _OTHER.sub("_", name):
        found = [each for each in within(window) if _OTHER.sub("_", each.objectName()) == name]
    return next((each for each in found if each.isVisible()), found[0] if found else None)


def bring_into_sight(widget: QWidget) -> None:
    """Chooses the tab that it is on, and scrolls to it, as far as that makes it seen: where it is all that is scrolled,
    it is seen however far that is."""
    child, parent = widget, widget.parentWidget()
    while parent is not None and not child.isWindow():
        if isinstance(parent, TabbedCard):
            parent.show_page_of(widget)
        child, parent = parent, parent.parentWidget()
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea) and parent.widget() is not widget and widget.isVisible():
            parent.ensureWidgetVisible(widget, 12, 12)
        parent = parent.parentWidget()


def stand_in(widget: QWidget) -> QWidget | None:
    """What is seen and leads to a *widget* that is not: the menu in which its button is folded, or the row of tabs."""
    parent = widget.parentWidget()
    if isinstance(parent, Segments) and parent.isVisible():
        return parent
    if isinstance(widget, QAbstractButton):
        for fold in widget.window().findChildren(FoldButton):
            if fold.isVisible() and fold.stands_for(widget):
                return fold
    return None


def seen_part(widget: QWidget, window: QWidget) -> QRect:
    """Which part of *window* shows it: what is scrolled away or clipped is left out; empty where nothing is seen."""
    if not widget.isVisible() or not window.isAncestorOf(widget):
        return QRect()
    place = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    child, parent = widget, widget.parentWidget()
    while parent is not None and child is not window:
        clips = isinstance(parent.parentWidget(), QAbstractScrollArea) or parent is window
        if clips:
            place = place.intersected(QRect(parent.mapTo(window, QPoint(0, 0)), parent.size()))
        child, parent = parent, parent.parentWidget()
    return place
