"""The shadow of a region on a plane: known ellipses, frames, polygons and densities, and where the map draws them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainterPath
from pytestqt.qtbot import QtBot

from explorer.map.latent_map import LatentMap
from explorer.map.region_outline import RegionOutline, box_shadow, marginal, region_outline
from explorer.plane.plane import Plane, make_axes_plane, make_pca_plane, make_pins_plane
from explorer.style.theme import DARK, LIGHT, Theme
from trainers.messages import BoxShape, Components


def gaussian(mean: list[float], covariance: object, weight: float = 1.0) -> Components:
    return Components(np.array([weight]), np.array([mean], np.float64), np.array([covariance], np.float64))


def points(path: QPainterPath) -> np.ndarray:
    """Many points (n, 2) along a path."""
    return np.array([path.pointAtPercent(share).toTuple() for share in np.linspace(0, 1, 401)])


def box(low: list[float], high: list[float]) -> BoxShape:
    return BoxShape(np.array(low, np.float32), np.array(high, np.float32))


def oblique(width: int, seed: int = 0) -> Plane:
    """Through some place, along directions that are no axes."""
    return make_pins_plane(np.random.default_rng(seed).normal(size=(3, width)))


# --------------------------------------------------------------------------- Gaussians


def test_a_gaussian_of_two_numbers_is_its_ellipses_at_one_and_two_sigma() -> None:
    covariance = np.array([[4.0, 1.2], [1.2, 1.0]])
    outline = region_outline(gaussian([3, -1], covariance), make_axes_plane(2))
    for path, sigmas in ((outline.inner, 1), (outline.outer, 2)):
        apart = points(path) - [3, -1]
        distance = np.einsum("ni,ij,nj->n", apart, np.linalg.inv(covariance), apart) ** 0.5
        np.testing.assert_allclose(distance, sigmas, rtol=2e-3)  # of the curves that Qt makes circles of


def test_the_prior_is_two_circles() -> None:
    outline = region_outline(gaussian([0, 0], np.eye(2)), make_axes_plane(2))
    for path, radius in ((outline.inner, 1), (outline.outer, 2)):
        np.testing.assert_allclose(np.hypot(*points(path).T), radius, rtol=1e-3)


def test_every_component_has_its_ring() -> None:
    two = Components(np.array([0.9, 0.1]), np.array([[-5.0, 0], [5, 0]]), np.stack([np.eye(2), 0.01 * np.eye(2)]))
    inner = region_outline(two, make_axes_plane(2)).inner
    assert inner.contains(QPointF(-5.5, 0)) and inner.contains(QPointF(5.05, 0))
    assert not inner.contains(QPointF(5.5, 0)) and not inner.contains(QPointF(0, 0))


@pytest.mark.parametrize("width", [2, 3, 7])
def test_a_marginal_is_that_of_the_codes_on_the_map(width: int) -> None:
    """Not the cut of the plane through the region: codes are drawn where they fall on the plane."""
    rng = np.random.default_rng(width)
    codes = rng.normal(size=width) + rng.normal(size=(300, width)) @ rng.normal(size=(width, width))
    fitted = gaussian(codes.mean(0).tolist(), np.cov(codes.T))
    for plane in (make_axes_plane(width, 1, 0), make_pca_plane(codes), oblique(width)):
        seen = plane.project(codes).astype(np.float64)
        means, covariances = marginal(fitted, plane)
        np.testing.assert_allclose(means[0], seen.mean(0), atol=1e-4)
        np.testing.assert_allclose(covariances[0], np.cov(seen.T), atol=1e-4 * covariances.max())


def test_a_marginal_on_two_axes_is_those_rows_of_the_covariance() -> None:
    covariance = np.array([[4.0, 0.5, 0.1], [0.5, 2.0, 0.3], [0.1, 0.3, 1.0]])
    means, covariances = marginal(gaussian([1, 2, 3], covariance), make_axes_plane(3, 2, 0, [9, 9, 9]))
    np.testing.assert_allclose(means, [[3, 1]], atol=1e-6)
    np.testing.assert_allclose(covariances[0], [[1.0, 0.1], [0.1, 4.0]], atol=1e-6)


def test_codes_that_coincide_are_a_point() -> None:
    outline = region_outline(gaussian([2, 2], np.zeros((2, 2))), make_axes_plane(2))
    np.testing.assert_allclose(points(outline.outer), 2.0, atol=1e-9)
    assert len(box_shadow(box([2, 2], [2, 2]), make_axes_plane(2))) == 1


def test_codes_of_another_width_are_refused() -> None:
    with pytest.raises(ValueError, match=r"expected shape \(N, 3\)"):
        region_outline(gaussian([0, 0], np.eye(2)), make_axes_plane(3))


# --------------------------------------------------------------------------- boxes


def test_a_box_of_two_numbers_is_its_frame() -> None:
    corners = box_shadow(box([-1, 0], [3, 2]), make_axes_plane(2))
    assert {tuple(corner) for corner in corners.tolist()} == {(-1, 0), (3, 0), (3, 2), (-1, 2)}
    outline = region_outline(box([-1, 0], [3, 2]), make_axes_plane(2))
    assert outline.inner.boundingRect().getCoords() == (-1, 0, 3, 2) and outline.outer.isEmpty()


def test_on_a_plane_of_two_axes_a_box_is_a_frame_whatever_the_others() -> None:
    corners = box_shadow(box([-1, 0, 5, -2], [3, 2, 6, 2]), make_axes_plane(4, 2, 0))
    assert {tuple(corner) for corner in corners.tolist()} == {(5, -1), (6, -1), (6, 3), (5, 3)}


@pytest.mark.parametrize("width", [3, 5, 8])
def test_the_shadow_of_a_box_is_the_hull_of_its_corners(width: int) -> None:
    from scipy.spatial import ConvexHull

    rng = np.random.default_rng(width)
    low = rng.normal(size=width)
    given = box(low.tolist(), (low + rng.uniform(0.5, 3, width)).tolist())
    plane = oblique(width)
    choices = np.array(np.meshgrid(*[[0, 1]] * width)).reshape(width, -1).T
    hull = ConvexHull(plane.project(given.low + choices * (given.high - given.low)).astype(np.float64))
    corners = box_shadow(given, plane)
    assert len(corners) == len(hull.vertices) == 2 * width
    x, y = corners.T
    area = abs(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y)) / 2  # one that crosses itself has another
    assert area == pytest.approx(hull.volume, rel=1e-4)
    assert (hull.equations[:, :2] @ corners.T + hull.equations[:, 2:] < 1e-4).all()


# --------------------------------------------------------------------------- a line


def test_on_a_line_a_region_is_as_high_as_it_is_dense() -> None:
    line = make_axes_plane(1)
    two = Components(np.array([0.75, 0.25]), np.array([[-3.0], [4.0]]), np.array([[[1.0]], [[1.0]]]))
    outline = region_outline(two, line)
    at = points(outline.inner)
    assert np.abs(at[:, 1]).max() == pytest.approx(1, abs=0.01) and outline.outer.isEmpty()
    near = np.abs(at[:, 0] - 4) < 0.2
    assert np.abs(at[near, 1]).max() == pytest.approx(1 / 3, abs=0.02)
    assert outline.inner.contains(QPointF(-3, 0.9)) and not outline.inner.contains(QPointF(4, 0.5))
    between = (at[:, 0] > 0.2) & (at[:, 0] < 1)
    assert between.any() and np.abs(at[between, 1]).max() < 0.02
    strip = region_outline(box([-1], [2]), line).inner
    assert strip.boundingRect().getCoords() == (-1, -1, 2, 1)


def test_on_a_line_nothing_joins_what_lies_far_apart() -> None:
    two = Components(np.array([0.5, 0.5]), np.array([[-10.0], [10.0]]), np.array([[[0.01]], [[1e-8]]]))
    outline = region_outline(two, make_axes_plane(1)).inner
    strips = outline.toSubpathPolygons()
    spans = sorted(strip.boundingRect().getCoords()[::2] for strip in strips)
    assert (
        len(spans) == 2
        and spans[0] == pytest.approx((-10, -10), abs=0.5)
        and spans[1] == pytest.approx((10, 10), abs=0.01)
    )
    assert all(low < middle < high for (low, high), middle in zip(spans, (-10, 10), strict=True))


# --------------------------------------------------------------------------- on the map


def lone(qtbot: QtBot) -> LatentMap:
    view = LatentMap()
    qtbot.addWidget(view)
    view.resize(400, 400)
    with qtbot.waitExposed(view):
        view.show()
    rng = np.random.default_rng(0)
    view.show_codes(rng.uniform(-4, 4, (300, 2)).astype(np.float32), None, ())
    qtbot.waitUntil(lambda: not view.motion.is_easing)
    return view


def brightness(view: LatentMap, x: float, y: float, path: Path) -> int:
    """Of the brightest pixel around a place of the plane, in an exported picture."""
    from PIL import Image

    view.picture.set_layers_visible(codes=False)
    view.export(path)
    with Image.open(path) as image:
        grey = np.asarray(image.convert("L"))
    column, row = (round(2 * each) for each in view.view.to_pixel(x, y))
    return int(grey[row - 3 : row + 4, column - 3 : column + 4].max())


def test_the_region_is_drawn_where_it_is_and_exported_with_the_map(qtbot: QtBot, tmp_path: Path) -> None:
    view, place = lone(qtbot), tmp_path / "map.png"
    ring = region_outline(gaussian([0.5, -0.5], np.diag([1.0, 0.25])), make_axes_plane(2))
    inside, inner, outer = (0.8, -0.7), (1.5, -0.5), (2.5, -0.5)
    before = [brightness(view, *at, place) for at in (inside, inner, outer)]
    view.picture.show_region(ring)
    after = [brightness(view, *at, place) for at in (inside, inner, outer)]
    assert after[0] == before[0] and after[1] > before[1] + 60 and after[1] > after[2] > before[2] + 25
    view.export(tmp_path / "map.svg")
    with_region = (tmp_path / "map.svg").read_text(encoding="utf-8")
    view.picture.show_region(None)
    assert [brightness(view, *at, place) for at in (inside, inner, outer)] == before
    view.export(tmp_path / "map.svg")
    assert with_region.count("<path") > (tmp_path / "map.svg").read_text(encoding="utf-8").count("<path")


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
def test_the_region_is_in_the_ink_of_its_theme(qtbot: QtBot, theme: Theme) -> None:
    view = lone(qtbot)
    view.set_theme(theme)
    view.picture.set_layers_visible(codes=False)
    frame = QPainterPath()
    frame.addRect(-1, -1, 2, 2)
    view.picture.show_region(RegionOutline(frame, QPainterPath()))
    px, py = (round(each) for each in view.view.to_pixel(-1.0, 0.3))
    picture = view.grab().toImage()
    seen = np.array([picture.pixelColor(px + step, py).getRgb()[:3] for step in (-1, 0, 1)])
    text, canvas = (np.array(QColor(each).getRgb()[:3]) for each in (theme.text, theme.canvas))
    shares = (seen - canvas) / (text - canvas)  # of the ink in each pixel, by channel
    assert shares.max() > 0.3, "it can be seen"
    assert np.ptp(shares, axis=1).max() < 0.05, "in no other colour"
