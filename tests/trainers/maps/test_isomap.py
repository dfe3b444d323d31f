"""Isomap: a rolled surface, what scikit-learn finds, and examples that hang together in parts only."""

from __future__ import annotations

import numpy as np
import pytest

from trainers.examples import Float32
from trainers.maps.fitted import MOST_FITTED
from trainers.maps.method import MapStage
from trainers.maps.methods import make_map


def last(x: Float32, **settings: object) -> MapStage:
    return list(make_map("isomap", x, (x.shape[1],), settings))[-1]


def swiss_roll(count: int, seed: int = 0) -> tuple[Float32, np.ndarray, np.ndarray]:
    """Points (N, 3) of a rolled sheet, and where they lie on it: along the roll, as a length, and across."""
    chances = np.random.default_rng(seed)
    angle, across = 1.5 * np.pi * (1 + 2 * chances.random(count)), chances.random(count)
    x = np.stack([angle * np.cos(angle), 21 * across, angle * np.sin(angle)], 1) / 30 + 0.5
    length = (angle * np.sqrt(1 + angle**2) + np.arcsinh(angle)) / 2 / 30
    return x.astype(np.float32), length, 21 * across / 30


def unsigned(a: np.ndarray, b: np.ndarray) -> float:
    return abs(float(np.corrcoef(a, b)[0, 1]))


def test_a_swiss_roll_is_unrolled() -> None:
    x, length, across = swiss_roll(1200)
    places = last(x, neighbours=8).places
    assert unsigned(places[:, 0], length) > 0.995
    assert unsigned(places[:, 1], across) > 0.95
    assert np.ptp(places[:, 0]) == pytest.approx(np.ptp(length), rel=0.1)  # ways keep their lengths


@pytest.mark.parametrize("neighbours", [5, 12])
def test_the_map_is_that_of_scikit_learn(neighbours: int) -> None:
    from sklearn.manifold import Isomap

    x, _, _ = swiss_roll(400, seed=2)
    theirs = Isomap(n_neighbors=neighbours, n_components=2).fit_transform(x.astype(np.float64))
    ours = last(x, neighbours=neighbours).places
    signs = np.sign((theirs * ours).sum(0))
    np.testing.assert_allclose(ours * signs, theirs, atol=1e-5)


def test_others_than_the_fitted_are_placed_as_scikit_learn_does() -> None:
    from sklearn.manifold import Isomap

    x, _, _ = swiss_roll(MOST_FITTED + 300, seed=3)
    stage = last(x, neighbours=8)
    rows = np.arange(MOST_FITTED) * len(x) // MOST_FITTED
    others = np.setdiff1d(np.arange(len(x)), rows)
    theirs = Isomap(n_neighbors=8, n_components=2).fit(x[rows].astype(np.float64))
    for some, expected in ((rows, theirs.embedding_), (others, theirs.transform(x[others].astype(np.float64)))):
        signs = np.sign((expected * stage.places[some]).sum(0))
        np.testing.assert_allclose(stage.places[some] * signs, expected, atol=1e-5)
    assert stage.words == f"Fitted to {MOST_FITTED} of the examples; the others are placed between their neighbours."


def test_parts_are_joined_where_they_are_nearest_and_said() -> None:
    line = np.linspace(0, 0.3, 40)
    x = np.zeros((80, 3), np.float32)
    x[:40, 0], x[40:, 0] = line, line + 0.7  # two pieces of one line, with a gap
    stage = last(x, neighbours=3)
    assert stage.words == "The examples fall into 2 parts without common neighbours, joined where nearest."
    assert unsigned(stage.places[:, 0], x[:, 0]) > 0.99999
    assert np.ptp(stage.places[:, 0]) == pytest.approx(1.0, rel=1e-3)
    assert np.abs(stage.places[:, 1]).max() < 0.01
