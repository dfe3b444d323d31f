"""The knobs of an experiment that can be swept, and what is wished of them as it is typed. Without widgets."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from trainers.catalog import DatasetSpec, FamilySpec
from trainers.experiment import Experiment, Plan
from trainers.knobs import ConfigError, KnobSpec, found, knob_specs
from trainers.sweeps.sweep import MOST_CELLS, Sweep, Varied, check_distinct
from trainers.sweeps.values import parse_seeds, parse_values, value_text

_KINDS = frozenset({"int", "float", "bool", "choice", "ints"})
_OF_THE_PLAN = ("batch_size",)  # seeds and steps have fields of their own


@dataclass(frozen=True)
class SweptKnob:
    """A knob by its dotted path: the label of the model that it is of, or empty, how it is declared, its value now."""

    path: str
    owner: str
    spec: KnobSpec
    value: Any


@dataclass(frozen=True)
class SweepWish:
    """What is typed: paths of knobs and the texts of their values, those of the seeds and of the planned steps."""

    knobs: tuple[tuple[str, str], ...]
    seeds: str
    steps: str


def swept_knobs(
    experiment: Experiment, families: Sequence[FamilySpec], datasets: Sequence[DatasetSpec]
) -> tuple[SweptKnob, ...]:
    """Numbers, switches and choices: those of the models first, then the data's and the whole experiment's."""
    return tuple(_swept(experiment, families, datasets))


def _swept(
    experiment: Experiment, families: Sequence[FamilySpec], datasets: Sequence[DatasetSpec]
) -> Iterator[SweptKnob]:
    by_name = {spec.name: spec for spec in families}
    several = len(experiment.models) > 1
    for index, model in enumerate(experiment.models):
        family = by_name.get(model.family)
        owner = model.label if several else ""
        yield from _of(f"models.{index}.", owner, family.knobs if family else (), model.config)
    data = next((spec for spec in datasets if spec.name == experiment.dataset), None)
    yield from _of("dataset.", "", data.knobs if data else (), experiment.dataset_config)
    plan = [spec for spec in knob_specs(Plan) if spec.name in _OF_THE_PLAN]
    yield from _of("", "", plan, experiment.plan)


def _of(place: str, owner: str, knobs: Sequence[KnobSpec], config: Any) -> Iterator[SweptKnob]:
    for spec in knobs:
        if spec.kind in _KINDS:
            yield SweptKnob(place + spec.name, owner, spec, getattr(config, spec.name))


def suggested(knob: SweptKnob) -> str:
    """Values to begin with: all there are of a choice, of a number half of it, itself and twice as much."""
    spec, value = knob.spec, knob.value
    if spec.choices:
        return ", ".join(spec.choices)
    if spec.kind == "bool":
        return "false, true"
    if spec.kind in ("int", "float") and isinstance(value, int | float):
        around = (value / 2, value, value * 2) if value else (0, (spec.high or 2) / 4, (spec.high or 2) / 2)
        whole = [round(each) for each in around] if spec.kind == "int" else [float(f"{each:.4g}") for each in around]
        low, high = (
            (-float("inf") if spec.low is None else spec.low),
            (float("inf") if spec.high is None else spec.high),
        )
        return ", ".join(map(value_text, dict.fromkeys(each for each in whole if low <= each <= high)))
    return str(list(value)) if isinstance(value, list | tuple) else value_text(value)


def count_runs(experiment: Experiment, wish: SweepWish) -> int:
    """How many runs a wish comes to, once each of its values has been tried by itself. Raises ConfigError."""
    varied, seeds = _parse(wish)
    planned = experiment.with_setting("steps", parse_steps(wish.steps))
    count = len(seeds)
    for each in varied:
        check_distinct(each.path, each.values)
        for value in each.values:
            planned.with_setting(each.path, value)
        count *= len(each.values)
    check_distinct("seeds", seeds)
    for seed in seeds:
        planned.with_setting("seed", seed)
    if count > MOST_CELLS:
        raise ConfigError(f"sweep: expected at most {MOST_CELLS} runs, found {count}")
    return count


def first_runs(wish: SweepWish, most: int) -> list[tuple[str, ...]]:
    """The first *most* runs of a wish, in the order in which they are trained: the values of its knobs as they are
    written, and the seed. Raises ConfigError."""
    varied, seeds = _parse(wish)
    runs = itertools.islice(itertools.product(seeds, *(each.values for each in varied)), most)
    return [(*map(value_text, values), str(seed)) for seed, *values in runs]


def plan_of(experiment: Experiment, wish: SweepWish) -> Sweep:
    """The sweep that is wished. Raises ConfigError."""
    varied, seeds = _parse(wish)
    return Sweep.make(experiment.with_setting("steps", parse_steps(wish.steps)), varied, seeds)


def parse_steps(text: str) -> int:
    """A number of steps as it is typed. Raises ConfigError."""
    if not text.strip().isdecimal() or len(text) > 12:
        raise ConfigError(f"steps: expected a whole number, found {found(text)}", "steps")
    return int(text)


def _parse(wish: SweepWish) -> tuple[list[Varied], tuple[int, ...]]:
    varied = [Varied(path, parse_values(text, path)) for path, text in wish.knobs]
    return varied, parse_seeds(wish.seeds, "seeds")
