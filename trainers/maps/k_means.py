"""k-means (Lloyd, "Least squares quantization in PCM", 1982): each example goes to the nearest of so many means, each
mean to the middle of its examples, until nothing moves.

scikit-learn's finds no better clusters, but holds whoever asks until it has them, and brings 700 modules: 60 MB.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trainers.examples import Float32, Int64
from trainers.lazy import torch
from trainers.maps.nearest import strip_of
from trainers.metrics.gaussians.mixtures import seeding
from trainers.pieces import Pieces

if TYPE_CHECKING:
    from torch import Tensor

STARTS = 4  # of which the best is kept
MOST_TURNS = 300
ROUNDING = 1e-6  # of the squares that are added up: a difference below it cannot be told from none
STILL = 1e-4  # of the mean variance of a number: means that move by less, all squares together, stand still


@dataclass(frozen=True)
class _Examples:
    """Examples ``x`` (N, D) around their middle, and their ``squares`` (N,)."""

    x: Tensor
    squares: Tensor

    def distances(self, rows: slice, means: Tensor) -> Tensor:
        """(n, K), squared, from the *rows* to *means* (K, D). Exactly 0 of examples that are the same, or that single
        precision can hardly tell apart."""
        own, others = self.squares[rows, None], means.square().sum(1)
        found = torch.addmm(others, self.x[rows], means.T, alpha=-2).add_(own)
        return found.masked_fill_(found <= ROUNDING * (own + others), 0)


@dataclass(frozen=True)
class _Nearest:
    """The mean ``which`` (N,) is the nearest of each example, and how far it is, squared: ``squares`` (N,)."""

    which: Tensor
    squares: Tensor


def k_means(x: Float32, count: int, seed: int) -> Pieces[Int64]:
    """The cluster (N,) of each of the examples (N, D): of ``STARTS`` starts, which *seed* decides, the one whose
    examples lie nearest to their means, all squares together. Of *count* <= N clusters none is empty, where there are
    as many examples that lie further from each other than a thousandth of their way to the middle of all."""
    yield None
    around = torch.from_numpy(x - x.mean(0, dtype=np.float64).astype(np.float32))
    examples = _Examples(around, torch.linalg.vector_norm(around, dim=1).square())
    still = STILL * float(examples.squares.sum(dtype=torch.float64)) / around.numel()
    everywhere = slice(len(x))
    least, best = float("inf"), np.zeros(len(x), np.int64)
    for start in range(STARTS):
        seeds = seeding(
            around, count, seed * STARTS + start, distances=lambda means: examples.distances(everywhere, means)
        )
        found = yield from _settled(examples, (yield from seeds), still)
        total = float(found.squares.sum(dtype=torch.float64))
        if total < least:
            least, best = total, found.which.numpy()
    return best


def _settled(examples: _Examples, means: Tensor, still: float) -> Pieces[_Nearest]:
    """To which of the *means* (K, D) the examples go, once these stand still."""
    found = yield from _assigned(examples, means)
    for _ in range(MOST_TURNS):
        moved = _moved(examples.x, found, len(means))
        before, found = found, (yield from _assigned(examples, moved))
        if torch.equal(found.which, before.which) or float((moved - means).square().sum()) <= still:
            break
        means = moved
    return found


def _assigned(examples: _Examples, means: Tensor) -> Pieces[_Nearest]:
    """The nearest of the *means* (K, D) of each example; of equally near ones the first."""
    count, width = examples.x.shape
    step = strip_of(len(means), width)
    which, squares = [], []
    for start in range(0, count, step):
        near = examples.distances(slice(start, start + step), means).min(1)
        which.append(near.indices)
        squares.append(near.values)
        yield None
    return _Nearest(torch.cat(which), torch.cat(squares))


def _moved(x: Tensor, found: _Nearest, count: int) -> Tensor:
    """The means (K, D) of the examples (N, D) that each was nearest to. One that has none goes where an example lies
    farthest from its own."""
    sizes = torch.bincount(found.which, minlength=count)
    means = torch.zeros(count, x.shape[1]).index_add_(0, found.which, x) / sizes.clamp_min(1)[:, None]
    deserted = torch.nonzero(sizes == 0)[:, 0]
    means[deserted] = x[found.squares.topk(len(deserted)).indices]
    return means
