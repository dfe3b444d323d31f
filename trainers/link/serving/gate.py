"""What who watches may ask for. The other side is another program: what it asks is checked here, before the worker, as
the worker trusts those who ask.

Nothing that comes over a link names a place on this machine's disk: a run is saved where it is served, beside it are
those that are begun from it, and no other files are read than those of the data that are served."""

from __future__ import annotations

import dataclasses
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from trainers import messages
from trainers.catalog import find_family
from trainers.experiment import MOST_PACE, Experiment
from trainers.knobs import knob_specs
from trainers.link.wire.wire_error import WireError
from trainers.marks import parse_marks, to_json
from trainers.runs.folder import place_anew
from trainers.sentence import sentence
from trainers.training.sharing import MOST_PINNED

MOST_CHANNELS, LONGEST_CHANNEL = 256, 200  # of one watcher
MOST_ENTRIES = 20_000  # of a tuple
MOST_ROWS, MOST_BYTES = 20_000, 32 * 2**20  # of an array
FREE = range(-(2**31), 2**31)  # numbers that decide nothing of how much is computed
# What whole numbers of looks may be, by the names of fields; see test_gate, which finds those that are missing.
NUMBERS = {
    "columns": range(1, 513), "rows": range(1, 513), "cells": range(1, 1025), "count": range(0, 100_001),
    "limit": range(0, 1_000_001), "k": range(1, 1001), "nearest": range(0, 1001), "arrows": range(0, 10_001),
    "samples": range(1, 1001), "extra_steps": range(0, 100_001), "optimum_steps": range(0, 100_001),
    "each": range(1, 1001), "most": range(1, 101), "length": range(0, 10_001), "place": FREE, "site": FREE,
    "label": FREE, "cell": FREE, "seed": range(0, 2**31), "run_id": FREE, "request_id": range(0, 2**53),
}  # fmt: skip


