"""The cells of a memory over the text, and below them where in the training text the chosen one is as high."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from explorer.style.theme import Theme
from explorer.widgets.elided_label import ElidedLabel
from explorer.workspaces.characters.looking_back.alike_rows import AlikeRows
from explorer.workspaces.characters.looking_back.cell_strip import CellStrip
from explorer.workspaces.characters.looking_back.looking_words import alike_words
from trainers.messages import AlikeFound

SPACING = 4  # px


class CellsBody(QWidget):
    """``cell_chosen(cell)`` is a wish. The excerpts are there only where there is room for them."""

    cell_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.strip = CellStrip()
        self.strip.cell_chosen.connect(self.cell_chosen)
        self._caption = ElidedLabel("", "small", keep=8)
        self._caption.setObjectName("alike_caption")
        self._caption.set_help(
            self.tr(
                "One excerpt of each text that was looked through. The colours are the same as above; the frame is "
                "where the cell is highest, or lowest if it is below 0 at the caret."
            )
        )
        self.alike = AlikeRows()
        self._below = QWidget()
        inner = QVBoxLayout(self._below)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(2)
        inner.addWidget(self._caption)
        inner.addWidget(self.alike, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACING)
        column.addWidget(self.strip, 5)
        column.addWidget(self._below, 4)

    def minimumSizeHint(self) -> QSize:
        return self.strip.minimumSizeHint()

    def sizeHint(self) -> QSize:
        strip, below = self.strip.sizeHint(), self._below.sizeHint()
        return QSize(max(strip.width(), below.width()), strip.height() + SPACING + below.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        least = self.strip.minimumSizeHint().height() + SPACING + self._below.minimumSizeHint().height()
        self._below.setVisible(self.height() >= least)

    def set_theme(self, theme: Theme) -> None:
        self.strip.set_theme(theme)
        self.alike.set_theme(theme)

    def show_alike(self, found: AlikeFound | None, lowest: bool) -> None:
        """Excerpts of the chosen cell, where they are known already."""
        words = alike_words(found, lowest)
        self._caption.set_text(words[0], words[1:])
        self.alike.show_alike(found)
