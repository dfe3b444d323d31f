"""How large the window may be on the screen that there is: laptops, desktop panels, screens that scale everything."""

from __future__ import annotations

from PySide6.QtCore import QSize

DEFAULT = QSize(1440, 900)  # logical pixels
SMALLEST = QSize(900, 480)  # below it, parts would scroll that should be seen at once
FRAME = QSize(8, 40)  # that a desktop puts around a window, about


def first_size(available: QSize) -> QSize:
    """For a window that opens on a screen with so much room, panels excluded."""
    return DEFAULT.boundedTo(available - FRAME).expandedTo(QSize(1, 1))


def smallest_size(available: QSize) -> QSize:
    """The window never asks for more than the screen has."""
    return SMALLEST.boundedTo(available - FRAME).expandedTo(QSize(1, 1))
