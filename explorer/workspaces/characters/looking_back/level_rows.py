"""Shares as bars, each with words before it: the contexts that are counted, or the characters that count most."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.pictures.picture_pane import draw_label
from explorer.style.small_font import line_height, small_font
from explorer.style.theme import DARK, Theme
from explorer.texts.listed import listed
from explorer.texts.shares import share_words

_ROUND, _GAP = 2.5, 10.0  # px
_AIR, _TIGHT = 1.35, 1.05  # height of a row, in lines
_BAR = 0.56  # height of a bar in lines
_LEAST_BAR = 40.0  # px
FEWEST = 3  # rows for which there is always room


@dataclass(frozen=True)
class ShareRow:
    """What has the share, and something to be told of it, such as how often it was seen; "" for nothing."""

    words: str
    seen: str
    share: float


class LevelRows(QWidget):
    """As many rows as have room."""

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        """*title* is for who does not see them."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._theme, self._model = DARK, 0
        self._levels: tuple[ShareRow, ...] = ()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def show_levels(self, levels: Sequence[ShareRow], model: int = 0) -> None:
        """Rows from top to bottom, with bars in the colour of the *model*."""
        if (tuple(levels), model) != (self._levels, self._model):
            self._levels, self._model = tuple(levels), model
            lines = [f"{listed(filter(None, (each.words, each.seen)))}: {share_words(each.share)}" for each in levels]
            self.setAccessibleDescription("\n".join(lines))
            self.update()

    @property
    def levels(self) -> tuple[ShareRow, ...]:
        return self._levels

    @property
    def rows_shown(self) -> int:
        return min(len(self._levels), int(self.height() // self._least_row()))

    def _least_row(self) -> float:
        return _TIGHT * line_height(self)

    def row_rect(self, row: int) -> QRectF:
        tall = min(max(self.height() / max(len(self._levels), 1), self._least_row()), _AIR * line_height(self))
        return QRectF(0, row * tall, self.width(), tall)

    def _columns(self) -> tuple[float, float, float]:
        """px of the words, of how often they were seen, and of the share behind the bar."""
        metrics = QFontMetricsF(small_font(self))
        seen = max((metrics.horizontalAdvance(each.seen) for each in self._levels), default=0.0)
        seen += _GAP if seen else 0
        share = metrics.horizontalAdvance(share_words(0.9995)) + 4
        words = max((metrics.horizontalAdvance(each.words) for each in self._levels), default=0.0) + _GAP
        return min(words, max(self.width() - seen - share - _LEAST_BAR, 20.0)), seen, share

    def sizeHint(self) -> QSize:
        return QSize(280, math.ceil(max(len(self._levels), FEWEST) * _AIR * line_height(self)))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, math.ceil(FEWEST * self._least_row()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(small_font(self))
        words, seen, share = self._columns()
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        ink = theme.models[self._model % len(theme.models)]
        for row, level in enumerate(self._levels[: self.rows_shown]):
            area = self.row_rect(row)
            draw_label(painter, QRectF(area.x(), area.y(), words - 4, area.height()), level.words, theme.text, left)
            middle = QRectF(area.x() + words, area.y(), max(seen - _GAP + 1, 0), area.height())
            draw_label(painter, middle, level.seen, theme.muted, right)
            tall = line_height(self) * _BAR
            groove = QRectF(words + seen, area.center().y() - tall / 2, 0, tall)
            groove.setRight(max(area.right() - share, groove.x() + 4))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.field))
            painter.drawRoundedRect(groove, _ROUND, _ROUND)
            bar = QRectF(groove)
            bar.setWidth(max(groove.width() * min(level.share, 1.0), 1.0))
            painter.setBrush(QColor(ink))
            painter.drawRoundedRect(bar, _ROUND, _ROUND)
            behind = QRectF(groove.right(), area.y(), area.right() - groove.right(), area.height())
            draw_label(painter, behind, share_words(level.share), theme.muted, right)
        painter.end()


def make_sample() -> QWidget:
    view = LevelRows("level_rows", "Contexts")
    rows = (
        ("“th”", "213 ×", 0.71),
        ("“h”", "1 024 ×", 0.2),
        ("frequency alone", "20 000 ×", 0.08),
        ("a guess", "", 0.01),
    )
    view.show_levels([ShareRow(*row) for row in rows])
    view.resize(340, 110)
    return view


if __name__ == "__main__":
    from explorer.widgets.sample_window import show_sample

    show_sample(make_sample)
