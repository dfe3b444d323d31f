"""The cells of a memory over the text, and below them where in the training text the chosen one is as high."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from explorer.style.theme import Theme
from explorer.widgets.elided_label import ElidedLabel
from explorer.workspaces.characters.looking_back.alike_rows import AlikeRows
from explorer.workspaces.characters.looking_back.cell_strip import CellStrip
from explorer.workspaces.characters.looking_back.looking_words import alike_words
from trainers.messages import AlikeFound

SPACING = 4  # px


class _Below(QWidget):
    """A caption over what it is of; both are there only where there is room for them."""

    def __init__(self, caption: QWidget, body: QWidget) -> None:
        super().__init__()
        self._caption, self._body = caption, body
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        column = QVBoxLayout(self)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(caption)
        column.addWidget(body, 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fits = self.height() >= self._caption.sizeHint().height() + 2 + self._body.minimumSizeHint().height()
        for part in (self._caption, self._body):
            part.setVisible(fits)


class CellsBody(QWidget):
    """``cell_chosen(cell)`` is a wish."""

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
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACING)
        column.addWidget(self.strip, 5)
        column.addWidget(_Below(self._caption, self.alike), 4)

    def set_theme(self, theme: Theme) -> None:
        self.strip.set_theme(theme)
        self.alike.set_theme(theme)

    def show_alike(self, found: AlikeFound | None, lowest: bool) -> None:
        """Excerpts of the chosen cell, where they are known already."""
        words = alike_words(found, lowest)
        self._caption.set_text(words[0], words[1:])
        self.alike.show_alike(found)
