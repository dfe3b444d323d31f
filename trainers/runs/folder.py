"""A run on the disk: written by one process at a time, whole whenever that process is killed, never overwritten.

Reading needs no lock and no torch; see ``trainers.runs.reading``. The files are described in ``trainers.runs.files``.
Methods that write raise OSError when the disk is full, read-only or gone. They may be called again: nothing is torn,
and nothing is there twice.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from trainers import messages
from trainers.disk.toml_file import MAX_BYTES as MOST_TOML
from trainers.experiment import Experiment
from trainers.runs import checkpoint as run_checkpoint
from trainers.runs import files as run_files
from trainers.runs import inside
from trainers.runs import keyframes as run_keyframes
from trainers.runs import lock as run_lock
from trainers.runs.checkpoint import read_checkpoint, read_weights
from trainers.runs.clock import CLOCK, ClockFile, copy_clock
from trainers.runs.data import DATA
from trainers.runs.events import EVENTS, EventWriter, open_events
from trainers.runs.figures import FIGURES, forget_figures
from trainers.runs.files import ENVIRONMENT, EXPERIMENT, KEYFRAMES, METRICS, RunFolderError
from trainers.runs.listing import RunSummary, dismiss_crash, recent_runs, runs_elsewhere, summarise_run, unfinished_runs
from trainers.runs.lock import LockState, RunLock
from trainers.runs.metrics import MetricsFile, copy_metrics
from trainers.runs.reading import RunContents, read_run
from trainers.timeline import Timeline

if TYPE_CHECKING:
    from torch import Tensor

    from trainers.training.loop_state import LoopState

KEYFRAME_BYTES = 128 * 2**20  # on the disk
# What a killed write_atomically leaves of our own files; those of other people end in .part, too.
_LEFTOVER = re.compile(
    r"(experiment\.toml|(environment|resume|about|figures|verdicts)\.json|metrics\.jsonl|[\w-]+\.(npz|safetensors))\.\d+-\d+\.part"
)

__all__ = [
    "RunContents",
    "RunFolder",
    "RunFolderError",
    "RunSummary",
    "dismiss_crash",
    "read_checkpoint",
    "read_run",
    "read_weights",
    "recent_runs",
    "runs_elsewhere",
    "summarise_run",
    "unfinished_runs",
]


@dataclass(frozen=True)
class _File:
    nbytes: int


class RunFolder:
    """The only writer of a run folder; made by :meth:`create` or :meth:`open_for_writing`, ended by :meth:`close`."""

    def __init__(self, path: Path, lock: RunLock, toml: str, keyframe_bytes: int) -> None:
        self.path = path
        self._lock = lock
        self._toml = toml  # as it stands in the folder
        self._identity = _identity(path)
        self._metrics = MetricsFile(path)
        self._clock = ClockFile(path)
        self._keyframes: Timeline[_File] = Timeline(keyframe_bytes)
        for step in run_keyframes.keyframe_steps(path):
            found = inside.state(path, run_keyframes.keyframe_name(step))
            self._keyframes = self._keyframes.add(step, _File(0 if found is None else found.st_size))
        self._events: EventWriter | None = open_events(path)

    @classmethod
    def create(
        cls, path: Path, experiment: Experiment, device_title: str, keyframe_bytes: int = KEYFRAME_BYTES
    ) -> RunFolder:
        """Begins a run in a folder that is missing or empty. Raises RunFolderError when something lies there already,
        OSError when it cannot be written; then the place is left as it was."""
        made = not path.exists()
        if path.is_dir():
            check_links(path)
        if path.is_dir() and run_lock.lock_state(path) is LockState.HELD:
            raise RunFolderError(_in_use(path))
        if not made:
            check_vacant(path)
        path.mkdir(parents=True, exist_ok=True)
        lock = None
        try:
            lock = _lock(path)
            check_vacant(path)  # again, now that nobody else can begin here
            environment = run_files.describe_environment(experiment, device_title)
            run_files.write_json(path, ENVIRONMENT, environment)
            inside.replace(path, EXPERIMENT, experiment.to_toml().encode())
            return cls(path, lock, experiment.to_toml(), keyframe_bytes)
        except OSError:
            _withdraw(path, lock, made)
            raise
        except RunFolderError:
            if lock is not None:
                lock.release()
            raise

    @classmethod
    def open_for_writing(cls, path: Path, keyframe_bytes: int = KEYFRAME_BYTES) -> RunFolder:
        """Goes on writing into an existing run, also after the crash of its last writer. Raises RunFolderError when it
        is no run, is in use, or a newer version wrote it; OSError when it cannot be written."""
        if not inside.is_file(path, EXPERIMENT) and not inside.is_file(path, run_checkpoint.RESUME):
            raise RunFolderError(f"{path}: expected a run folder with {EXPERIMENT}, found none")
        if problem := newer_format(path):
            raise RunFolderError(f"{path.name}: {problem}, so it is left as it is")
        lock = _lock(path)
        try:
            check_links(path)
            for inner in ("", f"{KEYFRAMES}/", f"{run_checkpoint.WEIGHTS}/"):
                for name in inside.names(path, inner.rstrip("/")):
                    if _LEFTOVER.fullmatch(name):
                        inside.remove(path, inner + name)
            run_checkpoint.remove_strays(path)
            toml = ""
            if inside.is_file(path, EXPERIMENT):
                toml = inside.read(path, EXPERIMENT, MOST_TOML).decode("utf-8", errors="replace")
            return cls(path, lock, toml, keyframe_bytes)
        except BaseException:
            lock.release()
            raise

    @property
    def is_gone(self) -> bool:
        """Whether the folder lies no more where it was: renamed, removed, or on a disk that was pulled. One from which
        only the lock's file was removed is still there."""
        return self._lock.is_gone and (
            self._identity != _identity(self.path) or not inside.is_file(self.path, EXPERIMENT)
        )

    @property
    def last_keyframe_step(self) -> int:
        """The step of the newest keyframe in the folder, -1 when there is none."""
        return self._keyframes.steps[-1] if self._keyframes.steps else -1

    def append_metrics(self, scalars: messages.Scalars) -> None:
        """Appends the metrics of consecutive steps. A step that is there already is written anew, and all that lay
        behind it, keyframes included, is dropped: training went back."""
        if scalars.first_step <= self._metrics.last_step:
            self.truncate_after(scalars.first_step - 1)
        self._metrics.append(scalars)
        self._clock.append(scalars)
        if self._events is not None:
            self._events.add(scalars)

    def write_keyframe(self, pictures: messages.PicturesDrawn) -> None:
        """Writes the pictures of one step; older keyframes are thinned within the byte budget."""
        size = run_keyframes.write_keyframe(self.path, pictures)
        self._keep(self._keyframes.add(pictures.step, _File(size)))

    def write_checkpoint(
        self, state: LoopState, display_weights: Sequence[Mapping[str, Tensor]], experiment: Experiment
    ) -> None:
        """Saves state, weights and experiment as one: after a crash the folder holds this save or the one before."""
        run_checkpoint.write_checkpoint(self.path, state, display_weights, experiment)
        toml = experiment.to_toml()
        if toml != self._toml:
            inside.replace(self.path, EXPERIMENT, toml.encode())
            self._toml = toml

    def truncate_after(self, step: int) -> None:
        """Drops metrics, keyframes and figures after *step*, to which training went back."""
        if step >= max((self._metrics.last_step, *self._keyframes.steps[-1:])):
            return
        self._metrics.truncate_after(step)
        self._clock.truncate_after(step)
        self._keep(self._keyframes.truncate_after(step))
        forget_figures(self.path, step)
        if self._events is not None:
            self._events.restart(step + 1)

    def copy_history(self, source: Path) -> None:
        """Takes over the metrics and keyframes of another run, for one that goes on from there in a place of its own.

        Raises OSError; the checkpoint is not copied, the next save writes one.
        """
        if inside.is_file(source, METRICS):
            copy_metrics(source, self.path)
            copy_clock(source, self.path)
            self._metrics, self._clock = MetricsFile(self.path), ClockFile(self.path)
        for step in run_keyframes.keyframe_steps(source):
            name = run_keyframes.keyframe_name(step)
            content = inside.read(source, name)
            inside.make_folder(self.path, KEYFRAMES)
            inside.replace(self.path, name, content)
            self._keep(self._keyframes.add(step, _File(len(content))))

    def close(self) -> None:
        """Gives the folder free. May be called twice."""
        if self._events is not None:
            with suppress(OSError):  # of a folder that is gone
                self._events.close()
            self._events = None
        self._lock.release()

    def withdraw(self) -> None:
        """Closes a folder that was made a moment ago, and removes what this run has written into it: nothing else."""
        with suppress(OSError):
            self._keep(Timeline(0))
            for name in (EXPERIMENT, ENVIRONMENT, DATA, METRICS, CLOCK, FIGURES):
                inside.remove(self.path, name)
        inside.remove_folder(self.path, KEYFRAMES)
        self.close()
        inside.remove_folder(self.path)

    def _keep(self, kept: Timeline[_File]) -> None:
        for step in set(self._keyframes.steps) - set(kept.steps):
            with suppress(OSError):  # a superfluous picture does no harm
                inside.remove(self.path, run_keyframes.keyframe_name(step))
        self._keyframes = kept


