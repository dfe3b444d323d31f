"""Contours: a known circle, known shares, and nothing at all."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.plane.contours import SHARES, density_contours, level_lines


def test_level_lines_of_a_cone_form_its_circle() -> None:
    line = np.linspace(-2, 2, 81)
    field = -np.hypot(line[:, None], line[None, :])
    segments = level_lines(field, -1.5) * 0.05 - 2
    assert np.abs(np.hypot(segments[..., 0], segments[..., 1]) - 1.5).max() < 1e-3
    length = np.linalg.norm(segments[:, 0] - segments[:, 1], axis=1).sum()
    assert length == pytest.approx(2 * np.pi * 1.5, rel=0.01)


@pytest.mark.parametrize("corner", [0.4, 0.6])
def test_a_saddle_gives_two_lines_that_do_not_cross(corner: float) -> None:
    field = np.array([[1.0, 0.0], [0.0, 1.0]]) * corner * 2
    segments = level_lines(field, 0.5)
    assert segments.shape == (2, 2, 2)
    joins_diagonal = field.mean() > 0.5  # then the high corners belong together and the lines cut off the low ones
    cut_off = (0.0, 1.0) if joins_diagonal else (0.0, 0.0)
    assert min(np.abs(segments.mean(axis=1) - cut_off).sum(axis=1)) < 0.6


def test_a_flat_field_has_no_lines() -> None:
    assert level_lines(np.ones((5, 5)), 0.5).shape == (0, 2, 2)


def test_each_line_holds_its_share_of_a_gaussian() -> None:
    positions = np.random.default_rng(0).normal(size=(50_000, 2))
    lines = density_contours(positions, (-5, -5, 5, 5))
    for share, segments in zip(SHARES, lines, strict=True):
        radius = np.median(np.hypot(segments[..., 0], segments[..., 1]))
        assert radius == pytest.approx(np.sqrt(-2 * np.log(1 - share)), rel=0.1)


def test_without_points_there_are_no_lines() -> None:
    assert [len(lines) for lines in density_contours(np.zeros((0, 2)), (0, 0, 1, 1))] == [0] * len(SHARES)
