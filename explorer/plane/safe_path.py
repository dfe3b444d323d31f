"""A path between two points of a map that stays out of holes where it can. Pure numpy, no Qt.

A* (Hart, Nilsson and Raphael, 1968) over the cells of the measured grid, where a step through a hole is dearer than any
way round it; then the corners of its staircase are left out as far as that costs next to nothing (string pulling).
"""

from __future__ import annotations

import heapq
import math

import numpy as np
from numpy.typing import NDArray

from explorer.plane.viewport import Extent

DEEPER = 3.0  # how much dearer the deepest hole is than the edge of one
CLOSE = 3.0  # how much dearer a cell is that touches a hole: between the cells measured, the edge may lie anywhere
GIVE = 0.5  # cells of open way that a shortcut may cost more: a smooth path is worth that, a hole never is
ROUNDING = 1e-9
STEPS = [(-1, -1), (-1, 0), (-1, 1), (0, -1), (0, 1), (1, -1), (1, 0), (1, 1)]  # (row, column) to the 8 neighbours

Float64 = NDArray[np.float64]


def safe_path(
    values: NDArray[np.floating],
    extent: Extent,
    threshold: float,
    high_is_hole: bool,
    start: NDArray[np.floating],
    end: NDArray[np.floating],
) -> Float64 | None:
    """Points (n, 2) from exactly *start* to exactly *end*, in units of the plane.

    *values* (rows, columns) are measured at the centres of cells over *extent*, row by row from the top (greatest y)
    left, as in ``HolesMapped``. A hole is where a value lies below *threshold*, above it where *high_is_hole*, or is
    no number. The path is straight where the straight one meets no hole and where there is nothing but holes; both
    ways it is the same. Where it must, it crosses as little of a hole as it can, and keeps a cell off holes where
    there is room. Outside the grid holes go on as at its edge. None for a layer without holes, whose threshold is no
    number. Raises ValueError for values that are no grid, an empty extent, or ends that are not two finite numbers.
    """
    measured: Float64 = values.astype(np.float64)
    x0, y0, x1, y1 = extent
    if measured.ndim != 2 or not measured.size:
        raise ValueError(f"values: expected a grid (rows, columns), found shape {measured.shape}")
    if not (x1 > x0 and y1 > y0):
        raise ValueError(f"extent: expected x0 < x1 and y0 < y1, found {extent}")
    if start.shape != (2,) or end.shape != (2,) or not (np.isfinite(start).all() and np.isfinite(end).all()):
        raise ValueError(f"ends: expected two points of two finite numbers, found {start.tolist()} and {end.tolist()}")
    ends: Float64 = np.stack([start, end]).astype(np.float64)
    if not math.isfinite(threshold):
        return None
    holes = ~(measured <= threshold if high_is_hole else measured >= threshold)
    grid = _Grid(_weights(holes, np.abs(measured - threshold)), extent)
    if len(holes) == 1 or holes.all() or not holes[grid.crossed(ends)[0]].any():
        return ends
    # The way there and the way back are one search, so that they are the same among paths that cost the same.
    turned = ends[0].tolist() > ends[1].tolist()
    path = grid.shortened(grid.cheapest(*(ends[::-1] if turned else ends)))
    return path[::-1] if turned else path


def _weights(holes: NDArray[np.bool_], depth: Float64) -> Float64:
    """What a unit of length costs in each cell (rows, columns): 1 where no hole is near; *depth* counts in holes."""
    depth = np.where(holes, depth, 0.0)
    deepest = depth[np.isfinite(depth)].max(initial=0.0)
    depth = np.where(np.isfinite(depth), depth, deepest) / (deepest or 1.0)
    padded = np.pad(holes, 1)
    rows, columns = holes.shape
    close = np.any([padded[1 + r : 1 + r + rows, 1 + c : 1 + c + columns] for r, c in STEPS], axis=0)
    dear = 2 * CLOSE * holes.size  # no way round is as long
    return np.where(holes, dear * (1 + DEEPER * depth), np.where(close, CLOSE, 1.0))


