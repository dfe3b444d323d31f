"""What a user has chosen in the workspace Mixtures, and how the likelihood of each mixture has grown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from explorer.state.state import AppState
from trainers import messages

if TYPE_CHECKING:
    from explorer.state.session import Session

KEY = "mixtures"
FITTED = "mixture"  # the capability of a model that is one
EXPECTATION, MAXIMISATION = "expectation", "maximisation"  # the players of a step, in this order
TRIED = 8  # beginnings at a time
SIZES_MOST = 12
SEATED = "by hand"  # the way to begin that is the same for every seed


@dataclass(frozen=True)
class Gain:
    """The log-likelihood of a mixture ``now``, at ``step``, and ``before`` that at ``since``; None where it is the
    first. Where both are of one step the user has moved something."""

    step: int
    now: float
    since: int = 0
    before: float | None = None

    @property
    def gained(self) -> float | None:
        return None if self.before is None else self.now - self.before


@dataclass(frozen=True)
class MixturesState:
    """``model``: whose step is explained, and whom the cards are about. ``axes`` of the space of the mixtures that are
    seen. ``start`` is how other beginnings begin ("": as is usual), of which the ``round``-th lot is shown.
    ``size``: how many components are pointed out for a restart, 0 for none. ``begun`` by model: the seed of the
    beginning that was chosen last. ``gains`` by model."""

    model: int = 0
    axes: tuple[int, int] = (0, 1)
    start: str = ""
    round: int = 0
    size: int = 0
    begun: Mapping[int, int] = field(default_factory=dict)
    gains: Mapping[int, Gain] = field(default_factory=dict)


def mixtures_of(state: AppState) -> MixturesState:
    """What is chosen in the workspace."""
    return state.own(KEY, MixturesState)


def choose(session: Session, **choices: Any) -> None:
    """Changes fields of :class:`MixturesState`."""
    session.keep(KEY, replace(mixtures_of(session.state), **choices))


def reduce(own: MixturesState, state: AppState, event: messages.Event | messages.Answer) -> MixturesState:
    """How the likelihood has grown since it was another one; where training goes back, that is begun anew."""
    if not isinstance(event, messages.MixtureShown):
        return own
    last = own.gains.get(event.model)
    if last is None or event.step < last.step:
        found = Gain(event.step, event.log_likelihood)
    elif (event.step, event.log_likelihood) == (last.step, last.now):
        return own
    else:
        found = Gain(event.step, event.log_likelihood, last.step, last.now)
    return replace(own, gains={**own.gains, event.model: found})


def forked(own: MixturesState) -> MixturesState:
    """What is left where a run goes on with other settings."""
    return replace(own, size=0, gains={})


def rewound(own: MixturesState) -> MixturesState:
    """What is left as the same models begin again."""
    return replace(own, size=0, begun={}, gains={})


def fitted(state: AppState) -> list[int]:
    """The models that are mixtures."""
    return [model for model, spec in enumerate(state.model_specs) if FITTED in spec.capabilities]


def shown_model(state: AppState) -> int:
    """The model that is chosen, where it is a mixture, else the first that is; -1 where none is."""
    models, chosen = fitted(state), mixtures_of(state).model
    return chosen if chosen in models else models[0] if models else -1


def shown_axes(state: AppState, width: int) -> tuple[int, int]:
    """The two of *width* numbers in whose plane a mixture is seen."""
    first, second = mixtures_of(state).axes
    return (first, second) if max(first, second) < width and first != second else (0, min(1, width - 1))


def starts(state: AppState, model: int) -> tuple[str, ...]:
    """The ways in which a mixture can begin anew, as its own setting names them."""
    knob = None if state.experiment is None else state.experiment.models[model].config.knob_for("start")
    return () if knob is None else tuple(choice for choice in knob.choices if choice != SEATED)


def shown_start(state: AppState, model: int) -> str:
    """The way that is tried: the one that was chosen, else the usual one."""
    ways, chosen = starts(state, model), mixtures_of(state).start
    return chosen if chosen in ways else ways[0] if ways else ""


def seeds(own: MixturesState) -> tuple[int, ...]:
    """Those of the beginnings that are tried."""
    return tuple(range(own.round * TRIED + 1, (own.round + 1) * TRIED + 1))