class Gate:
    """For the run that is served in *folder*. ``begun`` is how that was begun, on which all others are based."""

    def __init__(self, folder: Path, begun: messages.Begin) -> None:
        self._folder, self._begun = folder, begun
        self._folders = {folder}  # of the runs that were begun here
        self._called: dict[str, Path] = {}  # what watchers call them: names on their own disks

    def saved_in(self, folder: str) -> None:
        """A run is saved there, which may be another folder than was meant."""
        if folder:
            self._folders.add(Path(folder))

    def look(self, look: messages.Look, experiment: Experiment) -> None:
        """Raises WireError for a look that no window asks."""
        for field in dataclasses.fields(look):
            _check_value(field.name, getattr(look, field.name))
        if not 0 <= getattr(look, "model", 0) < len(experiment.models):
            raise WireError(f"model: expected one of {len(experiment.models)}, found {getattr(look, 'model', 0)}")

    def command(self, command: messages.Command, experiment: Experiment, newest: int) -> messages.Command:
        """What is sent to the worker in its place. Raises WireError with one sentence where it may not be."""
        match command:
            case messages.Begin():
                return self._begin(command, newest)
            case messages.TakeUp():
                raise WireError(_LESSON)
            case messages.Save() if command.folder is not None:
                name = self._folder.name
                raise WireError(sentence(f"The run is saved where it is trained, in {name}; it cannot be moved."))
            case messages.Advance():
                known = {player for spec in experiment.models for player in find_family(spec.family).players}
                if not 1 <= command.steps <= 10**9 or not set(command.players) <= known:
                    raise WireError(sentence("These steps cannot be trained."))
            case messages.SetPace():
                pace = command.steps_per_second
                if pace is not None and not 0 <= pace <= MOST_PACE:
                    raise WireError(sentence(f"steps_per_second: expected 0 to {MOST_PACE:g}, found {pace:g}"))
            case messages.SetThreads():
                if command.threads is not None and not 1 <= command.threads <= MOST_PINNED:
                    raise WireError(sentence(f"threads: expected 1 to {MOST_PINNED}, found {command.threads}"))
            case messages.SetKnob():
                _check_model(command.model, experiment)
                specs = knob_specs(type(experiment.models[command.model].config))
                if command.knob not in {spec.name for spec in specs if spec.live}:
                    raise WireError(sentence("This setting cannot be changed while training."))
            case messages.Adjust():
                _check_model(command.model, experiment)
                for name, value in command.values.items():
                    _check_value(name, value)
        return command

    def _begin(self, begin: messages.Begin, newest: int) -> messages.Begin:
        if begin.apart:
            raise WireError(_LESSON)
        for field in dataclasses.fields(begin):  # a field that is not known here might name a place
            if field.name not in _PASSED_ON and getattr(begin, field.name) != field.default:
                raise WireError(sentence("This cannot be done on a far machine."))
        if not newest < begin.run_id <= newest + 10_000:
            raise WireError(sentence("Another run has been begun meanwhile."))
        experiment, own = begin.experiment, self._begun.experiment
        if not {*experiment.dataset_config.files()} <= {*own.dataset_config.files()}:
            raise WireError(sentence("Files and folders on the far machine cannot be chosen from here."))
        if begin.threads is not None and not 1 <= begin.threads <= MOST_PINNED:
            raise WireError(sentence(f"threads: expected 1 to {MOST_PINNED}, found {begin.threads}"))
        if begin.pace is not None and not 0 <= begin.pace <= MOST_PACE:
            raise WireError(sentence(f"steps_per_second: expected 0 to {MOST_PACE:g}, found {begin.pace:g}"))
        if begin.mark is not None:
            try:
                parse_marks(to_json((begin.mark,)))
            except ValueError as error:
                raise WireError(str(error)) from None
        source = None if begin.resume_from is None else self._known(begin.resume_from)
        meant = begin.run_folder
        folder = self._known(meant) if meant is not None and meant == begin.resume_from else self._new(meant)
        return replace(
            begin, data_dir=self._begun.data_dir, device=self._begun.device, may_download=False,
            run_folder=str(folder), resume_from=None if source is None else str(source),
        )  # fmt: skip

    def _known(self, called: str) -> Path:
        """The folder of one of the runs that were begun here. Raises WireError for any other."""
        folder = self._called.get(called, Path(called))
        if folder not in self._folders:
            raise WireError(sentence("Only runs that were trained here can be gone on with."))
        return folder

    def _new(self, called: str | None) -> Path:
        """Where a run is saved that is begun from the one that is served: beside it."""
        folder = place_anew(self._folder)
        number = 2
        while folder in self._folders:  # made once there is something to save
            folder = place_anew(self._folder.with_name(f"{self._folder.name} ({number})"))
            number += 1
        self._folders.add(folder)
        if called is not None and len(self._called) < 10_000:
            self._called[called] = folder
        return folder


_LESSON = sentence("Lessons are trained on this machine: open them in a window of their own.")

# What of a Begin is taken as it comes, or has its own check, or is put in the place of what came.
_PASSED_ON = frozenset({
    "run_id", "experiment", "data_dir", "device", "run_folder", "resume_from", "may_download", "play", "threads",
    "mark", "rewinds", "back_to", "pace", "known_step",
})  # fmt: skip


def _check_model(model: int, experiment: Experiment) -> None:
    if not 0 <= model < len(experiment.models):
        raise WireError(f"model: expected one of {len(experiment.models)}, found {model}")


def _check_value(name: str, value: Any) -> None:
    """Raises WireError for what would take memory or time without bounds."""
    if isinstance(value, int) and not isinstance(value, bool) and name in NUMBERS and value not in NUMBERS[name]:
        raise WireError(f"{name}: expected {NUMBERS[name].start} to {NUMBERS[name].stop - 1}, found {value}")
    if isinstance(value, float) and not math.isfinite(value):
        raise WireError(f"{name}: expected a finite number, found {value}")
    if isinstance(value, str) and len(value) > MOST_ENTRIES:
        raise WireError(f"{name}: expected at most {MOST_ENTRIES} characters, found {len(value)}")
    if isinstance(value, tuple):
        if len(value) > MOST_ENTRIES:
            raise WireError(f"{name}: expected at most {MOST_ENTRIES} values, found {len(value)}")
        for each in value:
            _check_value("", each)
    if isinstance(value, np.ndarray) and (value.nbytes > MOST_BYTES or (value.ndim and len(value) > MOST_ROWS)):
        raise WireError(f"{name}: expected at most {MOST_ROWS} rows and {MOST_BYTES} bytes, found {value.shape}")
