"""Paths that stay out of holes, on grids whose best way is known."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from explorer.plane.safe_path import safe_path

N = 32
EXTENT = (-2.0, -1.0, 2.0, 3.0)  # cells of 1/8, and not about the origin
CELL = 1 / 8
COLUMNS, ROWS = np.meshgrid(-2 + CELL * (np.arange(N) + 0.5), 3 - CELL * (np.arange(N) + 0.5))  # x, y of the centres
FINE, HOLE = 1.5, 0.5


def point(x: float, y: float) -> np.ndarray:
    return np.array([x, y])


def walked(values: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    path = safe_path(values, EXTENT, 1.0, False, start, end)
    assert path is not None and path.dtype == np.float64
    assert path[0].tolist() == start.tolist() and path[-1].tolist() == end.tolist()  # exactly
    return path


def length(path: np.ndarray) -> float:
    return float(np.linalg.norm(np.diff(path, axis=0), axis=1).sum())


def in_holes(path: np.ndarray, holes: np.ndarray) -> float:
    """The length of the path within holes, by very many points on it."""
    total = 0.0
    for a, b in pairwise(path):
        points = a + (b - a) * ((np.arange(2000) + 0.5) / 2000)[:, None]
        rows, columns = np.floor((3 - points[:, 1]) / CELL), np.floor((points[:, 0] + 2) / CELL)
        inside = holes[rows.astype(int).clip(0, N - 1), columns.astype(int).clip(0, N - 1)]
        total += float(inside.mean() * np.linalg.norm(b - a))
    return total


def test_without_holes_it_is_straight() -> None:
    start, end = point(-1.7, -0.3), point(1.1, 2.9)
    assert walked(np.full((N, N), FINE), start, end).tolist() == [start.tolist(), end.tolist()]


def test_holes_that_the_straight_way_does_not_meet_leave_it_straight() -> None:
    values = np.where(COLUMNS > 1, HOLE, FINE)
    assert len(walked(values, point(0.95, -0.5), point(0.95, 2.5))) == 2


def test_where_there_is_nothing_but_holes_it_is_straight() -> None:
    depths = np.random.default_rng(0).uniform(0, 0.9, (N, N))
    assert len(walked(depths, point(-1.7, -0.3), point(1.1, 2.9))) == 2


def test_it_goes_through_the_gap_of_a_wall() -> None:
    wall = (np.abs(COLUMNS) < 0.25) & ~((ROWS > 2) & (ROWS < 2.5))  # four cells thick, the gap four cells high
    path = walked(np.where(wall, HOLE, FINE), point(-1.5, 0), point(1.5, 0))
    assert in_holes(path, wall) == 0
    crossing = np.interp(0.0, path[:, 0], path[:, 1])
    assert 2 < crossing < 2.5
    around = 2 * np.hypot(1.25, 2.125) + 0.5  # past the lower corners of the gap, a cell's middle away
    assert length(path) == pytest.approx(around, rel=0.05)
    assert len(path) <= 6


def test_a_gap_of_one_cell_is_a_gap() -> None:
    wall = (np.abs(COLUMNS) < CELL) & (np.abs(ROWS - 2.0625) > CELL / 2)
    path = walked(np.where(wall, HOLE, FINE), point(-1.5, 0.1), point(1.5, -0.4))
    assert in_holes(path, wall) == 0


def test_cells_that_touch_at_a_corner_are_a_wall() -> None:
    """A diagonal of holes from corner to corner: one can only get through it, not between."""
    wall = np.eye(N, dtype=bool)
    wall[N - 1, N - 1] = False  # the only way: the last cell
    path = walked(np.where(wall, HOLE, FINE), point(1.0, 2.8), point(-1.8, 0.0))
    assert in_holes(path, wall) == 0
    assert path[:, 0].max() > 2 - CELL and path[:, 1].min() < -1 + CELL


def test_it_goes_round_a_hole_on_the_shorter_side() -> None:
    disc = np.hypot(COLUMNS, ROWS - 1) < 1
    values = np.where(disc, 0.2 + 0.5 * np.hypot(COLUMNS, ROWS - 1), FINE)
    path = walked(values, point(-1.5, 1.2), point(1.6, 1.1))
    assert in_holes(path, disc) == 0
    assert path[1:-1, 1].min() > 1.1  # above: both ends lie above the middle
    taut = 2 * np.sqrt(1.55**2 - 1) + 2 * (np.pi / 2 - np.arccos(1 / 1.55))  # a rope around the disc
    assert taut < length(path) < 1.12 * taut
    turns = np.diff(np.unwrap(np.arctan2(*np.diff(path, axis=0).T[::-1])))
    assert (turns < 0.1).all()  # a rope, not a staircase: it turns one way round


def test_within_a_ring_of_holes_it_crosses_where_the_ring_is_thin() -> None:
    far = np.hypot(COLUMNS, ROWS - 1)
    ring = (far > 0.5) & (far < np.where(COLUMNS > 0, 1.5, 0.8))
    path = walked(np.where(ring, HOLE, FINE), point(0, 1), point(1.9, 1))
    assert in_holes(path, ring) < 0.5  # three cells, not eight
    crossing = path[:-1] + np.diff(path, axis=0) / 2
    assert crossing[0, 0] < 0  # it sets out to the other side


def test_it_leaves_a_hole_by_the_shortest_way() -> None:
    slab = ROWS < 1
    path = walked(np.where(slab, HOLE, FINE), point(-1.9, 0.5), point(1.9, 2.5))
    assert in_holes(path, slab) == pytest.approx(0.5, abs=CELL)  # straight up, not 0.5 * 4.3 / 2 along the diagonal
    back = walked(np.where(slab, HOLE, FINE), point(-1.9, 0.5), point(1.9, 0.5))
    assert in_holes(back, slab) == pytest.approx(1.0, abs=2 * CELL)  # up and out, along, and in again


def test_shallow_is_better_than_deep() -> None:
    wall = np.abs(COLUMNS) < 0.25
    values = np.where(wall, np.where(ROWS > 2, 0.9, 0.1), FINE)
    path = walked(values, point(-1, 1.5), point(1, 1.5))
    assert np.interp(0.0, path[:, 0], path[:, 1]) > 2


def test_the_way_back_is_the_way_there() -> None:
    """Also where both sides are as good, as around a disc between opposite points."""
    disc = np.where(np.hypot(COLUMNS, ROWS - 1) < 1, HOLE, FINE)
    for start, end in ((point(-1.5, 1), point(1.5, 1)), (point(0, 2.5), point(0, -0.5)), (point(0, 1), point(1.7, 2))):
        there, back = walked(disc, start, end), walked(disc, end, start)
        assert there.tolist() == back[::-1].tolist()


def test_mirrored_holes_give_a_path_as_long() -> None:
    wall = (np.abs(COLUMNS) < 0.25) & (ROWS < 2)
    start, end = point(-1.5, 0.2), point(1.25, 0.7)
    upright = walked(np.where(wall, HOLE, FINE), start, end)
    mirrored = walked(np.where(wall[::-1], HOLE, FINE), start * (1, -1) + (0, 2), end * (1, -1) + (0, 2))
    assert length(mirrored) == pytest.approx(length(upright), rel=0.01)
    assert mirrored[:, 1].min() < 0 < 2 < upright[:, 1].max()


def test_high_values_are_holes_where_the_layer_says_so() -> None:
    disc = np.hypot(COLUMNS, ROWS - 1) < 1
    distance = np.where(disc, 9.0, 0.1)
    path = safe_path(distance, EXTENT, 2.3, True, point(-1.5, 1.2), point(1.6, 1.1))
    assert path is not None and in_holes(path, disc) == 0


def test_what_is_no_number_counts_as_a_hole_and_infinity_as_very_fine() -> None:
    disc = np.hypot(COLUMNS, ROWS - 1) < 1
    path = walked(np.where(disc, np.nan, np.inf), point(-1.5, 1.2), point(1.6, 1.1))
    assert in_holes(path, disc) == 0


def test_a_value_on_the_threshold_is_fine() -> None:
    assert len(walked(np.where(COLUMNS > 0, 1.0, FINE), point(-1, 0), point(1, 0))) == 2


def test_ends_outside_the_grid() -> None:
    wall = (np.abs(COLUMNS) < 0.25) & (ROWS > 0)
    path = walked(np.where(wall, HOLE, FINE), point(-4, 2), point(5, 2.5))
    assert in_holes(path, wall) == 0 and path[:, 1].min() < 0


def test_ends_that_are_one_point() -> None:
    values = np.where(np.hypot(COLUMNS, ROWS - 1) < 1, HOLE, FINE)
    for at in (point(0, 1), point(-1.9, -0.9), point(0.0, 3.0)):
        assert walked(values, at, at).tolist() == [at.tolist()] * 2


def test_one_latent_number_knows_no_way_round() -> None:
    values = np.array([[FINE, HOLE, FINE]])
    path = safe_path(values, (-1, -1, 1, 1), 1.0, False, point(-0.9, 0), point(0.9, 0))
    assert path is not None and path.tolist() == [[-0.9, 0], [0.9, 0]]


def test_a_layer_without_holes_has_no_such_path() -> None:
    assert safe_path(np.ones((4, 4)), EXTENT, np.nan, True, point(0, 0), point(1, 1)) is None


@pytest.mark.parametrize("seed", range(12))
def test_on_any_landscape_a_way_without_holes_is_found_where_there_is_one(seed: int) -> None:
    rng = np.random.default_rng(seed)
    field = rng.normal(size=(N, N))
    for _ in range(4):
        field = (
            field + np.roll(field, 1, 0) + np.roll(field, -1, 0) + np.roll(field, 1, 1) + np.roll(field, -1, 1)
        ) / 5
    values = 1 + field - np.quantile(field, 0.3)
    holes = values < 1
    start, end = (np.array([COLUMNS[r, c], ROWS[r, c]]) for r, c in rng.permutation(np.argwhere(~holes))[:2])
    path = walked(values, start, end)
    if connected(~holes, start, end):
        assert in_holes(path, holes) < 1e-3
    else:
        assert in_holes(path, holes) > 0
    straight = np.stack([start, end])
    assert in_holes(path, holes) <= in_holes(straight, holes) + 1e-3


def connected(fine: np.ndarray, start: np.ndarray, end: np.ndarray) -> bool:
    """Whether fine cells join the two points, over edges."""
    cells = [(int((3 - y) / CELL), int((x + 2) / CELL)) for x, y in (start, end)]
    seen, frontier = {cells[0]}, [cells[0]]
    while frontier:
        row, column = frontier.pop()
        for r, c in ((row + 1, column), (row - 1, column), (row, column + 1), (row, column - 1)):
            if 0 <= r < N and 0 <= c < N and fine[r, c] and (r, c) not in seen:
                seen.add((r, c))
                frontier.append((r, c))
    return cells[1] in seen


@pytest.mark.parametrize(
    ("values", "extent", "start", "said"),
    [
        (np.ones(4), EXTENT, point(0, 0), r"values: expected a grid \(rows, columns\), found shape \(4,\)"),
        (np.ones((0, 3)), EXTENT, point(0, 0), r"found shape \(0, 3\)"),
        (np.ones((4, 4)), (1.0, 0.0, 1.0, 2.0), point(0, 0), "extent: expected x0 < x1"),
        (np.ones((4, 4)), EXTENT, point(np.nan, 0), "ends: expected two points of two finite numbers"),
        (
            np.ones((4, 4)),
            EXTENT,
            np.zeros(3),
            r"ends: expected two points of two finite numbers, found \[0.0, 0.0, 0.0\] and",
        ),
    ],
)
def test_bad_input_is_named(values: np.ndarray, extent: tuple, start: np.ndarray, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        safe_path(values, extent, 1.0, False, start, point(1, 1))
