"""Dots on their way from where they were to where the newest stage of a map puts them. Pure numpy."""

from __future__ import annotations

import numpy as np

from explorer.plane.tween import between
from trainers.examples import Float32


class DotMotion:
    """Places (N, 2), tweened as long as their number stays the same."""

    def __init__(self) -> None:
        self.target: Float32 = np.zeros((0, 2), np.float32)
        self._start: Float32 | None = None
        self._progress = 1.0

    def replace(self, places: Float32, animate: bool) -> bool:
        """Takes other places; True where the dots now travel to them."""
        before = self.places
        travels = animate and len(before) == len(places) > 0
        self.target = np.asarray(places, np.float32)
        self._start, self._progress = (before, 0.0) if travels else (None, 1.0)
        return travels

    def advance(self, progress: float) -> None:
        """How far they have come, 0 to 1."""
        self._progress = progress
        if progress >= 1:
            self._start = None

    @property
    def is_moving(self) -> bool:
        return self._start is not None

    @property
    def places(self) -> Float32:
        """Where the dots are now, (N, 2)."""
        if self._start is None:
            return self.target
        return between(self._start, self.target, self._progress)
