"""What a brush makes of what was selected before."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.workspaces.maps.selection import BrushMode, as_mask, brushed, class_counts


@pytest.mark.parametrize(
    ("mode", "expected"),
    [(BrushMode.REPLACE, [2, 7]), (BrushMode.ADD, [1, 2, 5, 7]), (BrushMode.REMOVE, [1, 5])],
)
def test_what_is_selected_after_a_brush(mode: BrushMode, expected: list[int]) -> None:
    assert brushed(np.array([1, 2, 5]), np.array([7, 2]), mode).tolist() == expected


def test_rows_beyond_a_map_are_none_of_its_dots() -> None:
    assert as_mask(np.array([0, 3, 9]), 4).tolist() == [True, False, False, True]


def test_classes_are_counted_and_examples_without_one_are_not() -> None:
    labels = np.array([0, 2, 2, -1, 0])
    assert class_counts(np.array([1, 2, 3, 4, 8]), labels, 3).tolist() == [1, 0, 2]
