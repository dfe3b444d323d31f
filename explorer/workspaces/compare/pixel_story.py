"""Same error, different picture: changes of an image that cost a pixel loss exactly the same and the eye not at all.

Images are uint8 (C, H, W). A *place* is (n, 2): the rows and columns of n pixels.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from explorer.pixels.strokes import (
    DIRECTIONS,
    StrokePlace,
    background,
    contrast,
    distance_to_ink,
    ink,
    pieces_gained,
    strokeness,
    thinnest,
)
from trainers.examples import UInt8

MOST = 5  # pixels that a change may have
CENTRAL = 0.8  # of the strongest contrast; what is above is the middle of a stroke rather than its rim
TRIED = 40  # places that are looked at for whether they cut the stroke


class NoStrokeError(ValueError):
    """An image on which nothing is drawn. The text is one sentence."""


def changed_pair(image: UInt8, here: StrokePlace, there: StrokePlace) -> tuple[UInt8, UInt8]:
    """One copy changed at *here*, one at *there*, places of equally many pixels: by the same amount, pixel by pixel and
    channel by channel, so that both squared errors are equal to the last bit.

    At *here* ink turns to background and background to ink; at *there* the same amount is added or taken, whichever
    there is more room for. Where the room does not suffice, both change by less. Raises ValueError.
    """
    if here.shape != there.shape or here.ndim != 2 or here.shape[1] != 2:
        raise ValueError(f"places: expected two of the same shape (n, 2), found {here.shape} and {there.shape}")
    inked = ink(image)
    ground = background(image)[:, None]  # (C, 1)
    whole = image.astype(np.int64)
    strongest = whole.reshape(len(image), -1)[:, [int(contrast(image).argmax())]]  # (C, 1)
    a, b = whole[:, here[:, 0], here[:, 1]], whole[:, there[:, 0], there[:, 1]]  # (C, n)
    wanted = np.where(inked[here[:, 0], here[:, 1]], ground, strongest) - a
    amount = np.minimum(np.abs(wanted), np.maximum(b, 255 - b))
    first, second = whole.copy(), whole.copy()
    first[:, here[:, 0], here[:, 1]] = a + np.sign(wanted) * amount
    second[:, there[:, 0], there[:, 1]] = b + np.where(255 - b >= b, 1, -1) * amount
    return first.astype(np.uint8), second.astype(np.uint8)


def shifted(image: UInt8) -> UInt8:
    """A copy moved by one pixel, background moving in, towards the side where the border holds the least ink: to the
    right if there is a choice."""
    strength = contrast(image)
    # Per direction: the ink that would fall off, the axis, and which way.
    ways = (
        (strength[:, -1].sum(), 2, 1),
        (strength[:, 0].sum(), 2, -1),
        (strength[-1].sum(), 1, 1),
        (strength[0].sum(), 1, -1),
    )
    _, axis, step = min(ways, key=lambda way: way[0])
    moved = np.roll(image, step, axis)
    edge: list[slice | int] = [slice(None)] * 3
    edge[axis] = 0 if step > 0 else -1
    moved[tuple(edge)] = background(image)[:, None]
    return moved


def pixel_error(image: UInt8, other: UInt8) -> float:
    """The root of the mean squared difference per pixel and channel, of pixels in 0..1."""
    return float(np.sqrt(np.square(image.astype(np.float64) - other).mean()) / 255)


# --------------------------------------------------------------------------- places


def stroke_place(image: UInt8, size: int = 1) -> StrokePlace:
    """*size* pixels in a row across a stroke: where they cut it in two or open a loop if they can, and of those places
    where it is thin and runs on to both sides. Raises NoStrokeError for an image without ink, ValueError for another
    size."""
    strength, inked = contrast(image), ink(image)
    _check_size(size)
    rows, columns = np.nonzero(inked & (strength >= CENTRAL * strength.max()))
    if len(rows) == 0 or inked.all():
        raise NoStrokeError("Nothing is drawn on this image: there is no stroke to cut.")
    score = strokeness(inked)[rows, columns] + 1e-3 * strength[rows, columns]  # among equals the strongest ink
    tried, across = np.argsort(-score, kind="stable")[:TRIED], thinnest(inked)
    places = [_across(rows[i], columns[i], size, across, inked.shape) for i in tried]
    return max(places, key=lambda place: pieces_gained(inked, place))  # of equals the first


def place_at(image: UInt8, row: int, column: int, size: int = 1) -> StrokePlace:
    """*size* pixels (1 to 5) around a pixel, in a row across the stroke it lies in; on background, side by side."""
    _check_size(size)
    inked = ink(image)
    return _across(row, column, size, thinnest(inked), inked.shape)


def _across(row: int, column: int, size: int, directions: NDArray[np.intp], shape: tuple[int, ...]) -> StrokePlace:
    offsets = np.arange(size) - size // 2
    place = np.array([row, column]) + offsets[:, None] * np.array(DIRECTIONS[int(directions[row, column])])
    return _moved_inside(place, shape)


def place_like(image: UInt8, pattern: StrokePlace, row: int, column: int) -> StrokePlace:
    """The pixels of *pattern*, moved so that they are around a pixel, and inside the image."""
    middle = pattern[len(pattern) // 2]
    return _moved_inside(pattern - middle + np.array([row, column]), image.shape[1:])


def far_place(image: UInt8, pattern: StrokePlace) -> StrokePlace:
    """*pattern* moved to where its nearest pixel is as far from all ink as can be; the first such place, by rows.

    Two pixels at the border are left free where there is other room, so that the place can be seen.
    """
    inked = ink(image)
    height, width = inked.shape
    distance = distance_to_ink(inked)
    low, high = (pattern - pattern[len(pattern) // 2]).min(axis=0), (pattern - pattern[len(pattern) // 2]).max(axis=0)
    border = 2 if min(height, width) >= 12 else 0
    rows = np.arange(border - low[0], height - border - high[0])
    columns = np.arange(border - low[1], width - border - high[1])
    offsets = pattern - pattern[len(pattern) // 2]
    nearest = np.min(
        [distance[np.ix_(rows + offset_row, columns + offset_column)] for offset_row, offset_column in offsets], axis=0
    )
    row, column = np.unravel_index(int(nearest.argmax()), nearest.shape)
    return place_like(image, pattern, int(rows[row]), int(columns[column]))


def _moved_inside(place: StrokePlace, shape: tuple[int, ...]) -> StrokePlace:
    """*place* moved as little as makes it lie inside the image."""
    moved = place - np.minimum(place.min(axis=0), 0)
    return moved - np.maximum(moved.max(axis=0) - (np.array(shape) - 1), 0)


def _check_size(size: int) -> None:
    if not 1 <= size <= MOST:
        raise ValueError(f"size: expected 1 to {MOST} pixels, found {size}")
