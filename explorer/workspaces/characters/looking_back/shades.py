"""How much a character counts, or how high a cell is, as a colour; and the legend of these colours."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.style.plain_text import plain_tip
from explorer.style.small_font import line_height, small_font
from explorer.style.theme import DARK, Theme, mix

BEHIND_TEXT = 0.46  # of the colour behind a character, so that it can be read: contrast of 4.5 to 1 in both themes
PURE = 0.92  # ... where nothing is written
STEPS = 24  # that are told apart on each side
_BAR, _GAP = 56.0, 6.0  # px


def share_colours(theme: Theme, model: int, strongest: float = BEHIND_TEXT) -> list[str]:
    """STEPS + 1 colours from nothing to all, in that of a model."""
    ink = theme.models[model % len(theme.models)]
    return [mix(theme.field, ink, strongest * step / STEPS) for step in range(STEPS + 1)]


def cell_colours(theme: Theme, strongest: float = BEHIND_TEXT) -> list[str]:
    """2 STEPS + 1 colours from -1 over 0 to 1."""
    low, high = (
        [mix(theme.field, ink, strongest * step / STEPS) for step in range(STEPS + 1)]
        for ink in (theme.warning, theme.accent)
    )
    return [*reversed(low[1:]), *high]


def share_step(share: float) -> int:
    """Which of the colours a share of 0 to 1 has."""
    return round(min(max(share, 0.0), 1.0) * STEPS)


def cell_step(value: float) -> int:
    """Which of the colours a cell of -1 to 1 has."""
    return round(min(max(value, -1.0), 1.0) * STEPS) + STEPS


def height_words(value: float) -> str:
    """How high a cell is, with a sign: +0.93."""
    return f"{value:+.2f}".replace("-", "\u2212")


class ShadeLegend(QWidget):
    """Colours between two words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("looking_legend")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._theme = DARK
        self._ends = "", ""
        self._model: int | None = 0

    def show_ends(self, low: str, high: str, model: int | None, help_text: str) -> None:
        """What the palest and the fullest colour mean: those of a *model*, or with None of a cell."""
        self.setToolTip(plain_tip(help_text))
        self.setAccessibleName(f"{low} – {high}")
        self.setAccessibleDescription(help_text)
        if (low, high, model) != (*self._ends, self._model):
            self._ends, self._model = (low, high), model
            self.updateGeometry()
            self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        words = sum(self._advance(word) for word in self._ends)
        return QSize(math.ceil(words + _BAR + 2 * _GAP) + 1, math.ceil(line_height(self)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _advance(self, word: str) -> float:
        return QFontMetricsF(small_font(self)).horizontalAdvance(word)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(small_font(self))
        tall = line_height(self) * 0.6
        bar = QRectF(self._advance(self._ends[0]) + _GAP, (self.height() - tall) / 2, _BAR, tall)
        colours = cell_colours(self._theme) if self._model is None else share_colours(self._theme, self._model)
        blend = QLinearGradient(bar.topLeft(), bar.topRight())
        for at in (0.0, 0.5, 1.0):
            blend.setColorAt(at, QColor(colours[round(at * (len(colours) - 1))]))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(blend)
        painter.drawRoundedRect(bar, 3, 3)
        painter.setPen(QColor(self._theme.muted))
        before, behind = QRectF(self.rect()), QRectF(self.rect())
        before.setRight(bar.left() - _GAP)
        behind.setLeft(bar.right() + _GAP)
        painter.drawText(before, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._ends[0])
        painter.drawText(behind, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._ends[1])


def make_sample() -> QWidget:
    legend = ShadeLegend()
    legend.show_ends("−1", "1", None, "how high a cell is")
    return legend


if __name__ == "__main__":
    from explorer.widgets.sample_window import show_sample

    show_sample(make_sample)
