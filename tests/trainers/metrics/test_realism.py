"""Realism in closed form: balls around references on a line, on lattices, and in the cases that nobody wishes for."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from trainers.metrics.realism import (
    MOST,
    NEIGHBOURS,
    References,
    make_references,
    realism,
)

WIDTHS = (2, 64)  # distances are summed up one by one, or come from a product of matrices


def normal(*shape: int, seed: int = 0) -> Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


@pytest.mark.parametrize("width", WIDTHS)
def test_realism_is_the_radius_over_the_distance(width: int) -> None:
    reference = References(normal(1, width), torch.tensor([3.0]), 1)
    direction = torch.nn.functional.normalize(normal(1, width, seed=1), dim=1)
    distances = torch.tensor([1.5, 3.0, 6.0])
    found = realism(reference.features + distances[:, None] * direction, reference)
    torch.testing.assert_close(found, torch.tensor([2.0, 1.0, 0.5]))


@pytest.mark.parametrize("width", WIDTHS)
def test_realism_averages_over_the_most_hospitable(width: int) -> None:
    """1 / R is the mean of d / r: 1 / 0.5 for the one ball, 3 / 6 for the other."""
    features = torch.zeros(2, width)
    features[1, 0] = 4.0
    references = References(features, torch.tensor([0.5, 6.0]), 2)
    probe = torch.zeros(1, width)
    probe[0, 0] = 1.0
    torch.testing.assert_close(realism(probe, references), torch.tensor([1 / ((2 + 0.5) / 2)]))


def test_only_the_best_hosts_count() -> None:
    places = torch.arange(100.0)[:, None]
    references = References(places, torch.full((100,), 10.0), 15)  # those within 7 of 49
    found = realism(torch.tensor([[49.0]]), references)
    assert found.item() == pytest.approx(10 / (2 * 28 / 15))  # distances 0, 1, 1, ... 7, 7


def test_radii_are_distances_to_the_kth_other_reference_and_never_wide() -> None:
    places = torch.tensor([0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 100.0])[:, None]
    # To the third: 3, 2, 2, 2, 2, 2, 3 and, for the lonely one, 96; the upper quartile of these is 3.
    assert make_references(places, k=3).radii.tolist() == [3, 2, 2, 2, 2, 2, 3, 3]


def test_chunks_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    real, fake = normal(50, 64), normal(33, 64, seed=1)
    whole = realism(fake, make_references(real))
    monkeypatch.setattr("trainers.metrics.neighbours.CHUNK", 7)
    torch.testing.assert_close(realism(fake, make_references(real)), whole)


def test_distances_far_from_the_origin_keep_their_digits() -> None:
    """Without centring, |a|^2 of 64 million would leave nothing of a distance of 0.01 in single precision."""
    near, far = normal(40, 64) * 0.01, 1000.0
    moved = realism(normal(20, 64, seed=1) * 0.01 + far, References(near + far, torch.full((40,), 0.1), 10))
    still = realism(normal(20, 64, seed=1) * 0.01, References(near, torch.full((40,), 0.1), 10))
    torch.testing.assert_close(moved, still, atol=0.01, rtol=0.01)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_decode_equal_to_a_reference_has_a_finite_realism(width: int) -> None:
    real = normal(200, width)
    found = realism(real, make_references(real))
    assert found.isfinite().all() and found.median() > 1
    often = make_references(torch.cat([real[:1].expand(NEIGHBOURS, -1), real]))
    assert 3 < realism(real[:1], often).item() <= MOST


@pytest.mark.parametrize("width", WIDTHS)
def test_pictures_that_occur_often_keep_a_ball_of_half_a_grey_level(width: int) -> None:
    picture = torch.rand(1, width, generator=torch.Generator().manual_seed(0))
    references = make_references(picture.expand(30, -1))
    assert references.radii.min() > 0
    same, nearly, other = realism(torch.cat([picture, picture * (1 + 1e-3), picture * 1.1]), references)
    assert same > 5 and nearly > 1 and other < 0.1


def test_nothing_but_black_pictures() -> None:
    references = make_references(torch.zeros(12, 4))
    black, grey = realism(torch.tensor([[0.0] * 4, [0.1] * 4]), references).tolist()
    assert black == MOST and grey < 1e-6


@pytest.mark.parametrize("width", WIDTHS)
def test_features_that_are_no_numbers_are_not_real(width: int) -> None:
    broken = torch.zeros(3, width)
    broken[0, 0], broken[1, 0], broken[2, 1] = torch.nan, torch.inf, -torch.inf
    assert realism(broken, make_references(normal(20, width))).tolist() == [0.0, 0.0, 0.0]


def test_no_pictures_no_realism() -> None:
    assert realism(torch.zeros(0, 3), make_references(normal(12, 3))).shape == (0,)


def test_too_few_references() -> None:
    with pytest.raises(ValueError, match="expected at least 11 real pictures to compare with, found 10"):
        make_references(normal(NEIGHBOURS, 2))
    assert len(make_references(normal(NEIGHBOURS + 1, 2)).radii) == 11


def test_wrong_shapes_and_broken_references() -> None:
    with pytest.raises(ValueError, match=r"of shape \(N, D\), found \(12, 1, 2, 2\)"):
        make_references(torch.zeros(12, 1, 2, 2))
    with pytest.raises(ValueError, match="features of width 2, found 3"):
        realism(torch.zeros(1, 3), make_references(normal(12, 2)))
    with pytest.raises(ValueError, match="finite"):
        make_references(torch.full((12, 2), torch.nan))


def test_no_ball_is_smaller_than_what_can_be_seen() -> None:
    dense = torch.arange(40, dtype=torch.float32)[:, None] / 1e4
    near = torch.tensor([[0.002, 0.01]])[:, :1] + torch.tensor([[0.02]])
    assert realism(near, make_references(dense)).item() < 1
    assert realism(near, make_references(dense, least=0.05)).item() > 1
