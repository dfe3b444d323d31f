"""Nats and share of valid pictures: one line for each context that was tried, and for each model as it learns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from explorer.style.plain_text import plain_tip
from explorer.style.small_font import small_font
from explorer.style.theme import DARK, Theme, mix
from explorer.texts.listed import listed
from explorer.workspaces.components.table.rows_area import head_top

_LINE = 19.0  # px
_LETTERS = 6  # of a name that are seen at least


@dataclass(frozen=True)
class Score:
    """``live``: of a model that is training; ``chosen``: of the table that is shown; ``short`` stands where there is no
    room for the name."""

    name: str
    nats: float
    valid: float  # 0 to 1
    live: bool = False
    chosen: bool = False
    short: str = ""


class ScoreRows(QWidget):
    """``row_chosen(n)`` is a click on the n-th line, or Enter; ``row_reached(n)`` tells where the keyboard is."""

    row_chosen = Signal(int)
    row_reached = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("score_rows")
        self.setAccessibleName(self.tr("Nats and share of valid pictures"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._theme = DARK
        self._scores: tuple[Score, ...] = ()
        self._current = 0

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def show_scores(self, scores: Sequence[Score]) -> None:
        if tuple(scores) != self._scores:
            self._scores = tuple(scores)
            self._current = min(self._current, max(len(scores) - 1, 0))
            self.setAccessibleDescription("; ".join(listed((s.name, *self._figures(s))) for s in scores))
            self.setMinimumHeight(round((len(scores) + 1) * self._least_line))
            self.updateGeometry()
            self.update()

    @property
    def scores(self) -> tuple[Score, ...]:
        return self._scores

    def _figures(self, score: Score) -> tuple[str, str]:
        valid = 100 * score.valid
        return f"{score.nats:.2f}", self.tr("{0} %").format(f"{valid:.0f}" if valid >= 1 else f"{valid:.1f}")

    def sizeHint(self) -> QSize:
        return QSize(220, round(7 * _LINE))

    def minimumSizeHint(self) -> QSize:
        """Wide enough for the columns and a few letters of a name."""
        wide = QFontMetricsF(small_font(self)).horizontalAdvance
        return QSize(round(sum(self._columns) + wide("m" * _LETTERS)) + 12, 0)

    @property
    def _columns(self) -> tuple[float, float]:
        """px of the columns of nats and of the share of valid pictures, which a model that sees what it guesses gives
        far more than 100 %."""
        wide = QFontMetricsF(small_font(self)).horizontalAdvance
        figures = [self._figures(score) for score in (Score("", 0, 1), *self._scores)]
        nats = max(wide("00.00"), wide(self.tr("nats")), *(wide(nats) for nats, _ in figures))
        valid = max(wide(self.tr("valid")), *(wide(valid) for _, valid in figures))
        return nats + 8.0, valid + 8.0

    @property
    def _least_line(self) -> float:
        return QFontMetricsF(small_font(self)).height()

    def row_rect(self, row: int) -> QRectF:
        """Where a line lies; the words above the columns are line -1."""
        line = max(min(_LINE, self.height() / (len(self._scores) + 1)), self._least_line)
        return QRectF(0, (row + 1) * line, self.width(), line)

    # ------------------------------------------------------------------ from the user

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for row in range(len(self._scores)):
            if self.row_rect(row).contains(event.position()) and event.button() == Qt.MouseButton.LeftButton:
                self._current = row
                self.row_chosen.emit(row)

    def words_at(self, position: QPointF) -> str:
        """The name of a line, which may have no room, or what the head means."""
        if self._head.contains(position):
            return self.tr(
                "Nats: −ln of the probability of a picture, their mean. Valid: the share of samples that are among the "
                "pictures there are. Plain lines are tables that were counted, the framed one is shown beside; green "
                "ones are models as they learn."
            )
        rows = (row for row in range(len(self._scores)) if self.row_rect(row).contains(position))
        return next((self._scores[row].name for row in rows), "")

    @property
    def _head(self) -> QRectF:
        """Where the words above the columns are, however far lines are scrolled."""
        return self.row_rect(-1).translated(0, head_top(self))

    def event(self, event: QEvent) -> bool:
        """What is said of a line is told where it is pointed at."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self.setToolTip(plain_tip(self.words_at(event.pos().toPointF())))
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if by is not None and 0 <= self._current + by < len(self._scores):
            self._current += by
            self.row_reached.emit(self._current)
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._scores:
            self.row_chosen.emit(self._current)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(small_font(self))
        middle = Qt.AlignmentFlag.AlignVCenter
        heads = self.tr("nats"), self.tr("valid")
        wide = painter.fontMetrics().horizontalAdvance
        number, last = self._columns
        for row, score in enumerate(self._scores):
            area = self.row_rect(row)
            if score.chosen:
                painter.setPen(QPen(QColor(theme.accent), 1))
                painter.setBrush(QColor(mix(theme.panel, theme.accent, 0.18)))
                painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            elif self.hasFocus() and row == self._current:
                painter.setPen(QPen(QColor(theme.accent), 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            nats, valid = self._figures(score)
            inside = area.adjusted(6, 0, -6, 0)
            painter.setPen(QColor(theme.live if score.live else theme.text))
            room = inside.width() - last - number
            name = score.name if not score.short or wide(score.name) <= room else score.short
            name = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, int(room))
            painter.drawText(inside, middle | Qt.AlignmentFlag.AlignLeft, name)
            painter.drawText(inside.adjusted(0, 0, -last, 0), middle | Qt.AlignmentFlag.AlignRight, nats)
            painter.setPen(QColor(theme.muted))
            painter.drawText(inside, middle | Qt.AlignmentFlag.AlignRight, valid)
        if self._scores:
            painter.fillRect(self._head, QColor(theme.panel))  # over lines that are scrolled below it
            head = self._head.adjusted(6, 0, -6, 0)
            painter.setPen(QColor(theme.muted))
            painter.drawText(head.adjusted(0, 0, -last, 0), middle | Qt.AlignmentFlag.AlignRight, heads[0])
            painter.drawText(head, middle | Qt.AlignmentFlag.AlignRight, heads[1])
        painter.end()
