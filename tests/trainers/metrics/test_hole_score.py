"""The hole score: which side of the threshold counts, and whether the interval covers what it promises."""

from __future__ import annotations

import math

import pytest
import torch

from trainers.metrics.hole_score import hole_score, in_hole


def answers(holes: int, count: int) -> torch.Tensor:
    """Realism values of which the first *holes* are below 1."""
    values = torch.full((count,), 1.5)
    values[:holes] = 0.5
    return values


def test_which_side_is_the_hole_and_where_it_begins() -> None:
    values = torch.tensor([0.5, 1.0, 2.0, math.nan])
    assert in_hole(values, 1.0, high_is_hole=False).tolist() == [True, False, False, True]
    assert in_hole(values, 1.0, high_is_hole=True).tolist() == [False, False, True, True]
    assert hole_score(values, 1.0, high_is_hole=False).share == 0.5


def test_the_interval_is_that_of_a_binomial() -> None:
    score = hole_score(answers(300, 1000), 1.0, high_is_hole=False)
    half = 1.96 * math.sqrt(0.3 * 0.7 / 1000)
    assert (score.share, score.low, score.high) == pytest.approx((0.3, 0.3 - half, 0.3 + half), abs=0.003)
    assert hole_score(answers(300, 1000), 1.0, high_is_hole=False) == score  # its own generator


@pytest.mark.parametrize("truth", [0.02, 0.3, 0.9])
def test_the_interval_covers_the_truth_as_often_as_it_says(truth: float) -> None:
    generator = torch.Generator().manual_seed(0)
    covered = 0
    for repeat in range(300):
        values = torch.rand(2000, generator=generator)  # below the truth with that probability
        score = hole_score(values, truth, high_is_hole=False, seed=repeat, resamples=2000)
        covered += score.low <= truth <= score.high
    assert 0.90 <= covered / 300 <= 0.99


@pytest.mark.parametrize("count", [1, 50, 2000])
def test_certainty_is_not_claimed_where_all_agree(count: int) -> None:
    """The exact ends: were the share p, none of N would be a hole with probability (1 - p)^N = 2.5 %."""
    none, every = (hole_score(answers(holes, count), 1.0, high_is_hole=False) for holes in (0, count))
    assert (none.share, none.low, every.share, every.high) == (0, 0, 1, 1)
    assert (1 - none.high) ** count == pytest.approx(0.025)
    assert every.low == pytest.approx(1 - none.high)


def test_bad_values() -> None:
    with pytest.raises(ValueError, match=r"at least one, found \(0,\)"):
        hole_score(torch.zeros(0), 1.0, high_is_hole=False)
    with pytest.raises(ValueError, match=r"found \(2, 2\)"):
        hole_score(torch.zeros(2, 2), 1.0, high_is_hole=False)
    with pytest.raises(ValueError, match="geometry does not"):
        hole_score(torch.zeros(3), math.nan, high_is_hole=True)
