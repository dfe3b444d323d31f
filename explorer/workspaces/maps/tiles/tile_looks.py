"""One tile bound to the state: what its canvas shows of places, colours, cells and lattice, and what is said of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import numpy as np
from PySide6.QtGui import QImage

from explorer.pixels.images import tile as tiled
from explorer.pixels.images import to_qimage
from explorer.plane.viewport import Extent
from explorer.style.theme import Theme, mix
from trainers.examples import Float32, Int64, UInt8
from trainers.messages.maps import GridDecoder, LinearDecoder

SHADES, CELLS = 8, 48  # of density; cells along each side in which dots are counted


def density_levels(places: Float32) -> Int64:
    """How many dots lie around each of places (N, 2), in SHADES steps from few to many."""
    finite = np.isfinite(places).all(axis=1)
    levels = np.zeros(len(places), np.int64)
    if not finite.any():
        return levels
    some = places[finite].astype(np.float64)
    low, high = some.min(axis=0), some.max(axis=0)
    cells = np.minimum(((some - low) / np.maximum(high - low, 1e-12) * CELLS).astype(np.int64), CELLS - 1)
    counts = np.bincount(cells[:, 0] * CELLS + cells[:, 1], minlength=CELLS * CELLS).reshape(CELLS, CELLS)
    padded = np.pad(counts, 1).astype(np.float64)
    around = sum(padded[1 + i : CELLS + 1 + i, 1 + j : CELLS + 1 + j] for i in (-1, 0, 1) for j in (-1, 0, 1))
    found = np.log1p(np.asarray(around)[cells[:, 0], cells[:, 1]])
    span = max(float(found.max() - found.min()), 1e-12)
    levels[finite] = np.minimum((found - found.min()) / span * SHADES, SHADES - 1).astype(np.int64)
    return levels


def density_colours(theme: Theme) -> list[str]:
    """``#rrggbb`` of each step: from what can just be seen to what stands out."""
    return [mix(mix(theme.canvas, theme.models[0], 0.45), theme.text, 0.9 * at / (SHADES - 1)) for at in range(SHADES)]


def cells_picture(decoder: GridDecoder, image_shape: tuple[int, int, int]) -> tuple[QImage, Extent]:
    """The prototypes of a map as one picture, and the part of the plane that it fills: row 0 lies lowest."""
    rows, columns = decoder.prototypes.shape[:2]
    upside = decoder.prototypes[::-1].reshape(rows * columns, *image_shape)
    picture = to_qimage(tiled(as_bytes(upside), columns, gap=0))
    return picture, (-0.5, -0.5, columns - 0.5, rows - 0.5)


def lattice_in(plane: LinearDecoder, grid: GridDecoder) -> Float32 | None:
    """Where the prototypes of a map lie in a plane of principal axes, (rows, columns, 2); None where it has not two
    axes."""
    axes = plane.axes.astype(np.float64)
    squares = axes @ axes.T
    if np.linalg.matrix_rank(squares) < 2:
        return None
    away = grid.prototypes.astype(np.float64) - plane.mean.reshape(-1)
    return (away @ axes.T @ np.linalg.inv(squares)).astype(np.float32)


def places_csv(places: Float32, labels: Int64 | None, names: Sequence[str]) -> bytes:
    """One line per example: its number, its place and, where there are classes, the number and the name of its own."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["example", "x", "y", *([] if labels is None else ["label", "class"])])
    for row, (x, y) in enumerate(places):
        cells = [str(row + 1), *(np.format_float_positional(value, trim="-") for value in (x, y))]
        if labels is not None:
            label = int(labels[row])
            cells += [str(label), names[label] if 0 <= label < len(names) else ""]
        table.writerow(cells)
    return text.getvalue().encode("utf-8")


def as_bytes(images: Float32) -> UInt8:
    """Values in [0, 1] as they are shown."""
    return np.rint(np.clip(images, 0, 1) * 255).astype(np.uint8)
