"""How many bits a picture has cost so far, in drawing order, against files of PNG and zlib and the bare levels."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from explorer.pictures.picture_pane import draw_label
from explorer.style.small_font import line_height, small_font
from explorer.style.theme import DARK, Theme

_LEAST = 26.0  # px of height for the lines themselves


class BitsPlot(QWidget):
    """The files know nothing of lines: their dashed lines go straight to their sizes. Where there is no room for all
    labels, that of the model stays longest."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bits_plot")
        self.setMinimumSize(120, 44)
        self._theme = DARK
        self._bits: NDArray[np.floating] | None = None  # (lines + 1,), from 0
        self._files: tuple[tuple[str, float], ...] = ()
        self._title = ""

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, 90)

    def show_bits(
        self,
        bits: NDArray[np.floating] | None,
        png: float = 0,
        zlib: float = 0,
        raw: float = 0,
        by_line: bool = True,
    ) -> None:
        """Bits so far after each line, or after as large a part of another order (lines + 1,); what the files take, and
        all levels if each were as likely. None for nothing."""
        self._bits = bits
        self._files = (("PNG", png), (self.tr("raw"), raw), ("zlib", zlib))
        self._title = self.tr("Bits so far, line by line") if by_line else self.tr("Bits so far, in drawing order")
        self.setAccessibleName(self._title)
        self.setAccessibleDescription("" if bits is None else "; ".join(text for text, _ in self._labels(bits)))
        self.update()

    def _labels(self, bits: NDArray[np.floating]) -> list[tuple[str, float]]:
        """What stands at the right end of each line, and at how many bits that is."""
        files = [(self.tr("{0} {1} bits").format(name, f"{size:.0f}"), size) for name, size in self._files]
        return [(self.tr("model {0} bits").format(f"{bits[-1]:.0f}"), float(bits[-1])), *files]

    def paintEvent(self, event: QPaintEvent) -> None:
        bits, theme = self._bits, self._theme
        if bits is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(small_font(self))
        line = line_height(self)
        titled = self.height() >= line + _LEAST
        labels = self._labels(bits)
        advance = QFontMetricsF(painter.font()).horizontalAdvance
        title = self._title if advance(self._title) <= self.width() else self.tr("Bits so far")
        wide = max(advance(text) for text, _ in labels) + 8
        if titled:
            draw_label(painter, QRectF(0, 0, self.width(), line), title, theme.text, Qt.AlignmentFlag.AlignLeft)
        area = QRectF(1, line + 2 if titled else 2, max(self.width() - wide, 20.0), 0)
        area.setBottom(self.height() - 3)
        top = max(max(each for _, each in labels), 1.0)
        painter.setPen(QPen(QColor(theme.border), 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())

        def place(share: float, value: float) -> QPointF:
            return QPointF(area.x() + share * area.width(), area.bottom() - value / top * area.height())

        for _, size in labels[1:]:
            painter.setPen(QPen(QColor(theme.muted), 1, Qt.PenStyle.DashLine))
            painter.drawLine(place(0, 0), place(1, size))
        painter.setPen(QPen(QColor(theme.accent), 2))
        count = len(bits) - 1
        painter.drawPolyline(QPolygonF([place(at / count, float(value)) for at, value in enumerate(bits)]))
        free = line if titled and advance(title) + wide > self.width() else 0.0
        labels = labels[: max(int((self.height() - free) // line), 1)]
        self._write(painter, labels, [place(1, value).y() for _, value in labels], area.right() + 6, line, free)
        painter.end()

    def _write(
        self,
        painter: QPainter,
        labels: list[tuple[str, float]],
        heights: list[float],
        x: float,
        line: float,
        free: float,
    ) -> None:
        """Labels beside the ends of their lines, below *free*, pushed apart where they would touch."""
        downwards = sorted(range(len(labels)), key=lambda each: heights[each])
        for done, at in enumerate(downwards):
            left = line * (len(labels) - done - 1)
            y = min(max(heights[at] - line / 2, free), self.height() - line - left)
            painter.setPen(QColor(self._theme.accent if at == 0 else self._theme.muted))
            align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(x, y, self.width() - x, line), align, labels[at][0])
            free = y + line