class _Grid:
    """Cells of a weight each over an extent. Positions within it are in cells: (column, row), rows downwards."""

    def __init__(self, weights: Float64, extent: Extent) -> None:
        self._weights = weights
        self._rows, self._columns = weights.shape
        x0, y0, x1, y1 = extent
        self._corner = np.array([x0, y1])
        self._cell = np.array([(x1 - x0) / self._columns, (y0 - y1) / self._rows])  # y falls as rows rise
        self._least = float(np.abs(self._cell).min())

    def crossed(self, leg: Float64) -> tuple[tuple[NDArray[np.intp], NDArray[np.intp]], Float64]:
        """The (rows, columns) that a straight leg (2, 2) of the plane passes, in order, and its length in each."""
        a, b = (leg - self._corner) / self._cell
        cuts = [np.array([0.0, 1.0])]
        for low, high in zip(a.tolist(), b.tolist(), strict=True):
            if low != high:
                lines = np.arange(math.ceil(min(low, high)), math.floor(max(low, high)) + 1)
                cuts.append((lines - low) / (high - low))
        at = np.sort(np.concatenate(cuts))
        shares = at[1:] - at[:-1]
        passed = shares > ROUNDING  # a corner of the grid is no cell
        if not passed.any():
            passed[:1] = True
        middles = a + (b - a) * (at[:-1] + shares / 2)[passed, None]
        columns, rows = np.floor(middles).astype(np.intp).T
        inside = np.minimum(np.maximum(rows, 0), self._rows - 1), np.minimum(np.maximum(columns, 0), self._columns - 1)
        return inside, shares[passed] * math.dist(*leg.tolist())

    def cost(self, leg: Float64) -> float:
        """What a straight leg (2, 2) costs; one that slips between two cells that touch at a corner pays for them."""
        (rows, columns), lengths = self.crossed(leg)
        weights = self._weights[rows, columns]
        corner = (rows[1:] != rows[:-1]) & (columns[1:] != columns[:-1])
        squeezed = 0.0
        if corner.any():
            sides = np.minimum(self._weights[rows[:-1], columns[1:]], self._weights[rows[1:], columns[:-1]])
            beyond = sides - np.maximum(weights[:-1], weights[1:])
            squeezed = float(np.where(corner, beyond, 0.0).clip(0).sum()) * self._least
        return float(weights @ lengths) + squeezed

    def cheapest(self, start: Float64, end: Float64) -> Float64:
        """The cheapest way (n, 2) over centres of cells, between the two points."""
        width = self._columns + 2
        source, target = self._number(start), self._number(end)
        steps = self._steps()
        best = [math.inf] * (width * (self._rows + 2))
        before = [-1] * len(best)
        done = bytearray(len(best))
        best[source] = 0.0
        ahead = self._distances(target)
        heap = [(ahead[source], source)]
        while heap:
            _, cell = heapq.heappop(heap)
            if cell == target:
                break
            if done[cell]:
                continue
            done[cell] = 1
            cost = best[cell]
            for offset, costs in steps:
                there = cost + costs[cell]
                if there < best[cell + offset]:
                    best[cell + offset] = there
                    before[cell + offset] = cell
                    heapq.heappush(heap, (there + ahead[cell + offset], cell + offset))
        cells = [target]
        while cells[-1] != source:
            cells.append(before[cells[-1]])
        rows, columns = np.divmod(np.array(cells[::-1]), width)
        centres = np.stack([columns - 0.5, rows - 0.5], axis=1) * self._cell + self._corner
        return np.concatenate([start[None], centres, end[None]])

    def _number(self, point: Float64) -> int:
        """The cell nearest to a point, counted with a border of one cell around the grid."""
        column, row = np.floor((point - self._corner) / self._cell).tolist()
        row, column = min(max(row, 0), self._rows - 1), min(max(column, 0), self._columns - 1)
        return (int(row) + 1) * (self._columns + 2) + int(column) + 1

    def _distances(self, target: int) -> list[float]:
        """From every cell the straight distance to one of them, in units of the plane: no way costs less."""
        row, column = divmod(target, self._columns + 2)
        down = (np.arange(self._rows + 2) - row) * self._cell[1]
        right = (np.arange(self._columns + 2) - column) * self._cell[0]
        distances: list[float] = np.hypot(down[:, None], right[None]).ravel().tolist()
        return distances

    def _steps(self) -> list[tuple[int, list[float]]]:
        """To each neighbour the difference in number, and what the step costs from each cell (off the grid: inf)."""
        weights = np.pad(self._weights, 1, constant_values=np.inf)
        steps = []
        for down, right in STEPS:
            there = np.roll(weights, (-down, -right), (0, 1))
            mean = (weights + there) / 2
            if down and right:
                sides = np.minimum(np.roll(weights, -down, 0), np.roll(weights, -right, 1))
                mean = np.maximum(mean, np.where(np.isfinite(sides), sides, 0.0))
            length = math.hypot(down * self._cell[1], right * self._cell[0])
            steps.append((down * (self._columns + 2) + right, (mean * length).ravel().tolist()))
        return steps

    def shortened(self, path: Float64) -> Float64:
        """The path without the points that can be left out at hardly a cost, seen from either end."""
        # The centres of the first and the last cell go first: legs that end there would make hooks.
        for _ in range(2):
            path = (path if self._bad_start(path) else np.delete(path, 1, axis=0))[::-1]
        while True:
            shorter = self._pulled(self._pulled(path)[::-1])[::-1]
            if len(shorter) == len(path):
                return shorter
            path = shorter

    def _bad_start(self, path: Float64) -> bool:
        """Whether the second point is needed to get from the first to the third."""
        return len(path) < 3 or not self._worth(path[[0, 2]], self.cost(path[:2]) + self.cost(path[1:3]))

    def _pulled(self, path: Float64) -> Float64:
        """Goes along the path (n, 2) in straight legs as long as they cost hardly more than the path does."""
        costs = [self.cost(path[i : i + 2]) for i in range(len(path) - 1)]
        so_far = np.concatenate([[0.0], np.cumsum(costs)])
        kept, last = [0], len(path) - 1
        while kept[-1] < last:
            here = kept[-1]
            good, reach = here + 1, 2
            while here + reach <= last and self._worth(path[[here, here + reach]], so_far[here + reach] - so_far[here]):
                good, reach = here + reach, 2 * reach
            bad = min(here + reach, last + 1)
            while bad - good > 1:
                middle = (good + bad) // 2
                worth = self._worth(path[[here, middle]], so_far[middle] - so_far[here])
                good, bad = (middle, bad) if worth else (good, middle)
            kept.append(good)
        return path[kept]

    def _worth(self, leg: Float64, along: float) -> bool:
        """Whether a straight leg (2, 2) may stand for a stretch of path that costs *along*."""
        return self.cost(leg) <= along * (1 + ROUNDING) + GIVE * self._least
