"""What a measured grid of holes looks like on a map: colours, the line of the threshold, the value at a place.

Pure numpy. A grid holds values (rows, columns) at the centres of cells over ``extent``, row by row from the top
(greatest y) left, as :class:`~trainers.messages.HolesMapped` carries them. NaN means: not measured here.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from explorer.map.latent_map_raster import hex_rgb
from explorer.plane.contours import level_lines
from explorer.plane.viewport import Extent
from explorer.style.theme import Theme
from trainers.examples import UInt8

# Depth in a hole is 0 at the threshold and 1 where the colour is full: half the realism, twice the distance.
EDGE = 0.4  # share of the colour that comes at the threshold, so that one sees where a hole begins
BLUR = 0.12  # of depth to each side, over which it comes, so that the edge is not harsh
DEEPEST, CLEAREST = 1.15, -0.35  # depths between which a legend's ramp runs

BULK = (5, 95)  # percentiles between which a neutral layer goes from nothing to full
LEAST_RATIO = 2.0  # between the two ends: a layer that is the same everywhere is no picture
MOST_RATIO = 1000.0


def depth(values: NDArray[np.floating], threshold: float, high_is_hole: bool) -> NDArray[np.float64]:
    """How deep in a hole values of any shape lie: negative outside, 0 at the threshold, 1 where the colour is full.

    Where low is a hole (realism, a ratio of distances) the scale is log2(threshold / value); where high is a hole
    (coverage, a ratio or already a logarithm) it is the excess in units of the threshold. Raises ValueError for a
    threshold that is not finite.
    """
    if not math.isfinite(threshold):
        raise ValueError(f"holes: expected a finite threshold, found {threshold}; layers without one are neutral")
    exact = np.asarray(values, np.float64)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        if high_is_hole:
            return (exact - threshold) / max(abs(threshold), 1e-12)
        return np.log2(max(threshold, 0.0)) - np.log2(np.maximum(exact, 0.0))


def hole_rgba(values: NDArray[np.floating], threshold: float, high_is_hole: bool, theme: Theme) -> UInt8:
    """The hole colour (rows, columns, 4), straight alpha: nothing where all is fine, full deep in a hole; NaN is
    transparent. Raises ValueError as :func:`depth` does, and for values that are no grid."""
    deep = depth(_grid(values), threshold, high_is_hole)
    ramp = np.clip((deep + BLUR) / (2 * BLUR), 0, 1)
    alpha = EDGE * ramp * ramp * (3 - 2 * ramp) + (1 - EDGE) * np.clip(deep, 0, 1)
    return _inked(alpha, theme.hole)


def neutral_range(values: NDArray[np.floating], least: float = 0.0) -> tuple[float, float]:
    """The values at which a neutral layer is empty and full; (nan, nan) when there is nothing to show.

    ``least`` is a value too small to matter: a layer of rounding errors stays empty.
    """
    finite = np.asarray(values, np.float64)
    finite = finite[np.isfinite(finite)]
    if not len(finite):
        return math.nan, math.nan
    low, high = (float(bound) for bound in np.percentile(finite, BULK))
    low = max(low, high / MOST_RATIO, least)
    return (low, max(high, LEAST_RATIO * low)) if low > 0 else (math.nan, math.nan)


def neutral_rgba(values: NDArray[np.floating], theme: Theme, least: float = 0.0) -> UInt8:
    """A grey (rows, columns, 4), straight alpha, for what is not a hole: evenly on the logarithmic scale of
    :func:`neutral_range`. Raises ValueError for values that are no grid."""
    grid = _grid(values)
    low, high = neutral_range(grid, least)
    if math.isnan(low):
        return _inked(np.zeros(grid.shape), theme.muted)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = (np.log(np.maximum(grid, 0)) - math.log(low)) / math.log(high / low)
    return _inked(np.clip(share, 0, 1), theme.muted)


def ramp_values(threshold: float, high_is_hole: bool, count: int) -> NDArray[np.float64]:
    """A grid (1, count) from deep in a hole to fine, for a legend: drawn with :func:`hole_rgba`."""
    deep = np.linspace(DEEPEST, CLEAREST, count)[None]
    return threshold + deep * max(abs(threshold), 1e-12) if high_is_hole else threshold * 2.0**-deep


def threshold_contour(values: NDArray[np.floating], threshold: float, extent: Extent) -> list[NDArray[np.float64]]:
    """Polylines (n, 2) of (x, y) along which a grid over ``extent`` equals the threshold; a closed one ends where it
    began. Lines end at the edge of the extent and where values are missing. Raises ValueError for no grid."""
    grid = _grid(values)
    rows, columns = grid.shape
    x0, y0, x1, y1 = extent
    # The outermost cells reach half a cell beyond their centres.
    field = np.pad(np.clip(grid, -1e30, 1e30)[::-1].T, 1, mode="edge")
    segments = level_lines(field, threshold)
    segments = segments[np.isfinite(segments).all(axis=(1, 2))]
    size = np.array([(x1 - x0) / columns, (y1 - y0) / rows])
    placed = (segments - 0.5) * size + (x0, y0)
    return [np.clip(line, (x0, y0), (x1, y1)) for line in _joined(segments, placed)]


def value_at(values: NDArray[np.floating], extent: Extent, x: float, y: float) -> float:
    """The value at a place, linear between the centres of cells; NaN outside the extent and in cells without a value.
    With a single row, the line of one latent, y does not count."""
    grid = _grid(values)
    rows, columns = grid.shape
    x0, y0, x1, y1 = extent
    if not (x0 <= x <= x1 and (rows == 1 or y0 <= y <= y1)):
        return math.nan
    column, row = (x - x0) / (x1 - x0) * columns - 0.5, 0.0 if rows == 1 else (y1 - y) / (y1 - y0) * rows - 0.5
    column, row = min(max(column, 0.0), columns - 1.0), min(max(row, 0.0), rows - 1.0)
    if math.isnan(grid[round(row), round(column)]):
        return math.nan
    found = weight = 0.0
    for i in {math.floor(row), math.ceil(row)}:
        for j in {math.floor(column), math.ceil(column)}:
            share = (1 - abs(row - i)) * (1 - abs(column - j))
            if share and not math.isnan(grid[i, j]):
                found, weight = found + share * float(grid[i, j]), weight + share
    return found / weight


def _grid(values: NDArray[np.floating]) -> NDArray[np.float64]:
    grid = np.asarray(values, np.float64)
    if grid.ndim != 2 or not grid.size:
        raise ValueError(f"holes: expected a grid of values (rows, columns), found shape {grid.shape}")
    return grid


def _inked(alpha: NDArray[np.float64], colour: str) -> UInt8:
    """``colour`` with alpha (rows, columns), 0 to 1; NaN is transparent."""
    rgba = np.empty((*alpha.shape, 4), np.uint8)
    rgba[..., :3] = np.round(255 * np.array(hex_rgb(colour)))
    rgba[..., 3] = np.round(255 * np.nan_to_num(alpha))
    return rgba


def _joined(segments: NDArray[np.float64], placed: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    """Segments (S, 2, 2) end to end, in the coordinates of ``placed``. Neighbouring cells compute the crossing of
    their common edge each for itself, so ends are told apart to a millionth of a cell."""
    ends = [tuple(map(tuple, pair)) for pair in np.round(segments * 1e6).astype(np.int64).tolist()]
    at: dict[tuple[int, ...], list[int]] = {}
    for index, pair in enumerate(ends):
        for end in pair:
            at.setdefault(end, []).append(index)
    left = set(range(len(ends)))
    lines = []
    # Open lines are begun at their ends, so that none is found in two pieces; what then remains is closed.
    starts = [index for touching in at.values() if len(touching) == 1 for index in touching]
    for first in (*starts, *range(len(ends))):
        if first in left:
            backwards = len(at[ends[first][0]]) > 1 and len(at[ends[first][1]]) == 1
            lines.append(_followed(first, backwards, ends, at, left, placed))
    return lines


def _followed(
    index: int,
    backwards: bool,
    ends: list[tuple[tuple[int, ...], ...]],
    at: dict[tuple[int, ...], list[int]],
    left: set[int],
    placed: NDArray[np.float64],
) -> NDArray[np.float64]:
    """The polyline that begins with one segment; the segments it takes leave ``left``."""
    line = [placed[index, 1 if backwards else 0]]
    while True:
        left.discard(index)
        line.append(placed[index, 0 if backwards else 1])
        tip = ends[index][0 if backwards else 1]
        onward = [other for other in at[tip] if other in left]
        if not onward:
            return np.array(line)
        index = onward[0]
        backwards = ends[index][0] != tip
