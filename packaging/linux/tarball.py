"""Tar archives that depend on nothing but the files, and xz on two threads."""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

COMPRESSIONS = {
    # Half of the program is code for x86, which this filter prepares; 64 MiB is what unpacking needs in memory.
    # The whole program with MNIST: 175 MB, and 228 MB with -0.
    "best": ["--x86", "--lzma2=preset=6e,dict=64MiB", "--block-size=256MiB"],
    "fast": ["-0"],
    # A .tar.xz is always xz; this takes as little time as the format allows.
    "none": ["--lzma2=preset=0,dict=64KiB,mf=hc3,nice=8,depth=1"],
}
DIRECTORY, PROGRAM, FILE = 0o755, 0o755, 0o644


class Entry(NamedTuple):
    """One member of an archive: a file (`source`), or a text, a link or a folder without a source."""

    name: str
    kind: str  # "file", "text", "link", "folder"
    source: Path | None = None
    text: bytes = b""
    mode: int = FILE


def tree(folder: Path, top: str) -> Iterator[Entry]:
    """Yield *folder* as *top* and all that is below it, sorted by name; links stay links.

    Modes are reduced to 755 and 644, so that the builder's umask does not show. Raises ValueError for what is neither
    file, folder nor link.
    """
    yield Entry(top, "folder", mode=DIRECTORY)
    for path in sorted(folder.rglob("*"), key=lambda path: path.as_posix()):
        name = f"{top}/{path.relative_to(folder).as_posix()}"
        if path.is_symlink():
            yield Entry(name, "link", text=str(path.readlink()).encode(), mode=0o777)
        elif path.is_dir():
            yield Entry(name, "folder", mode=DIRECTORY)
        elif path.is_file():
            yield Entry(name, "file", path, mode=PROGRAM if path.stat().st_mode & 0o100 else FILE)
        else:
            raise ValueError(f"{path}: expected a file, a folder or a link, found something else")


def write_tar_xz(target: Path, entries: Iterable[Entry], epoch: int, compression: str, threads: int = 2) -> None:
    """Write *entries* to the .tar.xz *target*, owned by root and dated *epoch* (seconds).

    The result does not depend on *threads*, as long as there are two or more. Raises KeyError for an unknown
    compression, CalledProcessError when xz fails.
    """
    command = ["xz", "-c", f"-T{threads}", *COMPRESSIONS[compression]]
    with target.open("wb") as output:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=output)
        assert process.stdin is not None
        try:
            _write_tar(process.stdin, entries, epoch)
        finally:
            process.stdin.close()
            code = process.wait()
    if code != 0:
        raise subprocess.CalledProcessError(code, command)


def tar_bytes(entries: Iterable[Entry], epoch: int) -> bytes:
    """Return *entries* as an uncompressed tar archive, for the few small files of a control archive."""
    memory = io.BytesIO()
    _write_tar(memory, entries, epoch)
    return memory.getvalue()


def _write_tar(stream: object, entries: Iterable[Entry], epoch: int) -> None:
    with tarfile.open(fileobj=stream, mode="w|", format=tarfile.GNU_FORMAT) as archive:  # type: ignore[call-overload]
        for entry in entries:
            info = tarfile.TarInfo(entry.name)
            info.mtime, info.mode, info.uname, info.gname = epoch, entry.mode, "root", "root"
            if entry.kind == "folder":
                info.type = tarfile.DIRTYPE
                archive.addfile(info)
            elif entry.kind == "link":
                info.type, info.linkname = tarfile.SYMTYPE, entry.text.decode()
                archive.addfile(info)
            elif entry.source is not None:
                info.size = entry.source.stat().st_size
                with entry.source.open("rb") as file:
                    archive.addfile(info, file)
            else:
                info.size = len(entry.text)
                archive.addfile(info, io.BytesIO(entry.text))
