"""What a user has chosen in the workspace Maps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.state.state import AppState
from trainers.examples import Int64
from trainers.knobs import knob_specs
from trainers.maps.clusterings import CLUSTERINGS
from trainers.maps.methods import METHODS

if TYPE_CHECKING:
    from explorer.state.session import Session

KEY = "maps"
COUNTS = (500, 1000, 2000, 5000, 10_000)  # examples in a map
MOST_TILES = 6
FIRST_MODELS = 3  # whose codes are first seen
CLASSES, CLUSTERS, DENSITY = "classes", "clusters", "density"  # what colours the dots
COLOURINGS = (CLASSES, CLUSTERS, DENSITY)
NUMBER = "clusters"  # the setting that says how many there shall be
NO_SETTINGS: Mapping[str, Any] = MappingProxyType({})
NONE_SELECTED: Int64 = np.empty(0, np.int64)
NONE_SELECTED.setflags(write=False)


@dataclass(frozen=True)
class TileChoice:
    """What a tile shows: a map drawn by a ``method`` with its ``settings`` and ``seed``; where that is empty, the codes
    of a ``model``. ``number`` is its own as long as it is there. ``again`` counts how often the map was begun anew;
    ``held``: it rests."""

    number: int
    method: str = ""
    model: int = -1
    settings: Mapping[str, Any] = field(default_factory=lambda: NO_SETTINGS)
    seed: int = 0
    again: int = 0
    held: bool = False

    @property
    def source(self) -> str:
        """What is chosen, as one word."""
        return self.method or f"{CODES}{self.model}"

    def showing(self, source: str) -> TileChoice:
        """The same tile with another map in it."""
        if source.startswith(CODES):
            return TileChoice(self.number, model=int(source.removeprefix(CODES)))
        return TileChoice(self.number, method=source)


CODES = "codes of "


@dataclass(frozen=True)
class ClusterChoice:
    """How clusters are found: by which method, or the first one; in the codes of a ``model``, or, with -1, in what the
    examples are made of. ``settings`` are those that were changed."""

    method: str = ""
    settings: Mapping[str, Any] = field(default_factory=lambda: NO_SETTINGS)
    model: int = -1
    seed: int = 0


@dataclass(frozen=True, eq=False)
class MapsState:
    """``tiles`` from the top left, None as long as they are those first seen; ``enlarged`` is the number of the one
    that fills all the room, -1 for none. ``count`` examples are in each map. ``selected`` are rows, each once and in
    order. ``lattice``: a map made of cells is drawn through the data where places can be found for it; ``cells``: its
    cells are shown as pictures."""

    tiles: tuple[TileChoice, ...] | None = None
    enlarged: int = -1
    count: int = 2000
    selected: Int64 = field(default_factory=lambda: NONE_SELECTED)
    colouring: str = CLASSES
    clustering: ClusterChoice = field(default_factory=ClusterChoice)
    lattice: bool = True
    cells: bool = True


def as_they_were(own: MapsState) -> MapsState:
    """The maps are of the data: nothing changes as models begin again."""
    return own


def maps_of(state: AppState) -> MapsState:
    """What is chosen in the workspace."""
    return state.own(KEY, MapsState)


def choose(session: Session, **choices: Any) -> None:
    """Changes fields of :class:`MapsState`."""
    session.keep(KEY, replace(maps_of(session.state), **choices))


def has_maps(state: AppState) -> bool:
    """Whether examples have numbers of which a map can be drawn: texts have none."""
    return state.kind.visual or state.kind.in_plane


def is_asking(state: AppState) -> bool:
    """Whether the workspace is seen and there is something to ask about."""
    return state.workspace == KEY and state.can_be_asked and has_maps(state)


def count_of(state: AppState) -> int:
    """How many examples maps show."""
    return 0 if state.data is None else min(maps_of(state).count, state.data.n_train)


def counts_of(state: AppState) -> tuple[int, ...]:
    """The numbers of examples that can be chosen: all that there are, where they are fewer than the largest."""
    if state.data is None:
        return ()
    there = state.data.n_train
    return (*(count for count in COUNTS if count < there), *([there] if there <= COUNTS[-1] else []))


def clustering_of(state: AppState) -> tuple[str, Mapping[str, Any]]:
    """How clusters are found: the method and its settings. Until another number is chosen there are to be as many as
    there are classes."""
    chosen = maps_of(state).clustering
    name = chosen.method if chosen.method in CLUSTERINGS else next(iter(CLUSTERINGS))
    classes = 0 if state.data is None else len(state.data.class_names)
    knobs = {spec.name: spec for spec in knob_specs(CLUSTERINGS[name].Settings)}
    number = knobs.get(NUMBER)
    first = {NUMBER: min(classes, int(number.high or classes))} if number is not None and classes > 1 else {}
    return name, {**first, **{key: value for key, value in chosen.settings.items() if key in knobs}}


def features_model(state: AppState) -> int:
    """The model in whose codes clusters are found; -1: in what the examples are made of."""
    chosen = maps_of(state).clustering.model
    return chosen if chosen in models_with_codes(state) else -1


def models_with_codes(state: AppState) -> list[int]:
    """The models whose codes are a map: those that find one for each example."""
    return [model for model, spec in enumerate(state.model_specs) if "encodes" in spec.capabilities]


def tiles_of(state: AppState) -> tuple[TileChoice, ...]:
    """The tiles that are shown, each with something that there is."""
    own = maps_of(state)
    if not has_maps(state):
        return ()
    if own.tiles is None:
        return first_tiles(state)
    models = models_with_codes(state)
    return tuple(tile for tile in own.tiles if tile.method in METHODS or tile.model in models)


def choice_of(state: AppState, number: int) -> TileChoice | None:
    """The tile of that number; None where there is none."""
    return next((each for each in tiles_of(state) if each.number == number), None)


def first_tiles(state: AppState) -> tuple[TileChoice, ...]:
    """What is seen at first: methods that come on their way or can decode, and the codes that models have found. A
    mixture finds none: its codes are those of the model beside it, or the data themselves."""
    methods = [name for name, method in METHODS.items() if method.live or method.decodes]
    fitted = [model for model, spec in enumerate(state.model_specs) if "mixture" in spec.capabilities]
    models = [model for model in models_with_codes(state) if model not in fitted][:FIRST_MODELS]
    tiles = [TileChoice(number, method=name) for number, name in enumerate(methods)]
    tiles += [TileChoice(len(methods) + at, model=model) for at, model in enumerate(models)]
    return tuple(tiles[:MOST_TILES])


def change_tile(session: Session, number: int, **choices: Any) -> None:
    """Changes fields of one :class:`TileChoice`."""
    put_tile(session, number, lambda tile: replace(tile, **choices))


def put_tile(session: Session, number: int, change: Any) -> None:
    """*change* makes of the tile of that *number* another one; None takes it away."""
    changed = ((tile, change(tile) if tile.number == number else tile) for tile in tiles_of(session.state))
    choose(session, tiles=tuple(after for _, after in changed if after is not None))


def add_tile(session: Session, source: str) -> None:
    """One more tile, where there is room for it."""
    tiles = tiles_of(session.state)
    if len(tiles) < MOST_TILES:
        number = max((tile.number for tile in tiles), default=-1) + 1
        choose(session, tiles=(*tiles, TileChoice(number).showing(source)), enlarged=-1)


def select(session: Session, rows: Int64) -> None:
    """Other rows are selected."""
    found = np.unique(rows)
    found.setflags(write=False)
    if not np.array_equal(found, maps_of(session.state).selected):
        choose(session, selected=found)
