"""How many bits a picture has cost so far, line by line, against files of PNG and zlib."""

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
    """The files know nothing of lines: their dashed lines go straight to their sizes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bits_plot")
        self.setMinimumSize(120, 44)
        self._theme = DARK
        self._bits: NDArray[np.floating] | None = None  # (lines + 1,), from 0
        self._files: tuple[tuple[str, int], ...] = ()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, 90)

    def show_bits(self, bits: NDArray[np.floating] | None, png: int = 0, zlib: int = 0) -> None:
        """Bits so far after each line (lines + 1,), and what the files take; None for nothing."""
        self._bits = bits
        self._files = (("PNG", png), ("zlib", zlib))
        self.setAccessibleName(self.tr("Bits so far, line by line"))
        self.setAccessibleDescription("" if bits is None else "; ".join(text for text, _ in self._labels(bits)))
        self.update()

    def _labels(self, bits: NDArray[np.floating]) -> list[tuple[str, float]]:
        """What stands at the right end of each line, and at how many bits that is."""
        files = [(self.tr("{0} {1} bits").format(name, f"{size}"), float(size)) for name, size in self._files]
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
        wide = max(QFontMetricsF(painter.font()).horizontalAdvance(text) for text, _ in labels) + 8
        if titled:
            head = QRectF(0, 0, self.width() - wide, line)
            draw_label(painter, head, self.tr("Bits so far, line by line"), theme.text, Qt.AlignmentFlag.AlignLeft)
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
        self._write(painter, labels, [place(1, value).y() for _, value in labels], area.right() + 6, line)
        painter.end()

    def _write(
        self, painter: QPainter, labels: list[tuple[str, float]], heights: list[float], x: float, line: float
    ) -> None:
        """Labels beside the ends of their lines, pushed apart where they would touch."""
        free = 0.0
        for at in sorted(range(len(labels)), key=lambda each: heights[each]):
            left = sum(line for other in range(len(labels)) if heights[other] > heights[at])
            y = min(max(heights[at] - line / 2, free), self.height() - line - left)
            painter.setPen(QColor(self._theme.accent if at == 0 else self._theme.muted))
            align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(x, y, self.width() - x, line), align, labels[at][0])
            free = y + line
