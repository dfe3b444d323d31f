"""The self-organising map: it settles, it unfolds, and its decoder is its grid."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import torch

from trainers.examples import Float32
from trainers.maps.method import MapStage
from trainers.maps.methods import make_map
from trainers.messages.maps import GridDecoder
from trainers.metrics.som_update import SomGrid, folds, nearest_cells


def drawn(x: Float32, **settings: object) -> list[MapStage]:
    return [stage for stage in make_map("som", x, (x.shape[1],), settings) if len(stage.places)]


def grid(stage: MapStage) -> GridDecoder:
    assert isinstance(stage.decoder, GridDecoder)
    return stage.decoder


def square(count: int = 800) -> Float32:
    return np.random.default_rng(0).random((count, 2), dtype=np.float32)


def quantisation(x: Float32, stage: MapStage) -> float:
    prototypes = grid(stage).prototypes.reshape(-1, x.shape[1])
    return float(np.linalg.norm(x[:, None] - prototypes, axis=2).min(1).mean())


def test_the_grid_unfolds_over_a_square() -> None:
    x = square()
    stages = drawn(x, rows=8, columns=8)
    assert len(stages) == 41
    prototypes = grid(stages[-1]).prototypes
    assert prototypes.shape == (8, 8, 2)
    one, other = np.diff(prototypes, axis=1), np.diff(prototypes, axis=0)
    along = int(np.abs(one.mean((0, 1))).argmax())
    for steps, axis in ((one, along), (other, 1 - along)):
        assert (steps[..., axis] > 0).all() or (steps[..., axis] < 0).all()  # rows and columns keep their order
    cells = torch.tensor(prototypes.reshape(-1, 2))
    first, second, _ = nearest_cells(torch.tensor(x), cells)
    assert folds(first, second, SomGrid(8, 8)).float().mean() < 0.05
    errors = [quantisation(x, stage) for stage in stages]
    assert errors[-1] < 0.35 * max(errors) and errors[-1] < 0.06  # cells are 1/8 wide
    assert all(later < 1.05 * earlier for earlier, later in pairwise(errors[5:]))


def test_places_are_those_of_the_best_cells_and_dots_do_not_hide_each_other() -> None:
    x = square()
    last = drawn(x, rows=5, columns=9)[-1]
    prototypes = grid(last).prototypes
    best = np.linalg.norm(x[:, None] - prototypes.reshape(-1, 2), axis=2).argmin(1)
    np.testing.assert_array_equal(np.rint(last.places[:, 0]).clip(0, 8), best % 9)
    np.testing.assert_array_equal(np.rint(last.places[:, 1]).clip(0, 4), best // 9)
    assert len(np.unique(last.places, axis=0)) > 0.9 * len(x)
    at = np.array([[8, 0], [3, 4], [0, 2]], np.float32)
    np.testing.assert_allclose(grid(last).decode(at), prototypes[[0, 4, 2], [8, 3, 0]], atol=1e-6)


def test_colours_are_put_in_order() -> None:
    x = np.random.default_rng(1).random((600, 3), dtype=np.float32)
    prototypes = grid(drawn(x, rows=10, columns=10)[-1]).prototypes
    beside = np.linalg.norm(np.diff(prototypes, axis=1), axis=2).mean()
    flat = prototypes.reshape(-1, 3)
    anywhere = np.linalg.norm(flat[:, None] - flat, axis=2).mean()
    assert beside < 0.35 * anywhere


def test_one_cell_is_the_mean() -> None:
    x = square(50)
    last = drawn(x, rows=1, columns=1, turns=3)[-1]
    np.testing.assert_allclose(grid(last).prototypes[0, 0], x.mean(0), atol=1e-5)
    assert (np.abs(last.places) <= 0.5).all()
