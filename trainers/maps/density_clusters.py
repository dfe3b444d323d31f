"""DBSCAN (Ester, Kriegel, Sander and Xu, 1996): clusters are where it is crowded, and what lies alone is noise.

Clusters are those of scikit-learn, which may keep all pairs in memory and answers only at the end; here each pair takes
a bit, and the work goes in pieces.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from trainers.examples import Float32, Int64
from trainers.maps.fitted import fitted_rows
from trainers.maps.nearest import nearest_among, squared_distances, strip_of
from trainers.pieces import Pieces

USUAL = 10  # the neighbour whose distance is taken as usual
ROWS = 2000  # of which the neighbours are gathered in one piece


def usual_distance(x: Float32) -> Pieces[float]:
    """The median distance of examples (N, D) to their USUALth neighbour; to the last one, where there are fewer. It is
    that of at most MOST_FITTED of them."""
    k = min(USUAL, len(x) - 1)
    found = yield from nearest_among(x[fitted_rows(len(x))], x, k + 1)  # of which the nearest is itself
    return float(np.median(found.distances[:, -1]))


def dense_parts(x: Float32, reach: float, members: int) -> Pieces[Int64]:
    """The cluster (N,) of each of the examples (N, D), in the order in which they are found, or -1. A cluster is all
    that can be reached, in steps no longer than *reach*, by way of examples that have so many *members* around them,
    themselves included."""
    near = np.empty((len(x), (len(x) + 7) // 8), np.uint8)  # whether two examples are, a bit for each pair
    crowded = np.empty(len(x), bool)
    middle, step = x.mean(0, dtype=np.float64), strip_of(len(x), x.shape[1])
    for start in range(0, len(x), step):
        part = slice(start, min(start + step, len(x)))
        close = squared_distances(x[part], x, middle) <= reach**2
        close[np.arange(len(close)), np.arange(part.start, part.stop)] = True
        near[part], crowded[part] = np.packbits(close, axis=1), close.sum(1) >= members
        yield None
    clusters = np.full(len(x), -1, np.int64)
    count = 0
    for first in np.flatnonzero(crowded):
        if clusters[first] < 0:
            yield from _spread(near, crowded, clusters, int(first), count)
            count += 1
    return clusters


def _spread(
    near: NDArray[np.uint8], crowded: NDArray[np.bool_], clusters: Int64, first: int, number: int
) -> Pieces[None]:
    """Puts all that is reached from the *first* one into the cluster of this *number*."""
    edge = np.array([first])
    while len(edge):
        clusters[edge] = number
        edge = edge[crowded[edge]]
        reached = np.zeros(near.shape[1], np.uint8)
        for start in range(0, len(edge), ROWS):
            reached |= np.bitwise_or.reduce(near[edge[start : start + ROWS]], axis=0)
            yield None
        edge = np.flatnonzero(np.unpackbits(reached, count=len(clusters)).astype(bool) & (clusters < 0))
