"""What to try when the game of generator and discriminator goes wrong: changes of live knobs, as data.

*knobs* are the present values of the live ones by their roles (see `trainers.knobs.KnobRole`); a remedy asks only for
knobs that are there. *first_r1* is what R1 begins with where it was off; it belongs to the scale of the data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from trainers.knobs import KnobRole

LEAST_RATE, MOST_R1 = 1e-5, 100.0  # the ends of the knobs
FAR = 10.0  # times the family's default: the fastest preset reaches that, and none goes beyond
RATES: tuple[KnobRole, ...] = ("rate of G", "rate of D")
HALVE: Mapping[KnobRole, str] = {
    "rate of D": "Halve the learning rate of D",
    "rate of G": "Halve the learning rate of G",
}
SMOOTH: KnobRole = "smoothness of D"
HALVE_BOTH = "Halve both learning rates"
USUAL = "Use the usual learning rates"
KEEP_UP = "Let D keep up with G"
SET_R1 = "Set R1 to {r1}"
BACK = {  # the same after going back; "" where nothing is changed
    HALVE["rate of D"]: "Back to step {step}, and halve the learning rate of D",
    HALVE["rate of G"]: "Back to step {step}, and halve the learning rate of G",
    HALVE_BOTH: "Back to step {step}, and halve both learning rates",
    USUAL: "Back to step {step}, with the usual learning rates",
    KEEP_UP: "Back to step {step}, and let D keep up with G",
    SET_R1: "Back to step {step}, and set R1 to {r1}",
    "": "Back to step {step}",
}


@dataclass(frozen=True)
class Remedy:
    """One thing to try: new values of live knobs by role, after going back to the keyframe at ``back_to`` if given.

    ``template`` with ``values`` filled in is its name, kept apart so that it can be translated."""

    template: str
    values: Mapping[str, str | int | float] = field(default_factory=dict)
    knobs: Mapping[KnobRole, float] = field(default_factory=dict)
    back_to: int | None = None

    @property
    def text(self) -> str:
        """Its name in English."""
        return self.template.format(**self.values)


def slower(
    knobs: Mapping[KnobRole, float], *rates: KnobRole, usual: Mapping[KnobRole, float] | None = None
) -> Remedy | None:
    """Half the learning rates of these roles, or the *usual* ones where they are far above; None where there are none,
    or they cannot become less."""
    lowered = too_fast(knobs, usual or {}, *rates)
    if lowered:
        return Remedy(USUAL, knobs=lowered)
    halved = {role: max(LEAST_RATE, knobs[role] / 2) for role in rates if knobs.get(role, 0) > LEAST_RATE}
    if not halved:
        return None
    [first, *others] = halved
    return Remedy(HALVE_BOTH if others else HALVE[first], knobs=halved)


def too_fast(
    knobs: Mapping[KnobRole, float], usual: Mapping[KnobRole, float], *rates: KnobRole
) -> dict[KnobRole, float]:
    """The *usual* values of those learning rates that are more than FAR times as high."""
    return {role: usual[role] for role in rates if role in usual and knobs.get(role, 0) > FAR * usual[role]}


def smoother(knobs: Mapping[KnobRole, float], first_r1: float) -> Remedy | None:
    """More R1, for a smooth D cannot tell training images from others like them; else a slower D."""
    if SMOOTH not in knobs:
        return slower(knobs, "rate of D")
    value = _more_r1(knobs, first_r1)
    return Remedy(SET_R1, {"r1": value}, {SMOOTH: value})


def calmer(
    knobs: Mapping[KnobRole, float], first_r1: float, usual: Mapping[KnobRole, float] | None = None
) -> Remedy | None:
    """G collapses where it outruns D: let it move as often and as fast as D at most, without momentum, and D be smooth.
    A rate that is far above the *usual* one comes down first: D is never raised to it. Where all but R1 is so already,
    as after a remedy that did not help, both go slower."""
    changes = too_fast(knobs, usual or {}, *RATES)
    template = USUAL if changes else KEEP_UP
    rates = {**knobs, **changes}
    if knobs.get("moves of G", 1) > 1:
        changes["moves of G"] = 1.0
    if rates.get("rate of D", 1) < rates.get("rate of G", 0):
        changes["rate of D"] = rates["rate of G"]
    if knobs.get("momentum", 0) > 0:
        changes["momentum"] = 0.0
    if not changes and (halved := slower(knobs, *RATES)) is not None:
        return replace(halved, knobs={**halved.knobs, **_smooth(knobs, first_r1)})
    if not changes:
        return smoother(knobs, first_r1) if SMOOTH in knobs else None
    return Remedy(template, knobs={**changes, **_smooth(knobs, first_r1)})


def going_back(step: int, change: Remedy | None) -> Remedy:
    """Back to the keyframe at *step*, and then *change*."""
    if change is None:
        return Remedy(BACK[""], {"step": step}, {}, step)
    return Remedy(BACK[change.template], {**change.values, "step": step}, change.knobs, step)


def _smooth(knobs: Mapping[KnobRole, float], first_r1: float) -> dict[KnobRole, float]:
    return {SMOOTH: _more_r1(knobs, first_r1)} if SMOOTH in knobs else {}


def _more_r1(knobs: Mapping[KnobRole, float], first_r1: float) -> float:
    return min(MOST_R1, 3 * knobs[SMOOTH]) if knobs[SMOOTH] > 0 else first_r1
