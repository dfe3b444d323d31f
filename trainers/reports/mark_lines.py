"""What happened to a run on its way, in words: a line for each step at which something did."""

from __future__ import annotations

from collections.abc import Sequence

from trainers.experiment import Experiment, Plan
from trainers.knobs import knob_specs
from trainers.marks import ALONE, BRANCH, FORK, HAND, Change, Mark
from trainers.reports.tables import written
from trainers.reports.words import Words
from trainers.shown import shown_name

MOST_SAID = 6  # settings that are named
MOST_LINES = 60


def mark_lines(
    marks: Sequence[Mark], experiment: Experiment, words: Words, only: Sequence[Mark] | None = None
) -> list[str]:
    """ "1 · step 300: VAE · Beta: 1 → 4", numbered as in the drawings; of some of them *only*, where given."""
    at: dict[int, list[str]] = {}
    for mark in marks:
        told = at.setdefault(mark.step, [])
        if only is None or mark in only:
            told.append(_said(mark, experiment, words))
    lines = [
        words("{place} · step {step:,}: {what}", place=place, step=step, what="; ".join(said[:MOST_SAID]))
        for place, (step, said) in enumerate(sorted(at.items()), start=1)
        if said
    ]
    if len(lines) > MOST_LINES:
        lines = [*lines[:MOST_LINES], words("and {count} more", count=len(lines) - MOST_LINES)]
    return lines


def _said(mark: Mark, experiment: Experiment, words: Words) -> str:
    changes = [_change(change, experiment, words) for change in mark.changes[:MOST_SAID]]
    if len(mark.changes) > MOST_SAID:
        changes.append(words("and {count} more", count=len(mark.changes) - MOST_SAID))
    listed = words.join(changes)
    if mark.kind == BRANCH:
        begun = words("went on with the weights of step {step:,}", step=mark.origin)
    elif mark.kind == FORK:
        begun = words("fork of {run}", run=shown_name(mark.source))
    elif mark.kind == HAND:
        begun = words("moved by hand")
        if 0 <= mark.model < len(experiment.models) > 1:
            begun = f"{shown_name(experiment.models[mark.model].label)} · {begun}"
    elif mark.kind == ALONE:
        begun = words("moves of one player at a time")
    else:
        return listed
    return f"{begun} ({listed})" if listed else begun


def _change(change: Change, experiment: Experiment, words: Words) -> str:
    path, before, after = change
    return f"{_setting(path, experiment, words)}: {shown_name(written(before))} → {shown_name(written(after))}"


def _setting(path: str, experiment: Experiment, words: Words) -> str:
    """What a dotted setting is called; with the model's label where there are several."""
    parts = path.split(".")
    if parts[0] == "models" and len(parts) == 3 and parts[1].isdigit() and int(parts[1]) < len(experiment.models):
        model = experiment.models[int(parts[1])]
        label = _label(type(model.config), parts[2], words)
        return f"{shown_name(model.label)} · {label}" if len(experiment.models) > 1 else label
    return _label(Plan, path, words)


def _label(config: type, name: str, words: Words) -> str:
    return next((words.knob(spec.label) for spec in knob_specs(config) if spec.name == name), shown_name(name))
