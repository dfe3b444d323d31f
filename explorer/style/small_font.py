"""The smaller letters of what is painted: captions, axes, read-outs."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF
from PySide6.QtWidgets import QWidget

from explorer.style.theme import FONT_SIZES

LEAST = 9  # px


def shrunk(font: QFont, share: float) -> QFont:
    """*font* at a share of its size, but not below what can be read; whether it is sized in points or in pixels."""
    small = QFont(font)
    small.setPixelSize(max(LEAST, round(QFontInfo(font).pixelSize() * share)))
    return small


def small_font(view: QWidget) -> QFont:
    """The view's font at the size of small text."""
    font = QFont(view.font())
    font.setPixelSize(round(view.fontInfo().pixelSize() * FONT_SIZES["small"] / FONT_SIZES["body"]))
    return font


def line_height(view: QWidget) -> float:
    """px of a line of it."""
    return QFontMetricsF(small_font(view)).height() + 1
