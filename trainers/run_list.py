"""Lists of runs, fast: a few kilobytes of each are read. Torch is not needed."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trainers.run_checkpoint import RESUME
from trainers.run_files import EXPERIMENT, METRICS, RunFolderError, read_json, reason
from trainers.run_lock import LOCK, LockState, lock_state
from trainers.toml_file import read_table

_TAIL = 64 * 1024  # bytes at the end of the metrics in which the last whole line is looked for


@dataclass(frozen=True)
class RunSummary:
    """A line in a list of runs. ``modified`` is in seconds since 1970; ``step`` the last known, ``steps`` the plan.

    ``unfinished`` says that its writer died; ``problem`` is a sentence when the run cannot be opened.
    """

    path: Path
    title: str
    dataset: str = ""
    families: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    step: int = 0
    steps: int = 0
    modified: float = 0.0
    unfinished: bool = False
    problem: str = ""


def recent_runs(runs_dir: Path) -> list[RunSummary]:
    """The runs in a folder, newest first. Reads a few kilobytes of each; skips what is no run folder."""
    try:
        folders = [path for path in runs_dir.iterdir() if os.path.isdir(path)]
    except OSError:
        return []
    # Not Path.exists, which raises where one may not look: one folder of somebody else's must not hide all others.
    runs = [
        summarise_run(path) for path in folders if any(os.path.exists(path / name) for name in (EXPERIMENT, RESUME))
    ]
    return sorted(runs, key=lambda run: run.modified, reverse=True)


def unfinished_runs(runs_dir: Path) -> list[RunSummary]:
    """The runs whose writer died before it closed them and which have something saved, newest first: to be offered for
    recovery."""
    return [run for run in recent_runs(runs_dir) if run.unfinished and (run.path / RESUME).exists()]


def dismiss_crash(path: Path) -> None:
    """Forgets that the run's writer died. Leaves a run alone that is open. Raises OSError."""
    if lock_state(path) is LockState.LEFT_BEHIND:
        (path / LOCK).unlink(missing_ok=True)


def summarise_run(path: Path) -> RunSummary:
    """One line on a run folder; never raises for a damaged one."""
    problem, table = "", dict[str, Any]()
    try:
        table = read_table(path / EXPERIMENT)
    except (OSError, ValueError) as error:
        problem = f"{EXPERIMENT}: cannot be read ({reason(error)})"
    try:
        index = read_json(path / RESUME)
    except (FileNotFoundError, RunFolderError):
        index = {}
    if not table and isinstance(index.get("experiment"), dict):
        table, problem = index["experiment"], ""
    models = [model for model in _as_list(table.get("models")) if isinstance(model, dict)]
    data = table.get("dataset")
    saved = index.get("step")
    return RunSummary(
        path,
        title=str(table.get("title", path.name)),
        dataset=str(data.get("name", "")) if isinstance(data, dict) else "",
        families=tuple(str(model.get("family", "")) for model in models),
        labels=tuple(str(model.get("label", "")) for model in models),
        step=max(_last_step(path / METRICS), saved if isinstance(saved, int) else 0),
        steps=table["steps"] if isinstance(table.get("steps"), int) else 0,
        modified=_modified(path),
        unfinished=lock_state(path) is LockState.LEFT_BEHIND,
        problem=problem,
    )


def _as_list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _last_step(metrics: Path) -> int:
    """The step of the last whole line, from the end of the file."""
    try:
        with metrics.open("rb") as file:
            file.seek(max(0, file.seek(0, 2) - _TAIL))
            lines = file.read().split(b"\n")[:-1]
        for line in reversed(lines):
            try:
                return int(json.loads(line)["step"])
            except (ValueError, TypeError, KeyError, OverflowError):
                continue
    except OSError:
        pass
    return 0


def _modified(path: Path) -> float:
    times = []
    for name in (EXPERIMENT, RESUME, METRICS):
        try:
            times.append((path / name).stat().st_mtime)
        except OSError:
            continue
    return max(times, default=0.0)
