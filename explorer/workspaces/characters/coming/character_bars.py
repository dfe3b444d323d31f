"""The characters that each model holds likeliest behind one place of a text, as bars beside their signs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.pictures.picture_pane import draw_label
from explorer.style.plain_text import plain_tip
from explorer.style.small_font import line_height, small_font
from explorer.style.theme import DARK, Theme
from explorer.texts.listed import listed
from explorer.texts.shares import guess_number, share_words
from explorer.workspaces.characters.coming.bar_places import BarPlaces
from explorer.workspaces.characters.visible_signs import draw_sign, sign_words
from trainers.examples import Float32
from trainers.messages.writing import LIKELIEST

_ROUND, _MARK = 2.5, 2.0  # px
_TOLD = 3  # characters of each model that a screen reader is told of
Bar = tuple[int, int]  # model, rank of the character


@dataclass(frozen=True)
class NextOdds:
    """What one model expects: ``characters``, likeliest first, their ``odds``, and how open it is, in nats. ``found``
    is the rank of the character that is there, -1 where there is none or it is not among these."""

    characters: tuple[str, ...]
    odds: tuple[float, ...]
    entropy: float
    found: int = -1


class CharacterBars(QWidget):
    """``character_picked(character)`` is a click on a bar, or Enter."""

    character_picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("character_bars")
        self.setAccessibleName(self.tr("Likeliest next characters"))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._theme = DARK
        self._models: tuple[str, ...] = ()
        self._odds: list[NextOdds | None] = []
        self._frequent: dict[str, float] = {}
        self._is_pickable = True
        self._picked: Bar | None = None
        self._placed_for: tuple[object, ...] = ()
        self._lines: list[list[QRectF]] = []
        self._grooves: list[list[QRectF]] = []

    # ------------------------------------------------------------------ inputs

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def set_models(self, models: Sequence[str]) -> None:
        self._models = tuple(models)
        self._odds = [None] * len(models)
        self._pick(None)
        self.updateGeometry()
        self.update()

    def show_odds(self, model: int, odds: NextOdds | None) -> None:
        """What a model expects now; None while that is not known."""
        if odds != self._odds[model]:
            self._odds[model] = odds
            self._say()
            self.update()

    def show_frequent(self, characters: Sequence[str], shares: Float32 | None) -> None:
        """How frequent each of the characters is in the training text: a mark over its bar; None for no marks."""
        self._frequent = {} if shares is None else dict(zip(characters, shares.tolist(), strict=True))
        self.update()

    def show_pickable(self, wanted: bool) -> None:
        """Whether a bar can be clicked: not so where it tells of what has been."""
        self._is_pickable = wanted
        self._pick(self._picked)

    # ------------------------------------------------------------------ words

    @property
    def odds(self) -> tuple[NextOdds | None, ...]:
        return tuple(self._odds)

    def words(self, model: int, rank: int) -> str:
        """A character and what a model, and the training text, say of it."""
        odds = self._odds[model]
        if odds is None or rank >= len(odds.characters):
            return ""
        character = odds.characters[rank]
        told = f"{sign_words(character)}: {share_words(odds.odds[rank])}"
        if character in self._frequent:
            share = share_words(self._frequent[character])
            told += " · " + self.tr("{0} of the training text").format(share)
        return told

    def guess_words(self, model: int) -> list[str]:
        """How open a model holds the place, from long to short; empty while that is not known."""
        odds = self._odds[model]
        if odds is None:
            return []
        among = guess_number(odds.entropy)
        return [self.tr("a guess among {0}").format(among), self.tr("among {0}").format(among), among]

    def _say(self) -> None:
        lines = []
        for model, (label, odds) in enumerate(zip(self._models, self._odds, strict=True)):
            if odds is not None:
                told = [self.words(model, rank) for rank in range(min(len(odds.characters), _TOLD))]
                lines.append(listed([f"{label}: {self.guess_words(model)[0]}", *told]))
        self.setAccessibleDescription("\n".join(lines))

    # ------------------------------------------------------------------ layout

    def _places(self) -> BarPlaces:
        metrics = QFontMetricsF(small_font(self))
        share = metrics.horizontalAdvance(share_words(0.9995)) + 4
        text = line_height(self)
        return BarPlaces(len(self._models), self.width(), self.height(), text, metrics.height() * 1.5, share)

    def _place(self) -> list[list[QRectF]]:
        """The head and the lines of each model, reckoned once for each size: paint and pointer ask often."""
        key = (len(self._models), self.size(), self.font().key())
        if key != self._placed_for:
            places = self._places()
            self._placed_for, self._lines = key, [places.lines(block) for block in places.blocks()]
            self._grooves = [[places.groove(line) for line in lines[1:]] for lines in self._lines]
        return self._lines

    @property
    def bars_shown(self) -> int:
        """How many bars each block has room for."""
        lines = self._place()
        return len(lines[0]) - 1 if lines else 0

    def bar_rect(self, model: int, rank: int) -> QRectF:
        """The whole line of a character."""
        return self._place()[model][rank + 1]

    def groove(self, model: int, rank: int) -> QRectF:
        """Where the bar is, if it is that of a certainty."""
        self._place()
        return self._grooves[model][rank]

    def _count(self, model: int) -> int:
        odds = self._odds[model]
        return 0 if odds is None else min(len(odds.characters), self.bars_shown)

    def bar_at(self, position: QPointF) -> Bar | None:
        for model in range(len(self._models)):
            for rank in range(self._count(model)):
                if self.bar_rect(model, rank).contains(position):
                    return model, rank
        return None

    def sizeHint(self) -> QSize:
        return QSize(260, round(self._places().least_line * (LIKELIEST + 1)))

    def minimumSizeHint(self) -> QSize:
        wide, tall = self._places().least
        return QSize(math.ceil(wide), math.ceil(tall))

    # ------------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(small_font(self))
        for model, odds in enumerate(self._odds):
            self._paint_head(painter, model)
            if odds is None:
                continue
            for rank in range(self._count(model)):
                self._paint_bar(painter, model, rank, odds)
        painter.end()

    def ink(self, model: int) -> str:
        return self._theme.models[model % len(self._theme.models)]

    def _paint_head(self, painter: QPainter, model: int) -> None:
        """The model's label, and at the right how open it holds the place, in as many words as there is room for."""
        head = self._place()[model][0]
        forms = self.guess_words(model)
        words = forms[self._form(painter.fontMetrics(), head.width())] if forms else ""
        taken = painter.fontMetrics().horizontalAdvance(words) + 8.0
        label = self._models[model]
        draw_label(painter, head.adjusted(0, 0, -taken, 0), label, self.ink(model), Qt.AlignmentFlag.AlignLeft)
        draw_label(painter, head.adjusted(0, 0, 1, 0), words, self._theme.muted, Qt.AlignmentFlag.AlignRight)

    def _form(self, metrics: QFontMetrics, room: float) -> int:
        """Which form of these words has room beside every label, so that all heads say it alike."""
        longest = 0
        for model, label in enumerate(self._models):
            forms, left = self.guess_words(model), room - metrics.horizontalAdvance(label) - 8
            fits = [at for at, form in enumerate(forms) if metrics.horizontalAdvance(form) <= left]
            longest = max(longest, fits[0] if fits else len(forms) - 1)
        return longest

    def _paint_bar(self, painter: QPainter, model: int, rank: int, odds: NextOdds) -> None:
        theme, line, groove = self._theme, self.bar_rect(model, rank), self.groove(model, rank)
        is_found, is_picked = rank == odds.found, (model, rank) == self._picked
        painter.setPen(Qt.PenStyle.NoPen)
        if is_picked:
            painter.setBrush(QColor(theme.field))
            painter.drawRoundedRect(line, 3, 3)
        painter.setBrush(QColor(theme.field_hover if is_picked else theme.field))
        painter.drawRoundedRect(groove, _ROUND, _ROUND)
        bar = QRectF(groove)
        bar.setWidth(max(groove.width() * min(odds.odds[rank], 1.0), 1.0))
        painter.setBrush(QColor(self.ink(model)))
        painter.drawRoundedRect(bar, _ROUND, _ROUND)
        character = odds.characters[rank]
        frequent = groove.width() * self._frequent.get(character, 0.0)
        if frequent > _MARK:  # else it would hide the bar and tell nothing
            x = groove.x() + frequent
            painter.setBrush(QColor(theme.text))
            painter.drawRect(QRectF(x - _MARK / 2, groove.y() - 1.5, _MARK, groove.height() + 3))
        sign = QRectF(line.x(), line.y(), groove.x() - line.x() - 2, line.height())
        if is_found:  # what is there is framed, as the second cue beside its colour
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(theme.accent))
            painter.drawRoundedRect(sign.adjusted(1, 1.5, -1, -1.5), 3, 3)
        draw_sign(painter, sign, character, theme.accent if is_found else theme.text)
        share = QRectF(groove.right(), line.y(), line.right() - groove.right(), line.height())
        colour = theme.text if is_found or is_picked else theme.muted
        draw_label(painter, share, share_words(odds.odds[rank]), colour, Qt.AlignmentFlag.AlignRight)

    # ------------------------------------------------------------------ pointer and keyboard

    def _pick(self, bar: Bar | None) -> None:
        hand = bar is not None and self._is_pickable
        self.setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)
        if bar != self._picked:
            self._picked = bar
            self.update()

    def _choose(self) -> None:
        if self._picked is None or not self._is_pickable:
            return
        model, rank = self._picked
        odds = self._odds[model]
        if odds is not None and rank < len(odds.characters):
            self.character_picked.emit(odds.characters[rank])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pick(self.bar_at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pick(self.bar_at(event.position()))
            self._choose()

    def leaveEvent(self, event: QEvent) -> None:
        self._pick(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._pick(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shown = Qt.Key(event.key()), [model for model in range(len(self._models)) if self._count(model)]
        down = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(key, 0)
        across = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key, 0)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._picked is not None:
            self._choose()
        elif not (down or across) or not shown:
            super().keyPressEvent(event)
        elif self._picked is None or self._picked[0] not in shown:
            self._pick((shown[0], 0))
        else:
            model = shown[min(max(shown.index(self._picked[0]) + across, 0), len(shown) - 1)]
            self._pick((model, min(max(self._picked[1] + down, 0), self._count(model) - 1)))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            bar = self.bar_at(QPointF(event.pos()))
            self.setToolTip(plain_tip("" if bar is None else self.words(*bar)))
        return super().event(event)
