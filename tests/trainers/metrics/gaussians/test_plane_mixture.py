"""Mixtures in a plane, against scipy's densities and against what is known."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from scipy.stats import multivariate_normal, norm

from trainers.messages import Components
from trainers.metrics.gaussians.mixtures import Mixture
from trainers.metrics.gaussians.plane_mixture import collapsed, density, extent_of, marginal, places_of, whole


def mixture(width: int, count: int = 3, seed: int = 0) -> Mixture:
    """Anywhere near the origin, leaning in all directions."""
    generator = torch.Generator().manual_seed(seed)
    weights = torch.rand(count, generator=generator, dtype=torch.float64) + 0.1
    factors = 0.4 * torch.randn(count, width, width, generator=generator, dtype=torch.float64)
    means = torch.randn(count, width, generator=generator, dtype=torch.float64)
    unit = torch.eye(width, dtype=torch.float64)
    return Mixture(weights / weights.sum(), means, factors @ factors.mT + 0.05 * unit)


def middles(extent: tuple[float, float, float, float], cells: int) -> np.ndarray:
    """(rows, columns, 2), top row first."""
    x0, y0, x1, y1 = extent
    share = (np.arange(cells) + 0.5) / cells
    return np.stack(np.meshgrid(x0 + share * (x1 - x0), y1 - share * (y1 - y0)), axis=-1)


@pytest.mark.parametrize(("width", "axes"), [(2, (0, 1)), (2, (1, 0)), (5, (3, 1))])
def test_in_the_plane_it_is_what_scipy_says(width: int, axes: tuple[int, int]) -> None:
    given, extent = mixture(width), (-2.0, -1.0, 3.0, 2.5)
    seen = marginal(given, axes)
    chosen = list(axes)
    expected = sum(
        float(weight)
        * multivariate_normal(mean.numpy()[chosen], covariance.numpy()[np.ix_(chosen, chosen)]).pdf(middles(extent, 9))
        for weight, mean, covariance in zip(given.weights, given.means, given.covariances, strict=True)
    )
    found = density(seen, extent, 9)
    assert found.dtype == np.float32 and found == pytest.approx(expected, rel=1e-5, abs=1e-12)


@pytest.mark.parametrize("seed", range(3))
def test_over_all_of_the_plane_the_density_is_one(seed: int) -> None:
    cells, side = 500, 20.0
    found = density(marginal(mixture(3, seed=seed), (0, 2)), (-side / 2, -side / 2, side / 2, side / 2), cells)
    assert found.sum(dtype=np.float64) * (side / cells) ** 2 == pytest.approx(1.0, abs=1e-4)


def test_the_top_row_is_the_one_above_and_the_first_column_the_left_one() -> None:
    one = Components(np.ones(1), np.array([[0.2, 0.9]]), 0.01 * np.eye(2)[None])
    found = density(one, (0.0, 0.0, 1.0, 1.0), 10)
    assert divmod(int(found.argmax()), 10) in ((0, 1), (0, 2), (1, 1), (1, 2))


def test_a_mixture_on_a_line() -> None:
    given = mixture(1)
    seen = marginal(given, (0, 1))
    assert seen.means.shape == (3, 2) and not seen.means[:, 1].any() and not seen.covariances[:, 1].any()
    found = density(seen, (-3.0, -1.0, 3.0, 1.0), 60)
    x = middles((-3.0, -1.0, 3.0, 1.0), 60)[0, :, 0]
    expected = sum(
        float(w) * norm(float(m), float(v) ** 0.5).pdf(x)
        for w, m, v in zip(given.weights, given.means, given.covariances, strict=True)
    )
    assert all(row == pytest.approx(expected, rel=1e-5, abs=1e-9) for row in found)
    assert places_of(torch.tensor([[2.0], [3.0]]), (0, 1)).tolist() == [[2, 0], [3, 0]]


def test_what_is_infinitely_narrow_is_large_and_finite() -> None:
    for width in (1e-12, 1e-200, 0.0):
        points = Components(np.ones(1), np.full((1, 2), 0.5), width * np.array([[[1.0, 1.0], [1.0, 1.0]]]))
        found = density(points, (0.0, 0.0, 1.0, 1.0), 5)
        assert np.isfinite(found).all() and (found >= 0).all()


def test_all_dimensions_are_copies_of_their_own() -> None:
    given = mixture(4)
    found = whole(given)
    assert found.means.tolist() == given.means.tolist() and found.covariances.shape == (3, 4, 4)
    given.means.zero_()
    assert found.means.any() and not any(part.flags.writeable for part in vars(found).values())


def test_what_holds_all_places() -> None:
    x0, y0, x1, y1 = extent_of(np.array([[0, 0], [10, 1]], np.float32))
    assert (x0, x1) == (pytest.approx(-0.5), pytest.approx(10.5)) and (y0, y1) == (
        pytest.approx(-0.05), pytest.approx(1.05)
    )  # fmt: skip
    assert extent_of(np.array([[3, 4], [3, 4]], np.float32)) == (2.5, 3.5, 3.5, 4.5)


def test_the_collapsed_are_those_that_the_floor_holds_up() -> None:
    unit = torch.eye(2, dtype=torch.float64)
    flat = torch.tensor([[1.0, 1.0], [1.0, 1.0]], dtype=torch.float64)  # of no width across
    given = Mixture(
        torch.full((4,), 0.25),
        torch.zeros(4, 2),
        torch.stack([0.1 * unit, 1e-4 * unit, flat + 1e-4 * unit, 2e-4 * unit]),
    )
    assert collapsed(given, 1e-4) == (1, 2) and collapsed(given, 1e-6) == () and collapsed(given, 1.0) == (0, 1, 2, 3)
