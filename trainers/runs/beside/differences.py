"""In which settings models that stand side by side differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trainers.experiment import Experiment
from trainers.knobs import knob_specs
from trainers.messages import ModelOfRun
from trainers.runs.beside.labels import value_text


@dataclass(frozen=True)
class UnlikeSetting:
    """A setting by its label, in English, and its value in each model; None where a model knows no such setting."""

    label: str
    values: tuple[str | None, ...]


def settings_that_differ(experiment: Experiment, models: Sequence[ModelOfRun]) -> tuple[UnlikeSetting, ...]:
    """Those of the runs, then the knobs of the models, each in the order in which it is declared."""
    of_runs = [dict(each.settings) for each in models]
    of_models = [
        {spec.label: value_text(getattr(each.config, spec.name)) for spec in knob_specs(type(each.config))}
        for each in experiment.models
    ]
    found = []
    for tables in (of_runs, of_models):
        for label in dict.fromkeys(label for table in tables for label in table):
            values = tuple(table.get(label) for table in tables)
            if len(set(values)) > 1:
                found.append(UnlikeSetting(label, values))
    return tuple(found)
