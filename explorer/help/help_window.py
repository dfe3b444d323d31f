"""The one window for pages of help and long texts: opened from the menu, closed by Esc, remembering nothing."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QDialog, QStackedLayout, QWidget

from explorer.help.page_view import PageView
from explorer.help.text_view import TextView
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
        self.page = PageView(theme, scale)
        self.text = TextView(theme, scale)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.page)
        self._stack.addWidget(self.text)

    def set_theme(self, theme: Theme, scale: float) -> None:
        self._scale = scale
        self.page.set_theme(theme, scale)
        self.text.set_theme(theme, scale)

    def show_page(self, title: str, path: Path) -> None:
        """Raises OSError when the page is not there; the window stays as it was."""
        self.page.show_page(path)
        self.text.clear()
        self._show(title, self.page)

    def show_text(self, title: str, text: str) -> None:
        """A long plain text."""
        self.text.setPlainText(text)
        self._show(title, self.text)

    def hideEvent(self, event: QHideEvent) -> None:
        """A long text is not kept for whoever does not read it."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.text.clear()

    def _show(self, title: str, view: PageView | TextView) -> None:
        self.setWindowTitle(title)
        view.setAccessibleName(title)
        self._stack.setCurrentWidget(view)
        open_beside(self, SIZE, self._scale)
        view.setFocus()
        view.verticalScrollBar().setValue(0)
