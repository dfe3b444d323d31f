"""Which part of the plane a map shows, and how its units become pixels. Pure arithmetic, no Qt."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Extent = tuple[float, float, float, float]  # x0, y0, x1, y1 with x0 < x1 and y0 < y1; y grows upwards

# The extent follows the bulk of the codes: a handful of far outliers must not shrink the map to a dot.
BULK = (0.5, 99.5)
MARGIN = 0.14  # share of the span left free on each side
FAR = 1.4  # times as far away as needed, from which on a view is no good one
# Of the magnification so much is left at least where the content moves beside what lies over the window. On a line all
# of it lies under those things, and its codes are spread over the height besides.
BESIDE, LINE_BESIDE = 0.8, 0.5
MARK_BESIDE = 0.5  # of the magnification so much is left at least where a mark beside the content is to be seen, too
LEAST_SPAN = 1e-3
EMPTY = (-3.0, -3.0, 3.0, 3.0)
# With one latent dimension y is no coordinate: -1 to 1 is the height of the strip, with room above and below.
LINE_HALF_HEIGHT = 1.6
ENOUGH = 20_000  # points from which percentiles are taken


@dataclass(frozen=True)
class Viewport:
    """A window of ``width`` x ``height`` logical pixels centred on (cx, cy), with sx and sy pixels per unit.

    On a plane sx = sy; on a line sy belongs to the height of the window alone and cy stays 0.
    """

    width: float
    height: float
    cx: float = 0.0
    cy: float = 0.0
    sx: float = 100.0
    sy: float = 100.0
    line: bool = False

    @property
    def extent(self) -> Extent:
        half_x, half_y = self.width / self.sx / 2, self.height / self.sy / 2
        return self.cx - half_x, self.cy - half_y, self.cx + half_x, self.cy + half_y

    def to_pixel(self, x: float, y: float) -> tuple[float, float]:
        return (x - self.cx) * self.sx + self.width / 2, self.height / 2 - (y - self.cy) * self.sy

    def to_plane(self, px: float, py: float) -> tuple[float, float]:
        """The point of the plane under a pixel; on a line y is always 0."""
        y = 0.0 if self.line else self.cy + (self.height / 2 - py) / self.sy
        return self.cx + (px - self.width / 2) / self.sx, y

    def panned(self, dx: float, dy: float) -> Viewport:
        """What is seen after the content was dragged by (dx, dy) pixels."""
        return replace(self, cx=self.cx - dx / self.sx, cy=self.cy if self.line else self.cy + dy / self.sy)

    def zoomed(self, factor: float, px: float, py: float) -> Viewport:
        """Magnified by ``factor`` with the point under pixel (px, py) staying where it is."""
        x, y = self.to_plane(px, py)
        sx = min(max(self.sx * factor, 1e-6), 1e9)
        if self.line:
            return replace(self, sx=sx, cx=x - (px - self.width / 2) / sx)
        return replace(
            self, sx=sx, sy=sx, cx=x - (px - self.width / 2) / sx, cy=y - (self.height / 2 - py) / sx
        )  # fmt: skip

    def resized(self, width: float, height: float) -> Viewport:
        """The same centre in a window of another size, the shorter side showing as much as before."""
        width, height = max(width, 1.0), max(height, 1.0)
        if self.line:
            return replace(
                self, width=width, height=height, sx=self.sx * width / self.width, sy=height / 2 / LINE_HALF_HEIGHT
            )
        scale = self.sx * min(width, height) / min(self.width, self.height)
        return replace(self, width=width, height=height, sx=scale, sy=scale)

    def fitted(self, extent: Extent, left: float = 0.0, right: float = 0.0) -> Viewport:
        """Centred on ``extent`` and showing all of it: between ``left`` and ``right`` pixels at the sides that are
        covered, where that costs little of the magnification, else in the whole window."""
        x0, y0, x1, y1 = extent
        left, right = self._spared(extent, left, right)
        sx = self._scale(extent, self.width - left - right)
        shift = (left - right) / 2 / sx
        if self.line:
            return replace(self, cx=(x0 + x1) / 2 - shift, cy=0.0, sx=sx, sy=self.height / 2 / LINE_HALF_HEIGHT)
        return replace(self, cx=(x0 + x1) / 2 - shift, cy=(y0 + y1) / 2, sx=sx, sy=sx)

    def holds(self, extent: Extent, left: float = 0.0, right: float = 0.0, whole: Extent | None = None) -> bool:
        """Whether all of ``extent``, but for the margin that :func:`bulk_extent` leaves free, is seen beside what
        covers the sides (see :meth:`fitted`), and not from farther away than the *whole* asks for, of which it may be
        a part."""
        x0, y0, x1, y1 = extent
        left, right = self._spared(whole or extent, left, right)
        margin_x, margin_y = ((high - low) * MARGIN / (1 + 2 * MARGIN) for low, high in ((x0, x1), (y0, y1)))
        first, top = self.to_pixel(x0 + margin_x, y1 - margin_y)
        last, bottom = self.to_pixel(x1 - margin_x, y0 + margin_y)
        seen = first >= left and last <= self.width - right
        seen = seen and (self.line or (top >= 0 and bottom <= self.height))
        return seen and self._scale(whole or extent, self.width - left - right) <= FAR * self.sx

    def with_mark(
        self, extent: Extent, x: float, y: float, radius: float, left: float = 0.0, right: float = 0.0
    ) -> Extent:
        """``extent``, widened so that a view fitted to it shows all of a mark at (x, y) with a *radius* in pixels; as
        it is where the mark is so far off that the content would become too small. A mark is never cut."""
        free = self.width - left - right if left + right < self.width else self.width
        x0, y0, x1, y1 = _united(extent, (x, y, x, y))
        scale = max(free - 2 * radius, 1.0) / max(x1 - x0, LEAST_SPAN)
        if not self.line:
            scale = min(scale, max(self.height - 2 * radius, 1.0) / max(y1 - y0, LEAST_SPAN))
        reach = radius / scale
        widened = _united(extent, (x - reach, y - reach, x + reach, y + reach))
        if self.line:
            widened = (widened[0], extent[1], widened[2], extent[3])
        near = self._scale(widened, free) >= MARK_BESIDE * self._scale(extent, free)
        return widened if near else extent

    def shows_mark(self, x: float, y: float, radius: float) -> bool:
        """Whether all of a mark at (x, y) with a *radius* in pixels is seen."""
        px, py = self.to_pixel(x, y)
        across = radius <= px <= self.width - radius
        return across and (self.line or radius <= py <= self.height - radius)

    def _spared(self, extent: Extent, left: float, right: float) -> tuple[float, float]:
        """The pixels at the sides that can be spared for what lies there: all that are asked for, or none."""
        free = self.width - left - right
        least = LINE_BESIDE if self.line else BESIDE
        worth = free > 0 and self._scale(extent, free) >= least * self._scale(extent, self.width)
        return (left, right) if worth else (0.0, 0.0)

    def _scale(self, extent: Extent, width: float) -> float:
        """Pixels per unit with which ``extent`` fits into so many pixels of width and, but on a line, the height."""
        x0, y0, x1, y1 = extent
        sx = width / max(x1 - x0, LEAST_SPAN)
        return sx if self.line else min(sx, self.height / max(y1 - y0, LEAST_SPAN))

    def towards(self, target: Viewport, share: float) -> Viewport:
        """Part of the way to ``target``, evenly on a logarithmic scale of magnification."""
        if share >= 1:
            return target
        return replace(
            target,
            cx=self.cx + share * (target.cx - self.cx),
            cy=self.cy + share * (target.cy - self.cy),
            sx=self.sx * (target.sx / self.sx) ** share,
            sy=self.sy * (target.sy / self.sy) ** share,
        )

    def off(self, target: Viewport) -> float:
        """How far ``target`` is from this view: the greatest change, in shares of the window."""
        shift = max(
            abs(target.cx - self.cx) * self.sx / self.width, abs(target.cy - self.cy) * self.sy / self.height
        )  # fmt: skip
        return max(shift, abs(math.log(target.sx / self.sx)), abs(math.log(target.sy / self.sy)))


def _united(first: Extent, second: Extent) -> Extent:
    """The smallest that holds both."""
    return min(first[0], second[0]), min(first[1], second[1]), max(first[2], second[2]), max(first[3], second[3])


def bulk_extent(positions: NDArray[np.floating]) -> Extent:
    """The extent (with a margin) that holds the bulk of finite positions (N, 2); EMPTY when there are none."""
    if not len(positions):
        return EMPTY
    some = positions[:: math.ceil(len(positions) / ENOUGH)]
    (x0, y0), (x1, y1) = np.percentile(some.astype(np.float64), BULK, axis=0).tolist()
    least = max(LEAST_SPAN, 1e-6 * max(map(abs, (x0, y0, x1, y1))))
    pad_x, pad_y = (max(high - low, least) * MARGIN for low, high in ((x0, x1), (y0, y1)))
    return x0 - pad_x, y0 - pad_y, x1 + pad_x, y1 + pad_y


def tick_values(low: float, high: float, most: int) -> list[float]:
    """Round numbers between low and high: multiples of 1, 2 or 5 times a power of ten, at most about ``most``."""
    if not (math.isfinite(low) and math.isfinite(high)) or high <= low or most < 1:
        return []
    raw = (high - low) / most
    power = 10.0 ** math.floor(math.log10(raw))
    return multiples(next(factor * power for factor in (1, 2, 5, 10) if factor * power >= raw * 0.999), low, high)


def multiples(step: float, low: float, high: float) -> list[float]:
    """The multiples of ``step`` from low to high."""
    first, last = math.ceil(low / step), math.floor(high / step)
    return [round(index * step, 12) for index in range(first, last + 1)]


def grid_shape(extent: Extent, longest: int, line: bool = False) -> tuple[int, int]:
    """(columns, rows) of nearly square cells over an extent, *longest* of them along its longer side; a *line* has one
    row."""
    x0, y0, x1, y1 = extent
    width, height = max(x1 - x0, 1e-6), max(y1 - y0, 1e-6)
    columns = max(1, round(longest * min(1.0, width / height)))
    return columns, 1 if line else max(1, round(longest * min(1.0, height / width)))
