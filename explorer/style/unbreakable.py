"""Where the lines of a text may end."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QTextBoundaryFinder


def unbreakable(text: str) -> list[str]:
    """The pieces between which a line may end, by the rules of the text's script; a per cent sign stays with its
    number."""
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Line, text)
    units, ends = text.encode("utf-16-le"), [0]  # Qt counts in units of two bytes
    while (end := finder.toNextBoundary()) != -1:
        if units[2 * end : 2 * end + 2] != b"%\0":
            ends.append(end)
    return [units[2 * start : 2 * end].decode("utf-16-le") for start, end in pairwise(ends)]
