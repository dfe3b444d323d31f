"""How the learning rate goes over a run. Schedules run over steps, never over seconds, so that runs repeat."""

from __future__ import annotations

import math
from typing import Literal

from trainers.family import Clock

Decay = Literal["cosine", "linear", "constant"]

WARM_SHARE = 0.02  # of the planned steps, over which the learning rate rises
FLOOR_SHARE = 0.01  # of the learning rate, that is left at the end and from there on


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
