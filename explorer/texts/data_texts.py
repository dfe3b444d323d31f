"""Texts that `trainers` provides in plain English, in the language of the window.

`trainers` knows no Qt, so its texts cannot be marked where they are written. `packaging/translate.py` collects them
into the contexts below: from the catalog, from the presets' files, and from the phases that the worker announces.
A text without a translation (of an add-on, or typed by the user) is shown as it is.
"""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtCore import QCoreApplication

from explorer.state.state import AppState
from explorer.state.workspace import Workspace
from explorer.texts.listed import listed
from explorer.texts.sentences import sentence_text
from explorer.texts.whole_number import whole_number
from trainers.knobs import KnobSpec, plain_number
from trainers.messages import PhaseChanged, Refused
from trainers.shown import shown


def knob_text(text: str) -> str:
    """A label, help, choice, or the title or summary of a family or dataset."""
    return QCoreApplication.translate("Knob", text)


def class_names(state: AppState) -> tuple[str, ...]:
    """The names of the classes of the data that are shown: those that are words of the dataset in the language of the
    window, the user's own as they are."""
    if state.data is None:
        return ()
    own = "" if state.experiment is None else state.experiment.dataset
    words = {word for spec in state.datasets if spec.name == own for word in spec.class_words}
    translate = QCoreApplication.translate
    return tuple(translate("Class", name) if name in words else name for name in state.data.class_names)


def metric_text(text: str) -> str:
    """A label, short label, help, unit or group of a metric."""
    return QCoreApplication.translate("Metric", text)


def figure_text(label: str, value: str) -> str:
    """A metric and its value, one after the other; within what is said of them both, where a language has that."""
    form = f"{label} {{0}}"
    said = QCoreApplication.translate("Metric", form)
    return f"{metric_text(label)} {value}" if said == form else said.replace("{0}", value)


def game_text(text: str) -> str:
    """What a player of a game strives for."""
    return QCoreApplication.translate("Game", text)


def preset_text(text: str) -> str:
    """The title or summary of a preset."""
    return QCoreApplication.translate("Preset", text)


def workspace_text(text: str) -> str:
    """What a workspace declares: its title, what it is about, what it lacks."""
    return QCoreApplication.translate("Workspace", text)


def lacking_text(workspace: Workspace[Any]) -> str:
    """Why a workspace has nothing to show."""
    return workspace_text(workspace.lacking) if workspace.lacking else ""


def worker_text(text: str) -> str:
    """A phase's template or a suggested action, as the worker names them."""
    return QCoreApplication.translate("Worker", text)


def status_line(status: PhaseChanged | Refused) -> str:
    """The one line that a phase has to say, or why a run cannot be."""
    values = {
        key: sentence_text(str(value)) if key == "reason" else whole_number(value) if isinstance(value, int) else value
        for key, value in status.values.items()
    }
    return shown(worker_text(status.template).format(**values))


def as_sentence(text: str) -> str:
    """A reason with a full stop, so that another sentence can follow; one that ends in its own is left alone."""
    text = text.rstrip()
    stopped = QCoreApplication.translate("Words", "{0}.")
    return text if not text or text[-1] in ".!?…。！？" else stopped.format(text)


def device_text(title: str) -> str:
    """A device's title; a GPU's is its maker's name for it, and stays."""
    threads = re.fullmatch(r"CPU · (\d+) threads?", title)
    if threads is None:
        return title
    if threads[1] == "1":
        return QCoreApplication.translate("Device", "CPU · 1 thread")
    return QCoreApplication.translate("Device", "CPU · {0} threads").format(threads[1])


def device_problem(reason: str) -> str:
    """Why a device cannot be used; what a driver says stays as it is."""
    return shown(sentence_text(reason))


def device_with_threads(title: str, count: int) -> str:
    """The title of a CPU with the threads that it computes with now; any other device's as it is."""
    return device_text(re.sub(r"(?<=^CPU · )\d+ threads?$", f"{count} thread{'s' * (count != 1)}", title))


def range_text(spec: KnobSpec) -> str:
    """The allowed values of a knob in words, as :attr:`KnobSpec.range_text` says them in English."""
    translate = QCoreApplication.translate
    low, high = (None if bound is None else plain_number(bound) for bound in (spec.low, spec.high))
    if spec.choices:
        return translate("Range", "one of %1").replace("%1", listed(knob_text(choice) for choice in spec.choices))
    if low is not None and high is not None:
        text = (
            translate("Range", "whole numbers from %1 to %2") if spec.kind == "ints" else translate("Range", "%1 to %2")
        )
        return text.replace("%1", low).replace("%2", high)
    if low is not None:
        return translate("Range", "at least %1").replace("%1", low)
    if high is not None:
        return translate("Range", "at most %1").replace("%1", high)
    return {
        "bool": translate("Range", "true or false"),
        "int": translate("Range", "a whole number"),
        "ints": translate("Range", "whole numbers such as [512, 256]"),
        "path": translate("Range", "a path"),
        "text": translate("Range", "a text"),
    }.get(spec.kind, translate("Range", "a number"))
