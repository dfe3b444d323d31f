"""Where in a TOML file something stands: tomllib does not say, and whoever writes a lesson has to be told."""

from __future__ import annotations

import re
from collections.abc import Sequence

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"\s*([\w\"'.-]+)\s*=")


def line_of(text: str, place: Sequence[str | int]) -> int:
    """The line, from 1 on, of the value at *place* (keys and positions), or of what it stands in where it has no line
    of its own; 1 where nothing of it is found."""
    counts: dict[tuple[str | int, ...], int] = {}
    current: tuple[str | int, ...] = ()
    best, deepest = 1, 0
    for number, line in enumerate(text.splitlines(), 1):
        here = current
        if header := _HEADER.match(line):
            here = current = _table(header[2], header[1] == "[[", counts)
        elif key := _KEY.match(line):
            here = (*current, *(part.strip("\"'") for part in key[1].split(".")))
        else:
            continue
        if len(here) > deepest and tuple(place[: len(here)]) == here:
            best, deepest = number, len(here)
    return best


def _table(name: str, is_list: bool, counts: dict[tuple[str | int, ...], int]) -> tuple[str | int, ...]:
    """The place of a table: where a part of its name is a list, that is the last entry of it."""
    parts = [part.strip().strip("\"'") for part in name.split(".")]
    place: tuple[str | int, ...] = ()
    for index, part in enumerate(parts):
        place = (*place, part)
        if is_list and index == len(parts) - 1:
            counts[place] = counts.get(place, -1) + 1
        if place in counts:
            place = (*place, counts[place])
    return place
