"""What the arena is drawn from: scales and tints, dots, arrows, cells; and how answers move into one another."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QColor

from explorer.plane.dots import DOT_OPACITY, SUB, to_pixels
from explorer.plane.viewport import Viewport
from explorer.style.theme import DARK, LIGHT, Theme
from explorer.workspaces.adversarial.arena.arena_motion import BELIEF, ArenaMotion, Scale, half_slope, scale_of, tints
from explorer.workspaces.adversarial.arena.arena_raster import (
    FULL_SHADE,
    Dots,
    arrow_strokes,
    arrow_tips,
    surface_colours,
    warp_cells,
)
from explorer.workspaces.adversarial.arena.arena_sample import sample_arena

# --------------------------------------------------------------------------- scales, tints and colours


def test_a_probability_is_neutral_at_a_half() -> None:
    assert scale_of(np.full((2, 2), 0.9), is_belief=True) == BELIEF
    assert tints(np.array([0.0, 0.5, 1.0, np.nan]), BELIEF).tolist() == [-1, 0, 1, 0]


def test_bare_scores_are_neutral_at_nought_and_one_outlier_does_not_wash_them_out() -> None:
    scores = np.linspace(-1, 3, 401)
    scale = scale_of(scores, is_belief=False)
    assert (scale.middle, scale.half) == pytest.approx((0, 2.8))  # the 95th percentile
    assert tints(np.array([-1.4, 0.0, 2.8, 9.0]), scale).tolist() == pytest.approx([-0.5, 0, 1, 1])
    with_outlier = scores.copy()
    with_outlier[-1] = 1e30
    assert scale_of(with_outlier, is_belief=False).half == pytest.approx(2.8)


def test_a_critic_whose_scores_have_all_one_sign_is_no_single_colour() -> None:
    scale = scale_of(np.linspace(-7, -3, 401), is_belief=False)
    assert (scale.low, scale.middle, scale.high) == pytest.approx((-6.8, -3.2, 0.4))


@pytest.mark.parametrize("scores", [np.full((3, 3), np.nan), np.full((3, 3), np.inf), np.zeros((3, 3))])
def test_scores_without_differences_are_neutral(scores: np.ndarray) -> None:
    scale = scale_of(scores, is_belief=False)
    assert scale.half > 0
    assert np.isfinite(tints(scores, scale)).all()
    assert tints(np.zeros(1), scale).tolist() == [0]


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_colours_diverge_from_grey_to_purple_and_to_teal(theme: Theme) -> None:
    fake, neutral, real = (QColor(int(surface_colours(theme)[index])) for index in (0, 128, 255))

    def vividness(colour: QColor) -> int:
        return max(colour.getRgb()[:3]) - min(colour.getRgb()[:3])  # type: ignore[index]

    assert vividness(neutral) < 14
    assert min(vividness(fake), vividness(real)) > 30
    assert 270 < fake.hslHue() < 330 and 150 < real.hslHue() < 210


# --------------------------------------------------------------------------- dots


def test_a_dot_covers_its_circle_where_it_belongs() -> None:
    pixels, border = Dots().draw(np.array([[10.5, 20.5]]), 40, 3.0, "#ff8000")
    assert pixels.shape == (40 + 2 * border, 40 + 2 * border)
    alpha = (pixels >> 24).astype(float)[border:-border, border:-border] / 255
    assert alpha[20, 10] == pytest.approx(DOT_OPACITY, abs=0.01)
    assert alpha.sum() == pytest.approx(math.pi * 9 * DOT_OPACITY, rel=0.05)
    rows, columns = (np.average(grid, weights=alpha) + 0.5 for grid in np.indices(alpha.shape))
    assert (rows, columns) == pytest.approx((20.5, 10.5), abs=0.5 / SUB + 0.01)
    middle = int(pixels[border + 20, border + 10])
    assert [(middle >> shift) & 255 for shift in (16, 8, 0)] == pytest.approx([209, 105, 0], abs=1)  # premultiplied


def test_dots_heap_up_and_what_lies_outside_or_nowhere_is_left_out() -> None:
    twice, border = Dots().draw(np.array([[5.5, 5.5], [5.5, 5.5]]), 12, 2.0, "#ffffff")
    assert int(twice[border + 5, border + 5]) >> 24 == pytest.approx(255 * (1 - (1 - DOT_OPACITY) ** 2), abs=1)
    places = np.array([[np.nan, 1], [np.inf, 3], [-50, 5], [5, 1e30]])
    assert not Dots().draw(places, 12, 2.0, "#ffffff")[0].any()
    assert not Dots().draw(np.zeros((0, 2)), 12, 2.0, "#ffffff")[0].any()


def test_nothing_of_the_last_picture_is_left_in_the_next() -> None:
    dots = Dots()
    dots.draw(np.array([[5.5, 5.5]]), 12, 2.0, "#ffffff")
    again, border = dots.draw(np.array([[9.5, 2.5], [9.5, 2.5]]), 12, 2.0, "#ffffff")
    np.testing.assert_array_equal(again, Dots().draw(np.array([[9.5, 2.5], [9.5, 2.5]]), 12, 2.0, "#ffffff")[0])
    assert again[border + 5, border + 5] == 0


def test_a_dot_at_the_edge_is_cut_not_moved() -> None:
    pixels, border = Dots().draw(np.array([[0.0, 6.0]]), 12, 2.0, "#ffffff")
    inside = pixels[border:-border, border:-border]
    assert inside[:, 0].any() and not inside[:, 3:].any()


def test_places_become_pixels_with_y_upwards() -> None:
    view = Viewport(100, 100).fitted((0, 0, 1, 1))
    places = np.array([[0.0, 0.0], [0.25, 1.0]])
    assert to_pixels(places, view).tolist() == [[0, 100], [25, 0]]
    assert to_pixels(places, view, scale=2.0).tolist() == [[0, 200], [50, 0]]


# --------------------------------------------------------------------------- arrows


def test_arrows_point_where_the_score_rises_and_saturate() -> None:
    gradients = np.array([[4.0, 0.0], [0.0, 4.0], [-1e9, 0.0], [0.0, 0.0], [np.nan, 1.0]])
    tips = arrow_tips(gradients, slope=4.0, longest=30.0)
    assert tips[0].tolist() == pytest.approx([15, 0])
    assert tips[1].tolist() == pytest.approx([0, -15])  # up is towards smaller pixels
    assert tips[2].tolist() == pytest.approx([-30, 0], abs=1e-3)
    assert tips[3:].tolist() == [[0, 0], [0, 0]]


def test_an_arrow_is_a_shaft_and_two_barbs_and_too_short_ones_are_left_out() -> None:
    starts = np.array([[10.0, 10.0], [50.0, 50.0], [np.nan, 0.0]])
    lines = arrow_strokes(starts, np.array([[20.0, 0.0], [0.5, 0.0], [20.0, 0.0]]))
    assert lines.shape == (3, 2, 2)
    assert lines[:, 1].tolist() == [[30, 10]] * 3
    assert lines[0, 0].tolist() == [10, 10]
    (x1, y1), (x2, y2) = lines[1:, 0]
    assert x1 == x2 < 30 and y1 - 10 == pytest.approx(10 - y2)


def test_the_length_of_an_arrow_follows_the_colours_under_it() -> None:
    assert half_slope(BELIEF, is_belief=True) == pytest.approx(4.0)  # logits per width of the plane
    assert half_slope(Scale(0.0, 3.0), is_belief=False) == pytest.approx(6.0)


# --------------------------------------------------------------------------- the warped grid


def test_dense_cells_are_shaded_more_and_folded_ones_turn_the_same_way() -> None:
    steps = np.array([0.0, 1.0, 11.0, 111.0])  # cells of width 1, 10 and 100
    corners = np.stack(np.meshgrid(steps, [0.0, 10.0], indexing="ij"), axis=-1)
    corners[2] += (0.0, 1e-6)
    groups = warp_cells(corners)
    opacity = {float(cell[:, 0].min()): shade for cells, shade in groups for cell in cells}
    assert opacity[0.0] > opacity[1.0] > opacity[11.0]
    assert max(opacity.values()) <= FULL_SHADE
    folded = warp_cells(corners[::-1])
    for cells, _ in groups + folded:
        x, y = cells[..., 0], cells[..., 1]
        assert ((x * np.roll(y, -1, 1) - np.roll(x, -1, 1) * y).sum(axis=1) > 0).all()
    assert warp_cells(np.full((3, 3, 2), np.nan)) == []


# --------------------------------------------------------------------------- motion


def test_the_same_codes_travel_and_the_surface_fades() -> None:
    first, second = sample_arena(0.0, 50, 20, 8), sample_arena(0.5, 50, 20, 8)
    motion = ArenaMotion()
    assert not motion.replace(first, animate=True)  # from nothing
    assert motion.replace(second, animate=True)
    for name, before, after in (("fakes", first.fakes, second.fakes), ("gradients", first.gradients, second.gradients)):
        motion.advance(0.0)
        np.testing.assert_array_equal(motion.now(name), before)
        motion.advance(0.5)
        np.testing.assert_allclose(motion.now(name), before + 0.75 * (after - before), rtol=1e-3, atol=1e-5)
    np.testing.assert_allclose(
        motion.now("surface"), 2 * (0.25 * first.surface + 0.75 * second.surface) - 1, rtol=1e-4, atol=1e-5
    )
    motion.advance(1.0)
    np.testing.assert_array_equal(motion.now("fakes"), second.fakes)
    assert not motion.moving


def test_other_codes_jump_while_the_surface_still_fades() -> None:
    first, second = sample_arena(0.0, 50, 20, 8), sample_arena(0.5, 50, 20, 8)
    motion = ArenaMotion()
    motion.replace(first, animate=True)
    assert motion.replace(replace(second, codes=second.codes + 1), animate=True)
    np.testing.assert_array_equal(motion.now("fakes"), second.fakes)
    np.testing.assert_allclose(motion.now("surface"), 2 * first.surface - 1, atol=1e-6)


def test_another_part_of_the_plane_never_fades() -> None:
    first = sample_arena(0.0, 50, 20, 8)
    closer = sample_arena(0.0, 50, 20, 8, extent=(0.25, 0.25, 0.75, 0.75))
    motion = ArenaMotion()
    motion.replace(first, animate=True)
    assert not motion.replace(closer, animate=True)
    np.testing.assert_allclose(motion.now("surface"), 2 * closer.surface - 1, atol=1e-6)
    motion.clear()
    assert motion.now("fakes") is None


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"fakes": np.zeros((5, 3), np.float32)}, r"expected fakes \(N, 2\), found \(5, 3\)"),
        ({"codes": np.zeros((4, 2), np.float32)}, "expected 5 codes, one for each fake, found 4"),
        ({"gradients": np.zeros((6, 2), np.float32)}, r"gradients \(M, 2\) of at most 5 fakes, found \(6, 2\)"),
        ({"surface": np.zeros(4, np.float32)}, r"expected a surface \(rows, columns\), found \(4,\)"),
        ({"optimum": np.zeros((3, 3), np.float32)}, r"expected an optimum \(8, 8\), found \(3, 3\)"),
        ({"warp": np.zeros((4, 2), np.float32)}, r"expected a warped grid \(k, k, 2\), found \(4, 2\)"),
    ],
)
def test_arrays_that_do_not_belong_together_are_refused(change: dict[str, np.ndarray], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        ArenaMotion().replace(replace(sample_arena(0.0, 5, 5, 8), **change), animate=False)
