"""What a grid of holes looks like: colours about the threshold, the line along it, the value at a place."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PySide6.QtGui import QColor

from explorer.map.holes.hole_layer import (
    depth,
    hole_rgba,
    neutral_range,
    neutral_rgba,
    ramp_values,
    threshold_contour,
    value_at,
)
from explorer.style.theme import DARK, LIGHT, Theme

EXTENT = (-2.0, -1.0, 2.0, 1.0)


def centres(columns: int, rows: int) -> tuple[np.ndarray, np.ndarray]:
    """x and y (rows, columns) of the cells' centres over EXTENT, from the top left."""
    x0, y0, x1, y1 = EXTENT
    xs = x0 + (np.arange(columns) + 0.5) / columns * (x1 - x0)
    ys = y1 - (np.arange(rows) + 0.5) / rows * (y1 - y0)
    x, y = np.meshgrid(xs, ys)
    return x, y


def alphas(values: list[float], threshold: float, high_is_hole: bool = False, theme: Theme = DARK) -> list[int]:
    return hole_rgba(np.array([values]), threshold, high_is_hole, theme)[0, :, 3].tolist()


# --------------------------------------------------------------------------- colours


def test_depth_counts_from_the_threshold() -> None:
    assert depth(np.array([0.5, 1.0, 2.0, 0.0]), 1.0, False).tolist() == [1.0, 0.0, -1.0, math.inf]
    assert depth(np.array([6.0, 3.0, 0.0]), 3.0, True).tolist() == [1.0, 0.0, -1.0]


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_realism_is_clear_where_fine_and_full_at_half(theme: Theme) -> None:
    clear, edge, inside, full, beyond = alphas([1.2, 1.0, 0.9, 0.5, 0.01], 1.0, theme=theme)
    assert (clear, full, beyond) == (0, 255, 255)
    assert edge == 51  # half of the share that comes at the threshold
    assert inside > 2 * edge  # one sees where a hole begins
    rgba = hole_rgba(np.array([[0.5]]), 1.0, False, theme)
    assert tuple(rgba[0, 0, :3].tolist()) == QColor(theme.hole).getRgb()[:3]


def test_coverage_is_the_other_way_round_and_may_be_a_logarithm() -> None:
    threshold = math.log(10)
    assert alphas([-8.0, threshold, 2 * threshold, 50.0], threshold, True) == [0, 51, 255, 255]


def test_deeper_is_never_fainter_and_nothing_jumps() -> None:
    row = alphas(np.geomspace(2, 0.3, 400).tolist(), 1.0)
    steps = np.diff(row)
    assert steps.min() >= 0 and steps.max() < 8


def test_what_is_not_known_is_transparent() -> None:
    assert alphas([math.nan, math.inf, -math.inf], 1.0) == [0, 0, 255]
    assert alphas([math.nan, math.inf, -math.inf], 1.0, True) == [0, 255, 0]


def test_a_threshold_of_nothing_still_tells_holes_apart() -> None:
    assert alphas([0.0, 0.1], 0.0, True)[1] == 255
    assert alphas([0.5, 0.1], 0.0) == [0, 0]


def test_wrong_input_is_refused_with_a_reason() -> None:
    with pytest.raises(ValueError, match="expected a finite threshold, found nan"):
        hole_rgba(np.ones((2, 2)), math.nan, False, DARK)
    for function in (lambda grid: hole_rgba(grid, 1.0, False, DARK), lambda grid: neutral_rgba(grid, DARK)):
        with pytest.raises(ValueError, match=r"expected a grid of values \(rows, columns\), found shape \(3,\)"):
            function(np.ones(3))
    with pytest.raises(ValueError, match=r"found shape \(0, 4\)"):
        threshold_contour(np.ones((0, 4)), 1.0, EXTENT)


def test_geometry_is_grey_and_never_the_hole_colour() -> None:
    values = np.geomspace(0.01, 1, 101)[None]
    for theme in (DARK, LIGHT):
        rgba = neutral_rgba(values, theme)
        assert tuple(rgba[0, 0, :3].tolist()) == QColor(theme.muted).getRgb()[:3]
        assert abs(QColor(*rgba[0, 0, :3].tolist()).hslHue() - QColor(theme.hole).hslHue()) > 60
    alpha = rgba[0, :, 3].astype(int)
    assert (alpha[:5] == 0).all() and (alpha[-5:] == 255).all()
    assert alpha[50] == pytest.approx(128, abs=2)  # half way on the logarithmic scale
    low, high = neutral_range(values)
    assert (low, high) == pytest.approx((0.01 * 100**0.05, 100**-0.05), rel=0.01)


def test_one_outlier_does_not_wash_geometry_out() -> None:
    values = np.geomspace(0.1, 1, 100)
    with_outlier = values.copy()
    with_outlier[-1] = 1e6
    assert neutral_range(with_outlier)[1] == pytest.approx(neutral_range(values)[1], rel=0.1)


@pytest.mark.parametrize("same", [0.0, math.nan, 1e-8, 0.7])
def test_geometry_that_is_the_same_everywhere_is_no_picture(same: float) -> None:
    assert not neutral_rgba(np.full((4, 4), same), DARK, least=1e-3)[..., 3].any()


