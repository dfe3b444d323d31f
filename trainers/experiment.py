"""An experiment: a dataset, a seed, and one to four models trained in lock-step on identical batches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import tomli_w

from trainers.catalog import find_dataset, find_family
from trainers.dataset import DatasetConfig
from trainers.disk.toml_file import TomlError, read_table
from trainers.family import ModelConfig, check_takes
from trainers.knobs import Config, ConfigError, found, knob

MAX_MODELS = 4
MOST_SEED = 2**31 - 1
MOST_PACE = 1000.0  # steps a second


class Plan(Config):
    """The knobs of the whole experiment."""

    title: str = knob("Untitled", help="What the experiment is called in lists.")
    summary: str = knob("", help="One sentence on what there is to see.")
    seed: int = knob(0, ge=0, le=MOST_SEED, help="Same seed, same device: the same run.")
    steps: int = knob(
        2000, ge=1, le=1_000_000, log=True, help="Planned updates; the learning rate falls towards the end."
    )
    batch_size: int = knob(128, ge=1, le=4096, log=True, help="Images per update.")
    pace: float = knob(
        0.0, ge=0, le=MOST_PACE, help="Steps a second at most while the window plays it; 0: as fast as it can."
    )
    opens_in: str = knob("", help="The workspace in which it is first seen.")


@dataclass(frozen=True)
class ModelSpec:
    """One model of an experiment: which family, with which config, and the label of its column."""

    family: str
    config: ModelConfig
    label: str


@dataclass(frozen=True)
class Experiment:
    """Everything needed to repeat a run. Read from and written to TOML; see ``resources/presets``."""

    plan: Plan
    dataset: str
    dataset_config: DatasetConfig
    models: tuple[ModelSpec, ...]

    @classmethod
    def parse(cls, table: Mapping[str, Any]) -> Experiment:
        """Builds an experiment from plain values. Raises ConfigError, which names the place and the allowed values."""
        table = dict(table)
        data, models = table.pop("dataset", {}), table.pop("models", [])
        if not isinstance(data, Mapping):
            raise ConfigError(f"dataset: expected a table with a name, found {found(data)}", "dataset")
        if not isinstance(models, Sequence) or isinstance(models, str) or not 1 <= len(models) <= MAX_MODELS:
            many = f"{len(models)}" if isinstance(models, list) else found(models)
            raise ConfigError(f"models: expected 1 to {MAX_MODELS} models, found {many}", "models")
        data = dict(data)
        name = data.pop("name", None)
        dataset = find_dataset(name)
        experiment = cls(
            plan=Plan.parse(table),
            dataset=dataset.name,
            dataset_config=dataset.Config.parse(data, "dataset"),
            models=tuple(_parse_model(model, f"models.{index}") for index, model in enumerate(models)),
        )
        for index, spec in enumerate(experiment.models):
            check_takes(find_family(spec.family), dataset.kind, dataset.name, f"models.{index}.family")
        return experiment

    def to_table(self) -> dict[str, Any]:
        """Plain values such that ``Experiment.parse(e.to_table()) == e``."""
        return {
            **self.plan.model_dump(),
            "dataset": {"name": self.dataset, **_plain(self.dataset_config)},
            "models": [{"family": m.family, "label": m.label, **_plain(m.config)} for m in self.models],
        }

    def to_toml(self) -> str:
        """The experiment as a TOML document."""
        return tomli_w.dumps(self.to_table())

    def with_setting(self, path: str, value: Any) -> Experiment:
        """A copy with one dotted setting changed, such as ``models.0.beta`` or ``dataset.size``; raises ConfigError."""
        return self.with_settings({path: value})

    def with_settings(self, values: Mapping[str, Any]) -> Experiment:
        """A copy with dotted settings changed, all of them before the whole is checked: what one may be can depend on
        another. Another ``dataset.name`` begins with that one's defaults. Raises ConfigError."""
        table, values = self.to_table(), dict(values)
        if "dataset.name" in values:  # the settings of one data set are nothing to another
            table["dataset"] = {"name": values.pop("dataset.name")}
        for path, value in values.items():
            *parents, last = path.split(".")
            place: Any = table
            for part in parents:
                try:
                    place = place[int(part)] if isinstance(place, list) else place[part]
                except (KeyError, IndexError, TypeError, ValueError):
                    raise ConfigError(f"{path}: there is no {part!r} here", path) from None
            if not isinstance(place, dict):
                raise ConfigError(f"{path}: expected a setting such as models.0.learning_rate", path)
            place[last] = deepcopy(value)
        return Experiment.parse(table)

    def anchored(self, folder: Path) -> Experiment:
        """A copy in which files and folders that are named relatively are those below *folder*."""
        return replace(self, dataset_config=self.dataset_config.anchored(folder))

    def misfits(self, other: Experiment) -> tuple[str, ...]:
        """The labels of knobs because of which the weights of this experiment fit no model of the *other* one, each
        once. Models of another family are none of a knob's doing."""
        return tuple(
            dict.fromkeys(
                spec.label
                for mine, theirs in zip(self.models, other.models, strict=False)
                if mine.family == theirs.family
                for spec in mine.config.misfits(theirs.config)
            )
        )

    def with_model_config(self, index: int, config: ModelConfig) -> Experiment:
        """A copy in which model *index* has another config (of the same family)."""
        models = list(self.models)
        models[index] = replace(models[index], config=config)
        return replace(self, models=tuple(models))


def read_toml(path: Path, anchored: bool = True) -> Experiment:
    """Reads an experiment file. What it says of files and folders counts from its own folder when *anchored*. Raises
    ConfigError with one sentence that starts with the file's name."""
    try:
        experiment = Experiment.parse(read_table(path))
        return experiment.anchored(path.absolute().parent) if anchored else experiment
    except (OSError, TomlError, ConfigError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ConfigError(f"{path.name}: {reason}", getattr(error, "where", "")) from None


def _parse_model(table: Any, where: str) -> ModelSpec:
    if not isinstance(table, Mapping):
        raise ConfigError(f"{where}: expected a table with a family, found {found(table)}", where)
    table = dict(table)
    family = find_family(table.pop("family", None), f"{where}.family")
    label = table.pop("label", family.name.upper())
    if not isinstance(label, str) or not label:
        raise ConfigError(f"{where}.label: expected a text, found {found(label)}", f"{where}.label")
    return ModelSpec(family.name, family.Config.parse(table, where), label)


def _plain(config: Config) -> dict[str, Any]:
    """The config's values as TOML knows them: tuples as lists, None left out."""
    return {
        key: list(value) if isinstance(value, tuple) else value
        for key, value in config.model_dump().items()
        if value is not None
    }
