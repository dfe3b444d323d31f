"""What a sweep found: per combination of values the mean of each figure over the seeds, and its spread.

Computed from what run folders are there, so that results of several machines merge by copying these. The spread is the
sample standard deviation (of n - 1), which there is of two runs and more.
"""

from __future__ import annotations

import csv
import io
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from trainers.reports.collected_tables import safe_cell
from trainers.shown import shown_name
from trainers.sweeps.cells import CellReport, CellState, look_at
from trainers.sweeps.folder import SweepFolder
from trainers.sweeps.sweep import Sweep
from trainers.sweeps.values import value_text


@dataclass(frozen=True)
class Spread:
    """A figure over *count* runs: its mean, and the sample standard deviation where there are two and more."""

    mean: float
    deviation: float | None
    count: int

    @property
    def text(self) -> str:
        """Such as ``12.3 ± 0.4``."""
        return f"{self.mean:.4g}" + ("" if self.deviation is None else f" ± {self.deviation:.2g}")


@dataclass(frozen=True)
class SweepRow:
    """One model at one combination of values: its figures over the seeds that are finished."""

    values: tuple[Any, ...]
    label: str
    family: str
    runs: int
    figures: dict[str, Spread]


@dataclass(frozen=True)
class SweepTable:
    """All cells, and what they come to; ``names`` are the figures, in the order in which they are said."""

    sweep: Sweep
    reports: tuple[CellReport, ...]
    names: tuple[str, ...]
    rows: tuple[SweepRow, ...]

    def count(self, state: CellState) -> int:
        """How many cells are in a state."""
        return sum(report.state is state for report in self.reports)

    def to_json(self) -> dict[str, Any]:
        """Plain values: the settings, every cell with its figures, and the rows."""
        sweep = self.sweep
        paths = [each.path for each in sweep.varied]
        return {
            "experiment": sweep.experiment.plan.title,
            "settings": [{"path": each.path, "values": list(each.values)} for each in sweep.varied],
            "seeds": list(sweep.seeds),
            "finished": self.count(CellState.FINISHED),
            "cells": [_cell_json(report, paths) for report in self.reports],
            "table": [_row_json(row, paths) for row in self.rows],
        }

    def to_csv(self) -> str:
        """A line per combination and model: the values, how many runs, and of each figure mean and deviation."""
        file = io.StringIO()
        writer = csv.writer(file, lineterminator="\n")
        heads = [f"{name} {part}" for name in self.names for part in ("mean", "std")]
        writer.writerow([*(each.path for each in self.sweep.varied), "model", "family", "runs", *heads])
        for row in self.rows:
            found = [row.figures.get(name) for name in self.names]
            numbers = [number for each in found for number in ((each.mean, each.deviation) if each else ("", ""))]
            values = [_csv_value(value) for value in row.values]
            writer.writerow([*values, safe_cell(row.label), row.family, row.runs, *_blank(numbers)])
        return file.getvalue()

    def lines(self) -> Iterator[str]:
        """The rows as aligned text; then what is missing, and why."""
        if self.names:
            many = len(self.sweep.experiment.models) > 1
            heads = [*(each.path for each in self.sweep.varied), *(["model"] if many else []), "runs", *self.names]
            body = [
                [
                    *(shown_name(value_text(value)) for value in row.values),
                    *([shown_name(row.label)] if many else []),
                    str(row.runs),
                    *(row.figures[name].text if name in row.figures else "-" for name in self.names),
                ]
                for row in self.rows
            ]
            widths = [max(map(len, column)) for column in zip(heads, *body, strict=True)]
            for line in (heads, *body):
                yield "  ".join(text.rjust(width) for text, width in zip(line, widths, strict=True))
        for report in self.reports:
            if report.state is not CellState.FINISHED:
                yield f"{report.cell.name}: {said_of(report)}"


def read_table(folder: SweepFolder) -> SweepTable:
    """Looks at every cell of a sweep. Raises nothing for what lies there."""
    reports = tuple(look_at(folder, cell) for cell in folder.sweep.cells)
    return make_table(folder.sweep, reports)


def make_table(sweep: Sweep, reports: Sequence[CellReport]) -> SweepTable:
    """What the cells come to. Figures that some runs lack have fewer runs."""
    groups: dict[str, list[CellReport]] = {}
    for report in reports:
        groups.setdefault(repr(report.cell.values), []).append(report)
    names: dict[str, None] = {}
    rows = []
    for group in groups.values():
        finished = [report.figures for report in group if report.figures is not None]
        for model, spec in enumerate(sweep.experiment.models):
            series: dict[str, list[float]] = {}
            for figures in finished:
                for name, value in figures.numbers(model).items():
                    series.setdefault(name, []).append(value)
            names |= dict.fromkeys(series)
            spreads = {name: spread(values) for name, values in series.items()}
            rows.append(SweepRow(group[0].cell.values, spec.label, spec.family, len(finished), spreads))
    return SweepTable(sweep, tuple(reports), tuple(names), tuple(rows))


def spread(values: Sequence[float]) -> Spread:
    """Mean and sample standard deviation of at least one value."""
    deviation = statistics.stdev(values) if len(values) > 1 else None
    return Spread(statistics.fmean(values), deviation, len(values))


def said_of(report: CellReport) -> str:
    """How far a cell is, in a clause."""
    total = report.cell.experiment.plan.steps
    match report.state:
        case CellState.TRAINING:
            return f"is being trained, step {report.step} of {total}"
        case CellState.BEGUN:
            return f"stands at step {report.step} of {total}"
        case CellState.FAILED | CellState.SPOILT:
            return f"{report.state.value}: {report.reason}"
        case _:
            return report.state.value


def _cell_json(report: CellReport, paths: Sequence[str]) -> dict[str, Any]:
    models = {} if report.figures is None else {"models": [dict(model) for model in report.figures.models]}
    cell = report.cell
    return {
        "run": cell.name, "values": dict(zip(paths, cell.values, strict=True)), "seed": cell.seed,
        "state": report.state.value, "step": report.step, "reason": report.reason, **models,
    }  # fmt: skip


def _row_json(row: SweepRow, paths: Sequence[str]) -> dict[str, Any]:
    figures = {
        name: {"mean": each.mean, "std": each.deviation, "runs": each.count} for name, each in row.figures.items()
    }
    values = dict(zip(paths, row.values, strict=True))
    return {"values": values, "label": row.label, "family": row.family, "runs": row.runs, "figures": figures}


def _blank(numbers: Sequence[Any]) -> list[Any]:
    return ["" if number is None else number for number in numbers]


def _csv_value(value: Any) -> str:
    """A value as a cell: of a text no spreadsheet shall take for a formula; a negative number is none."""
    number = isinstance(value, int | float)
    return value_text(value) if number else str(safe_cell(value_text(value)))
