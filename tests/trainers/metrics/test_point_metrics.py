"""Measurements of points of the plane against known answers: modes, densities, divergences."""

from __future__ import annotations

import math
from pathlib import Path
from statistics import NormalDist

import numpy as np
import pytest
import torch

from trainers.catalog import find_dataset
from trainers.dataset import LoadContext
from trainers.examples import Examples, Modes
from trainers.metrics.densities import (
    MOST_SAMPLES,
    data_density,
    estimated_density,
    local_bandwidth,
    mixture_density,
)
from trainers.metrics.divergences import js_bound, js_divergence, optimal_logit
from trainers.metrics.modes import class_counts, count_modes, reverse_kl, smallest_share

JS = {0.5: 0.0303, 1.0: 0.1114, 2.0: 0.3368, 4.0: 0.6327}  # of N(0, 1) and N(d, 1), in nats
SQUARE = Modes(np.array([[0.2, 0.2], [0.8, 0.2], [0.2, 0.8], [0.8, 0.8]], np.float32), 0.02)


def load(name: str) -> Examples:
    cls = find_dataset(name)
    return cls.load(cls.Config.parse({"count": 4000}), LoadContext(Path()))


# ------------------------------------------------------------------------------------------------ modes


def test_counts_of_modes() -> None:
    """Two at the first centre, one just inside and one just outside three sigma of the second; the others empty."""
    points = np.array([[0.2, 0.2], [0.21, 0.2], [0.8, 0.2599], [0.8, 0.2601]], np.float32)
    counts = count_modes(points, SQUARE)
    assert counts.nearest.tolist() == [2, 2, 0, 0] and counts.hits.tolist() == [2, 1, 0, 0]
    figures = counts.figures()
    assert counts.shares.tolist() == [0.5, 0.25, 0, 0] and counts.present == figures["modes_present"] == 2
    assert figures["high_quality_share"] == counts.shares.sum() == 0.75
    assert figures["reverse_kl"] == pytest.approx(math.log(2)) and figures["smallest_mode_share"] == 0


def test_the_data_serve_all_their_modes() -> None:
    for name, count in (("ring", 8), ("grid", 25)):
        images = load(name)
        assert images.modes is not None
        figures = count_modes(images.test, images.modes).figures()
        assert figures["modes_present"] == count
        assert figures["smallest_mode_share"] == pytest.approx((1 - math.exp(-4.5)) / count, rel=0.1)
        assert figures["high_quality_share"] == pytest.approx(1 - math.exp(-4.5), abs=0.01)
        assert figures["reverse_kl"] == pytest.approx(0, abs=1e-6)


def test_a_collapsed_generator() -> None:
    figures = count_modes(np.full((50, 2), 0.2, np.float32), SQUARE).figures()
    assert figures["modes_present"] == 1 and figures["reverse_kl"] == pytest.approx(math.log(4))
    nowhere = count_modes(np.full((50, 2), 0.5, np.float32), SQUARE).figures()
    assert nowhere["modes_present"] == nowhere["smallest_mode_share"] == nowhere["high_quality_share"] == 0


def test_shares() -> None:
    assert reverse_kl(np.array([5, 5, 5])) == pytest.approx(0)
    expected = 0.75 * math.log(1.5) + 0.25 * math.log(0.5)
    assert reverse_kl(np.array([3, 1])) == pytest.approx(expected)
    assert smallest_share(np.array([3, 1])) == 0.25
    assert class_counts(np.array([[0.9, 0.1, 0], [0.2, 0.7, 0.1], [0.5, 0.4, 0.1]], np.float32)).tolist() == [2, 1, 0]
    for counts in (np.array([0, 0]), np.array([2, -1])):
        with pytest.raises(ValueError, match="expected counts with a sum above 0"):
            reverse_kl(counts)


@pytest.mark.parametrize(
    "points", [np.zeros((0, 2), np.float32), np.zeros((3, 3), np.float32), np.full((2, 2), np.nan, np.float32)]
)
def test_what_has_no_modes_is_refused(points: np.ndarray) -> None:
    with pytest.raises(ValueError, match=r"modes: expected finite points \(N, 2\), found an array of shape"):
        count_modes(points, SQUARE)


# -------------------------------------------------------------------------------------------- densities


def grid(side: int = 200) -> tuple[np.ndarray, float]:
    """Cell centres (side^2, 2) of the unit square, and the area of a cell."""
    centres = (np.arange(side) + 0.5) / side
    y, x = np.meshgrid(centres, centres, indexing="ij")
    return np.stack([x.ravel(), y.ravel()], axis=1).astype(np.float32), 1 / side**2


def test_the_density_of_modes_is_exact() -> None:
    density = mixture_density(SQUARE)
    assert density(SQUARE.centres) == pytest.approx(1 / (4 * 2 * math.pi * 0.02**2), rel=1e-5)
    places, cell = grid()
    assert density(places).sum() * cell == pytest.approx(1, abs=1e-6)
    one_sigma = density(np.array([[0.2, 0.22]], np.float32))[0]
    assert one_sigma / density(SQUARE.centres)[0] == pytest.approx(math.exp(-0.5), rel=1e-4)
    assert density(np.zeros((0, 2), np.float32)).shape == (0,)


