"""One cell of a sweep is trained: exactly as ``latent-explorer train`` trains it, from where it was left."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from trainers.dataset import LoadContext
from trainers.examples import DataError
from trainers.knobs import ConfigError
from trainers.runs import inside
from trainers.runs.files import RunFolderError
from trainers.runs.headless import Progress, Training, keep_figures, result_line
from trainers.runs.lock import LOCK, LockState, acquire, lock_state
from trainers.runs.reading import read_run
from trainers.runs.starting import open_run, start_run
from trainers.sentence import sentence
from trainers.sweeps.cells import misfit, write_failure
from trainers.sweeps.folder import SweepFolder
from trainers.sweeps.sweep import SweepCell, experiment_difference
from trainers.training.scalars import NonFiniteError


class CellEnd(Enum):
    """How the training of a cell ended."""

    FINISHED = "finished"
    FAILED = "failed"  # it diverged
    STOPPED = "stopped"
    TAKEN = "taken"  # by somebody else
    LEFT = "left"  # it could not be trained now


@dataclass(frozen=True)
class HowToTrain:
    """What holds for every cell: where data come from, the device, seconds between saves, threads on a CPU (None:
    what other programs leave), and whether pictures are kept for the window's timeline."""

    context: LoadContext
    device: str
    save_every: float
    threads: int | None
    keyframes: bool


def train_cell(
    folder: SweepFolder,
    cell: SweepCell,
    how: HowToTrain,
    stopped: Callable[[], bool],
    report: Callable[[Progress], None],
    say: Callable[[str], None],
) -> tuple[CellEnd, str]:
    """Trains a cell from where it was left, and keeps its figures; returns how that ended, and why where it is not
    finished. *say* hears sentences on what was found there.

    Raises DataError, ConfigError (of the device), Cancelled, or OSError where the disk takes nothing.
    """
    path = folder.place(cell)
    try:
        training = _open(path, cell, how, say)
    except RunFolderError as error:
        return (CellEnd.TAKEN if lock_state(path) is LockState.HELD else CellEnd.LEFT), str(error)
    try:
        training.tell = say
        return _train(training, how, stopped, report)
    finally:
        training.close()


def _train(
    training: Training, how: HowToTrain, stopped: Callable[[], bool], report: Callable[[Progress], None]
) -> tuple[CellEnd, str]:
    path = training.path
    assert path is not None
    try:
        training.train(stopped, report, how.keyframes)
        if training.loop.step_count < training.loop.experiment.plan.steps:
            return CellEnd.STOPPED, ""
        line = result_line(training, training.evaluate())
        if not training.problem:
            keep_figures(training, line)
    except (NonFiniteError, ValueError) as error:
        if isinstance(error, ConfigError | DataError | RunFolderError):  # which tell nothing of the numbers
            raise
        write_failure(path, str(error))
        return CellEnd.FAILED, str(error)
    return (CellEnd.LEFT, training.problem) if training.problem else (CellEnd.FINISHED, "")


def _open(path: Path, cell: SweepCell, how: HowToTrain, say: Callable[[str], None]) -> Training:
    """The training of a cell: new, or from its checkpoint. What cannot be gone on with is put aside. Raises
    RunFolderError where somebody else holds it, and as :func:`train_cell`."""
    before = _identity(path)
    if not _is_vacant(path):
        if not (trouble := _trouble(path, cell)):
            try:
                training, problems = open_run(path, how.context, how.device, how.save_every, threads=how.threads)
            except RunFolderError as error:
                if lock_state(path) is LockState.HELD:
                    raise
                trouble = str(error)
            else:
                for problem in problems:
                    say(f"{cell.name}: {problem}")
                return training
        aside = _put_aside(path, before)
        say(sentence(f"{cell.name}: {trouble}; it was put aside as {aside.name}, and is trained anew"))
    training = start_run(cell.experiment, path, how.context, how.device, how.save_every, threads=how.threads)
    try:
        training.save()  # killed from here on, it can be gone on with
    except BaseException:
        training.close()
        raise
    return training


def _trouble(path: Path, cell: SweepCell) -> str:
    """Why the run that lies there cannot be gone on with, in a sentence; empty where it can. Raises OSError."""
    if os.path.islink(path) or not path.is_dir():
        return sentence("expected a folder, found a file or a link")
    if trouble := misfit(path, cell.experiment):
        return trouble
    try:
        found = read_run(path)
    except RunFolderError as error:
        return str(error)
    if found.checkpoint_step is None:
        return "; ".join(found.problems)
    if found.checkpoint_step > cell.experiment.plan.steps:
        return sentence(f"it was trained on, to step {found.checkpoint_step}")
    return experiment_difference(found.experiment, cell.experiment)


def _is_vacant(path: Path) -> bool:
    """Whether a run can begin there: nothing lies there, or a folder with nothing in it but a lock."""
    return not os.path.lexists(path) or (path.is_dir() and not set(inside.names(path)) - {LOCK})


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = os.lstat(path)
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def _put_aside(path: Path, before: tuple[int, int] | None) -> Path:
    """Renames what lies there, which is the folder of this identity still; returns its new place. Raises RunFolderError
    where somebody else holds it or was faster, and OSError."""
    places = (
        path.with_name(f"{path.name} (set aside{f' {again}' if again else ''})") for again in (0, *range(2, 1000))
    )
    aside = next(place for place in places if not os.path.lexists(place))
    if os.path.islink(path) or not path.is_dir():
        os.rename(path, aside)
        return aside
    lock = acquire(path)
    if lock is None or _identity(path) != before:
        if lock is not None:
            lock.release()
        raise RunFolderError(f"{path.name}: somebody else has begun it anew")
    try:
        if sys.platform == "win32":  # where a folder with an open file cannot be renamed, nor one that others work in
            lock.release()
        os.rename(path, aside)
        inside.remove(aside, LOCK)
    finally:
        lock.release()
    return aside
