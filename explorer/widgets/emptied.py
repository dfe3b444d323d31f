"""A layout without what was in it, to be filled anew."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QWidget


def emptied(layout: QLayout) -> list[QWidget]:
    """Takes everything out of *layout* and returns its widgets in their order; nothing is deleted and nothing hidden.

    ``takeAt`` would not do: the item that it hands over is never deleted by PySide, and stays the one that the widget
    tells when its size changes. The item that it gets in the next layout then keeps the sizes of before for good."""
    found: list[QWidget] = []
    while (item := layout.itemAt(0)) is not None:
        widget = item.widget()
        if widget is None:
            layout.removeItem(item)
        else:
            layout.removeWidget(widget)
            found.append(widget)
    return found
