"""Dots as pixels: each is stamped on a raster, never drawn as a shape of its own. Pure numpy.

What does not change from one frame to the next is kept: where the dots lie as long as the view stays, and the picture
of all of them, faint, as long as their colours do. A frame of a brush stamps those that are selected upon that.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from explorer.map.latent_map_raster import hex_rgb
from explorer.plane.viewport import Viewport
from trainers.examples import Float32, Int64

Pixels = NDArray[np.uint32]  # premultiplied ARGB
COUNTS, RADII = (60, 500, 2_000, 10_000), (4.5, 3.0, 2.2, 1.3)  # logical px of a dot, by their number
ROOM, LEAST_ROOM = 220.0, 0.35  # px of the shorter side for which radii are meant; the least share of it that counts
FAINT, HALF = 0.22, 0.5  # how opaque dots are that are not selected, and edges
CORE, EDGE = 0.75, 0.25  # share of a pixel that a dot must cover
DotStamp = tuple[Int64, Int64]


def dot_radius(count: int, view: Viewport) -> float:
    """Logical pixels, of so many dots: between the counts evenly on a logarithmic scale; smaller where there is less
    room for them."""
    room = min(max(min(view.width, view.height) / ROOM, LEAST_ROOM), 1.0)
    return float(np.interp(np.log(max(count, 1)), np.log(COUNTS), RADII)) * float(np.sqrt(room))


@lru_cache(maxsize=64)  # a window that is resized has ever new pitches
def make_stamp(radius: float, pitch: int) -> DotStamp:
    """Offsets in a raster of *pitch* pixels a line: those at the edge of a dot of so many pixels, and those inside."""
    reach = int(np.ceil(radius + 0.5))
    dy, dx = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    covered = np.clip(radius + 0.5 - np.hypot(dx, dy), 0, 1)
    offsets = dy * pitch + dx
    return offsets[(covered >= EDGE) & (covered < CORE)], offsets[covered >= CORE]


def packed(colours: Sequence[str], opacity: float) -> Pixels:
    """``#rrggbb`` (K,) as pixels that are so opaque."""
    rgb = np.array([hex_rgb(colour) for colour in colours], np.float64).reshape(-1, 3)
    channels = np.rint(255 * opacity * rgb).astype(np.uint32)
    alpha = np.uint32(round(255 * opacity)) << np.uint32(24)
    return alpha | channels[:, 0] << np.uint32(16) | channels[:, 1] << np.uint32(8) | channels[:, 2]


class DotRaster:
    """Draws dots at places (N, 2), those without a finite place left out."""

    def __init__(self) -> None:
        self._places: Float32 = np.zeros((0, 2), np.float32)
        self._inks: Int64 = np.zeros(0, np.int64)  # (N,) rows of the palettes
        self._palettes = tuple(packed(["#808080"], opacity) for opacity in (1, HALF, FAINT, FAINT * HALF))
        self._view: Viewport | None = None
        self._scale = self._thick = 1.0
        self._flat: Int64 = np.zeros(0, np.int64)  # where each dot lies on the raster; -1: beyond it
        self._faint: Pixels | None = None
        self._size = self._pad = 0
        self.pixel_places: Float32 = np.zeros((0, 2), np.float32)  # (N, 2) logical pixels; NaN where there is none

    def set_places(self, places: Float32) -> None:
        self._places, self._view, self._faint = places, None, None

    def set_inks(self, inks: Int64, colours: Sequence[str]) -> None:
        """The colour of each dot, as a row of *colours*."""
        self._inks, self._faint = inks, None
        self._palettes = tuple(packed(colours, opacity) for opacity in (1, HALF, FAINT, FAINT * HALF))

    def set_thick(self, thick: float) -> None:
        """How many times as large as their number asks for the dots are."""
        if thick != self._thick:
            self._thick, self._view = thick, None

    @property
    def pad(self) -> int:
        """Pixels of the raster around what is seen."""
        return self._pad

    def place_in(self, view: Viewport, scale: float) -> None:
        """Finds where the dots lie, unless that is known."""
        if (view, scale) == (self._view, self._scale):
            return
        self._view, self._scale, self._faint = view, scale, None
        with np.errstate(over="ignore", invalid="ignore"):
            px = (self._places[:, 0] - np.float32(view.cx)) * np.float32(view.sx) + np.float32(view.width / 2)
            py = np.float32(view.height / 2) - (self._places[:, 1] - np.float32(view.cy)) * np.float32(view.sy)
        self.pixel_places = np.stack([px, py], axis=1)
        reach = int(np.ceil(dot_radius(len(px), view) * self._thick * scale + 0.5))
        self._pad = 2 * reach
        width, height = self._seen()
        pitch = width + 2 * self._pad
        with np.errstate(invalid="ignore"):
            inside = (px * scale >= -reach) & (px * scale < width + reach)
            inside &= (py * scale >= -reach) & (py * scale < height + reach)
        flat = np.full(len(px), -1, np.int64)
        columns = np.floor(px[inside] * scale).astype(np.int64) + self._pad
        rows = np.floor(py[inside] * scale).astype(np.int64) + self._pad
        flat[inside] = rows * pitch + columns
        self._flat = flat

    def _seen(self) -> tuple[int, int]:
        """(width, height) in pixels of what is seen."""
        assert self._view is not None
        return max(round(self._view.width * self._scale), 1), max(round(self._view.height * self._scale), 1)

    def draw(self, selected: NDArray[np.bool_] | None) -> Pixels:
        """Pixels (h, w) with :attr:`pad` around them. Beside those that are *selected* (N,) the others are faint; None:
        all are as they are. :meth:`place_in` comes first."""
        width, height = self._seen()
        shape = height + 2 * self._pad, width + 2 * self._pad
        if selected is None:
            full = np.zeros(shape, np.uint32)
            self._stamp(full, self._flat >= 0, *self._palettes[:2])
            return full
        if self._faint is None:
            self._faint = np.zeros(shape, np.uint32)
            self._stamp(self._faint, self._flat >= 0, *self._palettes[2:])
        pixels = self._faint.copy()
        self._stamp(pixels, selected & (self._flat >= 0), *self._palettes[:2])
        return pixels

    def _stamp(self, pixels: Pixels, which: NDArray[np.bool_], whole: Pixels, half: Pixels) -> None:
        """Edges first: what lies inside one dot is not hidden by the edge of another."""
        assert self._view is not None
        radius = dot_radius(len(self._flat), self._view) * self._thick * self._scale
        edge, core = make_stamp(round(radius, 2), pixels.shape[1])
        at, inks = self._flat[which], self._inks[which]
        flat = pixels.reshape(-1)
        for offsets, colours in ((edge, half[inks]), (core, whole[inks])):
            for offset in offsets.tolist():
                flat[at + offset] = colours

    def near(self, x: float, y: float, reach: float) -> int:
        """The dot nearest a pixel of the view, at most *reach* away; -1 where there is none."""
        if not len(self.pixel_places):
            return -1
        away = np.hypot(self.pixel_places[:, 0] - np.float32(x), self.pixel_places[:, 1] - np.float32(y))
        away = np.where(np.isfinite(away), away, np.float32(np.inf))
        row = int(away.argmin())
        return row if away[row] <= reach else -1

    def within(self, left: float, top: float, right: float, bottom: float) -> Int64:
        """The dots in a rectangle of pixels of the view, in order."""
        px, py = self.pixel_places[:, 0], self.pixel_places[:, 1]
        with np.errstate(invalid="ignore"):
            return np.flatnonzero((px >= left) & (px <= right) & (py >= top) & (py <= bottom))
