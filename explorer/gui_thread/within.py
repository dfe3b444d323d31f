"""All widgets within another one."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget


def within(root: QWidget) -> Iterator[QWidget]:
    """Those below *root*, each after its parent, be they seen or not.

    ``root.findChildren(QWidget)`` would do the same once, and keep for good what it has found of Qt's own parts (the
    list of a combo box, its scroll bars): PySide makes *root* their owner, and does not hear that they have gone."""
    for child in root.children():
        if isinstance(child, QWidget):
            yield child
            yield from within(child)
