"""The codes of a map: where they are now, on their way from where they were to where the newest snapshot puts them.

Pure numpy. With one latent dimension the codes are spread into a strip whose height at x is their density there, the
classes stacked: a histogram made of the codes themselves.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from explorer.plane.tween import between
from trainers.examples import Float32, Int64

MOVING = 20_000  # points drawn while they move
BINS = 120
NEAREST_AMONG = 60_000  # points asked which one is under the pointer


class CodeCloud:
    """Positions (N, 2) with labels, tweened between updates when their number stays the same.

    Codes that are not finite are kept for export and left out of what is drawn.
    """

    def __init__(self) -> None:
        self.codes: Float32 = np.zeros((0, 2), np.float32)  # as given, for export
        self.code_labels: Int64 | None = None
        self.line = False
        self.hidden: frozenset[int] = frozenset()
        self._labels: Int64 | None = None
        self._start: Float32 | None = None
        self._target: Float32 = np.zeros((0, 2), np.float32)
        self._progress = 1.0

    def replace(self, codes: NDArray[np.floating], labels: NDArray[np.integer] | None, animate: bool) -> bool:
        """Takes new codes (N, 1) or (N, 2); True when the points now travel to them. Raises ValueError."""
        codes = np.array(codes, np.float32)
        if codes.ndim != 2 or codes.shape[1] not in (1, 2):
            raise ValueError(f"codes: expected shape (N, 1) or (N, 2), found {codes.shape}")
        numbers: Int64 | None = None if labels is None else np.array(labels, np.int64)
        if numbers is not None and numbers.shape != (len(codes),):
            raise ValueError(f"labels: expected shape ({len(codes)},), found {numbers.shape}")
        before = self.positions()
        line = codes.shape[1] == 1
        finite = np.isfinite(codes).all(axis=1)
        shown = codes if finite.all() else codes[finite]
        self._labels = numbers if numbers is None or finite.all() else numbers[finite]
        target = spread_line(shown[:, 0], self._labels) if line else shown
        moves = animate and len(target) == len(before) and len(target) > 0 and line == self.line
        self._start, self._progress = (before, 0.0) if moves else (None, 1.0)
        self.codes, self.code_labels, self.line, self._target = codes, numbers, line, target
        return moves

    @property
    def moving(self) -> bool:
        return self._start is not None

    def advance(self, progress: float) -> None:
        """How far the points have come, 0 to 1; at 1 they have arrived."""
        self._progress = progress
        if progress >= 1:
            self._start = None

    @property
    def target(self) -> Float32:
        """Where the points are heading, (N, 2)."""
        return self._target

    def positions(self, stride: int = 1) -> Float32:
        """Where every ``stride``-th point is now, (n, 2)."""
        if self._start is None:
            return self._target[::stride]
        return between(self._start[::stride], self._target[::stride], self._progress)

    def drawn(self) -> tuple[Float32, Int64 | None, int]:
        """Positions and labels to draw now, of classes that are not hidden, and how many points they stand for."""
        stride = max(math.ceil(len(self._target) / MOVING), 1) if self.moving else 1
        positions = self.positions(stride)
        labels = None if self._labels is None else self._labels[::stride]
        if labels is not None and self.hidden:
            seen = ~np.isin(labels, list(self.hidden))
            positions, labels = positions[seen], labels[seen]
        return positions, labels, len(positions) * stride

    def target_shown(self) -> Float32:
        """Where the points of classes that are not hidden are heading, (n, 2)."""
        if self._labels is None or not self.hidden:
            return self._target
        return self._target[~np.isin(self._labels, list(self.hidden))]

    def middle_of(self, label: int) -> tuple[float, float] | None:
        """The median of where the points of a class are heading; None when there are none."""
        if self._labels is None or not (own := self._labels == label).any():
            return None
        x, y = np.median(self._target[own], axis=0)
        return float(x), float(y)

    def label_near(self, x: float, y: float, dx: float, dy: float) -> int | None:
        """The class of the point nearest (x, y) within dx and dy, of those that are drawn; None when there is none."""
        if self._labels is None or not len(self._target):
            return None
        stride = math.ceil(len(self._target) / NEAREST_AMONG)
        positions, labels = self.positions(stride), self._labels[::stride]
        near = np.flatnonzero((np.abs(positions[:, 0] - x) <= dx) & (np.abs(positions[:, 1] - y) <= dy))
        if self.hidden:
            near = near[~np.isin(labels[near], list(self.hidden))]
        if not len(near):
            return None
        away = ((positions[near] - (x, y)) / (dx, dy)) ** 2
        label = int(labels[near[away.sum(axis=1).argmin()]])
        return label if label >= 0 else None


def spread_line(x: Float32, labels: Int64 | None) -> Float32:
    """Positions (N, 2) for codes on a line: y in -1..1, so that the strip is as high as the codes are dense, and the
    classes lie in layers, in the order of their numbers."""
    positions = np.stack([x, np.zeros_like(x)], axis=1).astype(np.float32)
    if len(x) < 2:
        return positions
    low, high = np.percentile(x.astype(np.float64), (0.2, 99.8)).tolist()
    span = max(high - low, 1e-9)
    place = np.clip((x.astype(np.float64) - low) / span, 0, 1) * (BINS - 1)
    cell = np.rint(place).astype(np.int64)
    counts = np.bincount(cell, minlength=BINS)
    order = np.lexsort((np.zeros(len(x)) if labels is None else labels, cell))
    rank = np.arange(len(x)) - np.repeat(np.cumsum(counts) - counts, counts)
    share = (rank + 0.5) / np.repeat(counts, counts)
    kernel = np.exp(-0.5 * (np.arange(-6, 7) / 2.0) ** 2)
    smooth = np.convolve(counts, kernel / kernel.sum(), mode="same")
    smooth = np.sqrt(smooth / max(smooth.max(), 1e-9))  # the root keeps thin tails visible
    height = np.interp(place[order], np.arange(BINS), smooth)
    positions[order, 1] = (2 * share - 1) * height
    return positions
