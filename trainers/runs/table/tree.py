"""Forks below the runs that they left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from trainers.marks import FORK, Mark
from trainers.runs.table.row import RunRow


def parents(rows: Iterable[RunRow]) -> Mapping[str, str]:
    """For each fork whose parent is among the *rows* the parent's name; both are names of folders. A fork knows its
    parent by that name; one whose parent was renamed, moved or removed stands by itself, and so does one of a circle,
    which only edited files can make."""
    known = {row.run.path.name: row.run.forked_from for row in rows}
    found: dict[str, str] = {}
    for name, parent in known.items():
        if parent in known and not _leads_to(name, parent, known):
            found[name] = parent
    return found


def parent_of(marks: Sequence[Mark], folder: Path | None) -> tuple[Path | None, int]:
    """Where the run lies, or lay, that the run in *folder* with these *marks* left last, and at which step; (None, -1)
    for one that is no fork. A fork is made beside its parent, and names it; a name that leads elsewhere is none."""
    fork = next((mark for mark in reversed(marks) if mark.kind == FORK), None)
    if fork is None or folder is None or not fork.source or fork.source != Path(fork.source).name:
        return None, -1
    return folder.with_name(fork.source), fork.step


def _leads_to(name: str, start: str, known: Mapping[str, str]) -> bool:
    """Whether *name* is *start* or one of those that it came of."""
    seen, each = set[str](), start
    while each in known and each not in seen:
        if each == name:
            return True
        seen.add(each)
        each = known[each]
    return False


def lineage(rows: Sequence[RunRow]) -> list[tuple[RunRow, int]]:
    """The rows with how deep each stands: forks follow their parent, in the order of the rows."""
    of = parents(rows)
    children: dict[str, list[RunRow]] = {}
    for row in rows:
        children.setdefault(of.get(row.run.path.name, ""), []).append(row)
    waiting = [(row, 0) for row in reversed(children.get("", []))]
    found = []
    while waiting:
        row, depth = waiting.pop()
        found.append((row, depth))
        waiting += [(child, depth + 1) for child in reversed(children.get(row.run.path.name, []))]
    return found
