"""Files that are whole or not there. The standard library only: the self-test writes with it what it finds broken."""

from __future__ import annotations

import contextlib
import errno
import os
import threading
import time
from pathlib import Path
from typing import BinaryIO

from trainers.disk.regular_file import check_regular

# Windows refuses to replace a file that anybody has open, if only a virus scanner or our own reader for a moment.
TRIES = 20 if os.name == "nt" else 1
PAUSE_SECONDS = 0.05


def write_atomically(path: Path, *content: bytes | memoryview) -> None:
    """Writes a file of one piece of *content* after the other under a temporary name, flushes it to the disk and
    renames it: readers see all of it or none.

    Raises OSError, which names *path* and not the temporary file.
    """
    temporary = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}.part")
    try:
        with _begin(temporary) as file:  # not tempfile: its files are closed to everybody else
            for piece in content:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        _replace(temporary, path)
    except OSError as error:
        _remove(temporary)
        if error.errno is None:
            raise
        raise OSError(error.errno, error.strerror, str(path)) from error
    except BaseException:
        _remove(temporary)
        raise


def _begin(temporary: Path) -> BinaryIO:
    """A new file, never one that lies there: that could be a link to another."""
    try:
        return temporary.open("xb")
    except FileExistsError:  # of a process of the same number that was killed
        temporary.unlink()
        return temporary.open("xb")


def _remove(temporary: Path) -> None:
    """What is left of a file that could not be written; what cannot be removed either stays."""
    with contextlib.suppress(OSError):
        temporary.unlink()


def check_place(path: Path) -> None:
    """Raises OSError where *path* cannot be written, as far as one can tell beforehand: before long work, not after."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if path.exists():  # a device or a named pipe would be replaced by a file, and be gone
        check_regular(path, path.stat().st_mode)
    if not path.parent.is_dir():
        code = errno.ENOTDIR if path.parent.exists() else errno.ENOENT
        raise OSError(code, os.strerror(code), str(path))
    if not os.access(path.parent, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))


def _replace(temporary: Path, path: Path) -> None:
    """Gives the file its name; PermissionError when others keep it open for longer than all the TRIES."""
    for left in reversed(range(TRIES)):
        try:
            return os.replace(temporary, path)
        except PermissionError:
            if not left:
                raise
            time.sleep(PAUSE_SECONDS)


def reason(error: Exception) -> str:
    """What went wrong, without the number and the path that the message of an OSError carries."""
    return error.strerror if isinstance(error, OSError) and error.strerror else str(error)
