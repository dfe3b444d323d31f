"""The arena's points, surface, arrows and grid as pixels and outlines. Pure numpy, all of a kind at once: thousands of
points drawn one by one would cost more than a frame has."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from explorer.map.latent_map_raster import hex_rgb
from explorer.plane.dots import SUB, stamps
from explorer.style.theme import Theme, mix
from trainers.examples import Float32

SURFACE_STRENGTH = 0.42  # of the ends' colours in the neutral ground: points must stand out from their own tint
CONTRAST = 0.6  # below 1: a discriminator near its balance, where all is about 0.5, is no grey square
LONGEST_ARROW = 0.075  # of the side of the square
HEAD = (4.4, 2.3)  # logical pixels: length and half width of an arrow's head
LEAST_ARROW = 1.0  # logical pixels: a shorter one is no arrow
LEVELS = 6  # of the density under the warped grid
FULL_SHADE = 0.30  # opacity of its densest level


def surface_colours(theme: Theme) -> NDArray[np.uint32]:
    """(256,) opaque RGB32 from the fakest tint over neutral in the middle to the most real."""
    neutral = mix(theme.canvas, theme.text, 0.07 if theme.name == "dark" else 0.045)
    fake = mix(neutral, mix(theme.fake, theme.gradient, 0.6), SURFACE_STRENGTH)
    real = mix(neutral, mix(theme.real, theme.discriminator, 0.5), SURFACE_STRENGTH)
    ends = np.array([hex_rgb(colour) for colour in (fake, neutral, real)]) * 255
    even = np.linspace(-1, 1, 256)
    places = np.sign(even) * np.abs(even) ** CONTRAST
    channels = [np.rint(np.interp(places, [-1, 0, 1], ends[:, channel])).astype(np.uint32) for channel in range(3)]
    return np.uint32(0xFF000000) | (channels[0] << 16) | (channels[1] << 8) | channels[2]


def surface_pixels(tint: Float32, colours: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Opaque RGB32 (rows, columns) of tints in -1..1."""
    return colours[np.rint((tint + 1) * 127.5).astype(np.intp)]


class Dots:
    """Draws dots. It keeps its buffers from one picture to the next of the same size: fresh memory costs more time than
    the counting itself."""

    def __init__(self) -> None:
        self._density = np.zeros(0, np.float32)  # clean between two pictures
        self._drawn = np.zeros(0, np.uint32)
        self._flat = np.zeros((0, 0), np.intp)
        self._weights = np.zeros((0, 0), np.float32)

    def draw(
        self, pixels: NDArray[np.float64], side: int, radius: float, colour: str
    ) -> tuple[NDArray[np.uint32], int]:
        """Round soft-edged dots at (N, 2) in a square of side x side pixels, as premultiplied ARGB with a border of as
        many pixels as the number beside it; valid until the next picture. Overlapping dots add up as sheets of
        DOT_OPACITY do."""
        reach = math.ceil(radius + 1)
        border, wide = 2 * reach, side + 4 * reach
        with np.errstate(invalid="ignore"):
            near = ((pixels > -reach) & (pixels < side + reach)).all(axis=1)
        fine = np.floor(pixels[near] * SUB).astype(np.intp)
        whole, part = fine // SUB, fine % SUB
        marks, offsets = stamps(radius, reach)
        self._make_room(wide * wide, (len(fine), len(offsets)))
        corner = (whole[:, 1] + border) * wide + whole[:, 0] + border
        np.add(corner[:, None], offsets[:, 0] * wide + offsets[:, 1], out=self._flat)
        np.take(marks, part[:, 1] * SUB + part[:, 0], axis=0, out=self._weights)
        np.add.at(self._density, self._flat.ravel(), self._weights.ravel())
        found = np.flatnonzero(self._density)
        self._drawn.fill(0)
        self._drawn[found] = _sheets(colour)[np.rint(255 * (1 - np.exp(-self._density[found]))).astype(np.intp)]
        self._density[found] = 0
        return self._drawn.reshape(wide, wide), border

    def _make_room(self, pixels: int, stamped: tuple[int, int]) -> None:
        if len(self._density) != pixels:
            self._density, self._drawn = np.zeros(pixels, np.float32), np.zeros(pixels, np.uint32)
        if self._flat.shape != stamped:
            self._flat, self._weights = np.empty(stamped, np.intp), np.empty(stamped, np.float32)


