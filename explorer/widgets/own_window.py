"""Windows beside the main one: how large they open, and how they come before all others."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

MOST = 0.9  # of the screen, each way


def open_beside(window: QWidget, size: tuple[int, int], scale: float, widest: float = MOST) -> None:
    """To the front; where it is not there yet, *scale* times as large as *size* (width and height in px at the ordinary
    size of text), as far as the screen has room, of whose width it takes the share *widest* at most."""
    if not window.isVisible():
        room = window.screen().availableSize()
        width, height = (round(side * scale) for side in size)
        window.resize(min(width, int(room.width() * widest)), min(height, int(room.height() * MOST)))
    bring_forward(window)


def bring_forward(window: QWidget) -> None:
    """Before all others, with the keyboard."""
    window.show()
    window.raise_()
    window.activateWindow()
