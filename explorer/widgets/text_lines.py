"""A few short texts below each other, a line each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.style.marks import line_marks
from explorer.style.plain_text import plain_tip
from explorer.style.theme import DARK, Theme
from trainers.shown import shown

PADDING, GAP = 7, 3  # px
MOST_SHOWN = 200  # characters of a text


class TextLines(QWidget):
    """Shows the first *rows* of some texts, each cut to the width; ends of lines within them are signs. All of them is
    in the tooltip."""

    def __init__(self, rows: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = rows
        self._theme = DARK
        self._lines: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def lines(self) -> tuple[str, ...]:
        """What is shown."""
        return self._lines

    def show_texts(self, texts: Sequence[str]) -> None:
        signs = line_marks(QFontMetrics(self.font()))
        self._lines = tuple(shown(str(text).translate(signs), MOST_SHOWN) for text in texts[: self._rows])
        self.setToolTip(plain_tip("\n".join(self._lines)))
        self.setAccessibleDescription("\n".join(self._lines))
        self.updateGeometry()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def _pitch(self) -> int:
        return QFontMetrics(self.font()).height() + GAP

    def sizeHint(self) -> QSize:
        return QSize(180, max(1, len(self._lines)) * self._pitch() - GAP + 2 * PADDING)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.canvas))
        painter.drawRoundedRect(self.rect(), 6, 6)
        painter.setPen(QColor(self._theme.text))
        metrics, room = QFontMetrics(self.font()), self.width() - 2 * PADDING
        for row, line in enumerate(self._lines):
            place = QRect(PADDING, PADDING + row * self._pitch(), room, metrics.height())
            cut = metrics.elidedText(line, Qt.TextElideMode.ElideRight, room)
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, cut)


def make_sample() -> QWidget:
    lines = TextLines()
    lines.show_texts(["twelve plus seven is nineteen", "白日依山尽，黄河入海流。", "שלום עולם", "one\ntwo " * 30])
    lines.resize(250, lines.sizeHint().height())
    return lines


if __name__ == "__main__":
    from explorer.widgets.sample_window import show_sample

    show_sample(make_sample)
