"""Regular files only: a named pipe would be waited for without end, a device may never end, a folder is no file."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

from trainers.sentence import sentence

_KINDS = (
    (stat.S_ISDIR, sentence("a folder")),
    (stat.S_ISFIFO, sentence("a named pipe")),
    (stat.S_ISSOCK, sentence("a socket")),
    (stat.S_ISCHR, sentence("a device")),
    (stat.S_ISBLK, sentence("a device")),
    (stat.S_ISLNK, sentence("a link")),
)


class NotAFileError(OSError):
    """What was to be opened is no regular file; ``strerror`` says what it is, ``filename`` is its path."""


def open_regular(path: Path, extra_flags: int = 0) -> BinaryIO:
    """Opens a regular file for reading, links followed unless *extra_flags* (of :func:`os.open`) say otherwise.

    Never waits. Raises NotAFileError, or another OSError.
    """
    check_regular(path, os.stat(path).st_mode)  # before: the mere opening of some devices does something
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    handle = os.open(path, flags | extra_flags)
    try:
        check_regular(path, os.fstat(handle).st_mode)
        return os.fdopen(handle, "rb")
    except BaseException:
        os.close(handle)
        raise


def check_regular(path: Path, mode: int) -> None:
    """Raises NotAFileError unless *mode* (``st_mode``) is that of a regular file."""
    if not stat.S_ISREG(mode):
        found = next((words for is_kind, words in _KINDS if is_kind(mode)), "something else")
        raise NotAFileError(errno.EINVAL, f"expected a file, found {found}", str(path))
