"""The folder for the runs of lessons: it lies where the system has its temporary files, ends with the lesson, and where
the program was killed within one, at the next start."""

from __future__ import annotations

import errno
import logging
import os
import shutil
import stat
import sys
import tempfile
from pathlib import Path

from trainers.runs.lock import LockState, RunLock, acquire, lock_state

PREFIX = "latent-explorer-lesson-"
_TRIES = 20  # a start that cleans up may take for a dead one's what is just being made
log = logging.getLogger(__name__)


class LessonRoom:
    """Made at once, and locked as long as this process lives: by that it is known whose nobody's is any more. Raises
    OSError."""

    def __init__(self) -> None:
        self._lock: RunLock | None = None
        for _ in range(_TRIES):
            self.path = Path(tempfile.mkdtemp(prefix=PREFIX))
            try:
                self._lock = acquire(self.path)
            except FileNotFoundError:
                continue
            except OSError:
                shutil.rmtree(self.path, ignore_errors=True)
                raise
            if self._lock is not None and not self._lock.is_gone:
                return
        raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(self.path))

    def clear(self) -> None:
        """Nothing is left of it."""
        if self._lock is not None:
            _clear(self.path, self._lock)
            self._lock = None


def clear_left_behind() -> int:
    """Removes the rooms of processes that were killed, and returns how many there were. A room is a folder of this
    user's with such a name and a lock in it that nobody holds; links are none, and none is followed."""
    count = 0
    try:
        with os.scandir(tempfile.gettempdir()) as entries:
            named = [Path(entry.path) for entry in entries if entry.name.startswith(PREFIX)]
    except OSError:
        return 0
    for path in named:
        try:
            if _is_left_behind(path) and (lock := acquire(path)) is not None:
                _clear(path, lock)
                count += 1
        except OSError as error:
            log.info("a folder of lessons stays: %s", error)
    return count


def _clear(path: Path, lock: RunLock) -> None:
    """Removes a room while its *lock* is held, so that nobody takes it for one that is just being made."""
    if sys.platform == "win32":  # an open file cannot be removed there, nor can one that somebody has opened meanwhile
        lock.release()
    shutil.rmtree(path, ignore_errors=True)
    lock.release()


def _is_left_behind(path: Path) -> bool:
    found = os.lstat(path)
    if not stat.S_ISDIR(found.st_mode) or getattr(found, "st_reparse_tag", False):
        return False
    if hasattr(os, "getuid") and found.st_uid != os.getuid():
        return False
    return lock_state(path) is LockState.LEFT_BEHIND
