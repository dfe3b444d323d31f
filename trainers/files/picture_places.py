"""Where pictures lie: a folder, or a ZIP archive that is read in place (nothing of it is ever written to the disk)."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import struct
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Protocol

from trainers.dataset import Cancelled
from trainers.disk.limits import MB, MOST_BYTES
from trainers.disk.regular_file import open_regular
from trainers.examples import DataError
from trainers.files.stored_rows import DAMAGED

# Made by systems and NAS boxes, not by the user: previews, bins, forks of files.
SYSTEM_FOLDERS = frozenset(
    {"__macosx", "@eadir", "#recycle", "@recycle", "$recycle.bin", "system volume information", "lost+found",
     "@recently-snapshot", "#snapshot", "thumbs.db", "desktop.ini", "ehthumbs.db"}
)  # fmt: skip
MOST_DIRECTORY = 24 * MB  # the list of an archive's members; that of 200 000 pictures


@dataclass(frozen=True)
class Skipped:
    """A file (or folder) that is not used, by its name within the place, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)  # there may be a million of them
class PictureFile:
    """A file: its path within the place with "/", the same on every system, and how to open it anew."""

    name: str
    path: Path  # of a folder's file; made up for an archive's
    open: Callable[[], Path | IO[bytes]]  # what Pillow takes; raises DataError
    size: int


class PicturePlace(Protocol):
    """A folder or an archive."""

    title: str

    def files(
        self, skipped: list[Skipped], aside: list[str], cancelled: Callable[[], bool]
    ) -> Iterator[PictureFile]:  # fmt: skip
        """Every file; what cannot be used goes to *skipped*, what a system made to *aside*. Raises Cancelled."""
        ...


@contextlib.contextmanager
def open_place(path: Path) -> Iterator[PicturePlace]:
    """The folder or ZIP archive at *path*. Raises DataError for anything else."""
    if os.path.isdir(path):
        yield _Folder(path)
        return
    if not os.path.isfile(path) or path.suffix.lower() != ".zip":
        found = "a file" if os.path.exists(path) else "nothing that can be opened"
        raise DataError(f"{path}: expected a folder of images, found {found}")
    try:
        with open_regular(path) as file:
            _refuse_long_directory(file, path.name)
            with zipfile.ZipFile(file) as archive:
                yield _Archive(path, archive)
    except DataError:
        raise
    except DAMAGED as error:
        raise DataError(f"{path.name}: expected a whole ZIP archive, found a damaged one ({error})") from None


def digest(found: PictureFile) -> str:
    """The SHA-256 of a file's content. Raises OSError or DataError."""
    source = found.open()
    with open(source, "rb") if isinstance(source, Path) else source as file:
        return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]


class _Folder:
    def __init__(self, path: Path) -> None:
        self._root, self.title = path, path.resolve().name

    def files(self, skipped: list[Skipped], aside: list[str], cancelled: Callable[[], bool]) -> Iterator[PictureFile]:
        yield from self._below(self._root, set(), skipped, aside, cancelled)

    def _below(
        self, folder: Path, seen: set[str], skipped: list[Skipped], aside: list[str], cancelled: Callable[[], bool]
    ) -> Iterator[PictureFile]:
        """Each real folder is visited once, however many links lead to it."""
        if cancelled():
            raise Cancelled
        real = os.path.realpath(folder)
        if real in seen:
            return
        seen.add(real)
        try:
            with os.scandir(folder) as entries:
                # Real folders before links to them: the class is then called after the real one.
                found = sorted(entries, key=lambda entry: (entry.is_symlink(), entry.name))
        except OSError as error:
            skipped.append(Skipped(self._name(folder), f"cannot be opened ({error.strerror})"))
            return
        for entry in found:
            path = Path(entry.path)
            if _is_aside(entry.name, aside):
                continue
            if os.path.isdir(path):
                yield from self._below(path, seen, skipped, aside, cancelled)
            elif os.path.isfile(path):
                yield PictureFile(self._name(path), path, lambda path=path: path, _size(path))  # type: ignore[misc]
            else:
                skipped.append(Skipped(self._name(path), "not a file (or a link to nothing)"))

    def _name(self, path: Path) -> str:
        """One form of Unicode on every system; bytes that are no UTF-8 show as question marks."""
        name = path.relative_to(self._root).as_posix()
        return unicodedata.normalize("NFC", name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


class _Archive:
    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        self._path, self._archive, self.title = path, archive, path.stem

    def files(self, skipped: list[Skipped], aside: list[str], cancelled: Callable[[], bool]) -> Iterator[PictureFile]:
        known: set[str] = set()
        for member in self._archive.infolist():
            if cancelled():
                raise Cancelled
            # The name tells the class, and nothing else: "../" and the like lead nowhere.
            parts = [
                part for part in PurePosixPath(member.filename.replace("\\", "/")).parts if part not in ("/", "..")
            ]
            if member.is_dir() or not parts or any(_is_aside(part, aside) for part in parts):
                continue
            name = unicodedata.normalize("NFC", "/".join(parts))
            if name in known:
                skipped.append(Skipped(name, "there twice"))
            elif member.file_size > MOST_BYTES:
                skipped.append(Skipped(name, f"unpacks to more than {MOST_BYTES // MB} MB"))
            else:
                known.add(name)
                yield PictureFile(name, self._path / name, self._opener(member), member.file_size)

    def _opener(self, member: zipfile.ZipInfo) -> Callable[[], IO[bytes]]:
        def open_member() -> IO[bytes]:
            try:
                return io.BytesIO(self._archive.read(member))
            except DAMAGED as error:
                raise DataError(f"damaged ({str(error).split(' for file')[0] or type(error).__name__})") from None

        return open_member


def _is_aside(name: str, aside: list[str]) -> bool:
    """Whether a file or folder of that name is left aside; those that users do not know are kept in *aside*."""
    if name.lower() in SYSTEM_FOLDERS:
        if name not in aside and not name.lower().endswith((".db", ".ini")):
            aside.append(name)
        return True
    return name.startswith(".")


def _size(path: Path) -> int:
    with contextlib.suppress(OSError):  # a file that has vanished meanwhile is named when it is to be read
        return os.stat(path).st_size
    return -1


def _refuse_long_directory(file: IO[bytes], name: str) -> None:
    """Raises DataError for an archive whose list of members would take more memory than pictures are worth."""
    length = file.seek(0, os.SEEK_END)
    file.seek(max(0, length - 2**16 - 98))
    tail = file.read()
    end, long_end = tail.rfind(b"PK\x05\x06"), tail.rfind(b"PK\x06\x06")
    size = struct.unpack_from("<I", tail, end + 12)[0] if 0 <= end <= len(tail) - 16 else 0
    if 0 <= long_end <= len(tail) - 48:
        size = max(size if size != 0xFFFFFFFF else 0, struct.unpack_from("<Q", tail, long_end + 40)[0])
    if size > MOST_DIRECTORY:
        raise DataError(f"{name}: expected a ZIP archive of at most 200,000 files, found more")
    file.seek(0)
