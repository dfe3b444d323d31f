"""Reader and models below each other: what each guessed last, and how often each was right."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.pictures.picture_pane import draw_label
from explorer.style.plain_text import plain_tip
from explorer.style.small_font import line_height, small_font
from explorer.style.theme import DARK, Theme
from explorer.texts.shares import guess_number
from explorer.workspaces.characters.guess.guess_game import Guess, GuessTally
from explorer.workspaces.characters.guess.guess_words import guess_words, odds_words
from explorer.workspaces.characters.visible_signs import draw_sign

LEAST_BAR = 30.0  # px
_GAP, _AIR = 12.0, 3.0  # px between columns, and more than a line of text
_DOT = 0.2  # radius of a row's dot in lines
_BAR = 0.5  # height of a bar in lines
_FEW = 88  # guesses for which there is room from the start
_NAME = 0.34  # of the width, that names have at most


@dataclass(frozen=True)
class _Columns:
    """Left and right of each, in px; None where there is no room for it."""

    name: tuple[float, float]
    said: tuple[float, float]
    truth: tuple[float, float] | None
    bar: tuple[float, float] | None
    right: tuple[float, float]
    among: tuple[float, float] | None


class ScoreTable(QWidget):
    """The first row is the reader's."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("guess_scores")
        self.setAccessibleName(self.tr("Who guessed how often"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._theme = DARK
        self._models: tuple[str, ...] = ()
        self._guess: Guess | None = None
        self._tally = GuessTally(0, 0, (), ())

    # ------------------------------------------------------------------ inputs

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def set_models(self, models: Sequence[str]) -> None:
        """Their labels; scores of more or fewer models go."""
        if len(models) != len(self._models):
            self._guess, self._tally = None, GuessTally(0, 0, (), ())
        self._models = tuple(models)
        self.updateGeometry()
        self._say()

    def show_scores(self, guess: Guess | None, tally: GuessTally) -> None:
        """The guess that is looked at, None where there is none, and how all have gone."""
        self._guess, self._tally = guess, tally
        self._say()

    # ------------------------------------------------------------------ words

    def right_words(self, row: int) -> str:
        """How often whoever is in a row was right."""
        if not self._tally.count:
            return "–"
        return self.tr("{0} of {1}").format(self._hits(row), self._tally.count)

    def among_words(self, row: int) -> str:
        """Among how many characters a model guessed, in the mean; the reader tells no probabilities."""
        if row == 0 or not self._tally.count or math.isnan(nats := self._tally.nats[row - 1]):
            return "" if row == 0 else "–"
        return guess_number(nats)

    def _hits(self, row: int) -> int:
        return self._tally.hits if row == 0 else self._tally.model_hits[row - 1]

    @property
    def names(self) -> tuple[str, ...]:
        return (self.tr("You"), *self._models)

    def _say(self) -> None:
        lines = [] if self._guess is None else guess_words(self._guess, self._models)
        among = self.tr("a guess among {0}")
        for row, name in enumerate(self.names):
            words = f"{name}: {self.right_words(row)}"
            lines.append(words + (f", {among.format(self.among_words(row))}" if row and self._tally.count else ""))
        self.setAccessibleDescription("\n".join(lines))
        self.update()

    # ------------------------------------------------------------------ layout

    @property
    def _line(self) -> float:
        return line_height(self) + _AIR

    @property
    def _heads(self) -> tuple[str, str, str, str]:
        return self.tr("guessed"), self.tr("truth"), self.tr("right"), self.tr("a guess among")

    def row_rect(self, row: int) -> QRectF:
        """The line of the reader (0) or of a model; -1 is that of the heads."""
        return QRectF(0, (row + 1) * self._line, self.width(), self._line)

    def columns(self) -> _Columns:
        """From the left names and guesses, from the right figures; the bars have the room between them. Where there is
        too little, columns go."""
        metrics = QFontMetricsF(small_font(self))
        wide, heads = metrics.horizontalAdvance, self._heads
        names = self._indent + max(wide(name) for name in self.names) + 2
        name = (0.0, min(names, self.width() * _NAME))
        share = wide("100.0 %")
        said = (name[1] + _GAP, name[1] + _GAP + max(self._sign + share, wide(heads[0])))
        most = max(self._tally.count, _FEW)
        counted = max(wide(self.tr("{0} of {1}").format(most, most)), wide(heads[2]))
        for shown in ("truth", "among"), ("truth",), ():
            left, right = said[1] + _GAP, float(self.width())
            truth = among = None
            if "truth" in shown:
                truth = (left, left + max(share, wide(heads[1])))
                left = truth[1] + _GAP
            if "among" in shown:
                among = (right - max(wide(heads[3]), wide("8,888")), right)
                right = among[0] - _GAP
            figures = (right - counted, right)
            if figures[0] - _GAP - left >= LEAST_BAR:
                return _Columns(name, said, truth, (left, figures[0] - _GAP), figures, among)
        return _Columns(
            name, said, None, None, (max(said[1] + _GAP, self.width() - counted), float(self.width())), None
        )

    @property
    def _indent(self) -> float:
        """px before a name, for its dot."""
        return 2 * _DOT * self._line + 7

    @property
    def _sign(self) -> float:
        """px for a character beside its probability."""
        return QFontMetricsF(small_font(self)).height() * 1.5

    def sizeHint(self) -> QSize:
        return QSize(300, math.ceil((2 + len(self._models)) * self._line))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self.setToolTip(plain_tip(self._tip()))
        return super().event(event)

    def _tip(self) -> str:
        told = [] if self._guess is None else [*guess_words(self._guess, self._models), ""]
        help_text = self.tr(
            "“Truth”: the probability that a model gave to what was there. “A guess among N”: as surprised, in the "
            "mean, as somebody who guesses among N equally likely characters. What a model guessed stays as it was."
        )
        return "\n".join([*told, help_text])

    # ------------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(small_font(self))
        columns = self.columns()
        self._paint_heads(painter, columns)
        for row in range(len(self.names)):
            self._paint_row(painter, row, columns)
        painter.end()

    def _paint_heads(self, painter: QPainter, columns: _Columns) -> None:
        rect, muted = self.row_rect(-1), self._theme.muted
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        heads = zip(self._heads, (columns.said, columns.truth, columns.right, columns.among), strict=True)
        for (head, column), align in zip(heads, (left, right, right, right), strict=True):
            if column is not None:
                draw_label(painter, _within(rect, column), head, muted, align)

    def _paint_row(self, painter: QPainter, row: int, columns: _Columns) -> None:
        theme, rect = self._theme, self.row_rect(row)
        ink = theme.text if row == 0 else theme.models[(row - 1) % len(theme.models)]
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ink))
        radius = _DOT * self._line
        painter.drawEllipse(QPointF(radius + 1, rect.center().y()), radius, radius)
        name = _within(rect, (self._indent, columns.name[1]))
        draw_label(painter, name, self.names[row], ink, left)
        self._paint_said(painter, row, rect, columns)
        if columns.bar is not None:
            groove = _within(rect, columns.bar)
            groove = QRectF(
                groove.x(), groove.center().y() - rect.height() * _BAR / 2, groove.width(), rect.height() * _BAR
            )
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.field))
            painter.drawRoundedRect(groove, 2.5, 2.5)
            if self._tally.count and self._hits(row):
                groove.setWidth(max(groove.width() * self._hits(row) / self._tally.count, 2.0))
                painter.setBrush(QColor(ink))
                painter.drawRoundedRect(groove, 2.5, 2.5)
        draw_label(painter, _within(rect, columns.right), self.right_words(row), theme.text, right)
        if columns.among is not None:
            draw_label(painter, _within(rect, columns.among), self.among_words(row), theme.muted, right)

    def _paint_said(self, painter: QPainter, row: int, rect: QRectF, columns: _Columns) -> None:
        """The guess that is looked at, framed where it was right, and for a model with its probability."""
        guess, theme = self._guess, self._theme
        if guess is None:
            return
        right = Qt.AlignmentFlag.AlignRight
        model = None if row == 0 else guess.models[row - 1]
        said = guess.said if model is None else model.first
        sign = QRectF(columns.said[0], rect.y(), self._sign, rect.height())
        is_hit = said == guess.there
        if is_hit:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(theme.accent))
            painter.drawRoundedRect(sign.adjusted(2, 1, -2, -1), 3, 3)
        draw_sign(painter, sign, said or "–", theme.accent if is_hit else theme.text)
        if model is not None:
            share = _within(rect, (sign.right(), columns.said[1]))
            draw_label(painter, share, odds_words(model.odds), theme.muted, right)
            if columns.truth is not None:
                draw_label(painter, _within(rect, columns.truth), odds_words(model.truth), theme.muted, right)


def _within(rect: QRectF, column: tuple[float, float]) -> QRectF:
    return QRectF(column[0], rect.y(), max(column[1] - column[0], 0.0), rect.height())
