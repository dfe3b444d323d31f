"""Excerpts of the training text where a cell is as high as can be, one below the other about the same column."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.style.plain_text import plain_tip
from explorer.style.small_font import small_font
from explorer.style.theme import DARK, Theme
from explorer.workspaces.characters.looking_back.letter_cells import BETWEEN, cell_size, paint_cell
from explorer.workspaces.characters.looking_back.shades import cell_colours, cell_step, height_words
from trainers.messages import AlikeFound

FEWEST = 2
_BEFORE = 0.66  # of the width, which the text up to the character that matters has


class AlikeRows(QWidget):
    """As many rows as have room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("alike_rows")
        self.setAccessibleName(self.tr("Excerpts of the training text"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._theme = DARK
        self._found: AlikeFound | None = None
        self._colours: list[QColor] = []
        self.set_theme(DARK)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._colours = [QColor(each) for each in cell_colours(theme)]
        self.update()

    def show_alike(self, found: AlikeFound | None) -> None:
        """Excerpts and what the cell is behind each of their characters; None while that is not known."""
        if found is not self._found:
            self._found = found
            self.setAccessibleDescription("" if found is None else "\n".join(found.texts))
            self.update()

    @property
    def found(self) -> AlikeFound | None:
        return self._found

    # ------------------------------------------------------------------ layout

    def _size(self) -> tuple[float, float]:
        metrics = QFontMetricsF(small_font(self))
        wide, tall = cell_size(metrics, set() if self._found is None else set("".join(self._found.texts)))
        return wide, min(tall, metrics.height() + 3)

    @property
    def rows_shown(self) -> int:
        count = 0 if self._found is None else len(self._found.texts)
        return min(count, int((self.height() + BETWEEN) // (self._size()[1] + BETWEEN)))

    def column(self) -> float:
        """px at which the character that matters begins."""
        wide = self._size()[0]
        fits = int(self.width() * _BEFORE // (wide + BETWEEN))
        longest = 0 if self._found is None else int(max(self._found.at, default=0)) + 1
        return max(min(fits, longest) - 1, 0) * (wide + BETWEEN)

    def letter_rect(self, row: int, place: int) -> QRectF:
        """Where a character of an excerpt lies; beyond the view where there is no room for it."""
        assert self._found is not None
        wide, tall = self._size()
        x = self.column() + (place - int(self._found.at[row])) * (wide + BETWEEN)
        return QRectF(x, row * (tall + BETWEEN), wide, tall)

    def sizeHint(self) -> QSize:
        return QSize(280, math.ceil(6 * (self._size()[1] + BETWEEN)))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, math.ceil(FEWEST * (self._size()[1] + BETWEEN)))

    # ------------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, found = QPainter(self), self._found
        painter.setFont(small_font(self))
        for row in range(self.rows_shown):
            assert found is not None
            for place, character in enumerate(found.texts[row]):
                area = self.letter_rect(row, place)
                if area.x() < 0 or area.right() > self.width():
                    continue
                behind = self._colours[cell_step(float(found.values[row, place]))]
                paint_cell(painter, area, character, behind, self._theme.text)
        if self.rows_shown:
            wide, tall = self._size()
            column = QRectF(self.column() - 0.5, -1, wide + 1, self.rows_shown * (tall + BETWEEN) + 1)
            painter.setPen(QPen(QColor(self._theme.text), 1))
            painter.drawRect(column)
        painter.end()

    def words_at(self, position: QPointF) -> str:
        """The whole excerpt under a position, and how high the cell is there."""
        row = int(position.y() // (self._size()[1] + BETWEEN))
        if self._found is None or not 0 <= row < self.rows_shown:
            return ""
        value = float(self._found.values[row, int(self._found.at[row])])
        return f"{self._found.texts[row]}\n{height_words(value)}"

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self.setToolTip(plain_tip(self.words_at(QPointF(event.pos()))))
        return super().event(event)


def make_sample() -> QWidget:
    view = AlikeRows()
    texts = ("the quick brown fox", "a lazy dog", "over the fence")
    values = np.random.default_rng(0).uniform(-1, 1, (3, 19)).astype(np.float32)
    view.show_alike(AlikeFound(1, 1, "alike", 5, 0, 3, False, texts, np.array([8, 5, 9]), values, 2000))
    view.resize(320, 80)
    return view


if __name__ == "__main__":
    from explorer.widgets.sample_window import show_sample

    show_sample(make_sample)
