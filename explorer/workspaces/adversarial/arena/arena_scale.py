"""The colour scale of the arena's surface: a small bar with its numbers, from fake to real."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from explorer.style.theme import DARK, Theme
from explorer.workspaces.adversarial.arena.arena_motion import BELIEF, Scale
from explorer.workspaces.adversarial.arena.arena_raster import surface_colours
from explorer.workspaces.adversarial.arena.arena_words import number

BAR_WIDTH, BAR_HEIGHT = 84, 7  # logical pixels
PAD, GAP = 7, 5


class ArenaScale(QWidget):
    """Says which value has which colour. The pointer passes through to the arena."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("arena_scale")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._theme = DARK
        self._scale = BELIEF
        self._fit()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def show_scale(self, scale: Scale) -> None:
        """The values of full fake tint, of neutral and of full real tint."""
        if scale != self._scale:
            self._scale = scale
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    @property
    def numbers(self) -> tuple[str, str, str]:
        """Low end, neutral and high end, as they are written."""
        if self._scale == BELIEF:
            return "0", "0.5", "1"
        return number(self._scale.low), number(self._scale.middle), number(self._scale.high)

    def _fit(self) -> None:
        metrics = QFontMetricsF(self.font())
        self._fake, self._real = self.tr("fake"), self.tr("real")
        words = metrics.horizontalAdvance(self._fake), metrics.horizontalAdvance(self._real)
        # Numbers stand centred under the ends of the bar and may be wider than the words beside it.
        low, _, high = (metrics.horizontalAdvance(text) / 2 for text in self.numbers)
        self._bar_left = PAD + max(words[0] + GAP, low)
        right = max(words[1] + GAP, high)
        self.resize(round(self._bar_left + BAR_WIDTH + right + PAD), round(2 * metrics.height() + 6))
        self.setAccessibleName(self.tr("Colours from {0} (fake) to {1} (real)").format(*self.numbers[::2]))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, metrics = self._theme, QFontMetricsF(self.font())
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        ground = QColor(theme.canvas)
        ground.setAlphaF(0.84)
        painter.setBrush(ground)
        painter.setPen(QPen(QColor(theme.border), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        line = 2 + metrics.height()
        bar = QRectF(self._bar_left, line - metrics.height() / 2 - BAR_HEIGHT / 2 + 1, BAR_WIDTH, BAR_HEIGHT)
        pixels = np.ascontiguousarray(surface_colours(theme)[None])
        painter.drawImage(bar, QImage(pixels.data, 256, 1, 1024, QImage.Format.Format_RGB32))
        painter.setPen(QColor(theme.muted))
        middle = Qt.AlignmentFlag.AlignVCenter
        height = metrics.height()
        painter.drawText(
            QRectF(PAD, 2, bar.left() - GAP - PAD, height), int(middle | Qt.AlignmentFlag.AlignRight), self._fake
        )
        painter.drawText(
            QRectF(bar.right() + GAP, 2, 200, height), int(middle | Qt.AlignmentFlag.AlignLeft), self._real
        )
        for text, x in zip(self.numbers, (bar.left(), bar.center().x(), bar.right()), strict=True):
            painter.drawText(QRectF(x - 60, line, 120, height), int(middle | Qt.AlignmentFlag.AlignHCenter), text)
        painter.end()
