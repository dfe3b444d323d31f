"""Places in texts that hold characters of two units of UTF-16."""

from __future__ import annotations

import pytest

from explorer.workspaces.characters.text_places import character_at, shared_start, unit_places, units

TEXTS = ["", "plain", "á and é", "a🙂b", "🙂🙂", "שלום🙂", "静夜思𠀀。"]


@pytest.mark.parametrize("text", TEXTS)
def test_there_and_back(text: str) -> None:
    places = unit_places(text)
    assert len(places) == len(text) + 1
    assert units(text) == places[-1] == len(text.encode("utf-16-le")) // 2
    assert [character_at(text, place) for place in places] == list(range(len(text) + 1))


def test_beyond_the_end_is_the_end() -> None:
    assert character_at("abc", 9) == 3 and character_at("a🙂", 9) == 2 and character_at("abc", -1) == 0


@pytest.mark.parametrize(
    ("first", "second", "shared"),
    [("", "", 0), ("abc", "abc", 3), ("abc", "abcd", 3), ("abcd", "abxd", 2), ("x", "y", 0), ("a🙂b", "a🙂c", 2)],
)
def test_what_two_texts_begin_with(first: str, second: str, shared: int) -> None:
    assert shared_start(first, second) == shared_start(second, first) == shared
