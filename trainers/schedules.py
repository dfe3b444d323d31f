"""How the learning rate goes over a run. Schedules run over steps, never over seconds, so that runs repeat."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

Decay = Literal["cosine", "linear", "constant"]

WARM_SHARE = 0.02  # of the planned steps, over which the learning rate rises
FLOOR_SHARE = 0.01  # of the learning rate, that is left at the end and from there on


@dataclass(frozen=True)
class Clock:
    """Where in the run a step stands: ``step`` counts from 0, ``total`` is the planned number of steps."""

    step: int
    total: int

    @property
    def share(self) -> float:
        """From 0 to 1; stays 1 when training goes on beyond the plan."""
        return min(1.0, self.step / max(1, self.total))


def learning_rate_factor(clock: Clock, decay: Decay = "cosine") -> float:
    """What the learning rate is multiplied with: a short linear rise, then the decay down to FLOOR_SHARE.

    cosine is half a wave (Loshchilov and Hutter, "SGDR", 2017), linear a straight line; constant stays at 1. Beyond the
    plan the last value stays.
    """
    rise = min(1.0, (clock.step + 1) / max(1, round(WARM_SHARE * clock.total)))
    if decay == "constant":
        return rise
    left = 1 - clock.share if decay == "linear" else 0.5 * (1 + math.cos(math.pi * clock.share))
    return rise * (FLOOR_SHARE + (1 - FLOOR_SHARE) * left)
