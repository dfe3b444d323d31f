"""What a walk's measurements mean: which frames lie in holes, and where a plot draws them."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.pictures.walk_row import REACH, WalkRow

FRAMES = np.zeros((4, 1, 5, 5), np.uint8)
NAN, INF = float("nan"), float("inf")


def row(realism: list[float] | None = None, coverage: list[float] | None = None, high: bool = True) -> WalkRow:
    values = [None if numbers is None else np.array(numbers, np.float32) for numbers in (realism, coverage)]
    return WalkRow("AE", FRAMES, *values, 2.0, 3.0, high)


def test_what_is_not_measured_says_nothing() -> None:
    assert row().in_hole is None and row().uncovered is None


def test_a_frame_is_in_a_hole_below_the_threshold_or_without_a_number() -> None:
    found = row(realism=[1.99, 2.0, NAN, INF]).in_hole
    assert found is not None and found.tolist() == [True, False, True, False]


def test_coverage_ends_above_or_below_its_threshold() -> None:
    distances, densities = [2.9, 3.0, 3.1, NAN], [2.9, 3.0, 3.1, INF]
    above, below = row(coverage=distances).uncovered, row(coverage=densities, high=False).uncovered
    assert above is not None and above.tolist() == [False, False, True, True]
    assert below is not None and below.tolist() == [True, False, False, False]


def test_realism_is_drawn_in_shares_of_its_threshold() -> None:
    heights = row(realism=[2.0, 2.0 * (1 + REACH / 2), 0.0, INF]).realism_heights()
    assert heights == pytest.approx([0, 0.5, -1, 1])
    assert row(realism=[NAN] * 4).realism_heights().tolist() == [-1] * 4


def test_coverage_is_drawn_as_far_as_its_greatest_difference_and_holes_are_always_below() -> None:
    assert row(coverage=[3.0, 1.0, 7.0, INF]).coverage_heights() == pytest.approx([0, 0.5, -1, -1])
    assert row(coverage=[3.0, 1.0, 7.0, NAN], high=False).coverage_heights() == pytest.approx([0, -0.5, 1, -1])
    assert row(coverage=[3.0] * 4).coverage_heights().tolist() == [0] * 4


@pytest.mark.parametrize(
    ("realism", "thresholds", "said"),
    [
        (np.ones(3, np.float32), (1.0, 1.0), r"realism of AE: expected 4 values, found shape \(3,\)"),
        (np.ones(4, np.float32), (NAN, 1.0), "threshold of realism of AE: expected a number, found nan"),
        (np.ones(4, np.float32), (0.0, 1.0), "threshold of realism of AE: .* found 0.0"),
    ],
)
def test_measurements_that_do_not_fit_are_named(
    realism: np.ndarray, thresholds: tuple[float, float], said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        WalkRow("AE", FRAMES, realism, None, *thresholds, True)
    with pytest.raises(ValueError, match="threshold of coverage of VAE"):
        WalkRow("VAE", FRAMES, None, np.ones(4, np.float32), 1.0, NAN, True)
