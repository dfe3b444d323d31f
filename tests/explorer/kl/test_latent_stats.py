"""What latent dimensions cost, against closed forms and simulation."""

from __future__ import annotations

import math

import numpy as np
import pytest

from explorer.kl.latent_stats import active, kl_per_dim, mean_log_variance, noisy_codes, spread_per_dim


def test_the_prior_costs_nothing() -> None:
    assert kl_per_dim(np.zeros((5, 3)), np.ones((5, 3))).tolist() == [0, 0, 0]


def test_kl_of_each_dimension_in_closed_form() -> None:
    mu = np.array([[1.0, 0.0, 0.0], [-1.0, 0.0, 2.0]])
    sigma = np.array([[1.0, math.exp(-1), 1.0], [1.0, math.exp(-1), 1.0]])
    # mu^2 / 2 at sigma 1; (exp(s) - 1 - s) / 2 with s = -2 at mu 0; the mean over images of 0 and 2
    assert kl_per_dim(mu, sigma) == pytest.approx([0.5, 0.5 * (math.exp(-2) + 1), 1.0])


def test_kl_agrees_with_simulation() -> None:
    mu, sigma, rng = 0.7, 0.4, np.random.default_rng(3)
    z = rng.normal(mu, sigma, 400_000)
    log_ratio = -0.5 * ((z - mu) / sigma) ** 2 - math.log(sigma) + 0.5 * z**2
    error = log_ratio.std() / math.sqrt(len(z))
    assert abs(kl_per_dim([[mu]], [[sigma]])[0] - log_ratio.mean()) < 4 * error


def test_the_sum_over_dimensions_is_what_the_loss_adds() -> None:
    torch = pytest.importorskip("torch")
    from trainers.networks import losses

    rng = np.random.default_rng(0)
    mu, logvar = rng.normal(size=(50, 4)), rng.normal(size=(50, 4))
    whole = losses.kl_normal(torch.tensor(mu), torch.tensor(logvar)).sum() / 50
    assert kl_per_dim(mu, np.exp(logvar / 2)).sum() == pytest.approx(float(whole))


def test_no_noise_at_all_costs_infinitely_much() -> None:
    assert kl_per_dim([[0.0, 0.0]], [[0.0, 1.0]]).tolist() == [math.inf, 0]
    assert mean_log_variance([[0.0]]) == -math.inf


def test_spread_and_mean_log_variance() -> None:
    sigma = np.array([[0.1, 1.0], [0.3, 1.0]])
    assert spread_per_dim(sigma) == pytest.approx([0.2, 1.0])
    assert mean_log_variance(sigma) == pytest.approx((math.log(0.01) + math.log(0.09)) / 4)


def test_collapsed_below_a_hundredth_of_a_nat() -> None:
    assert active([0.0, 0.0099, 0.01, 3.0, math.inf, math.nan]).tolist() == [False, False, True, True, True, False]


def test_what_is_called_collapsed_has_hardly_any_variance_of_mu() -> None:
    """The claim in active's words: KL is at least half the variance of mu, whatever sigma is."""
    rng = np.random.default_rng(1)
    for sigma in (0.5, 1.0, 1.6):
        mu = rng.normal(0.3, 0.15, (200, 6))
        assert (kl_per_dim(mu, np.full_like(mu, sigma)) >= 0.5 * mu.var(axis=0)).all()


@pytest.mark.parametrize(
    ("mu", "sigma", "said"),
    [
        ([0.0], [1.0], r"found \(1,\) and \(1,\)"),
        (np.zeros((2, 3)), np.ones((2, 2)), r"found \(2, 3\) and \(2, 2\)"),
        (np.zeros((0, 3)), np.ones((0, 3)), r"N at least 1"),
        ([[0.0]], [[-0.5]], r"no negative numbers, found -0.5"),
    ],
)
def test_unusable_posteriors_are_named(mu: object, sigma: object, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        kl_per_dim(mu, sigma)


def test_the_noise_stays_the_same_while_its_scale_changes() -> None:
    z, sigma = np.array([1.0, -2.0]), np.array([0.1, 0.4])
    once, twice = noisy_codes(z, sigma, 1.0, 9), noisy_codes(z, sigma, 2.0, 9)
    assert once.shape == (9, 2)
    assert twice - z == pytest.approx(2 * (once - z))
    assert (once[0] == z).all() and (once[1:] != z).all()
    assert (noisy_codes(z, sigma, 0.0, 9) == z).all()
    assert (noisy_codes(z, sigma, 1.0, 16)[:9] == once).all()
    assert (noisy_codes(z, sigma, 1.0, 9, seed=1)[1:] != once[1:]).all()


def test_the_noise_is_as_wide_as_sigma_says() -> None:
    codes = noisy_codes([0.0, 5.0], [0.1, 2.0], 0.5, 20_001)[1:]
    assert codes.mean(axis=0) == pytest.approx([0, 5], abs=0.04)
    assert codes.std(axis=0) == pytest.approx([0.05, 1.0], rel=0.03)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (([0.0, 1.0], [1.0], 1.0, 9), r"same shape \(d,\), found \(2,\), \(1,\)"),
        (([0.0], [1.0], -1.0, 9), "scale: expected a number of at least 0, found -1.0"),
        (([0.0], [math.nan], 1.0, 9), "sigma: expected finite numbers"),
        (([0.0], [1.0], 1.0, 0), "n: expected at least one code, found 0"),
    ],
)
def test_unusable_noise_is_named(arguments: tuple[list[float], list[float], float, int], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        noisy_codes(*arguments)
