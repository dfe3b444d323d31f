"""Locally linear embedding: a rolled surface, and the errors and maps of scikit-learn."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pytest

from tests.trainers.maps.test_isomap import swiss_roll, unsigned
from trainers.examples import Float32
from trainers.maps.fitted import MOST_FITTED
from trainers.maps.lle import mixtures
from trainers.maps.methods import make_map
from trainers.maps.nearest import nearest
from trainers.pieces import finish


def places(x: Float32, **settings: object) -> Float32:
    return list(make_map("lle", x, (x.shape[1],), settings))[-1].places


def test_the_modified_way_unrolls_a_swiss_roll() -> None:
    x, length, across = swiss_roll(1200)
    found = places(x, neighbours=12)
    assert unsigned(found[:, 0], length) > 0.99
    assert unsigned(found[:, 1], across) > 0.9
    np.testing.assert_allclose(found.std(0), 1, rtol=1e-3)


@pytest.mark.parametrize("method", ["standard", "modified"])
@pytest.mark.parametrize("width", [3, 30])
def test_the_map_is_that_of_scikit_learn(method: Literal["standard", "modified"], width: int) -> None:
    from sklearn.manifold import LocallyLinearEmbedding

    x, _, _ = swiss_roll(400, seed=2)
    if width > 3:  # more numbers than neighbours
        x = np.clip(x @ np.random.default_rng(0).uniform(0, 0.3, (3, width)), 0, 1).astype(np.float32)
        x += np.random.default_rng(1).normal(0, 0.003, x.shape).astype(np.float32)
    model = LocallyLinearEmbedding(n_neighbors=12, n_components=2, method=method, eigen_solver="dense")
    theirs = model.fit_transform(x.astype(np.float64)) * np.sqrt(len(x))
    ours = places(x, neighbours=12, method=method)
    signs = np.sign((theirs * ours).sum(0))
    np.testing.assert_allclose(ours * signs, theirs, atol=2e-3)


def test_mixtures_make_an_example_of_its_neighbours() -> None:
    x = np.array([[0.5, 0.5], [0.4, 0.5], [0.6, 0.5], [0.5, 0.9]], np.float32)
    [weights] = mixtures(x[:1], x, np.array([[1, 2, 3]]))
    np.testing.assert_allclose(weights, [0.5, 0.5, 0], atol=0.01)
    assert weights.sum() == pytest.approx(1)
    np.testing.assert_allclose(mixtures(x[:1], x, np.array([[0, 0, 0]])), 1 / 3)  # of itself: any would do


def test_others_than_the_fitted_are_mixtures_of_their_neighbours() -> None:
    x, length, _ = swiss_roll(MOST_FITTED + 300, seed=3)
    found = places(x, neighbours=12)
    rows = np.arange(MOST_FITTED) * len(x) // MOST_FITTED
    others = np.setdiff1d(np.arange(len(x)), rows)
    assert unsigned(found[others, 0], length[others]) > 0.99
    # Where one lies on top of a fitted one, it is drawn there.
    assert np.abs(found[others, 0] - np.interp(length[others], *_sorted(length[rows], found[rows, 0]))).mean() < 0.05


def _sorted(at: np.ndarray, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    order = at.argsort()
    return at[order], values[order]


def test_the_nearest_are_the_nearest() -> None:
    x = np.random.default_rng(0).random((500, 7), dtype=np.float32)
    found = finish(nearest(x, 4))
    apart = np.linalg.norm(x[:, None].astype(np.float64) - x, axis=2)
    np.fill_diagonal(apart, np.inf)
    np.testing.assert_array_equal(found.rows, apart.argsort(1)[:, :4])
    np.testing.assert_allclose(found.distances, np.sort(apart, 1)[:, :4], rtol=1e-6)


@pytest.mark.parametrize("method", ["standard", "modified"])
def test_where_all_neighbours_are_the_same_there_is_a_map(method: str) -> None:
    """Two examples, many times over each: neighbours spread in no direction, and mixtures of them are all as good."""
    x = np.random.default_rng(0).random((2, 64)).astype(np.float32).repeat(30, 0)
    found = places(x, neighbours=12, method=method)
    assert np.isfinite(found).all() and (found.std(0) > 0.9).all()


@pytest.mark.parametrize("count", [4, 5, 6])
def test_a_handful_of_examples_has_a_place_each(count: int) -> None:
    found = places(np.random.default_rng(count).random((count, 64)).astype(np.float32))
    assert np.isfinite(found).all() and len(np.unique(found.round(3), axis=0)) == count
