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
    reference = References(normal(1, width), torch.tensor([3.0]))
    direction = torch.nn.functional.normalize(normal(1, width, seed=1), dim=1)
    distances = torch.tensor([1.5, 3.0, 6.0])
    found = realism(reference.features + distances[:, None] * direction, reference)
    torch.testing.assert_close(found, torch.tensor([2.0, 1.0, 0.5]))


@pytest.mark.parametrize("width", WIDTHS)
def test_the_best_ball_counts_and_not_the_nearest(width: int) -> None:
    features = torch.zeros(2, width)
    features[1, 0] = 4.0
    references = References(features, torch.tensor([0.1, 6.0]))
    probe = torch.zeros(1, width)
    probe[0, 0] = 1.0  # 1 from the small ball: R = 0.1; 3 from the large one: R = 2
    torch.testing.assert_close(realism(probe, references), torch.tensor([2.0]))


def test_radii_on_a_line_are_those_of_the_third_neighbour_capped_at_the_median() -> None:
    places = torch.tensor([0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 100.0])[:, None]
    references = make_references(places)
    # To the third neighbour: 3, 2, 2, 2, 2, 2, 3 and, for the lonely one, 96; their median is 2.
    torch.testing.assert_close(references.features, places)
    torch.testing.assert_close(references.radii, torch.full((8,), 2.0))
    assert realism(torch.tensor([[50.0]]), references).item() == pytest.approx(2 / 44)  # no ball of 96 covers it


def test_chunks_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    real, fake = normal(50, 64), normal(33, 64, seed=1)
    whole = realism(fake, make_references(real))
    monkeypatch.setattr("trainers.metrics.neighbours.CHUNK", 7)
    torch.testing.assert_close(realism(fake, make_references(real)), whole)


def test_distances_far_from_the_origin_keep_their_digits() -> None:
    """Without centring, |a|^2 of 64 million would leave nothing of a distance of 0.01 in single precision."""
    near, far = normal(40, 64) * 0.01, 1000.0
    moved = realism(normal(20, 64, seed=1) * 0.01 + far, References(near + far, torch.full((40,), 0.1)))
    still = realism(normal(20, 64, seed=1) * 0.01, References(near, torch.full((40,), 0.1)))
    torch.testing.assert_close(moved, still, atol=0.01, rtol=0.01)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_decode_equal_to_a_reference_is_finite_and_as_real_as_can_be(width: int) -> None:
    real = normal(20, width)
    found = realism(real, make_references(real))
    assert torch.equal(found, torch.full((20,), MOST))


@pytest.mark.parametrize("width", WIDTHS)
def test_pictures_that_occur_often_keep_a_ball_of_half_a_grey_level(width: int) -> None:
    picture = torch.rand(1, width, generator=torch.Generator().manual_seed(0))
    references = make_references(picture.expand(30, -1))
    assert references.radii.min() > 0
    same, nearly, other = realism(torch.cat([picture, picture * (1 + 1e-3), picture * 1.1]), references)
    assert same == MOST and nearly > 1 and other < 0.1


def test_nothing_but_black_pictures() -> None:
    references = make_references(torch.zeros(10, 4))
    assert realism(torch.tensor([[0.0] * 4, [0.1] * 4]), references).tolist() == [MOST, 0.0]


@pytest.mark.parametrize("width", WIDTHS)
def test_features_that_are_no_numbers_are_not_real(width: int) -> None:
    broken = torch.zeros(3, width)
    broken[0, 0], broken[1, 0], broken[2, 1] = torch.nan, torch.inf, -torch.inf
    assert realism(broken, make_references(normal(20, width))).tolist() == [0.0, 0.0, 0.0]


def test_no_pictures_no_realism() -> None:
    assert realism(torch.zeros(0, 3), make_references(normal(9, 3))).shape == (0,)


def test_too_few_references() -> None:
    with pytest.raises(ValueError, match="expected at least 4 real pictures to compare with, found 3"):
        make_references(normal(NEIGHBOURS, 2))
    assert len(make_references(normal(NEIGHBOURS + 1, 2)).radii) == 4


def test_wrong_shapes_and_broken_references() -> None:
    with pytest.raises(ValueError, match=r"of shape \(N, D\), found \(9, 1, 2, 2\)"):
        make_references(torch.zeros(9, 1, 2, 2))
    with pytest.raises(ValueError, match="features of width 2, found 3"):
        realism(torch.zeros(1, 3), make_references(normal(9, 2)))
    with pytest.raises(ValueError, match="finite"):
        make_references(torch.full((9, 2), torch.nan))