@lru_cache(maxsize=8)
def _sheets(colour: str) -> NDArray[np.uint32]:
    """(256,) premultiplied ARGB of a colour from clear to opaque."""
    alpha = np.arange(256)
    sheets = alpha.astype(np.uint32) << np.uint32(24)
    for channel, shift in zip(hex_rgb(colour), (16, 8, 0), strict=True):
        sheets |= np.rint(alpha * channel).astype(np.uint32) << np.uint32(shift)
    return sheets


def arrow_tips(gradients: NDArray[np.floating], slope: float, longest: float) -> NDArray[np.float64]:
    """Arrows (M, 2) in logical pixels, y downwards, for gradients (M, 2) of the score per width of the plane. Their
    length grows to *longest* and no further, half of it at *slope*. A gradient that is not finite has no arrow."""
    exact = np.asarray(gradients, np.float64)
    with np.errstate(over="ignore", invalid="ignore"):
        size = np.hypot(exact[:, 0], exact[:, 1])
    known = np.isfinite(size) & (size > 0)
    safe = np.where(known, size, 1.0)
    length = np.where(known, longest / (1 + slope / safe), 0.0)
    direction = np.where(known[:, None], exact, 0.0) / safe[:, None]
    return direction * length[:, None] * (1.0, -1.0)


def arrow_strokes(starts: NDArray[np.float64], tips: NDArray[np.float64]) -> NDArray[np.float64]:
    """Lines (3 n, 2, 2) of the arrows from *starts* by *tips*, (M, 2) pixels: of each its shaft and two barbs, all
    ending in the tip. Those too short to see are left out."""
    length = np.hypot(tips[:, 0], tips[:, 1])
    seen = (length >= LEAST_ARROW) & np.isfinite(starts).all(axis=1)
    start, length = starts[seen], length[seen][:, None]
    along = tips[seen] / length
    aside = np.stack([-along[:, 1], along[:, 0]], axis=1)
    head = np.minimum(HEAD[0], 0.6 * length)  # a short arrow has a short head
    barb = head * HEAD[1] / HEAD[0]
    tip, neck = start + tips[seen], start + along * (length - head)
    begins = np.stack((start, neck + aside * barb, neck - aside * barb), axis=1)
    return np.stack((begins, np.broadcast_to(tip[:, None], begins.shape)), axis=2).reshape(-1, 2, 2)


def warp_cells(corners: NDArray[np.float64]) -> list[tuple[NDArray[np.float64], float]]:
    """Cells (n, 4, 2) of a warped grid of corners (k, l, 2), all turning the same way, with the opacity of each group:
    the more the noise is squeezed into a cell, the denser. Cells that are not finite are left out."""
    cells = np.stack([corners[:-1, :-1], corners[:-1, 1:], corners[1:, 1:], corners[1:, :-1]], axis=2).reshape(-1, 4, 2)
    cells = cells[np.isfinite(cells).all(axis=(1, 2))]
    x, y = cells[..., 0], cells[..., 1]
    area = 0.5 * (x * np.roll(y, -1, axis=1) - np.roll(x, -1, axis=1) * y).sum(axis=1)
    cells = np.where((area < 0)[:, None, None], cells[:, ::-1], cells)
    area = np.maximum(np.abs(area), 1e-3)
    if not len(cells):
        return []
    # Half of the cells are denser than the median; on a logarithmic scale eightfold is full and an eighth is nothing.
    level = np.clip(0.5 + np.log2(np.median(area) / area) / 6, 0, 1)
    group = np.minimum((level * LEVELS).astype(np.intp), LEVELS - 1)
    return [
        (cells[group == index], FULL_SHADE * (index + 0.5) / LEVELS)
        for index in range(LEVELS)
        if (group == index).any()
    ]
