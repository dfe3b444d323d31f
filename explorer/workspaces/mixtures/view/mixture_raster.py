"""A mixture's density as colours and lines, and its examples as dots in the colours of their shares. Pure numpy."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from explorer.map.latent_map_raster import class_colours, hex_rgb
from explorer.plane.contours import level_lines
from explorer.plane.dots import SUB, stamps
from explorer.plane.viewport import Extent
from explorer.style.theme import Theme, mix
from trainers.examples import Float32
from trainers.messages.mixture import Float64

STRENGTH = {"dark": 0.30, "light": 0.20}  # of the text's colour in the ground where the density is highest
PEAK = 99.0  # percentile of the cells that counts as the highest: a spike must not make the rest flat
LEVELS = (0.06, 0.2, 0.4, 0.65, 0.9)  # of that, where there are lines


def palette(theme: Theme, count: int) -> Float32:
    """(count, 3) from 0 to 1: the colours of the components."""
    return np.array([hex_rgb(colour) for colour in class_colours(theme, count)], np.float32).reshape(-1, 3)


def shared_colours(shares: Float32, colours: Float32) -> Float32:
    """(N, 3): the colours (K, 3) of the components, mixed in the proportion of each example's shares (N, K)."""
    return np.clip(np.nan_to_num(shares, nan=0.0) @ colours, 0.0, 1.0).astype(np.float32)


def peak_of(density: Float32) -> float:
    """What counts as the highest density; 0 where there is none."""
    known = density[np.isfinite(density)]
    if not len(known):
        return 0.0
    return float(np.percentile(known, PEAK)) or float(known.max())


def density_pixels(density: Float32, theme: Theme) -> NDArray[np.uint32]:
    """Opaque RGB32 (rows, columns): the ground, and towards the text's colour where it is dense."""
    peak = peak_of(density)
    with np.errstate(invalid="ignore", over="ignore"):
        level = np.sqrt(np.clip(np.nan_to_num(density / peak if peak > 0 else density * 0.0, nan=0.0), 0.0, 1.0))
    ends = [hex_rgb(theme.canvas), hex_rgb(mix(theme.canvas, theme.text, STRENGTH[theme.name]))]
    pixels = np.full(density.shape, 0xFF, np.uint32)
    for low, high in zip(*ends, strict=True):
        pixels = (pixels << np.uint32(8)) | np.rint(255 * (low + (high - low) * level)).astype(np.uint32)
    return pixels


def density_lines(density: Float32, extent: Extent) -> Float64:
    """Segments (S, 2, 2) of places where the density (rows, columns), top row first, is one of LEVELS."""
    peak, (rows, columns) = peak_of(density), density.shape
    if peak <= 0 or min(rows, columns) < 2:
        return np.zeros((0, 2, 2))
    x0, y0, x1, y1 = extent
    field = np.nan_to_num(density[::-1].T.astype(np.float64), nan=0.0)
    found = np.concatenate([level_lines(field, share * peak) for share in LEVELS])
    return (found + 0.5) * ((x1 - x0) / columns, (y1 - y0) / rows) + (x0, y0)


class ColouredDots:
    """Draws dots of many colours. Where they lie is kept: as long as only their colours change, only these are worked
    out anew."""

    def __init__(self) -> None:
        self._pixels: NDArray[np.floating] = np.zeros((0, 2))
        self._key: tuple[object, ...] = ()
        self._found: NDArray[np.intp] = np.zeros(0, np.intp)  # the pixels that are not clear, counted row by row
        self._where = np.zeros(0, np.intp)  # which of these each grain of a dot falls on
        self._whose = np.zeros(0, np.intp)  # the dot of each grain
        self._weights: Float64 = np.zeros(0)
        self._dense: Float64 = np.zeros(0)  # the sum of the weights on each of the found

    def draw(
        self, pixels: NDArray[np.floating], size: tuple[int, int], radius: float, colours: Float32
    ) -> NDArray[np.uint32]:
        """Round soft-edged dots at (N, 2) as premultiplied ARGB (height, width); *colours* (N, 3). Where dots overlap
        their colours mix, and they hide more of what lies below."""
        key = (size, radius)
        if key != self._key or not np.array_equal(pixels, self._pixels):
            self._key, self._pixels = key, pixels
            self._place(pixels, size, radius)
        width, height = size
        drawn = np.zeros(width * height, np.uint32)
        if len(self._found):
            alpha = 1 - np.exp(-self._dense)
            argb = np.rint(255 * alpha).astype(np.uint32) << np.uint32(24)
            for channel, shift in enumerate((16, 8, 0)):
                weighted = self._weights * colours[:, channel][self._whose]
                mean = np.bincount(self._where, weighted, len(self._found)) / self._dense
                argb |= np.rint(255 * alpha * mean).astype(np.uint32) << np.uint32(shift)
            drawn[self._found] = argb
        return drawn.reshape(height, width)

    def _place(self, pixels: NDArray[np.floating], size: tuple[int, int], radius: float) -> None:
        width, height = size
        reach = int(np.ceil(radius + 1))
        with np.errstate(invalid="ignore"):
            near = np.flatnonzero(((pixels > -reach) & (pixels < (width + reach, height + reach))).all(axis=1))
        fine = np.floor(pixels[near] * SUB).astype(np.intp)
        whole, part = fine // SUB, fine % SUB
        marks, offsets = stamps(radius, reach)
        weights = marks[part[:, 1] * SUB + part[:, 0]].astype(np.float64)
        rows, columns = whole[:, 1, None] + offsets[:, 0], whole[:, 0, None] + offsets[:, 1]
        seen = (weights > 0) & (rows >= 0) & (rows < height) & (columns >= 0) & (columns < width)
        self._weights = weights[seen]
        self._whose = near[np.nonzero(seen)[0]]
        self._found, where = np.unique((rows * width + columns)[seen], return_inverse=True)
        self._where = where.reshape(-1)
        self._dense = np.bincount(self._where, self._weights, len(self._found)).astype(np.float64)
