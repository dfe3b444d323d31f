"""What the artefacts need to know of a built program folder."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import NamedTuple

EXECUTABLE = "latent-explorer"
ICONS = Path("_internal/resources/icons")
TEMPLATES = Path(__file__).resolve().parent
INODE_KIB = 4  # what a file's last, half-filled block costs at most


class ProgramFolder(NamedTuple):
    """A program folder that was looked at."""

    path: Path
    info: dict[str, object]  # BUILD-INFO.json
    icon_sizes: tuple[int, ...]
    epoch: int  # seconds; the date of every file in every artefact
    kib: int  # on disk once installed

    @property
    def libc_floor(self) -> str:
        return str(self.info["libc-floor"])

    @property
    def system_libraries(self) -> list[str]:
        """SONAMEs that are needed and not inside."""
        libraries = self.info["system-libraries"]
        assert isinstance(libraries, list)
        return [str(name) for name in libraries]


def look_at(folder: Path) -> ProgramFolder:
    """Read *folder*. Raises ValueError with one sentence for what is missing in it."""
    if not os.access(folder / EXECUTABLE, os.X_OK):
        raise ValueError(f"{folder}: expected the program folder with the executable {EXECUTABLE}, found none")
    file = folder / "_internal" / "BUILD-INFO.json"
    try:
        info = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ValueError(f"{file}: expected what packaging/build.py writes, found: {error}") from None
    for key, kind in {"libc-floor": str, "system-libraries": list, "commit-date": str}.items():
        if not isinstance(info.get(key), kind):
            raise ValueError(f"{file}: expected {key!r} ({kind.__name__}), found {info.get(key)!r}")
    return ProgramFolder(folder, info, _icon_sizes(folder / ICONS), _epoch(info), _kib(folder))


def _icon_sizes(folder: Path) -> tuple[int, ...]:
    names = [path.stem.rpartition("-")[2] for path in folder.glob(f"{EXECUTABLE}-*.png")]
    sizes = tuple(sorted(int(name) for name in names if name.isdigit()))
    if not sizes or not (folder / f"{EXECUTABLE}.svg").is_file():
        raise ValueError(f"{folder}: expected {EXECUTABLE}.svg and {EXECUTABLE}-<size>.png, found {names or 'none'}")
    return sizes


def _epoch(info: dict[str, object]) -> int:
    """SOURCE_DATE_EPOCH if it is set, else the date of the commit."""
    from datetime import datetime

    chosen = os.environ.get("SOURCE_DATE_EPOCH")
    if chosen is not None and not chosen.isdigit():
        raise ValueError(f"SOURCE_DATE_EPOCH: expected seconds since 1970, found {chosen!r}")
    return int(chosen) if chosen else int(datetime.fromisoformat(str(info["commit-date"])).timestamp())


def _kib(folder: Path) -> int:
    return sum(path.lstat().st_size // 1024 + INODE_KIB for path in folder.rglob("*"))
