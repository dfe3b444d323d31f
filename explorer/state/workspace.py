"""What a workspace declares: a way of looking at an experiment, which the window and the session loop over."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from trainers import messages
from trainers.catalog import FamilySpec
from trainers.kinds import Kind, Pictures, Points
from trainers.lessons.facts import Fact

if TYPE_CHECKING:  # nothing of Qt is needed to read the command line, which lists the workspaces
    from explorer.state.map_state import MapState
    from explorer.state.room import Parts, Room
    from explorer.state.state import AppState

S = TypeVar("S")
SHOWN: frozenset[type[Kind]] = frozenset({Pictures, Points})  # what most workspaces can show
LOSS_HINT = "How wrong the models are, step by step. Dots are images never trained on."


@dataclass(frozen=True)
class NoState:
    """Of a workspace in which nothing is chosen."""


def _unchanged(own: S, _state: AppState, _event: messages.Event | messages.Answer) -> S:
    return own


def _as_it_was(own: S) -> S:
    return own


@dataclass(frozen=True)
class Workspace(Generic[S]):
    """``needs`` is the capability without which a model has nothing to show there, or several any of which will do;
    none, where there is something to show of any model. ``lacking`` is what is said of models without.
    ``make_parts`` makes what it brings into the window; it imports Qt, and whatever declares a workspace does not.
    ``hint`` is what is said where nothing is pointed at, ``loss_hint`` what is said of the curves. The ``maps`` of all
    models are seen there, with the ``map_layers`` that are its own, beside those that the user ticks.

    ``State`` is what the workspace keeps, a frozen dataclass that can be made of nothing; ``reduce(own, state, event)``
    gives what it keeps after an event, where *state* is everything before it. Another experiment begins with a new one,
    unless what was chosen ``lasts``; a run that goes on with other settings begins with what ``fork`` makes of it, and
    one that is rewound with what ``rewind`` does, where there is such a thing.
    While the workspace is shown, ``link(state, model, value)`` gives all maps once that of *model* becomes *value*.

    Where an experiment fits a workspace that ``claims`` it, it is one to begin with there and nowhere else, and one
    whose models all do is first seen there. ``least_models`` are worth beginning with. ``shows`` are the kinds of data
    that can be seen there: what no workspace shows is not offered.

    ``facts(own, state)`` is what lessons can ask of it, as ``KEY.NAME``, as far as it is known; ``fact_names`` are all
    names that it may give, in which * stands for the number of a model.

    Texts are plain English here, and translated where they are shown.
    """

    key: str
    title: str
    needs: str | tuple[str, ...]
    lacking: str
    hint: str
    State: type[S]
    make_parts: Callable[[Room], Parts]
    reduce: Callable[[S, AppState, messages.Event | messages.Answer], S] = _unchanged
    lasts: bool = False
    fork: Callable[[S], S] = _as_it_was
    rewind: Callable[[S], S] | None = None
    link: Callable[[AppState, int, MapState], tuple[MapState | None, ...]] | None = None
    maps: bool = True
    map_layers: tuple[str, ...] = ()
    loss_hint: str = LOSS_HINT
    claims: bool = False
    least_models: int = 1
    shows: frozenset[type[Kind]] = SHOWN
    facts: Callable[[S, AppState], Mapping[str, Fact]] | None = None
    fact_names: tuple[str, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """What there is to translate."""
        return tuple(text for text in (self.title, self.lacking, self.hint, self.loss_hint) if text)

    def tells(self, name: str) -> bool:
        """Whether there is a fact of that name."""
        parts = name.split(".")
        return any(
            len(told) == len(parts)
            and all(a == b or (a == "*" and b.isdigit()) for a, b in zip(told, parts, strict=True))
            for told in (each.split(".") for each in self.fact_names)
        )

    def fits(self, specs: Sequence[FamilySpec]) -> bool:
        """Whether models of such families have something to show here."""
        return any(self.fits_model(spec) for spec in specs)

    def fits_model(self, spec: FamilySpec) -> bool:
        """Whether a model of that family has something to show here."""
        if spec.takes.isdisjoint(self.shows):
            return False
        needs = (self.needs,) if isinstance(self.needs, str) else self.needs
        return not needs or not spec.capabilities.isdisjoint(needs)


Workspaces = Sequence[Workspace[Any]]


def shown_kinds(workspaces: Workspaces) -> frozenset[type[Kind]]:
    """The kinds of data that some workspace shows."""
    return frozenset().union(*(each.shows for each in workspaces)) if workspaces else SHOWN


def find(key: str, workspaces: Workspaces) -> Workspace[Any]:
    """The workspace of that key. Raises KeyError when there is none."""
    for workspace in workspaces:
        if workspace.key == key:
            return workspace
    raise KeyError(f"expected one of {', '.join(each.key for each in workspaces)}, found {key!r}")


def suits(workspace: Workspace[Any], specs: Sequence[FamilySpec], workspaces: Workspaces, named: str = "") -> bool:
    """Whether an experiment with such models, which is to be first seen in the workspace *named*, where one is, is one
    to begin with there."""
    if not workspace.fits(specs):
        return False
    claimed = any(each.claims and each.fits(specs) for each in workspaces)
    return named == workspace.key or (claimed == workspace.claims and len(specs) >= workspace.least_models)


def opens_in(key: str, specs: Sequence[FamilySpec], workspaces: Workspaces, named: str = "") -> str:
    """Where an experiment is first seen that is opened while the workspace *key* is shown: in the one that it has
    *named*, unless there is no such workspace, or nothing to see of its models there."""
    naming = (each for each in workspaces if each.key == named and each.fits(specs))
    claiming = (each for each in workspaces if each.claims and all(map(each.fits_model, specs)))
    return next((each.key for each in (*naming, *claiming) if specs), key)


def fitting(key: str, specs: Sequence[FamilySpec], workspaces: Workspaces, offers: Callable[[str], bool]) -> str:
    """The workspace *key* where such models have something to show there, else the first that a class *offers*."""
    if not workspaces or (find(key, workspaces).fits(specs) and offers(key)):
        return key
    others = (each.key for each in workspaces if each.fits(specs) and offers(each.key))
    return next(others, workspaces[0].key)
