"""The arena as a file: PNG and SVG of the picture, CSV of the points."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from PySide6.QtCore import QSize

from explorer.map.map_export import PNG_SCALE, export_map
from explorer.pixels.images import ExportError, write_file
from explorer.plane.viewport import Viewport
from explorer.workspaces.adversarial.arena.arena_painter import ArenaPainter

KINDS = (".png", ".svg", ".csv")


def export_arena(path: Path, arena: ArenaPainter, view: Viewport) -> None:
    """Writes the layers that are shown as PNG or SVG, or all points as CSV, as the ending says. Raises ExportError."""
    kind = path.suffix.lower()
    if kind not in KINDS:
        raise ExportError(f"{path.name}: an arena is saved as .png, .svg or .csv, found {kind or 'no ending'!s}")
    if kind == ".csv":
        write_file(path, points_csv(arena))
        return
    side = round(view.width)
    empty = np.zeros((0, 2), np.float32)
    export_map(
        path,
        QSize(side, side),
        lambda painter: arena.paint(painter, view, PNG_SCALE, vector=kind == ".svg"),
        empty,
        None,
        (),
        "Arena",
    )


def points_csv(arena: ArenaPainter) -> bytes:
    """One line per point: ``real`` or ``fake``, x, y, and for the fakes with an arrow the gradient of D's score."""
    text = io.StringIO()
    text.write("kind,x,y,gradient_x,gradient_y\n")
    for row in arena.real.tolist():
        text.write(f"real,{row[0]:.6g},{row[1]:.6g},,\n")
    shown = arena.motion.shown
    if shown is not None:
        gradients = [f"{gx:.6g},{gy:.6g}" for gx, gy in shown.gradients.tolist()]
        for index, (x, y) in enumerate(shown.fakes.tolist()):
            text.write(f"fake,{x:.6g},{y:.6g},{gradients[index] if index < len(gradients) else ','}\n")
    return text.getvalue().encode("utf-8")
