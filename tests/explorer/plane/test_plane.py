"""Planes through a space of codes: known answers, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.plane.plane import (
    Plane,
    align_plane,
    coordinate_name,
    make_axes_plane,
    make_pca_plane,
    make_pins_plane,
    rotation_between,
)


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(5)


def turn(degrees: float, mirror: bool = False) -> np.ndarray:
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.array([[c, s], [-s, c]]) @ np.diag([1, -1 if mirror else 1])


def test_axes_plane_puts_coordinates_where_they_belong() -> None:
    plane = make_axes_plane(4, 2, 0, origin=[9, 8, 7, 6])
    assert plane.name == "z3 × z1"
    np.testing.assert_array_equal(plane.lift([[1.5, -2]]), [[-2, 8, 1.5, 6]])
    np.testing.assert_array_equal(plane.project([[-2, 0, 1.5, 100]]), [[1.5, -2]])


def test_offset_moves_the_plane_and_leaves_the_old_one() -> None:
    plane = make_axes_plane(3, 0, 1)
    moved = plane.with_offset({2: 1.25})
    np.testing.assert_array_equal(moved.lift([[0, 0]]), [[0, 0, 1.25]])
    np.testing.assert_array_equal(plane.lift([[0, 0]]), [[0, 0, 0]])
    np.testing.assert_allclose(plane.distance([[3, 4, -1.25]]), [1.25])


def test_one_dimension_is_a_line() -> None:
    plane = make_axes_plane(1, 0, 0, origin=[7])
    assert plane.is_line and plane.name == "z1"
    np.testing.assert_array_equal(plane.lift([[2.5, 99]]), [[2.5]])
    np.testing.assert_array_equal(plane.project([[-3]]), [[-3, 0]])


@pytest.mark.parametrize("make", ["axes", "pca", "pins"])
def test_project_undoes_lift(make: str, rng: np.random.Generator) -> None:
    codes = rng.normal(size=(50, 6))
    plane = {
        "axes": lambda: make_axes_plane(6, 5, 2, codes[0]),
        "pca": lambda: make_pca_plane(codes),
        "pins": lambda: make_pins_plane(codes[:3]),
    }[make]()
    positions = rng.normal(size=(20, 2))
    np.testing.assert_allclose(plane.project(plane.lift(positions)), positions, atol=1e-5)
    np.testing.assert_allclose(plane.distance(plane.lift(positions)), 0, atol=1e-5)


def test_pca_finds_the_directions_of_greatest_variance(rng: np.random.Generator) -> None:
    hidden, _ = np.linalg.qr(rng.normal(size=(5, 5)))
    codes = rng.normal(size=(4000, 5)) * [3, 2, 0.1, 0.1, 0.1] @ hidden.T + 10
    plane = make_pca_plane(codes)
    assert abs(np.dot(plane.u, hidden[:, 0])) == pytest.approx(1, abs=1e-2)
    assert abs(np.dot(plane.v, hidden[:, 1])) == pytest.approx(1, abs=1e-2)
    np.testing.assert_allclose(plane.project(codes).std(axis=0), [3, 2], rtol=0.05)
    np.testing.assert_allclose(plane.project(codes).mean(axis=0), 0, atol=1e-4)


def test_pca_of_one_dimension_is_a_line() -> None:
    plane = make_pca_plane([[1.0], [3.0]])
    assert plane.is_line
    np.testing.assert_allclose(plane.project([[3.0]]), [[1, 0]])


def test_pins_plane_contains_its_pins_and_keeps_distances(rng: np.random.Generator) -> None:
    pins = rng.normal(size=(3, 7))
    plane = make_pins_plane(pins)
    np.testing.assert_allclose(plane.distance(pins), 0, atol=1e-5)
    on_map = plane.project(pins)
    np.testing.assert_allclose(np.linalg.norm(on_map[0] - on_map[2]), np.linalg.norm(pins[0] - pins[2]), rtol=1e-5)
    assert on_map[1, 0] > on_map[0, 0] and on_map[1, 1] == pytest.approx(on_map[0, 1], abs=1e-5)


@pytest.mark.parametrize(("degrees", "mirror"), [(0, False), (33, False), (170, False), (0, True), (-75, True)])
def test_rotation_between_is_recovered(degrees: float, mirror: bool, rng: np.random.Generator) -> None:
    reference = rng.normal(size=(100, 2)) * [2, 1]
    moved = reference @ turn(degrees, mirror).T + [5, -3]
    np.testing.assert_allclose(rotation_between(moved, reference), turn(degrees, mirror), atol=1e-9)


def test_alignment_removes_flips_between_pca_planes(rng: np.random.Generator) -> None:
    codes = rng.normal(size=(300, 4)) * [3, 2, 0.2, 0.1]
    before = make_pca_plane(codes)
    shown = before.project(codes)
    flipped = Plane(before.origin, -before.v, before.u, "PCA")
    np.testing.assert_allclose(align_plane(flipped, codes, shown).project(codes), shown, atol=1e-4)


def test_alignment_of_a_line_removes_the_mirror_flip() -> None:
    codes = np.array([[0.0], [1.0], [5.0]])
    flipped = Plane(np.zeros(1), -np.ones(1), np.zeros(1), "z1")
    aligned = align_plane(flipped, codes, make_axes_plane(1).project(codes))
    np.testing.assert_allclose(aligned.project(codes)[:, 0], [0, 1, 5])


def test_a_plane_owns_its_vectors() -> None:
    origin = np.zeros(2, np.float32)
    plane = Plane(origin, np.ones(2), np.array([1, -1]), "mine")
    origin[0] = 5
    assert plane.origin[0] == 0
    with pytest.raises(ValueError, match="read-only"):
        plane.u[0] = 3


def test_names_count_from_one() -> None:
    assert coordinate_name(0) == "z1"


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: make_axes_plane(3, 1, 1), "two different ones from 0 to 2"),
        (lambda: make_axes_plane(3, 0, 3), "two different ones from 0 to 2"),
        (lambda: make_pca_plane([[1.0, 2.0]]), "at least two finite codes"),
        (lambda: make_pca_plane([[1.0, np.nan], [1.0, 2.0]]), "at least two finite codes"),
        (lambda: make_pins_plane([[0.0, 0], [1, 1], [2, 2]]), "lie on one line"),
        (lambda: make_pins_plane([[1.0, 0], [1, 0], [2, 2]]), "lie on one line"),
        (lambda: make_pins_plane([[1.0, 0], [1, 0]]), r"three codes \(3, D\)"),
        (lambda: make_axes_plane(3).with_offset({3: 1.0}), "expected 0 to 2"),
        (lambda: make_axes_plane(3).project([[1.0, 2.0]]), r"codes: expected shape \(N, 3\), found \(1, 2\)"),
        (lambda: make_axes_plane(3).lift([[1.0]]), r"map positions: expected shape \(N, 2\)"),
        (lambda: Plane(np.zeros(2), np.zeros(3), np.zeros(2), "odd"), "vectors of one length"),
        (lambda: Plane(np.zeros(2), np.array([np.inf, 0]), np.zeros(2), "odd"), "must be finite"),
        (lambda: rotation_between(np.zeros((3, 2)), np.zeros((4, 2))), "must have one shape"),
    ],
)
def test_nonsense_is_refused_with_a_reason(make, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        make()
