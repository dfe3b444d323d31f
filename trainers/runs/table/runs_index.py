"""All runs in a folder, as rows: thousands in a fraction of a second, for only what has changed is read again.

What was read is kept in a small file of lines of JSON in the user's cache folder, one file for each place. The file may
be deleted at any time; a line that cannot be used is as good as none. Of two programs that write it the last wins, and
the next refresh puts right what it did not know.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter

import trainers
from trainers import places
from trainers.disk.atomic_file import write_atomically
from trainers.disk.limits import MB, read_most
from trainers.disk.regular_file import open_regular
from trainers.presets import preset_files
from trainers.runs.lock import LockState, is_own, lock_state
from trainers.runs.table.differences import KnownPreset, known_presets
from trainers.runs.table.reading_rows import FolderStamp, read_row, stamp_of
from trainers.runs.table.row import RunRow

FORMAT = 2
MOST_ROWS = 10_000  # folders that are listed, those changed last
MOST_CACHE = 64 * MB


@dataclass(frozen=True)
class KeptRow:
    """A line of the file: a row, and what the folder of that name looked like when it was read."""

    name: str
    stamp: FolderStamp
    row: RunRow


@dataclass(frozen=True)
class Listing:
    """The rows of a place, those changed last first; ``left_out`` are folders beyond the limit, ``problem`` is why the
    place cannot be looked into."""

    place: Path
    rows: tuple[RunRow, ...] = ()
    left_out: int = 0
    problem: str = ""


_LINE = TypeAdapter(KeptRow)


class RunsIndex:
    """The runs in *place*. Used from one thread at a time; *folder* is where the file is kept."""

    def __init__(self, place: Path, folder: Path | None = None) -> None:
        self.place = place
        name = hashlib.sha256(os.fsencode(os.path.realpath(place))).hexdigest()[:16]
        self.file = (places.cache_dir() / "runs" if folder is None else folder) / f"{name}.jsonl"
        self.read = 0  # run folders that the last refresh had to read
        self._kept: dict[str, KeptRow] | None = None  # None: the file has not been read yet
        self._presets: tuple[KnownPreset, ...] | None = None

    def refresh(self, stopped: Callable[[], bool] = lambda: False) -> Listing:
        """Looks at every folder, reads those that have changed, and keeps what was found. Once it is *stopped* nothing
        more is read, and the rows are those that are known by then."""
        known = self._load() if self._kept is None else self._kept
        self.read = 0
        try:
            folders = _folders(self.place)
        except OSError as error:
            why = "" if isinstance(error, FileNotFoundError) else error.strerror or str(error)
            return Listing(self.place, problem=why)
        kept: dict[str, KeptRow] = {}
        rows = []
        for folder in folders[:MOST_ROWS]:
            found = None if stopped() else stamp_of(folder)
            if found is None:
                continue
            stamp, locked = found
            line = known.get(folder.name)
            if line is None or line.stamp != stamp:
                line = KeptRow(folder.name, stamp, read_row(folder, self._known_presets()))
                self.read += 1
            kept[folder.name] = line
            rows.append(_as_it_is(line.row, folder, locked))
        if not stopped() and (self.read or kept.keys() != known.keys()):
            self._keep(kept.values())
        self._kept = kept
        rows.sort(key=lambda row: row.run.modified, reverse=True)
        return Listing(self.place, tuple(rows), max(0, len(folders) - MOST_ROWS))

    def _known_presets(self) -> tuple[KnownPreset, ...]:
        if self._presets is None:
            self._presets = known_presets()
        return self._presets

    def _load(self) -> dict[str, KeptRow]:
        """What the file says, by the name of the folder."""
        try:
            with open_regular(self.file) as file:
                head, *lines = read_most(file, MOST_CACHE).split(b"\n")
        except (OSError, ValueError):
            return {}
        if head != _head():
            return {}
        kept = {}
        for line in lines:
            with suppress(ValueError):
                found = _LINE.validate_json(line)
                kept[found.name] = found
        return kept

    def _keep(self, lines: Iterable[KeptRow]) -> None:
        """Where that cannot be, everything is read the next time, and no harm is done."""
        written = [_head()]
        for line in lines:
            with suppress(ValueError):  # the name of a folder that is no text
                written.append(_LINE.dump_json(line))
        with suppress(OSError):
            self.file.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(self.file, b"\n".join(written))


def _folders(place: Path) -> list[Path]:
    """The folders in *place*, those changed last first. Raises OSError."""
    found: list[tuple[float, str]] = []
    with os.scandir(place) as entries:
        for entry in entries:
            with suppress(OSError):
                if entry.is_dir():
                    found.append((entry.stat().st_mtime, entry.path))
    return [Path(path) for _, path in sorted(found, reverse=True)]


def _as_it_is(row: RunRow, folder: Path, locked: bool) -> RunRow:
    """The row with what its files do not tell: where it lies, and who holds its lock."""
    state = lock_state(folder) if locked else LockState.FREE
    unfinished, writing = state is LockState.LEFT_BEHIND, state is LockState.HELD
    here = writing and is_own(folder)
    run = row.run
    if run.path != folder or run.unfinished != unfinished:
        run = replace(run, path=folder, unfinished=unfinished)
    if run is row.run and (row.writing, row.here) == (writing, here):
        return row
    return replace(row, run=run, writing=writing, here=here)


def _head() -> bytes:
    """What rows depend on beside the runs: this version, and the presets that they are compared with."""
    presets = sorted((name, path.stat().st_mtime_ns) for name, path in preset_files().items())
    return hashlib.sha256(repr((FORMAT, trainers.__version__, presets)).encode()).hexdigest().encode()
