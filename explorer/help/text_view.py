"""Shows a long plain text, its lines kept as they are where they fit."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from explorer.help.page_view import page_margin, page_style
from explorer.style.theme import FONT_SIZES, Theme

SMALLER = 0.85  # times the size of the text on pages


class TextView(QPlainTextEdit):
    """Lays out only what is seen: all licences take 50 MB more in a view for rich text."""

    def __init__(self, theme: Theme, scale: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("text_view")
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.set_theme(theme, scale)

    def set_theme(self, theme: Theme, scale: float) -> None:
        self._size = FONT_SIZES["title"] * scale
        self.setStyleSheet(page_style("QPlainTextEdit", theme))
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(round(self._size * SMALLER))
        self.document().setDefaultFont(font)
        self._set_margins()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_margins()

    def _set_margins(self) -> None:
        side = round(page_margin(self._size, self.width()))
        self.setViewportMargins(side, round(self._size), side, round(self._size))
