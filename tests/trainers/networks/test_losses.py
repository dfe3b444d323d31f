"""Loss terms against values known by hand, by torch.distributions and by Monte Carlo."""

from __future__ import annotations

import math

import pytest
import torch
from torch.distributions import Bernoulli, Normal, kl_divergence

from trainers.networks import losses


def test_kl_of_the_prior_with_itself_is_zero() -> None:
    assert torch.equal(losses.kl_normal(torch.zeros(3, 4), torch.zeros(3, 4)), torch.zeros(3, 4))


@pytest.mark.parametrize(
    ("mu", "variance", "nats"), [(1.0, 1.0, 0.5), (0.0, 4.0, 0.5 * (3 - math.log(4))), (-2.0, 0.25, 2.3181472)]
)
def test_kl_by_hand(mu: float, variance: float, nats: float) -> None:
    kl = losses.kl_normal(torch.tensor([mu]), torch.tensor([variance]).log())
    assert kl.item() == pytest.approx(nats, abs=1e-6)


def test_kl_closed_form_against_monte_carlo() -> None:
    generator = torch.Generator().manual_seed(0)
    mu, logvar = torch.tensor([0.7, -1.2]).double(), torch.tensor([-0.5, 0.8]).double()
    z = mu + torch.exp(0.5 * logvar) * torch.randn(400_000, 2, generator=generator, dtype=torch.float64)
    q, p = Normal(mu, torch.exp(0.5 * logvar)), Normal(torch.zeros(2).double(), 1.0)
    terms = q.log_prob(z) - p.log_prob(z)
    error = terms.std(0) / len(z) ** 0.5
    assert ((losses.kl_normal(mu, logvar) - terms.mean(0)).abs() < 4 * error).all()
    torch.testing.assert_close(losses.kl_normal(mu, logvar), kl_divergence(q, p))


def test_kl_gradients() -> None:
    mu, logvar = torch.tensor([0.3, -2.0], requires_grad=True), torch.tensor([-1.0, 0.5], requires_grad=True)
    losses.kl_normal(mu, logvar).sum().backward()
    torch.testing.assert_close(mu.grad, mu.detach())
    torch.testing.assert_close(logvar.grad, 0.5 * (logvar.detach().exp() - 1))


def test_bernoulli_is_a_log_probability_summed_over_pixels_and_averaged_over_the_batch() -> None:
    generator = torch.Generator().manual_seed(0)
    logits = torch.randn(5, 1, 3, 4, generator=generator)
    x = (torch.rand(5, 1, 3, 4, generator=generator) > 0.5).float()
    expected = -Bernoulli(logits=logits).log_prob(x).sum((1, 2, 3)).mean()
    torch.testing.assert_close(losses.bernoulli_nll(logits, x), expected)
    torch.testing.assert_close(losses.bernoulli_nll(logits.repeat(2, 1, 1, 1), x.repeat(2, 1, 1, 1)), expected)
    torch.testing.assert_close(losses.bernoulli_nll(logits.repeat(1, 1, 2, 1), x.repeat(1, 1, 2, 1)), 2 * expected)


def test_bernoulli_is_least_at_the_grey_value_itself() -> None:
    x = torch.tensor([[0.2, 0.5, 0.9]])
    entropy = -(x * x.log() + (1 - x) * (1 - x).log()).sum()
    logits = x.logit().requires_grad_()
    nll = losses.bernoulli_nll(logits, x)
    nll.backward()
    torch.testing.assert_close(nll.detach(), entropy)
    assert logits.grad is not None and logits.grad.abs().max() < 1e-6


def test_gaussian_is_a_log_density() -> None:
    generator = torch.Generator().manual_seed(0)
    x, x_hat = torch.rand(6, 1, 4, 4, generator=generator), torch.rand(6, 1, 4, 4, generator=generator)
    expected = -Normal(x_hat, 0.3).log_prob(x).sum((1, 2, 3)).mean()
    torch.testing.assert_close(losses.gaussian_nll(x_hat, x, 0.3), expected)


def test_the_optimal_sigma_is_optimal() -> None:
    generator = torch.Generator().manual_seed(0)
    x = torch.rand(6, 1, 4, 4, generator=generator)
    x_hat = (x + 0.1 * torch.randn(x.shape, generator=generator)).requires_grad_()
    sigma = losses.optimal_sigma(x_hat, x)
    best = losses.gaussian_nll(x_hat, x, sigma)
    assert all(losses.gaussian_nll(x_hat, x, sigma * factor) > best for factor in (0.9, 0.99, 1.01, 1.1))
    # Detaching sigma loses no gradient: the profile likelihood D/2 log MSE has the same one.
    best.backward()
    other = x_hat.detach().requires_grad_()
    (0.5 * x[0].numel() * torch.log(losses.mse(other, x))).backward()
    torch.testing.assert_close(x_hat.grad, other.grad)


def test_a_perfect_reconstruction_has_a_finite_density() -> None:
    x = torch.rand(2, 1, 4, 4)
    assert losses.optimal_sigma(x, x).item() == pytest.approx(1 / 255)
    assert torch.isfinite(losses.gaussian_nll(x, x, losses.optimal_sigma(x, x)))


def test_squared_error_sums_pixels_and_mse_averages_them() -> None:
    x, x_hat = torch.zeros(3, 1, 2, 2), torch.full((3, 1, 2, 2), 0.5)
    assert losses.squared_error(x_hat, x).item() == pytest.approx(1.0)  # 4 pixels of 0.25
    assert losses.mse(x_hat, x).item() == pytest.approx(0.25)
