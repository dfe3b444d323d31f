"""Isomap (Tenenbaum, de Silva and Langford, 2000): ways along the examples, laid out flat.

Neighbours are joined, the shortest ways between all are found (Dijkstra), and classical scaling lays them out in the
plane. The maps are those of scikit-learn, whose calls would hold the interpreter for seconds; this goes in pieces. All
is fitted to at most MOST_FITTED examples, and others are placed by the ways through their nearest fitted ones.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from trainers.examples import Float32, frozen
from trainers.knobs import knob
from trainers.maps.fitted import fewer_neighbours, fitted_rows, only_some
from trainers.maps.leading import leading
from trainers.maps.loading import SCIPY, loading
from trainers.maps.method import NO_PLACES, Held, MapMethod, MapSettings, MapStage, working
from trainers.maps.nearest import nearest, nearest_among
from trainers.maps.parts import bridges, neighbour_graph, parts_of
from trainers.pieces import Pieces
from trainers.sentence import sentence

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Float64 = NDArray[np.float64]

ROWS, PLACED = 25, 200  # examples from which ways are found, and that are placed, in one piece
FLAT = 1e-10  # of the greatest extent: what is no extent


class IsomapSettings(MapSettings):
    neighbours: int = knob(
        10,
        ge=1,
        le=100,
        help="To how many others each example is joined: too many make short cuts, too few tear the map.",
    )


def _make(
    x: Float32, shape: tuple[int, ...], settings: MapSettings, seed: int, held: Held
) -> Generator[MapStage, None, None]:
    assert isinstance(settings, IsomapSettings)
    rows = fitted_rows(len(x))
    some = x[rows]
    k, note = fewer_neighbours(settings.neighbours, len(some))
    found = yield from working(nearest(some, k), 0.0, sentence("Looking for neighbours."))
    words = sentence("Joining neighbours.")
    yield from working(loading(SCIPY), 0.1, words)
    graph = neighbour_graph(found)
    count, parts = parts_of(graph)
    if count > 1:
        note = sentence(f"The examples fall into {count} parts without common neighbours, joined where nearest.")
        graph = neighbour_graph(found, (yield from working(bridges(some, parts), 0.1, words)))
    ways = np.empty((len(some), len(some)))
    for start in range(0, len(some), ROWS):
        ways[start : start + ROWS] = _ways(graph, start)
        yield MapStage(NO_PLACES, 0.1 + 0.7 * start / len(some), sentence("Looking for the shortest ways."))
    np.square(ways, out=ways)
    words = sentence("Laying the ways out.")
    layout = yield from working(_laid_out(ways), 0.8, words)
    if len(some) == len(x):
        yield MapStage(frozen(layout.places(ways)), 1.0, note)
        return
    np.sqrt(ways, out=ways)
    places = yield from working(_placed(x, some, ways, layout, k), 0.9, words)
    yield MapStage(frozen(places), 1.0, note or only_some(len(x)))


def _ways(graph: csr_array, start: int) -> Float64:
    """The lengths (ROWS, N) of the shortest ways from the examples from *start* on."""
    from scipy.sparse.csgraph import dijkstra

    return dijkstra(graph, directed=False, indices=np.arange(start, min(start + ROWS, graph.shape[0])))


@dataclass(frozen=True)
class WaysLaidOut:
    """What lays squared ways out: the ``means`` (M,) of those from the M fitted examples, and the axes (2, M)."""

    means: Float64
    axes: Float64

    def places(self, squared: Float64) -> Float32:
        """(N, 2) of squared ways (N, M) to the fitted examples."""
        centred = -0.5 * (squared - squared.mean(1, keepdims=True) - self.means + self.means.mean())
        return (centred @ self.axes.T).astype(np.float32)


def _laid_out(squared: Float64) -> Pieces[WaysLaidOut]:
    """Classical scaling (Torgerson, 1952) of squared ways (M, M)."""
    means = squared.mean(0)
    centred = -0.5 * (squared - means[:, None] - means + means.mean())

    def times(block: Float64) -> Pieces[Float64]:
        yield None
        return centred @ block

    extents, axes = yield from leading(times, len(squared))
    there = extents > FLAT * max(extents[0], np.finfo(float).tiny)
    return WaysLaidOut(means, axes * np.where(there, np.abs(extents), np.inf)[:, None] ** -0.5)


def _placed(x: Float32, some: Float32, ways: Float64, layout: WaysLaidOut, k: int) -> Pieces[Float32]:
    """The places (N, 2) of all examples, each by the *ways* (M, M) through its k nearest fitted ones."""
    places = np.empty((len(x), 2), np.float32)
    for start in range(0, len(x), PLACED):
        part = slice(start, start + PLACED)
        found = yield from nearest_among(x[part], some, k)
        through = np.full((len(found.rows), len(some)), np.inf)
        for rows, distances in zip(found.rows.T, found.distances.T, strict=True):
            np.minimum(through, ways[rows] + distances[:, None], out=through)
        places[part] = layout.places(np.square(through))
        yield None
    return places


METHOD = MapMethod(
    name="isomap",
    title="Isomap",
    summary="A surface rolled out flat: distances are those along it, as long as no neighbours make a short cut.",
    Settings=IsomapSettings,
    make=_make,
    live=False,
    decodes=False,
    most=20_000,
    least=3,
)
