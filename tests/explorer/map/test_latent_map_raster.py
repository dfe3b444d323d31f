"""The raster of codes, and codes on their way: pixels and positions with known answers."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.map.code_cloud import CodeCloud, spread_line
from explorer.map.latent_map_raster import Rasterizer, class_colours, make_ink
from explorer.plane.viewport import Viewport
from explorer.style.theme import DARK, LIGHT

VIEW = Viewport(40, 30, sx=10.0, sy=10.0)


def alpha(pixels: np.ndarray) -> np.ndarray:
    return pixels >> 24


def rgb(pixel: int) -> np.ndarray:
    """Colour with the premultiplied alpha taken out, 0 to 255."""
    return np.array([pixel >> 16 & 255, pixel >> 8 & 255, pixel & 255]) * 255 / (pixel >> 24)


def test_a_point_appears_at_its_pixel_and_nowhere_else() -> None:
    pixels = Rasterizer().draw(np.array([[0.5, 1.0]], np.float32), None, VIEW, 1.0, make_ink(DARK, 0), total=1_000)
    rows, columns = np.nonzero(pixels)
    assert pixels.shape == (30, 40)
    assert (rows.min(), rows.max(), columns.min(), columns.max()) == (4, 6, 24, 26)
    assert alpha(pixels)[5, 25] == alpha(pixels).max()


def test_a_point_has_the_colour_of_its_class_and_classes_mix() -> None:
    ink = make_ink(DARK, 2)
    positions = np.array([[-1, 0], [1, 0], [1, 0]], np.float32)
    pixels = Rasterizer().draw(positions, np.array([0, 0, 1]), VIEW, 1.0, ink)
    lone, mixed = rgb(int(pixels[15, 10])), rgb(int(pixels[15, 30]))
    # Brightening with density moves a colour towards white by one share for all channels.
    first, second = ink.palette * 255
    for found, expected in ((lone, first), (mixed, (first + second) / 2)):
        shares = (found - expected) / (255 - expected)
        assert np.ptp(shares) < 0.03 and 0 <= shares.min() < 0.4


def test_a_second_picture_has_nothing_of_the_first() -> None:
    rasterizer, ink = Rasterizer(), make_ink(DARK, 0)
    first = rasterizer.draw(np.array([[0, 0]], np.float32), None, VIEW, 1.0, ink)
    kept = first.copy()
    second = rasterizer.draw(np.array([[1, 1]], np.float32), None, VIEW, 1.0, ink)
    np.testing.assert_array_equal(first, kept)
    np.testing.assert_array_equal(second, np.roll(kept, (-10, 10), axis=(0, 1)))


def test_denser_places_are_stronger() -> None:
    positions = np.repeat(np.array([[-1, 0], [0, 0], [1, 0]], np.float32), [1, 5, 60], axis=0)
    row = alpha(Rasterizer().draw(positions, None, VIEW, 1.0, make_ink(DARK, 0)))[15]
    assert 0 < row[10] < row[20] < row[30] == 255


def test_points_outside_and_huge_numbers_are_left_out() -> None:
    positions = np.array([[99, 0], [0, -99], [3e38, 0], [-3e38, 3e38], [2.001, 0]], np.float32)
    assert not Rasterizer().draw(positions, None, VIEW, 1.0, make_ink(DARK, 0)).any()


def test_no_points_are_no_pixels() -> None:
    assert (
        not Rasterizer().draw(np.zeros((0, 2), np.float32), np.zeros(0, np.int64), VIEW, 2.0, make_ink(DARK, 3)).any()
    )


def test_a_sample_is_drawn_as_dense_as_all_it_stands_for() -> None:
    rng = np.random.default_rng(0)
    positions = rng.normal(0, 0.5, (40_000, 2)).astype(np.float32)
    ink = make_ink(DARK, 0)
    whole = alpha(Rasterizer().draw(positions, None, VIEW, 1.0, ink)).mean()
    sample = alpha(Rasterizer().draw(positions[::4], None, VIEW, 1.0, ink, total=40_000)).mean()
    assert sample == pytest.approx(whole, rel=0.12)


def test_points_without_a_class_are_neutral() -> None:
    ink = make_ink(LIGHT, 2)
    pixels = Rasterizer().draw(np.array([[0, 0]], np.float32), np.array([-1]), VIEW, 1.0, ink)
    np.testing.assert_array_equal(pixels, Rasterizer().draw(np.array([[0, 0]], np.float32), None, VIEW, 1.0, ink))


@pytest.mark.parametrize(("count", "width"), [(3, 5), (1_000, 3), (400_000, 1)])
def test_many_points_are_finer(count: int, width: int) -> None:
    pixels = Rasterizer().draw(np.array([[0, 0]], np.float32), None, VIEW, 1.0, make_ink(DARK, 0), total=count)
    assert np.count_nonzero(pixels) == width**2


def test_thirty_classes_have_thirty_colours() -> None:
    for theme in (DARK, LIGHT):
        colours = class_colours(theme, 30)
        assert len(set(colours)) == 30 and colours[:10] == list(theme.classes)


def test_codes_travel_from_where_they_are() -> None:
    cloud = CodeCloud()
    cloud.replace(np.zeros((3, 2)), None, animate=True)
    assert not cloud.moving  # there was nothing to travel from
    assert cloud.replace(np.ones((3, 2)), None, animate=True)
    cloud.advance(0.5)
    half = cloud.positions()[0, 0]
    assert 0.5 < half < 1
    assert cloud.replace(np.zeros((3, 2)), None, animate=True)
    assert cloud.positions()[0, 0] == half
    cloud.advance(1.0)
    assert not cloud.moving and cloud.positions()[0, 0] == 0


def test_another_number_of_codes_is_there_at_once() -> None:
    cloud = CodeCloud()
    cloud.replace(np.zeros((3, 2)), None, animate=True)
    assert not cloud.replace(np.ones((4, 2)), None, animate=True)
    assert cloud.positions().shape == (4, 2)


def test_codes_that_are_not_finite_are_kept_but_not_drawn() -> None:
    cloud = CodeCloud()
    codes = np.array([[0, 0], [np.nan, 1], [np.inf, 0], [2, 2]])
    cloud.replace(codes, np.array([0, 1, 2, 3]), animate=False)
    positions, labels, total = cloud.drawn()
    np.testing.assert_array_equal(positions, [[0, 0], [2, 2]])
    np.testing.assert_array_equal(labels, [0, 3])
    assert total == 2 and cloud.codes.shape == (4, 2)


def test_hidden_classes_are_neither_drawn_nor_found() -> None:
    cloud = CodeCloud()
    cloud.replace(np.array([[0.0, 0], [1, 0]]), np.array([0, 1]), animate=False)
    assert cloud.label_near(0.1, 0, 0.5, 0.5) == 0
    cloud.hidden = frozenset({0})
    assert cloud.drawn()[1].tolist() == [1]
    assert cloud.label_near(0.1, 0, 0.5, 0.5) is None
    assert cloud.label_near(0.1, 0, 2, 2) == 1


@pytest.mark.parametrize(
    ("codes", "labels", "reason"),
    [
        (np.zeros((3, 3)), None, r"codes: expected shape \(N, 1\) or \(N, 2\), found \(3, 3\)"),
        (np.zeros(3), None, "codes: expected shape"),
        (np.zeros((3, 2)), np.zeros(2), r"labels: expected shape \(3,\), found \(2,\)"),
    ],
)
def test_wrong_shapes_are_refused(codes: np.ndarray, labels: np.ndarray | None, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        CodeCloud().replace(codes, labels, animate=False)


def test_a_line_is_high_where_it_is_dense_and_layered_by_class() -> None:
    rng = np.random.default_rng(1)
    x = rng.normal(size=5000).astype(np.float32)
    labels = (np.arange(5000) % 2).astype(np.int64)
    positions = spread_line(x, labels)
    np.testing.assert_array_equal(positions[:, 0], x)
    y = positions[:, 1]
    assert np.abs(y).max() <= 1
    centre, tail = np.abs(x) < 0.2, np.abs(x) > 1.8
    assert np.ptp(y[centre]) > 1.6 * np.ptp(y[tail & (x > 0)])
    assert y[centre & (labels == 0)].mean() < -0.3 < 0.3 < y[centre & (labels == 1)].mean()


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_line_of_hardly_any_codes(count: int) -> None:
    assert spread_line(np.full(count, 2.0, np.float32), None).shape == (count, 2)


def test_data_of_any_number_of_classes_leave_a_few_inks() -> None:
    for classes in range(150):
        make_ink(DARK, classes)
    assert 0 < make_ink.cache_info().currsize <= 64
