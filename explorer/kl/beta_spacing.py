"""Where a weight of the KL stands along a slider: 0 at the left end, then equal ratios."""

from __future__ import annotations

import math
from dataclasses import dataclass

from explorer.widgets.numbers.spacing import Number, Spacing, round_to

LEAST, MOST = 0.01, 50.0  # between them equal ratios
_STOP = 0.12  # share of the slider between 0 and LEAST
_CATCH = 0.035  # natural logarithm around 1 that is drawn to 1: the VAE should be met by dragging


@dataclass(frozen=True)
class BetaSpacing(Spacing):
    """0 is a stop of its own at the left end; then LEAST to ``high`` in equal ratios. Between 0 and LEAST only typed
    numbers reach."""

    low: float | None = 0.0
    high: float | None = MOST
    log: bool = True

    def share(self, value: float) -> float:
        if value <= 0:
            return 0.0
        assert self.high is not None
        along = math.log(max(value, LEAST) / LEAST) / math.log(self.high / LEAST)
        return min(_STOP + (1 - _STOP) * along, 1.0)

    def value(self, share: float) -> Number:
        assert self.high is not None
        if share < _STOP:
            return 0.0 if share < _STOP / 2 else LEAST
        found = LEAST * (self.high / LEAST) ** min((share - _STOP) / (1 - _STOP), 1.0)
        return 1.0 if abs(math.log(found)) < _CATCH else self.fit(round_to(found, found / 100))

    def nudge(self, value: float, nudges: int) -> Number:
        """Steps of a twentieth; the step below LEAST is 0, and no step jumps over LEAST."""
        if nudges < 0 and value <= LEAST:
            return 0.0
        if nudges > 0 and value < LEAST:
            value, nudges = LEAST, nudges - 1
        moved = round_to(value * 1.05**nudges, value / 200) if value > 0 else 0.0
        return self.fit(max(moved, LEAST) if nudges < 0 else moved)


BETAS = BetaSpacing()
