"""How far a cell of a sweep is, as its run folder says: looked at without torch, and without reading weights."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Annotated

from pydantic import Field

from trainers.disk.atomic_file import reason
from trainers.disk.toml_file import MAX_BYTES as MOST_TOML
from trainers.disk.toml_file import parse_bytes
from trainers.experiment import Experiment
from trainers.knobs import ConfigError
from trainers.runs import inside
from trainers.runs.figures import RunFigures, read_figures
from trainers.runs.files import EXPERIMENT, FORMAT, RunFolderError, read_json, write_json
from trainers.runs.index import JsonPart, Text, problem_of
from trainers.runs.listing import is_run, summarise_run
from trainers.runs.lock import LOCK, LockState, lock_state
from trainers.sweeps.folder import SweepFolder
from trainers.sweeps.sweep import SweepCell, experiment_difference

FAILURE = "failure.json"


class CellState(Enum):
    WAITING = "waiting"  # nothing lies there
    TRAINING = "training"  # somebody holds the run's lock
    BEGUN = "begun"  # to be gone on with
    FINISHED = "finished"
    FAILED = "failed"  # it diverged, and would again
    SPOILT = "spoilt"  # what lies there is damaged, or another run: it is put aside before the cell is trained


@dataclass(frozen=True)
class CellReport:
    """A cell, and how far it is: the last step that is known of, why it failed or is spoilt, its figures at the end."""

    cell: SweepCell
    state: CellState
    step: int = 0
    reason: str = ""
    figures: RunFigures | None = None


class _Failure(JsonPart):
    format: Annotated[int, Field(ge=1, le=FORMAT)]
    reason: Text


def look_at(folder: SweepFolder, cell: SweepCell) -> CellReport:
    """How far a cell is. Never raises for what lies there."""
    path, plan = folder.place(cell), cell.experiment.plan
    try:
        if not os.path.lexists(path):
            return CellReport(cell, CellState.WAITING)
        if os.path.islink(path) or not path.is_dir():
            return CellReport(cell, CellState.SPOILT, reason="expected a folder, found a file or a link")
        if not set(inside.names(path)) - {LOCK}:
            held = lock_state(path) is LockState.HELD
            return CellReport(cell, CellState.TRAINING if held else CellState.WAITING)
        problem, figures, failure = misfit(path, cell.experiment), figures_of(path), failure_of(path)
        if not problem and _are_those_of(figures, cell):  # also of one that somebody has open, or trains on
            return CellReport(cell, CellState.FINISHED, plan.steps, figures=figures)
        if lock_state(path) is LockState.HELD:
            return CellReport(cell, CellState.TRAINING, summarise_run(path).step)
    except OSError as error:
        return CellReport(cell, CellState.SPOILT, reason=reason(error))
    if problem:
        return CellReport(cell, CellState.SPOILT, reason=problem)
    return CellReport(cell, CellState.FAILED if failure else CellState.BEGUN, summarise_run(path).step, failure)


def _are_those_of(figures: RunFigures | None, cell: SweepCell) -> bool:
    """Whether these figures were measured at the end of a cell."""
    experiment = cell.experiment
    return figures is not None and (figures.step, len(figures.models)) == (
        experiment.plan.steps,
        len(experiment.models),
    )


def misfit(path: Path, experiment: Experiment) -> str:
    """Why the run in a folder is not that of *experiment*, in a sentence; empty where it is. Raises OSError."""
    if not is_run(path):
        return "expected a run, found something else"
    try:
        there = Experiment.parse(parse_bytes(inside.read(path, EXPERIMENT, MOST_TOML)))
    except FileNotFoundError:
        return f"{EXPERIMENT} is missing"
    except (ConfigError, ValueError) as error:
        return f"{EXPERIMENT}: {error}"
    difference = experiment_difference(there, experiment)
    return f"it holds another run: {difference}" if difference else ""


def figures_of(path: Path) -> RunFigures | None:
    """What was measured at a run's end; None where nothing was, or the file is damaged: then it is measured again.
    Raises OSError."""
    try:
        return read_figures(path)
    except (FileNotFoundError, RunFolderError):
        return None


def failure_of(path: Path) -> str:
    """Why the run diverged; empty where it did not, or the file is damaged: then it is tried again. Raises OSError."""
    try:
        table = read_json(path, FAILURE)
    except (FileNotFoundError, RunFolderError):
        return ""
    return "" if problem_of(_Failure, table) else str(table["reason"])


def write_failure(path: Path, why: str) -> None:
    """Keeps the reason for which a run diverged, so that nobody tries again what goes wrong again. Raises OSError."""
    content: Mapping[str, object] = {"format": FORMAT, "reason": why}
    write_json(path, FAILURE, content)
