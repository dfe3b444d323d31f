"""A little square of one colour, beside words on it."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from explorer.style.theme import DARK, Theme

SIDE = 12  # px


class Swatch(QWidget):
    """Hidden while there is no colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pixel_swatch")
        self.setFixedSize(SIDE, SIDE)
        self._theme = DARK
        self._colour: QColor | None = None
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    @property
    def colour(self) -> QColor | None:
        return self._colour

    def show_colour(self, colour: QColor | None) -> None:
        self._colour = colour
        self.setVisible(colour is not None)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._colour is not None:
            painter.setBrush(self._colour)
            painter.setPen(QPen(QColor(self._theme.muted), 1))
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()
