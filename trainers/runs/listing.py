"""Lists of runs, fast: a few kilobytes of each are read. Torch is not needed."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from trainers.disk.atomic_file import reason
from trainers.disk.limits import MOST_COUNT, parse_json
from trainers.disk.toml_file import MAX_BYTES as MOST_TOML
from trainers.disk.toml_file import parse_bytes
from trainers.marks import FORK, LONGEST
from trainers.runs import inside
from trainers.runs.about import read_about
from trainers.runs.checkpoint import RESUME
from trainers.runs.files import EXPERIMENT, METRICS, RunFolderError, read_json
from trainers.runs.lock import LOCK, LockState, lock_state

_TAIL = 64 * 1024  # bytes at the end of the metrics in which the last whole line is looked for
MOST_TIME = 32_500_000_000.0  # seconds since 1970: before the year 3000, the last that calendars know everywhere
MOST_LISTED = 2000  # folders that are looked into, those changed last


@dataclass(frozen=True)
class RunSummary:
    """A line in a list of runs. ``modified`` is in seconds since 1970; ``step`` the last known, ``steps`` the plan.

    ``own_name`` is what the user has called it, empty where the name is that of its folder or its title.
    ``unfinished`` says that its writer died; ``problem`` is a sentence when the run cannot be opened.
    """

    path: Path
    title: str
    dataset: str = ""
    own_data: str = ""  # the name of the user's own file or folder, where it was trained on one
    families: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    step: int = 0
    steps: int = 0
    forked_at: int = -1  # the step at which it left the run that it is a fork of
    forked_from: str = ""  # the name of that run's folder
    modified: float = 0.0
    unfinished: bool = False
    problem: str = ""
    own_name: str = ""


@dataclass(frozen=True)
class ExaminedRun:
    """What is known of a run from its small files: the line in a list, its experiment as plain values, the content of
    ``resume.json``, and the last whole line of its metrics. What cannot be read is empty."""

    summary: RunSummary
    table: Mapping[str, Any]
    index: Mapping[str, Any]
    last: Mapping[str, Any]


def recent_runs(runs_dir: Path) -> list[RunSummary]:
    """The runs in a folder, newest first. Reads a few kilobytes of each; skips what is no run folder."""
    try:
        folders = [path for path in runs_dir.iterdir() if os.path.isdir(path)]
    except OSError:
        return []
    newest = sorted(folders, key=_changed, reverse=True)[:MOST_LISTED]
    runs = [_summarise(path) for path in newest if is_run(path)]
    return sorted(runs, key=lambda run: run.modified, reverse=True)


def runs_elsewhere(runs_dir: Path, paths: Iterable[Path]) -> list[RunSummary]:
    """Those of *paths* that are runs still and lie in another folder than *runs_dir*, whatever links lead there."""
    home = os.path.realpath(runs_dir)
    found = {os.path.realpath(path): path for path in paths if is_run(path)}
    return [_summarise(path) for place, path in found.items() if os.path.dirname(place) != home]


def is_run(path: Path) -> bool:
    """Whether a folder looks like a run, be it a damaged one."""
    # Not Path.exists, which raises where one may not look: one folder of somebody else's must not hide all others.
    return os.path.isdir(path) and any(os.path.lexists(path / name) for name in (EXPERIMENT, RESUME))


def _changed(path: Path) -> float:
    with suppress(OSError):
        return path.stat().st_mtime
    return 0.0


def _summarise(path: Path) -> RunSummary:
    """One line; also on a folder that nobody has thought of, for it must not hide the others."""
    try:
        return summarise_run(path)
    except Exception as error:
        return RunSummary(path, path.name, problem=f"cannot be read ({type(error).__name__})")


def unfinished_runs(runs_dir: Path) -> list[RunSummary]:
    """The runs whose writer died before it closed them and which have something saved, newest first: to be offered for
    recovery."""
    return [run for run in recent_runs(runs_dir) if run.unfinished and inside.is_file(run.path, RESUME)]


def dismiss_crash(path: Path) -> None:
    """Forgets that the run's writer died. Leaves a run alone that is open. Raises OSError."""
    if lock_state(path) is LockState.LEFT_BEHIND:
        inside.remove(path, LOCK)


def summarise_run(path: Path) -> RunSummary:
    """One line on a run folder; never raises for a damaged one."""
    return examine_run(path).summary


def examine_run(path: Path) -> ExaminedRun:
    """What the small files of a run folder say; never raises for a damaged one."""
    problem, table = "", dict[str, Any]()
    try:
        table = parse_bytes(inside.read(path, EXPERIMENT, MOST_TOML))
    except (OSError, ValueError) as error:
        problem = f"{EXPERIMENT}: cannot be read ({reason(error)})"
    try:
        index = read_json(path, RESUME)
    except (FileNotFoundError, RunFolderError):
        index = {}
    if not table and isinstance(index.get("experiment"), dict):
        table, problem = index["experiment"], ""
    models = [model for model in _as_list(table.get("models")) if isinstance(model, dict)]
    data, last = table.get("dataset"), last_metrics(path)
    forked_from, forked_at = _fork(index.get("position"))
    summary = RunSummary(
        path,
        title=title if isinstance(title := table.get("title"), str) else path.name,
        dataset=str(data.get("name", "")) if isinstance(data, dict) else "",
        own_data=_own_data(data) if isinstance(data, dict) else "",
        families=tuple(str(model.get("family", "")) for model in models),
        labels=tuple(str(model.get("label", "")) for model in models),
        step=max(_count(last.get("step")), _count(index.get("step"))),
        steps=_count(table.get("steps")),
        forked_at=forked_at,
        forked_from=forked_from,
        modified=_modified(path),
        unfinished=lock_state(path) is LockState.LEFT_BEHIND,
        problem=problem,
        own_name=read_about(path).name,
    )
    return ExaminedRun(summary, table, index, last)


def _own_data(data: Mapping[str, Any]) -> str:
    named = (data.get(key) for key in ("folder", "file"))
    return next((PurePath(text).name for text in named if isinstance(text, str) and text), "")


def _fork(position: object) -> tuple[str, int]:
    """The name and the step of the run that it left last; ("", -1) for one that is no fork."""
    marks = _as_list(position.get("marks")) if isinstance(position, dict) else []
    forks = [mark for mark in marks if isinstance(mark, dict) and mark.get("kind") == FORK]
    if not forks:
        return "", -1
    source = forks[-1].get("source")
    return source[:LONGEST] if isinstance(source, str) else "", _count(forks[-1].get("step"))


def _count(value: object) -> int:
    return value if isinstance(value, int) and 0 <= value <= MOST_COUNT else 0


def _as_list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def last_metrics(path: Path) -> dict[str, Any]:
    """The last whole line of the metrics, from the end of the file: ``{"step": 5, "models": [{...}]}``; empty where
    there is none."""
    try:
        with inside.open_to_read(path, METRICS) as file:
            file.seek(max(0, file.seek(0, 2) - _TAIL))
            lines = file.read().split(b"\n")[:-1]
        for line in reversed(lines):
            try:
                found = parse_json(line)
                if isinstance(found, dict) and "step" in found:
                    return found
            except ValueError:
                continue
    except OSError:
        pass
    return {}


def _modified(path: Path) -> float:
    times = []
    for name in (EXPERIMENT, RESUME, METRICS):
        with suppress(OSError):
            found = inside.state(path, name)
            times.append(0.0 if found is None else found.st_mtime)
    return min(max(0.0, *times), MOST_TIME) if times else 0.0
