"""How far a map can be trusted: trustworthiness and continuity (Venna and Kaski, 2001), exactly, in pieces.

Both look at the k nearest of each example. Those that are near on the map only are intruders, and cost trustworthiness
by how far they are in truth; those that are near in truth only have been torn away, and cost continuity by how far they
are on the map: 1 - 2 / (n k (2n - 3k - 1)) * the sum of (rank - k). 1 is perfect, about 1/2 a map by chance.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trainers.examples import Float32, Int64
from trainers.maps.nearest import squared_distances, strip_of
from trainers.maps.one_core import on_one_core
from trainers.pieces import Pieces

NEIGHBOURS = 10
MOST_JUDGED = 2000


@dataclass(frozen=True)
class MapQuality:
    """``trustworthiness`` and ``continuity`` of so many examples as ``judged``, by so many ``neighbours`` of each."""

    trustworthiness: float
    continuity: float
    judged: int
    neighbours: int


def map_quality(x: Float32, places: Float32) -> Pieces[MapQuality]:
    """Of examples (N, D) at places (N, 2): of at most MOST_JUDGED of them, evenly from all. Fewer than NEIGHBOURS are
    looked at where these would be half of the examples; with less than three nothing can be out of place. Of equally
    near ones those that come first are nearer."""
    return on_one_core(_quality(x, places))


def _quality(x: Float32, places: Float32) -> Pieces[MapQuality]:
    kept = min(len(x), MOST_JUDGED)
    rows = np.arange(kept) * len(x) // max(kept, 1)
    x, at = x[rows], places[rows].astype(np.float64)
    k = min(NEIGHBOURS, (kept - 1) // 2)
    if k < 1:
        return MapQuality(1.0, 1.0, kept, 0)
    middle = x.mean(0, dtype=np.float64)
    intruders = torn = 0
    step = strip_of(len(x), x.shape[1])
    for start in range(0, len(x), step):
        part = slice(start, min(start + step, len(x)))
        in_truth = _ordered(squared_distances(x[part], x, middle), start)
        on_map = _ordered(np.square(at[part, None] - at).sum(2), start)
        yield None
        intruders += _too_far(in_truth, on_map[:, :k])
        torn += _too_far(on_map, in_truth[:, :k])
        yield None
    worst = kept * k * (2 * kept - 3 * k - 1) / 2
    return MapQuality(1 - intruders / worst, 1 - torn / worst, kept, k)


def _ordered(squared: NDArray[np.float64], start: int) -> Int64:
    """The other examples (n, N - 1) by their squared distances (n, N) from those from *start* on, nearest first."""
    squared[np.arange(len(squared)), np.arange(start, start + len(squared))] = np.inf
    return squared.argsort(axis=1, kind="stable")[:, :-1]


def _too_far(order: Int64, chosen: Int64) -> int:
    """By how many ranks, in all, the *chosen* (n, k) lie beyond rank k in an *order* (n, N - 1)."""
    ranks = np.empty((len(order), order.shape[1] + 1), np.int64)
    np.put_along_axis(ranks, order, np.arange(1, order.shape[1] + 1), axis=1)
    return int(np.maximum(np.take_along_axis(ranks, chosen, 1) - chosen.shape[1], 0).sum())
