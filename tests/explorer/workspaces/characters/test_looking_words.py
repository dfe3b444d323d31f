"""What is said of what a model looks at, and its colours, with answers by hand."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.style.theme import DARK, LIGHT, Theme
from explorer.workspaces.characters.looking_back import looking_words as words
from explorer.workspaces.characters.looking_back.head_grid import MEAN
from explorer.workspaces.characters.looking_back.letter_cells import lay_out_cells
from explorer.workspaces.characters.looking_back.sample_traces import sample_alike, sample_traced, sample_weights
from explorer.workspaces.characters.looking_back.shades import (
    STEPS,
    cell_colours,
    cell_step,
    height_words,
    share_colours,
    share_step,
)
from tests.explorer.workspaces.characters.test_surprise_scale import contrast
from trainers.kinds import frozen
from trainers.messages import TracedBack

NOTHING = frozen(np.zeros(0, np.int64))


def shares(*values: float) -> np.ndarray:
    return np.array(values, np.float32)


def counted(text: str, place: int, seen: list[int], own: list[float]) -> TracedBack:
    """A model that counts contexts of up to len(seen) - 1 characters, at one place."""
    weights = np.zeros((1, 1, 1, len(text) + 1), np.float32)
    return TracedBack(
        1, 1, "traced", 5, 0, text, "counts", ("counts",), place, NOTHING, frozen(np.array([0])), weights,
        seen=np.array([seen]), shares=np.array([own], np.float32),
    )  # fmt: skip


def test_a_source_is_told_by_its_character_and_how_far_back_it_is() -> None:
    assert words.where_words("abc", 3, 3) == "“c”, just before"
    assert words.where_words("abc", 3, 1) == "“a”, 3 characters back"
    assert words.where_words("abc", 3, 0) == words.where_words("", 0, 0) == "the start"
    assert words.where_words("a c", 3, 2) == "space, 2 characters back"


def test_most_or_many() -> None:
    row = shares(0.1, 0.62, 0.18, 0.1, 0)
    assert words.attention_words("qabc", 3, row, MEAN) == ["Most of it looks at “q”, 3 characters back: 62\u00a0%"]
    long, short = words.attention_words("qabc", 3, row, (1, 2))
    assert long == f"Layer 2, head 3: {short}"
    even = shares(0.2, 0.3, 0.25, 0.25, 0.9)  # what comes later is not looked at
    assert words.attention_words("qabc", 3, even, MEAN) == [
        "It looks at many places, most at “q”, 3 characters back: 30\u00a0%"
    ]
    assert words.attention_words("", 0, shares(1), MEAN) == ["Most of it looks at the start: >99.9\u00a0%"]


def test_a_gradient_is_of_a_character() -> None:
    long, short = words.gradient_words("qa", 2, shares(0.1, 0.7, 0.2), "u")
    assert long == "Likeliest is “u”; that hangs most on “q”, 2 characters back: 70\u00a0% of the gradient"
    assert short == "Hangs most on “q”, 2 characters back: 70\u00a0%"
    assert words.gradient_words("qa", 2, shares(0, 0, 0), "u") == ["What it expects hangs on no character at all."]


def test_a_cell_has_a_value_and_a_range() -> None:
    traced = sample_traced("abc", "cells")
    cells = np.array([[0.5, 0], [-0.25, 0], [0.75, 0], [0.5, 0]], np.float32)
    traced = TracedBack(**{**vars(traced), "cells": cells})
    long, short = words.cell_words(traced, 1, 0)
    assert short == "Cell 0 is \u22120.25 behind “a”"
    assert long == f"{short}; over this text it goes from \u22120.25 to +0.75"
    assert words.cell_words(traced, 0, 1)[1] == "Cell 1 is +0.00 behind the start"
    assert height_words(-1) == "\u22121.00" and height_words(0.934) == "+0.93"


def test_contexts_are_told_longest_first_and_those_beyond_the_start_as_one() -> None:
    inside = words.level_list(counted("with", 4, [1000, 50, 7], [0.02, 0.08, 0.2, 0.7]), 4)
    assert [(each.words, each.seen) for each in inside] == [
        ("behind “th”", "seen 7 times"), ("behind “h”", "seen 50 times"),
        ("frequency alone", "seen 1\u202f000 times"), ("a blind guess", ""),
    ]  # fmt: skip
    assert [each.share for each in inside] == pytest.approx([0.7, 0.2, 0.08, 0.02])
    start = words.level_list(counted("with", 0, [1000, 30, 30], [0.1, 0.2, 0.3, 0.4]), 0)
    assert [each.words for each in start] == ["at the start", "frequency alone", "a blind guess"]
    assert [each.share for each in start] == pytest.approx([0.7, 0.2, 0.1])  # both are the start, however long
    second = words.level_list(counted("with", 1, [9, 8, 7], [0.1, 0.2, 0.3, 0.4]), 1)
    assert [each.words for each in second][:2] == ["behind “w” at the start", "behind “w”"]


def test_what_was_never_seen_is_said() -> None:
    assert words.count_words(counted("with", 4, [1000, 50, 7], [0.02, 0.08, 0.2, 0.7]), 4) == [
        "It counts what came behind “th”: seen 7 times, 70\u00a0% of the odds"
    ]
    long, short = words.count_words(counted("with", 4, [1000, 50, 0], [0.1, 0.2, 0.7, 0]), 4)
    assert short == "It counts what came behind “h”: seen 50 times, 70\u00a0% of the odds"
    assert long == f"Nothing was ever seen behind “th”. {short}"
    long, short = words.count_words(counted("with", 4, [1000, 0, 0], [0.1, 0.9, 0, 0]), 4)
    assert short == "It counts how frequent each character is: 90\u00a0% of the odds"
    assert words.count_words(counted("with", 4, [1000], [0.1, 0.9]), 4) == [
        "It counts how frequent each character is, whatever stands before."
    ]
    assert words.count_words(counted("with", 4, [0, 0, 0], [1, 0, 0, 0]), 4) == [
        "Nothing has been counted yet: it guesses blindly."
    ]
    assert words.count_words(counted("with", 0, [9, 5, 5], [0, 0.5, 0.2, 0.3]), 0) == [
        "It counts what came at the start: seen 5 times, 50\u00a0% of the odds"
    ]


def test_ranks_are_the_largest_first_and_none_comes_later() -> None:
    found = words.ranked_list("abc", 2, shares(0.1, 0.2, 0.7, 0.9))
    assert [(each.words, pytest.approx(each.share)) for each in found] == [
        ("“b”, just before", 0.7), ("“a”, 2 characters back", 0.2), ("the start", 0.1)
    ]  # fmt: skip
    assert len(words.ranked_list("a" * 40, 40, np.full(41, 1 / 41, np.float32))) == words.RANKED


def test_excerpts_are_high_or_low() -> None:
    assert words.alike_words(None, True) == ["Lowest in the training text"]
    long, short = words.alike_words(sample_alike(3, False), False)
    assert short == "Highest in the training text" and long == f"{short} (20\u202f000 characters searched)"


def test_the_row_of_a_head_or_of_all() -> None:
    traced = sample_traced("abcd", "attention")
    assert traced.weights is not None
    np.testing.assert_allclose(words.row_of(traced, 3, (1, 2)), sample_weights(4)[3, 1, 2])
    np.testing.assert_allclose(words.row_of(traced, 3, MEAN), sample_weights(4)[3].mean((0, 1)), rtol=1e-5)


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_letters_can_be_read_on_each_colour(theme: Theme) -> None:
    for model in range(4):
        colours = share_colours(theme, model)
        assert colours[0] == theme.field and len(colours) == STEPS + 1
        assert min(contrast(theme.text, each) for each in colours) >= 4.5
    both = cell_colours(theme)
    assert both[STEPS] == theme.field and len(both) == 2 * STEPS + 1 and both[0] != both[-1]
    assert min(contrast(theme.text, each) for each in both) >= 4.5


def test_steps_stay_within_the_colours() -> None:
    assert [share_step(each) for each in (-1, 0, 0.5, 1, 7)] == [0, 0, STEPS // 2, STEPS, STEPS]
    assert [cell_step(each) for each in (-3, -1, 0, 1, 3)] == [0, 0, STEPS, 2 * STEPS, 2 * STEPS]


def test_cells_go_on_in_the_next_line_where_the_width_or_a_line_of_text_ends() -> None:
    places = lay_out_cells("ab\ncdefg", (10, 20), 43)
    assert places.columns == 4
    assert places.spots == ((0, 0), (0, 1), (0, 2), (0, 3), (1, 0), (1, 1), (1, 2), (1, 3), (2, 0))
    assert places.rows == 3 and places.height == 62
    for index in range(9):
        assert places.index_at(places.rect(index).center()) == index
    assert places.index_at(places.rect(8).center() * 3) is None
    assert lay_out_cells("", (10, 20), 1).rows == 1 and lay_out_cells("a\n", (10, 20), 43).rows == 1
