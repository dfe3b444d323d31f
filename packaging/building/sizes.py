"""SIZES.md: what the program folder and the artefacts weigh."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

MEGABYTE = 1_000_000
SMALL = 0.5 * MEGABYTE  # rows below this are summed up
MOST_BYTES, MOST_FILES, MOST_ARTEFACT = 900 * MEGABYTE, 6000, 230 * MEGABYTE


def by_group(folder: Path, owners: Mapping[str, str]) -> Counter[str]:
    """Bytes for each owner. *owners*: path in `_internal` to the name of what it belongs to; what nobody owns is named
    after its topmost folder."""
    total: Counter[str] = Counter()
    for path in files_of(folder):
        name = path.relative_to(folder).as_posix()
        inner = name.removeprefix("_internal/")
        total[owners.get(inner) or ("the executable" if inner == name else inner.split("/")[0])] += path.stat().st_size
    return total


def files_of(folder: Path) -> list[Path]:
    """Every file below *folder*."""
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


def report(folder: Path, owners: Mapping[str, str], artefacts: Iterable[Path]) -> str:
    """The tables in Markdown."""
    files = files_of(folder)
    total = sum(path.stat().st_size for path in files)
    lines = [f"# Sizes\n\nProgram folder: {total / MEGABYTE:.1f} MB in {len(files)} files.\n"]
    lines += ["| in the program folder | MB |", "|---|---:|"]
    groups = by_group(folder, owners)
    lines += [f"| {name} | {size / MEGABYTE:.1f} |" for name, size in groups.most_common() if size >= SMALL]
    lines.append(f"| all else | {sum(size for size in groups.values() if size < SMALL) / MEGABYTE:.1f} |")
    made = list(artefacts)
    if made:
        lines += ["", "| artefact | MB |", "|---|---:|"]
        lines += [f"| {path.name} | {path.stat().st_size / MEGABYTE:.1f} |" for path in made]
    lines += ["", "| largest files | MB |", "|---|---:|"]
    largest = sorted(files, key=lambda path: path.stat().st_size, reverse=True)[:12]
    lines += [f"| {path.relative_to(folder).as_posix()} | {path.stat().st_size / MEGABYTE:.1f} |" for path in largest]
    return "\n".join(lines) + "\n"


def excesses(folder: Path, artefacts: Iterable[Path]) -> list[str]:
    """A sentence for each figure that is above what was promised."""
    files = files_of(folder)
    total = sum(path.stat().st_size for path in files)
    found = []
    if total > MOST_BYTES:
        most = MOST_BYTES / MEGABYTE
        found.append(f"the program folder has {total / MEGABYTE:.0f} MB, at most {most:.0f} were promised")
    if len(files) > MOST_FILES:
        found.append(f"the program folder has {len(files)} files, at most {MOST_FILES} were promised")
    for path in artefacts:
        if path.stat().st_size > MOST_ARTEFACT:
            size = path.stat().st_size / MEGABYTE
            found.append(f"{path.name} has {size:.0f} MB, at most {MOST_ARTEFACT / MEGABYTE:.0f} were promised")
    return found
