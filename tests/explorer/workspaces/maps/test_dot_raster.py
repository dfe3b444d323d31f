"""Dots on a raster: where they lie, which are faint, and which one is meant."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.plane.viewport import Viewport
from explorer.workspaces.maps.tiles.dot_raster import FAINT, DotRaster, Pixels, dot_radius, make_stamp, packed

VIEW = Viewport(100, 80, cx=0.0, cy=0.0, sx=10.0, sy=10.0)  # x from -5 to 5, y from -4 to 4
RED, BLUE = "#ff0000", "#0000ff"
PLACES = np.array([[0, 0], [2, 1], [-3, -2], [40, 0], [np.nan, 1]], np.float32)


def raster(places: np.ndarray = PLACES, scale: float = 1.0) -> DotRaster:
    made = DotRaster()
    made.set_places(places)
    made.set_inks(np.arange(len(places)) % 2, [RED, BLUE])
    made.place_in(VIEW, scale)
    return made


def at(pixels: Pixels, made: DotRaster, x: float, y: float, scale: float = 1.0) -> int:
    px, py = VIEW.to_pixel(x, y)
    return int(pixels[int(py * scale) + made.pad, int(px * scale) + made.pad])


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_each_dot_has_its_colour_where_it_lies(scale: float) -> None:
    made = raster(scale=scale)
    pixels = made.draw(None)
    assert pixels.shape == (80 * scale + 2 * made.pad, 100 * scale + 2 * made.pad)
    assert at(pixels, made, 0, 0, scale) == 0xFFFF0000
    assert at(pixels, made, 2, 1, scale) == 0xFF0000FF
    assert at(pixels, made, 4, 3, scale) == 0
    radius = dot_radius(len(PLACES), VIEW) * scale  # three dots are seen, each about as large as a circle
    assert np.count_nonzero(pixels) == pytest.approx(3 * np.pi * radius**2, rel=0.3)


def test_thick_dots_are_as_much_larger() -> None:
    made = raster()
    plain = np.count_nonzero(made.draw(None))
    made.set_thick(2.0)
    made.place_in(VIEW, 1.0)
    assert np.count_nonzero(made.draw(None)) == pytest.approx(4 * plain, rel=0.2)


def test_beside_selected_dots_the_others_are_faint() -> None:
    made = raster()
    selected = np.array([False, True, False, True, True])
    pixels = made.draw(selected)
    assert at(pixels, made, 2, 1) == 0xFF0000FF
    assert at(pixels, made, 0, 0) == packed([RED], FAINT)[0] and at(pixels, made, 0, 0) >> 24 == round(255 * FAINT)
    again = made.draw(~selected)  # the kept picture of faint dots is not painted over
    assert at(again, made, 2, 1) == packed([BLUE], FAINT)[0] and at(again, made, 0, 0) == 0xFFFF0000


def test_a_selected_dot_lies_over_those_that_are_not() -> None:
    made = raster(np.zeros((2, 2), np.float32))
    assert at(made.draw(np.array([True, False])), made, 0, 0) == 0xFFFF0000


def test_the_dot_near_a_pixel_and_those_in_a_rectangle() -> None:
    made = raster()
    px, py = VIEW.to_pixel(2, 1)
    assert made.near(px + 3, py - 2, 6) == 1 and made.near(px + 30, py, 6) == -1
    assert made.within(0, 0, 100, 80).tolist() == [0, 1, 2]
    assert made.within(px - 1, py - 1, px + 1, py + 1).tolist() == [1]
    assert DotRaster().near(0, 0, 10) == -1


def test_a_diverged_map_draws_what_is_left_of_it() -> None:
    wild = np.array([[np.inf, 0], [1e38, -1e38], [0, 0]], np.float32)
    made = raster(wild)
    assert at(made.draw(None), made, 0, 0) == 0xFFFF0000
    assert made.within(0, 0, 100, 80).tolist() == [2]


def test_windows_of_all_sizes_leave_a_few_stamps() -> None:
    for pitch in range(100, 300):
        make_stamp(3.0, pitch)
    assert 0 < make_stamp.cache_info().currsize <= 64
