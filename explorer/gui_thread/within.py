"""The widgets within another one: all, or the one at a point."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget


def within(root: QWidget) -> Iterator[QWidget]:
    """Those below *root*, each after its parent, be they seen or not.

    ``root.findChildren(QWidget)`` would do the same once, and keep for good what it has found of Qt's own parts (the
    list of a combo box, its scroll bars): PySide makes *root* their owner, and does not hear that they have gone."""
    for child in root.children():
        if isinstance(child, QWidget):
            yield child
            yield from within(child)


def widget_at(root: QWidget, at: QPoint) -> QWidget | None:
    """The deepest one at a point of *root* that does not let the pointer through; None where there is only *root*.

    ``root.childAt(at)`` would do the same, and make *root* the owner of what it has found, in PySide's eyes: with a
    *root* that is one of Qt's own parts, and soon forgotten, items of layouts that are far from gone would go."""
    for child in reversed(root.children()):
        if (
            isinstance(child, QWidget)
            and not child.isHidden()
            and child.geometry().contains(at)
            and not child.isWindow()
            and not child.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        ):
            return widget_at(child, at - child.pos()) or child
    return None
