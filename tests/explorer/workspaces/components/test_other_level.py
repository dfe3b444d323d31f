"""What a changed pixel becomes, worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.workspaces.components.finish.other_level import other_level

GREYS = {count: np.linspace(0, 1, count, dtype=np.float32)[:, None] for count in (2, 3, 4)}
COLOURS = np.array([[0, 0, 0], [1, 0, 0], [0, 0.5, 1]], np.float32)


@pytest.mark.parametrize(
    ("count", "before", "by", "after"),
    [
        (2, [0], 0, [255]),
        (2, [255], 0, [0]),
        (2, [255], 1, [255]),
        (4, [85], 0, [255]),
        (4, [170], 0, [0]),
        (4, [85], 1, [170]),
        (4, [85], -3, [0]),
        (4, [90], 1, [170]),  # from the nearest level
        (3, [128], 0, [0]),  # right in the middle
        (2, [0, 255, 0], 0, [255, 0, 255]),  # each channel
    ],
)
def test_greys(count: int, before: list[int], by: int, after: list[int]) -> None:
    assert other_level(np.array(before, np.uint8), GREYS[count], False, by).tolist() == after


@pytest.mark.parametrize(("by", "after"), [(0, [0, 128, 255]), (1, [0, 128, 255]), (-1, [0, 0, 0]), (2, [0, 0, 0])])
def test_colours_take_turns(by: int, after: list[int]) -> None:
    assert other_level(np.array([250, 3, 0], np.uint8), COLOURS, True, by).tolist() == after
