"""Characters that stand for pictures, such as that of a button which opens a menu."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics

SMALL, LARGE = "▾", "▼"  # fonts of Chinese have the larger one only


def menu_mark(metrics: QFontMetrics) -> str:
    """What stands behind the words of a button with a menu: the smaller one where the font has it."""
    return SMALL if metrics.inFontUcs4(ord(SMALL)) else LARGE


def without_mark(text: str) -> str:
    """The words of such a button alone."""
    return text.rstrip(f" {SMALL}{LARGE}")
