"""Long curves with few points: what is left out lies between points that stay."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from trainers.examples import Float32

Float64 = NDArray[np.float64]


def thin(steps: Float64, values: Float32 | Float64, bins: int) -> tuple[Float64, Float64]:
    """At most ``4 * bins`` of the points, in their order. What is not finite is left out.

    Of each of as many equal ranges of steps the first, the least, the greatest and the last point stay (Jugel et al.,
    2014, "M4"), so that the thinned line touches all that the whole one does: first, last and every extreme are there.
    Raises ValueError for fewer than one bin.
    """
    if bins < 1:
        raise ValueError(f"bins: expected at least 1, found {bins}")
    known = np.isfinite(values)
    x, y = steps[known].astype(np.float64), np.asarray(values)[known].astype(np.float64)
    if len(x) <= 4 * bins:
        return x, y
    place = np.minimum((x - x[0]) / max(x[-1] - x[0], 1e-300) * bins, bins - 1).astype(np.int64)
    starts = np.flatnonzero(np.diff(place, prepend=-1))
    ends = np.append(starts[1:], len(x))
    kept = {
        index
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True)
        for index in (start, start + int(y[start:end].argmin()), start + int(y[start:end].argmax()), end - 1)
    }
    chosen = np.array(sorted(kept))
    return x[chosen], y[chosen]


def means(steps: Float64, values: Float32 | Float64, bins: int) -> tuple[Float64, Float64] | None:
    """How a curve of many points goes on the whole: the mean value of each of *bins* ranges with as many points, at the
    middle of it, and the first and the last mean at the ends. None for a curve of few points."""
    known = np.isfinite(values)
    x, y = steps[known], np.asarray(values)[known].astype(np.float64)
    if len(x) <= 4 * bins:
        return None
    starts = np.arange(bins) * len(x) // bins
    counts = np.diff(np.append(starts, len(x)))
    middle, level = np.add.reduceat(x, starts) / counts, np.add.reduceat(y, starts) / counts
    return np.array([x[0], *middle, x[-1]]), np.array([level[0], *level, level[-1]])
