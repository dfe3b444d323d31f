"""The only way to anything below a run folder: no link is followed there, and nothing but regular files is touched.

A run folder may come from somebody else. A link below it (to a file, to a folder, or a junction of Windows) would lead
reading, writing and removing to the user's own files, so whatever goes through one is refused by name. The folder
itself may be reached by any way that its user likes. Names are relative, with ``/`` between their parts.
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from trainers.disk.atomic_file import write_atomically
from trainers.disk.limits import MOST_BYTES, read_most
from trainers.disk.regular_file import NotAFileError, check_regular, open_regular

_LINK_TAGS = (0xA000000C, 0xA0000003)  # Windows: symbolic link, mount point (junction); OneDrive's tags are no links
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


class LinkError(OSError):
    """The way leads through a link, or out of the folder; ``strerror`` is a clause, ``filename`` the path."""


def state(folder: Path, name: str) -> os.stat_result | None:
    """What lies at *name*; None where nothing does. Raises LinkError where the way is a link, OSError."""
    path = folder
    found: os.stat_result | None = None
    parts = name.split("/")
    for place, part in enumerate(parts):
        if part in ("", ".", "..") or os.sep in part or (os.altsep or "/") in part or ":" in part:
            raise LinkError(errno.EINVAL, "expected a name inside the run folder", str(folder / name))
        path = path / part
        try:
            found = os.lstat(path)
        except (FileNotFoundError, NotADirectoryError):
            return None
        if _is_link(found):
            raise LinkError(errno.ELOOP, _LINKED, str(path))
        if place + 1 < len(parts) and not stat.S_ISDIR(found.st_mode):
            raise NotAFileError(errno.ENOTDIR, "expected a folder, found a file", str(path))
    return found


_LINKED = "expected no link below a run folder, found one, which is not followed"


def _is_link(found: os.stat_result) -> bool:
    return stat.S_ISLNK(found.st_mode) or getattr(found, "st_reparse_tag", 0) in _LINK_TAGS


def is_file(folder: Path, name: str) -> bool:
    """Whether a regular file lies there; a link is none."""
    try:
        found = state(folder, name)
    except OSError:
        return False
    return found is not None and stat.S_ISREG(found.st_mode)


def names(folder: Path, inner: str = "") -> list[str]:
    """The names in *folder*, or in a folder within it, sorted; none where it is missing. Raises LinkError, OSError."""
    if inner:
        found = state(folder, inner)
        if found is None:
            return []
        if not stat.S_ISDIR(found.st_mode):
            raise NotAFileError(errno.ENOTDIR, "expected a folder, found a file", str(folder / inner))
    return sorted(os.listdir(folder / inner if inner else folder))


def open_to_read(folder: Path, name: str) -> BinaryIO:
    """Raises FileNotFoundError, LinkError or NotAFileError, or another OSError."""
    state(folder, name)
    opened = open_regular(folder / name, _NO_LINK)
    return _checked(opened, folder, name)


def read(folder: Path, name: str, most: int = MOST_BYTES) -> bytes:
    """The content of a file. Raises OSError as :func:`open_to_read` does, TooMuchError over more than *most* bytes."""
    with open_to_read(folder, name) as file:
        return read_most(file, most)


def open_to_change(folder: Path, name: str) -> BinaryIO:
    """Opens a file for reading and writing in place; makes it where it is missing. One that has a second name (a hard
    link) becomes a copy first: what lies under the other name stays as it is. Raises OSError as above."""
    found = state(folder, name)
    path = folder / name
    if found is not None:
        check_regular(path, found.st_mode)
        if found.st_nlink > 1:
            replace(folder, name, read(folder, name))
    flags = os.O_RDWR | os.O_CREAT | _NO_LINK | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    return _checked(os.fdopen(os.open(path, flags | getattr(os, "O_NONBLOCK", 0), 0o666), "r+b"), folder, name)


def replace(folder: Path, name: str, *content: bytes | memoryview) -> None:
    """Writes a whole file, all of its *content* or nothing. Raises LinkError or another OSError."""
    found = state(folder, name)
    if found is not None:
        check_regular(folder / name, found.st_mode)
    write_atomically(folder / name, *content)


def make_folder(folder: Path, name: str) -> Path:
    """Makes a folder within *folder* where there is none. Raises LinkError or another OSError."""
    found = state(folder, name)
    if found is None:
        (folder / name).mkdir()
    elif not stat.S_ISDIR(found.st_mode):
        raise NotAFileError(errno.ENOTDIR, "expected a folder, found a file", str(folder / name))
    return folder / name


def remove(folder: Path, name: str) -> None:
    """Removes a regular file; what is missing, a link or something else stays as it is. Raises OSError."""
    if is_file(folder, name):
        with suppress(FileNotFoundError):
            os.unlink(folder / name)


def remove_folder(folder: Path, name: str = "") -> None:
    """Removes *folder*, or a folder within it, if it is empty; else it stays as it is."""
    with suppress(OSError):
        if not name or state(folder, name) is not None:
            os.rmdir(folder / name if name else folder)


def _checked(opened: BinaryIO, folder: Path, name: str) -> BinaryIO:
    """*opened*, if it is the regular file that lies at *name*: somebody may have put a link there meanwhile, or have
    taken the file away. Raises LinkError, NotAFileError or FileNotFoundError."""
    try:
        found, inside = os.fstat(opened.fileno()), state(folder, name)
        if inside is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(folder / name))
        if not os.path.samestat(found, inside):
            raise LinkError(errno.ELOOP, _LINKED, str(folder / name))
        check_regular(folder / name, found.st_mode)
    except BaseException:
        opened.close()
        raise
    return opened
