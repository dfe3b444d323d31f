"""Texts that hold names from files are shown letter by letter: Qt takes what looks like HTML for it, images included.

Labels that :func:`style_sheet.make_label` makes are plain; a tool tip knows no other way than this.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from html import escape
from itertools import pairwise
from unicodedata import east_asian_width

from PySide6.QtGui import Qt

from explorer.style.unbreakable import unbreakable

COLUMNS = 64  # of a line of a tool tip at most; a Chinese character takes two


def plain_tip(text: str) -> str:
    """The text of a tool tip that shows *text* as it is, tags and all, in lines that are easily read: Qt itself breaks
    none that is shorter than the screen is wide."""
    if Qt.mightBeRichText(text):  # of such a text Qt breaks the lines
        return f'<p style="white-space:pre-wrap">{escape(text)}</p>'
    return "\n".join(line for paragraph in text.split("\n") for line in _evenly(paragraph))


def _evenly(paragraph: str) -> list[str]:
    """As few lines as there must be, about equally long."""
    if len(paragraph) <= COLUMNS // 2:
        return [paragraph]
    pieces = unbreakable(paragraph)
    widths = [(_columns(piece), _columns(piece.rstrip())) for piece in pieces]
    fewest = len(_begins(widths, COLUMNS))
    narrow = bisect_left(range(COLUMNS), True, key=lambda columns: len(_begins(widths, columns)) <= fewest)
    return ["".join(pieces[begin:end]).rstrip() for begin, end in pairwise([*_begins(widths, narrow), None])]


def _begins(widths: Sequence[tuple[int, int]], columns: int) -> list[int]:
    """Which pieces begin a line of that many columns at most. They are given with and without the space behind them,
    for which there need be no room at the end of a line."""
    begins, taken = [0], 0
    for piece, (whole, bare) in enumerate(widths):
        if taken and taken + bare > columns:
            begins.append(piece)
            taken = 0
        taken += whole
    return begins


def _columns(text: str) -> int:
    return len(text) if text.isascii() else sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)
