"""Scores over all pictures, where they can be worked out by hand."""

from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor

from trainers.metrics.exact import PIECE, every_picture, score_exactly
from trainers.pieces import finish


def test_every_picture_is_there_once() -> None:
    every = every_picture(3, 4)
    assert every.shape == (81, 4) and len({tuple(one) for one in every.tolist()}) == 81
    assert every[:4].tolist() == [[0, 0, 0, 0], [0, 0, 0, 1], [0, 0, 0, 2], [0, 0, 1, 0]]


def coins(lit: float) -> object:
    """log p of pictures whose sites are coins of their own."""
    logs = torch.tensor([1 - lit, lit]).double().log()
    return lambda indices: logs[indices].sum(1)


def test_coins_are_scored_as_by_hand() -> None:
    train = torch.tensor([[1, 1], [0, 1], [1, 1], [1, 1]])
    score = finish(score_exactly(coins(0.7), train, 2))  # type: ignore[arg-type]
    assert score.pictures.tolist() == [0, 1]  # as they come in the data, and not as they are numbered
    assert score.odds.tolist() == pytest.approx([0.49, 0.21])
    assert score.valid == pytest.approx(0.7) and score.mass == pytest.approx(1.0, abs=1e-6)
    assert score.nats == pytest.approx(-(0.75 * math.log(0.49) + 0.25 * math.log(0.21)))
    assert score.entropy == pytest.approx(-(0.75 * math.log(0.75) + 0.25 * math.log(0.25)))


def test_what_is_no_distribution_is_found_out() -> None:
    def twice(indices: Tensor) -> Tensor:
        return torch.full((len(indices),), math.log(2 / 512)).double()

    assert finish(score_exactly(twice, torch.zeros(1, 9, dtype=torch.int64), 2)).mass == pytest.approx(2.0)


def test_many_pictures_are_asked_for_in_pieces() -> None:
    asked: list[int] = []

    def even(indices: Tensor) -> Tensor:
        asked.append(len(indices))
        return torch.full((len(indices),), -12 * math.log(2)).double()

    work = score_exactly(even, torch.zeros(1, 12, dtype=torch.int64), 2)
    assert len(list(work)) == 4096 // PIECE
    assert asked == [PIECE] * (4096 // PIECE)
