"""What a run looks like, in a picture as small as a stamp, or in a few words: of its newest keyframe."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from trainers.examples import Float32, UInt8
from trainers.runs.files import RunFolderError
from trainers.runs.keyframes import read_keyframe
from trainers.shown import shown

SIDE = 48  # px
TILES = 3  # pictures a side
LINES, LETTERS = 3, 12  # of texts
DOT = ((0, 0), (0, 1), (0, -1), (1, 0), (-1, 0))  # places of a pixel and its neighbours
FEW = 400  # points, each of which is drawn as a dot that can be seen


def read_thumbnail(folder: Path, step: int, models: int) -> UInt8 | str | None:
    """The keyframe at *step* of a run with so many models, (SIDE, SIDE, 3): samples of the first model that draws any,
    else its reconstructions, else where its codes lie; of models that write the beginnings of a few texts, a line each.
    None where there is nothing to see, or it cannot be read."""
    try:
        pictures = read_keyframe(folder, step, models).models
    except RunFolderError:
        return None
    for name in ("samples", "reconstructions"):
        for model in pictures:
            images: UInt8 | None = getattr(model, name)
            if images is not None and len(images):
                return _of_points(images) if images.shape[1:] == (1, 1, 2) else _of_images(images)
    written = next((model.texts for model in reversed(pictures) if model.texts is not None and len(model.texts)), None)
    if written is not None:
        return "\n".join(shown(" ".join(str(text).split())[:LETTERS]) for text in written[:LINES])
    codes = next((model.codes for model in pictures if model.codes is not None and model.codes.shape[1] > 1), None)
    return None if codes is None or not len(codes) else _of_codes(codes)


def _of_images(images: UInt8) -> UInt8:
    """The first few of (N, C, H, W) as tiles; each fills its own by the nearest pixels, and keeps its proportions."""
    side = SIDE // TILES
    drawn = np.zeros((SIDE, SIDE, 3), np.uint8)
    for place, image in enumerate(images[: TILES * TILES]):
        _, height, width = image.shape
        scale = (side - 1) / max(height, width)
        rows, columns = max(1, round(height * scale)), max(1, round(width * scale))
        near = image[:, np.arange(rows) * height // rows][:, :, np.arange(columns) * width // columns]
        top = place // TILES * side + (side - rows) // 2
        left = place % TILES * side + (side - columns) // 2
        drawn[top : top + rows, left : left + columns] = near.transpose(1, 2, 0)  # grey ones are the same in all three
    return drawn


def _of_points(images: UInt8) -> UInt8:
    """Points of the plane, (N, 1, 1, 2) with x and y in 0 to 255, y upwards."""
    return _cloud((images.reshape(-1, 2) / np.float32(255)).astype(np.float32))


def _of_codes(codes: Float32) -> UInt8:
    """The first two numbers of each code; the outermost hundredth is cut off."""
    plane = codes[:, :2]
    low, high = np.quantile(plane, (0.01, 0.99), axis=0)
    return _cloud(((plane - low) / np.maximum(high - low, 1e-9)).astype(np.float32))


def _cloud(points: Float32) -> UInt8:
    """Fractions of the side (N, 2), y upwards."""
    counts, _, _ = np.histogram2d(1 - points[:, 1], points[:, 0], bins=SIDE, range=((0, 1), (0, 1)))
    if len(points) <= FEW:
        high = np.pad(counts, 1)
        counts = np.max([high[1 + y : SIDE + 1 + y, 1 + x : SIDE + 1 + x] for y, x in DOT], axis=0)
        counts = np.minimum(counts, 1)
    shades = (255 * np.sqrt(counts / max(counts.max(), 1))).astype(np.uint8)
    return np.repeat(shades[:, :, None], 3, axis=2)
