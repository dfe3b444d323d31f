"""Three clouds: their shares and shapes, their outliers, and the entropy that is said of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.stats import multivariate_normal

from trainers.catalog import find_dataset
from trainers.dataset import LoadContext
from trainers.datasets.clouds import CENTRES, SIGMAS, TOGETHER, TURNED, WEIGHTS
from trainers.examples import Examples


def load(**settings: Any) -> Examples:
    cls = find_dataset("clouds")
    return cls.load(cls.Config.parse(settings), LoadContext(Path()))


def covariances() -> np.ndarray:
    turns = np.array([[[np.cos(t), -np.sin(t)], [np.sin(t), np.cos(t)]] for t in TURNED])
    return np.array([turn @ np.diag(sigma**2) @ turn.T for turn, sigma in zip(turns, SIGMAS, strict=True)])


@pytest.mark.parametrize("overlap", [0.0, 1.0])
def test_each_cloud_has_its_share_place_and_shape(overlap: float) -> None:
    examples = load(count=60_000, overlap=overlap)
    labels = examples.train_labels
    assert labels is not None and examples.class_names == ("round", "flat", "tilted")
    assert np.bincount(labels).tolist() == [30_000, 12_000, 18_000]
    middle = WEIGHTS @ CENTRES
    for cloud, (centre, covariance) in enumerate(zip(CENTRES, covariances(), strict=True)):
        own = examples.train[labels == cloud].astype(np.float64)
        np.testing.assert_allclose(own.mean(0), centre + TOGETHER * overlap * (middle - centre), atol=2e-3)
        np.testing.assert_allclose(np.cov(own.T), covariance, atol=2e-4)


@pytest.mark.parametrize("settings", [{}, {"overlap": 1.0}, {"overlap": 0.4, "outliers": 50, "count": 500}])
def test_the_entropy_is_the_mean_surprise_under_the_true_density(settings: dict[str, Any]) -> None:
    examples = load(**settings)
    overlap, outliers = settings.get("overlap", 0.2), settings.get("outliers", 0) / settings.get("count", 1500)
    centres = CENTRES + TOGETHER * overlap * (WEIGHTS @ CENTRES - CENTRES)
    rng = np.random.default_rng(1)
    which = rng.choice(3, 200_000, p=WEIGHTS)
    shapes = covariances()
    drawn = np.empty((200_000, 2))
    for cloud in range(3):
        rows = which == cloud
        drawn[rows] = rng.multivariate_normal(centres[cloud], shapes[cloud], rows.sum())
    anywhere = rng.random(200_000) < outliers
    drawn[anywhere] = rng.random((anywhere.sum(), 2))
    clouds = [
        weight * multivariate_normal(centre, shape).pdf(drawn)
        for weight, centre, shape in zip(WEIGHTS, centres, shapes, strict=True)
    ]
    assert examples.entropy == pytest.approx(-np.log(outliers + (1 - outliers) * sum(clouds)).mean(), abs=0.01)


def test_outliers_have_a_class_of_their_own_and_lie_anywhere() -> None:
    examples = load(count=2000, outliers=50)
    assert examples.class_names == ("round", "flat", "tilted", "?") and examples.train_labels is not None
    outliers = examples.train[examples.train_labels == 3]
    assert len(outliers) == 50 and outliers.min() < 0.1 and outliers.max() > 0.9
    assert examples.test_labels is not None and (examples.test_labels == 3).sum() == round(50 / 2000 * 500)


def test_another_seed_draws_other_points_and_the_same_one_the_same() -> None:
    assert np.array_equal(load(seed=1).train, load(seed=1).train)
    assert not np.array_equal(load(seed=1).train, load(seed=2).train)
