"""Coverage against distances and densities that are written out, and thresholds against what they promise."""

from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor
from torch.distributions import Normal

from trainers.metrics.coverage import (
    POSTERIOR_THRESHOLD,
    code_coverage,
    in_prior,
    make_cloud,
    neighbour_distance,
    posterior_coverage,
    prior_radius,
    widened,
)
from trainers.pieces import finish


def normal(*shape: int, seed: int = 0) -> Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


# --------------------------------------------------------------------------- autoencoders


def test_coverage_by_codes_on_a_line() -> None:
    cloud = make_cloud(torch.arange(101.0)[:, None], k=2)
    assert cloud.spacing == 1.0  # inside, the second neighbour of a whole number is 1 away
    found = code_coverage(torch.tensor([[50.0], [50.5], [103.0]]), cloud)
    torch.testing.assert_close(found, torch.tensor([1.0, 0.5, 4.0]))


@pytest.mark.parametrize("width", [2, 64])
def test_the_distance_to_a_neighbour_is_that_of_a_sorted_list(width: int) -> None:
    points, others = normal(30, width), normal(40, width, seed=1)
    by_hand = torch.stack([(others - point).norm(dim=1).sort().values[4] for point in points])
    torch.testing.assert_close(neighbour_distance(points, others, 5), by_hand)


def test_coverage_by_codes_has_no_unit() -> None:
    codes, z = normal(300, 2), 3 * normal(50, 2, seed=1)
    small, large = make_cloud(codes), make_cloud(1000 * codes)
    torch.testing.assert_close(code_coverage(z, small), code_coverage(1000 * z, large), rtol=1e-4, atol=1e-4)
    assert large.threshold == pytest.approx(small.threshold, rel=1e-4)


def test_one_code_in_a_hundred_would_count_as_a_hole() -> None:
    codes = normal(2000, 2)
    cloud = make_cloud(codes[:1000])
    seldom = float((code_coverage(codes[1000:], cloud) > cloud.threshold).float().mean())
    assert 0.002 <= seldom <= 0.025
    far = code_coverage(torch.tensor([[8.0, 8.0]]), cloud)
    assert far.item() > 5 * cloud.threshold


def test_codes_that_coincide() -> None:
    cloud = make_cloud(torch.ones(20, 2))
    at, beside = code_coverage(torch.tensor([[1.0, 1.0], [1.1, 1.0]]), cloud).tolist()
    assert at <= cloud.threshold < beside and math.isfinite(beside)


def test_bad_codes() -> None:
    with pytest.raises(ValueError, match="codes of at least 6 images, found 5"):
        make_cloud(normal(5, 2))
    with pytest.raises(ValueError, match="finite"):
        make_cloud(torch.full((9, 2), torch.nan))
    with pytest.raises(ValueError, match=r"of shape \(N, 2\), found \(1, 3\)"):
        code_coverage(torch.zeros(1, 3), make_cloud(normal(9, 2)))
    assert code_coverage(torch.tensor([[torch.nan, 0.0]]), make_cloud(normal(9, 2))).item() == math.inf


# --------------------------------------------------------------------------- variational autoencoders


def test_posterior_coverage_against_densities_by_hand() -> None:
    mu, logvar, z = normal(50, 3), normal(50, 3, seed=1), normal(20, 3, seed=2)
    each = Normal(mu, (logvar / 2).exp()).log_prob(z[:, None]).sum(2)  # (20, 50)
    expected = Normal(0.0, 1.0).log_prob(z).sum(1) - (each.logsumexp(1) - math.log(50))
    torch.testing.assert_close(posterior_coverage(z, mu, logvar), expected, rtol=1e-4, atol=1e-4)


def test_where_the_posteriors_are_the_prior_nothing_is_missing() -> None:
    z = normal(100, 2)
    found = posterior_coverage(z, torch.zeros(30, 2), torch.zeros(30, 2))
    torch.testing.assert_close(found, torch.zeros(100), atol=1e-5, rtol=0)


def test_half_the_mass_on_each_side_leaves_a_hole_between() -> None:
    mu = torch.tensor([[-2.0, 0.0], [2.0, 0.0]]).repeat(20, 1)
    between, on = posterior_coverage(torch.tensor([[0.0, 0.0], [2.0, 0.0]]), mu, torch.full((40, 2), math.log(0.09)))
    assert between > POSTERIOR_THRESHOLD > 0 > on


