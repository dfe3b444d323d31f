"""Places in texts: Qt counts in units of UTF-16, of which an emoji has two; everybody else counts characters."""

from __future__ import annotations

_FIRST_OF_TWO = 0x10000  # from this code point on a character has two units


def units(text: str) -> int:
    """How many units of UTF-16 a text has."""
    return len(text) + sum(ord(character) >= _FIRST_OF_TWO for character in text)


def unit_places(text: str) -> list[int]:
    """The unit at which each character of *text* begins, and that behind the last one."""
    places, at = [0], 0
    for character in text:
        at += 2 if ord(character) >= _FIRST_OF_TWO else 1
        places.append(at)
    return places


def character_at(text: str, unit: int) -> int:
    """The character of *text* at so many units from its start; behind its end there is its length."""
    if text.isascii():
        return min(max(unit, 0), len(text))
    at = 0
    for place, character in enumerate(text):
        if at >= unit:
            return place
        at += 2 if ord(character) >= _FIRST_OF_TWO else 1
    return len(text)


def shared_start(first: str, second: str) -> int:
    """How many characters both texts begin with. What a model expects there is the same in both, for it looks at what
    comes before only."""
    shorter = min(len(first), len(second))
    if first[:shorter] == second[:shorter]:
        return shorter
    return next(place for place in range(shorter) if first[place] != second[place])
