"""Codes as a class-coloured density picture. Pure numpy: points are added up on pixels, never drawn one by one.

Colours are mixed per pixel by the classes that fall on it; brightness follows the logarithm of the density.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from explorer.plane.viewport import Viewport
from explorer.style.theme import Theme, mix
from trainers.examples import Float32, Int64

# How wide a point is, in logical pixels, by their number: a handful are dots that are easily seen, many are the single
# pixels of a density.
TOWARDS_GROUND = 0.6  # of how far a colour goes the other way
FAINT = 0.8  # share of the ground in the colours of the other classes while one is lit
COUNTS, WIDTHS = (30, 1_000, 20_000, 400_000), (5.0, 2.0, 2.0, 1.0)


@dataclass(frozen=True)
class Ink:
    """How counts become colours: class colours (K, 3) and the colour of points without a class (3,), 0 to 1, and the
    colour towards which the densest places go. Points are ``thick`` times as wide as their number asks for."""

    palette: Float32
    neutral: Float32
    glow: Float32
    thick: float = 1.0


@lru_cache(maxsize=64)  # data of others may have any number of classes
def make_ink(theme: Theme, classes: int, lit: int | None = None) -> Ink:
    """In the colours of a theme; beside a class that is *lit* the others are faint."""
    colours = class_colours(theme, classes)
    if lit is not None:
        colours = [each if row == lit else mix(each, theme.canvas, FAINT) for row, each in enumerate(colours)]
    palette = [hex_rgb(colour) for colour in colours]
    glow = 1.0 if _luminance(theme.canvas) < 0.5 else 0.0
    return Ink(
        np.array(palette, np.float32).reshape(-1, 3),
        np.array(hex_rgb(theme.models[0]), np.float32),
        np.full(3, glow, np.float32),
        theme.thick,
    )


def class_colours(theme: Theme, count: int) -> list[str]:
    """``#rrggbb`` per class. Beyond the theme's own, they come round again lighter and darker by turns, and less so
    towards the ground, in which they would vanish."""
    base = theme.classes
    ground = 0.0 if _luminance(theme.canvas) < 0.5 else 1.0
    colours = []
    for index in range(count):
        turn = index // len(base)
        colour = np.array(hex_rgb(base[index % len(base)]))
        if turn:
            end = 1.0 if turn % 2 else 0.0
            share = min(0.42 + 0.12 * (turn // 2), 0.8)
            colour = colour + (end - colour) * share * (TOWARDS_GROUND if end == ground else 1.0)
        colours.append("#" + "".join(f"{round(255 * channel):02x}" for channel in colour))
    return colours


class Rasterizer:
    """Draws codes. It keeps its buffers from one picture to the next of the same size: fresh memory of some megabytes
    would cost more time than the counting itself."""

    def __init__(self) -> None:
        self._planes = np.zeros((4, 0, 0), np.float32)  # sums of red, green, blue, and the count of points
        self._scratch = np.zeros((2, 0, 0), np.float32)

    def draw(
        self,
        positions: Float32,
        labels: Int64 | None,
        viewport: Viewport,
        scale: float,
        ink: Ink,
        total: int | None = None,
    ) -> NDArray[np.uint32]:
        """Draws positions (N, 2) into premultiplied ARGB pixels (h, w), ``scale`` of them per logical pixel.

        ``labels`` (N,) are rows of the palette; None or -1 means no class. ``total`` is how many points the positions
        stand for when they are a sample: densities are those of all of them.
        """
        shape = max(round(viewport.height * scale), 1), max(round(viewport.width * scale), 1)
        if self._planes.shape[1:] != shape:
            self._planes = np.empty((4, *shape), np.float32)
            self._scratch = np.empty((2, *shape), np.float32)
        planes = self._planes
        _accumulate(planes, positions, labels, viewport, scale, ink)
        total = len(positions) if total is None else total
        _widen(planes, self._scratch, _dot_width(total) * ink.thick * scale)
        if len(positions) and total > len(positions):
            planes *= total / len(positions)
        return _shade(planes, ink)


def _dot_width(count: int) -> float:
    """Logical pixels: between the counts evenly on a logarithmic scale."""
    return float(np.interp(np.log(max(count, 1)), np.log(COUNTS), WIDTHS))


def _accumulate(
    planes: Float32, positions: Float32, labels: Int64 | None, viewport: Viewport, scale: float, ink: Ink
) -> None:
    """Fills planes (4, h, w) with sums of red, green, blue, and the count of points."""
    _, height, width = planes.shape
    x0, _, _, y1 = viewport.extent
    # A code may be anything a diverging model makes of it: compare before casting, so that nothing overflows.
    with np.errstate(over="ignore", invalid="ignore"):
        px = (positions[:, 0] - np.float32(x0)) * np.float32(viewport.sx * scale)
        py = (np.float32(y1) - positions[:, 1]) * np.float32(viewport.sy * scale)
        inside = np.flatnonzero((px >= 0) & (px < width) & (py >= 0) & (py < height))
    flat = py[inside].astype(np.intp) * width + px[inside].astype(np.intp)
    planes.fill(0)
    flat_planes = planes.reshape(4, -1)
    np.add.at(flat_planes[3], flat, np.float32(1))
    if labels is None:
        np.multiply(planes[3], ink.neutral[:, None, None], out=planes[:3])
        return
    chosen = labels[inside]
    palette = np.vstack([ink.palette, ink.neutral])  # the label -1 finds the neutral colour at the end
    for channel in range(3):
        np.add.at(flat_planes[channel], flat, palette[:, channel][chosen])


def _widen(planes: Float32, scratch: Float32, width: float) -> None:
    """Spreads every pixel, in place, to a soft square of about ``width`` pixels."""
    taps = _taps(width)
    original, spread = scratch
    for plane in planes if taps else ():  # one at a time: it stays in the processor's cache
        for axis in (0, 1):
            original[:] = plane
            for shift, tap in enumerate(taps, start=1):
                np.multiply(original, np.float32(tap), out=spread)
                low, high = (slice(None, -shift), slice(shift, None))
                before, after = (low, high) if axis == 0 else ((slice(None), low), (slice(None), high))
                plane[before] += spread[after]
                plane[after] += spread[before]


def _taps(width: float) -> list[float]:
    """Weights of the neighbours 1, 2, ... pixels away in a box of ``width`` pixels centred on a pixel: [0.5] for 2."""
    side = (max(width, 1.0) - 1) / 2
    whole, rest = int(side), side % 1
    return [1.0] * whole + ([rest] if rest > 0.05 else [])


def _shade(planes: Float32, ink: Ink) -> NDArray[np.uint32]:
    """Premultiplied ARGB (h, w) from sums of colours and counts; only pixels with something on them cost time."""
    _, height, width = planes.shape
    flat = planes.reshape(4, -1)
    pixels = np.zeros(height * width, np.uint32)
    found = np.flatnonzero(flat[3])
    if not len(found):
        return pixels.reshape(height, width)
    red, green, blue, count = (flat[channel][found] for channel in range(4))
    full = max(float(np.partition(count, -max(len(found) // 200, 1))[-max(len(found) // 200, 1)]), 2.0)
    level = np.minimum(np.log1p(count) / np.float32(np.log1p(full)), 1)
    # A lone point must be seen among few and may be faint among a million.
    least = np.float32(0.72 - 0.34 * min(np.log1p(full) / 6, 1))
    alpha = (least + (1 - least) * level) * np.minimum(count, 1)
    glow = np.float32(0.34) * level * level
    pixels_found = np.minimum(alpha * 255 + np.float32(0.5), 255).astype(np.uint32) << 24
    for channel, shift, towards in ((red, 16, ink.glow[0]), (green, 8, ink.glow[1]), (blue, 0, ink.glow[2])):
        mean = channel / count
        mean += (towards - mean) * glow
        pixels_found |= np.minimum(mean * alpha * 255, 255).astype(np.uint32) << shift
    pixels[found] = pixels_found
    return pixels.reshape(height, width)


def hex_rgb(colour: str) -> tuple[float, float, float]:
    """``#rrggbb`` as three numbers from 0 to 1."""
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return red, green, blue


def _luminance(colour: str) -> float:
    return float(np.dot(hex_rgb(colour), (0.2126, 0.7152, 0.0722)))
