"""A row from the files of a run folder. A few kilobytes are read, and of some keyframes the figures that lie in
them; of all other files only the size is asked for.
"""

from __future__ import annotations

import math
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from trainers.disk.limits import MOST_COUNT
from trainers.marks import Mark, parse_marks
from trainers.runs.about import ABOUT, read_about
from trainers.runs.checkpoint import RESUME
from trainers.runs.figures import FIGURES
from trainers.runs.files import EXPERIMENT, KEYFRAMES, METRICS
from trainers.runs.keyframes import keyframe_steps
from trainers.runs.listing import RunSummary, examine_run
from trainers.runs.lock import LOCK
from trainers.runs.table.differences import KnownPreset, differences, preset_of, turned_at
from trainers.runs.table.figures import figures_of, held_out_figures
from trainers.runs.table.row import RunRow
from trainers.runs.verdicts import VERDICTS, read_verdicts

WATCHED = frozenset(
    {EXPERIMENT, RESUME, METRICS, FIGURES, VERDICTS, ABOUT, KEYFRAMES}
)  # as long as these stay a row does
FolderStamp = tuple[tuple[str, int, int], ...]  # name, time of the last change (ns), size


def stamp_of(folder: Path) -> tuple[FolderStamp, bool] | None:
    """What tells whether a run has changed, and whether there is a lock; None for what is no run folder, or cannot be
    looked into."""
    found, locked = [], False
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name in WATCHED:
                    state = entry.stat(follow_symlinks=False)
                    found.append((entry.name, state.st_mtime_ns, state.st_size))
                locked = locked or entry.name == LOCK
    except OSError:
        return None
    if not any(name in (EXPERIMENT, RESUME) for name, _, _ in found):
        return None
    return tuple(sorted(found)), locked


def read_row(folder: Path, presets: tuple[KnownPreset, ...]) -> RunRow:
    """The row of a run folder; never raises, for one damaged run must not hide the others."""
    try:
        return _read(folder, presets)
    except Exception as error:
        return RunRow(RunSummary(folder, folder.name, problem=f"cannot be read ({type(error).__name__})"))


def _read(folder: Path, presets: tuple[KnownPreset, ...]) -> RunRow:
    found = examine_run(folder)
    run, seed = found.summary, found.table.get("seed")
    preset = None if run.problem else preset_of(found.table, presets)
    steps = keyframe_steps(folder)
    judged, judged_at = held_out_figures(folder, run.step, steps, len(run.families))
    return RunRow(
        run,
        read_about(folder),
        "" if preset is None else preset.name,
        seed if isinstance(seed, int) and not isinstance(seed, bool) else None,
        () if preset is None else differences(found.table, preset.table, turned_at(_marks(found.index))),
        judged or figures_of(found.last.get("models"), len(run.families)),
        judged_at,
        read_verdicts(folder, run.step),
        _seconds(found.index),
        _size(folder),
        steps[-1] if steps else -1,
    )


def _marks(index: Mapping[str, Any]) -> tuple[Mark, ...]:
    """What happened on the way; nothing where that cannot be read, which is said where the run is opened."""
    position = index.get("position")
    try:
        return parse_marks(position.get("marks")) if isinstance(position, dict) else ()
    except ValueError:
        return ()


def _seconds(index: Mapping[str, Any]) -> float:
    position = index.get("position")
    found = position.get("seconds") if isinstance(position, dict) else None
    if isinstance(found, bool) or not isinstance(found, int | float) or not 0 <= found <= MOST_COUNT:
        return 0.0
    return float(found) if math.isfinite(found) else 0.0


def _size(folder: Path) -> int:
    """Bytes of all regular files below *folder*; no link is followed, what cannot be looked into counts nothing."""
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            try:
                found = os.lstat(os.path.join(place, name))
            except OSError:
                continue
            total += found.st_size if stat.S_ISREG(found.st_mode) else 0
    return total
