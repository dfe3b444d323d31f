"""Ellipses of Gaussians: outlines, half axes, and what dragging their ends makes of them, against known answers."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.workspaces.mixtures.view.ellipses import distances, half_axes, outlines, pulled, turned

ROUND = np.eye(2) * 4.0
TILTED = np.array([[5.0, 3.0], [3.0, 5.0]])  # variances 8 and 2 along the diagonals


def test_an_outline_lies_at_its_number_of_sigmas() -> None:
    means = np.array([[1.0, -2.0], [0.0, 0.0]])
    covariances = np.array([ROUND, TILTED])
    found = outlines(means, covariances, 2.0)
    assert found.shape[::2] == (2, 2) and np.allclose(found[:, 0], found[:, -1])
    for index in range(2):
        apart = found[index] - means[index]
        squared = np.einsum("ni,ij,nj->n", apart, np.linalg.inv(covariances[index]), apart)
        assert np.allclose(squared, 4.0)


def test_the_longer_half_axis_comes_first_and_points_to_the_right() -> None:
    axes = half_axes(TILTED)
    assert np.allclose(axes, [[2.0, 2.0], [1.0, -1.0]])
    assert np.allclose(half_axes(np.diag([1.0, 9.0])), [[0.0, 3.0], [1.0, 0.0]])


def test_pulling_an_end_stretches_and_turns_and_keeps_the_other_axis() -> None:
    longer = pulled(np.diag([4.0, 1.0]), (1.0, 1.0), 0, (1.0, 4.0))
    assert np.allclose(longer, np.diag([1.0, 9.0]))
    shorter = pulled(np.diag([4.0, 1.0]), (0.0, 0.0), 1, (0.0, 3.0))
    assert np.allclose(shorter, np.diag([4.0, 9.0]))
    nothing = pulled(np.diag([4.0, 1.0]), (0.0, 0.0), 0, (0.0, 0.0))
    assert np.isfinite(nothing).all() and np.linalg.eigvalsh(nothing).min() > 0


def test_turning_by_a_right_angle_swaps_the_variances() -> None:
    assert np.allclose(turned(np.diag([4.0, 1.0]), np.pi / 2), np.diag([1.0, 4.0]))


def test_distances_are_in_standard_deviations() -> None:
    means, covariances = np.array([[0.0, 0.0], [1.0, 0.0]]), np.array([np.diag([4.0, 1.0]), np.zeros((2, 2))])
    found = distances(np.array([[4.0, 0.0], [0.0, 3.0]]), means, covariances)
    assert found[:, 0] == pytest.approx([2.0, 3.0])
    assert np.isinf(found[:, 1]).all(), "a component without width is far from everything"


def test_what_is_not_finite_stays_so_and_breaks_nothing() -> None:
    bad = np.full((1, 2, 2), np.nan)
    assert np.isnan(half_axes(bad)).all() and np.isnan(outlines(np.zeros((1, 2)), bad)).all()
    assert np.isinf(distances(np.zeros((1, 2)), np.zeros((1, 2)), bad)).all()
