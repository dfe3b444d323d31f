"""What a user has chosen in the Adversarial workspace, and what was measured of each game."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from explorer.state.reduce import went_back
from explorer.state.state import AppState
from explorer.workspaces.adversarial.channels import SCORES
from explorer.workspaces.adversarial.history import history_point
from trainers import messages
from trainers.examples import Float32
from trainers.knobs import KnobRole
from trainers.verdict.rules import Point
from trainers.verdict.verdict import Remedy

if TYPE_CHECKING:
    from explorer.state.session import Session

KEY = "adversarial"


@dataclass(frozen=True, eq=False)
class Chosen:
    """A fake that is looked at closely: its place among those shown, its code (latent_dim,), and its class or -1."""

    index: int
    z: Float32
    label: int = -1


@dataclass(frozen=True)
class Applied:
    """A remedy that the user has taken in the run ``run_id`` at its ``step``, for a verdict of a ``kind``, and what the
    knobs were ``before``. ``previous`` is the one that was taken before it and did not help, if it can still be undone
    once this one has been; ``times`` counts it and all before it."""

    kind: str
    remedy: Remedy
    before: Mapping[KnobRole, float]
    step: int = 0
    run_id: int = 0
    previous: Applied | None = None
    times: int = 1


@dataclass(frozen=True)
class AdversarialState:
    """``chosen`` and ``applied`` by model; ``optimum``: the arena shows a copy of D that was trained with G held still;
    ``line``: where the walk through the algorithm stands; ``model``: whose scores, generations and moves are shown;
    ``histories``: per model, what was measured of its game."""

    chosen: Mapping[int, Chosen] = field(default_factory=dict)
    applied: Mapping[int, Applied] = field(default_factory=dict)
    optimum: bool = False
    line: int = 0
    model: int = 0
    histories: tuple[tuple[Point, ...], ...] = ()

    def with_chosen(self, model: int, chosen: Chosen) -> AdversarialState:
        return replace(self, chosen={**self.chosen, model: chosen})

    def with_optimum(self, shown: bool) -> AdversarialState:
        return replace(self, optimum=shown)

    def with_line(self, line: int) -> AdversarialState:
        return replace(self, line=line)

    def with_model(self, model: int) -> AdversarialState:
        return replace(self, model=model)

    def with_applied(self, model: int, applied: Applied | None) -> AdversarialState:
        others = {other: each for other, each in self.applied.items() if other != model}
        return replace(self, applied=others if applied is None else {**others, model: applied})


def adversarial_of(state: AppState) -> AdversarialState:
    """What is chosen in the Adversarial workspace, and measured of its games."""
    return state.own(KEY, AdversarialState)


def keep(session: Session, own: AdversarialState) -> None:
    """Changes what is chosen in the Adversarial workspace."""
    session.keep(KEY, own)


def reduce(own: AdversarialState, state: AppState, event: messages.Event | messages.Answer) -> AdversarialState:
    """Measurements make the histories longer; where training goes back, those of what came after are forgotten. A copy
    of D is one of a game that stands: with each new snapshot it would begin to learn anew, and never be shown."""
    if isinstance(event, messages.PhaseChanged) and event.phase is messages.Phase.TRAINING and own.optimum:
        return own.with_optimum(False)
    if isinstance(event, messages.SamplesMeasured):
        return _measured(own, state, event)
    if isinstance(event, messages.Ticked) and went_back(state, event):
        shorter = (tuple(point for point in points if point.step <= event.step) for points in own.histories)
        return replace(own, histories=tuple(shorter))
    return own


def forked(own: AdversarialState) -> AdversarialState:
    """A run that goes on with other settings is measured anew."""
    return replace(own, histories=())


def _measured(own: AdversarialState, state: AppState, event: messages.SamplesMeasured) -> AdversarialState:
    """One more point in the history of a game. An older one is of a keyframe that is looked back at, unless the newest
    of the history lies ahead of the run: that was still being measured when training went back, and is gone."""
    histories = own.histories or tuple(() for _ in state.labels)
    points = histories[event.model]
    now = event.step if state.ticked is None else max(event.step, state.ticked.step)
    if points and state.scrubbed is None and points[-1].step > now:
        points = tuple(each for each in points if each.step <= now)
    if points and event.step < points[-1].step:
        return own
    point = history_point(event, state.answer(SCORES, event.model), state.curves)
    kept = tuple(each for each in points if each.step < event.step)
    longer = (((*kept, point) if model == event.model else each) for model, each in enumerate(histories))
    return replace(own, histories=tuple(longer))
