"""Mixtures by EM, against scikit-learn's and against what is known."""

from __future__ import annotations

import math
import warnings
from itertools import pairwise

import pytest
import torch
from sklearn.exceptions import ConvergenceWarning
from sklearn.mixture import GaussianMixture

from trainers.metrics.gaussians.mixtures import (
    Form,
    Mixture,
    first_shares,
    fit_mixture,
    free_parameters,
    in_form,
    maximise,
    responsibilities,
    widened,
)
from trainers.metrics.gaussians.starts import spread_start

CENTRES = torch.tensor([[0.0, 0.0], [5.0, 0.0], [0.0, 4.0]], dtype=torch.float64)
WEIGHTS = (0.5, 0.3, 0.2)


def clouds(seed: int = 0, count: int = 3000) -> torch.Tensor:
    """Points of three Gaussians of variance 0.25."""
    generator = torch.Generator().manual_seed(seed)
    which = torch.multinomial(torch.tensor(WEIGHTS), count, replacement=True, generator=generator)
    return CENTRES[which] + 0.5 * torch.randn(count, 2, generator=generator, dtype=torch.float64)


THEIRS: dict[Form, str] = {"full": "full", "diagonal": "diag", "spherical": "spherical", "tied": "tied"}


def scikit_learn(x: torch.Tensor, start: Mixture, form: Form, floor: float, turns: int) -> GaussianMixture:
    """Theirs after so many *turns* from the same *start*, of which it takes the precisions."""
    variances = start.covariances[:, 0] if form == "spherical" else start.covariances
    if start.covariances.ndim == 2:
        precisions = 1 / variances
    else:
        precisions = torch.linalg.inv(variances[0] if form == "tied" else variances)
    theirs = GaussianMixture(
        len(start.weights), covariance_type=THEIRS[form], weights_init=start.weights.numpy(),
        means_init=start.means.numpy(), precisions_init=precisions.numpy(), max_iter=turns, tol=0.0, reg_covar=floor,
    )  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        return theirs.fit(x.numpy())


def stretched(width: int) -> torch.Tensor:
    """Points of three clouds in so many dimensions, none of them round."""
    generator = torch.Generator().manual_seed(width)
    centres = 3 * torch.randn(3, width, generator=generator, dtype=torch.float64)
    mixing = torch.randn(3, width, width, generator=generator, dtype=torch.float64)
    noise = torch.randn(3, 400, width, generator=generator, dtype=torch.float64)
    return (centres[:, None] + noise @ mixing).flatten(0, 1)


@pytest.mark.parametrize("width", [1, 2, 5])
@pytest.mark.parametrize("form", THEIRS)
def test_each_turn_is_that_of_scikit_learn(form: Form, width: int) -> None:
    x = stretched(width)
    start = maximise(x, first_shares(x, 3, 1), 1e-6, form)
    mixture = start
    for turn in range(1, 6):
        mixture = maximise(x, responsibilities(x, mixture)[0], 1e-6, form)
        theirs = scikit_learn(x, start, form, 1e-6, turn)
        given, log_density = responsibilities(x, mixture)
        assert float(log_density.mean()) == pytest.approx(theirs.score(x.numpy()), abs=1e-9)
    assert torch.allclose(log_density, torch.from_numpy(theirs.score_samples(x.numpy())), atol=1e-9)
    assert torch.allclose(given, torch.from_numpy(theirs.predict_proba(x.numpy())), atol=1e-9)
    assert torch.allclose(mixture.means, torch.from_numpy(theirs.means_), atol=1e-9)
    assert torch.allclose(mixture.weights, torch.from_numpy(theirs.weights_), atol=1e-9)
    covariances = torch.from_numpy(theirs.covariances_).reshape(mixture.covariances.shape)
    assert torch.allclose(mixture.covariances, covariances, atol=1e-9)
    count = free_parameters(3, width, form)
    assert -2 * len(x) * float(log_density.mean()) + count * math.log(len(x)) == pytest.approx(theirs.bic(x.numpy()))
    assert -2 * len(x) * float(log_density.mean()) + 2 * count == pytest.approx(theirs.aic(x.numpy()))


