"""Curves over the time that was spent training instead of over steps: where a step lies on such an axis, and back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explorer.state.curves_data import Curves, Float64

Range = tuple[float, float]


@dataclass(frozen=True, eq=False)
class ClockAxis:
    """Of one model the ``steps`` (n,) of which it is known when they were done, ascending, and their ``seconds`` (n,),
    which never fall."""

    steps: Float64
    seconds: Float64

    def place(self, steps: Float64) -> Float64:
        """The seconds of *steps*; NaN beyond what is known."""
        return np.interp(steps, self.steps, self.seconds, left=np.nan, right=np.nan)

    def range_of_steps(self, seconds: Range) -> Range:
        """The steps that were done in a range of *seconds*."""
        first, last = np.interp(seconds, self.seconds, self.steps)
        return float(first), float(last)

    def step_at(self, seconds: float) -> int:
        """The step that was done then."""
        return round(float(np.interp(seconds, self.seconds, self.steps)))


def clock_axis(curves: Curves, model: int) -> ClockAxis | None:
    """None where nobody knows when the steps were done."""
    seconds = curves.seconds(model)
    if seconds is None:
        return None
    known = np.flatnonzero(np.isfinite(seconds))
    times = np.maximum.accumulate(seconds[known].astype(np.float64))  # of damaged files
    return ClockAxis(curves.first_step + known.astype(np.float64), times)


def seconds_text(seconds: float) -> str:
    """As on a clock from a minute on, and in seconds before: "7.5 s", "12:30", "1:02:03"."""
    if seconds < 60:
        return f"{seconds:.3g} s"
    whole = round(seconds)
    hours, minutes = whole // 3600, whole // 60 % 60
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"
