"""A text that is uncovered character by character, and who guessed each of them; the keyboard guesses."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.gui_thread.keyboard import ENTER
from explorer.style.plain_text import plain_tip
from explorer.style.theme import DARK, Theme, mix
from explorer.workspaces.characters.guess.guess_cells import GuessCells, is_mirrored
from explorer.workspaces.characters.guess.guess_game import Guess, GuessGame, next_place
from explorer.workspaces.characters.guess.guess_text import GuessText
from explorer.workspaces.characters.guess.guess_words import guess_words
from explorer.workspaces.characters.visible_signs import draw_sign
from trainers.kinds import END

LARGER = 1.7  # the text that is guessed, beside ordinary text
_HIT, _MISS = 0.34, 0.15  # radius of a mark, in heights of its row
_CTRL_ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_COMMANDS = _CTRL_ALT | Qt.KeyboardModifier.MetaModifier


class GuessCanvas(QWidget):
    """``typed(text)`` is what was typed or chosen by an input method, END for Enter; ``numbered(n)`` a digit from 1
    where one of several is chosen. ``passed`` uncovers the next character, ``place_looked(place)`` goes back to an
    earlier one."""

    typed = Signal(str)
    numbered = Signal(int)
    passed = Signal()
    place_looked = Signal(int)
    caret_moved = Signal(QRectF)  # where the next character will be

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("guess_text")
        self.setAccessibleName(self.tr("Text that is guessed"))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        hint = Qt.InputMethodHint  # a dictionary would guess for the reader
        self.setInputMethodHints(hint.ImhNoPredictiveText | hint.ImhNoAutoUppercase)
        self._theme = DARK
        self._models: tuple[str, ...] = ()
        self._game, self._text, self._by_choice = GuessGame(), GuessText("", (), 0, ()), False
        self._is_wide = False
        self._composed = ""  # what an input method is still composing
        self._place = 0
        self._guesses: dict[int, Guess] = {}

    # ------------------------------------------------------------------ inputs

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def set_models(self, models: Sequence[str]) -> None:
        self._models = tuple(models)
        self._arrange()

    def set_wide(self, wide: bool) -> None:
        """Whether characters need a square each."""
        self._is_wide = wide
        self._arrange()

    def show_game(self, game: GuessGame, text: GuessText | None, by_choice: bool) -> None:
        """What has been uncovered of a text; None where there is none."""
        shown = text or GuessText("", (), 0, ())
        if shown is not self._text or by_choice != self._by_choice:
            self._composed = ""
        self._game, self._text, self._by_choice = game, shown, by_choice
        self._place = next_place(game, shown, by_choice)
        self._guesses = {guess.place: guess for guess in game.here}
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, not by_choice and not self.is_finished)
        self.setAccessibleDescription("".join(shown.signs[: self._place]))
        self._arrange()
        if self.hasFocus():
            self.updateMicroFocus()

    # ------------------------------------------------------------------ what is there

    @property
    def place(self) -> int:
        """The place that is guessed next."""
        return self._place

    @property
    def is_finished(self) -> bool:
        return self._place >= len(self._text.signs)

    @property
    def uncovered(self) -> tuple[str, ...]:
        """The characters that are seen."""
        return self._text.signs[: self._place]

    def words_at(self, position: QPointF) -> str:
        """What was guessed at a character, and by whom."""
        guess = self._guesses.get(self.cells().place_at(position, self._place))
        return "" if guess is None else "\n".join(guess_words(guess, self._models))

    # ------------------------------------------------------------------ layout

    @property
    def large_font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(round(self.fontInfo().pixelSize() * LARGER))
        return font

    def cells(self) -> GuessCells:
        metrics = QFontMetricsF(self.large_font)
        narrow = metrics.horizontalAdvance("n") * 1.45
        cell = metrics.height() if self._is_wide else narrow
        letter = metrics.height() + 2
        mark = max(round(metrics.height() * 0.24), 4)
        return GuessCells(self.width(), cell, letter, mark, 1 + len(self._models), is_mirrored(self._text.text))

    def caret_rect(self) -> QRectF:
        """The cell of the next character, with its marks; behind the last one when all is uncovered."""
        return self.cells().whole_rect(self._place if not self.is_finished else max(self._place - 1, 0))

    def _arrange(self) -> None:
        tall = round(self.cells().height(self._place + (not self.is_finished)))
        if tall != self.minimumHeight():
            self.setMinimumHeight(tall)
        self.caret_moved.emit(self.caret_rect())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_guesses"):
            self._arrange()

    # ------------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        large, cells = self.large_font, self.cells()
        shown = self._game.shown
        for place in range(self._place):
            rect = cells.letter_rect(place)
            if not cells.whole_rect(place).intersects(QRectF(event.rect())):
                continue
            guess = self._guesses.get(place)
            if guess is not None and guess is shown and self._game.looked is not None:
                self._frame(painter, rect, self._theme.muted)
            sign = self._text.signs[place]
            painter.setFont(self.font() if sign.isspace() else large)  # a sign for a space keeps apart from the letters
            faint = guess is None or sign.isspace()
            draw_sign(painter, rect, sign, self._theme.muted if faint else self._theme.text)
            if guess is not None:
                self._paint_marks(painter, cells, place, guess)
        if not self.is_finished:
            painter.setFont(large)
            self._paint_caret(painter, cells.letter_rect(self._place))
        painter.end()

    def _frame(self, painter: QPainter, rect: QRectF, colour: str) -> None:
        painter.setPen(QColor(colour))
        painter.setBrush(QColor(self._theme.field))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _paint_caret(self, painter: QPainter, rect: QRectF) -> None:
        """The place of the next character: framed where keys go to it, with what is being composed."""
        self._frame(painter, rect, self._theme.accent if self.hasFocus() else self._theme.border)
        if self._composed:
            painter.setPen(QColor(self._theme.accent))
            align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextDontClip
            painter.drawText(rect.adjusted(3, 0, 0, 0), align, self._composed)

    def _paint_marks(self, painter: QPainter, cells: GuessCells, place: int, guess: Guess) -> None:
        """A dot for who was right, the reader above the models; a speck for who was not."""
        right = [guess.is_hit, *(each.first == guess.there for each in guess.models)]
        painter.setPen(Qt.PenStyle.NoPen)
        for row, is_right in enumerate(right[: cells.marks]):
            colour = self.ink(row) if is_right else mix(self._theme.panel, self._theme.muted, 0.6)
            painter.setBrush(QColor(colour))
            radius = cells.mark * (_HIT if is_right else _MISS)
            painter.drawEllipse(cells.mark_centre(place, row), radius, radius)

    def ink(self, row: int) -> str:
        """The colour of the reader, who is row 0, and of the models."""
        return self._theme.text if row == 0 else self._theme.models[(row - 1) % len(self._theme.models)]

    # ------------------------------------------------------------------ keyboard and pointer

    def _typed_by(self, event: QKeyEvent) -> str:
        """The text that a key types; "" for one that is a command, or of no concern."""
        commands = event.modifiers() & _COMMANDS
        if commands not in (Qt.KeyboardModifier.NoModifier, _CTRL_ALT):  # the latter is AltGr
            return ""
        return event.text() if event.text().isprintable() else ""

    def _takes(self, event: QKeyEvent) -> bool:
        """Whether a key is for the text before it can be a shortcut of the window, such as Space."""
        if self.is_finished:
            return False
        text = self._typed_by(event)
        return text in tuple("123456789") if self._by_choice else bool(text)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._takes(event):
            event.accept()
            return True
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self.setToolTip(plain_tip(self.words_at(QPointF(event.pos()))))
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            event.accept()  # what is uncovered stays so
        elif event.isAutoRepeat() and (self._takes(event) or key in (*ENTER, Qt.Key.Key_Down)):
            event.accept()  # a key that is held down is one guess
        elif key in ENTER:
            self.typed.emit(END)
        elif self._takes(event):
            if self._by_choice:
                self.numbered.emit(int(event.text()))
            else:
                self._take(event.text())
        elif key == Qt.Key.Key_Down and not self.is_finished:
            self.passed.emit()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self._guesses:
            self._look(1 if (key == Qt.Key.Key_Right) != self.cells().mirrored else -1)
        else:
            super().keyPressEvent(event)

    def _take(self, text: str) -> None:
        """Several characters at once, as input methods give them, are guesses at one place after the other as long as
        they are right."""
        for character in text:
            place = self._place
            self.typed.emit(character)
            guess = self._guesses.get(place)
            if guess is None or not guess.is_hit:
                return

    def _look(self, step: int) -> None:
        places, shown = sorted(self._guesses), self._game.shown
        assert shown is not None
        at = min(max(places.index(shown.place) + step, 0), len(places) - 1)
        self.place_looked.emit(places[at])

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composed = "" if self.is_finished else event.preeditString()
        if not self.is_finished and not self._by_choice:
            self._take(event.commitString())
        self.update()
        event.accept()

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> object:
        if query == Qt.InputMethodQuery.ImCursorRectangle:
            return self.cells().letter_rect(self._place).toRect()
        if query == Qt.InputMethodQuery.ImFont:
            return self.large_font
        return super().inputMethodQuery(query)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self.cells().place_at(event.position(), self._place)
        if event.button() == Qt.MouseButton.LeftButton and place in self._guesses:
            self.place_looked.emit(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hand = self.cells().place_at(event.position(), self._place) in self._guesses
        self.setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._composed = ""
        self.update()
