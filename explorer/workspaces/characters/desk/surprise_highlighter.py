"""Colours each character of a document by how surprising it was, as far as that is known of the text that is there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from explorer.style.theme import DARK, Theme
from explorer.workspaces.characters.desk.surprise_scale import SHADES, shade_colour
from explorer.workspaces.characters.text_places import shared_start, unit_places, units


class SurpriseHighlighter(QSyntaxHighlighter):
    """What was told of another text holds for what both begin with: a character depends on those before it only. What
    is being composed by an input method lies in none of the texts, and Qt keeps its own marks."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._text = ""
        self._shades: tuple[int, ...] = ()
        self._unseen: frozenset[int] = frozenset()
        self._is_shown = True
        self._formats: dict[tuple[int, bool], QTextCharFormat] = {}
        self._theme = DARK

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._formats.clear()
        self.rehighlight()

    def show_shades(self, text: str, shades: Sequence[int], unseen: Sequence[int]) -> None:
        """The shade of each character of *text*, of which -1 has none; at the places *unseen* are characters that no
        model knows, which are underlined."""
        told = (text, tuple(shades), frozenset(unseen))
        if told != (self._text, self._shades, self._unseen):
            self._text, self._shades, self._unseen = told
            self.rehighlight()

    def show_colours(self, wanted: bool) -> None:
        if wanted != self._is_shown:
            self._is_shown = wanted
            self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        """Called by Qt for each paragraph that has changed, and for all by ``rehighlight``."""
        whole = self.document().toPlainText()
        before = self._before(whole)
        known = min(shared_start(whole, self._text) - before, len(text))
        if known <= 0:
            return
        places = unit_places(text)
        start = 0
        while start < known:  # characters of one look are one piece
            look = self._look(before + start)
            end = start + 1
            while end < known and self._look(before + end) == look:
                end += 1
            if look != (-1, False):
                self.setFormat(places[start], places[end] - places[start], self._format(*look))
            start = end

    def _before(self, whole: str) -> int:
        """How many characters of the *whole* text stand before the paragraph."""
        at = self.currentBlock().position()
        return at if units(whole) == len(whole) else len(whole.encode("utf-16-le")[: 2 * at].decode("utf-16-le"))

    def _look(self, place: int) -> tuple[int, bool]:
        return self._shades[place] if self._is_shown else -1, place in self._unseen

    def _format(self, which: int, is_unseen: bool) -> QTextCharFormat:
        made = self._formats.get((which, is_unseen))
        if made is None:
            made = QTextCharFormat()
            if 0 <= which < SHADES:
                made.setBackground(QColor(shade_colour(self._theme, which)))
            if is_unseen:
                made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
                made.setUnderlineColor(QColor(self._theme.warning))
            self._formats[which, is_unseen] = made
        return made
