"""The catalog of families and datasets: found by looking into their folders and at installed entry points.

A new family is one new file in ``trainers/families`` (or a package that names its class under the entry point
``latent_explorer.families``); nothing else has to know of it. The same holds for datasets.
"""

from __future__ import annotations

import importlib
import logging
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from trainers.kinds import Kind, Pictures, Points
from trainers.knobs import ConfigError, KnobSpec, knob_specs

if TYPE_CHECKING:
    from trainers.dataset import Dataset
    from trainers.family import Family

log = logging.getLogger(__name__)
DISCRIMINATOR, GENERATOR = "discriminator", "generator"  # the players of every family that "scores"
LETTERS = {DISCRIMINATOR: "D", GENERATOR: "G"}  # what they are called for short, in texts and roles of knobs


@dataclass(frozen=True)
class Reference:
    """A ``level`` to compare a metric with; ``label`` says what it means. It holds while each knob named in ``when``
    has the value that stands beside it."""

    level: float
    label: str
    when: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True)
class MetricSpec:
    """A scalar that a family reports: curves of one ``group`` share an axis.

    ``better`` is "lower", "higher" or "" where neither direction is progress; ``short`` stands for the label where
    there is little room. A value that says nothing of how good anything is has ``measures`` False, and is drawn grey
    with ``help`` as the reason. ``about`` is the player ("discriminator", "generator") or the kind of images ("real",
    "fake") that the value tells of, for its colour; "" for the model as a whole. ``unit_when`` names a knob, a value of
    it, and the unit that the metric has with that; metrics of one group but different units get an axis each.
    ``baselines`` says that what simpler ways make of the same data (``messages.BaselinesMeasured``) can be drawn beside
    it, in nats a picture or in bits a site; with "counting", what that makes of texts (``messages.TextCounted``), in
    nats a character.
    """

    name: str
    label: str
    group: str = "loss"
    unit: str = ""
    better: str = "lower"
    help: str = ""
    short: str = ""
    measures: bool = True
    about: str = ""
    references: tuple[Reference, ...] = ()
    unit_when: tuple[tuple[str, object, str], ...] = ()
    baselines: Literal["", "nats", "bits", "counting"] = ""

    def unit_with(self, knobs: Mapping[str, object]) -> str:
        """The unit that it has for these values of the model's knobs."""
        return next((unit for knob, value, unit in self.unit_when if knobs.get(knob) == value), self.unit)


@dataclass(frozen=True)
class Game:
    """What the discriminator D and the generator G strive for, ``of_d`` and ``of_g`` in a few words each, where the
    knob with the role "game" has the value ``name`` ("" in a family without such a knob).

    ``logits`` are scores whose sigmoid is D's belief. ``push`` is what the loss of G takes from that belief to weigh
    the slope of the logit: "D", "1 - D" or, "", something else.
    """

    name: str
    of_d: str
    of_g: str
    logits: bool = True
    push: Literal["", "D", "1 - D"] = ""


@dataclass(frozen=True)
class FamilySpec:
    """A family as plain data, for views and the command line.

    ``capabilities`` is a subset of {"encodes", "decodes", "samples", "scores", "critic", "classes", "completes",
    "posterior", "stages", "predicts", "any order", "mixture", "adjustable", "writes"}; a "critic" is a discriminator
    whose scores are unbounded and no beliefs, what completes in "any order" uses all that is known around a hole, not
    only what comes before it, a "mixture" is one of Gaussians over codes, what is "adjustable" can be moved by hand,
    and what "writes" makes texts, character by character.
    ``players`` names the networks that can be trained one at a time, in the order of their turns; with the capability
    "scores" they are a "discriminator" and a "generator", and ``games`` are what these may strive for. ``takes`` are
    the kinds of examples that it learns from.
    """

    name: str
    title: str
    summary: str
    knobs: tuple[KnobSpec, ...]
    metrics: tuple[MetricSpec, ...]
    test_metrics: tuple[MetricSpec, ...]
    capabilities: frozenset[str]
    players: tuple[str, ...] = ()
    games: tuple[Game, ...] = ()
    takes: frozenset[type[Kind]] = frozenset({Pictures, Points})

    def game(self, name: str) -> Game | None:
        """The game of this name, or None where nothing is known of it."""
        return next((game for game in self.games if game.name == name), None)


