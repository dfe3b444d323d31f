"""The scale below the rows of the beta dial."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.kl.beta_spacing import BETAS, LEAST, MOST
from explorer.style.theme import DARK, FONT_SIZES, Theme
from explorer.widgets.numbers.knob_slider import HANDLE
from explorer.widgets.numbers.number_text import format_number


class BetaScale(QWidget):
    """The numbers under the sliders, and what the two that matter are called."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = DARK
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def _line(self) -> float:
        return self.fontInfo().pixelSize() * FONT_SIZES["small"] / FONT_SIZES["body"] + 3

    def sizeHint(self) -> QSize:
        return QSize(100, round(2 * self._line()) + 4)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the sliders above it may be: what has no room is not written."""
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = painter.font()
        font.setPixelSize(round(self._line() - 3))
        painter.setFont(font)
        taken: list[QRectF] = []  # what matters most is written first, the rest where there is room
        for value in (0.0, 1.0, MOST, 10.0, 0.1, LEAST):
            named = value in (0.0, 1.0)
            painter.setPen(QPen(QColor(self._theme.muted if named else self._theme.border), 1))
            painter.drawLine(QLineF(self._x_of(value), 0, self._x_of(value), 3))
            painter.setPen(QColor(self._theme.text if named else self._theme.muted))
            self._write(painter, self._x_of(value), 3, format_number(value), taken)
        painter.setPen(QColor(self._theme.muted))
        self._write(painter, 0, 3 + self._line(), self.tr("0 = autoencoder"), taken)
        self._write(painter, self._x_of(1.0), 3 + self._line(), self.tr("1 = VAE"), taken)

    def _x_of(self, value: float) -> float:
        """Where the middle of the handle is at *value*."""
        return HANDLE / 2 + BETAS.share(value) * (self.width() - HANDLE)

    def _write(self, painter: QPainter, x: float, y: float, text: str, taken: list[QRectF]) -> None:
        """Centred at *x*, moved inwards where it would leave the widget; not over what is *taken*."""
        width = painter.fontMetrics().horizontalAdvance(text) + 4
        place = QRectF(min(max(x - width / 2, 0.0), self.width() - width), y, width, self._line())
        if width <= self.width() and not any(place.intersects(other) for other in taken):
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
            taken.append(place)