def test_the_estimate_nears_the_density() -> None:
    """A round cloud of sigma s, estimated with bandwidth h, has the density of a cloud of sigma sqrt(s^2 + h^2)."""
    points = (0.5 + 0.1 * np.random.default_rng(0).standard_normal((MOST_SAMPLES, 2))).astype(np.float32)
    found = estimated_density(points, bandwidth=0.05)(np.array([[0.5, 0.5]], np.float32))[0]
    assert found == pytest.approx(1 / (2 * math.pi * (0.1**2 + 0.05**2)), rel=0.03)


def test_the_rule_is_that_of_scipy() -> None:
    from scipy.stats import gaussian_kde

    points = np.random.default_rng(1).standard_normal((400, 2)).astype(np.float32)
    points = (points - points.mean(0)) @ np.linalg.inv(np.linalg.cholesky(np.cov(points.T))).T.astype(np.float32)
    places = np.random.default_rng(2).uniform(-2, 2, (50, 2)).astype(np.float32)
    assert estimated_density(points)(places) == pytest.approx(gaussian_kde(points.T.astype(float))(places.T), rel=1e-3)


@pytest.mark.parametrize("name", ["ring", "two-moons", "spiral"])
def test_the_density_of_the_data(name: str) -> None:
    images = load(name)
    density, (places, cell) = data_density(images), grid(100)
    assert density(places).sum() * cell == pytest.approx(1, abs=0.02)
    held_out, elsewhere = density(images.test), density(np.array([[0.02, 0.98]], np.float32))
    assert np.median(held_out) > 3 and elsewhere[0] < 1e-3


def test_the_estimate_comes_near_what_is_known() -> None:
    images = load("ring")
    assert images.modes is not None
    points, places = images.train, images.test
    exact = mixture_density(images.modes)(places)
    estimate = estimated_density(points, local_bandwidth(points))(places)
    assert np.corrcoef(exact, estimate)[0, 1] > 0.95
    assert estimate.mean() == pytest.approx(exact.mean(), rel=0.25)


def test_what_has_no_density_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 2 finite points"):
        estimated_density(np.zeros((1, 2), np.float32))
    with pytest.raises(ValueError, match="are all points alike"):
        estimated_density(np.ones((5, 2), np.float32))
    with pytest.raises(ValueError, match="expected more than 10 points, found 4"):
        local_bandwidth(np.ones((4, 2), np.float32))
    pixels = np.zeros((3, 1, 8, 8), np.uint8)
    with pytest.raises(ValueError, match="blank: a density needs points"):
        data_density(Examples("blank", pixels, pixels))


# ------------------------------------------------------------------------------------------ divergences


@pytest.mark.parametrize(("d", "expected"), JS.items())
def test_js_of_two_normals(d: float, expected: float) -> None:
    x = np.linspace(-12, 16, 28_001)
    p, q = (np.exp(-((x - mean) ** 2) / 2) / math.sqrt(2 * math.pi) for mean in (0, d))
    assert js_divergence(p, q, x[1] - x[0]) == pytest.approx(expected, abs=5e-5)
    assert js_divergence(p, q, x[1] - x[0]) == pytest.approx(js_divergence(q, p, x[1] - x[0]))


@pytest.mark.parametrize(("d", "expected"), JS.items())
def test_the_optimal_discriminator_reaches_the_divergence(d: float, expected: float) -> None:
    """On evenly spaced quantiles of both, whose means are integrals over the densities."""
    z = np.array([NormalDist().inv_cdf((i + 0.5) / 20_000) for i in range(20_000)])
    logits = [torch.tensor(-d * x + d * d / 2) for x in (z, z + d)]
    assert js_bound(*logits) == pytest.approx(expected, abs=1e-4)
    assert js_bound(logits[0] + 0.3, logits[1] + 0.3) < js_bound(*logits)
    assert js_bound(0.5 * logits[0], 0.5 * logits[1]) < js_bound(*logits)


def test_the_bound_at_the_ends() -> None:
    assert js_bound(torch.zeros(5), torch.zeros(7)) == pytest.approx(0, abs=1e-12)
    assert js_bound(torch.full((5,), 60.0), torch.full((5,), -60.0)) == pytest.approx(math.log(2))
    assert js_bound(torch.full((5,), -9.0), torch.full((5,), 9.0)) < -8
    for bad in (torch.zeros(0), torch.tensor([0.0, math.nan])):
        with pytest.raises(ValueError, match="expected logits that are numbers"):
            js_bound(torch.zeros(3), bad)


def test_js_at_the_ends() -> None:
    p, q = np.array([0.5, 0.5, 0, 0]), np.array([0, 0, 0.5, 0.5])
    assert js_divergence(p, p, 1.0) == 0 and js_divergence(p, q, 1.0) == pytest.approx(math.log(2))
    assert js_divergence(p, 7 * q, 0.1) == pytest.approx(math.log(2))
    for bad in (np.zeros(4), np.array([-1.0, 2, 0, 0]), np.array([math.nan, 1, 0, 0])):
        with pytest.raises(ValueError, match="expected a density"):
            js_divergence(p, bad, 1.0)
    with pytest.raises(ValueError, match="on one grid, found shapes"):
        js_divergence(p, q[:2], 1.0)


def test_the_optimal_logit() -> None:
    p, q = np.array([0.2, 0.1, 0.3, 0.0, 0.0]), np.array([0.1, 0.1, 0.0, 0.4, 0.0])
    logit = optimal_logit(p, q)
    assert logit[:2] == pytest.approx([math.log(2), 0]) and logit[2] == math.inf and logit[3] == -math.inf
    assert logit[4] == 0
    d = 1 / (1 + np.exp(-logit[:2]))
    assert d == pytest.approx(p[:2] / (p[:2] + q[:2]))
