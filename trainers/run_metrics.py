"""The curves of a run as text: ``metrics.jsonl``, a line a step."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from trainers import messages
from trainers.images import Float32
from trainers.run_files import reason

_STEP = re.compile(rb'\{"step": ?(\d{1,12}),')
_LONGEST_GAP = 100_000  # steps without a line; more is a damaged number, not a gap


class MetricsFile:
    """Appends to ``metrics.jsonl``. After a write that failed half-way the next one starts where the last whole line
    ended, so no step is there twice and no line is torn but the last."""

    def __init__(self, path: Path) -> None:
        """Opens *path*, or begins it at the first append. A torn last line is dropped then. Raises OSError."""
        self._path = path
        self._size, self.last_step = _whole_lines(path, None)

    def append(self, scalars: messages.Scalars) -> None:
        """Writes the steps of *scalars*. Steps that are there already, and all after them, are replaced: training went
        back and came again. Raises OSError; nothing is lost, the same scalars may be appended again."""
        if scalars.first_step <= self.last_step:
            self.truncate_after(scalars.first_step - 1)
        with self._path.open("r+b" if self._size else "wb") as file:
            file.truncate(self._size)
            file.seek(self._size)
            file.write(b"".join(_lines(scalars)))
            file.flush()
            self._size = file.tell()
        self.last_step = scalars.first_step + scalars.count - 1

    def truncate_after(self, step: int) -> None:
        """Cuts the lines after *step*. Raises OSError."""
        if step >= self.last_step:
            return
        size, last = _whole_lines(self._path, step)
        with self._path.open("r+b") as file:
            file.truncate(size)
        self._size, self.last_step = size, last


def _lines(scalars: messages.Scalars) -> list[bytes]:
    models = [
        {
            metric: [None if not np.isfinite(v) else float(f"{v:.9g}") for v in series]
            for metric, series in model.items()
        }
        for model in scalars.values
    ]
    return [
        json.dumps(
            {
                "step": scalars.first_step + i,
                "models": [{m: series[i] for m, series in model.items()} for model in models],
            }
        ).encode()
        + b"\n"
        for i in range(scalars.count)
    ]


def _whole_lines(path: Path, last_step: int | None) -> tuple[int, int]:
    """(bytes, step) at the end of the last whole line whose step is at most *last_step* (None: of all)."""
    size = step = 0
    if not path.exists():
        return size, step
    with path.open("rb") as file:
        for line in file:
            if not line.endswith(b"\n"):
                break
            match = _STEP.match(line)
            if match is not None:
                if last_step is not None and int(match[1]) > last_step:
                    break
                step = int(match[1])
            size += len(line)
    return size, step


class Metrics(NamedTuple):
    """Curves as read back: per model its metrics, each float32 (n,), NaN where a step is missing; value i is of step
    ``first_step + i``."""

    first_step: int
    curves: tuple[Mapping[str, Float32], ...]
    problems: tuple[str, ...]


def read_metrics(path: Path, models: int) -> Metrics:
    """Reads ``metrics.jsonl`` of an experiment with so many models. What cannot be read is left out and named in
    ``problems``; a torn last line is what a crash leaves, and no problem."""
    rows: list[tuple[int, list[dict[str, Any]]]] = []
    bad: list[int] = []
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, 1):
                row = _parse_line(line, models)
                if row is not None and (not rows or 0 < row[0] - rows[-1][0] <= _LONGEST_GAP):
                    rows.append(row)
                elif line.endswith(b"\n"):
                    bad.append(number)
    except FileNotFoundError:
        return Metrics(1, tuple({} for _ in range(models)), (f"{path.name} is missing: there are no curves",))
    except OSError as error:
        return Metrics(1, tuple({} for _ in range(models)), (f"{path.name}: cannot be read ({reason(error)})",))
    problems = (f"{path.name}: {len(bad)} lines cannot be used, the first is line {bad[0]}",) if bad else ()
    return Metrics(rows[0][0] if rows else 1, _columns(rows, models), problems)


def _parse_line(line: bytes, models: int) -> tuple[int, list[dict[str, Any]]] | None:
    try:
        found = json.loads(line)
        step, values = found["step"], found["models"]
        if not isinstance(step, int) or step < 1 or len(values) != models:
            return None
        good = all(v is None or isinstance(v, int | float) for model in values for v in model.values())
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return (step, values) if good else None


def _columns(rows: Sequence[tuple[int, list[dict[str, Any]]]], models: int) -> tuple[Mapping[str, Float32], ...]:
    if not rows:
        return tuple({} for _ in range(models))
    first, count = rows[0][0], rows[-1][0] - rows[0][0] + 1
    curves: list[dict[str, np.ndarray]] = [{} for _ in range(models)]
    for step, values in rows:
        for curve, model in zip(curves, values, strict=True):
            for metric, value in model.items():
                if metric not in curve:
                    curve[metric] = np.full(count, np.nan)
                if value is not None and abs(value) < 1e300:  # an edited file may hold an integer of any length
                    curve[metric][step - first] = value
    with np.errstate(over="ignore"):
        return tuple({metric: _frozen(c.astype(np.float32)) for metric, c in curve.items()} for curve in curves)


def _frozen(array: np.ndarray) -> np.ndarray:
    array.setflags(write=False)
    return array
