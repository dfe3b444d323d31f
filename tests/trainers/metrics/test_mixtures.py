"""Mixtures by EM, against scikit-learn's and against what is known."""

from __future__ import annotations

import math
import warnings
from itertools import pairwise

import pytest
import torch
from sklearn.exceptions import ConvergenceWarning
from sklearn.mixture import GaussianMixture

from trainers.metrics.mixtures import Mixture, first_shares, fit_mixture, maximise, responsibilities

CENTRES = torch.tensor([[0.0, 0.0], [5.0, 0.0], [0.0, 4.0]], dtype=torch.float64)
WEIGHTS = (0.5, 0.3, 0.2)


def clouds(seed: int = 0, count: int = 3000) -> torch.Tensor:
    """Points of three Gaussians of variance 0.25."""
    generator = torch.Generator().manual_seed(seed)
    which = torch.multinomial(torch.tensor(WEIGHTS), count, replacement=True, generator=generator)
    return CENTRES[which] + 0.5 * torch.randn(count, 2, generator=generator, dtype=torch.float64)


@pytest.mark.parametrize("diagonal", [False, True])
def test_turns_are_those_of_scikit_learn(diagonal: bool) -> None:
    x = clouds() @ torch.tensor([[1.0, 0.4], [0.0, 0.8]], dtype=torch.float64)
    mixture = maximise(x, first_shares(x, 3, 1), 1e-6, diagonal)
    precisions = 1 / mixture.covariances if diagonal else torch.linalg.inv(mixture.covariances)
    theirs = GaussianMixture(
        3, covariance_type="diag" if diagonal else "full", weights_init=mixture.weights.numpy(),
        means_init=mixture.means.numpy(), precisions_init=precisions.numpy(), max_iter=5, tol=0.0, reg_covar=1e-6,
    )  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        theirs.fit(x.numpy())
    for _ in range(5):
        mixture = maximise(x, responsibilities(x, mixture)[0], 1e-6, diagonal)
    assert torch.allclose(mixture.means, torch.from_numpy(theirs.means_), atol=1e-9)
    assert torch.allclose(mixture.covariances, torch.from_numpy(theirs.covariances_), atol=1e-9)
    assert torch.allclose(mixture.weights, torch.from_numpy(theirs.weights_), atol=1e-9)
    given, log_density = responsibilities(x, mixture)
    assert torch.allclose(given, torch.from_numpy(theirs.predict_proba(x.numpy())), atol=1e-9)
    assert torch.allclose(log_density, torch.from_numpy(theirs.score_samples(x.numpy())), atol=1e-9)


@pytest.mark.parametrize("seed", range(3))
def test_three_clouds_are_found(seed: int) -> None:
    mixture = fit_mixture(clouds(seed), 3, 1e-9, seed=seed, gain=1e-6)
    nearest = torch.cdist(CENTRES, mixture.means).min(1)
    assert nearest.values.max() < 0.06
    assert torch.allclose(mixture.weights[nearest.indices], torch.tensor(WEIGHTS, dtype=torch.float64), atol=0.03)
    assert torch.allclose(mixture.covariances, 0.25 * torch.eye(2, dtype=torch.float64), atol=0.03)


def test_the_log_likelihood_never_falls() -> None:
    x = clouds()
    mixture = maximise(x, first_shares(x, 5, 3), 0.0)
    reached = []
    for _ in range(30):
        given, log_density = responsibilities(x, mixture)
        assert torch.allclose(given.sum(1), torch.ones(len(x), dtype=torch.float64))
        reached.append(float(log_density.mean()))
        mixture = maximise(x, given, 0.0)
    assert all(after >= before - 1e-12 for before, after in pairwise(reached))
    assert reached[-1] > reached[0] + 0.01


def test_one_gaussian_is_known_in_closed_form() -> None:
    x = clouds()
    mixture = fit_mixture(x, 1, 0.0)
    assert torch.allclose(mixture.means[0], x.mean(0))
    assert torch.allclose(mixture.covariances[0], x.T.cov(correction=0))
    assert torch.allclose(mixture.factors[0] @ mixture.factors[0].T, mixture.covariances[0])
    standard = Mixture(*(value.double() for value in (torch.ones(1), torch.zeros(1, 2), torch.ones(1, 2))))
    _, log_density = responsibilities(torch.zeros(1, 2, dtype=torch.float64), standard)
    assert float(log_density) == pytest.approx(-math.log(2 * math.pi))


def test_points_that_coincide() -> None:
    mixture = fit_mixture(torch.ones(40, 2, dtype=torch.float64), 3, 1e-12)
    assert all(value.isfinite().all() for value in (mixture.weights, mixture.means, mixture.factors))
    assert float(mixture.weights.sum()) == pytest.approx(1.0)
