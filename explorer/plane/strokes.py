"""Many lines as one path to draw."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtGui import QPainterPath

FAR = 30_000.0  # pixels: beyond this the rasteriser's own numbers would overflow


def strokes_path(lines: NDArray[np.float64]) -> QPainterPath:
    """Lines (n, k, 2), each a stroke of its own; those with a place that is not finite or too far are left out."""
    with np.errstate(invalid="ignore"):
        lines = lines[(np.abs(lines) < FAR).all(axis=(1, 2))]
    joined = np.ones(lines.shape[:2], np.int32)
    joined[:, -1:] = 0
    x, y = (np.ascontiguousarray(lines[..., axis]).ravel() for axis in (0, 1))
    path: QPainterPath = pg.arrayToQPath(x, y, connect=joined.ravel(), finiteCheck=False)
    return path
