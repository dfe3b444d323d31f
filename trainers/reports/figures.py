"""The numbers that a report ends with: test values at the last keyframe, and how good samples are where it is known."""

from __future__ import annotations

import math
from collections.abc import Sequence

from trainers.reports.curves import spec_of
from trainers.reports.markup import Markup, element, joined
from trainers.reports.reported_run import ReportedRun
from trainers.reports.tables import number, table
from trainers.reports.words import Words
from trainers.sentence import sentence
from trainers.shown import shown_name

REAL = "_real"  # the end of the name of a baseline: the same figure of real training examples
# What the window calls the figures of `sample_quality`, in its own order.
TITLES = {
    "judge_is": "judge IS", "judge_fid": "FID", "modes_present": "modes", "high_quality_share": "high quality",
    "reverse_kl": "reverse KL", "smallest_mode_share": "smallest mode", "smallest_class_share": "smallest class",
    "label_agreement": "label agreement", "sliced_w1": "sliced W1", "density": "density", "coverage": "coverage",
    "duplicate_share": "duplicates", "sample_count": "n",
}  # fmt: skip
# Those of texts; what the data ask of one is in their own words.
TEXT_TITLES = {
    "well_formed_share": sentence("well formed"), "true_share": sentence("true"),
    "keeps_form_share": sentence("keeps the form"),
    "oracle_nats": sentence("nats a character, by the oracle that wrote the data"),
    "longest_copied": sentence("longest run copied, in characters"),
    "copied_share": sentence("copied from end to end"), "text_count": "n",
}  # fmt: skip


def test_table(run: ReportedRun, words: Words) -> Markup | None:
    """A row for each test value, a column for each model; None where nothing was tested."""
    rows: dict[str, dict[int, str]] = {}
    last = 0
    for index, tests in enumerate(run.tests):
        model = run.experiment.models[index]
        knobs = model.config.model_dump()
        for metric, values in tests.items():
            known = [(step, value) for step, value in values if math.isfinite(value)]
            if not known:
                continue
            spec = spec_of(model, metric)
            unit = words.metric(spec.unit_with(knobs))
            label = f"{words.metric(spec.label)} ({unit})" if unit else words.metric(spec.label)
            rows.setdefault(label, {})[index] = number(known[-1][1])
            last = max(last, known[-1][0])
    if not rows:
        return None
    note = words("On held-out examples that the keyframe of step {step:,} was measured with.", step=last)
    return joined(_by_model(run, rows), element("p", note, class_="note"))


def sample_table(run: ReportedRun, words: Words) -> Markup | None:
    """How good samples are; beside it, for real training examples in their place, what a perfect model would reach."""
    rows: dict[str, dict[int, str]] = {}
    order = [*TITLES, *TEXT_TITLES]
    for index, figures in enumerate(run.figures):
        names = [name for name in figures if not (name.endswith(REAL) and name.removesuffix(REAL) in figures)]
        for name in sorted(names, key=lambda each: order.index(each) if each in order else len(order)):
            real = figures.get(name + REAL)
            value = number(figures[name])
            text = value if real is None else words("{value} (real: {real})", value=value, real=number(real))
            rows.setdefault(_title(run, index, name, words), {})[index] = text
    return _by_model(run, rows) if rows else None


def _title(run: ReportedRun, index: int, name: str, words: Words) -> str:
    if name in TITLES:
        return words.figure(TITLES[name])
    if name in TEXT_TITLES:
        return words.sentence(TEXT_TITLES[name])
    spec = spec_of(run.experiment.models[index], name)
    unit = words.metric(spec.unit_with(run.experiment.models[index].config.model_dump()))
    return f"{words.metric(spec.label)} ({unit})" if unit else words.metric(spec.label)


def _by_model(run: ReportedRun, rows: dict[str, dict[int, str]]) -> Markup:
    models = run.experiment.models
    body: list[Sequence[str]] = [
        [label, *(cells.get(index, "–") for index in range(len(models)))] for label, cells in rows.items()
    ]
    return table(("", *(shown_name(model.label) for model in models)), body)