@dataclass(frozen=True)
class DatasetSpec:
    """A dataset as plain data. ``source`` is "embedded", "rendered", "download", "files" (the user's own) or "placed",
    and ``opens`` what of the user's it reads: a "folder" of pictures, a file of "array"s, a "text", a table of
    "points", or "strokes" from the window; ``also_opens`` is what it reads besides, with the settings for that;
    ``class_words`` are those names of its classes that are English words."""

    name: str
    title: str
    summary: str
    knobs: tuple[KnobSpec, ...]
    source: str
    kind: type[Kind] = Pictures  # of the examples that it gives
    opens: str = ""
    also_opens: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, hash=False)
    class_words: tuple[str, ...] = ()


_FAMILIES: dict[str, type[Family]] = {}
_DATASETS: dict[str, type[Dataset]] = {}
T = TypeVar("T")


def family(name: str) -> Callable[[type[T]], type[T]]:
    """Class decorator that enters a :class:`trainers.family.Family` into the catalog."""
    return _enter(_FAMILIES, name)  # type: ignore[return-value]


def dataset(name: str) -> Callable[[type[T]], type[T]]:
    """Class decorator that enters a :class:`trainers.dataset.Dataset` into the catalog."""
    return _enter(_DATASETS, name)  # type: ignore[return-value]


def _enter(table: dict[str, type[T]], name: str) -> Callable[[type[T]], type[T]]:
    def enter(cls: type[T]) -> type[T]:
        other = table.get(name)
        if other is not None and other.__module__ != cls.__module__:
            raise ValueError(f"{name!r} is already taken by {other.__module__}.{other.__qualname__}")
        cls.name = name  # type: ignore[attr-defined]
        table[name] = cls
        return cls

    return enter


@cache
def _discover() -> None:
    for folder in ("trainers.families", "trainers.datasets"):
        package = importlib.import_module(folder)
        for module in pkgutil.iter_modules(package.__path__):
            if not module.name.startswith("_"):
                importlib.import_module(f"{folder}.{module.name}")
    for group in ("latent_explorer.families", "latent_explorer.datasets"):
        for point in entry_points(group=group):
            try:
                point.load()
            except Exception:  # a broken add-on must not take the program down; it is named in the log
                log.exception("the add-on %s (%s) could not be loaded", point.name, point.value)


def families() -> Mapping[str, type[Family]]:
    """All families by name."""
    _discover()
    return _FAMILIES


def datasets() -> Mapping[str, type[Dataset]]:
    """All datasets by name."""
    _discover()
    return _DATASETS


def find_family(name: str, where: str = "family") -> type[Family]:
    """The family called *name*; raises ConfigError that lists the known ones."""
    return _find(families(), name, "family", where)


def find_dataset(name: str, where: str = "dataset.name") -> type[Dataset]:
    """The dataset called *name*; raises ConfigError that lists the known ones."""
    return _find(datasets(), name, "dataset", where)


def _find(table: Mapping[str, type[T]], name: object, what: str, where: str) -> type[T]:
    if not isinstance(name, str) or name not in table:
        raise ConfigError(f"{where}: expected a {what} (one of {', '.join(sorted(table))}), found {name!r}", where)
    return table[name]


def family_specs() -> tuple[FamilySpec, ...]:
    """Every family as plain data."""
    return tuple(
        FamilySpec(
            name,
            cls.title,
            cls.summary,
            knob_specs(cls.Config),
            cls.metrics,
            cls.test_metrics,
            cls.capabilities,
            cls.players,
            cls.games,
            cls.takes,
        )
        for name, cls in families().items()
    )


def dataset_specs() -> tuple[DatasetSpec, ...]:
    """Every dataset as plain data."""
    return tuple(
        DatasetSpec(
            name,
            cls.title,
            cls.summary,
            knob_specs(cls.Config),
            cls.source,
            cls.kind,
            cls.opens,
            {what: dict(settings) for what, settings in cls.also_opens.items()},
            cls.class_words,
        )
        for name, cls in datasets().items()
    )


def opening(specs: Iterable[DatasetSpec], opens: str, path: str) -> tuple[str, dict[str, Any]]:
    """The first of the datasets that opens such things, by name, and its settings for what lies at *path*. Raises
    ConfigError where none does."""
    for spec in specs:
        if spec.opens == opens or opens in spec.also_opens:
            places = {knob.name: path for knob in spec.knobs if knob.role == "source"}
            return spec.name, {**places, **spec.also_opens.get(opens, {})}
    raise ConfigError(f"dataset: expected one that opens such files, found none for {path}", "dataset")
