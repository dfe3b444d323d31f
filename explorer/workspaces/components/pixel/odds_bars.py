"""How probable each level was at one pixel: bars beside names for few levels, columns over swatches for more."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.style.plain_text import plain_tip
from explorer.style.small_font import small_font
from explorer.style.theme import DARK, Theme, mix
from explorer.texts.listed import listed
from explorer.texts.shares import share_words
from explorer.workspaces.components.pixel.odds_words import colour_of, level_words
from trainers.examples import Float32

MOST_LEVELS = 16  # of more the likeliest are shown
FEW = 2  # so many have a line each
_LINE, _BAR = 20.0, 12.0  # px
_ROUND = 3.0
_SWATCH, _MARK = 5.0, 2.0
_BETWEEN = 8.0  # px between the channels of a pixel


class OddsBars(QWidget):
    """``show_odds`` is all that it is told; what was there is in the accent colour, and has a mark below."""

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
        """The odds (k, levels) of the k sites of a pixel, the levels that are there (none where that is kept back), and
        what levels stand for (levels, 1 or C), 0 to 1; None for nothing."""
        self._odds, self._found = odds, found
        if odds is not None and values is not None:
            self._values = values
            ranked = np.argsort(-odds.max(0), kind="stable")[:MOST_LEVELS]
            self._levels = tuple(sorted({*ranked.tolist(), *found}))
        self.setAccessibleDescription(listed(self.words))
        self.update()

    @property
    def words(self) -> list[str]:
        """Each level that is shown with its share."""
        if self._odds is None:
            return []
        return [self._told(odds, level) for odds in self._odds for level in self._levels]

    def _told(self, odds: Float32, level: int) -> str:
        return f"{level_words(level, self._values)}: {share_words(float(odds[level]))}"

    def words_at(self, position: QPointF) -> str:
        """The level there and its share; "" where there is none."""
        odds = self._odds
        if odds is None or not self._levels:
            return ""
        if self._has_lines:
            row = int(position.y() // self._line)
            return self._told(odds[0], self._levels[row]) if 0 <= row < len(self._levels) else ""
        width = self._width
        channel = int(position.x() // (width + _BETWEEN))
        at = int((position.x() - channel * (width + _BETWEEN)) / width * len(self._levels))
        inside = 0 <= channel < len(odds) and 0 <= at < len(self._levels)
        return self._told(odds[channel], self._levels[at]) if inside else ""

    def event(self, event: QEvent) -> bool:
        """Columns have no names beside them: they are told where they are pointed at."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self.setToolTip(plain_tip(self.words_at(QPointF(event.pos()))))
        return super().event(event)

    def sizeHint(self) -> QSize:
        return QSize(120, round(FEW * self._line) + 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @property
    def _line(self) -> float:
        return max(_LINE, QFontMetricsF(small_font(self)).height() + 2)

    @property
    def _has_lines(self) -> bool:
        """Whether levels are so few that each has a line with its name."""
        return self._odds is not None and len(self._odds) == 1 and len(self._levels) <= FEW

    @property
    def _width(self) -> float:
        """px that the columns of one channel take."""
        channels = 1 if self._odds is None else len(self._odds)
        return max((self.width() - _BETWEEN * (channels - 1)) / channels, 1.0)

    # ------------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        odds = self._odds
        if odds is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(small_font(self))
        if self._has_lines:
            self._paint_lines(painter, odds[0])
            return
        width = self._width
        for at, each in enumerate(odds):
            area = QRectF(at * (width + _BETWEEN), 0, width, self.height())
            self._paint_columns(painter, area, each, self._found[at] if self._found else -1)
        painter.end()

    def _paint_lines(self, painter: QPainter, odds: Float32) -> None:
        theme, metrics = self._theme, painter.fontMetrics()
        names = [level_words(level, self._values) for level in self._levels]
        shares = [share_words(float(odds[level])) for level in self._levels]
        left = max(metrics.horizontalAdvance(name) for name in names) + 8.0
        right = metrics.horizontalAdvance(share_words(0.9995)) + 8.0
        for at, level in enumerate(self._levels):
            top = at * self._line
            drawn = level in self._found
            line = QRectF(0, top, self.width(), self._line)
            painter.setPen(QColor(theme.text if drawn else theme.muted))
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, names[at])
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, shares[at])
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
        tall = area.height() - _SWATCH - _MARK - 4
        painter.setPen(Qt.PenStyle.NoPen)
        for at, level in enumerate(self._levels):
            x, wide = area.x() + at * pitch, max(pitch - 2, 1.0)
            drawn = level == found
            painter.setBrush(QColor(mix(theme.panel, theme.field, 0.7)))
            painter.drawRect(QRectF(x, 0, wide, tall))
            height = max(tall * float(odds[level]), 1.0)
            painter.setBrush(QColor(theme.accent if drawn else theme.muted))
            painter.drawRect(QRectF(x, tall - height, wide, height))
            painter.setBrush(colour_of(level, self._values))
            painter.drawRect(QRectF(x, tall + 2, wide, _SWATCH))
            if drawn:
                painter.setBrush(QColor(theme.accent))
                painter.drawRect(QRectF(x, tall + _SWATCH + 4, wide, _MARK))
