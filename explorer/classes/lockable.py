"""The settings of an experiment that a class may lock, each with its name in the form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from trainers.catalog import DatasetSpec, FamilySpec
from trainers.experiment import Experiment, Plan
from trainers.knobs import KnobSpec, knob_specs

PLAN_KNOBS = ("steps", "batch_size")


def lockable(
    experiment: Experiment, families: Sequence[FamilySpec], datasets: Sequence[DatasetSpec]
) -> Mapping[str, KnobSpec]:
    """By the pattern that locks them: those of the models, locked in all models that have them; of the training; and
    of the data."""
    known = {spec.name: spec for spec in families}
    found: dict[str, KnobSpec] = {}
    for model in experiment.models:
        for knob in known[model.family].knobs:
            found.setdefault(f"models.*.{knob.name}", knob)
    found |= {knob.name: knob for knob in knob_specs(Plan) if knob.name in PLAN_KNOBS}
    data = next((spec for spec in datasets if spec.name == experiment.dataset), None)
    return found | {f"dataset.{knob.name}": knob for knob in (() if data is None else data.knobs)}
