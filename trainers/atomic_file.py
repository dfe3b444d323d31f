"""Files that are whole or not there. The standard library only: the self-test writes with it what it finds broken."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path
from typing import BinaryIO

# Windows refuses to replace a file that anybody has open, if only a virus scanner or our own reader for a moment.
TRIES = 20 if os.name == "nt" else 1
PAUSE_SECONDS = 0.05


def write_atomically(path: Path, content: bytes) -> None:
    """Writes a file under a temporary name, flushes it to the disk and renames it: readers see all of it or none."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}.part")
    try:
        with _begin(temporary) as file:  # not tempfile: its files are closed to everybody else
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _replace(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _begin(temporary: Path) -> BinaryIO:
    """A new file, never one that lies there: that could be a link to another."""
    try:
        return temporary.open("xb")
    except FileExistsError:  # of a process of the same number that was killed
        temporary.unlink()
        return temporary.open("xb")


def _replace(temporary: Path, path: Path) -> None:
    """Gives the file its name; PermissionError when others keep it open for longer than all the TRIES."""
    for left in reversed(range(TRIES)):
        try:
            return os.replace(temporary, path)
        except PermissionError:
            if not left:
                raise
            time.sleep(PAUSE_SECONDS)
