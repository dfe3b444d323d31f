"""Runs into the trash of the system, from which they can be taken back."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QFile

from trainers.disk.atomic_file import reason
from trainers.runs.lock import LockState, lock_state
from trainers.sentence import sentence
from trainers.shown import shown_name


@dataclass(frozen=True)
class Trashed:
    """What has gone, and where in the trash it lies now (None where the system does not say); and one sentence on each
    that had to stay."""

    gone: tuple[tuple[Path, Path | None], ...]
    problems: tuple[str, ...]

    @property
    def known(self) -> tuple[tuple[Path, Path], ...]:
        """What can be taken back: where it was, and where it lies now."""
        return tuple((path, now) for path, now in self.gone if now is not None)


@dataclass(frozen=True)
class TakenBack:
    """What lies where it was before, and one sentence on each that stays in the trash."""

    back: tuple[Path, ...]
    problems: tuple[str, ...]


def move_to_trash(path: Path) -> Path | None:
    """Moves a folder into the system's trash; where it lies there, None where that is not known. Raises OSError."""
    file = QFile(str(path))
    if not file.moveToTrash():
        raise OSError(file.errorString())
    now = Path(file.fileName())
    return now if now != path and now.exists() else None


def trash_runs(
    paths: Iterable[Path], held: Callable[[], Iterable[Path]], move: Callable[[Path], Path | None] = move_to_trash
) -> Trashed:
    """Moves run folders into the trash, but not those that the window holds (*held*, asked before each), nor those that
    a program writes into now. May take long: the trash can lie on another disk."""
    gone, problems = [], []
    for path in paths:
        name = shown_name(path.name)
        if os.path.realpath(path) in {os.path.realpath(each) for each in held()}:
            problems.append(sentence(f"{name}: this run is open; open another one first"))
            continue
        if lock_state(path) is LockState.HELD:
            problems.append(sentence(f"{name}: another program writes into this run; it stays where it is"))
            continue
        try:
            gone.append((path, move(path)))
        except OSError as error:
            why = reason(error)
            problems.append(sentence(f"{name}: cannot be moved to the trash ({why})"))
    return Trashed(tuple(gone), tuple(problems))


def take_back(gone: Iterable[tuple[Path, Path]]) -> TakenBack:
    """Moves folders out of the trash to where they were."""
    back, problems = [], []
    for path, now in gone:
        name = shown_name(path.name)
        try:
            if os.path.lexists(path):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
            shutil.move(now, path)
            back.append(path)
            told = now.parent.parent / "info" / f"{now.name}.trashinfo"  # by the trash of Linux
            told.unlink(missing_ok=True)
        except (OSError, shutil.Error) as error:
            why = reason(error) if isinstance(error, OSError) else str(error)
            problems.append(sentence(f"{name}: cannot be taken back ({why})"))
    return TakenBack(tuple(back), tuple(problems))
