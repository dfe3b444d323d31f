"""What was counted: how often each level stood where these neighbours were, as a table that one can read."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from explorer.style.small_font import small_font
from explorer.style.theme import DARK, Theme, mix
from trainers.examples import Int64

_GLYPH = 5.0  # px of a pixel in the small pictures of a context
_AIR = 4.0


@dataclass(frozen=True)
class Counted:
    """What stands at each place of a context (-1 beyond the edge, else the level), and how often each level came."""

    levels: tuple[int, ...]
    counts: tuple[int, ...]


def counted(counts: Int64, neighbours: int) -> list[Counted]:
    """The contexts of a table (contexts, levels) that occur, the most frequent first."""
    base = counts.shape[1] + 1
    rows = [
        Counted(
            tuple(int(context // base**place % base) - 1 for place in range(neighbours)),
            tuple(int(count) for count in counts[context]),
        )
        for context in np.flatnonzero(counts.sum(1))
    ]
    return sorted(rows, key=lambda row: -sum(row.counts))


class CountsView(QWidget):
    """One line for each context: a small picture of it, the counts, and a bar of their shares."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("counts")
        self.setAccessibleName(self.tr("What was counted"))
        self.setMinimumSize(110, 60)
        self._theme = DARK
        self._context: tuple[tuple[int, int], ...] = ()
        self._rows: list[Counted] = []

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def show_counts(self, context: tuple[tuple[int, int], ...], rows: list[Counted]) -> None:
        """The (rows, columns) of a context from the pixel that is asked about, and what was counted for it."""
        self._context, self._rows = context, rows
        self.setAccessibleDescription("; ".join(self._words(row) for row in rows))
        self.update()

    @property
    def rows(self) -> list[Counted]:
        return self._rows

    def _words(self, row: Counted) -> str:
        names = {-1: self.tr("edge"), 0: self.tr("off"), 1: self.tr("on")}
        before = ", ".join(names.get(level, str(level)) for level in row.levels)
        return f"{before}: {' / '.join(map(str, row.counts))}"

    def sizeHint(self) -> QSize:
        return QSize(160, 120)

    # ------------------------------------------------------------------ painting

    @property
    def _reach(self) -> tuple[int, int, int]:
        """How far contexts reach up, left and right, in pixels."""
        rows, columns = zip(*self._context, strict=True) if self._context else ((0,), (0,))
        return -min(rows), -min(*columns, 0), max(*columns, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setFont(small_font(self))
        up, left, right = self._reach
        wide, tall = (left + right + 1) * _GLYPH, (up + 1) * _GLYPH
        line = max(tall + _AIR, painter.fontMetrics().height() + 1.0)
        room = max(int(self.height() // line), 1)
        shown = self._rows if len(self._rows) <= room else self._rows[: room - 1]
        digits = max((len(str(count)) for row in shown for count in row.counts), default=1)
        column = painter.fontMetrics().horizontalAdvance("0" * digits) + 6.0
        for at, row in enumerate(shown):
            top = at * line
            self._paint_context(painter, row, QRectF(0, top + (line - tall) / 2, wide, tall))
            x = wide + 8
            for count in row.counts:
                painter.setPen(QColor(theme.text if count == max(row.counts) else theme.muted))
                area = QRectF(x, top, column, line)
                painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(count))
                x += column
            self._paint_shares(painter, row, QRectF(x + 8, top + line / 2 - 4, self.width() - x - 8, 8))
        if len(shown) < len(self._rows):
            painter.setPen(QColor(theme.muted))
            text = self.tr("and {0} more").format(len(self._rows) - len(shown))
            area = QRectF(0, len(shown) * line, self.width(), line)
            painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()

    def _paint_context(self, painter: QPainter, row: Counted, area: QRectF) -> None:
        theme = self._theme
        up, left, _ = self._reach
        painter.setPen(Qt.PenStyle.NoPen)
        for (down, across), level in zip(self._context, row.levels, strict=True):
            cell = QRectF(area.x() + (left + across) * _GLYPH, area.y() + (up + down) * _GLYPH, _GLYPH, _GLYPH)
            if level < 0:
                painter.setPen(QPen(QColor(mix(theme.panel, theme.muted, 0.5)), 1))
                painter.drawLine(cell.bottomLeft(), cell.topRight())
                painter.setPen(Qt.PenStyle.NoPen)
            else:
                painter.fillRect(cell.adjusted(0.5, 0.5, -0.5, -0.5), QColor("#f2f2f2" if level else "#101010"))
                painter.setPen(QPen(QColor(theme.border), 0.6))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(cell.adjusted(0.5, 0.5, -0.5, -0.5))
        target = QRectF(area.x() + left * _GLYPH, area.y() + up * _GLYPH, _GLYPH, _GLYPH)
        painter.setPen(QPen(QColor(theme.accent), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(target.adjusted(0.5, 0.5, -0.5, -0.5))

    def _paint_shares(self, painter: QPainter, row: Counted, area: QRectF) -> None:
        """The share of the last level, white, in that of the others."""
        if area.width() < 12:
            return
        theme = self._theme
        painter.fillRect(area, QColor(theme.field))
        share = row.counts[-1] / sum(row.counts)
        painter.fillRect(QRectF(area.x(), area.y(), area.width() * share, area.height()), QColor(theme.accent))
