"""Characters that stand for pictures, such as that of a button which opens a menu."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics

SMALL, LARGE = "▾", "▼"  # fonts of Chinese have the larger one only
LINE_MARKS = {"\n": "↵⏎¶", "\t": "⇥→"}  # the best first


def menu_mark(metrics: QFontMetrics) -> str:
    """What stands behind the words of a button with a menu: the smaller one where the font has it."""
    return SMALL if metrics.inFontUcs4(ord(SMALL)) else LARGE


def line_marks(metrics: QFontMetrics) -> dict[int, str]:
    """What stands for the end of a line and for a tab within a line, for ``str.translate``: the first sign that the
    font has; fonts of Chinese lack the usual ones."""
    return {
        ord(unseen): next((sign for sign in signs if metrics.inFontUcs4(ord(sign))), signs[-1])
        for unseen, signs in LINE_MARKS.items()
    }


def without_mark(text: str) -> str:
    """The words of such a button alone."""
    return text.rstrip(f" {SMALL}{LARGE}")
