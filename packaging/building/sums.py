"""Checksums: MANIFEST.sha256 of the program folder, SHA256SUMS of the artefacts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

MANIFEST = "_internal/MANIFEST.sha256"


def sha256(path: Path) -> str:
    """The SHA-256 of the file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_manifest(folder: Path) -> int:
    """Write `<sha256>  <path>` for every file of the program folder but the manifest itself, sorted by path; return
    how many. Raises ValueError for a name that does not fit on a line."""
    target = folder / MANIFEST
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    names = [name for name in names if name != MANIFEST]
    for name in names:
        if not name.isprintable():
            raise ValueError(f"{folder}: expected file names that can be printed, found {name!r}")
    target.write_text("".join(f"{sha256(folder / name)}  {name}\n" for name in names), encoding="utf-8", newline="\n")
    return len(names)


def write_sums(files: Iterable[Path], target: Path) -> None:
    """Write SHA256SUMS, as `sha256sum --check` reads it in the folder of *target*."""
    lines = [f"{sha256(file)}  {file.name}\n" for file in sorted(files)]
    target.write_text("".join(lines), encoding="utf-8", newline="\n")
