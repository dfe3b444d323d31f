"""The one window for pages of help and long texts: opened from the menu, closed by Esc, remembering nothing."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from explorer.help.page_view import PageView
from explorer.style.theme import Theme
from explorer.widgets.own_window import open_beside

SIZE = (820, 760)  # at the ordinary size of text


class HelpWindow(QDialog):
    """Beside the main window, which goes on; another page replaces the one that is shown."""

    def __init__(self, theme: Theme, scale: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = scale
        self.setObjectName("help_window")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.page = PageView(theme, scale, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)

    def set_theme(self, theme: Theme, scale: float) -> None:
        self._scale = scale
        self.page.set_theme(theme, scale)

    def show_page(self, title: str, path: Path) -> None:
        """Raises OSError when the page is not there; the window stays as it was."""
        self.page.show_page(path)
        self._show(title)

    def show_text(self, title: str, text: str) -> None:
        """A long plain text."""
        self.page.show_text(text)
        self._show(title)

    def _show(self, title: str) -> None:
        self.setWindowTitle(title)
        self.page.setAccessibleName(title)
        open_beside(self, SIZE, self._scale)
        self.page.setFocus()
        self.page.verticalScrollBar().setValue(0)
