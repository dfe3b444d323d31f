"""An experiment as a line of Python describes it: a preset's name or a file, and knobs by their bare names."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from trainers.experiment import Experiment, read_toml
from trainers.knobs import ConfigError, knob_specs
from trainers.presets import is_preset, preset_path

OWN = ("steps", "seed")  # settings of an experiment that are arguments of their own


def find_experiment(given: str | Path | Experiment) -> Experiment:
    """The experiment that is meant by a preset's name or a path. Raises ConfigError."""
    if isinstance(given, Experiment):
        return given
    if not isinstance(given, str | Path):
        raise ConfigError(f"train: expected a preset, a TOML file or an Experiment, found {given!r}")
    if isinstance(given, str) and is_preset(given):
        return read_toml(preset_path(given))
    path = Path(given).expanduser()
    return read_toml(path if path.suffix or path.is_file() or isinstance(given, Path) else preset_path(str(given)))


def with_keywords(
    experiment: Experiment, own: Mapping[str, Any], dotted: Mapping[str, Any], knobs: Mapping[str, Any]
) -> Experiment:
    """*experiment* with settings changed: *dotted* ones, *knobs* by their bare names, and *own* ones that are not None.

    Raises ConfigError, which names an unknown one and what is nearest to it.
    """
    experiment = experiment.with_settings(_plain(dotted))  # which may bring other models
    places: dict[str, list[str]] = {spec.name: [spec.name] for spec in knob_specs(type(experiment.plan))}
    for index, model in enumerate(experiment.models):
        for spec in knob_specs(type(model.config)):
            places.setdefault(spec.name, []).append(f"models.{index}.{spec.name}")
    values: dict[str, Any] = {}
    for name, value in knobs.items():
        if name not in places:
            others = [f"dataset.{spec.name}" for spec in knob_specs(type(experiment.dataset_config))]
            raise ConfigError(_unknown(name, [*places, *OWN], ["dataset.name", *others]), name)
        values |= dict.fromkeys(places[name], value)
    values |= {name: value for name, value in own.items() if value is not None}
    return experiment.with_settings(_plain(values)).anchored(Path.cwd())


def _unknown(name: str, bare: Sequence[str], dotted: Sequence[str]) -> str:
    """What to say of a setting that there is not."""
    same = [each for each in dotted if name in each.split(".")]
    near = same or difflib.get_close_matches(name, [*bare, *dotted], n=1)
    if not near:
        return f"train: there is no setting {name!r}; the known ones are {', '.join(sorted({*bare}))}"
    how = f", given as set={{{near[0]!r}: ...}}" if near[0] in dotted else ""
    return f"train: there is no setting {name!r}; the nearest one is {near[0]}{how}"


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Numbers of numpy as Python's own."""
    return {name: value.item() if isinstance(value, np.generic) else value for name, value in values.items()}
