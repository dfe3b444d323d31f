"""How probable each level was at one pixel: bars beside names for few levels, columns over swatches for more."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.style.small_font import small_font
from explorer.style.theme import DARK, Theme, mix
from trainers.examples import Float32

MOST_LEVELS = 16  # of more the likeliest are shown
FEW = 2  # so many have a line each
_LINE, _BAR = 20.0, 12.0  # px
_ROUND = 3.0
_SWATCH = 5.0


class OddsBars(QWidget):
    """``show_odds`` is all that it is told; what was drawn there is in the accent colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("odds")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._theme = DARK
        self._odds: Float32 | None = None  # (sites of the pixel, levels)
        self._found: tuple[int, ...] = ()
        self._values: Float32 = np.zeros((0, 1), np.float32)
        self._levels: tuple[int, ...] = ()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def show_odds(self, odds: Float32 | None, found: tuple[int, ...] = (), values: Float32 | None = None) -> None:
        """The odds (k, levels) of the k sites of a pixel, the levels that are there, and what levels stand for
        (levels, 1 or C), 0 to 1; None for nothing."""
        self._odds, self._found = odds, found
        if odds is not None and values is not None:
            self._values = values
            ranked = np.argsort(-odds.max(0), kind="stable")[:MOST_LEVELS]
            self._levels = tuple(sorted({*ranked.tolist(), *found}))
        self.setAccessibleDescription(", ".join(self.words))
        self.update()

    @property
    def words(self) -> list[str]:
        """Each level that is shown with its share."""
        if self._odds is None:
            return []
        return [f"{self.level_name(level)} {odds[level]:.2f}" for odds in self._odds for level in self._levels]

    def level_name(self, level: int) -> str:
        """What a level is called."""
        if len(self._values) == FEW and self._values.shape[1] == 1:
            return self.tr("on") if level else self.tr("off")
        if self._values.shape[1] == 1:
            return f"{100 * self._values[level, 0]:.0f} %"
        return self._swatch(level).name()

    def sizeHint(self) -> QSize:
        return QSize(120, round(FEW * self._line) + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @property
    def _line(self) -> float:
        return max(_LINE, QFontMetricsF(small_font(self)).height() + 2)

    # ------------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        odds = self._odds
        if odds is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(small_font(self))
        if len(odds) == 1 and len(self._levels) <= FEW:
            self._paint_lines(painter, odds[0])
            return
        width = (self.width() - 8 * (len(odds) - 1)) / len(odds)
        for at, each in enumerate(odds):
            area = QRectF(at * (width + 8), 0, width, self.height())
            self._paint_columns(painter, area, each, self._found[at])
        painter.end()

    def _paint_lines(self, painter: QPainter, odds: Float32) -> None:
        theme, metrics = self._theme, painter.fontMetrics()
        names = [self.level_name(level) for level in self._levels]
        left = max(metrics.horizontalAdvance(name) for name in names) + 8.0
        right = metrics.horizontalAdvance("0.00") + 8.0
        for at, level in enumerate(self._levels):
            top = at * self._line
            drawn = level == self._found[0]
            line = QRectF(0, top, self.width(), self._line)
            painter.setPen(QColor(theme.text if drawn else theme.muted))
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, names[at])
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, f"{odds[level]:.2f}")
            groove = QRectF(left, top + (self._line - _BAR) / 2, max(self.width() - left - right, 4.0), _BAR)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.field))
            painter.drawRoundedRect(groove, _ROUND, _ROUND)
            painter.setBrush(QColor(theme.accent if drawn else theme.muted))
            groove.setWidth(max(groove.width() * float(odds[level]), 1.0))
            painter.drawRoundedRect(groove, _ROUND, _ROUND)

    def _paint_columns(self, painter: QPainter, area: QRectF, odds: Float32, found: int) -> None:
        theme, count = self._theme, len(self._levels)
        pitch = area.width() / count
        tall = area.height() - _SWATCH - 3
        painter.setPen(Qt.PenStyle.NoPen)
        for at, level in enumerate(self._levels):
            x, wide = area.x() + at * pitch, max(pitch - 2, 1.0)
            drawn = level == found
            painter.setBrush(
                QColor(mix(theme.panel, theme.accent, 0.3) if drawn else mix(theme.panel, theme.field, 0.7))
            )
            painter.drawRect(QRectF(x, 0, wide, tall))
            height = max(tall * float(odds[level]), 1.0)
            painter.setBrush(QColor(theme.accent if drawn else theme.muted))
            painter.drawRect(QRectF(x, tall - height, wide, height))
            painter.setBrush(self._swatch(level))
            painter.drawRect(QRectF(x, tall + 3, wide, _SWATCH))

    def _swatch(self, level: int) -> QColor:
        value = self._values[level]
        red, green, blue = value if len(value) == 3 else (value[0],) * 3
        return QColor.fromRgbF(float(red), float(green), float(blue))
