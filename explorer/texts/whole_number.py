"""Whole numbers as the window writes them."""

from __future__ import annotations

NARROW = "\u202f"  # a narrow space between thousands, at which no line ends


def whole_number(value: int) -> str:
    """1 438: as in every language, and everywhere alike."""
    return f"{value:,}".replace(",", NARROW)
