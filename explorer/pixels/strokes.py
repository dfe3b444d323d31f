"""What is drawn on an image: ink and background, how thin a stroke is, what falls apart when a part of it is wiped.

Images are uint8 (C, H, W). *Ink* is what differs from the background, which is the median of the image's border, so
white digits on black and black ones on white are treated alike.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from trainers.examples import UInt8

StrokePlace = NDArray[np.intp]  # (n, 2): rows and columns of pixels
LEAST_CONTRAST = 32  # of 255, between ink and background
INK = 0.35  # of the strongest contrast; what is above is ink
LONG = 6.0  # pixels to either side, from which a stroke is long enough
DIRECTIONS = ((0, 1), (1, 0), (1, 1), (1, -1))  # right, down, and the two diagonals
_ACROSS = {(0, 1): (1, 0), (1, 0): (0, 1), (1, 1): (1, -1), (1, -1): (1, 1)}


def background(image: UInt8) -> NDArray[np.int64]:
    """The median (C,) of the border's pixels."""
    border = np.concatenate([image[:, 0], image[:, -1], image[:, 1:-1, 0], image[:, 1:-1, -1]], axis=1)
    return np.median(border, axis=1).astype(np.int64)


def contrast(image: UInt8) -> NDArray[np.int64]:
    """How far (H, W) each pixel is from the background: of its channels the one that differs most, 0 to 255."""
    if image.dtype != np.uint8 or image.ndim != 3 or min(image.shape[1:]) < 3:
        raise ValueError(f"image: expected uint8 (C, H, W) of at least 3x3 pixels, found {image.dtype} {image.shape}")
    return np.abs(image.astype(np.int64) - background(image)[:, None, None]).max(axis=0)


def ink(image: UInt8) -> NDArray[np.bool_]:
    """Which pixels (H, W) are drawn; none where nothing stands out from the background."""
    strength = contrast(image)
    return strength >= max(LEAST_CONTRAST, INK * strength.max())


def strokeness(inked: NDArray[np.bool_]) -> NDArray[np.float64]:
    """How much (H, W) a pixel of ink lies in the middle of a thin stroke: how far the ink runs on to the nearer of both
    ends, up to LONG, over how wide it is across; the best of four directions."""
    found = np.zeros(inked.shape)
    for direction in DIRECTIONS:
        length = float(np.hypot(*direction))
        ahead, back = _reach(inked, direction, 1), _reach(inked, direction, -1)
        sideways = _runs(inked, _ACROSS[direction]) * length
        found = np.maximum(found, np.minimum(np.minimum(ahead, back) * length, LONG) / sideways)
    return np.where(inked, found, 0.0)


def thinnest(inked: NDArray[np.bool_]) -> NDArray[np.intp]:
    """In which direction (H, W) the ink through a pixel is shortest, as a number of DIRECTIONS; 0 on background."""
    lengths = np.stack([_runs(inked, each) * np.hypot(*each) for each in DIRECTIONS])
    return np.where(inked, lengths.argmin(axis=0), 0)


def pieces_gained(inked: NDArray[np.bool_], place: StrokePlace) -> int:
    """By how much components minus loops of the ink rise when *place* is wiped: 1 for a stroke cut or a loop opened."""
    wiped = inked.copy()
    wiped[place[:, 0], place[:, 1]] = False
    return _euler_number(wiped) - _euler_number(inked)


def _euler_number(inked: NDArray[np.bool_]) -> int:
    """Components minus loops, pixels touching at corners being connected, by counting 2x2 windows (Gray, "Local
    Properties of Binary Images in Two Dimensions", 1971)."""
    padded = np.pad(inked, 1).astype(int)
    corners = np.stack([padded[:-1, :-1], padded[:-1, 1:], padded[1:, :-1], padded[1:, 1:]])
    count = corners.sum(axis=0)
    diagonal = (count == 2) & (corners[0] == corners[3])
    return int((count == 1).sum() - (count == 3).sum() - 2 * diagonal.sum()) // 4


def distance_to_ink(inked: NDArray[np.bool_]) -> NDArray[np.float64]:
    """The distance (H, W) in pixels from each pixel to the nearest ink; zero everywhere where there is none."""
    points = np.argwhere(inked)
    if len(points) == 0:
        return np.zeros(inked.shape)
    grid = np.stack(np.meshgrid(*(np.arange(side) for side in inked.shape), indexing="ij"), axis=-1)
    squares = np.full(inked.shape, np.inf)
    for point in points:
        np.minimum(squares, np.square(grid - point).sum(axis=-1), out=squares)
    return np.sqrt(squares)


def _runs(inked: NDArray[np.bool_], direction: tuple[int, int]) -> NDArray[np.float64]:
    """How many pixels of ink (H, W) follow one another through each pixel in a *direction* and its opposite."""
    return 1.0 + _reach(inked, direction, 1) + _reach(inked, direction, -1)


def _reach(inked: NDArray[np.bool_], direction: tuple[int, int], sign: int) -> NDArray[np.float64]:
    """How many pixels of ink (H, W) follow on each pixel of ink one way."""
    found = np.zeros(inked.shape)
    reaching = inked
    for away in range(1, max(inked.shape)):
        reaching = reaching & _looked_up(inked, sign * away * direction[0], sign * away * direction[1])
        if not reaching.any():
            break
        found += reaching
    return found


def _looked_up(inked: NDArray[np.bool_], down: int, right: int) -> NDArray[np.bool_]:
    """At each pixel the ink that lies so far *down* and *right* of it; none beyond the border."""
    height, width = inked.shape
    padded = np.pad(inked, ((height, height), (width, width)))
    return padded[height + down : 2 * height + down, width + right : 2 * width + right]
