"""One model's walk with what was measured along it, as plain values. Pure numpy, no Qt."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trainers.examples import Float32, UInt8

REACH = 0.75  # shares of the threshold above and below it that a plot of realism shows


@dataclass(frozen=True, eq=False)
class WalkRow:
    """Decoded ``frames`` (n, C, H, W) of a model along a walk, and per frame ``realism`` and ``coverage`` (n,), None
    where they are not measured. Raises ValueError for measurements of another length or without a threshold.

    A frame is in a hole where its realism lies below the threshold, or is no number.
    """

    label: str
    frames: UInt8
    realism: Float32 | None
    coverage: Float32 | None
    realism_threshold: float
    coverage_threshold: float
    coverage_high_is_hole: bool

    def __post_init__(self) -> None:
        measured = (
            ("realism", self.realism, self.realism_threshold),
            ("coverage", self.coverage, self.coverage_threshold),
        )
        for name, values, threshold in measured:
            if values is None:
                continue
            if values.shape != (len(self.frames),):
                raise ValueError(
                    f"{name} of {self.label}: expected {len(self.frames)} values, found shape {values.shape}"
                )
            if not math.isfinite(threshold) or (name == "realism" and threshold <= 0):
                raise ValueError(f"threshold of {name} of {self.label}: expected a number, found {threshold}")

    @property
    def in_hole(self) -> NDArray[np.bool_] | None:
        """Per frame (n,) whether it does not look real; None where realism is not measured."""
        return None if self.realism is None else ~(self.realism >= self.realism_threshold)

    @property
    def uncovered(self) -> NDArray[np.bool_] | None:
        """Per frame (n,) whether nothing is encoded near its code; None where coverage is not measured."""
        if self.coverage is None:
            return None
        if self.coverage_high_is_hole:
            return ~(self.coverage <= self.coverage_threshold)
        return ~(self.coverage >= self.coverage_threshold)

    def realism_heights(self) -> NDArray[np.float64]:
        """Where a plot draws realism (n,): 0 on the threshold, 1 and -1 at and beyond REACH above and below. One scale
        for all models and at all times, so that plots can be compared and do not jump while a model learns."""
        assert self.realism is not None
        away = self.realism.astype(np.float64) / self.realism_threshold - 1
        return _clipped(away / REACH)

    def coverage_heights(self) -> NDArray[np.float64]:
        """Where a plot draws coverage (n,): 0 on its threshold and downwards into the hole, as far as the greatest
        finite difference, because another family measures another quantity."""
        assert self.coverage is not None
        away = self.coverage.astype(np.float64) - self.coverage_threshold
        away = -away if self.coverage_high_is_hole else away
        greatest = np.abs(away[np.isfinite(away)]).max(initial=0.0)
        return _clipped(away / (greatest or 1.0))


def _clipped(heights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Within -1 to 1; what is no number at the bottom, with the holes."""
    return np.nan_to_num(heights, nan=-1.0, posinf=1.0, neginf=-1.0).clip(-1.0, 1.0)
