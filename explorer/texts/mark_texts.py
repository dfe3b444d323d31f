"""What happened to a run on its way, in words: for the curve, the timeline, and where one looks back."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from explorer.state.state import AppState
from explorer.texts.data_texts import knob_text
from explorer.texts.listed import listed
from explorer.texts.run_names import run_name
from explorer.texts.whole_number import whole_number
from trainers.experiment import Plan
from trainers.knobs import KnobSpec, knob_specs
from trainers.marks import ALONE, BRANCH, FORK, HAND, Change, Mark, Value
from trainers.shown import shown_name

MOST_SAID = 6  # settings that are named; of more it is said how many there are


def marks_shown(state: AppState) -> list[tuple[int, str]]:
    """(step, what happened) of every mark; those of one step are one, each in a line of its own."""
    texts: dict[int, list[str]] = {}
    for mark in state.marks:
        texts.setdefault(mark.step, []).append(mark_text(mark, state))
    return [(step, "\n".join(lines)) for step, lines in sorted(texts.items())]


def mark_text(mark: Mark, state: AppState) -> str:
    """One line."""
    translate = QCoreApplication.translate
    said = _said(change_text(change, state) for change in mark.changes)
    if mark.kind == BRANCH:
        text = translate("Marks", "Branch from step {0}").format(whole_number(mark.origin))
        then = _said(value_text(path, before, state) for path, before, _ in mark.changes)
        return translate("Marks", "{0}; the settings there were {1}").format(text, then) if then else text
    if mark.kind == FORK:
        text = translate("Marks", "Fork of {0}").format(_source_name(mark, state))
        return f"{text}: {said}" if said else text
    if mark.kind == HAND:
        text = translate("Marks", "moved by hand")
        return f"{state.labels[mark.model]} · {text}" if 0 <= mark.model < len(state.labels) > 1 else text
    if mark.kind == ALONE:
        return translate("Marks", "moves of one player at a time")
    return said


def _source_name(mark: Mark, state: AppState) -> str:
    """What the other run is called; a fork has its title."""
    return run_name(mark.source, "" if state.experiment is None else state.experiment.plan.title)


def then_text(state: AppState) -> str:
    """The settings that were others at the step that is looked back at: "Beta 1 (now 4)"; empty where none were."""
    experiment = state.experiment
    if experiment is None:
        return ""
    return _said(value_text(path, value, state) for path, value in state.settings_then.items())


def change_text(change: Change, state: AppState) -> str:
    """ "VAE · Beta: 1 → 4"."""
    path, before, after = change
    return f"{setting_text(path, state)}: {_written(before)} → {_written(after)}"


def value_text(path: str, value: Value, state: AppState) -> str:
    """ "VAE · Beta 1"."""
    return f"{setting_text(path, state)} {_written(value)}"


def setting_text(path: str, state: AppState) -> str:
    """What a dotted setting is called; with the model's label where there are several."""
    parts = path.split(".")
    if parts[0] == "models" and len(parts) == 3 and parts[1].isdigit() and int(parts[1]) < len(state.labels):
        model = int(parts[1])
        label = _label(state.model_specs[model].knobs, parts[2])
        return f"{state.labels[model]} · {label}" if len(state.labels) > 1 else label
    return _label(knob_specs(Plan), path)


def _label(specs: Iterable[KnobSpec], name: str) -> str:
    return next((knob_text(spec.label) for spec in specs if spec.name == name), shown_name(name))


def _written(value: Value) -> str:
    return f"{value:g}" if isinstance(value, float) else shown_name(str(value))


def _said(texts: Iterable[str]) -> str:
    found = list(texts)
    if len(found) > MOST_SAID:
        more = QCoreApplication.translate("Marks", "and {0} more").format(len(found) - MOST_SAID)
        found = [*found[:MOST_SAID], more]
    return listed(found)
