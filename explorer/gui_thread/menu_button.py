"""Buttons that open a menu, and go dark once it has closed."""

from __future__ import annotations

from functools import partial

import shiboken6
from PySide6.QtCore import QEvent
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QToolButton, QWidget


def give_menu(button: QPushButton | QToolButton, menu: QMenu) -> None:
    """Lets *button* open *menu*; ``button.setMenu(menu)`` alone would leave it lit afterwards."""
    button.setMenu(menu)
    leave_after(menu, button)


def leave_after(menu: QMenu, opener: QWidget) -> None:
    """Once *menu* hides, *opener* and what is around it hear that the pointer has gone, should it be elsewhere.

    While a menu is open it has the mouse, and Qt forgets which widget the pointer was on: that one never hears it go,
    and looks as if it were pointed at until it is again. Where the pointer is still on it, all goes as it should."""
    menu.aboutToHide.connect(partial(_leave, opener))


def _leave(opener: QWidget) -> None:
    at = QCursor.pos()
    left: QWidget | None = opener if shiboken6.isValid(opener) else None
    while left is not None and not left.rect().contains(left.mapFromGlobal(at)):
        if left.underMouse():
            QApplication.sendEvent(left, QEvent(QEvent.Type.Leave))
            left.update()
        left = None if left.isWindow() else left.parentWidget()
