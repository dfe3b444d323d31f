"""Regions that codes are drawn from: their moments, their edges, and what they make of bad codes."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from torch import Tensor

from trainers.catalog import families
from trainers.messages import BoxShape, Components, Covariance, MixtureFit, Region
from trainers.metrics.gaussians.mixtures import fit_mixture
from trainers.metrics.regions import FORMS, Gaussians, default_region, fit_region, fitting_region

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


# --------------------------------------------------------------------------- how a mixture is fitted


def mixture_of(codes: Tensor, fit: MixtureFit) -> Gaussians:
    found = fit_region(Region.MIXTURE, codes, mixture=fit)
    assert isinstance(found, Gaussians)
    return found


def ring(count: int = 2000) -> Tensor:
    angle = 2 * math.pi * torch.rand(count, generator=torch.Generator().manual_seed(1))
    return torch.stack([angle.cos(), angle.sin()], 1) + 0.02 * normal(count, 2, seed=2)


def test_a_mixture_has_as_many_components_as_were_asked_for_and_ten_without() -> None:
    assert len(mixture_of(ring(), MixtureFit()).weights) == 10
    for components in (1, 7, 30):
        assert len(mixture_of(ring(), MixtureFit(components)).weights) == components
    for components in (0, 31):
        with pytest.raises(ValueError, match=f"expected 1 to 30 of a mixture, found {components}"):
            MixtureFit(components)


def test_what_is_usual_is_what_was_always_fitted() -> None:
    """Figures of before stay what they were, bit for bit."""
    for codes, covariance in ((ring(), Covariance.FULL), (normal(900, 9), Covariance.DIAGONAL)):
        usual, told = mixture_of(codes, MixtureFit()), mixture_of(codes, MixtureFit(10, covariance))
        floor = 1e-5 * float(codes.double().var(0, correction=0).mean()) + 1e-12
        known = fit_mixture(codes.double(), 10, floor, FORMS[covariance])
        for found in (usual, told):
            assert torch.equal(found.means, known.means.float()) and torch.equal(found.factors, known.factors.float())


def test_one_component_is_the_gaussian() -> None:
    codes = tilted()
    one, gaussian = mixture_of(codes, MixtureFit(1)).shape, fit_region(Region.GAUSSIAN, codes).shape
    assert isinstance(gaussian, Components)
    np.testing.assert_allclose(one.means, gaussian.means, rtol=1e-5)
    np.testing.assert_allclose(one.covariances, gaussian.covariances, rtol=2e-3)  # by N, and by N - 1


def test_diagonal_components_do_not_lean() -> None:
    leaning = mixture_of(tilted(), MixtureFit(1, Covariance.FULL)).shape.covariances[0]
    upright = mixture_of(tilted(), MixtureFit(1, Covariance.DIAGONAL)).shape.covariances[0]
    assert abs(leaning[0, 1]) > 2 and upright[0, 1] == 0
    np.testing.assert_allclose(np.diag(leaning), np.diag(upright), rtol=1e-4)


def test_spherical_components_are_round_and_tied_ones_alike() -> None:
    round_ones = mixture_of(ring(), MixtureFit(6, Covariance.SPHERICAL)).shape.covariances
    for each in round_ones:
        np.testing.assert_allclose(each, each[0, 0] * np.eye(2), rtol=1e-6)
    assert len({float(each[0, 0]) for each in round_ones}) == 6
    tied = mixture_of(ring(), MixtureFit(6, Covariance.TIED)).shape.covariances
    assert (tied == tied[0]).all()


def test_more_components_follow_a_ring_more_closely() -> None:
    def off(components: int) -> float:
        drawn = mixture_of(ring(), MixtureFit(components)).sample(4000, torch.Generator().manual_seed(3))
        return float(((drawn.norm(dim=1) - 1).abs() > 0.1).float().mean())

    shares = [off(components) for components in (1, 2, 5, 10, 20)]
    assert shares == sorted(shares, reverse=True) and shares[0] > 0.7 and shares[-1] < 0.05


def test_fewer_codes_bear_fewer_components() -> None:
    assert len(mixture_of(normal(60, 2), MixtureFit(30)).weights) == 60 // (4 * 3)
    assert len(mixture_of(normal(3, 2), MixtureFit(30)).weights) == 1
    same = mixture_of(torch.full((600, 2), 3.0), MixtureFit(20))
    assert same.sample(50, torch.Generator().manual_seed(0)).isfinite().all()


def test_the_shape_is_what_codes_are_drawn_from() -> None:
    codes = tilted()
    box = fit_region(Region.BOX, codes).shape
    assert isinstance(box, BoxShape)
    drawn = draw(Region.BOX, codes).numpy()
    np.testing.assert_allclose([drawn.min(0), drawn.max(0)], [box.low, box.high], atol=0.01)
    prior = fit_region(Region.PRIOR, codes).shape
    assert isinstance(prior, Components)
    assert prior.means.tolist() == [[0, 0]] and prior.covariances.tolist() == [np.eye(2).tolist()]
    assert prior.weights.tolist() == [1]
    fitted = mixture_of(ring(), MixtureFit(5))
    shape, many = fitted.shape, fitted.sample(MANY, torch.Generator().manual_seed(0)).double().numpy()
    assert shape.weights.sum() == pytest.approx(1)
    whole = np.einsum("k,kij->ij", shape.weights, shape.covariances) + np.cov(
        shape.means.T, aweights=shape.weights, ddof=0
    )
    np.testing.assert_allclose(np.cov(many.T), whole, atol=0.01)


def test_a_fit_comes_in_pieces() -> None:
    work, pieces = fitting_region(Region.MIXTURE, ring(), 0, MixtureFit(20)), 0
    while True:
        try:
            next(work)
            pieces += 1
        except StopIteration as done:
            assert torch.equal(done.value.means, mixture_of(ring(), MixtureFit(20)).means)
            break
    assert pieces > 5
