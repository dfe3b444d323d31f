"""The curves of a run: a drawing for each group of metrics that are counted in one unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from trainers.catalog import MetricSpec, find_family
from trainers.experiment import ModelSpec
from trainers.reports.chart import Chart, Line, sample
from trainers.reports.markup import Markup, element
from trainers.reports.reported_run import ReportedRun
from trainers.reports.tables import number
from trainers.reports.thinning import means, thin
from trainers.reports.words import Words
from trainers.shown import shown_name

MOST_CHARTS = 16
COURSE = 100  # points of the line by which a curve of many steps is drawn
MOST_LINES = 24  # of a drawing
_Axis = tuple[str, str]  # group and unit


def spec_of(model: ModelSpec, metric: str) -> MetricSpec:
    """What the family says of a metric; of one that it does not know only the name."""
    family = find_family(model.family)
    known = (spec for spec in (*family.metrics, *family.test_metrics) if spec.name == metric)
    return next(known, MetricSpec(shown_name(metric), shown_name(metric), shown_name(metric)))


def charts_of(run: ReportedRun, words: Words, bins: int) -> list[Chart]:
    """All of them, each curve thinned to at most four points in each of *bins* ranges of steps; at most MOST_CHARTS."""
    axes: dict[_Axis, list[Line]] = {}
    levels: dict[_Axis, dict[float, str]] = {}
    for index, model in enumerate(run.experiment.models):
        knobs = model.config.model_dump()
        for line, spec, unit in _lines(run, index, words, bins):
            axis = (spec.group, unit)
            lines = axes.setdefault(axis, [])
            pattern = sum(other.model == index and other.dots == line.dots for other in lines)
            lines.append(replace(line, pattern=pattern))
            for reference in spec.references:
                if all(name in knobs and knobs[name] == value for name, value in reference.when):
                    levels.setdefault(axis, {}).setdefault(reference.level, words.metric(reference.label))
    first, last = float(min(run.first_step, *(_first(lines) for lines in axes.values()))) if axes else 1.0, run.step
    marks = tuple((float(step), str(place)) for place, step in enumerate(mark_steps(run), start=1))
    charts = []
    for (group, unit), lines in list(axes.items())[:MOST_CHARTS]:
        title = words.metric(group)
        label = f"{title} ({words.metric(unit)})" if unit else title
        compared = tuple(levels.get((group, unit), {}).items())
        charts.append(
            Chart(label, tuple(lines[:MOST_LINES]), (first, float(last)), words("step"), label, compared, marks)
        )
    return charts


def mark_steps(run: ReportedRun) -> list[int]:
    """The steps at which something happened, ascending, each once: they are numbered in the drawings."""
    return sorted({mark.step for mark in run.marks})


def chart_figure(chart: Chart, words: Words) -> Markup:
    """A drawing with its legend: of each curve its colour, name and last value."""
    entries = [
        element("li", sample(line), f"{line.label}: {number(float(line.y[-1]) if len(line.y) else None)}")
        for line in chart.lines
    ]
    title = words("{title} · logarithmic axis", title=chart.title) if chart.is_log else chart.title
    legend = element("ul", *entries, class_="legend")
    return element("figure", element("figcaption", title), chart.to_svg(), legend)


def _lines(run: ReportedRun, index: int, words: Words, bins: int) -> Iterator[tuple[Line, MetricSpec, str]]:
    """The curves of one model and its test values, each with its unit."""
    model = run.experiment.models[index]
    knobs = model.config.model_dump()
    several = len(run.experiment.models) > 1
    before = f"{shown_name(model.label)} · " if several else ""
    for metric, series in run.curves[index].items() if index < len(run.curves) else ():
        steps = np.arange(run.first_step, run.first_step + len(series), dtype=np.float64)
        x, y = thin(steps, series, bins)
        if len(x):
            spec = spec_of(model, metric)
            course = means(steps, series, COURSE)
            label = before + words.metric(spec.label)
            yield Line(label, index, 0, x, y, course=course), spec, spec.unit_with(knobs)
    for metric, values in run.tests[index].items() if index < len(run.tests) else ():
        known = np.array(values, np.float64).reshape(-1, 2)
        known = known[np.isfinite(known).all(axis=1)]
        if len(known):
            spec = spec_of(model, metric)
            yield (
                Line(before + words.metric(spec.label), index, 0, known[:, 0], known[:, 1], True),
                spec,
                spec.unit_with(knobs),
            )


def _first(lines: list[Line]) -> float:
    return min(float(line.x[0]) for line in lines)
