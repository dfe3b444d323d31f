"""Whether neighbourhoods hang together, and how parts that do not are joined."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from trainers.examples import Float32, Int64
from trainers.maps.nearest import NearestRows, squared_distances, strip_of
from trainers.pieces import Pieces

if TYPE_CHECKING:
    from scipy.sparse import csr_array


@dataclass(frozen=True)
class Bridges:
    """Edges between parts: from the examples ``ends`` (E, 2), as long as the ``distances`` (E,)."""

    ends: Int64
    distances: NDArray[np.float64]


def neighbour_graph(found: NearestRows, added: Bridges | None = None) -> csr_array:
    """The distances (N, N) of each example to its nearest ones, sparse, and the bridges that were *added*. A distance
    of 0 is an edge, too."""
    from scipy.sparse import csr_array

    count, k = found.rows.shape
    ends = np.stack([np.repeat(np.arange(count), k), found.rows.ravel()])
    lengths = found.distances.ravel()
    if added is not None:
        ends, lengths = np.hstack([ends, added.ends.T]), np.concatenate([lengths, added.distances])
    return csr_array((lengths, tuple(ends)), shape=(count, count))


def parts_of(graph: csr_array) -> tuple[int, Int64]:
    """Into how many parts that nothing joins a graph falls, and the part (N,) of each example."""
    from scipy.sparse.csgraph import connected_components

    count, labels = connected_components(graph, directed=False)
    return int(count), labels.astype(np.int64)


def bridges(x: Float32, parts: Int64) -> Pieces[Bridges]:
    """The shortest edges that make one of all *parts* (N,) of examples (N, D): one fewer than there are parts (Prim's
    algorithm, with a part as a node)."""
    middle, step = x.mean(0, dtype=np.float64), strip_of(len(x), x.shape[1])
    inside = np.zeros(len(x), bool)
    ends: list[tuple[int, int]] = []
    distances: list[float] = []
    shortest, source = np.full(len(x), np.inf), np.zeros(len(x), np.int64)
    new = np.flatnonzero(parts == parts[0])
    while True:
        inside[new] = True
        if inside.all():
            return Bridges(np.array(ends, np.int64).reshape(-1, 2), np.array(distances))
        for start in range(0, len(new), step):
            rows = new[start : start + step]
            squared = squared_distances(x[rows], x, middle)
            nearest = squared.argmin(0)
            found = squared[nearest, np.arange(len(x))]
            shorter = found < shortest
            shortest[shorter], source[shorter] = found[shorter], rows[nearest[shorter]]
            yield None
        there = int(np.where(inside, np.inf, shortest).argmin())
        ends.append((int(source[there]), there))
        distances.append(float(np.sqrt(shortest[there])))
        new = np.flatnonzero(parts == parts[there])
