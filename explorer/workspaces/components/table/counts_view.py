"""What was counted: how often each level stood where these neighbours were, as a table that one can read."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from explorer.style.plain_text import plain_tip
from explorer.style.small_font import small_font
from explorer.style.theme import DARK, Theme, mix
from explorer.texts.listed import listed
from explorer.texts.whole_number import whole_number
from explorer.workspaces.components.table.rows_area import head_top
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
    """One line for each context: a small picture of it, the counts, and a bar of the share of those that are on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("counts")
        self.setAccessibleName(self.tr("What was counted"))
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
        self.setMinimumHeight(round((len(rows) + 1) * self._line) if rows else 0)
        self.update()

    @property
    def rows(self) -> list[Counted]:
        return self._rows

    def _words(self, row: Counted) -> str:
        names = {-1: self.tr("edge"), 0: self.tr("off"), 1: self.tr("on")}
        before = listed(names.get(level, str(level)) for level in row.levels)
        return f"{before}: {' / '.join(map(str, row.counts))}"

    def words_at(self, position: QPointF) -> str:
        """What was counted there, in words, or what the columns are."""
        if position.y() < head_top(self) + self._line:
            return self.tr(
                "Seen: the neighbours, black off and white on. Beside it how often the pixel was off and on."
            )
        at = int(position.y() // self._line) - 1
        if not 0 <= at < len(self._rows):
            return ""
        row = self._rows[at]
        return self.tr("{0} · on: {1} %").format(self._words(row), f"{100 * row.counts[-1] / sum(row.counts):.0f}")

    def event(self, event: QEvent) -> bool:
        """Small pictures are told in words where they are pointed at."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self.setToolTip(plain_tip(self.words_at(event.pos().toPointF())))
        return super().event(event)

    def minimumSizeHint(self) -> QSize:
        """Wide enough for a picture, the counts, and a bar."""
        wide = QFontMetricsF(small_font(self)).horizontalAdvance
        heads = self.tr("seen"), self.tr("off"), self.tr("on")
        return QSize(round(wide(" ".join(heads))) + 50, 0)

    def sizeHint(self) -> QSize:
        return QSize(160, 120)

    # ------------------------------------------------------------------ painting

    @property
    def _reach(self) -> tuple[int, int, int]:
        """How far contexts reach up, left and right, in pixels."""
        rows, columns = zip(*self._context, strict=True) if self._context else ((0,), (0,))
        return -min(rows), -min(*columns, 0), max(*columns, 0)

    @property
    def _line(self) -> float:
        """px of each line, and of the head."""
        return max((self._reach[0] + 1) * _GLYPH + _AIR, QFontMetricsF(small_font(self)).height() + 1.0)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._rows:
            return
        theme = self._theme
        painter = QPainter(self)
        painter.setFont(small_font(self))
        up, left, right = self._reach
        wide, tall = (left + right + 1) * _GLYPH, (up + 1) * _GLYPH
        line, advance = self._line, QFontMetricsF(painter.font()).horizontalAdvance
        seen, heads = self.tr("seen"), (self.tr("off"), self.tr("on"))
        texts = [*heads, *(whole_number(count) for row in self._rows for count in row.counts)]
        column = max(advance(text) for text in texts) + 6.0
        begin = max(wide, advance(seen)) + 6.0
        for at, row in enumerate(self._rows):
            top = (at + 1) * line
            self._paint_context(painter, row, QRectF(0, top + (line - tall) / 2, wide, tall))
            for place, count in enumerate(row.counts):
                painter.setPen(QColor(theme.text if count == max(row.counts) else theme.muted))
                area, said = QRectF(begin + place * column, top, column, line), whole_number(count)
                painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, said)
            x = begin + len(row.counts) * column + 8
            self._paint_shares(painter, row, QRectF(x, top + line / 2 - 4, self.width() - x, 8))
        self._paint_head(painter, seen, heads, begin, column)
        painter.end()

    def _paint_head(self, painter: QPainter, seen: str, heads: tuple[str, str], begin: float, column: float) -> None:
        """The names of the columns, over rows that are scrolled below them."""
        head = QRectF(0, head_top(self), self.width(), self._line)
        painter.fillRect(head, QColor(self._theme.panel))
        painter.setPen(QColor(self._theme.muted))
        middle, right = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignRight
        painter.drawText(head, middle, seen)
        for place, name in enumerate(heads):
            painter.drawText(QRectF(begin + place * column, head.y(), column, head.height()), middle | right, name)
        share = self.tr("share on")
        rest = head.adjusted(begin + len(heads) * column + 8, 0, 0, 0)
        if QFontMetricsF(painter.font()).horizontalAdvance(share) <= rest.width():
            painter.drawText(rest, middle, share)

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
