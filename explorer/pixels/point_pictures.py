"""Points of the plane as pictures: a dot in a frame for each, or one cloud of them all.

What is shown of points is x and y as two grey pixels, the ``image_shape`` of :class:`trainers.kinds.Points`. Drawn as
they are those say nothing, so whoever hands a batch to a view hands on these instead, by the kind of the data.
"""

from __future__ import annotations

import numpy as np

from trainers.examples import Float32, UInt8
from trainers.kinds import Kind

SIDE, CLOUD_SIDE = 25, 49  # px of a dot's picture and of a cloud's
GROUND, EDGE, INK = 0, 70, 255
SPREAD = 1  # px that a dot reaches from its middle


def drawn_batch(images: UInt8, kind: type[Kind]) -> UInt8:
    """A batch of that *kind* as it is shown: of points (N, 1, 1, 2) a dot in a frame each, (N, 1, SIDE, SIDE), y
    upwards; others as they are."""
    if not kind.in_plane:
        return images
    pictures = np.full((len(images), 1, SIDE, SIDE), GROUND, np.uint8)
    pictures[:, :, [0, -1], :] = EDGE
    pictures[:, :, :, [0, -1]] = EDGE
    first, last = 1 + SPREAD, SIDE - 2 - SPREAD  # within the frame
    places = np.rint(first + images.reshape(-1, 2) / np.float32(255) * (last - first)).astype(int)
    for picture, (x, y) in zip(pictures[:, 0], places, strict=True):
        row = SIDE - 1 - y
        picture[row - SPREAD : row + SPREAD + 1, x - SPREAD : x + SPREAD + 1] = INK
    return pictures


def cloud(images: UInt8, kind: type[Kind]) -> UInt8:
    """A batch of points as one picture (1, 1, CLOUD_SIDE, CLOUD_SIDE) of where they are dense; others as they are."""
    if not kind.in_plane or not len(images):
        return images
    return scatter((images.reshape(-1, 2) / np.float32(255)).astype(np.float32), CLOUD_SIDE)


def scatter(points: Float32, side: int = CLOUD_SIDE) -> UInt8:
    """A picture (1, 1, side, side) of where points (N, 2) in [0, 1] are dense, y upwards."""
    counts, _, _ = np.histogram2d(1 - points[:, 1], points[:, 0], bins=side, range=((0, 1), (0, 1)))
    shades = np.sqrt(counts / max(counts.max(), 1))
    return (255 * shades).astype(np.uint8)[None, None]
