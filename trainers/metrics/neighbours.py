"""Distances between two sets of features, a strip of the table at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from trainers.lazy import torch
from trainers.pieces import Pieces, finish

if TYPE_CHECKING:
    from torch import Tensor

CHUNK = 200  # rows of the table held at once
# Up to this width distances are summed up one by one: as fast as the product of matrices, and without its rounding.
DIRECT_WIDTH = 16


def as_table(features: Tensor, what: str) -> Tensor:
    """*features* (N, ...) flattened to float64 (N, D) on the CPU, where every device's figures come out alike.

    Raises ValueError for no row, or values that are not finite."""
    table = features.detach().flatten(1).to("cpu", torch.float64)
    if len(table) == 0 or not torch.isfinite(table).all():
        raise ValueError(f"{what}: expected finite numbers of at least one image, found shape {tuple(features.shape)}")
    return table


def check_widths(a: Tensor, b: Tensor) -> None:
    """Raises ValueError when two tables have different numbers of columns."""
    if a.shape[1] != b.shape[1]:
        raise ValueError(f"expected features of one width, found {a.shape[1]} and {b.shape[1]}")


def distances(a: Tensor, b: Tensor) -> Iterator[tuple[slice, Tensor]]:
    """Euclidean distances from the rows of a (N, D) to those of b (M, D): the rows of a and a strip (n, M) for them."""
    check_widths(a, b)
    way = "donot_use_mm_for_euclid_dist" if a.shape[1] <= DIRECT_WIDTH else "use_mm_for_euclid_dist"
    middle = b.mean(0)  # by differences from the middle the product of matrices loses the fewest digits
    a, b = a - middle, b - middle
    for start in range(0, len(a), CHUNK):
        rows = slice(start, min(start + CHUNK, len(a)))
        yield rows, torch.cdist(a[rows], b, compute_mode=way)


def neighbour_radii(table: Tensor, k: int) -> Tensor:
    """The distance (N,) of each row of (N, D) to its k-th nearest **other** row. Raises ValueError for N <= k."""
    return finish(radii_in_pieces(table, k))


def radii_in_pieces(table: Tensor, k: int) -> Pieces[Tensor]:
    """What :func:`neighbour_radii` gives."""
    if len(table) <= k:
        raise ValueError(f"expected more than {k} images for the distance to the {k}th neighbour, found {len(table)}")
    radii = torch.empty(len(table), dtype=table.dtype)
    for rows, strip in distances(table, table):
        strip[torch.arange(len(strip)), torch.arange(rows.start, rows.stop)] = torch.inf  # itself is no neighbour
        radii[rows] = strip.topk(k, dim=1, largest=False).values[:, -1]  # kthvalue takes six times as long
        yield None
    return radii
