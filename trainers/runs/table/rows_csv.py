"""The table of runs as CSV: a line a run, a column for each setting in which some run differs, and for each figure."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import datetime

from trainers.runs.table.row import RunRow, Setting

_FIRST = (
    "folder",
    "name",
    "title",
    "star",
    "preset",
    "dataset",
    "models",
    "seed",
    "step",
    "steps",
    "changed",
    "seconds",
)
_LAST = ("turned", "judged_at", "verdicts", "bytes", "fork_of", "fork_at", "note", "problem")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for one where a text begins with it


def csv_of(rows: Sequence[RunRow]) -> str:
    """The text of the file; times are local, in ISO 8601. A text that a spreadsheet would reckon with is quoted by an
    apostrophe, for it may come from somebody else's run."""
    settings = list(dict.fromkeys(each.path for row in rows for each in row.differs))
    figures = list(dict.fromkeys(name for row in rows for name, _ in _figures(row)))
    content = io.StringIO()
    writer = csv.writer(content, lineterminator="\n")
    writer.writerow([*_FIRST, *map(_safe, settings), *map(_safe, figures), *_LAST])
    for row in rows:
        differs: dict[str, Setting] = {each.path: each.value for each in row.differs}
        found = dict(_figures(row))
        writer.writerow([
            *map(_safe, _first(row)),
            *(_safe(differs.get(path, "")) for path in settings),
            *(found.get(name, "") for name in figures),
            *map(_safe, _last(row)),
        ])  # fmt: skip
    return content.getvalue()


def _first(row: RunRow) -> tuple[Setting, ...]:
    run = row.run
    changed = datetime.fromtimestamp(run.modified).isoformat(timespec="seconds")
    seed = "" if row.seed is None else row.seed
    return (
        run.path.name, row.about.name, run.title, int(row.about.star), row.preset, run.own_data or run.dataset,
        ", ".join(run.families), seed, run.step, run.steps, changed, row.seconds,
    )  # fmt: skip


def _last(row: RunRow) -> tuple[Setting, ...]:
    run, verdicts = row.run, ", ".join(filter(None, row.verdicts))
    turned = ", ".join(f"{each.path} from step {each.since}" for each in row.differs if each.since)
    return (
        turned,
        _known(row.judged_at),
        verdicts,
        row.size,
        run.forked_from,
        _known(run.forked_at),
        row.about.note,
        run.problem,
    )


def _figures(row: RunRow) -> list[tuple[str, float]]:
    """Each figure with the place of its model before it where there are several: "1.kl"."""
    several = len(row.figures) > 1
    return [
        (f"{index}.{name}" if several else name, value)
        for index, model in enumerate(row.figures)
        for name, value in model
    ]


def _known(step: int) -> Setting:
    return step if step >= 0 else ""


def _safe(value: Setting) -> Setting:
    if not isinstance(value, str):
        return value
    whole = value.encode("utf-8", errors="replace").decode("utf-8")  # names of folders may hold what is no text
    return f"'{whole}" if whole.startswith(_FORMULA) else whole
