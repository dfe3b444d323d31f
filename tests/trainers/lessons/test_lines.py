"""Where something stands in a TOML file."""

from __future__ import annotations

from typing import Any

import pytest

from trainers.lessons.lines import line_of

TEXT = """# a comment = 1
version = 1
minutes = 5

[restrict]
hide = ["data"]  # which

[[chapters]]
key = "one"

[chapters.start]
preset = "x"
set = { "models.0.beta" = 1.0 }

[[chapters.steps]]
key = "a"
goals = [
  "step > 3",
]

[[chapters.steps]]
key = "b"

[[chapters]]
key = "two"

[[chapters.steps]]
key = "c"
"quoted" = 2
"""


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("version",), 2),
        (("restrict",), 5),
        (("restrict", "hide"), 6),
        (("restrict", "hide", 0), 6),
        (("chapters", 0), 8),
        (("chapters", 0, "key"), 9),
        (("chapters", 0, "start", "preset"), 12),
        (("chapters", 0, "start", "set", "models.0.beta"), 13),
        (("chapters", 0, "steps", 0, "key"), 16),
        (("chapters", 0, "steps", 0, "goals", 0), 17),
        (("chapters", 0, "steps", 1, "key"), 22),
        (("chapters", 0, "steps", 1, "missing"), 21),
        (("chapters", 1), 24),
        (("chapters", 1, "steps", 0, "key"), 28),
        (("chapters", 1, "steps", 0, "quoted"), 29),
        (("nothing",), 1),
        ((), 1),
    ],
)
def test_it_is_found_where_it_stands(place: tuple[Any, ...], line: int) -> None:
    assert line_of(TEXT, place) == line


@pytest.mark.parametrize("text", ["", "[[[[", "= = =", "[a\n[[b]\n", "\x00", "[" * 10_000, "a" * 10_000 + "="])
def test_what_is_no_toml_does_no_harm(text: str) -> None:
    assert line_of(text, ("a", 0, "b")) == 1 or text.startswith("[a")
