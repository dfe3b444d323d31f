"""Where the characters of a text that is guessed lie: cells of one width in lines, each with a row of marks below."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

MARK = 0.36  # height of a row of marks, in cell widths of a narrow letter
GAP = 6.0  # px between lines
_BEFORE_MARKS = 2.0  # px


@dataclass(frozen=True)
class GuessCells:
    """All in px: ``width`` of the view, ``cell`` of one character, height of a ``letter``, and of one of ``marks`` rows
    of marks. ``mirrored`` lines go from right to left."""

    width: float
    cell: float
    letter: float
    mark: float
    marks: int
    mirrored: bool = False

    @property
    def columns(self) -> int:
        return max(int(self.width // self.cell), 1)

    @property
    def line(self) -> float:
        """Height of a line with its marks."""
        return self.letter + _BEFORE_MARKS + self.marks * self.mark

    def height(self, cells: int) -> float:
        """Of so many cells, one line at least."""
        lines = max(-(-cells // self.columns), 1)
        return lines * (self.line + GAP) - GAP

    def letter_rect(self, place: int) -> QRectF:
        row, column = divmod(place, self.columns)
        x = column * self.cell
        if self.mirrored:
            x = self.width - x - self.cell
        return QRectF(x, row * (self.line + GAP), self.cell, self.letter)

    def whole_rect(self, place: int) -> QRectF:
        """A character with its marks."""
        return self.letter_rect(place).adjusted(0, 0, 0, self.line - self.letter)

    def mark_centre(self, place: int, row: int) -> QPointF:
        letter = self.letter_rect(place)
        return QPointF(letter.center().x(), letter.bottom() + _BEFORE_MARKS + (row + 0.5) * self.mark)

    def place_at(self, position: QPointF, cells: int) -> int:
        """Which of so many cells lies there; -1 for none."""
        found = (place for place in range(cells) if self.whole_rect(place).contains(position))
        return next(found, -1)


def is_wide(signs: Iterable[str]) -> bool:
    """Whether some of them need a square each, as those of Chinese do."""
    return any(unicodedata.east_asian_width(sign[:1] or " ") in "WF" for sign in signs)


def is_mirrored(text: str) -> bool:
    """Whether the script of a text goes from right to left: its first letter that has a direction tells."""
    ways = (unicodedata.bidirectional(character) for character in text)
    return next((way != "L" for way in ways if way in ("L", "R", "AL")), False)
