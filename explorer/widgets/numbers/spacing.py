"""How a number moves along a slider, under the arrow keys and between its bounds."""

from __future__ import annotations

import math
from dataclasses import dataclass

Number = int | float


@dataclass(frozen=True)
class Spacing:
    """How a number moves: its bounds (inclusive), whether in equal ratios (*log*), whether whole."""

    low: float | None = None
    high: float | None = None
    log: bool = False
    whole: bool = False

    @property
    def bounded(self) -> bool:
        return self.low is not None and self.high is not None

    @property
    def _ratio_from(self) -> float:
        """Where equal ratios begin. A log scale from 0 is linear from 0 up to a ten-thousandth of the top."""
        assert self.low is not None and self.high is not None
        return self.low if self.low > 0 else self.high * 1e-4

    def share(self, value: float) -> float:
        """Where *value* stands between low (0) and high (1)."""
        assert self.low is not None and self.high is not None
        if self.high <= self.low:
            return 0.0
        value = min(max(value, self.low), self.high)
        if not self.log:
            return (value - self.low) / (self.high - self.low)
        start = self._ratio_from
        return max(math.log(max(value, start) / start) / math.log(self.high / start), 0.0)

    def value(self, share: float) -> Number:
        """The value at *share*, rounded to three digits that matter (whole numbers to the nearest)."""
        assert self.low is not None and self.high is not None
        if share <= 0 or share >= 1:
            return self.fit(self.low if share <= 0 else self.high)
        if not self.log:
            found = self.low + share * (self.high - self.low)
            return self.fit(round_to(found, (self.high - self.low) / 1000))
        found = self._ratio_from * (self.high / self._ratio_from) ** share
        return self.fit(round_to(found, found / 100))

    def nudge(self, value: float, nudges: int) -> Number:
        """*value* moved by that many small steps: a twentieth of itself with *log*, else a hundredth of the range."""
        if self.log:
            start = max(value, self._ratio_from if self.bounded else 1e-12)
            moved = round_to(start * 1.05**nudges, start / 200)
            if self.low == 0 and nudges < 0 and value <= self._ratio_from:
                moved = 0.0
        else:
            moved = round_to(value + nudges * self._small_step(value), self._small_step(value) / 10)
        if self.whole and round(moved) == round(value) and nudges:
            moved = value + math.copysign(1, nudges)
        return self.fit(moved)

    def fit(self, value: float) -> Number:
        """*value* within the bounds, whole where it must be."""
        if self.low is not None:
            value = max(value, self.low)
        if self.high is not None:
            value = min(value, self.high)
        return round(value) if self.whole else float(value)

    def _small_step(self, value: float) -> float:
        if self.low is not None and self.high is not None:
            step = 10 ** math.floor(math.log10(max(self.high - self.low, 1e-12) / 100))
        else:
            step = 10 ** math.floor(math.log10(max(abs(value), 1e-3))) / 10
        return max(step, 1.0) if self.whole else step


def round_to(value: float, unit: float) -> float:
    """*value* rounded to the power of ten at or below *unit*, without stray binary digits."""
    digits = -math.floor(math.log10(unit)) if unit > 0 else 12
    return round(value, digits)
