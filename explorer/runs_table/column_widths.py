"""How wide the columns of the table of runs are: each as wide as what stands in it, as far as there is room."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import ceil

from PySide6.QtGui import QFontMetrics

from explorer.runs_table.run_delegate import PADDING, PARTED, PICTURE
from explorer.runs_table.run_tree import Column

# px at the ordinary size of text. What a column has at least, and at most where it is not the one that takes the rest.
LEAST = {Column.RUN: 150, Column.STAR: 32, Column.WHEN: 90, Column.DATA: 70, Column.DIFFERS: 100, Column.FIGURES: 130,
         Column.STEPS: 60, Column.DURATION: 60, Column.SIZE: 60}  # fmt: skip
MOST = {Column.RUN: 340, Column.STAR: 32, Column.WHEN: 190, Column.DATA: 150, Column.DIFFERS: 320, Column.FIGURES: 330,
        Column.STEPS: 170, Column.DURATION: 130, Column.SIZE: 110}  # fmt: skip
ELASTIC = (Column.RUN, Column.DIFFERS, Column.FIGURES)  # give way where there is too little room
REST = Column.DIFFERS  # takes what is left


@dataclass
class ColumnNeeds:
    """What was seen of the rows so far, in px, for one font and one *scale* of the text."""

    scale: float
    needs: dict[Column, int] = field(default_factory=dict)

    def see_title(self, column: Column, width: int) -> None:
        """Room for the head of the column."""
        self._see(column, width)

    def see(self, column: Column, text: str, metrics: QFontMetrics, indent: int = 0) -> bool:
        """What a cell shows, *indent* px from the left of its column; whether it needs more than any before."""
        if column is Column.RUN:
            words = max(map(metrics.horizontalAdvance, text.split("\n")))
            width = indent + round(PICTURE * self.scale) + 3 * PADDING + words
        elif column in PARTED:
            width = in_two(text, PARTED[column], metrics) + 2 * PADDING
        else:
            width = metrics.horizontalAdvance(text) + 2 * PADDING
        return self._see(column, width + 2)

    def _see(self, column: Column, width: int) -> bool:
        more = width > self.needs.get(column, 0)
        if more:
            self.needs[column] = width
        return more

    def widths(self, room: int) -> Mapping[Column, int]:
        """Widths that fill *room* px: what is needed, and the rest where settings are told; where that is too much, the
        elastic ones give way, each by the same share of what it has beyond the least."""
        least = {column: round(width * self.scale) for column, width in LEAST.items()}
        wanted = {
            column: min(max(least[column], self.needs.get(column, 0)), round(MOST[column] * self.scale))
            for column in Column
        }
        missing = sum(wanted.values()) - room
        if missing <= 0:
            return {**wanted, REST: wanted[REST] - missing}
        spare = {column: wanted[column] - least[column] for column in ELASTIC}
        share = min(1.0, missing / max(1, sum(spare.values())))
        given = {column: wanted[column] - min(spare[column], ceil(spare[column] * share)) for column in ELASTIC}
        given[REST] += max(0, room - sum({**wanted, **given}.values()))  # parts of px
        return {**wanted, **given}


def in_two(text: str, separator: str, metrics: QFontMetrics) -> int:
    """How wide *text* is in two lines that part at a separator, where it parts best."""
    parts = text.split(separator)
    whole = [metrics.horizontalAdvance(part) for part in parts]
    between = metrics.horizontalAdvance(separator)
    if len(parts) == 1:
        return whole[0]
    return min(max(_line(whole[:end], between), _line(whole[end:], between)) for end in range(1, len(parts)))


def _line(widths: Iterable[int], between: int) -> int:
    found = [*widths]
    return sum(found) + between * (len(found) - 1)
