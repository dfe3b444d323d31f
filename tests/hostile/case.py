"""One hostile file or folder, and what has to become of it.

A case is a small function that makes the file, and an expectation:

    def nested_json(folder):
        run = honest_run(folder)
        (run / "resume.json").write_text("[" * 100_000)
        return run

    Case("resume.json nested without end", nested_json, ("evaluate", "open"), r"resume\\.json: .*nesting")

Every command is done with what *make* returned, in a process that does many of them, and must: end with the right code,
say exactly one sentence that ``says`` matches, show no traceback and no control character, stay within MOST_MB and
MOST_SECONDS, and leave everything outside its folder as it was (``outside(folder)`` is what links point to).
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

MOST_MB = 300  # more than before the command, at its peak
MOST_SECONDS = 3.0  # of processor time (a machine that is busy with other things takes longer by the clock)


@dataclass(frozen=True)
class Case:
    """``make`` gets an empty folder and returns what is opened. ``commands`` are names of :data:`commands.COMMANDS`.

    ``says`` is a regular expression for the sentence. ``opens``: it can be used all the same (in part, and the sentence
    says what is missing; nothing need be said where ``says`` is empty). ``lines`` allows more sentences than one.
    ``most_mb`` and ``most_seconds`` hold for the whole command, so that one which goes on to train needs more.
    """

    name: str
    make: Callable[[Path], Path]
    commands: tuple[str, ...]
    says: str = ""
    opens: bool = False
    lines: int = 1
    most_mb: int = MOST_MB
    most_seconds: float = MOST_SECONDS


def outside(folder: Path) -> Path:
    """The user's own files, which no case may touch: the folder ``outside`` beside all cases."""
    return folder.parents[1] / "outside"


def honest_run(folder: Path, name: str = "run") -> Path:
    """A copy of a small run of 20 steps with two models (AE and VAE on digits), keyframes at 0, 1, 2, 5, 10, 15, 20."""
    run = folder / name
    shutil.copytree(folder.parents[1] / "honest", run)
    return run