def test_rounding_errors_are_no_geometry() -> None:
    noise = np.random.default_rng(0).random((16, 16)) * 1e-7
    assert not neutral_rgba(noise, DARK, least=1e-3)[..., 3].any()
    noise[3, 4] = 0.5  # but a single cliff is seen
    assert np.argwhere(neutral_rgba(noise, DARK, least=1e-3)[..., 3]).tolist() == [[3, 4]]


@pytest.mark.parametrize(("threshold", "high"), [(1.0, False), (2.3, True), (0.0, True)])
def test_a_ramp_runs_from_a_full_hole_to_fine(threshold: float, high: bool) -> None:
    alpha = hole_rgba(ramp_values(threshold, high, 64), threshold, high, DARK)[0, :, 3].astype(int)
    assert alpha[0] == 255 and alpha[-1] == 0 and (np.diff(alpha) <= 0).all()


# --------------------------------------------------------------------------- contour


def test_the_contour_of_a_disc_is_one_closed_circle() -> None:
    x, y = centres(120, 60)
    (line,) = threshold_contour(np.hypot(x, y), 0.6, EXTENT)
    assert np.hypot(*line.T) == pytest.approx(0.6, abs=2e-3)
    assert line[0] == pytest.approx(line[-1])
    length = np.linalg.norm(np.diff(line, axis=0), axis=1).sum()
    assert length == pytest.approx(2 * math.pi * 0.6, rel=0.01)


def test_an_open_contour_is_one_line_from_edge_to_edge() -> None:
    x, _ = centres(40, 20)
    (line,) = threshold_contour(x, 0.33, EXTENT)
    assert line[:, 0] == pytest.approx(0.33)
    assert sorted(line[[0, -1], 1].tolist()) == pytest.approx([-1, 1])
    assert len(line) == 22 and (np.abs(np.diff(line[:, 1])) > 0).all()


def test_two_islands_are_two_lines_and_y_grows_upwards() -> None:
    x, y = centres(80, 40)
    islands = np.minimum(np.hypot(x + 1, y - 0.5), np.hypot(x - 1, y + 0.5))
    lines = threshold_contour(islands, 0.3, EXTENT)
    middles = sorted(tuple(np.round(line[:-1].mean(axis=0), 2).tolist()) for line in lines)
    assert middles == [(-1.0, 0.5), (1.0, -0.5)]


def test_contours_end_at_missing_values_and_there_may_be_none() -> None:
    x, y = centres(40, 20)
    x[y > 0] = np.nan
    (line,) = threshold_contour(x, 0.0, EXTENT)
    assert line[:, 1].max() < 0 and np.isfinite(line).all()
    assert threshold_contour(np.ones((5, 5)), 0.5, EXTENT) == []
    assert threshold_contour(np.full((5, 5), np.nan), 0.5, EXTENT) == []


def test_infinite_realism_has_a_contour_too() -> None:
    values = np.full((8, 8), 0.5)
    values[3:5, 3:5] = np.inf
    (line,) = threshold_contour(values, 1.0, EXTENT)
    assert np.isfinite(line).all() and line[0] == pytest.approx(line[-1])


def test_the_contour_of_a_line_crosses_its_whole_height() -> None:
    lines = threshold_contour(np.array([[0.5, 0.5, 2.0, 2.0]]), 1.25, EXTENT)
    assert len(lines) == 1
    assert lines[0][:, 0] == pytest.approx(0.0)
    assert sorted(lines[0][[0, -1], 1].tolist()) == pytest.approx([-1, 1])


# --------------------------------------------------------------------------- value at a place


def test_values_between_centres_are_linear() -> None:
    x, y = centres(8, 4)
    values = 3 * x - 2 * y
    for px, py in ((0.0, 0.0), (-1.7, 0.6), (1.2, -0.71)):
        assert value_at(values, EXTENT, px, py) == pytest.approx(3 * px - 2 * py)
    assert value_at(values, EXTENT, -2.0, 1.0) == pytest.approx(values[0, 0])  # the outermost half cell
    assert value_at(values, EXTENT, 2.0, -1.0) == pytest.approx(values[-1, -1])


def test_outside_nothing_is_known() -> None:
    for place in ((-2.01, 0.0), (2.01, 0.0), (0.0, 1.01), (0.0, -1.01), (math.nan, 0.0)):
        assert math.isnan(value_at(np.ones((4, 4)), EXTENT, *place))


def test_missing_and_infinite_neighbours_spoil_nothing() -> None:
    values = np.array([[1.0, np.nan], [3.0, np.inf]])
    assert value_at(values, EXTENT, -1.0, 0.0) == pytest.approx(2.0)
    assert value_at(values, EXTENT, -0.5, 0.5) == pytest.approx(1.0)  # the missing one does not count
    assert math.isnan(value_at(values, EXTENT, 0.5, 0.5))
    assert value_at(values, EXTENT, 0.5, -0.5) == math.inf


def test_on_a_line_y_does_not_count() -> None:
    assert value_at(np.array([[1.0, 3.0]]), EXTENT, 0.0, 77.0) == pytest.approx(2.0)
