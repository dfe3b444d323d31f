"""Regions that codes are drawn from: their moments, their edges, and what they make of bad codes."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from trainers.catalog import families
from trainers.messages import Region
from trainers.metrics.regions import Gaussians, default_region, fit_region

MANY = 40_000


def normal(*shape: int, seed: int = 0) -> Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


def draw(region: Region, codes: Tensor, count: int = MANY) -> Tensor:
    return fit_region(region, codes).sample(count, torch.Generator().manual_seed(7))


def tilted(count: int = 2000) -> Tensor:
    """Codes of mean (5, -2) and a full covariance."""
    return normal(count, 2) @ torch.tensor([[2.0, 0.0], [1.5, 0.5]]).T + torch.tensor([5.0, -2.0])


def test_the_prior_is_standard_normal_whatever_the_codes() -> None:
    drawn = draw(Region.PRIOR, tilted())
    torch.testing.assert_close(drawn.mean(0), torch.zeros(2), atol=0.02, rtol=0)
    torch.testing.assert_close(drawn.T.cov(), torch.eye(2), atol=0.03, rtol=0)
    assert draw(Region.PRIOR, torch.zeros(0, 3), 5).shape == (5, 3)  # a family without an encoder has one too


def test_the_box_leaves_out_the_outermost_codes_and_is_even() -> None:
    codes = torch.rand(2000, 2, generator=torch.Generator().manual_seed(0))
    codes[0] = 1000.0
    drawn = draw(Region.BOX, codes)
    assert drawn.min() >= 0 and drawn.max() <= 1
    torch.testing.assert_close(drawn.mean(0), torch.full((2,), 0.5), atol=0.01, rtol=0)
    torch.testing.assert_close(drawn.std(0), torch.full((2,), 12**-0.5), atol=0.01, rtol=0)


def test_a_gaussian_has_the_moments_of_the_codes() -> None:
    codes = tilted()
    drawn = draw(Region.GAUSSIAN, codes)
    torch.testing.assert_close(drawn.mean(0), codes.mean(0), atol=0.05, rtol=0)
    torch.testing.assert_close(drawn.T.cov(), codes.T.cov(), atol=0.1, rtol=0.05)


@pytest.mark.parametrize("width", [1, 2, 32])
def test_a_mixture_stays_where_the_codes_are(width: int) -> None:
    centres = 10 * normal(4, width)
    codes = centres.repeat(500, 1) + 0.1 * normal(2000, width, seed=1)
    drawn = draw(Region.MIXTURE, codes, 2000)
    nearest = torch.cdist(drawn, centres).min(1)
    assert (nearest.values < 0.1 * (width**0.5 + 4)).float().mean() > 0.99
    shares = nearest.indices.bincount(minlength=4) / 2000
    torch.testing.assert_close(shares, torch.full((4,), 0.25), atol=0.05, rtol=0)
    lone = (torch.cdist(draw(Region.GAUSSIAN, codes, 2000), centres).min(1).values > 1.0).float().mean()
    assert lone > 0.5  # one Gaussian lies between them


@pytest.mark.parametrize("region", list(Region))
def test_draws_come_from_the_generator_alone(region: Region) -> None:
    codes, before = tilted(200), torch.get_rng_state()
    first, second = (draw(region, codes, 50) for _ in range(2))
    assert first.dtype == torch.float32 and torch.equal(first, second)
    assert torch.equal(torch.get_rng_state(), before)
    assert draw(region, codes, 0).shape == (0, 2)


@pytest.mark.parametrize("region", [Region.BOX, Region.GAUSSIAN, Region.MIXTURE])
def test_few_equal_and_broken_codes(region: Region) -> None:
    assert draw(region, normal(2, 5), 20).isfinite().all()  # fewer codes than dimensions
    torch.testing.assert_close(draw(region, torch.full((30, 2), 3.0), 20), torch.full((20, 2), 3.0), atol=1e-4, rtol=0)
    with pytest.raises(ValueError, match=f"region {region}: expected at least 2 codes to fit it to, found 1"):
        fit_region(region, torch.zeros(1, 2))
    with pytest.raises(ValueError, match="finite"):
        fit_region(region, torch.full((9, 2), torch.nan))
    with pytest.raises(ValueError, match=r"found \(9,\)"):
        fit_region(region, torch.zeros(9))


def test_families_with_a_prior_are_asked_about_it() -> None:
    assert default_region(frozenset({"encodes", "decodes"})) is Region.BOX
    assert default_region(frozenset({"encodes", "decodes", "posterior"})) is Region.PRIOR
    assert default_region(frozenset({"samples", "decodes"})) is Region.PRIOR  # a generator has no codes of images
    assert {default_region(family.capabilities) for family in families().values()} == {Region.PRIOR, Region.BOX}


def test_the_weights_of_a_mixture_are_those_of_its_draws() -> None:
    far = Gaussians(torch.tensor([0.8, 0.2]), torch.tensor([[-9.0], [9.0]]), torch.ones(2, 1, 1))
    assert (far.sample(MANY, torch.Generator().manual_seed(0)) > 0).float().mean().item() == pytest.approx(
        0.2, abs=0.01
    )
