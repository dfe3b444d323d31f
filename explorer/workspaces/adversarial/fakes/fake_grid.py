"""Fakes from fixed noise, each above a thin bar of what D makes of it."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from explorer.pictures.picture_pane import Block, Cell, PicturePane, draw_label, fullest
from explorer.pixels.images import tile
from explorer.style.easing import Easing
from explorer.style.theme import mix
from explorer.widgets.export_button import ChoosePath, ask_path
from explorer.workspaces.adversarial.fakes.belief_scale import bar_colour, shares
from explorer.workspaces.adversarial.fakes.fake_words import class_name, score_line
from trainers.examples import Int64, UInt8
from trainers.messages import FakesShown

_MARGIN = 8.0
_BAR, _ABOVE, _BETWEEN = 3.0, 2.0, 5.0  # px: the bar's height, above it, and below it to the next row
_LEAST_NAME = 14.0  # px of a column from which on it has a name


class FakeGrid(PicturePane):
    """As many columns as make the cells largest; of a conditional model one for each class. A block is a row.

    Arrow keys move the selection as a click does: ``fake_chosen(index)`` says so."""

    fake_chosen = Signal(int)

    def __init__(self, choose_path: ChoosePath = ask_path, parent: QWidget | None = None) -> None:
        super().__init__("fakes", "fakes", choose_path, parent)
        self._fakes: FakesShown | None = None
        self._names: tuple[str, ...] = ()  # of the columns
        self._columns = 1
        self.selected = 0
        self._easing = Easing(self)
        self._easing.moved.connect(self.update)
        self.setAccessibleName(self.tr("Fakes from fixed noise"))
        self.setMinimumSize(120, 100)

    # ------------------------------------------------------------------ inputs
    def show_fakes(self, fakes: FakesShown | None, class_names: Sequence[str] = ()) -> None:
        """None clears. Raises ValueError when the labels are not the same classes in every row."""
        self._names = () if fakes is None or fakes.labels is None else _column_names(fakes.labels, class_names)
        self._fakes = fakes
        bars = np.zeros(0) if fakes is None else shares(fakes.scores, fakes.beliefs)
        self._easing.go(np.nan_to_num(bars))
        if fakes is not None:
            self.selected = max(0, min(self.selected, len(fakes.images) - 1))
        self._refresh()

    def show_selected(self, index: int) -> None:
        """Frames a fake and tells nobody."""
        self.selected = max(0, index)
        self._refresh()

    @property
    def is_empty(self) -> bool:
        return self._fakes is None or not len(self._fakes.images)

    # ------------------------------------------------------------------ layout
    def _arrange(self) -> list[Block]:
        if self._fakes is None or not len(self._fakes.images):
            return []
        images = self._fakes.images
        _, _, high, wide = images.shape
        gap = max(1, round(wide / 20))  # in pixels of the image, as blocks count
        top = _MARGIN + (self._line() if self._names else 0.0)
        width, height = self.width() - 2 * _MARGIN, self.height() - top - _MARGIN + _BETWEEN
        self._columns, side = largest_cells(
            len(images), width, height, wide / high, spread=1 + gap / wide, columns=len(self._names)
        )
        if side < 4:
            return []
        tall = round(side * high / wide)
        step = tall + _ABOVE + _BAR + _BETWEEN
        rows = [images[at : at + self._columns] for at in range(0, len(images), self._columns)]
        wholes = [side * (len(row) + (len(row) - 1) * gap / wide) for row in rows]
        left = _MARGIN + max(0.0, round((width - wholes[0]) / 2))
        return [
            Block(QRectF(left, top + i * step, whole, tall), row, len(row), gap)
            for i, (row, whole) in enumerate(zip(rows, wholes, strict=True))
        ]

    def _line(self) -> float:
        return float(self.fontMetrics().height())

    def _refresh(self, redraw: bool = False) -> None:
        super()._refresh(redraw)
        self._current = divmod(self.selected, self._columns)
        if not self._exists(self._current):
            self._current = (0, 0)
        self.setAccessibleDescription(self._peek_caption(self._current) if self._blocks else self._empty_text())

    def index_of(self, cell: Cell) -> int:
        """The number of the fake in a cell."""
        return cell[0] * self._columns + cell[1]

    def bar_rect(self, index: int) -> QRectF:
        """The groove of a fake's bar."""
        row, column = divmod(index, self._columns)
        cell = self._blocks[row].cell_rect(column)
        return QRectF(cell.x(), cell.bottom() + _ABOVE, cell.width(), _BAR)

    # ------------------------------------------------------------------ painting
    def _paint_over(self, painter: QPainter) -> None:
        if not self._blocks or self._fakes is None:
            return
        for column, name in enumerate(self._names):
            cell = self._blocks[0].cell_rect(column)
            if cell.width() >= _LEAST_NAME:
                area = QRectF(cell.x(), cell.y() - self._line(), cell.width(), self._line() - 1)
                draw_label(painter, area, name, self._theme.muted, Qt.AlignmentFlag.AlignHCenter)
        painter.setPen(Qt.PenStyle.NoPen)
        groove = QColor(mix(self._theme.field, self._theme.muted, 0.25))
        for index, share in enumerate(self._easing.values.tolist()):
            bar = self.bar_rect(index)
            painter.setBrush(groove)
            painter.drawRect(bar)
            bar.setWidth(bar.width() * share)
            painter.setBrush(QColor(bar_colour(share, self._theme)))
            painter.drawRect(bar)
        frame = self.bar_rect(self.selected).united(self._blocks[self._current[0]].cell_rect(self._current[1]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self._theme.accent), 2))
        painter.drawRoundedRect(frame.adjusted(-2, -2, 2, 2), 3, 3)

    def _empty_text(self) -> str:
        return self.tr("Fakes appear as soon as the generator has been asked for them.")

    def _peek_caption(self, cell: Cell) -> str:
        if self._fakes is None:
            return ""
        index = self.index_of(cell)
        belief = math.nan if self._fakes.beliefs is None else float(self._fakes.beliefs[index])
        name = self._names[cell[1]] if self._names else ""
        return " · ".join(
            filter(None, [name, score_line(float(self._fakes.scores[index]), belief, self._fakes.relative)])
        )

    def picture(self) -> UInt8 | None:
        return None if not self._blocks or self._fakes is None else tile(self._fakes.images, self._columns)

    # ------------------------------------------------------------------ pointer and keyboard
    def _choose(self, cell: Cell) -> None:
        self.selected = self.index_of(cell)
        self.setAccessibleDescription(self._peek_caption(cell))
        self.fake_chosen.emit(self.selected)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        before = self._current
        super().keyPressEvent(event)
        if self._current != before:
            self._choose(self._current)


def largest_cells(
    n: int, width: float, height: float, aspect: float, spread: float = 1.0, columns: int = 0
) -> tuple[int, float]:
    """(columns, width of a cell in whole px) of *n* cells of *aspect* (width over height) with bars under them, which
    take *spread* times their width; the columns are chosen, where they are not given, so that the cells are largest, or
    a little smaller where all rows are then full."""
    choices = np.array([columns]) if columns else np.arange(1, n + 1)
    tall = height / np.ceil(n / choices) - _ABOVE - _BAR - _BETWEEN
    cells = np.minimum(width / (choices * spread), tall * aspect)
    best = fullest(n, choices, cells)
    return int(choices[best]), float(max(0, int(cells[best])))


def _column_names(labels: Int64, class_names: Sequence[str]) -> tuple[str, ...]:
    """The classes of the columns. Raises ValueError when rows differ."""
    count = len(np.unique(labels))
    if count == 0 or len(labels) % count or (labels.reshape(-1, count) != labels[:count]).any():
        raise ValueError(f"labels: expected rows of the same {count} classes, found {labels.tolist()}")
    return tuple(class_name(int(label), class_names) for label in labels[:count])
