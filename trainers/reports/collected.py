"""The reports of a class, gathered from a folder: whatever is a report is read, whatever is not is named."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from trainers.disk.atomic_file import reason
from trainers.kinds import DataError
from trainers.lessons.record import LessonRecord
from trainers.reports.lesson_report import read_lesson_report
from trainers.reports.made_with import NO_VERSIONS, PROCESSOR, THREADS
from trainers.sentence import sentence
from trainers.shown import shown_name

ENDINGS = (".html", ".htm")
MOST_FILES = 500  # reports of one folder
MOST_ENTRIES = 20_000  # of a folder that are looked at
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_LINK_TAGS = (0xA000000C, 0xA0000003)  # Windows: symbolic link, mount point


@dataclass(frozen=True)
class ReportRow:
    """One report: the name of its file, and what its record says."""

    file: str
    record: LessonRecord

    @property
    def versions(self) -> str:
        """Those of the program and its libraries, in one line."""
        return ", ".join(f"{name} {value}" for name, value in self.record.program.items() if name not in NO_VERSIONS)


@dataclass(frozen=True)
class Collected:
    """The reports by lesson, version and name; ``skipped`` are sentences on files that could not be used."""

    rows: tuple[ReportRow, ...]
    skipped: tuple[str, ...]

    @property
    def lessons(self) -> dict[tuple[str, int], tuple[ReportRow, ...]]:
        """The rows of each lesson, by its name and version."""
        found: dict[tuple[str, int], list[ReportRow]] = {}
        for row in self.rows:
            found.setdefault((row.record.lesson, row.record.version), []).append(row)
        return {lesson: tuple(rows) for lesson, rows in found.items()}


def collect_reports(folder: Path, besides: Sequence[Path] = ()) -> Collected:
    """Reads the reports in *folder*, but none of *besides*, which are being written. Folders in it are left alone, and
    links are not followed. Raises OSError where the folder cannot be read."""
    rows: list[ReportRow] = []
    skipped: list[str] = []
    own = {os.path.abspath(path) for path in besides}
    names = [name for name in _names(folder) if os.path.abspath(folder / name) not in own]
    for name in names[:MOST_FILES]:
        path = folder / name
        try:
            if _is_link(path):
                raise DataError(f"{name}: expected a file, found a link, which is not followed")
            rows.append(ReportRow(name, read_lesson_report(path, _NO_LINK)))
        except DataError as error:
            skipped.append(str(error))
        except OSError as error:
            skipped.append(f"{name}: {reason(error)}")
    if len(names) > MOST_FILES:
        count = len(names)
        skipped.append(sentence(f"expected at most {MOST_FILES} reports, found {count}; the others were not read"))
    rows.sort(key=lambda row: (row.record.lesson, row.record.version, row.record.name.casefold(), row.file))
    return Collected(tuple(rows), tuple(skipped))


def _names(folder: Path) -> list[str]:
    """Of what may be reports, sorted."""
    with os.scandir(folder) as entries:
        found = [entry.name for entry in islice(entries, MOST_ENTRIES)]
    return sorted(name for name in found if name.lower().endswith(ENDINGS) and not name.startswith("."))


def _is_link(path: Path) -> bool:
    found = os.lstat(path)
    return stat.S_ISLNK(found.st_mode) or getattr(found, "st_reparse_tag", 0) in _LINK_TAGS


@dataclass(frozen=True)
class Differences:
    """What should be alike in a class and is not: the values of each, and names that stand on several reports."""

    codes: tuple[str, ...] = ()
    seeds: tuple[int, ...] = ()
    versions: tuple[str, ...] = ()
    processors: tuple[str, ...] = ()
    threads: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()

    @property
    def round_otherwise(self) -> bool:
        """Whether numbers may differ in the last digits."""
        return bool(self.versions or self.processors or self.threads)


def differences(rows: Sequence[ReportRow]) -> Differences:
    """Those among reports of one lesson; a kind of which all have the same value is empty."""

    def several(values: Iterator[str]) -> tuple[str, ...]:
        found = sorted({value for value in values if value})
        return tuple(found) if len(found) > 1 else ()

    records = [row.record for row in rows]
    names = Counter(" ".join(record.name.casefold().split()) for record in records)
    seeds = sorted({record.seed for record in records})
    codes = sorted({record.code for record in records})
    return Differences(
        codes=tuple(code or "–" for code in codes) if len(codes) > 1 else (),
        seeds=tuple(seeds) if len(seeds) > 1 else (),
        versions=several(row.versions for row in rows),
        processors=several(record.program.get(PROCESSOR, "") for record in records),
        threads=several(record.program.get(THREADS, "") for record in records),
        twice=tuple(sorted(shown_name(name) for name, count in names.items() if count > 1 and name)),
    )


def questions(rows: Sequence[ReportRow]) -> dict[str, str]:
    """What was asked in reports of one lesson: the title by the key of the step, in the order of the lesson."""
    found: dict[str, str] = {}
    for row in rows:
        for entry in row.record.entries:
            if entry.kind == "ask" or entry.answer or entry.right is not None:
                found.setdefault(entry.key, entry.title)
    return found
