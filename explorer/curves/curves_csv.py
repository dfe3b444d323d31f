"""The history of a run as a table."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

from explorer.pixels.images import write_file
from explorer.state.curves_data import Curves


def write_csv(curves: Curves, labels: Sequence[str], path: Path) -> None:
    """Writes a line per step and a column per model and metric (``AE loss``), and one for the seconds spent training,
    where they are known; NaN is an empty field.

    Raises ExportError when the file cannot be written.
    """
    names = ["step"]
    columns: list[list[float]] = []
    for model, label in enumerate(labels):
        seconds = curves.seconds(model) if model == 0 or curves.has_own_clocks else None
        if seconds is not None:
            names.append(_quoted(f"{label} seconds") if curves.has_own_clocks else "seconds")
            columns.append(seconds.tolist())
        for metric in curves.metrics(model):
            names.append(_quoted(f"{label} {metric}"))
            columns.append(curves.values(model, metric).tolist())
    lines = [",".join(names)]
    steps = range(curves.first_step, curves.last_step + 1)
    for step, *row in zip(steps, *columns, strict=True):
        lines.append(f"{step}," + ",".join("" if math.isnan(value) else f"{value:.9g}" for value in row))
    write_file(path, ("\r\n".join(lines) + "\r\n").encode("utf-8"))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
