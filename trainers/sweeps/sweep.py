"""A sweep: an experiment, the values of up to two of its settings, and seeds. Each of their combinations is a cell."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import tomli_w
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from trainers.experiment import Experiment
from trainers.knobs import ConfigError, found
from trainers.runs.index import clause_of
from trainers.sweeps.values import value_text

FORMAT = 1
MOST_VARIED = 2  # settings: what a table and a plot can show
MOST_CELLS = 10_000
MOST_OF_VALUE = 40  # letters of a value in a folder's name
_OWN_OPTIONS = {"seed": "--seeds"}


@dataclass(frozen=True)
class Varied:
    """A setting by its dotted path, and the values that it takes."""

    path: str
    values: tuple[Any, ...]


@dataclass(frozen=True)
class SweepCell:
    """One combination: its place in the sweep, the name of its run folder, and what is trained there."""

    index: int
    name: str
    values: tuple[Any, ...]
    seed: int
    experiment: Experiment


@dataclass(frozen=True)
class Sweep:
    """What is trained. Made by :meth:`make` or :meth:`parse`, which check every cell; ``cells`` stand in the order in
    which they are trained: every combination of values with the first seed, then with the next one."""

    experiment: Experiment
    varied: tuple[Varied, ...]
    seeds: tuple[int, ...]
    cells: tuple[SweepCell, ...]

    @classmethod
    def make(cls, experiment: Experiment, varied: Sequence[Varied], seeds: Sequence[int]) -> Sweep:
        """Raises ConfigError with one sentence where a value cannot be, or a combination is there twice."""
        if len(varied) > MOST_VARIED:
            names = ", ".join(each.path for each in varied)
            raise ConfigError(f"sweep: expected several values of at most {MOST_VARIED} settings, found {names}")
        for each in varied:
            if each.path in _OWN_OPTIONS:
                raise ConfigError(f"{each.path}: give its values with {_OWN_OPTIONS[each.path]}", each.path)
            check_distinct(each.path, each.values)
        check_distinct("seeds", seeds)
        count = len(seeds)
        for each in varied:
            count *= len(each.values)
        if count > MOST_CELLS:
            raise ConfigError(f"sweep: expected at most {MOST_CELLS} runs, found {count}")
        return cls(experiment, tuple(varied), tuple(seeds), tuple(_cells(experiment, varied, seeds)))

    @classmethod
    def parse(cls, table: Mapping[str, Any]) -> Sweep:
        """The sweep that a TOML file describes. Raises ConfigError."""
        try:
            file = _SweepFile.model_validate(dict(table))
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            place = ".".join(map(str, first["loc"]))
            raise ConfigError(f"{place}: {clause_of(first['type'], first['msg'])}", place) from None
        varied = [Varied(each.path, tuple(each.values)) for each in file.settings]
        return cls.make(Experiment.parse(file.experiment), varied, file.seeds)

    def to_toml(self) -> str:
        """The sweep as a TOML document, such that :meth:`parse` gives the same one."""
        settings = [{"path": each.path, "values": list(each.values)} for each in self.varied]
        table = {"format": FORMAT, "seeds": list(self.seeds)} | ({"settings": settings} if settings else {})
        return tomli_w.dumps({**table, "experiment": self.experiment.to_table()})

    def difference(self, other: Sweep) -> str:
        """Why this is not the *other* sweep, in a clause; empty where it is the same one."""
        mine, theirs = ({each.path: each.values for each in sweep.varied} for sweep in (self, other))
        for path in dict.fromkeys((*mine, *theirs)):
            if mine.get(path) != theirs.get(path):
                return f"{path} is {_listed(mine.get(path))} there and {_listed(theirs.get(path))} here"
        if self.seeds != other.seeds:
            return f"the seeds are {_listed(self.seeds)} there and {_listed(other.seeds)} here"
        return experiment_difference(self.experiment, other.experiment)


def experiment_difference(there: Experiment, here: Experiment) -> str:
    """The first setting in which two experiments differ, in a clause; empty where they are the same."""
    one, other = dict(_flat(there.to_table())), dict(_flat(here.to_table()))
    for path in dict.fromkeys((*one, *other)):
        if one.get(path) != other.get(path):
            return f"{path} is {_said(one.get(path))} there and {_said(other.get(path))} here"
    return ""


class _Setting(BaseModel):
    model_config = ConfigDict(strict=True)
    path: Annotated[str, Field(min_length=1, max_length=200)]
    values: Annotated[list[Any], Field(min_length=1, max_length=MOST_CELLS)]


class _SweepFile(BaseModel):
    model_config = ConfigDict(strict=True)
    format: Annotated[int, Field(ge=1, le=FORMAT)]
    seeds: Annotated[list[int], Field(min_length=1, max_length=MOST_CELLS)]
    settings: Annotated[list[_Setting], Field(max_length=MOST_VARIED)] = []
    experiment: dict[str, Any]


def check_distinct(what: str, values: Sequence[Any]) -> None:
    """Raises ConfigError, which names *what* has these values, where one of them is there twice."""
    for place, value in enumerate(values):
        if value in values[:place]:
            raise ConfigError(f"{what}: expected each value once, found {found(value)} twice", what)


def _cells(experiment: Experiment, varied: Sequence[Varied], seeds: Sequence[int]) -> Iterator[SweepCell]:
    """Every combination, checked. Names are unique also where a file system knows no capital letters."""
    shorts = _short_names([each.path for each in varied])
    taken: set[str] = set()
    for index, (seed, *values) in enumerate(itertools.product(seeds, *(each.values for each in varied))):
        settings = {each.path: value for each, value in zip(varied, values, strict=True)}
        parts = [f"{short}-{_slug(value)}" for short, value in zip(shorts, values, strict=True)]
        name = unique = "_".join([*parts, f"seed-{seed}"])
        again = 2
        while unique.lower() in taken:
            unique, again = f"{name}_{again}", again + 1
        taken.add(unique.lower())
        yield SweepCell(index, unique, tuple(values), seed, experiment.with_settings({**settings, "seed": seed}))


def _short_names(paths: Sequence[str]) -> list[str]:
    """The last parts of dotted paths, or all of them where these are the same."""
    last = [path.rpartition(".")[2] for path in paths]
    return [re.sub(r"[^\w-]", "-", name) for name in (last if len(set(last)) == len(last) else paths)]


def _slug(value: Any) -> str:
    """A value as a part of a folder's name, on every system."""
    return re.sub(r"[^A-Za-z0-9.+-]+", "-", value_text(value))[:MOST_OF_VALUE].strip(".") or "empty"


def _flat(value: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """Dotted places and plain values of a table."""
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from _flat(each, f"{place}.{key}" if place else str(key))
    elif isinstance(value, list) and any(isinstance(each, Mapping) for each in value):
        for index, each in enumerate(value):
            yield from _flat(each, f"{place}.{index}")
    else:
        yield place, value


def _said(value: Any) -> str:
    return "not set" if value is None else found(value)


def _listed(values: Sequence[Any] | None) -> str:
    return "not varied" if values is None else found(", ".join(map(value_text, values)))[1:-1]
