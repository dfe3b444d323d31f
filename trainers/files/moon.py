"""The moon as a picture of its phase: a pure function, the true renderer against which models are measured.

Phase runs from 0 (new) through 0.25 (half, waxing, lit on the right as seen from the north), 0.5 (full) and 0.75 (half,
waning, lit on the left) back to new at 1. The moon is a sphere lit from far away, so the edge of its lit part is half
an ellipse: on the height y of a disc of radius 1 it stands at cos(2 pi phase) * sqrt(1 - y^2).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trainers.examples import Float32, UInt8

SIZE = 28
RADIUS = 10.0  # pixels
EARTHSHINE = 0.12  # light of the dark side: enough to see where a new moon stands
SUBROWS = 8  # a pixel's lit area is exact along x and averaged over this many lines along y
CHUNK = 128  # moons drawn at once: 10 MB, and twice as quick as with more, which leave the processor's cache

CLASS_NAMES = ("new", "crescent", "half", "gibbous", "full")
CLASS_BORDERS = (0.1, 0.4, 0.6, 0.9)  # between the classes, in fullness


def fullness(phase: ArrayLike) -> NDArray[np.float64]:
    """How far from new (0) to full (1), waxing and waning alike; linear in the phase, which may be any number."""
    phase = np.asarray(phase, np.float64) % 1.0
    return 1.0 - np.abs(2.0 * phase - 1.0)


def moon_class(phase: ArrayLike) -> NDArray[np.int64]:
    """Index into CLASS_NAMES."""
    return np.digitize(fullness(phase), CLASS_BORDERS).astype(np.int64)


def render_moon(
    phase: ArrayLike,
    x: ArrayLike = 0.0,
    y: ArrayLike = 0.0,
    radius: ArrayLike = RADIUS,
    brightness: ArrayLike = 1.0,
) -> UInt8:
    """Moons of the given phases (N,), anti-aliased, as uint8 (N, 1, 28, 28).

    ``x`` and ``y`` move the centre right and down, in pixels; ``radius`` is in pixels; ``brightness`` of the lit part
    is from 0 to 1. Each is one number or (N,).
    """
    given = (np.atleast_1d(np.asarray(each, np.float32)) for each in (phase, x, y, radius, brightness))
    columns = np.broadcast_arrays(*given)
    count = len(columns[0])
    images = np.empty((count, 1, SIZE, SIZE), np.uint8)
    for start in range(0, count, CHUNK):
        part = slice(start, start + CHUNK)
        images[part, 0] = _render(*(column[part] for column in columns))
    return images


def _render(phase: Float32, x: Float32, y: Float32, radius: Float32, brightness: Float32) -> UInt8:
    """uint8 (N, 28, 28). On each line the disc and its lit part are intervals; the three edges are (N, lines)."""
    height = (np.arange(SIZE * SUBROWS, dtype=np.float32) + 0.5) / SUBROWS - SIZE / 2
    half_width = np.sqrt(np.maximum(0.0, radius[:, None] ** 2 - (height - y[:, None]) ** 2))
    centre = SIZE / 2 + x[:, None]
    waxing = phase % 1.0 < 0.5
    terminator = np.cos(2 * np.pi * phase)[:, None] * half_width * np.where(waxing, 1, -1)[:, None]
    left, right, between = (_area_left_of(centre + edge) for edge in (-half_width, half_width, terminator))
    disc = right - left
    lit = np.where(waxing[:, None, None], right - between, between - left)
    light = (EARTHSHINE * disc + (1 - EARTHSHINE) * lit) * brightness[:, None, None]
    return np.rint(255 * light).astype(np.uint8)


def _area_left_of(edge: Float32) -> Float32:
    """The share (N, 28, 28) of each pixel that lies to the left of *edge* (N, lines)."""
    covered = edge[:, :, None] - np.arange(SIZE, dtype=np.float32)
    np.clip(covered, 0.0, 1.0, out=covered)
    return covered.reshape(len(edge), SIZE, SUBROWS, SIZE).mean(axis=2)
