"""``serve --stdio`` where the server is there already: a link that comes back need not wait for a second of imports."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from trainers.link.meeting_place import MeetingPlace
from trainers.link.pipe import carry
from trainers.link.wire.wire_error import WireError
from trainers.places import runs_dir

_WITH_VALUE = ("--device", "--threads", "--data-dir", "--idle-minutes")


def carry_at_once(arguments: Sequence[str]) -> bool:
    """Carries the link, and returns when it has ended. False, and nothing was done, where that is not what the command
    line asks for, or where there is no server: then the command sees to it, and says what is wrong."""
    folder = _folder(arguments)
    if folder is None:
        return False
    try:
        link = MeetingPlace(folder).connect()
    except (WireError, OSError):
        return False
    if link is None:
        return False
    with link:
        carry(link, sys.stdin.fileno(), sys.stdout.fileno())
    return True


def served_folder(preset: str) -> Path:
    """Where a preset is saved that is served, unless the user says otherwise."""
    return runs_dir() / f"served {preset}"


def _folder(arguments: Sequence[str]) -> Path | None:
    """The run that the command line names, where it is one that is plain to read."""
    if not arguments or arguments[0] != "serve" or "--stdio" not in arguments:
        return None
    rest, found = [*arguments[1:]], list[Path]()
    while rest:
        argument = rest.pop(0)
        if argument in _WITH_VALUE and rest:
            rest.pop(0)
        elif argument == "--preset" and rest:
            found.append(served_folder(rest.pop(0)))
        elif not argument.startswith("-"):
            found.append(Path(argument).expanduser())
        elif argument not in ("--stdio", "--play"):
            return None
    return Path(os.path.abspath(found[0])) if len(found) == 1 else None
