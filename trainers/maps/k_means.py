"""k-means (Lloyd, 1982) from starts that are far apart (Arthur and Vassilvitskii, 2007), in pieces.

The best of several candidates is taken at each step of a start, as scikit-learn does, and what has no example left
takes the one that lies farthest from its mean. Several hundred modules of scikit-learn are not imported for it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator as Chances

from trainers.examples import Float32, Int64
from trainers.pieces import Pieces

MOST_TURNS = 300
SETTLED = 1e-4  # of the mean variance: means that move by less than that, squared and together, have come to rest
ROUNDING = 1e-6  # of the squares that are added up: a float32 difference below it cannot be told from none


@dataclass(frozen=True)
class Means:
    """The number (N,) of each example's cluster, the ``centres`` (K, D), and the ``inertia``: the sum of the squared
    distances of the examples from the centres of their clusters."""

    numbers: Int64
    centres: Float32
    inertia: float


def k_means(x: Float32, clusters: int, starts: int, seed: int) -> Pieces[Means]:
    """The best of so many *starts* of k-means on examples (N, D), 1 <= clusters <= N. There are as many clusters as
    were asked for, unless fewer examples differ from each other. Same examples and *seed*, same clusters."""
    chances = np.random.default_rng(seed)
    middle = x.mean(0)
    centred = x - middle  # so that the product of matrices loses few digits
    squares = _squares(centred)
    best: Means | None = None
    for _ in range(starts):
        centres = yield from _spread_out(centred, squares, clusters, chances)
        found = yield from _settled(centred, squares, centres)
        if best is None or found.inertia < best.inertia:
            best = found
    assert best is not None, "at least one start"
    return Means(best.numbers, best.centres + middle, best.inertia)


def _spread_out(x: Float32, squares: Float32, clusters: int, chances: Chances) -> Pieces[Float32]:
    """Centres (K, D): each of them an example, the more likely the farther it lies from those before."""
    trials = 2 + int(math.log(clusters))
    rows = [int(chances.integers(len(x)))]
    nearest = _distances(x, squares, x[rows])[:, 0]
    for _ in range(clusters - 1):
        yield None
        reached = np.cumsum(nearest, dtype=np.float64)
        picked = np.searchsorted(reached, chances.random(trials) * reached[-1], side="right")
        picked = np.minimum(picked, len(x) - 1)
        after = np.minimum(nearest[:, None], _distances(x, squares, x[picked]))
        chosen = int(after.sum(0, dtype=np.float64).argmin())
        rows.append(int(picked[chosen]))
        nearest = after[:, chosen]
    return x[rows]


def _settled(x: Float32, squares: Float32, centres: Float32) -> Pieces[Means]:
    """Each example goes to the nearest centre, and each centre to the mean of its examples, until nothing moves."""
    least = SETTLED * float(x.var(0).mean())
    numbers: Int64 | None = None
    for _ in range(MOST_TURNS):
        yield None
        distances = _distances(x, squares, centres)
        before, numbers = numbers, distances.argmin(1)
        if before is not None and (numbers == before).all():
            break
        moved = _means(x, numbers, distances.min(1), len(centres))
        step, centres = float(_squares(moved - centres).sum()), moved
        if step <= least:
            break
    distances = _distances(x, squares, centres)
    return Means(distances.argmin(1), centres, float(distances.min(1).sum(dtype=np.float64)))


def _means(x: Float32, numbers: Int64, distances: Float32, clusters: int) -> Float32:
    """The means (K, D) of the examples of each cluster; of an empty one the example that lies farthest, *distances*
    (N,), from its own centre, which it takes along."""
    counts = np.bincount(numbers, minlength=clusters)
    if (empty := np.flatnonzero(counts == 0)).size:
        numbers = numbers.copy()
        numbers[np.argsort(-distances, kind="stable")[: len(empty)]] = empty
        counts = np.bincount(numbers, minlength=clusters)
    belongs = np.zeros((clusters, len(x)), np.float32)
    belongs[numbers, np.arange(len(x))] = 1
    sums = belongs @ x
    return np.divide(sums, counts[:, None], out=np.zeros_like(sums), where=counts[:, None] > 0)


def _distances(x: Float32, squares: Float32, centres: Float32) -> Float32:
    """Squared, (N, K); exactly 0 where an example is a centre."""
    both = squares[:, None] + _squares(centres)
    found = both - 2 * (x @ centres.T)
    found[found <= ROUNDING * both] = 0
    return found


def _squares(rows: Float32) -> Float32:
    return np.einsum("nd,nd->n", rows, rows)
