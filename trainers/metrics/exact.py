"""What a model gives to every picture there is, where these are few: nothing is estimated.

Nine pixels that are on or off make 512 pictures. So one can look at each of them: whether all probabilities sum to 1,
and how much of them falls on pictures that belong to the data.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

from trainers.pieces import Pieces

MOST_PICTURES = 4096  # that a model is asked for
PIECE = 512  # pictures that one piece of the work asks for

LogProbability = Callable[[Tensor], Tensor]  # of pictures given as levels (N, sites): (N,), in nats and float64


@dataclass(frozen=True)
class ExactScore:
    """``nats`` is -log p of the training pictures, their mean; ``valid`` the share of all probability that falls on
    pictures of the training data, ``mass`` all of it. ``pictures`` (K,) are the places of the first of each different
    training picture, ``odds`` (K,) what the model gives these; ``entropy`` that of the training data in nats."""

    nats: float
    valid: float
    mass: float
    entropy: float
    pictures: Tensor
    odds: Tensor


def every_picture(levels: int, sites: int) -> Tensor:
    """All pictures (levels ** sites, sites) as levels, in the order of their numbers."""
    numbers, powers = torch.arange(levels**sites), levels ** torch.arange(sites - 1, -1, -1)
    return numbers[:, None] // powers % levels


def score_exactly(log_prob: LogProbability, train: Tensor, levels: int) -> Pieces[ExactScore]:
    """Scores a model by its probabilities, *train* (N, sites) being the levels of the training pictures."""
    sites = train.shape[1]
    every = []
    for part in every_picture(levels, sites).to(train.device).split(PIECE):
        every.append(log_prob(part).exp())
        yield None
    probabilities = torch.cat(every)
    numbers = (train * levels ** torch.arange(sites - 1, -1, -1, device=train.device)).sum(1)
    found, which, counts = numbers.unique(return_inverse=True, return_counts=True)
    firsts = torch.full_like(found, len(train)).scatter_reduce_(
        0, which, torch.arange(len(train), device=train.device), "amin"
    )
    pictures, back = firsts.sort()  # as they come in the data
    share, odds = counts[back].double() / len(train), probabilities[found[back]]
    return ExactScore(
        nats=-float((share * odds.log()).sum()),
        valid=float(odds.sum()),
        mass=float(probabilities.sum()),
        entropy=-float((share * share.log()).sum()),
        pictures=pictures,
        odds=odds,
    )
