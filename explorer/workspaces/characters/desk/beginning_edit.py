"""Where a beginning is typed: a few lines, each character coloured by how surprising it was."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from explorer.style.plain_text import plain_tip
from explorer.style.theme import Theme
from explorer.workspaces.characters.desk.ending_words import character_words
from explorer.workspaces.characters.desk.surprise_highlighter import SurpriseHighlighter
from explorer.workspaces.characters.text_places import character_at, shared_start, unit_places
from trainers.messages.writing import MOST_FORESEEN, Foreseen

LEAST_LINES, MOST_LINES = 2, 5
_AROUND = 14  # px above and below the lines: frame, padding and the document's margin


class BeginningEdit(QPlainTextEdit):
    """``text_typed(text)`` and then ``caret_put(place)`` tell what the user does, whichever way: keys, an input method,
    the clipboard, a drop, undo. Places are counted in characters. More than MOST_FORESEEN are cut off."""

    text_typed = Signal(str)
    caret_put = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("beginning")
        self.setAccessibleName(self.tr("Beginning of a text"))
        self.setPlaceholderText(self.tr("Type a beginning"))
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._told = ("", 0)
        self._is_quiet = False
        self._most_lines = MOST_LINES
        self._foreseen: Foreseen | None = None
        self._joint: str | None = None
        self.colours = SurpriseHighlighter(self.document())
        self.textChanged.connect(self._notice)
        self.cursorPositionChanged.connect(self._notice)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self._fit()

    # ------------------------------------------------------------------ inputs

    def set_theme(self, theme: Theme) -> None:
        self.colours.set_theme(theme)

    def show_text(self, text: str) -> None:
        """Another text, with the caret behind it; the same one leaves the caret where it is."""
        text = self._usable(text)
        if text == self.text:
            return
        self._is_quiet = True
        self.setPlainText(text)
        self.moveCursor(QTextCursor.MoveOperation.End)
        self._is_quiet = False
        self._told = (self.text, self.caret)

    def show_caret(self, place: int) -> None:
        """The caret behind so many characters; where it is there already, what is selected stays."""
        text = self.text
        place = min(max(place, 0), len(text))
        if place == self.caret:
            return
        self._is_quiet = True
        cursor = self.textCursor()
        cursor.setPosition(unit_places(text)[place])
        self.setTextCursor(cursor)
        self._is_quiet = False
        self._told = (text, place)

    def show_foreseen(self, foreseen: Foreseen | None) -> None:
        """Of which the tooltip of each character tells."""
        self._foreseen = foreseen

    def set_one_line(self, joint: str | None) -> None:
        """With a *joint* there is one line only, and of several that are pasted the joint stands between two; None for
        any number of lines."""
        self._joint = joint
        self.show_text(self.text)

    def set_most_lines(self, lines: int) -> None:
        """How high it may grow."""
        if lines != self._most_lines:
            self._most_lines = lines
            self._fit()

    def type_text(self, text: str) -> None:
        """As if the user typed *text* at the caret."""
        self.insertPlainText(text)
        self.ensureCursorVisible()

    def take_text(self, text: str) -> None:
        """As if the user put *text* in the place of all that is there; it can be undone."""
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self.setTextCursor(cursor)

    # ------------------------------------------------------------------ what is there

    @property
    def text(self) -> str:
        return self.toPlainText()

    @property
    def caret(self) -> int:
        """How many characters stand before the caret."""
        return character_at(self.text, self.textCursor().position())

    def character_under(self, position: QPoint) -> int:
        """The place of the character at a point of the viewport; -1 where there is none."""
        text = self.text
        places = unit_places(text)
        near = character_at(text, self.cursorForPosition(position).position())
        for place in (near - 1, near):
            if 0 <= place < len(text):
                left, right = (self._rect_at(places[at]) for at in (place, place + 1))
                if left.top() == right.top() and left.x() <= position.x() < right.x():
                    return place if left.top() <= position.y() <= left.bottom() else -1
        return -1

    def words_at(self, position: QPoint) -> str:
        """How far the character at a point of the viewport was expected; "" where that is not known."""
        place, foreseen = self.character_under(position), self._foreseen
        if foreseen is None or place < 0 or place >= shared_start(self.text, foreseen.text):
            return ""
        return character_words(foreseen, place)

    def _rect_at(self, unit: int) -> QRect:
        cursor = QTextCursor(self.document())
        cursor.setPosition(unit)
        return self.cursorRect(cursor)

    # ------------------------------------------------------------------ from the user

    def _notice(self) -> None:
        """Qt tells of text and caret one after the other, in an order of its own, and of formats, too."""
        if self._is_quiet:
            return
        text = self.text
        usable = self._usable(text)
        if text != usable:
            self._mend(usable)
            return
        before, self._told = self._told, (text, self.caret)
        if text != before[0]:
            self.text_typed.emit(text)
        if self._told[1] != before[1]:
            self.caret_put.emit(self._told[1])

    def _usable(self, text: str) -> str:
        return (text if self._joint is None else text.replace("\n", self._joint))[:MOST_FORESEEN]

    def _mend(self, usable: str) -> None:
        """Puts what can be used in the place of what is there, as part of what was just done, and tells of that."""
        caret = len(self._usable(self.text[: self.caret]))
        self._is_quiet = True
        cursor = self.textCursor()
        cursor.joinPreviousEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(usable)
        cursor.endEditBlock()
        cursor.setPosition(unit_places(usable)[caret])
        self.setTextCursor(cursor)
        self._is_quiet = False
        self._notice()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._joint is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()  # one line has no other
            return
        super().keyPressEvent(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Files that are dropped are the window's."""
        return source.hasText() and not source.hasUrls()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self.viewport().setToolTip(plain_tip(self.words_at(event.pos())))
        return super().viewportEvent(event)

    # ------------------------------------------------------------------ size

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_most_lines"):
            self._fit()

    def _fit(self) -> None:
        """As high as what is typed, from LEAST_LINES to as many lines as it may have; then it scrolls. Letters of other
        fonts may make a line higher."""
        least = self.height_of(min(LEAST_LINES, self._most_lines))
        height = min(max(math.ceil(self._content_height()) + _AROUND, least), self.height_of(self._most_lines))
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)

    def _content_height(self) -> float:
        """px of all lines as they are wrapped now."""
        tall, block = 0.0, self.document().firstBlock()
        while block.isValid():
            tall += self.blockBoundingRect(block).height()
            block = block.next()
        return tall

    def height_of(self, lines: int) -> int:
        """px that so many lines take."""
        return lines * self.fontMetrics().lineSpacing() + _AROUND

    def sizeHint(self) -> QSize:
        return QSize(240, self.height_of(LEAST_LINES))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.height_of(1))
