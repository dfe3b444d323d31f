"""Strokes of the brush: how they are prolonged, erased and written as CSV."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from explorer.pixels.images import write_file
from trainers.examples import Float32

Strokes = tuple[Float32, ...]  # each its places (n, 2), from its start to its end
SPACING = 0.01  # from place to place of a stroke at most, so that the eraser takes no more than it touches


def write_strokes(path: Path, strokes: Sequence[NDArray[np.floating]]) -> None:
    """Writes strokes (n, 2) as a CSV of ``stroke,x,y``, whole or not at all. Raises ValueError where there is nothing
    to write or a place lies outside [0, 1], ExportError when the file cannot be written."""
    if not sum(len(stroke) for stroke in strokes):
        raise ValueError("drawing: expected at least one stroke, found none")
    text = io.StringIO()
    text.write("stroke,x,y\n")
    for number, stroke in enumerate(strokes):
        places = np.asarray(stroke, np.float64)
        if places.ndim != 2 or places.shape[1] != 2 or not ((places >= 0) & (places <= 1)).all():
            raise ValueError(f"drawing: expected places (n, 2) from 0 to 1, found {places.shape} in stroke {number}")
        text.writelines(f"{number},{x:.5f},{y:.5f}\n" for x, y in places)
    write_file(path, text.getvalue().encode("utf-8"))


def extended(stroke: Float32, to: tuple[float, float]) -> Float32:
    """*stroke* (n, 2) and a straight line to a place, with no gap wider than SPACING."""
    start = stroke[-1].astype(np.float64)
    way = np.array(to) - start
    steps = max(int(np.ceil(np.hypot(*way) / SPACING)), 1)
    return np.concatenate([stroke, (start + way * (np.arange(1, steps + 1) / steps)[:, None]).astype(np.float32)])


def erased(strokes: Strokes, start: tuple[float, float], end: tuple[float, float], radius: float) -> Strokes:
    """*strokes* without the places within *radius* of the line from *start* to *end*. A stroke may fall into pieces;
    of a longer one nothing is left that has no length."""
    a, way = np.array(start), np.array(end) - np.array(start)
    pieces: list[Float32] = []
    for stroke in strokes:
        along = np.clip((stroke - a) @ way / max(float(way @ way), 1e-12), 0, 1)
        kept = np.hypot(*(stroke - a - along[:, None] * way).T) > radius
        if kept.all():
            pieces.append(stroke)
            continue
        edges = np.flatnonzero(np.diff(np.concatenate([[False], kept, [False]])))
        pieces += [stroke[first:last] for first, last in edges.reshape(-1, 2) if last - first > 1]
    return tuple(pieces)
