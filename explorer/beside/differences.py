"""What there is to read of models side by side: in which settings they differ, and what each of them reaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from explorer.state.state import AppState
from explorer.texts.data_texts import knob_text, metric_text
from explorer.texts.whole_number import whole_number
from trainers.catalog import MetricSpec
from trainers.runs.beside.composing import DATA
from trainers.runs.beside.differences import settings_that_differ
from trainers.shown import shown_name

NOTHING = "–"


@dataclass(frozen=True)
class TableLine:
    """A row of the table: a text for each model. ``best`` are the models with the best value, where one is better;
    ``help`` says what the row is; ``folders`` are those of the runs that the texts name."""

    key: str
    title: str
    values: tuple[str, ...]
    best: frozenset[int] = frozenset()
    help: str = ""
    folders: tuple[str, ...] = ()


@dataclass(frozen=True)
class TablePart:
    """Rows under one heading."""

    title: str
    lines: tuple[TableLine, ...]


def lines_of(state: AppState, more: Sequence[TableLine] = ()) -> tuple[TablePart, ...]:
    """What is known of the models now; *more* figures stand at the end. Nothing where no models stand side by side."""
    if not state.beside or state.experiment is None or not state.families:
        return ()
    translate = QCoreApplication.translate
    headings = translate("Differences", "What differs"), translate("Differences", "Measured here, alike for all")
    return TablePart(headings[0], (*_origins(state), *_settings(state))), TablePart(
        headings[1], (*_figures(state), *more)
    )


def _origins(state: AppState) -> list[TableLine]:
    """Out of which run each model is, and how far that was trained."""
    translate = QCoreApplication.translate
    beside = state.beside
    lines = [
        TableLine(
            "run",
            translate("Differences", "Run"),
            tuple(each.name or shown_name(Path(each.folder).name) for each in beside),
            folders=tuple(each.folder for each in beside),
        ),
        TableLine(
            "step", translate("Differences", "Trained to step"), tuple(whole_number(each.step) for each in beside)
        ),
        TableLine("time", translate("Differences", "Time trained"), tuple(duration(each.seconds) for each in beside)),
    ]
    families = tuple(spec.name.upper() for spec in state.model_specs)
    if len(set(families)) > 1:
        lines.append(TableLine("family", translate("Differences", "Family"), families))
    return lines


def _settings(state: AppState) -> list[TableLine]:
    assert state.experiment is not None
    return [
        TableLine(f"setting_{each.label}", _title(each.label), tuple(map(_text, each.values)))
        for each in settings_that_differ(state.experiment, state.beside)
    ]


def _title(label: str) -> str:
    """What a setting is called: the data are no knob of anybody's."""
    return QCoreApplication.translate("Differences", "Data") if label == DATA else knob_text(label)


def _text(value: str | None) -> str:
    return NOTHING if value is None else value or NOTHING


def _figures(state: AppState) -> list[TableLine]:
    """The test values, each where some model has it."""
    specs = {spec.name: spec for each in state.model_specs for spec in each.test_metrics}
    tests = [state.shown_test(model) for model in range(len(state.labels))]
    return [
        figure_line(
            name, metric_text(spec.label), [test.get(name) for test in tests], _sign(spec), metric_text(spec.help)
        )
        for name, spec in specs.items()
        if any(name in test for test in tests)
    ]


def _sign(spec: MetricSpec) -> int:
    return {"lower": -1, "higher": 1}.get(spec.better, 0) if spec.measures else 0


def figure_line(key: str, title: str, values: Sequence[float | None], sign: int, help_text: str = "") -> TableLine:
    """A row of numbers, None where there is none; *sign* is 1 where more is better, -1 where less is, else 0."""
    shown = tuple(NOTHING if value is None else f"{value:.4g}" for value in values)
    known = {model: float(shown[model]) for model, value in enumerate(values) if value is not None}
    best: frozenset[int] = frozenset()
    if sign and len(set(known.values())) > 1:  # of what is read: none is better by digits that nobody sees
        most = max(sign * value for value in known.values())
        best = frozenset(model for model, value in known.items() if sign * value == most)
    return TableLine(key, title, shown, best, help_text)


def duration(seconds: float) -> str:
    """As on a clock: 0:07, 12:30, 1:02:03."""
    whole = round(seconds)
    hours, minutes = whole // 3600, whole // 60 % 60
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"


def as_csv(labels: Sequence[str], parts: Sequence[TablePart]) -> bytes:
    """The table, a line a row, for spreadsheets: the same texts as on the screen."""
    rows = [["", *labels], *([line.title, *line.values] for part in parts for line in part.lines)]
    lines = (",".join(f'"{_cell(text)}"' for text in row) for row in rows)
    return ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")


def _cell(text: str) -> str:
    """What no spreadsheet takes for a formula: names of runs are other people's."""
    guarded = f"'{text}" if text[:1] in ("=", "+", "-", "@") and not _is_number(text) else text
    return guarded.replace('"', '""')


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
