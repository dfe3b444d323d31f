"""The path around holes: on a disc, through a gap in a wall, and over a rugged landscape, on the full grid."""

from __future__ import annotations

import statistics
import time

import numpy as np

from tests.benchmarks import Options, Result, at_most

CELLS = 64
TARGET = 30.0  # ms; it is found in the window's thread whenever a pin moves
EXTENT = (-3.0, -2.0, 3.0, 2.0)


def run(options: Options) -> list[Result]:
    from explorer.plane.safe_path import safe_path

    start, end = np.array([-2.9, -1.9]), np.array([2.9, 1.9])
    results = []
    for name, values in _landscapes().items():
        seconds = []
        for _ in range(options.repeats):
            began = time.perf_counter()
            path = safe_path(values, EXTENT, 1.0, False, start, end)
            seconds.append(time.perf_counter() - began)
            assert path is not None and len(path) > 2
        results.append(at_most(f"path around holes: {name}", 1000 * statistics.median(seconds), "ms", TARGET))
    return results


def _landscapes() -> dict[str, np.ndarray]:
    """Realism on a grid; a hole is below 1."""
    x, y = np.meshgrid(np.linspace(-3, 3, CELLS), np.linspace(2, -2, CELLS))
    rugged = np.random.default_rng(0).normal(size=(CELLS, CELLS))
    for _ in range(6):
        rugged = (rugged + sum(np.roll(rugged, shift, axis) for shift in (1, -1) for axis in (0, 1))) / 5
    return {
        "disc": np.hypot(x, y),
        "gap in a wall": np.where((np.abs(x) < 0.2) & ~((y > 1) & (y < 1.2)), 0.5, 1.5),
        "rugged": 1 + 2 * rugged,
    }
