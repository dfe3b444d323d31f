"""Reading run folders: whatever is whole is opened, whatever is not is named. Nothing is written, torch not needed."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from trainers import messages
from trainers.disk.atomic_file import reason
from trainers.disk.toml_file import MAX_BYTES as MOST_TOML
from trainers.disk.toml_file import parse_bytes
from trainers.examples import Float32
from trainers.experiment import Experiment
from trainers.knobs import ConfigError
from trainers.marks import Mark, parse_marks
from trainers.runs import files as run_files
from trainers.runs import inside
from trainers.runs import keyframes as run_keyframes
from trainers.runs.checkpoint import RESUME, check_whole, read_index
from trainers.runs.clock import TimeOfSteps, read_clock
from trainers.runs.files import ENVIRONMENT, EXPERIMENT, FORMAT, METRICS, RunFolderError
from trainers.runs.index import Environment, problem_of
from trainers.runs.lock import LockState, lock_state
from trainers.runs.metrics import read_metrics

PATIENCE = 2.0  # seconds


@dataclass(frozen=True)
class RunContents:
    """A run as it lies on the disk.

    ``experiment`` is the one that the checkpoint was saved with. ``curves`` holds per model and metric float32 (n,),
    NaN where a step is missing, the first value being that of ``first_step``. ``checkpoint_step`` is None when there
    is nothing to go on from. ``problems`` are sentences on what is missing or damaged; the rest is whole.
    """

    path: Path
    experiment: Experiment
    environment: Mapping[str, Any]
    first_step: int
    curves: tuple[Mapping[str, Float32], ...]
    keyframe_steps: tuple[int, ...]
    checkpoint_step: int | None
    problems: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()  # what happened on the way, as of the checkpoint
    clock: TimeOfSteps = field(default_factory=TimeOfSteps)
    way_is_known: bool = True  # whether the marks are all that happened

    @property
    def newest_step(self) -> int:
        """The last step of which anything is known."""
        count = max((len(series) for curves in self.curves for series in curves.values()), default=0)
        return max(self.first_step + count - 1, self.checkpoint_step or 0, *self.keyframe_steps, 0)

    @property
    def saved_step(self) -> int:
        """Where its weights stand; without any the last step of which anything is known."""
        return self.newest_step if self.checkpoint_step is None else self.checkpoint_step

    def scalars(self, run_id: int = 0) -> messages.Scalars | None:
        """The curves as the event that would have brought them; None when there are none."""
        if not any(self.curves):
            return None
        count = max(len(series) for curves in self.curves for series in curves.values())
        return messages.Scalars(run_id, self.first_step, self.curves, self.clock.of(self.first_step, count))

    def read_keyframe(self, step: int) -> messages.PicturesDrawn:
        """The pictures of one of ``keyframe_steps``. Raises RunFolderError."""
        return run_keyframes.read_keyframe(self.path, step, len(self.experiment.models))


def read_run(path: Path) -> RunContents:
    """Opens a run folder. Raises RunFolderError only when it cannot be told what was trained in it."""
    if not path.is_dir():
        raise RunFolderError(f"{path}: expected a run folder, found {'a file' if path.exists() else 'nothing'}")
    problems: list[str] = []
    environment = _read_environment(path, problems)
    index = _read_index(path, problems)
    experiment = _read_experiment(path, index, problems)
    if index is not None and len(index["weights"]) != len(experiment.models):
        problems.append(
            f"{RESUME}: expected weights of each model ({len(experiment.models)}), found {len(index['weights'])}"
        )
        index = None
    before = len(problems)
    marks = _read_marks(index, problems)
    way_is_known = index is not None and len(problems) == before
    metrics = read_metrics(path, len(experiment.models))
    if index is None or index["step"] > 0 or inside.is_file(path, METRICS):  # one saved before its first step has none
        problems.extend(metrics.problems)
    if said := run_keyframes.keyframes_problem(path):
        problems.append(said)
    return RunContents(
        path,
        experiment,
        environment,
        metrics.first_step,
        metrics.curves,
        run_keyframes.keyframe_steps(path),
        None if index is None else index["step"],
        tuple(problems),
        marks,
        clock=read_clock(path),
        way_is_known=way_is_known,
    )


def read_run_at_rest(path: Path) -> RunContents:
    """As :func:`read_run`, for another thread than the GUI's: a run that its writer holds and has not saved yet is
    waited for a little. It may be the one that was left a moment ago, whose metrics come before its checkpoint."""
    end = time.monotonic() + PATIENCE
    while True:
        held = lock_state(path) is LockState.HELD
        contents = read_run(path)
        if contents.checkpoint_step is not None or not held or time.monotonic() > end:
            return contents
        time.sleep(0.05)


def _read_environment(path: Path, problems: list[str]) -> Mapping[str, Any]:
    try:
        environment = run_files.read_json(path, ENVIRONMENT)
    except FileNotFoundError:
        problems.append(f"{ENVIRONMENT} is missing: it is not known what the run was made with")
        return {}
    except RunFolderError as error:
        problems.append(str(error))
        return {}
    found = environment.get("format")
    if isinstance(found, int) and found > FORMAT:
        problems.append(f"{ENVIRONMENT}: expected format {FORMAT}, found {found}; a newer version may show more")
    elif said := problem_of(Environment, environment):
        problems.append(f"{ENVIRONMENT}: {said}")
        return {}
    return environment


def _read_index(path: Path, problems: list[str]) -> dict[str, Any] | None:
    """The checkpoint's index when all its files are what was saved, else None and why."""
    try:
        index = read_index(path)
        for entry in (index["state"], *index["weights"]):
            check_whole(path, entry)
    except FileNotFoundError:
        problems.append(f"{RESUME} is missing: there are no weights, and nothing to go on from")
        return None
    except RunFolderError as error:
        problems.append(str(error))
        return None
    return index


def _read_marks(index: Mapping[str, Any] | None, problems: list[str]) -> tuple[Mark, ...]:
    try:
        return () if index is None else parse_marks(index["position"].get("marks"))
    except ValueError as error:
        problems.append(f"{RESUME}: {error}")
        return ()


def _read_experiment(path: Path, index: Mapping[str, Any] | None, problems: list[str]) -> Experiment:
    """The experiment of the checkpoint, else that of the TOML file. Raises RunFolderError without either."""
    saved: Experiment | None = None
    if index is not None:
        try:
            saved = _parse(RESUME, index.get("experiment", {}))
        except ConfigError as error:
            problems.append(str(error))
    try:
        written = _read_toml(path)
    except ConfigError as error:
        if saved is None:
            raise RunFolderError(f"{path.name}: {error}, so it cannot be told what was trained") from None
        problems.append(f"{error}; the settings of the last save are used")
        return saved
    if saved is not None and written != saved:
        problems.append(f"{EXPERIMENT} differs from the last save; the settings of that save are used")
    return saved or written


def _read_toml(path: Path) -> Experiment:
    """The experiment of ``experiment.toml``. Raises ConfigError with one sentence that begins with that name."""
    try:
        table = parse_bytes(inside.read(path, EXPERIMENT, MOST_TOML))
    except (OSError, ValueError) as error:
        raise ConfigError(f"{EXPERIMENT}: {reason(error)}") from None
    return _parse(EXPERIMENT, table)


def _parse(name: str, table: Mapping[str, Any]) -> Experiment:
    """Raises ConfigError that begins with *name*, whatever the table holds."""
    try:
        return Experiment.parse(table)
    except (ConfigError, ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
        raise ConfigError(f"{name}: {error}", getattr(error, "where", "")) from None