@pytest.mark.parametrize(
    ("width", "sigma", "count", "gaps"),
    [(2, 0.05, 360, 0.2), (2, 0.02, 2000, 0.2), (5, 0.2, 2000, 0.2), (20, 0.5, 2000, 0.7)],
)
def test_clouds_that_fill_the_prior_leave_no_hole_however_few_they_are(
    width: int, sigma: float, count: int, gaps: float
) -> None:
    """With centres from N(0, 1 - sigma^2) the clouds of all images together are the prior: in truth nothing is missing.
    As they are, the clouds of a sample leave *gaps*, a share of the prior."""
    mu = math.sqrt(1 - sigma**2) * normal(count, width)
    logvar = torch.full_like(mu, 2 * math.log(sigma))
    z = normal(3000, width, seed=1)
    z = z[in_prior(z)]

    def empty(logvar: Tensor) -> float:
        return float((posterior_coverage(z, mu, logvar) > POSTERIOR_THRESHOLD).float().mean())

    assert empty(logvar) > gaps
    assert empty(finish(widened(mu, logvar))) < 0.06


def test_widened_clouds_reach_to_their_neighbours() -> None:
    mu, logvar = torch.tensor([[0.0, 0.0], [3.0, 4.0], [3.0, 4.0]]), torch.full((3, 2), math.log(0.25))
    found = finish(widened(mu, logvar)).exp()
    torch.testing.assert_close(found, torch.tensor([[0.25 + 12.5] * 2, [0.25] * 2, [0.25] * 2]))
    assert torch.equal(finish(widened(mu[:1], logvar[:1])), logvar[:1])  # one has no neighbour


def test_a_hole_between_widened_clouds_stays_one() -> None:
    """Posteriors on a ring: its middle is as empty as it was."""
    angles = torch.arange(200) * (2 * math.pi / 200)
    mu = 1.5 * torch.stack([angles.cos(), angles.sin()], dim=1)
    logvar = finish(widened(mu, torch.full((200, 2), 2 * math.log(0.1))))
    middle, on = posterior_coverage(torch.tensor([[0.0, 0.0], [1.5, 0.0]]), mu, logvar)
    assert middle > 10 * POSTERIOR_THRESHOLD > 0 > on


def test_narrow_clouds_far_out_keep_their_digits(monkeypatch: pytest.MonkeyPatch) -> None:
    mu, logvar = 5 + normal(40, 2) * 0.01, torch.full((40, 2), 2 * math.log(0.003))
    z = 5 + normal(30, 2, seed=1) * 0.01
    each = Normal(mu.double(), (logvar / 2).exp().double()).log_prob(z.double()[:, None]).sum(2)
    expected = Normal(0.0, 1.0).log_prob(z.double()).sum(1) - (each.logsumexp(1) - math.log(40))
    torch.testing.assert_close(posterior_coverage(z, mu, logvar).double(), expected, rtol=1e-3, atol=1e-2)
    monkeypatch.setattr("trainers.metrics.coverage.CHUNK", 7)
    torch.testing.assert_close(posterior_coverage(z, mu, logvar).double(), expected, rtol=1e-3, atol=1e-2)


def test_bad_posteriors() -> None:
    with pytest.raises(ValueError, match=r"found \(0, 2\)"):
        posterior_coverage(torch.zeros(1, 2), torch.zeros(0, 2), torch.zeros(0, 2))
    with pytest.raises(ValueError, match=r"\(4, 2\) and \(4, 1\)"):
        posterior_coverage(torch.zeros(1, 2), torch.zeros(4, 2), torch.zeros(4, 1))
    with pytest.raises(ValueError, match=r"of shape \(N, 2\), found \(1, 3\)"):
        posterior_coverage(torch.zeros(1, 3), torch.zeros(4, 2), torch.zeros(4, 2))
    broken = posterior_coverage(torch.tensor([[torch.nan, 0.0]]), torch.zeros(4, 2), torch.zeros(4, 2))
    assert broken.item() == math.inf


@pytest.mark.parametrize(("latent_dim", "radius"), [(1, 1.959964), (2, math.sqrt(-2 * math.log(0.05))), (32, 6.796635)])
def test_the_disc_that_holds_95_percent_of_the_prior(latent_dim: int, radius: float) -> None:
    assert prior_radius(latent_dim) == pytest.approx(radius, abs=1e-5)
    share = in_prior(normal(20_000, latent_dim)).float().mean()
    assert share.item() == pytest.approx(0.95, abs=0.006)
