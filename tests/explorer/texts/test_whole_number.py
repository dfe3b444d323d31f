"""Whole numbers as they are read."""

from __future__ import annotations

import pytest

from explorer.texts.whole_number import whole_number


@pytest.mark.parametrize(
    ("value", "written"),
    [(0, "0"), (999, "999"), (1438, "1\u202f438"), (2_000_000, "2\u202f000\u202f000"), (-1200, "-1\u202f200")],
)
def test_thousands_stand_apart_by_a_space_at_which_no_line_ends(value: int, written: str) -> None:
    assert whole_number(value) == written
