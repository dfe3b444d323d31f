"""Which preset a run came of, and what is another in it: told from the settings that are saved with every run."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from types import MappingProxyType
from typing import Any

from trainers.experiment import read_toml
from trainers.knobs import ConfigError
from trainers.marks import KNOB, Mark
from trainers.presets import list_exhibits, list_presets
from trainers.runs.table.row import Difference, Setting

# What says how an experiment is told and shown, not what it is.
_TOLD = {"title", "summary", "opens_in", "pace", "label"}
MOST, LONGEST = 40, 200  # differences of a run; characters of a value


@dataclass(frozen=True)
class KnownPreset:
    """A preset with all its settings, those at their defaults too."""

    name: str
    table: Mapping[str, Any]


def known_presets() -> tuple[KnownPreset, ...]:
    """Those of the program, the museum's among them. One that cannot be used is left out."""
    found = []
    for preset in (*list_presets(), *list_exhibits()):
        try:
            found.append(KnownPreset(preset.name, read_toml(preset.path, anchored=False).to_table()))
        except ConfigError:  # of a family in an add-on that is not installed here
            continue
    return tuple(found)


def preset_of(table: Mapping[str, Any], presets: tuple[KnownPreset, ...]) -> KnownPreset | None:
    """The preset that an experiment came of: the one with its title, else one whose models are exactly the same. An
    experiment keeps the title until it is put on other data, or the user writes another."""
    title, families = table.get("title"), _families(table)
    titled = next((each for each in presets if each.table["title"] == title), None)
    if titled is not None:
        return titled if _families(titled.table) == families else None
    same = (each for each in presets if families and _families(each.table) == families)
    return next((each for each in same if not [*_of_models(table, each.table)]), None)


def differences(
    table: Mapping[str, Any], preset: Mapping[str, Any], turned: Mapping[str, int] = MappingProxyType({})
) -> tuple[Difference, ...]:
    """The settings of *table* that are others in *preset*: of the data, of the models, of the whole. A setting that
    *table* does not have, for an older version wrote it, is no difference. Of other data only their name is told.
    *turned* are the steps at which settings were turned on the way, by their dotted names."""
    found = islice(_all(table, preset, turned), MOST)
    return tuple(replace(each, since=turned.get(each.path, 0)) for each in found)


def turned_at(marks: Sequence[Mark]) -> Mapping[str, int]:
    """The step at which each setting was turned last, of those that were turned after the first step. A batch that was
    halved for want of memory is no setting that was turned: it stays planned as it was."""
    turned = (mark for mark in marks if mark.kind == KNOB and mark.step > 0)
    return {path: mark.step for mark in turned for path, _, _ in mark.changes if path != "batch_size"}


def _all(table: Mapping[str, Any], preset: Mapping[str, Any], turned: Collection[str] = ()) -> Iterator[Difference]:
    data, before = table.get("dataset"), preset["dataset"]
    if isinstance(data, Mapping) and data.get("name") != before["name"]:
        yield Difference("dataset.name", _written(data.get("name")), before["name"])
    elif isinstance(data, Mapping):
        yield from _between("dataset.", data, before)
    yield from _of_models(table, preset, turned)
    plan = {name: value for name, value in table.items() if name not in ("dataset", "models")}
    yield from _between("", plan, preset, turned)


def _of_models(
    table: Mapping[str, Any], preset: Mapping[str, Any], turned: Collection[str] = ()
) -> Iterator[Difference]:
    for index, (model, before) in enumerate(zip(_models(table), preset["models"], strict=False)):
        yield from _between(f"models.{index}.", model, before, turned)


def _between(
    place: str, now: Mapping[str, Any], before: Mapping[str, Any], turned: Collection[str] = ()
) -> Iterator[Difference]:
    """The settings in *now* that are others in *before*, and those that were *turned*."""
    for name, value in now.items():
        differs = value != before.get(name) or f"{place}{name}" in turned
        if name not in _TOLD and differs and not isinstance(value, Mapping):
            there = _written(before[name]) if name in before else None
            yield Difference(f"{place}{name}"[:LONGEST], _written(value), there)


def _written(value: object) -> Setting:
    if isinstance(value, list):
        return ", ".join(map(str, value))[:LONGEST]
    return value if isinstance(value, bool | int | float) else str(value)[:LONGEST]


def _models(table: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    models = table.get("models")
    return [each for each in models if isinstance(each, Mapping)] if isinstance(models, list) else []


def _families(table: Mapping[str, Any]) -> tuple[object, ...]:
    return tuple(model.get("family") for model in _models(table))
