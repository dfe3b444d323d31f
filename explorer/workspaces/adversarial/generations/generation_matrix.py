"""Who fools whom: generators of several steps (rows) under the eyes of discriminators of the same steps (columns)."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from explorer.pictures.picture_pane import draw_label
from explorer.style.small_font import line_height, small_font
from explorer.style.theme import DARK, Theme
from explorer.workspaces.adversarial.fakes.belief_scale import matrix_shares, square_colour
from explorer.workspaces.adversarial.fakes.fake_words import signed
from explorer.workspaces.adversarial.generations.generation_words import legend, met_sentence
from trainers.messages import GenerationsMatched

_NUMBERED = 27.0  # px of a square from which on it holds its number
_MOVES = {
    Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0),
}  # fmt: skip


class GenerationMatrix(QWidget):
    """A square of squares, the first generation at the top left. ``picked`` follows the pointer and the arrow keys;
    ``step_chosen(step)`` is the step of the column that was clicked."""

    picked = Signal()
    step_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("generationMatrix")
        self.setAccessibleName(self.tr("Generators against discriminators"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(40, 40)
        self._theme = DARK
        self._matched: GenerationsMatched | None = None
        self._shares: NDArray[np.float64] = np.zeros((0, 0))
        self._picked: tuple[int, int] | None = None
        self._caption = self.tr("G rows, D columns")

    # ------------------------------------------------------------------ inputs
    def show_generations(self, matched: GenerationsMatched | None) -> None:
        """None clears. Raises ValueError when the matrix is not as long and as wide as there are steps."""
        if matched is not None and matched.matrix.shape != (len(matched.steps), len(matched.steps)):
            raise ValueError(
                f"matrix: expected a row and a column for each of {len(matched.steps)} steps,"
                f" found {matched.matrix.shape}"
            )
        self._matched = matched
        self._shares = np.zeros((0, 0)) if matched is None else matrix_shares(matched.matrix, matched.is_belief)
        if self._picked is not None and max(self._picked) >= len(self._shares):
            self._picked = None
        self._say()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    @property
    def caption_width(self) -> int:
        """px that the words below the squares take."""
        return math.ceil(QFontMetricsF(small_font(self)).horizontalAdvance(self._caption)) + 4

    # ------------------------------------------------------------------ texts
    def sentence(self) -> str:
        """The picked square in words, else what the colours mean."""
        if self._matched is None:
            return ""
        if self._picked is None:
            return legend(self._matched.is_belief)
        row, column = self._picked
        steps, value = self._matched.steps, float(self._matched.matrix[row, column])
        share = float(self._shares[row, column])
        return met_sentence(int(steps[row]), int(steps[column]), value, share, self._matched.is_belief)

    def _say(self) -> None:
        self.setAccessibleDescription(self.sentence())
        self.picked.emit()

    # ------------------------------------------------------------------ layout
    def _grid(self) -> QRectF:
        line = line_height(self)
        side = float(int(min(self.width() - 10, self.height() - line - 6)))
        return QRectF(2, 4, max(side, 1.0), max(side, 1.0))

    def square(self, row: int, column: int) -> QRectF:
        """Where the D of *column* meets the G of *row*."""
        grid, count = self._grid(), max(1, len(self._shares))
        edges = [round(i * grid.width() / count) for i in (column, column + 1, row, row + 1)]
        return QRectF(grid.x() + edges[0], grid.y() + edges[2], edges[1] - edges[0], edges[3] - edges[2])

    def _square_at(self, position: QPointF) -> tuple[int, int] | None:
        grid, count = self._grid(), len(self._shares)
        if not count or not grid.contains(position):
            return None
        row = int((position.y() - grid.y()) / grid.height() * count)
        column = int((position.x() - grid.x()) / grid.width() * count)
        return min(row, count - 1), min(column, count - 1)

    # ------------------------------------------------------------------ painting
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._matched is None:
            return
        painter = QPainter(self)
        painter.setFont(small_font(self))
        for row in range(len(self._shares)):
            for column in range(len(self._shares)):
                self._paint_square(painter, row, column)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self._theme.text), 1))
        for same in range(len(self._shares)):
            painter.drawRect(self.square(same, same).adjusted(1.5, 1.5, -1.5, -1.5))
        if self._picked is not None:
            painter.setPen(QPen(QColor(self._theme.accent), 2))
            painter.drawRect(self.square(*self._picked))
        grid = self._grid()
        below = QRectF(0, grid.bottom() + 2, self.width(), line_height(self))
        draw_label(painter, below, self._caption, self._theme.muted, Qt.AlignmentFlag.AlignLeft)

    def _paint_square(self, painter: QPainter, row: int, column: int) -> None:
        """Unknown ones stay as dark or light as the canvas."""
        assert self._matched is not None
        share, area = float(self._shares[row, column]), self.square(row, column)
        colour = QColor(self._theme.canvas if math.isnan(share) else square_colour(share, self._theme))
        painter.fillRect(area, colour)
        if self._grid().width() / len(self._shares) >= _NUMBERED and not math.isnan(share):
            bright = colour.lightnessF() > 0.5
            painter.setPen(QColor("#000000" if bright else "#ffffff"))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, signed(float(self._matched.matrix[row, column])))

    # ------------------------------------------------------------------ pointer and keyboard
    def _pick(self, square: tuple[int, int] | None) -> None:
        if square != self._picked:
            self._picked = square
            self._say()
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pick(self._square_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._pick(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._pick(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        square = self._square_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and square is not None:
            self._pick(square)
            self._choose()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        move, last = _MOVES.get(Qt.Key(event.key())), len(self._shares) - 1
        if last < 0:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._picked is not None:
            self._choose()
        elif move is not None:
            row, column = self._picked or (last - move[0], last - move[1])  # the first key picks the newest
            self._pick((min(max(row + move[0], 0), last), min(max(column + move[1], 0), last)))
        else:
            super().keyPressEvent(event)

    def _choose(self) -> None:
        if self._matched is not None and self._picked is not None:
            self.step_chosen.emit(int(self._matched.steps[self._picked[1]]))
