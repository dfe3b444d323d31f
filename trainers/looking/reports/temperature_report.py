"""What temperature does to the texts of every model of a run, in rows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from trainers import messages
from trainers.lazy import torch
from trainers.looking.jobs import attempt
from trainers.looking.looker import Looker
from trainers.looking.texts.temperatures import TemperatureReader
from trainers.training.snapshot import Snapshot

if TYPE_CHECKING:
    from trainers.examples import Examples
    from trainers.training.loop import Loop

Row = dict[str, float | None]


def try_temperatures(loop: Loop, examples: Examples, temperatures: Sequence[float], count: int) -> list[list[Row]]:
    """Per model of *loop*, with its display weights, a row for each of the *temperatures*: nats per character of
    held-out text, and what the data say of *count* texts, each with its standard error as ``NAME_error``, None where
    there is none. No rows for a model that does not write. Raises ValueError as the look does. Changes nothing."""
    with torch.random.fork_rng(devices=[]):  # new models draw their first weights from torch's own generator
        looker = Looker(loop.experiment, examples, loop.device)
    configs = tuple(model.config for model in loop.models)
    looker.load(Snapshot(0, loop.step_count, tuple(loop.display_weights()), configs))
    answerer = TemperatureReader(looker).answerers()[messages.TryTemperatures]
    rows: list[list[Row]] = []
    for place, model in enumerate(loop.models):
        rows.append([])
        if "writes" not in model.capabilities:
            continue
        look = messages.TryTemperatures(0, 0, "", place, tuple(temperatures), count, loop.experiment.plan.seed)
        with torch.no_grad():
            *_, told = (each for each in attempt(answerer, look, (0, 0, "", loop.step_count)) if each is not None)
        if isinstance(told, messages.LookFailed):
            raise ValueError(told.reason)
        assert isinstance(told, messages.Tempered)
        rows[-1] = _rows(told)
    return rows


def _rows(told: messages.Tempered) -> list[Row]:
    rows = []
    for place, temperature in enumerate(told.temperatures.tolist()):
        found = {"test_nats_per_char": (told.held_out, told.held_out_errors)}
        found |= {name: (each.values, each.errors) for name, each in told.qualities.items()}
        row: Row = {"temperature": temperature}
        for name, (values, errors) in found.items():
            row[name], row[f"{name}_error"] = _number(values[place]), _number(errors[place])
        rows.append(row)
    return rows


def _number(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None
