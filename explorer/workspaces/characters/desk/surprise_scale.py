"""How surprising a character was, as a colour behind it, and the legend of these colours."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.style.plain_text import plain_tip
from explorer.style.small_font import line_height, small_font
from explorer.style.theme import DARK, Theme, mix

STRONGEST = 0.6  # of the colour behind a character, so that it can be read: contrast of 4.5 to 1 in both themes
SHADES = 24  # that are told apart
_LEAST_TOP = 1.0  # nats
_BAR, _GAP = 56.0, 6.0  # px


def top_of(characters: int) -> float:
    """The nats that have the full colour: a blind guess among so many characters is as surprising as that."""
    return max(math.log(max(characters, 1)), _LEAST_TOP)


def shade(nats: float, top: float) -> int:
    """Which of the SHADES a surprise has: 0 for what was certain, the last for *top* and all beyond, and for NaN, which
    is not known, -1."""
    if math.isnan(nats):
        return -1
    return min(int(min(max(nats / top, 0.0), 1.0) * SHADES), SHADES - 1)


def shade_colour(theme: Theme, which: int) -> str:
    """The colour behind a character in a field, ``#rrggbb``."""
    return mix(theme.field, theme.error, STRONGEST * max(which, 0) / (SHADES - 1))


class SurpriseLegend(QWidget):
    """From "expected" to "surprising"; the tooltip says what the ends mean."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("surprise_legend")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._theme = DARK
        self._words = self.tr("expected"), self.tr("surprising")
        self.setAccessibleName(self.tr("Colours: from expected to surprising"))
        self.show_characters(0)

    def show_characters(self, count: int) -> None:
        """How many different characters there are; 0 while that is not known."""
        words = self.tr("Surprise is −ln of the probability of the character that is there, whatever the temperature.")
        if count:
            full = self.tr("The full colour is a blind guess among all {0} characters, or worse: {1} nats.")
            words += " " + full.format(count, f"{top_of(count):.1f}")
        self.setToolTip(plain_tip(words))
        self.setAccessibleDescription(words)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        words = sum(self._advance(word) for word in self._words)
        return QSize(math.ceil(words + _BAR + 2 * _GAP), math.ceil(line_height(self)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def bar(self) -> QRectF:
        """Where the colours are."""
        tall = line_height(self) * 0.6
        return QRectF(self._advance(self._words[0]) + _GAP, (self.height() - tall) / 2, _BAR, tall)

    def _advance(self, word: str) -> float:
        return QFontMetricsF(small_font(self)).horizontalAdvance(word)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(small_font(self))
        bar = self.bar()
        colours = QLinearGradient(bar.topLeft(), bar.topRight())
        colours.setColorAt(0, QColor(shade_colour(self._theme, 0)))
        colours.setColorAt(1, QColor(shade_colour(self._theme, SHADES - 1)))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours)
        painter.drawRoundedRect(bar, 3, 3)
        painter.setPen(QColor(self._theme.muted))
        middle = Qt.AlignmentFlag.AlignVCenter
        before, behind = QRectF(self.rect()), QRectF(self.rect())
        before.setRight(bar.left() - _GAP)
        behind.setLeft(bar.right() + _GAP)
        painter.drawText(before, middle | Qt.AlignmentFlag.AlignRight, self._words[0])
        painter.drawText(behind, middle | Qt.AlignmentFlag.AlignLeft, self._words[1])


def make_sample() -> QWidget:
    legend = SurpriseLegend()
    legend.show_characters(54)
    return legend


if __name__ == "__main__":
    from explorer.widgets.sample_window import show_sample

    show_sample(make_sample)
