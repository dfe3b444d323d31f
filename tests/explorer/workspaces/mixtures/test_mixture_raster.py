"""Densities as colours and lines, examples as dots in the colours of their shares: against known answers."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.style.theme import DARK, LIGHT, Theme
from explorer.workspaces.mixtures.view.mixture_raster import (
    LEVELS,
    ColouredDots,
    density_lines,
    density_pixels,
    palette,
    peak_of,
    shared_colours,
)

RED_GREEN = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]], np.float32)


def channels(pixel: int) -> tuple[int, int, int, int]:
    return (pixel >> 24) & 255, (pixel >> 16) & 255, (pixel >> 8) & 255, pixel & 255


def test_a_dot_has_the_colours_of_its_components_in_their_shares() -> None:
    shares = np.array([[1.0, 0.0], [0.25, 0.75]], np.float32)
    assert shared_colours(shares, RED_GREEN).tolist() == [[1.0, 0.0, 0.0], [0.25, 0.75, 0.0]]
    assert shared_colours(np.full((1, 2), np.nan, np.float32), RED_GREEN).tolist() == [[0.0, 0.0, 0.0]]


def test_dots_are_drawn_where_they_lie_and_mix_where_they_overlap() -> None:
    dots = ColouredDots()
    drawn = dots.draw(np.array([[20.0, 10.0], [40.0, 30.0], [40.0, 30.0]]), (60, 50), 4.0,
                      np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1]], np.float32))  # fmt: skip
    assert drawn.shape == (50, 60)
    alpha, red, green, blue = channels(int(drawn[10, 20]))
    assert alpha > 200 and red == pytest.approx(alpha, abs=1) and green == blue == 0
    alpha, red, green, blue = channels(int(drawn[30, 40]))
    assert red == 0 and green == pytest.approx(blue, abs=1) and green == pytest.approx(alpha / 2, abs=2)
    assert alpha > channels(int(drawn[10, 20]))[0], "two sheets hide more than one"
    assert drawn[40, 10] == 0


def test_only_the_colours_are_worked_out_anew() -> None:
    dots, pixels = ColouredDots(), np.array([[20.0, 20.0]])
    first = dots.draw(pixels, (40, 40), 3.0, np.array([[1, 0, 0]], np.float32))
    second = dots.draw(pixels, (40, 40), 3.0, np.array([[0, 0, 1]], np.float32))
    assert np.array_equal(first >> 24, second >> 24)
    assert channels(int(second[20, 20]))[1] == 0 and channels(int(second[20, 20]))[3] > 200


def test_dots_outside_and_without_a_place_are_left_out() -> None:
    pixels = np.array([[np.nan, 5.0], [1e12, 5.0], [-30.0, 5.0], [10.0, np.inf]])
    assert not ColouredDots().draw(pixels, (20, 20), 3.0, np.ones((4, 3), np.float32)).any()
    cut = ColouredDots().draw(np.array([[0.0, 0.0]]), (20, 20), 3.0, np.ones((1, 3), np.float32))
    assert cut[0, 0] and not cut[10:, 10:].any()


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_the_ground_is_the_canvas_and_dense_places_go_towards_the_text(theme: Theme) -> None:
    density = np.array([[0.0, 1.0], [0.25, np.nan]], np.float32)
    pixels = density_pixels(density, theme)
    canvas = int("ff" + theme.canvas[1:], 16)
    assert pixels[0, 0] == canvas and pixels[1, 1] == canvas
    sums = [sum(channels(int(pixel))[1:]) for pixel in (pixels[0, 0], pixels[1, 0], pixels[0, 1])]
    assert sums == sorted(sums, reverse=theme is LIGHT) and len(set(sums)) == 3


def test_a_spike_does_not_make_the_rest_flat() -> None:
    density = np.ones((32, 32), np.float32)
    density[3, 4] = 1e9
    assert peak_of(density) == 1.0
    assert peak_of(np.zeros((4, 4), np.float32)) == 0.0


def test_lines_of_a_round_density_are_circles_around_its_middle() -> None:
    cells, extent = 200, (-3.0, -3.0, 3.0, 3.0)
    at = (np.arange(cells) + 0.5) / cells * 6 - 3
    x, y = np.meshgrid(at, -at)
    density = np.exp(-((x - 0.5) ** 2 + (y - 1.0) ** 2) / 2).astype(np.float32)
    lines = density_lines(density, extent)
    radii = np.hypot(lines[..., 0] - 0.5, lines[..., 1] - 1.0)
    peak = peak_of(density)
    wanted = np.sqrt(-2 * np.log(np.array(LEVELS) * peak))
    assert np.abs(radii[..., None] - wanted).min(axis=-1).max() < 5e-3
    assert np.abs(radii.reshape(-1, 1) - wanted).min(axis=0).max() < 5e-3, "each level has its line"


def test_a_flat_density_has_no_lines() -> None:
    assert density_lines(np.zeros((8, 8), np.float32), (0, 0, 1, 1)).shape == (0, 2, 2)


def test_there_is_a_colour_for_each_component() -> None:
    assert palette(DARK, 64).shape == (64, 3) and len(np.unique(palette(DARK, 10), axis=0)) == 10