@pytest.mark.parametrize("floor", [1e-12, 1e-4, 0.1, 0.5])
@pytest.mark.parametrize("form", THEIRS)
def test_the_log_likelihood_never_falls_whatever_the_floor(form: Form, floor: float) -> None:
    """The variance of each cloud is 0.25: the greatest floor lies above it, and rules the lesser ones, too."""
    for seed in range(3):
        x = clouds(seed, 300)
        mixture = in_form(widened(spread_start(x, 6, seed), floor), form)
        reached = []
        for _ in range(60):
            given, log_density = responsibilities(x, mixture)
            reached.append(float(log_density.mean()))
            mixture = widened(maximise(x, given, 0.0, form, mixture), floor)
            assert torch.linalg.eigvalsh(mixture.full_covariances).min() >= floor * (1 - 1e-6)
        assert all(after >= before - 1e-9 for before, after in pairwise(reached))


def test_a_floor_widens_only_what_is_narrower() -> None:
    turned = torch.linalg.qr(torch.randn(3, 3, generator=torch.Generator().manual_seed(0), dtype=torch.float64)).Q
    narrow = turned @ torch.tensor([1.0, 1e-3, 1e-9], dtype=torch.float64).diag() @ turned.T
    wide = 2 * torch.eye(3, dtype=torch.float64)
    mixture = Mixture(torch.ones(2).double() / 2, torch.zeros(2, 3).double(), torch.stack([narrow, wide]))
    found = widened(mixture, 1e-2).covariances
    assert torch.allclose(found[0], turned @ torch.tensor([1.0, 1e-2, 1e-2], dtype=torch.float64).diag() @ turned.T)
    assert torch.equal(found[1], wide) and torch.equal(found, found.mT)
    assert widened(mixture, 1e-12) is mixture


def test_a_component_that_nobody_is_given_to_stays_where_it_was() -> None:
    x = clouds()
    start = Mixture(
        torch.tensor([0.5, 0.5], dtype=torch.float64), torch.tensor([[1.0, 1.0], [1e4, 1e4]], dtype=torch.float64),
        torch.eye(2, dtype=torch.float64).repeat(2, 1, 1),
    )  # fmt: skip
    given, _ = responsibilities(x, start)
    found = maximise(x, given, 0.0, before=start)
    assert torch.equal(found.means[1], start.means[1]) and torch.equal(found.covariances[1], start.covariances[1])
    assert torch.allclose(found.means[0], x.mean(0)) and 0 < float(found.weights[1]) < 1e-12


def test_work_in_pieces_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    x = stretched(5)
    for form in THEIRS:
        whole = maximise(x, first_shares(x, 3, 1), 0.0, form)
        answer = responsibilities(x, whole)
        with monkeypatch.context() as patched:
            patched.setattr("trainers.metrics.gaussians.mixtures._AT_ONCE", 1000)
            pieces = maximise(x, first_shares(x, 3, 1), 0.0, form)
            assert torch.allclose(pieces.covariances, whole.covariances, atol=1e-12)
            for part, all_at_once in zip(responsibilities(x, whole), answer, strict=True):
                assert torch.allclose(part, all_at_once, atol=1e-12)


def test_forms_are_left_for_narrower_ones() -> None:
    full = maximise(stretched(3), first_shares(stretched(3), 3, 1), 0.0)
    diagonal, spherical, tied = (in_form(full, form) for form in ("diagonal", "spherical", "tied"))
    assert torch.equal(in_form(full, "full").covariances, full.covariances)
    assert torch.equal(diagonal.full_covariances, full.covariances * torch.eye(3))
    trace = full.covariances.diagonal(dim1=1, dim2=2).sum(1)
    assert torch.allclose(spherical.full_covariances, trace[:, None, None] / 3 * torch.eye(3).double())
    within = maximise(stretched(3), first_shares(stretched(3), 3, 1), 0.0, "tied").covariances
    assert torch.allclose(tied.covariances, within)
    for each in (full, diagonal, spherical, tied):
        assert torch.allclose(each.factors @ each.factors.mT, each.full_covariances)


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


@pytest.mark.parametrize("bad", [-1.0, 0.0, math.nan])
@pytest.mark.parametrize("form", THEIRS)
def test_covariances_that_are_none_make_no_numbers_and_no_trouble(form: Form, bad: float) -> None:
    """As a file of others may hold them; a variance of zero is one, with a density of zero or without end."""
    x = clouds(count=50)
    mixture = in_form(maximise(x, first_shares(x, 2, 0), 1e-3), form)
    broken = Mixture(mixture.weights, mixture.means, mixture.covariances * bad)
    given, log_density = responsibilities(x, broken)
    assert not log_density.isfinite().any() and given.isnan().any()
    after = widened(maximise(x, given, 0.0, form, broken), 1e-3)
    assert not after.means.isfinite().all()
    assert form in ("diagonal", "spherical") or not bad or broken.factors.isnan().any()
