"""Where the rows of the curves' legend stand, and what is left of each where room is short: never part of a number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from explorer.curves.curve_items import LegendRow
from explorer.texts.whole_number import NARROW

SWATCH = 18.0  # logical pixels of a row's line and the air behind it
_TOP, _EDGE, _GAP = 2.0, 4.0, 12.0
_MOST_SHARES = 3  # of a line, for names that are cut to fit
_FEWEST = 4  # letters that are left of a name
Placed = list[tuple[LegendRow, QRectF]]  # each with the text that is drawn


class LegendRoom(NamedTuple):
    """What the legend may take, in logical pixels: ``left`` is where the plot begins."""

    left: float
    width: float
    height: float


class _Way(NamedTuple):
    """A way of writing the legend: how short its rows are, where its lines begin, whether names are cut, and to which
    share of a line, and whether the texts that are no rows follow."""

    form: int
    left: float
    cut: bool = False
    shares: int = 1
    texts: bool = True


def place_legend(
    rows: Sequence[LegendRow], texts: Sequence[str], metrics: QFontMetricsF, room: LegendRoom, first: int = 0
) -> tuple[int, Placed]:
    """The rows one after another, broken into lines where the width ends, and *texts* behind them.

    Where that is too high, rows take shorter forms, all at once; then names are cut; what still has no room is left
    out, and how many those are is said. Returns which way was taken, and begins with the way *first*, so that rows
    whose numbers grow and shrink do not change their form each time."""
    ways = list(_ways(rows, room))
    for index, way in enumerate(ways[first:], start=first):
        placed = _flow(rows, texts, metrics, room, way)
        if placed is not None and _fits(placed, metrics, room):
            return index, placed
    return len(ways), _folded(rows, texts, metrics, room)


def legend_height(placed: Placed) -> float:
    """What the legend takes, with some air below; 0 where there is none."""
    return placed[-1][1].bottom() + 3 if placed else 0.0


def uncut(text: str, metrics: QFontMetricsF, width: float) -> str:
    """The text, or as much of its beginning as there is room for, which does not end within a number."""
    if metrics.horizontalAdvance(text) <= width:
        return text
    wide = accumulate(metrics.horizontalAdvance(letter) for letter in text)
    end = sum(part + metrics.horizontalAdvance("…") <= width for part in wide)
    in_number = set("0123456789.,+-−" + NARROW)
    if any(letter.isdigit() for letter in text[max(0, end - 1) : end + 2]):
        while end and text[end - 1] in in_number:
            end -= 1
    return text[:end].rstrip(" ·(") + "…"


def _ways(rows: Sequence[LegendRow], room: LegendRoom) -> Iterator[_Way]:
    shortest = max((len(row.shorter) for row in rows), default=0)
    for form in range(shortest + 1):
        yield _Way(form, room.left)
        yield _Way(form, _EDGE)
    for texts in (True, False):
        for shares in range(1, _MOST_SHARES + 1):
            yield _Way(shortest, _EDGE, True, shares, texts)


def _folded(rows: Sequence[LegendRow], texts: Sequence[str], metrics: QFontMetricsF, room: LegendRoom) -> Placed:
    """As many rows as there is room for, in their shortest form; a row more is worth the texts."""
    ways = [way for way in _ways(rows, room) if way.cut]
    for count in reversed(range(len(rows))):
        shown = [*rows[:count], LegendRow(f"+ {len(rows) - count}", "")]
        for way in ways:
            placed = _flow(shown, texts, metrics, room, way)
            if placed is not None and _fits(placed, metrics, room):
                return placed
    return _flow([LegendRow(f"+ {len(rows)}", "")] if rows else [], (), metrics, room, _Way(0, _EDGE)) or []


def _fits(placed: Placed, metrics: QFontMetricsF, room: LegendRoom) -> bool:
    """One line always does."""
    return legend_height(placed) <= max(room.height, _TOP + metrics.height() + 4)


def _flow(
    rows: Sequence[LegendRow], texts: Sequence[str], metrics: QFontMetricsF, room: LegendRoom, way: _Way
) -> Placed | None:
    """None where a row or too much of a name has no room, or names were the same without what is cut."""
    x, y, tall, right = way.left, _TOP, metrics.height() + 1, room.width - _EDGE
    most = (right - way.left + _GAP) / way.shares - _GAP - 2
    least = SWATCH + _FEWEST * metrics.averageCharWidth()
    placed: Placed = []
    for row in [*(_form(row, way.form) for row in rows), *(LegendRow(text, "") for text in texts if way.texts)]:
        swatch = SWATCH if row.colour else 0.0
        text = row.text
        if metrics.horizontalAdvance(text) + swatch > most:
            text = uncut(text, metrics, most - swatch)
            if row.colour and (not way.cut or most < least or text == "…"):
                return None
        width = metrics.horizontalAdvance(text) + swatch + 2
        if x > way.left and x + width > right:
            x, y = way.left, y + tall
        placed.append((replace(row, text=text), QRectF(x, y, width, tall)))
        x += width + _GAP
    cut = [row.text for row, _ in placed if row.text.endswith("…")]
    return placed if len(cut) == len(set(cut)) else None


def _form(row: LegendRow, form: int) -> LegendRow:
    forms = (row.text, *row.shorter)
    return replace(row, text=forms[min(form, len(forms) - 1)])
