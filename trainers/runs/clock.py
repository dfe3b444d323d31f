"""When each step of a run was done: ``clock.jsonl``, a line now and then, beside the metrics.

It is no part of these: the same run, made again, has the same metrics bit for bit, and other times.
"""

from __future__ import annotations

import json
import math
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from trainers import messages
from trainers.disk.limits import MB, MOST_COUNT
from trainers.examples import Float32
from trainers.runs import inside

CLOCK = "clock.jsonl"
APART = 0.25  # seconds between two lines at least, but for the last step of what is written at once, and for the first
SPEED_SECONDS = 2.0  # of training over which steps a second are averaged
MOST_LINES = 1_000_000  # that are read: days of training
_LONGEST_LINE = 200  # bytes


@dataclass(frozen=True)
class TimeOfSteps:
    """The ``seconds`` of training (n,) after which each of some ``steps`` (n,), ascending, was done."""

    steps: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    seconds: NDArray[np.float64] = field(default_factory=lambda: np.empty(0, np.float64))

    def of(self, first_step: int, count: int) -> Float32 | None:
        """Those of *count* steps from *first_step* on, between the known ones as if these were evenly made; NaN before
        the first and after the last. None where nothing is known."""
        if not len(self.steps):
            return None
        wanted = np.arange(first_step, first_step + count)
        found = np.interp(wanted, self.steps, self.seconds, left=np.nan, right=np.nan).astype(np.float32)
        found.setflags(write=False)
        return found

    def at(self, step: int) -> tuple[float, float]:
        """The seconds of training when *step* was done, or the last step before of which that is known, and how many
        steps a second were made in the last SPEED_SECONDS before; 0 where nothing is known."""
        known = int(np.searchsorted(self.steps, step, side="right"))
        if not known:
            return 0.0, 0.0
        last = float(self.seconds[known - 1])
        first = max(0, int(np.searchsorted(self.seconds[:known], last - SPEED_SECONDS, side="right")) - 1)
        took = last - float(self.seconds[first])
        return last, float(self.steps[known - 1] - self.steps[first]) / took if took > 0 else 0.0


class ClockFile:
    """Appends to ``clock.jsonl`` of a run folder. Raises OSError; the same scalars may then be appended again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._size, self._last, self._seconds = _whole_lines(folder, None)

    def append(self, scalars: messages.Scalars) -> None:
        """Writes when the steps of *scalars* were done, as far as that is known; steps that are there already, and all
        after them, are replaced."""
        if scalars.first_step <= self._last:
            self.truncate_after(scalars.first_step - 1)
        if scalars.seconds is None:
            return
        lines, last, before = [], self._last, self._seconds
        follows = scalars.first_step == last + 1 and last > 0
        for index, seconds in enumerate(scalars.seconds.tolist()):
            ends = index == scalars.count - 1 or (index == 0 and not follows)
            if math.isfinite(seconds) and seconds >= before and (ends or seconds >= before + APART):
                last, before = scalars.first_step + index, seconds
                lines.append(json.dumps({"step": last, "seconds": round(seconds, 3)}).encode() + b"\n")
        if not lines:
            return
        with inside.open_to_change(self._folder, CLOCK) as file:
            file.truncate(self._size)
            file.seek(self._size)
            file.write(b"".join(lines))
            file.flush()
            self._size = file.tell()
        self._last, self._seconds = last, before

    def truncate_after(self, step: int) -> None:
        """Cuts the lines after *step*."""
        if step >= self._last:
            return
        size, last, seconds = _whole_lines(self._folder, step)
        with inside.open_to_change(self._folder, CLOCK) as file:
            file.truncate(size)
        self._size, self._last, self._seconds = size, last, seconds


def copy_clock(source: Path, target: Path) -> None:
    """Takes over the times of another run folder, where it has some. Raises OSError."""
    if inside.is_file(source, CLOCK):
        with inside.open_to_read(source, CLOCK) as old, inside.open_to_change(target, CLOCK) as new:
            new.truncate(0)
            shutil.copyfileobj(old, new, MB)


def read_clock(folder: Path) -> TimeOfSteps:
    """What is known of a run; nothing of one that an older version trained. What comes after a damaged line is left
    out: without its times a curve is drawn over its steps."""
    steps, seconds = [], []
    try:
        with inside.open_to_read(folder, CLOCK) as file:
            for step, then, _ in _entries(file):
                steps.append(step)
                seconds.append(then)
                if len(steps) == MOST_LINES:
                    break
    except OSError:
        return TimeOfSteps()
    return TimeOfSteps(np.array(steps, np.int64), np.array(seconds, np.float64))


def _whole_lines(folder: Path, last_step: int | None) -> tuple[int, int, float]:
    """(bytes, step, seconds) at the end of the last whole line whose step is at most *last_step* (None: of all)."""
    size, step, seconds = 0, 0, 0.0
    if inside.state(folder, CLOCK) is None:
        return size, step, seconds
    with inside.open_to_read(folder, CLOCK) as file:
        for found, then, length in _entries(file):
            if last_step is not None and found > last_step:
                break
            size, step, seconds = size + length, found, then
    return size, step, seconds


def _entries(file: BinaryIO) -> Iterator[tuple[int, float, int]]:
    """(step, seconds, bytes of the line) of the lines up to the first that can be none of ours."""
    before, since = 0, 0.0
    while line := file.readline(_LONGEST_LINE):
        try:
            found = json.loads(line) if line.endswith(b"\n") else {}
            step, seconds = found["step"], found["seconds"]
        except (ValueError, KeyError, TypeError, RecursionError):
            return
        if type(step) is not int or type(seconds) not in (int, float) or not before < step <= MOST_COUNT:
            return
        if not since <= seconds <= MOST_COUNT:
            return
        before, since = step, float(seconds)
        yield step, since, len(line)
