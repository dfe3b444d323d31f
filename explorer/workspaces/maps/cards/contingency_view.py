"""How clusters (rows) and classes (columns) go together: a shaded table, with how many there are of each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.pictures.picture_pane import draw_label
from explorer.style.small_font import line_height, small_font
from explorer.style.theme import DARK, Theme, mix
from explorer.texts.whole_number import whole_number
from trainers.examples import Int64

NUMBERED = 22.0  # px of a cell's width from which on it holds its number
MOST_NAME, DOT, GAP = 64.0, 4.0, 6.0  # px
LEAST_ROW = 9.0
MOVES = {
    Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0),
}  # fmt: skip
Picked = tuple[int, int]  # row and column, -1 for the name at the beginning of a line


class ContingencyView(QWidget):
    """``picked`` follows the pointer and the arrow keys; ``chosen(row, column)`` is a click, -1 for a whole row or
    column. Row r is the cluster r, and the last one those in none, where there are such."""

    picked = Signal()
    chosen = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("contingency")
        self.setAccessibleName(self.tr("Clusters and classes"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._theme = DARK
        self._counts: Int64 = np.zeros((0, 0), np.int64)
        self._sizes: Int64 = np.zeros(0, np.int64)
        self._rows: tuple[str, ...] = ()
        self._columns: tuple[str, ...] = ()
        self._colours: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
        self.pick: Picked | None = None

    def show_counts(self, sizes: Int64, counts: Int64 | None, rows: Sequence[str], columns: Sequence[str]) -> None:
        """How many examples are in each row (R,), and of them in each column (R, C); None without classes. Raises
        ValueError where names are missing."""
        found = np.zeros((len(sizes), 0), np.int64) if counts is None else counts
        if found.shape != (len(rows), len(columns)) or len(sizes) != len(rows):
            raise ValueError(f"expected a name for each line, found {found.shape}, {len(rows)} and {len(columns)}")
        self._sizes, self._counts, self._rows, self._columns = sizes, found, tuple(rows), tuple(columns)
        if self.pick is not None and (self.pick[0] >= len(rows) or self.pick[1] >= len(columns)):
            self.pick = None
        self._say()
        self.updateGeometry()
        self.update()

    def show_colours(self, rows: Sequence[str], columns: Sequence[str]) -> None:
        """``#rrggbb`` of each line's dots in the maps; empty where they are coloured by something else."""
        self._colours = tuple(rows), tuple(columns)
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    @property
    def has_columns(self) -> bool:
        """Whether there are classes."""
        return bool(self._columns)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, round(line_height(self) + LEAST_ROW * max(len(self._rows), 3)))

    # ------------------------------------------------------------------ words

    def sentence(self) -> str:
        """What is picked, in words; empty where nothing is."""
        if self.pick is None:
            return ""
        row, column = self.pick
        if row >= 0 and column >= 0:
            count, whole = int(self._counts[row, column]), int(self._sizes[row])
            form = self.tr("{0} of the {1} of {2} are {3}")
            return form.format(whole_number(count), whole_number(whole), self._row_name(row), self._columns[column])
        if row >= 0:
            return self.tr("{0}: {1} examples").format(self._row_name(row), whole_number(int(self._sizes[row])))
        return self.tr("class {0}: {1} examples").format(
            self._columns[column], whole_number(int(self._counts[:, column].sum()))
        )

    def _row_name(self, row: int) -> str:
        name = self._rows[row]
        return self.tr("cluster {0}").format(name) if name.isdigit() else name

    def _say(self) -> None:
        self.setAccessibleDescription(self.sentence())
        self.picked.emit()

    # ------------------------------------------------------------------ layout

    def _table(self) -> QRectF:
        """Where the cells are; names stand left of it and above."""
        metrics = QFontMetricsF(small_font(self))
        name = max((metrics.horizontalAdvance(each) for each in self._rows), default=0.0)
        size = max((metrics.horizontalAdvance(whole_number(int(each))) for each in self._sizes), default=0.0)
        left = min(name, MOST_NAME) + size + 2 * DOT + 3 * GAP
        top = line_height(self) if self._columns else 0.0
        return QRectF(left, top, max(self.width() - left - 1, 1.0), max(self.height() - top - 1, 1.0))

    def cell(self, row: int, column: int) -> QRectF:
        """Where a cell lies; with -1 the name before a row or above a column."""
        table = self._table()
        rows, columns = max(len(self._rows), 1), max(len(self._columns), 1)
        tall = min(table.height() / rows, 26.0)
        x = [round(table.x() + each * table.width() / columns) for each in (column, column + 1)]
        y = [round(table.y() + each * tall) for each in (row, row + 1)]
        if row < 0:
            y = [0, round(table.y())]
        if column < 0:
            x = [0, round(table.x())]
        return QRectF(x[0], y[0], x[1] - x[0], y[1] - y[0])

    def _at(self, position: QPointF) -> Picked | None:
        for row in range(-1, len(self._rows)):
            for column in range(-1, len(self._columns)):
                if (row, column) != (-1, -1) and self.cell(row, column).contains(position):
                    return row, column
        return None

    # ------------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(small_font(self))
        least = self.cell(0, 0).height() >= line_height(self) - 3 if self._rows else False
        for column, name in enumerate(self._columns):
            self._paint_column_name(painter, self.cell(-1, column), name, column)
        for row in range(len(self._rows)):
            self._paint_row_name(painter, row, named=least)
            for column in range(len(self._columns)):
                self._paint_cell(painter, row, column, numbered=least)
            if not self._columns:
                self._paint_size(painter, row)
        if self.pick is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._theme.accent), 1.6))
            painter.drawRect(self._line(self.pick).adjusted(1, 1, -1, -1))

    def _line(self, pick: Picked) -> QRectF:
        """The cell, or the whole row or column."""
        row, column = pick
        if row >= 0 and column >= 0:
            return self.cell(row, column)
        if row >= 0:
            return self.cell(row, -1).united(self.cell(row, max(len(self._columns) - 1, 0)))
        return self.cell(-1, column).united(self.cell(max(len(self._rows) - 1, 0), column))

    def _paint_column_name(self, painter: QPainter, area: QRectF, name: str, column: int) -> None:
        colours = self._colours[1]
        colour = colours[column] if column < len(colours) else self._theme.muted
        if column < len(colours):
            painter.fillRect(QRectF(area.x() + 1, area.bottom() - 3, area.width() - 2, 2), QColor(colour))
        draw_label(painter, area.adjusted(1, 0, -1, -2), name, self._theme.muted, Qt.AlignmentFlag.AlignHCenter)

    def _paint_row_name(self, painter: QPainter, row: int, named: bool) -> None:
        area, colours = self.cell(row, -1), self._colours[0]
        if row < len(colours):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours[row]))
            radius = min(DOT, area.height() / 2 - 1)
            painter.drawEllipse(QPointF(area.x() + DOT + 1, area.center().y()), radius, radius)
        if named or row % 2 == 0:
            words = area.adjusted(2 * DOT + GAP, 0, -GAP, 0)
            if not named:  # where lines are lower than letters, every second one has its name
                words.adjust(0, -3, 0, 3)
            draw_label(painter, words, self._rows[row], self._theme.text, Qt.AlignmentFlag.AlignLeft)
            size = whole_number(int(self._sizes[row]))
            draw_label(painter, words, size, self._theme.muted, Qt.AlignmentFlag.AlignRight)

    def _paint_cell(self, painter: QPainter, row: int, column: int, numbered: bool) -> None:
        area, count = self.cell(row, column), int(self._counts[row, column])
        share = count / max(int(self._sizes[row]), 1)
        colour = QColor(mix(self._theme.canvas, self._theme.accent, 0.06 + 0.94 * share if count else 0.0))
        painter.fillRect(area.adjusted(0.5, 0.5, -0.5, -0.5), colour)
        if count and numbered and area.width() >= NUMBERED:
            bright = colour.lightnessF() > 0.55
            draw_label(painter, area, f"{count}", "#000000" if bright else "#ffffff", Qt.AlignmentFlag.AlignHCenter)

    def _paint_size(self, painter: QPainter, row: int) -> None:
        """Without classes: a bar as long as the cluster is large."""
        area = self.cell(row, 0).adjusted(0, 1, 0, -1)
        area.setWidth(area.width() * int(self._sizes[row]) / max(int(self._sizes.max()), 1))
        painter.fillRect(area, QColor(mix(self._theme.canvas, self._theme.accent, 0.7)))

    # ------------------------------------------------------------------ pointer and keys

    def _set_pick(self, pick: Picked | None) -> None:
        if pick != self.pick:
            self.pick = pick
            self._say()
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._set_pick(self._at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._set_pick(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._set_pick(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and at is not None:
            self._set_pick(at)
            self.chosen.emit(*at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        move = MOVES.get(Qt.Key(event.key()))
        if not self._rows:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.pick is not None:
            self.chosen.emit(*self.pick)
        elif move is not None:
            row, column = self.pick or (0, -1)
            if self.pick is not None:
                row = min(max(row + move[0], -1), len(self._rows) - 1)
                column = min(max(column + move[1], -1), len(self._columns) - 1)
            self._set_pick((max(row, 0), column) if (row, column) == (-1, -1) else (row, column))
        else:
            super().keyPressEvent(event)
