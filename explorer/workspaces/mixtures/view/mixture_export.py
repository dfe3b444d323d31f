"""A mixture as a file: PNG and SVG of the picture, CSV of the examples with their shares."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from PySide6.QtCore import QSize

from explorer.map.map_export import PNG_SCALE, export_map
from explorer.pixels.images import ExportError, write_file
from explorer.plane.viewport import Viewport
from explorer.workspaces.mixtures.view.mixture_painter import MixturePainter
from trainers.messages.mixture import MixtureShown

KINDS = (".png", ".svg", ".csv")


def export_mixture(path: Path, mixture: MixturePainter, view: Viewport) -> None:
    """Writes what is seen as PNG or SVG, or all examples as CSV, as the ending says. Raises ExportError."""
    kind = path.suffix.lower()
    if kind not in KINDS:
        raise ExportError(f"{path.name}: a mixture is saved as .png, .svg or .csv, found {kind or 'no ending'!s}")
    if kind == ".csv":
        if mixture.motion.shown is None:
            raise ExportError(f"{path.name}: there is no mixture to save yet")
        write_file(path, shares_csv(mixture.motion.shown))
        return
    size = QSize(round(view.width), round(view.height))
    empty = np.zeros((0, 2), np.float32)
    export_map(
        path, size, lambda painter: mixture.paint(painter, view, PNG_SCALE, vector=kind == ".svg"), empty, None, (),
        "Mixture",
    )  # fmt: skip


def shares_csv(shown: MixtureShown) -> bytes:
    """One line per example: its place in the plane, and the share of each component."""
    text = io.StringIO()
    names = [f"share_{index + 1}" for index in range(shown.shares.shape[1])]
    text.write(",".join([*(f"z{axis + 1}" for axis in shown.axes), *names]) + "\n")
    for place, shares in zip(shown.places.tolist(), shown.shares.tolist(), strict=True):
        text.write(",".join(f"{value:.6g}" for value in (*place, *shares)) + "\n")
    return text.getvalue().encode("utf-8")
