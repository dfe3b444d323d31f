"""What to try when the game of generator and discriminator goes wrong: changes of live knobs, as data.

*knobs* are the present values of the live ones by name; a remedy asks only for knobs that are there. *first_r1* is what
R1 begins with where it was off; it belongs to the scale of the data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

LEAST_RATE, MOST_R1 = 1e-5, 100.0  # the ends of the knobs
HALVE = {"lr_d": "Halve the learning rate of D", "lr_g": "Halve the learning rate of G"}


@dataclass(frozen=True)
class Remedy:
    """One thing to try: new values of live knobs by name, after going back to the keyframe at ``back_to`` if given.

    ``template`` with ``values`` filled in is its name, kept apart so that it can be translated."""

    template: str
    values: Mapping[str, str | int | float] = field(default_factory=dict)
    knobs: Mapping[str, float] = field(default_factory=dict)
    back_to: int | None = None

    @property
    def text(self) -> str:
        """Its name in English."""
        return self.template.format(**self.values)


def slower(knobs: Mapping[str, float], *rates: str) -> Remedy | None:
    """Half the learning rates of these names; None where there are none, or they cannot become less."""
    halved = {name: max(LEAST_RATE, knobs[name] / 2) for name in rates if knobs.get(name, 0) > LEAST_RATE}
    if not halved:
        return None
    [first, *others] = halved
    return Remedy("Halve both learning rates" if others else HALVE[first], knobs=halved)


def smoother(knobs: Mapping[str, float], first_r1: float) -> Remedy | None:
    """More R1, for a smooth D cannot tell training images from others like them; else a slower D."""
    if "r1" not in knobs:
        return slower(knobs, "lr_d")
    value = _more_r1(knobs, first_r1)
    return Remedy("Set R1 to {r1}", {"r1": value}, {"r1": value})


def calmer(knobs: Mapping[str, float], first_r1: float) -> Remedy | None:
    """G collapses where it outruns D: let it move as often and as fast as D at most, without momentum, and D be smooth.
    Where all but the last is so already, both go slower."""
    changes = {}
    if knobs.get("g_steps", 1) > 1:
        changes["g_steps"] = 1.0
    if knobs.get("lr_d", 1) < knobs.get("lr_g", 0):
        changes["lr_d"] = knobs["lr_g"]
    if knobs.get("beta1", 0) > 0:
        changes["beta1"] = 0.0
    if not changes and (halved := slower(knobs, "lr_g", "lr_d")) is not None:
        changes.update(halved.knobs)
    if "r1" in knobs:
        changes["r1"] = _more_r1(knobs, first_r1)
    return Remedy("Let D keep up with G", knobs=changes) if changes else None


def _more_r1(knobs: Mapping[str, float], first_r1: float) -> float:
    return min(MOST_R1, 3 * knobs["r1"]) if knobs["r1"] > 0 else first_r1
