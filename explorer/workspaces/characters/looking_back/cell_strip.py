"""The cells of a memory over a text: a row for each cell, those that change most first, a column for each place."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.pictures.picture_pane import draw_label
from explorer.style.small_font import line_height, small_font
from explorer.style.theme import DARK, Theme
from explorer.workspaces.characters.looking_back.pointed_canvas import PointedCanvas
from explorer.workspaces.characters.looking_back.shades import PURE, STEPS, cell_colours, height_words
from explorer.workspaces.characters.visible_signs import draw_sign, sign_words
from trainers.examples import Float32, Int64

MOST_ROWS = 24
FEWEST_ROWS = 4
_LEAST_ROW, _EASY_ROW = 7.0, 12.0  # px
_MOST_COLUMN = 26.0  # px


def most_varied(cells: Float32) -> Int64:
    """The cells (C,) of (T + 1, C), in the order of how much they change over the text."""
    order: Int64 = np.argsort(-cells.std(0), kind="stable")
    return order


class CellStrip(PointedCanvas):
    """``cell_chosen(cell)`` is a click or an arrow key."""

    cell_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cell_strip")
        self.setAccessibleName(self.tr("Cells of the memory"))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._theme = DARK
        self._cells: Float32 | None = None
        self._text = ""
        self._order: tuple[int, ...] = ()
        self._chosen, self._place = -1, 0
        self._over: int | None = None
        self._picture = QImage()

    # ------------------------------------------------------------------ inputs

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._draw()

    def show_cells(self, cells: Float32 | None, text: str = "", keep_order: bool = False) -> None:
        """(T + 1, C), in [-1, 1], of a *text* (T,). The most varied are chosen anew, unless those that are there are to
        stay."""
        if cells is self._cells:
            return
        self._text = text
        stays = keep_order and cells is not None and self._order and max(self._order) < cells.shape[1]
        self._cells = cells
        if cells is None or self._chosen >= cells.shape[1]:
            self._chosen = -1
        if not stays:
            self._order = () if cells is None else tuple(most_varied(cells)[:MOST_ROWS].tolist())
        self._draw()

    def show_chosen(self, cell: int, place: int) -> None:
        """Which one the text is coloured by, and where the caret stands."""
        if (cell, place) != (self._chosen, self._place):
            self._chosen, self._place = cell, place
            self.setAccessibleDescription("" if cell < 0 else self.words(cell, place))
            self._draw()

    # ------------------------------------------------------------------ what there is

    @property
    def shown(self) -> tuple[int, ...]:
        """The cells that have a row, from the top; the chosen one among them, wherever it is in the order."""
        rows = self._order[: self._fitting()]
        if self._chosen >= 0 and rows and self._chosen not in rows:
            rows = (*rows[:-1], self._chosen)
        return rows

    @property
    def first(self) -> int:
        """The cell that changes most; -1 where there is none."""
        return self._order[0] if self._order else -1

    def words(self, cell: int, place: int) -> str:
        """How high a cell is at a place."""
        if self._cells is None:
            return ""
        place = min(place, len(self._cells) - 1)
        behind = sign_words(self._text[place - 1]) if place else self.tr("the start")
        return self.tr("cell {0} behind {1}: {2}").format(cell, behind, height_words(float(self._cells[place, cell])))

    # ------------------------------------------------------------------ layout

    def _fitting(self) -> int:
        return min(max(int((self.height() - self._header()) // _LEAST_ROW), FEWEST_ROWS), MOST_ROWS)

    def _margin(self) -> float:
        """px at the left, for a cell's number."""
        return line_height(self) * 2.0

    def grid(self) -> QRectF:
        """Where the colours are."""
        wide, top = self._column() * self._columns, self._header() + 1
        tall = min(self.height() - top - 1.0, len(self.shown) * _EASY_ROW)
        return QRectF(self._margin(), top, max(wide, 1.0), max(tall, 1.0))

    @property
    def _columns(self) -> int:
        return 1 if self._cells is None else len(self._cells)

    def _column(self) -> float:
        """px of a place."""
        return min((self.width() - self._margin() - 2) / self._columns, _MOST_COLUMN)

    def _header(self) -> float:
        """px above, for the characters, where each has room."""
        return line_height(self) if self._column() >= 0.75 * line_height(self) else 0.0

    def row_rect(self, row: int) -> QRectF:
        grid = self.grid()
        tall = grid.height() / max(len(self.shown), 1)
        return QRectF(grid.x(), grid.y() + row * tall, grid.width(), tall)

    def cell_at(self, position: QPointF) -> int | None:
        rows = self.shown
        grid = self.grid().adjusted(-self._margin(), 0, 0, 0)
        if not rows or not grid.contains(position):
            return None
        return rows[min(int((position.y() - grid.y()) / grid.height() * len(rows)), len(rows) - 1)]

    def place_at(self, position: QPointF) -> int:
        grid = self.grid()
        return min(max(int((position.x() - grid.x()) / grid.width() * self._columns), 0), self._columns - 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, math.ceil(line_height(self) + FEWEST_ROWS * _LEAST_ROW) + 2)

    def sizeHint(self) -> QSize:
        return QSize(280, math.ceil(MOST_ROWS * _LEAST_ROW) + 2)

    # ------------------------------------------------------------------ painting

    def _draw(self) -> None:
        """The picture of all rows, a pixel for each value."""
        self._picture = QImage()
        if self._cells is not None and self.shown:
            levels = np.rint(np.clip(self._cells[:, list(self.shown)].T, -1, 1) * STEPS) + STEPS
            rows, columns = levels.shape
            padded = np.zeros((rows, -(-columns // 4) * 4), np.uint8)
            padded[:, :columns] = levels
            own = QImage(padded.tobytes(), columns, rows, padded.shape[1], QImage.Format.Format_Indexed8).copy()
            own.setColorTable([QColor(each).rgb() for each in cell_colours(self._theme, PURE)])
            self._picture = own
        self.update()

    def resizeEvent(self, event: object) -> None:
        self._draw()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        painter.setFont(small_font(self))
        grid = self.grid()
        if not self._picture.isNull():
            painter.drawImage(grid, self._picture)
            self._paint_characters(painter, grid)
            wide = grid.width() / self._picture.width()
            x = grid.x() + self._place * wide
            painter.setPen(QPen(QColor(theme.text), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(x, grid.y() - 0.5, wide, grid.height() + 1))
        for row, cell in enumerate(self.shown):
            if cell not in (self._chosen, self._over):
                continue
            area, chosen = self.row_rect(row), cell == self._chosen
            painter.setPen(QPen(QColor(theme.accent if chosen else theme.text), 2 if chosen else 1))
            painter.drawRect(area)
            tall = line_height(self)
            side = QRectF(0, area.center().y() - tall / 2, self._margin() - 6, tall)
            if chosen or abs(self.shown.index(self._chosen) - row) * area.height() > tall:
                draw_label(painter, side, str(cell), theme.text if chosen else theme.muted, Qt.AlignmentFlag.AlignRight)
            if chosen and self.hasFocus():
                painter.fillRect(QRectF(self._margin() - 5, area.y(), 2, area.height()), QColor(theme.accent))
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.accent), 1))
            painter.drawRect(grid.adjusted(-0.5, -0.5, 0.5, 0.5))
        painter.end()

    def _paint_characters(self, painter: QPainter, grid: QRectF) -> None:
        wide, tall = self._column(), self._header()
        for place, character in enumerate(self._text if tall else "", start=1):
            ink = self._theme.text if place <= self._place else self._theme.muted
            draw_sign(painter, QRectF(grid.x() + place * wide, 0, wide, tall), character, ink)

    # ------------------------------------------------------------------ pointer and keyboard

    def _hover(self, cell: int | None) -> None:
        if cell != self._over:
            self._over = cell
            self.setCursor(Qt.CursorShape.ArrowCursor if cell is None else Qt.CursorShape.PointingHandCursor)
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.cell_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and cell is not None:
            self.cell_chosen.emit(cell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        rows = self.shown
        if step is None or not rows:
            super().keyPressEvent(event)
            return
        at = rows.index(self._chosen) + step if self._chosen in rows else 0
        self.cell_chosen.emit(rows[min(max(at, 0), len(rows) - 1)])

    def tip_at(self, position: QPointF) -> str:
        cell = self.cell_at(position)
        return "" if cell is None else self.words(cell, self.place_at(position))


def make_sample() -> QWidget:
    view = CellStrip()
    rng = np.random.default_rng(1)
    places = np.arange(20)[:, None]
    cells = np.sin(places * rng.uniform(0.1, 2, 40) + rng.uniform(0, 6, 40)) * rng.uniform(0, 1, 40)
    view.show_cells(cells.astype(np.float32), "the quick brown fox")
    view.show_chosen(view.first, 12)
    view.cell_chosen.connect(lambda cell: view.show_chosen(cell, 12))
    view.resize(340, 180)
    return view


if __name__ == "__main__":
    from explorer.widgets.sample_window import show_sample

    show_sample(make_sample)
