"""Locally linear embedding (Roweis and Saul, 2000), and the modified one of Zhang and Wang (2007).

Each example is written as a mixture of its neighbours, and the plane is sought in which the same mixtures hold: the two
directions of least error. The modified way takes several mixtures where many are about as good, which keeps the map
from folding. Errors, and so the maps, are those of scikit-learn; the directions are found by inverse iteration. All is
fitted to at most MOST_FITTED examples; each of the others is the mixture of its nearest fitted ones.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from trainers.examples import Float32, Int64, frozen
from trainers.knobs import knob
from trainers.lazy import torch
from trainers.maps.fitted import fewer_neighbours, fitted_rows, only_some
from trainers.maps.leading import leading
from trainers.maps.loading import SCIPY, loading
from trainers.maps.method import Held, MapMethod, MapSettings, MapStage, working
from trainers.maps.nearest import nearest, nearest_among
from trainers.maps.parts import neighbour_graph, parts_of
from trainers.pieces import Pieces
from trainers.sentence import sentence

Float64 = NDArray[np.float64]

ROUNDED = 1e-3  # of the spread of the neighbours, added to it: of many mixtures the most even one is taken
PLACED = 100  # examples whose mixtures are found in one piece
SAME = 1e-12  # of the mean error: errors below it are all the same
HOUSEHOLDER = 1e-12  # length of a reflection that is none


class LleSettings(MapSettings):
    neighbours: int = knob(12, ge=3, le=100, help="Of how many others each example is seen as a mixture.")
    method: Literal["standard", "modified"] = knob(
        "modified", help="Modified takes several mixtures for each example, which costs time and folds the map less."
    )


def _make(
    x: Float32, shape: tuple[int, ...], settings: MapSettings, seed: int, held: Held
) -> Generator[MapStage, None, None]:
    assert isinstance(settings, LleSettings)
    some = x[fitted_rows(len(x))]
    k, note = fewer_neighbours(settings.neighbours, len(some))
    found = yield from working(nearest(some, k), 0.0, sentence("Looking for neighbours."))
    words = sentence("Looking for mixtures of neighbours.")
    yield from working(loading(SCIPY), 0.2, words)
    count, _ = parts_of(neighbour_graph(found))
    if count > 1:
        note = sentence(f"The examples fall into {count} parts without common neighbours: only these are told apart.")
    errors = _errors if settings.method == "standard" else _modified_errors
    matrix = yield from working(errors(some, found.rows), 0.3, words)
    words = sentence("Looking for the plane of least error.")
    places = yield from working(_flattest(matrix), 0.7, words)
    if len(some) < len(x):
        places = yield from working(_placed(x, some, places, k), 0.9, words)
    yield MapStage(frozen(places.astype(np.float32)), 1.0, note or only_some(len(x)))


def mixtures(x: Float32, among: Float32, rows: Int64) -> Float64:
    """The weights (N, k), with the sum 1, in which the examples *rows* (N, k) *among* others make the examples (N, D)
    best."""
    apart = among[rows].astype(np.float64) - x[:, None]
    spread = apart @ apart.transpose(0, 2, 1)
    trace = np.trace(spread, axis1=1, axis2=2)
    spread += np.eye(rows.shape[1]) * np.where(trace > 0, ROUNDED * trace, ROUNDED)[:, None, None]
    weights = np.linalg.solve(spread, np.ones((*rows.shape, 1)))[..., 0]
    return weights / weights.sum(1, keepdims=True)


def _errors(x: Float32, rows: Int64) -> Pieces[Float64]:
    """(N, N): what it costs to put the examples anywhere, (I - W)' (I - W)."""
    matrix = np.eye(len(x))
    for start in range(0, len(x), PLACED):
        part = slice(start, start + PLACED)
        weights = mixtures(x[part], x, rows[part])
        for i, (own, near) in enumerate(zip(weights, rows[part], strict=True), start):
            matrix[np.ix_(near, near)] += np.outer(own, own)
            matrix[i, near] -= own
            matrix[near, i] -= own
        yield None
    return matrix


