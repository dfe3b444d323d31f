"""The nearest neighbours of examples among each other or among others, exactly, in pieces."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trainers.examples import Float32, Int64
from trainers.pieces import Pieces

Float64 = NDArray[np.float64]

NUMBERS, PRODUCTS = 2**20, 2**29  # distances, and multiplications for them, in one piece
ROUNDING = 1e-14  # of the squares that are added up: a difference below it cannot be told from none


@dataclass(frozen=True)
class NearestRows:
    """Of each of N examples the ``rows`` (N, k) of its nearest ones, nearest first, and the ``distances`` (N, k)."""

    rows: Int64
    distances: Float64


def nearest(x: Float32, k: int) -> Pieces[NearestRows]:
    """The k nearest of each example among the **other** ones of a table (N, D), k < N. Of equally near ones those that
    come first."""
    return (yield from _nearest(x, x, k, themselves=True))


def nearest_among(x: Float32, among: Float32, k: int) -> Pieces[NearestRows]:
    """The k nearest of each of the examples (N, D) *among* others (M, D), k <= M."""
    return (yield from _nearest(x, among, k, themselves=False))


def squared_distances(x: Float32, among: Float32, middle: Float64) -> Float64:
    """(N, M): by differences from the *middle* (D,) the product of matrices loses the fewest digits. Exactly 0 of
    examples that are the same."""
    a, b = x - middle, among - middle
    squares = np.einsum("nd,nd->n", a, a)[:, None] + np.einsum("md,md->m", b, b)
    found = squares - 2 * (a @ b.T)
    found[found <= np.multiply(squares, ROUNDING, out=squares)] = 0
    return found


def strip_of(count: int, width: int) -> int:
    """Of how many rows the distances to so many others are found in one piece."""
    return max(min(NUMBERS // count, PRODUCTS // (count * width)), 1)


def _nearest(x: Float32, among: Float32, k: int, themselves: bool) -> Pieces[NearestRows]:
    rows, distances = np.empty((len(x), k), np.int64), np.empty((len(x), k))
    middle = among.mean(0, dtype=np.float64)
    step = strip_of(len(among), x.shape[1])
    for start in range(0, len(x), step):
        part = slice(start, min(start + step, len(x)))
        squared = squared_distances(x[part], among, middle)
        if themselves:
            squared[np.arange(len(squared)), np.arange(part.start, part.stop)] = np.inf
        kept = np.argpartition(squared, k - 1, axis=1)[:, :k]
        kept.sort(axis=1)  # so that of equally near ones the first come first
        found = np.take_along_axis(squared, kept, 1)
        order = np.argsort(found, axis=1, kind="stable")
        rows[part] = np.take_along_axis(kept, order, 1)
        distances[part] = np.sqrt(np.take_along_axis(found, order, 1))
        yield None
    return NearestRows(rows, distances)
