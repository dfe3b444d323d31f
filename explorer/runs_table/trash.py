"""Runs into the trash of the system, from which they can be taken back."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QFile

from trainers.runs.lock import LockState, lock_state
from trainers.sentence import sentence
from trainers.shown import shown_name


@dataclass(frozen=True)
class Trashed:
    """What has gone, and one sentence on each that had to stay."""

    gone: tuple[Path, ...]
    problems: tuple[str, ...]


def move_to_trash(path: Path) -> str:
    """Moves a folder into the system's trash; why that could not be, or the empty text."""
    file = QFile(str(path))
    return "" if file.moveToTrash() else file.errorString()


def trash_runs(
    paths: Iterable[Path], held: Callable[[], Iterable[Path]], move: Callable[[Path], str] = move_to_trash
) -> Trashed:
    """Moves run folders into the trash, but not those that the window holds (*held*, asked before each), nor those that
    a program writes into now. May take long: the trash can lie on another disk."""
    gone, problems = [], []
    for path in paths:
        name = shown_name(path.name)
        if os.path.realpath(path) in {os.path.realpath(each) for each in held()}:
            problems.append(sentence(f"{name}: this run is open; open another one first"))
        elif lock_state(path) is LockState.HELD:
            problems.append(sentence(f"{name}: another program writes into this run; it stays where it is"))
        elif why := move(path):
            problems.append(sentence(f"{name}: cannot be moved to the trash ({why})"))
        else:
            gone.append(path)
    return Trashed(tuple(gone), tuple(problems))
