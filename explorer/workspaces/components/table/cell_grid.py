"""A little grid of cells that are clicked on and off: the neighbours of a pixel, or the places of a picture."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.style.plain_text import plain_tip
from explorer.style.theme import DARK, Theme, mix

CELL, GAP = 16, 3  # px
Place = tuple[int, int]  # row, column, from the top left


class CellGrid(QWidget):
    """``cell_clicked(row, column)`` comes for cells that can be chosen; what is chosen is shown by
    :meth:`show_cells`."""

    cell_clicked = Signal(int, int)

    def __init__(self, name: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setToolTip(plain_tip(words))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._theme = DARK
        self._shape = (1, 1)
        self._free: frozenset[Place] = frozenset()
        self._chosen: frozenset[Place] = frozenset()
        self._target: Place | None = None
        self._current: Place = (0, 0)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def show_cells(
        self, shape: Place, free: Collection[Place], chosen: Collection[Place], target: Place | None = None
    ) -> None:
        """Of *shape* (rows, columns) the cells that can be chosen, and those that are; *target* is what it is about."""
        self._free, self._chosen, self._target = frozenset(free), frozenset(chosen), target
        if shape != self._shape:
            self._shape = shape
            self.updateGeometry()
        if self._current not in self._free:
            self._current = min(self._free, default=(0, 0))
        self.update()

    def sizeHint(self) -> QSize:
        rows, columns = self._shape
        return QSize(columns * (CELL + GAP) + GAP, rows * (CELL + GAP) + GAP)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def cell_rect(self, row: int, column: int) -> QRectF:
        """Where a cell lies."""
        return QRectF(GAP + column * (CELL + GAP), GAP + row * (CELL + GAP), CELL, CELL)

    def _cell_at(self, position: QPointF) -> Place | None:
        return next((cell for cell in self._free if self.cell_rect(*cell).contains(position)), None)

    # ------------------------------------------------------------------ from the user

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self._cell_at(event.position())
        if cell is not None and event.button() == Qt.MouseButton.LeftButton:
            self._current = cell
            self.cell_clicked.emit(*cell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}
        if (move := moves.get(Qt.Key(event.key()))) is not None:
            there = self._current[0] + move[0], self._current[1] + move[1]
            if there in self._free:
                self._current = there
                self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current in self._free:
            self.cell_clicked.emit(*self._current)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rows, columns = self._shape
        for cell in ((row, column) for row in range(rows) for column in range(columns)):
            if cell in self._chosen:
                fill, edge = theme.accent, theme.accent
            elif cell == self._target:
                fill, edge = theme.panel, theme.accent
            elif cell in self._free:
                fill, edge = theme.field, theme.border
            else:
                continue
            if self.hasFocus() and cell == self._current:
                edge = theme.text
            painter.setPen(QPen(QColor(edge), 1.2))
            painter.setBrush(QColor(fill))
            painter.drawRoundedRect(self.cell_rect(*cell), 3, 3)
            if cell == self._target:
                painter.setPen(QColor(mix(theme.accent, theme.text, 0.3)))
                painter.drawText(self.cell_rect(*cell), Qt.AlignmentFlag.AlignCenter, "?")
        painter.end()
