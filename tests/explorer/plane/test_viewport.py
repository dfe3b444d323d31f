"""View arithmetic: points stay under the pointer, everything fits, ticks are round."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.plane.viewport import EMPTY, Viewport, bulk_extent, tick_values

VIEW = Viewport(400, 300, cx=1.0, cy=-2.0, sx=50.0, sy=50.0)
LINE = Viewport(400, 300, sx=50.0, sy=90.0, line=True)


def test_pixels_and_plane_are_inverse() -> None:
    assert VIEW.to_pixel(1.0, -2.0) == (200, 150)
    assert VIEW.to_pixel(2.0, -1.0) == (250, 100)
    assert VIEW.to_plane(250, 100) == (2.0, -1.0)


def test_the_extent_is_what_the_corners_show() -> None:
    assert VIEW.extent == (-3.0, -5.0, 5.0, 1.0)


def test_zoom_keeps_the_point_under_the_pointer() -> None:
    zoomed = VIEW.zoomed(1.7, 333, 21)
    assert zoomed.to_plane(333, 21) == pytest.approx(VIEW.to_plane(333, 21))
    assert zoomed.sx == zoomed.sy == pytest.approx(85)


def test_pan_drags_the_content_along() -> None:
    assert VIEW.panned(30, -10).to_pixel(1.0, -2.0) == pytest.approx((230, 140))


def test_a_line_has_no_y() -> None:
    assert LINE.to_plane(250, 7) == (1.0, 0.0)
    moved = LINE.panned(10, 80).zoomed(2, 0, 0)
    assert moved.cy == 0 and moved.sy == LINE.sy and moved.sx == 100


@pytest.mark.parametrize("extent", [(-1.0, -1.0, 9.0, 1.0), (5.0, 0.0, 5.1, 40.0)])
def test_fitting_shows_all_with_equal_axes(extent: tuple[float, float, float, float]) -> None:
    fitted = VIEW.fitted(extent)
    x0, y0, x1, y1 = fitted.extent
    assert x0 <= extent[0] + 1e-9 and y0 <= extent[1] + 1e-9 and x1 >= extent[2] - 1e-9 and y1 >= extent[3] - 1e-9
    assert fitted.sx == fitted.sy


def test_easing_arrives() -> None:
    goal = VIEW.fitted((10, 10, 11, 11))
    view = VIEW
    for _ in range(60):
        view = view.towards(goal, 0.2)
    assert view.off(goal) < 1e-3
    assert VIEW.towards(goal, 1.0) == goal


def test_the_bulk_ignores_a_few_far_outliers() -> None:
    positions = np.vstack([np.random.default_rng(0).uniform(-1, 1, (2000, 2)), [[1e6, 1e6]]])
    x0, y0, x1, y1 = bulk_extent(positions)
    assert -1.4 < x0 < -1 and 1 < x1 < 1.4 and -1.4 < y0 < -1 and 1 < y1 < 1.4


def test_what_is_shown_moves_beside_what_covers_the_sides_where_that_is_cheap() -> None:
    square = (-1.0, -1.0, 1.0, 1.0)
    wide = Viewport(800, 400).fitted(square, 150, 100)
    assert wide.sx == Viewport(800, 400).fitted(square).sx  # the height decides: it costs nothing
    assert wide.to_pixel(-1, 0)[0] >= 150 and wide.to_pixel(1, 0)[0] <= 700
    assert wide.to_pixel(0, 0) == (150 + 550 / 2, 200)
    dear = Viewport(400, 400).fitted(square, 150, 100)
    assert dear == Viewport(400, 400).fitted(square)
    line = Viewport(800, 100, line=True).fitted((-1, -1, 1, 1), 80, 40)
    assert (line.to_pixel(-1, 0)[0], line.to_pixel(1, 0)[0]) == pytest.approx((80, 760))


def test_a_view_that_lets_what_it_shows_be_covered_does_not_hold_it() -> None:
    square = np.random.default_rng(0).uniform(-1, 1, (2000, 2))
    extent = bulk_extent(square)
    beside = Viewport(800, 400).fitted(extent, 150, 100)
    assert beside.holds(extent, 150, 100) and beside.holds(extent)
    assert not Viewport(800, 400).fitted(extent).panned(-150, 0).holds(extent, 150, 100)
    assert Viewport(400, 400).fitted(extent).holds(extent, 150, 100)  # there is no room beside


@pytest.mark.parametrize("view", [VIEW, LINE])
def test_a_view_holds_what_it_shows_from_near_enough(view: Viewport) -> None:
    square = np.random.default_rng(0).uniform(-1, 1, (2000, 2))
    fitted = view.fitted(bulk_extent(square))
    for size, held in ((1.0, True), (1.2, True), (1.35, False), (0.75, True), (0.65, False)):
        assert fitted.holds(bulk_extent(size * square)) is held
    assert not fitted.panned(view.width / 4, 0).holds(bulk_extent(square))


def test_no_codes_and_collapsed_codes_have_an_extent() -> None:
    assert bulk_extent(np.zeros((0, 2))) == EMPTY
    x0, y0, x1, y1 = bulk_extent(np.full((9, 2), 3.0))
    assert x0 < 3 < x1 and y0 < 3 < y1


@pytest.mark.parametrize(
    ("low", "high", "most", "expected"),
    [
        (0, 10, 5, [0, 2, 4, 6, 8, 10]),
        (-1.05, 1.05, 5, [-1, -0.5, 0, 0.5, 1]),
        (0.001, 0.0034, 3, [0.001, 0.002, 0.003]),
        (1, 1, 4, []),
        (0, float("inf"), 4, []),
    ],
)
def test_ticks_are_round(low: float, high: float, most: int, expected: list[float]) -> None:
    assert tick_values(low, high, most) == pytest.approx(expected)