def _identity(path: Path) -> tuple[int, int] | None:
    """Which folder lies there; None where there is none, or it cannot be looked at."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def place_anew(path: Path) -> Path:
    """Where a run whose folder is gone may be made anew: in its place, or beside what lies there now."""
    names = (path, *(path.with_name(f"{path.name} ({number})") for number in range(2, 1000)))
    return next((name for name in names if not os.path.lexists(name)), path)


def newer_format(path: Path) -> str:
    """Why this version cannot write into the folder, or ""."""
    try:
        found = run_files.read_json(path, ENVIRONMENT).get("format")
    except (FileNotFoundError, RunFolderError):
        return ""  # damaged, but ours as far as anybody can tell
    if isinstance(found, int) and found > run_files.FORMAT:
        return f"a newer version of Latent Explorer wrote it (format {found}, this version knows {run_files.FORMAT})"
    return ""


def _lock(path: Path) -> RunLock:
    lock = run_lock.acquire(path)
    if lock is None:
        raise RunFolderError(_in_use(path))
    return lock


def check_links(path: Path) -> None:
    """Raises LinkError where anything that is written to below a run folder is a link."""
    for name in (EXPERIMENT, ENVIRONMENT, METRICS, CLOCK, KEYFRAMES, run_checkpoint.RESUME, run_checkpoint.WEIGHTS,
                 EVENTS, run_lock.LOCK, DATA, FIGURES):  # fmt: skip
        inside.state(path, name)


def _in_use(path: Path) -> str:
    return f"{path.name}: already open in another Latent Explorer ({run_lock.owner(path)})"


def check_vacant(path: Path) -> None:
    """Raises RunFolderError unless *path* is an empty folder; a lock that nobody holds does not count."""
    if not path.is_dir():
        raise RunFolderError(f"{path}: expected a folder, found a file")
    if any(name != run_lock.LOCK for name in inside.names(path)):
        raise RunFolderError(f"{path}: expected a new or empty folder, found one that is not; nothing was overwritten")


def _withdraw(path: Path, lock: RunLock | None, made: bool) -> None:
    """Removes what a failed :meth:`RunFolder.create` has written."""
    if lock is not None:
        for name in (ENVIRONMENT, EXPERIMENT):
            with suppress(OSError):
                inside.remove(path, name)
        lock.release()
    if made:
        inside.remove_folder(path)
