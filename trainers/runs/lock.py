"""One writer per run folder, and a trace of those that died.

The lock is one of the operating system's, on the file ``run.lock``: it ends with the process that holds it, however
that ends. The file itself is removed when a run is closed, so a file that nobody holds a lock on means a crash.
"""

from __future__ import annotations

import json
import os
import socket
import sys
import time
from contextlib import suppress
from enum import Enum
from pathlib import Path

from trainers.disk.file_lock import take_lock
from trainers.disk.limits import parse_json
from trainers.runs import inside
from trainers.shown import shown_name

LOCK = "run.lock"
MOST_WORDS = 4096  # bytes of what a lock says of its owner
_TRIES = 3  # a reader that asks for the state holds the lock for a moment


class LockState(Enum):
    FREE = "free"
    HELD = "held"
    LEFT_BEHIND = "left behind"  # by a process that was killed


class RunLock:
    """A lock that is held; see :func:`acquire`."""

    def __init__(self, folder: Path, handle: int) -> None:
        self._folder = folder
        self._handle = handle

    @property
    def is_gone(self) -> bool:
        """Whether the lock's file lies no more where it was: the folder was renamed or removed, or its disk is gone."""
        try:
            return self._handle < 0 or not _is_same_file(self._handle, self._folder)
        except OSError:
            return True

    def release(self) -> None:
        """Gives the lock up and removes its file; a file that cannot be removed reads as a crash, and is harmless."""
        if self._handle < 0:
            return
        if self.is_gone:  # what lies there now is somebody else's
            os.close(self._handle)
            self._handle = -1
            return
        if sys.platform != "win32":  # while the lock is still held, so that nobody else's file is removed
            with suppress(OSError):
                inside.remove(self._folder, LOCK)
        os.close(self._handle)
        self._handle = -1
        if sys.platform == "win32":  # an open file cannot be removed there
            with suppress(OSError):
                inside.remove(self._folder, LOCK)


def acquire(folder: Path) -> RunLock | None:
    """Takes the lock of *folder*, also over a process that died; None when somebody holds it.

    Raises OSError where no file can be written.
    """
    for attempt in range(_TRIES):
        handle = _open(folder)
        if take_lock(handle) and _is_same_file(handle, folder):
            lock = RunLock(folder, handle)
            try:
                _sign(handle)
            except BaseException:
                lock.release()
                raise
            return lock
        os.close(handle)
        if attempt + 1 < _TRIES:
            time.sleep(0.02)
    return None


def lock_state(folder: Path) -> LockState:
    """Whether somebody writes into *folder*, or has died doing so. Writes nothing."""
    try:
        with inside.open_to_read(folder, LOCK) as file:
            return LockState.LEFT_BEHIND if take_lock(file.fileno()) else LockState.HELD
    except (FileNotFoundError, NotADirectoryError):
        return LockState.FREE
    except OSError:  # another user's, or a folder or a link by that name
        return LockState.HELD


def owner(folder: Path) -> str:
    """Who wrote the lock, in words such as "process 4711 since 14:05"; "another process" where that is unknown."""
    try:
        found = parse_json(inside.read(folder, LOCK, MOST_WORDS))
        return shown_name(f"process {found['pid']} on {found['host']} since {found['since']}")
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"


def is_own(folder: Path) -> bool:
    """Whether this process wrote the lock; False where that is unknown."""
    try:
        found = parse_json(inside.read(folder, LOCK, MOST_WORDS))
        return (found["pid"], found["host"]) == (os.getpid(), socket.gethostname())
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _open(folder: Path) -> int:
    """A handle of the lock's file, to be closed by whoever asked. Raises OSError, LinkError among them."""
    with inside.open_to_change(folder, LOCK) as file:
        return os.dup(file.fileno())  # locks belong to the open file, which both handles share


def _is_same_file(handle: int, folder: Path) -> bool:
    """False when the former owner removed the file between our opening and our locking it."""
    found = inside.state(folder, LOCK)
    return found is not None and os.path.samestat(os.fstat(handle), found)


def _sign(handle: int) -> None:
    text = json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "since": time.strftime("%Y-%m-%d %H:%M:%S")})
    os.lseek(handle, 0, os.SEEK_SET)
    os.ftruncate(handle, 0)
    os.write(handle, text.encode())