def _modified_errors(x: Float32, rows: Int64) -> Pieces[Float64]:
    """(N, N): as above, with as many mixtures of each example's neighbours as there are nearly flat directions."""
    count, k = rows.shape
    spreads, axes = np.empty((count, k)), np.empty((count, k, k))
    for start in range(0, count, PLACED):
        part = slice(start, start + PLACED)
        apart = x[rows[part]].astype(np.float64) - x[part, None]
        spreads[part], axes[part] = np.linalg.eigh(apart @ apart.transpose(0, 2, 1))  # least first
        yield None
    spreads = np.maximum(spreads, 0)
    total = spreads.sum(1, keepdims=True)
    rounding = np.where(total > 0, ROUNDED * total, ROUNDED)
    ones = axes.sum(1)  # (N, k): what the direction of all ones is along each axis
    even = np.einsum("nka,na->nk", axes, ones / (spreads + rounding))
    even /= even.sum(1, keepdims=True)
    flats = _flat_directions(spreads, min(x.shape[1], k))
    matrix = np.zeros((count, count))
    for i, (near, flat) in enumerate(zip(rows, flats, strict=True)):
        weights = _several_mixtures(axes[i, :, :flat], even[i])
        matrix[np.ix_(near, near)] += weights @ weights.T
        matrix[i, near] -= weights.sum(1)
        matrix[near, i] -= weights.sum(1)
        matrix[i, i] += flat
        if i % PLACED == 0:
            yield None
    return matrix


def _flat_directions(spreads: Float64, rank: int) -> Int64:
    """In how many directions (N,) the neighbours of each example, with these *spreads* (N, k), least first, are nearly
    flat: as many as spread, together, no more of the rest than is usual beyond the plane, and always one. *rank* is the
    most in which they can spread."""
    k = spreads.shape[1]
    some = spreads[:, k - rank :]
    plane = some[:, -2:].sum(1)
    usual = np.median(np.divide(some[:, :-2].sum(1), plane, out=np.zeros(len(some)), where=plane > 0))
    small = np.cumsum(some, axis=1)[:, :-1]  # of the 1, 2, ... flattest
    rest = some.sum(1, keepdims=True) - small
    return np.maximum(k - rank + (small < usual * rest).sum(1), 1).astype(np.int64)


def _several_mixtures(axes: Float64, even: Float64) -> Float64:
    """As many mixtures (k, s), each with the sum 1, as there are flat directions (k, s), about the most *even* one."""
    flat = axes.shape[1]
    sums = axes.sum(0)
    share = float(np.linalg.norm(sums)) / np.sqrt(flat)
    mirror = share - sums
    length = float(np.linalg.norm(mirror))
    mirror = mirror / length if length > HOUSEHOLDER else np.zeros(flat)
    return axes - 2 * np.outer(axes @ mirror, mirror) + (1 - share) * even[:, None]


def _flattest(matrix: Float64) -> Pieces[Float64]:
    """Places (N, 2), of variance 1 along both axes, for which the errors of *matrix* (N, N) are least."""
    count = len(matrix)
    mean = float(np.trace(matrix)) / count or 1.0
    # All in one place costs nothing: made dear, it is not found.
    lifted = torch.from_numpy(matrix + mean / count)
    lifted.diagonal().add_(SAME * mean)
    factor = torch.linalg.cholesky(lifted)
    yield None

    def times(block: Float64) -> Pieces[Float64]:
        yield None
        return torch.cholesky_solve(torch.from_numpy(block), factor).numpy() * mean

    _, axes = yield from leading(times, count)
    return np.sqrt(count) * axes.T


def _placed(x: Float32, some: Float32, places: Float64, k: int) -> Pieces[Float64]:
    """The places (N, 2) of all examples, by those of *some* of them."""
    found = np.empty((len(x), 2))
    for start in range(0, len(x), PLACED):
        part = slice(start, start + PLACED)
        near = yield from nearest_among(x[part], some, k)
        found[part] = np.einsum("nk,nkp->np", mixtures(x[part], some, near.rows), places[near.rows])
        yield None
    return found


METHOD = MapMethod(
    name="lle",
    title="LLE",
    summary="Each example stays the mixture of its neighbours that it was: near stays near, but parts may be squeezed.",
    Settings=LleSettings,
    make=_make,
    live=False,
    decodes=False,
    most=20_000,
    least=4,
)
