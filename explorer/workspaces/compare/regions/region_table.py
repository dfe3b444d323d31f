"""A row for each model, a column for each region: which share of the codes drawn there lies in holes."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.pictures.picture_pane import draw_label
from explorer.style.small_font import line_height, small_font
from explorer.style.theme import DARK, Theme, hole_ink, mix
from explorer.workspaces.compare.regions.region_words import column_title, score_sentence, share_text
from explorer.workspaces.compare.regions.table_row import ORDER, TableRow
from trainers.messages import Region

MARGIN, GAP = 8.0, 4.0  # px
LABEL_SHARE = 0.3  # of the width that the names of the models may take
LEAST_ROW, MOST_ROW = 1.25, 1.9  # lines of a row
WIDEST, LEAST = "99 % ± 2", "100 %"  # of the figures, where there is room and where there is little
LEAST_LABEL = "VAE"  # of the names
FILL = 0.42  # strength of the colour of holes behind a number
Cell = tuple[int, int]  # row, column


class RegionTable(QWidget):
    """The drawing. Hover or arrow keys pick a cell, a click or Enter chooses its region."""

    region_chosen = Signal(str)
    picked = Signal()  # another cell, or none

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("regionTable")
        self.setAccessibleName(self.tr("Share in holes by region"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._theme = DARK
        self._picked: Cell | None = None
        self.rows: tuple[TableRow, ...] = ()

    # ------------------------------------------------------------------ inputs

    def show_rows(self, rows: Sequence[TableRow]) -> None:
        """A row for each model; none as long as there is nothing to say."""
        self.rows = tuple(rows)
        if self._picked is not None and not self._exists(self._picked):
            self._pick(None)
        self.setAccessibleDescription("; ".join(self._said(*cell) for cell in self._cells() if self._said(*cell)))
        self.updateGeometry()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def read_out(self) -> str:
        """All that is known of the picked cell; empty where none is picked, or nothing known."""
        return "" if self._picked is None else self._said(*self._picked)

    # ------------------------------------------------------------------ layout

    @property
    def columns(self) -> tuple[Region, ...]:
        """The regions that any of the models has."""
        return tuple(region for region in ORDER if any(row.has(region) for row in self.rows))

    def sizeHint(self) -> QSize:
        return QSize(380, round((1 + MOST_ROW * max(1, len(self.rows))) * line_height(self)))

    def minimumSizeHint(self) -> QSize:
        line, metrics = line_height(self), QFontMetricsF(small_font(self))
        cells = max(1, len(self.columns)) * (metrics.horizontalAdvance(LEAST) + 3 * GAP)
        label = metrics.horizontalAdvance(LEAST_LABEL)
        wide = cells + label + GAP + 2 * MARGIN
        return QSize(round(wide), round((1 + LEAST_ROW * max(1, len(self.rows))) * line + GAP))

    def _label_width(self) -> float:
        metrics = QFontMetricsF(small_font(self))
        widest = max((metrics.horizontalAdvance(row.label) for row in self.rows), default=0.0) + 2
        cells = max(1, len(self.columns)) * (metrics.horizontalAdvance(WIDEST) + 3 * GAP)
        room = self.width() - 2 * MARGIN - GAP
        return min(widest, LABEL_SHARE * room, max(room - cells, metrics.horizontalAdvance(LEAST_LABEL)))

    def cell_rect(self, row: int, column: int) -> QRectF:
        """Where the cell is drawn; row -1 is that of the titles."""
        line, left = line_height(self), MARGIN + self._label_width() + GAP
        wide = (self.width() - MARGIN - left) / max(1, len(self.columns))
        tall = min(MOST_ROW * line, (self.height() - line) / max(1, len(self.rows)))
        top = 0.0 if row < 0 else line + row * tall
        return QRectF(left + column * wide, top, wide - GAP, line if row < 0 else tall - GAP / 2)

    # ------------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(small_font(self))
        if not self.rows:
            painter.setPen(QColor(self._theme.muted))
            text = self.tr("Shares appear when the holes of each region have been counted.")
            area = self.rect().adjusted(12, 0, -12, 0)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, text)
            return
        for column, region in enumerate(self.columns):
            drawn = next(d for row in self.rows for d in row.regions if d.region is region)
            draw_label(painter, self.cell_rect(-1, column), column_title(drawn), self._theme.muted, _LEFT)
        for index, row in enumerate(self.rows):
            first = self.cell_rect(index, 0)
            name = QRectF(MARGIN, first.y(), self._label_width(), first.height())
            draw_label(painter, name, row.label, self._theme.models[index % len(self._theme.models)], _LEFT)
            for column, region in enumerate(self.columns):
                if row.has(region):
                    self._paint_cell(painter, row, (index, column), region)
        painter.end()

    def _paint_cell(self, painter: QPainter, row: TableRow, cell: Cell, region: Region) -> None:
        theme, box, score = self._theme, self.cell_rect(*cell), row.score(region)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.field_hover if cell == self._picked else theme.field))
        painter.drawRoundedRect(box, 4, 4)
        if score is not None and not math.isnan(score.share):
            painter.setBrush(QColor(mix(theme.field, theme.hole, FILL)))
            painter.drawRoundedRect(QRectF(box.x(), box.y(), box.width() * score.share, box.height()), 4, 4)
            painter.setPen(QPen(QColor(hole_ink(theme)), 2))
            low, high = (box.x() + box.width() * share for share in (score.low, score.high))
            painter.drawLine(QLineF(QPointF(low, box.bottom() - 2), QPointF(max(high, low + 1), box.bottom() - 2)))
        if region is row.chosen:
            painter.setPen(QPen(QColor(theme.accent), 1.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.7, 0.7, -0.7, -0.7), 4, 4)
        room = box.adjusted(GAP + 2, 0, -2, 0)
        text = "…" if score is None else share_text(score)
        if painter.fontMetrics().horizontalAdvance(text) > room.width():
            text = text.partition(" ±")[0]
        ink = theme.muted if score is None or math.isnan(score.share) else theme.text
        draw_label(painter, room, text, ink, _LEFT)

    # ------------------------------------------------------------------ pointer and keyboard

    def _cells(self) -> list[Cell]:
        columns = self.columns
        return [(r, c) for r, row in enumerate(self.rows) for c, region in enumerate(columns) if row.has(region)]

    def _exists(self, cell: Cell) -> bool:
        return cell in self._cells()

    def _said(self, row: int, column: int) -> str:
        """What is known of a cell, in words."""
        of = self.rows[row]
        score = of.score(self.columns[column])
        return "" if score is None else score_sentence(of.label, score, of.count)

    def _pick(self, cell: Cell | None) -> None:
        if cell != self._picked:
            self._picked = cell
            self.picked.emit()
            self.update()

    def cell_at(self, position: QPointF) -> Cell | None:
        """The cell at *position* of the widget."""
        return next((cell for cell in self._cells() if self.cell_rect(*cell).contains(position)), None)

    def _choose(self, cell: Cell | None) -> None:
        if cell is not None:
            self.region_chosen.emit(str(self.columns[cell[1]]))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pick(self.cell_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()  # else nobody would be told that the button is let go

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._choose(self.cell_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._pick(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._pick(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, cells = Qt.Key(event.key()), self._cells()
        moves = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._picked is not None:
            self._choose(self._picked)
        elif key not in moves or not cells:
            super().keyPressEvent(event)
        elif self._picked is None:
            self._pick(cells[0])
        else:
            row, column = (at + step for at, step in zip(self._picked, moves[key], strict=True))
            self._pick((row, column) if self._exists((row, column)) else self._picked)


_LEFT = Qt.AlignmentFlag.AlignLeft


def make_sample() -> QWidget:
    from explorer.workspaces.compare.regions.region_sample import sample_rows

    table = RegionTable()
    table.show_rows(sample_rows())
    return table


if __name__ == "__main__":
    from explorer.widgets.sample_window import show_sample

    show_sample(make_sample)
