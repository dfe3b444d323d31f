"""The rule of the self-organising map: by hand, on a square that unfolds, and on data in which there is little."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from torch import Tensor

from trainers.messages import GridDecoder
from trainers.metrics.som_update import (
    SomGrid,
    between_cells,
    folds,
    nearest_cells,
    places_between,
    plane_start,
    pulled,
    som_update,
)


def generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def test_cells_are_counted_row_by_row() -> None:
    grid = SomGrid(2, 3)
    assert grid.places(torch.arange(6)).tolist() == [[0, 0], [1, 0], [2, 0], [0, 1], [1, 1], [2, 1]]
    assert grid.apart(torch.tensor([4]))[:, 0].tolist() == [2, 1, 2, 1, 0, 1]


def test_the_radius_falls_to_half_a_cell_by_the_same_factor() -> None:
    grid = SomGrid(4, 16)
    radii = [grid.radius(share / 4, 0.5) for share in range(5)]
    assert radii[0] == 8 and radii[-1] == 0.5
    assert np.allclose(np.divide(radii[1:], radii[:-1]), 0.5)
    assert SomGrid(1, 1).radius(0, 0.5) == 0.5  # never below that


def test_one_example_pulls_as_kohonen_says() -> None:
    """w += rate * h * (x - w) for a small rate, with h = exp(-d^2 / 2 r^2) on a chain of three cells."""
    prototypes, x, rate = torch.tensor([[0.0], [0.5], [1.0]]), torch.tensor([[0.1]]), 1e-3
    h = torch.tensor([[1.0], [math.exp(-0.5)], [math.exp(-2)]])
    moved = som_update(prototypes, x, SomGrid(1, 3), radius=1, rate=rate)
    torch.testing.assert_close(moved, prototypes + rate * h * (x - prototypes), atol=1e-6, rtol=0)


def test_at_rate_one_a_prototype_is_the_mean_of_its_neighbourhood() -> None:
    x, cells = torch.tensor([[0.0], [0.2], [1.0]]), torch.tensor([0, 0, 2])
    h = math.exp(-2)  # of the next cell, at a radius of half a cell; that after it feels e^-8
    far = math.exp(-8)
    moved = pulled(torch.full((3, 1), 9.0), x, cells, SomGrid(1, 3), radius=0.5, rate=1)
    expected = [(0.2 + far * 1.0) / (2 + far), (h * 0.2 + h * 1.0) / (3 * h), (far * 0.2 + 1.0) / (2 * far + 1)]
    torch.testing.assert_close(moved[:, 0], torch.tensor(expected), atol=1e-6, rtol=0)


def test_a_cell_that_no_example_reaches_stays() -> None:
    prototypes = torch.rand(40, 2, generator=generator())
    moved = pulled(prototypes, torch.zeros(5, 2), torch.zeros(5, dtype=torch.int64), SomGrid(1, 40), 0.5, 1.0)
    assert torch.equal(moved[20:], prototypes[20:]) and torch.allclose(moved[:3], torch.zeros(3, 2))
    assert torch.isfinite(moved).all()


def batch_map(x: Tensor, grid: SomGrid, turns: int = 40, start: Tensor | None = None) -> Tensor:
    prototypes = plane_start(x, grid) if start is None else start
    for turn in range(turns):
        prototypes = som_update(prototypes, x, grid, grid.radius(turn / (turns - 1), 0.5))
    return prototypes


def topographic_error(x: Tensor, prototypes: Tensor, grid: SomGrid) -> float:
    first, second, _ = nearest_cells(x, prototypes)
    return float(folds(first, second, grid).float().mean())


@pytest.mark.parametrize("start", ["plane", "random"])
def test_a_square_unfolds(start: str) -> None:
    """Rows and columns of prototypes run in order through the square from which the examples are drawn evenly."""
    x, grid = torch.rand(3000, 2, generator=generator()), SomGrid(8, 8)
    noise = None if start == "plane" else torch.rand(64, 2, generator=generator(1))
    prototypes = batch_map(x, grid, start=noise)
    assert topographic_error(x, prototypes, grid) < 0.05
    net = prototypes.unflatten(0, (8, 8))
    along, across = net[:, 1:] - net[:, :-1], net[1:] - net[:-1]
    axis = int(along.abs().mean((0, 1)).argmax())  # the square has no first axis: it may lie turned
    for order in (along[..., axis].sign(), across[..., 1 - axis].sign()):
        assert order[0, 0] != 0 and (order == order[0, 0]).all()
    assert nearest_cells(x, prototypes)[2].mean() < 0.07  # cells of 1/8 have 0.048 on the average


def test_a_sheet_along_the_plane_begins_without_folds() -> None:
    x = torch.randn(500, 9, generator=generator()) * torch.tensor([5.0, 2.0, *[0.1] * 7])
    for grid, longer in ((SomGrid(3, 6), 0), (SomGrid(6, 3), 1)):
        start = plane_start(x, grid)
        assert topographic_error(x, start, grid) < 0.02
        net = start.unflatten(0, (grid.rows, grid.columns))
        ends = (net[0, -1] - net[0, 0], net[-1, 0] - net[0, 0])
        assert ends[longer][0].abs() == pytest.approx(2 * 1.5 * 5, rel=0.1)
        assert ends[1 - longer][1].abs() == pytest.approx(2 * 1.5 * 2, rel=0.1)
    assert torch.equal(plane_start(x, SomGrid(3, 6)), plane_start(x, SomGrid(3, 6)))


def test_a_second_cell_across_a_corner_is_a_neighbour_and_one_further_on_is_a_fold() -> None:
    found = folds(torch.tensor([0, 0, 0, 4]), torch.tensor([0, 4, 2, 8]), SomGrid(3, 3))
    assert found.tolist() == [False, False, True, False]


def test_examples_between_two_prototypes_lie_between_their_cells() -> None:
    grid = SomGrid(2, 3)
    prototypes = torch.tensor([[c, r] for r in range(2) for c in range(3)]).float()  # the plane as it is
    x = torch.rand(200, 2, generator=generator()) * torch.tensor([2.0, 1.0])
    cells, _, _ = nearest_cells(x, prototypes)
    torch.testing.assert_close(places_between(x, prototypes, cells, grid), x, atol=1e-5, rtol=0)


def test_an_example_never_leaves_its_cell_nor_the_grid() -> None:
    x, grid = torch.rand(500, 5, generator=generator()), SomGrid(4, 6)
    prototypes = torch.rand(24, 5, generator=generator(1))
    cells, _, _ = nearest_cells(x, prototypes)
    places = places_between(x, prototypes, cells, grid)
    assert (places - grid.places(cells)).abs().max() <= 0.5
    assert places.min() >= 0 and (places <= torch.tensor([5.0, 3.0])).all()


def test_what_is_drawn_between_cells_is_what_the_maps_draw() -> None:
    """The window draws between prototypes with arrays of its own."""
    prototypes = torch.rand(3 * 5, 7, generator=generator())
    places = torch.rand(400, 2, generator=generator(1)) * 9 - 2  # also beyond each edge
    drawn = GridDecoder(prototypes.unflatten(0, (3, 5)).numpy(), (7,)).decode(places.numpy())
    assert np.allclose(between_cells(places, prototypes, SomGrid(3, 5)).numpy(), drawn, atol=1e-5)
    whole = SomGrid(3, 5).places(torch.arange(15))
    assert torch.allclose(between_cells(whole, prototypes, SomGrid(3, 5)), prototypes)


@pytest.mark.parametrize(("rows", "columns"), [(1, 1), (1, 5), (5, 1), (4, 4)])
@pytest.mark.parametrize(
    "x",
    [torch.full((1, 3), 0.4), torch.full((20, 3), 0.4), torch.eye(3), torch.linspace(0, 1, 9)[:, None]],
    ids=["one", "copies", "few", "one number"],
)
def test_little_data_and_small_grids_are_fine(x: Tensor, rows: int, columns: int) -> None:
    grid = SomGrid(rows, columns)
    prototypes = batch_map(x, grid, turns=5)
    cells, second, distances = nearest_cells(x, prototypes)
    places = places_between(x, prototypes, cells, grid)
    drawn = between_cells(places, prototypes, grid)
    assert prototypes.shape == (rows * columns, x.shape[1]) and drawn.shape == x.shape
    assert all(torch.isfinite(value).all() for value in (prototypes, places, drawn, distances))
    assert second.max() < grid.count
