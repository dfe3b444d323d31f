"""Tables of counts: how often each level was found at a site, given what stands at a few sites before it.

The oldest way to make a picture component by component (Shannon, "A Mathematical Theory of Communication", 1948, does
so with letters). The *context* of a site is a number whose i-th digit, from the last and in base levels + 1, tells what
stands at its i-th neighbour: 0 where there is none, for it would lie beyond the edge, else 1 + the level. So a shared
table can tell an edge from a dark pixel. Sites are counted as in ``trainers.levels``.

Neighbours (sites, k) are sites again, -1 where there is none. *Before* a site in the order of drawing are the last ones
that were drawn, wherever these lie: before the first pixel of a row, the last ones of the row above. Of neighbours at
*offsets*, which lie in the plane, those beyond the edge are missing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor

MOST_ROWS = 2**18  # of all tables together
Offset = tuple[int, int]  # rows and columns from a site


def neighbours_before(order: Tensor, count: int) -> Tensor:
    """The last *count* sites drawn before each one in *order* (sites,), a permutation, nearest first."""
    rank = order.argsort()
    places = rank[:, None] - torch.arange(1, count + 1, device=order.device)
    return torch.where(places >= 0, order[places.clamp_min(0)], -1)


def neighbours_at(site_shape: tuple[int, int, int], offsets: Sequence[Offset], wraps: bool = False) -> Tensor:
    """The sites at these offsets, in the same channel, of pictures of *site_shape* (channels, H, W). With *wraps* a row
    goes on where the one above ends, as it is drawn. Raises ValueError for an offset that is not before a site in the
    order of drawing, row by row."""
    for rows, columns in offsets:
        if (rows, columns) >= (0, 0):
            raise ValueError(f"context: expected sites above, or to the left, found ({rows}, {columns})")
        if wraps and rows * site_shape[2] + columns >= 0:
            raise ValueError(f"context: ({rows}, {columns}) comes later than a site where rows go on")
    channels, height, width = site_shape
    row, column = torch.arange(height)[:, None, None], torch.arange(width)[:, None]
    down, right = torch.tensor(offsets, dtype=torch.int64).view(-1, 2).unbind(1)
    pixel = (row + down) * width + column + right  # (H, W, k)
    inside = pixel >= 0
    if not wraps:
        inside = (row + down >= 0) & (column + right >= 0) & (column + right < width)
    start = (torch.arange(channels) * height * width).view(-1, 1, 1, 1)
    return torch.where(inside, start + pixel, -1).flatten(0, 2)


def contexts(levels: int, neighbours: int) -> int:
    """How many there are."""
    return (levels + 1) ** neighbours


def context_numbers(indices: Tensor, neighbours: Tensor, levels: int) -> Tensor:
    """The context (N, M) of M sites of pictures given as levels (N, sites); *neighbours* (M, k) are theirs."""
    digits = F.pad(indices + 1, (0, 1))  # where -1 points to
    powers = (levels + 1) ** torch.arange(neighbours.shape[1], device=indices.device)
    return (digits[:, neighbours] * powers).sum(2)


def rows_of(numbers: Tensor, contexts: int, shared: bool) -> Tensor:
    """The rows of counts (tables * contexts, levels) in which contexts (N, sites) stand: of one table for all sites, or
    of one for each."""
    if shared:
        return numbers
    return numbers + contexts * torch.arange(numbers.shape[1], device=numbers.device)


def add_counts(counts: Tensor, rows: Tensor, indices: Tensor) -> None:
    """Adds to *counts* (rows, levels), int64, what was found: levels *indices* (N, sites) in *rows* (N, sites)."""
    cells = (rows * counts.shape[1] + indices).flatten()
    counts.view(-1).scatter_add_(0, cells, torch.ones_like(cells))


def log_odds(counts: Tensor, pseudocount: float = 0.0) -> Tensor:
    """The log of the odds (..., levels), in float64, that *counts* (..., levels) give when each level is thought to
    have been found *pseudocount* times more. Where nothing was counted, all levels are as likely; without pseudocounts
    a level that was never found where others were has the odds 0."""
    seen = counts.double() + pseudocount
    total = seen.sum(-1, keepdim=True)
    return torch.where(total > 0, seen.log() - total.log(), -math.log(counts.shape[-1]))
