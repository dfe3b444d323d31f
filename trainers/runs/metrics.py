"""The curves of a run as text: ``metrics.jsonl``, a line a step."""

from __future__ import annotations

import json
import math
import re
import shutil
from array import array
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import numpy as np

from trainers import messages
from trainers.disk.atomic_file import reason
from trainers.disk.limits import MB
from trainers.examples import Float32
from trainers.runs import inside
from trainers.runs.files import METRICS
from trainers.sentence import sentence

_STEP = re.compile(rb'\{"step": ?(\d{1,12}),')
_LONGEST_GAP = 100_000  # steps without a line; more is a damaged number, not a gap
_LONGEST_LINE = 64 * 1024  # bytes; an honest one has some hundreds
MOST_NAMES = 64  # of metrics of a model
_LONGEST_NAME = 100  # characters
MOST_VALUES = 12 * MB  # numbers of all curves together, gaps included: what they take is four times as many bytes


class MetricsFile:
    """Appends to ``metrics.jsonl``. After a write that failed half-way the next one starts where the last whole line
    ended, so no step is there twice and no line is torn but the last."""

    def __init__(self, folder: Path) -> None:
        """Opens that of a run folder, or begins it at the first append. A torn last line is dropped then. Raises
        OSError."""
        self._folder = folder
        self._size, self.last_step = _whole_lines(folder, None)

    def append(self, scalars: messages.Scalars) -> None:
        """Writes the steps of *scalars*. Steps that are there already, and all after them, are replaced: training went
        back and came again. Raises OSError; nothing is lost, the same scalars may be appended again."""
        if scalars.first_step <= self.last_step:
            self.truncate_after(scalars.first_step - 1)
        with inside.open_to_change(self._folder, METRICS) as file:
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
        size, last = _whole_lines(self._folder, step)
        with inside.open_to_change(self._folder, METRICS) as file:
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


def copy_metrics(source: Path, target: Path) -> None:
    """Takes over the metrics of another run folder. Raises OSError."""
    with inside.open_to_read(source, METRICS) as old, inside.open_to_change(target, METRICS) as new:
        new.truncate(0)
        shutil.copyfileobj(old, new, MB)


def _whole_lines(folder: Path, last_step: int | None) -> tuple[int, int]:
    """(bytes, step) at the end of the last whole line whose step is at most *last_step* (None: of all)."""
    size = step = 0
    if inside.state(folder, METRICS) is None:
        return size, step
    with inside.open_to_read(folder, METRICS) as file:
        for line, length in _read_lines(file):
            if not line.endswith(b"\n"):
                break
            match = _STEP.match(line)
            if match is not None:
                if last_step is not None and int(match[1]) > last_step:
                    break
                step = int(match[1])
            size += length
    return size, step


def _read_lines(file: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """Every line and its length; of one that has no end for too long only the end, which is no line of ours."""
    while line := file.readline(_LONGEST_LINE):
        length = len(line)
        while not line.endswith(b"\n") and (more := file.readline(_LONGEST_LINE)):
            length += len(more)
            line = b"\n" if more.endswith(b"\n") else b""
        yield line, length


class Metrics(NamedTuple):
    """Curves as read back: per model its metrics, each float32 (n,), NaN where a step is missing; value i is of step
    ``first_step + i``."""

    first_step: int
    curves: tuple[Mapping[str, Float32], ...]
    problems: tuple[str, ...]


def read_metrics(folder: Path, models: int) -> Metrics:
    """Reads ``metrics.jsonl`` of an experiment with so many models. What cannot be read is left out and named in
    ``problems``; a torn last line is what a crash leaves, and no problem. What is held never exceeds MOST_VALUES."""
    found = _Columns(models)
    try:
        with inside.open_to_read(folder, METRICS) as file:
            for number, (line, _) in enumerate(_read_lines(file), 1):
                if not found.add(line) and line.endswith(b"\n"):
                    found.bad.append(number)
                if found.is_full:
                    break
    except FileNotFoundError:
        return Metrics(1, found.curves(), (sentence(f"{METRICS} is missing: there are no curves"),))
    except OSError as error:
        return Metrics(1, found.curves(), (sentence(f"{METRICS}: cannot be read ({reason(error)})"),))
    return Metrics(found.first, found.curves(), found.problems())


class _Columns:
    """Curves that grow by a line at a time. ``bad`` are the numbers of lines that cannot be used."""

    def __init__(self, models: int) -> None:
        self.first, self.bad, self.is_full = 1, array("q"), False
        self._last = 0
        self._models: list[dict[str, array[float]]] = [{} for _ in range(models)]
        self._left_out: set[int] = set()  # models with more names than are read

    def add(self, line: bytes) -> bool:
        """Takes a line; False when it cannot be used."""
        row = _parse_line(line, len(self._models))
        if row is None:
            return False
        step, values = row
        if self._last and not 0 < step - self._last <= _LONGEST_GAP:
            return False
        if not self._last:
            self.first = step
        new = [self._new_names(index, model) for index, model in enumerate(values)]
        width = sum(map(len, (*self._models, *new)))
        if (step - self.first + 1) * max(1, width) > MOST_VALUES:
            self.is_full = True
            return True
        self._last = step
        for columns, names, model in zip(self._models, new, values, strict=True):
            columns.update((name, array("f")) for name in names)
            for name, value in model.items():
                if (column := columns.get(name)) is not None:
                    if gap := step - self.first - len(column):
                        column.extend(_NOTHING * gap)
                    column.append(_as_float(value))
        return True

    def _new_names(self, index: int, model: Mapping[str, Any]) -> list[str]:
        """Names of metrics that come for the first time, as far as there is room for them."""
        columns = self._models[index]
        if model.keys() <= columns.keys():
            return []
        names = [name for name in model if name not in columns and len(name) <= _LONGEST_NAME]
        kept = names[: MOST_NAMES - len(columns)]
        if len(kept) + len(columns) < len(model.keys() | columns.keys()):
            self._left_out.add(index)
        return kept

    def curves(self) -> tuple[Mapping[str, Float32], ...]:
        """Per model its metrics, all of one length."""
        count = self._last - self.first + 1 if self._last else 0
        return tuple({name: _filled(column, count) for name, column in model.items()} for model in self._models)

    def problems(self) -> tuple[str, ...]:
        """Sentences on what was left out."""
        problems = []
        if self.bad:
            problems.append(f"{METRICS}: lines that cannot be used: {len(self.bad)}, the first is line {self.bad[0]}")
        if self._left_out:
            problems.append(f"{METRICS}: of more than {MOST_NAMES} metrics of a model the first are shown")
        if self.is_full:
            problems.append(f"{METRICS}: more than can be shown; the curves end at step {self._last}")
        return tuple(problems)


_NOTHING = array("f", [math.nan])


def _parse_line(line: bytes, models: int) -> tuple[int, list[dict[str, Any]]] | None:
    try:
        found = json.loads(line)
        step, values = found["step"], found["models"]
        if type(step) is not int or step < 1 or type(values) is not list or len(values) != models:
            return None
        good = all(type(v) in _NUMBERS for model in values for v in model.values())
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return (step, values) if good else None


_NUMBERS = frozenset({int, float, type(None)})


def _as_float(value: float | None) -> float:
    # An edited file may hold an integer of any length.
    return value if value is not None and abs(value) <= _LARGEST else math.nan


_LARGEST = float(np.finfo(np.float32).max)


def _filled(column: array[float], count: int) -> Float32:
    column.extend(_NOTHING * (count - len(column)))
    curve = np.frombuffer(column, np.float32) if count else np.empty(0, np.float32)
    curve.setflags(write=False)
    return curve
