"""Windows beside the main one: how large they open, how they come before all others, by which keys they close."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

MOST = 0.9  # of the screen, each way
FRAME = 30  # px, about as high as a title
_KEYS = "own_window_close"  # the names of the shortcuts that every further window has


def open_beside(window: QWidget, size: tuple[int, int], scale: float, widest: float = MOST) -> None:
    """To the front; where it is not there yet, *scale* times as large as *size* (width and height in px at the ordinary
    size of text), as far as the screen has room, of whose width it takes the share *widest* at most."""
    if not window.isVisible():
        room = window.screen().availableSize()
        width, height = (round(side * scale) for side in size)
        window.resize(min(width, int(room.width() * widest)), min(height, int(room.height() * MOST)))
        if window.windowType() is Qt.WindowType.Window:
            _centre(window)
    bring_forward(window)


def bring_forward(window: QWidget) -> None:
    """Before all others, with the keyboard. A window that belongs to another one closes by Ctrl+W, and by Ctrl+Q all
    do, as in that one."""
    if window.parentWidget() is not None and window.findChild(QShortcut, _KEYS) is None:
        for keys, wish in (("Ctrl+W", window.close), ("Ctrl+Q", lambda: _main_of(window).close())):
            shortcut = QShortcut(QKeySequence(keys), window, wish)
            shortcut.setObjectName(_KEYS)
    window.show()
    window.raise_()
    window.activateWindow()


def let_below(window: QWidget) -> None:
    """A window whose parent may come before it. A system keeps above its owner what belongs to one: it would hide what
    was asked for in it. It has to be made of the kind ``Qt.WindowType.Window``."""
    handle = window.windowHandle()
    if handle is not None:
        handle.setTransientParent(None)  # type: ignore[arg-type]  # None is what Qt documents


def _centre(window: QWidget) -> None:
    """Over the middle of the main one, its frame on the screen, as a system does it with dialogs."""
    room, middle = window.screen().availableGeometry(), _main_of(window).frameGeometry().center()
    size = window.size().expandedTo(window.minimumSizeHint())
    left = min(middle.x() - size.width() // 2, room.right() - size.width())
    top = min(middle.y() - (size.height() + FRAME) // 2, room.bottom() - size.height() - FRAME)
    window.move(max(room.left(), left), max(room.top(), top))


def _main_of(window: QWidget) -> QWidget:
    """The window to which it belongs, over all between them."""
    while (parent := window.parentWidget()) is not None:
        window = parent.window()
    return window
