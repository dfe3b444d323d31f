"""Arrays of any usual layout and range as images and labels."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from trainers.examples import DataError, Int64, UInt8
from trainers.files.array_tables import two_columns
from trainers.sentence import sentence

Values = Literal["auto", "0 to 1", "-1 to 1", "0 to 255", "0 to 65535", "smallest to largest"]
Rows = Literal["auto", "planes", "pixels"]
RANGES = {"0 to 1": (0.0, 1.0), "-1 to 1": (-1.0, 1.0), "0 to 255": (0.0, 255.0), "0 to 65535": (0.0, 65535.0)}
SLACK = 0.1  # of the range: filters that sharpen overshoot it a little
STRETCH = "they can be stretched (the setting values)"
CLEAR = 0.8  # the smoother order of colours has at most this share of the other's roughness
MIN_PICTURE = 8  # pixels a side, from which an array of three dimensions may be one colour picture
MAX_SIDE = 64
MIN_SIDE = 2
MAX_CLASSES = 1000


def to_images(
    array: NDArray[Any], name: str, shrink: bool = False, values: Values = "auto", rows: Rows = "auto"
) -> tuple[UInt8, str]:
    """Images uint8 (N, C, H, W), and a note on what was assumed (empty for 0 to 255).

    Takes (N, H, W), (N, H, W, C), (N, C, H, W) with C 1, 3 or 4, (N, side * side), or (N, 3 * side * side) in the order
    that *rows* names; whole numbers or floats of the range that *values* names, or where that is "auto" from 0 to 255,
    from 0 to 1, from -1 to 1, or 16 bits, a little beyond being cut. Images of more than 64 pixels a side are refused,
    or with *shrink* brought to 64 by averaging areas. Raises DataError, which begins with *name*, also for what could
    be read in two ways.
    """
    stack, said = _to_nchw(array, name, rows)
    height, width = stack.shape[2:]
    if min(height, width) < MIN_SIDE:
        raise DataError(f"{name}: expected images of at least {MIN_SIDE} x {MIN_SIDE} pixels, found {height} x {width}")
    if max(height, width) > MAX_SIDE and not shrink:
        raise DataError(
            f"{name}: expected images of at most {MAX_SIDE} x {MAX_SIDE} pixels, found {height} x {width}; "
            "they can be shrunk (the setting too_large)"
        )
    images, note = _to_bytes(stack, name, values)
    if images.shape[1] == 4:  # transparency over white, as of pictures
        alpha = images[:, 3:].astype(np.uint16)
        images = ((images[:, :3] * alpha + 255 * (255 - alpha) + 127) // 255).astype(np.uint8)
    return (_shrunk(images) if max(height, width) > MAX_SIDE else images), " ".join(filter(None, (said, note)))


def to_labels(
    labels: NDArray[Any], test_labels: NDArray[Any] | None, name: str
) -> tuple[Int64, Int64 | None, list[str]]:
    """Class indices (N,) for both arrays, and the class names: the different values, in order. Raises DataError."""
    parts = [_label_texts(part, name) for part in (labels, test_labels) if part is not None]
    if len({part.dtype.kind in "US" for part in parts}) > 1:
        raise DataError(f"{name}: expected labels of one kind, found numbers for one set and words for the other")
    names, indices = np.unique(np.concatenate(parts), return_inverse=True)
    if len(names) > MAX_CLASSES:
        raise DataError(f"{name}: expected labels of at most {MAX_CLASSES:,} classes, found {len(names):,} values")
    train, test = np.split(indices.astype(np.int64), [len(parts[0])])
    texts = [value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value) for value in names.tolist()]
    return train, (None if test_labels is None else test), texts


def _to_nchw(array: NDArray[Any], name: str, rows: Rows) -> tuple[NDArray[Any], str]:
    if array.dtype.kind not in "buif":
        raise DataError(f"{name}: expected numbers, found values of type {array.dtype}")
    if array.ndim == 2:
        side = round(array.shape[1] ** 0.5)
        if side and side * side == array.shape[1]:
            return array.reshape(-1, 1, side, side), ""
        side = round((array.shape[1] / 3) ** 0.5)
        if side > 1 and 3 * side * side == array.shape[1]:
            return _colour_rows(array, side, name, rows)
        if array.shape[1] == 2:
            raise two_columns(name)
        raise DataError(f"{name}: expected rows of a square number of pixels, such as 784, found {array.shape[1]}")
    if array.ndim == 3:
        if array.shape[2] in (3, 4) and min(array.shape[:2]) > MIN_PICTURE:
            found = f"what looks like one colour picture of {array.shape[1]} x {array.shape[0]} pixels"
            raise DataError(f"{name}: expected many images, found {found}")
        return array[:, None], ""
    if array.ndim == 4 and array.shape[3] in (1, 3, 4):
        return array.transpose(0, 3, 1, 2), ""
    if array.ndim == 4 and (array.shape[1] in (1, 3) or (array.shape[1] == 4 and min(array.shape[2:]) > MIN_PICTURE)):
        return array, ""
    raise DataError(
        f"{name}: expected images of shape (N, H, W), (N, H, W, C), (N, C, H, W) with 1 or 3 channels C, or "
        f"(N, side * side), found {array.shape}"
    )


def _colour_rows(array: NDArray[Any], side: int, name: str, rows: Rows) -> tuple[NDArray[Any], str]:
    """(N, 3 * side * side) as colour images: all of the red first, or pixel by pixel. Where it is left open, neighbours
    must be clearly more alike in one of the two."""
    planes = array.reshape(-1, 3, side, side)
    pixels = array.reshape(-1, side, side, 3).transpose(0, 3, 1, 2)
    if rows == "auto":
        rough = [_roughness(each[:500]) for each in (planes, pixels)]
        if min(rough) > CLEAR * max(rough):
            raise DataError(
                f"{name}: rows of {array.shape[1]:,} numbers are colour images whose order cannot be told: "
                "choose it (the setting rows)"
            )
        rows = "planes" if rough[0] < rough[1] else "pixels"
    said = {
        "planes": sentence(f"Rows are colour images of {side} x {side} pixels, all of their red first."),
        "pixels": sentence(
            f"Rows are colour images of {side} x {side} pixels, red, green and blue of each pixel together."
        ),
    }
    return (planes if rows == "planes" else pixels), said[rows]


def _roughness(stack: NDArray[Any]) -> float:
    """How unlike neighbours are on average."""
    values = stack.astype(np.float32)
    return float(np.abs(np.diff(values, axis=2)).mean() + np.abs(np.diff(values, axis=3)).mean())


def _to_bytes(stack: NDArray[Any], name: str, values: Values) -> tuple[UInt8, str]:
    if stack.size == 0:
        raise DataError(f"{name}: expected images, found none (shape {stack.shape})")
    low, high = float(stack.min()), float(stack.max())
    if not np.isfinite(low) or not np.isfinite(high):
        raise DataError(f"{name}: expected finite values, found NaN or infinity")
    if values == "smallest to largest":
        return _scaled(stack, low, high if high > low else low + 1), sentence(f"Black is {low:g}, white is {high:g}.")
    if values != "auto":
        black, white = RANGES[values]
        return _scaled(stack, black, white), _cut(low, high, black, white)
    whole = stack.dtype.kind in "bui"
    if low >= 0 and high <= 1:
        return _scaled(stack, 0, 1), "" if high == 0 else sentence("Values from 0 to 1 are taken as black to white.")
    if low >= 0 and high <= 255 and not (not whole and high <= 1 + SLACK):
        note = f"Values reach only {high:g} of 255, so the images are dark; {STRETCH}." if high < 32 else ""
        return _scaled(stack, 0, 255), note
    if not whole and low >= -SLACK and 0.5 <= high <= 1 + SLACK:
        return _scaled(stack, 0, 1), _cut(low, high, 0, 1)
    if -1 - SLACK <= low <= -0.8 and high <= 1 + SLACK and (not whole or low == -1):
        note = "Values from -1 to 1 are taken as black to white."
        return _scaled(stack, -1, 1), note if low >= -1 and high <= 1 else _cut(low, high, -1, 1)
    if not whole and low >= -255 * SLACK and 128 <= high <= 255 * (1 + SLACK):
        return _scaled(stack, 0, 255), _cut(low, high, 0, 255)
    if low >= 0 and high <= 65535 and whole:
        taken = "Values are taken as 16 bits: 65535 is white"
        return _scaled(stack, 0, 65535), sentence(f"{taken}; {STRETCH}." if high < 8192 else f"{taken}.")
    raise DataError(
        f"{name}: expected values from 0 to 255 or from 0 to 1, found {low:g} to {high:g}; "
        "which of them are black and white has to be chosen (the setting values)"
    )


def _cut(low: float, high: float, black: float, white: float) -> str:
    taken = f"Values from {black:g} to {white:g} are taken as black to white"
    return f"{taken}." if low >= black and high <= white else f"{taken}; what lies beyond ({low:g} to {high:g}) is cut."


def _scaled(stack: NDArray[Any], black: float, white: float) -> UInt8:
    """uint8 with *black* at 0 and *white* at 255, a part at a time for memory."""
    if stack.dtype == np.uint8 and white == 255:
        return np.ascontiguousarray(stack)
    images = np.empty(stack.shape, np.uint8)
    for start in range(0, len(stack), 1024):
        part = (stack[start : start + 1024].astype(np.float64) - black) * (255 / (white - black))
        images[start : start + 1024] = np.rint(part.clip(0, 255))
    return images


def _shrunk(images: UInt8) -> UInt8:
    """The longer side at 64, areas averaged."""
    height, width = images.shape[2:]
    scale = MAX_SIDE / max(height, width)
    size = (max(MIN_SIDE, round(width * scale)), max(MIN_SIDE, round(height * scale)))
    flat = images.reshape(-1, height, width)
    small = [np.asarray(Image.fromarray(image).resize(size, Image.Resampling.BOX)) for image in flat]
    return np.stack(small).reshape(*images.shape[:2], size[1], size[0])


def _label_texts(labels: NDArray[Any], name: str) -> NDArray[Any]:
    """(N,) of whole numbers or texts."""
    flat = labels[:, 0] if labels.ndim == 2 and labels.shape[1] == 1 else labels
    if _is_one_hot(flat):
        return flat.argmax(axis=1)
    if flat.ndim != 1 or flat.dtype.kind not in "buifUS":
        raise DataError(f"{name}: expected one label for each image, found {labels.dtype} of shape {labels.shape}")
    if flat.dtype.kind == "f":
        if not (np.isfinite(flat).all() and (flat == np.rint(flat)).all()):
            raise DataError(f"{name}: expected labels that are whole numbers or names, found fractions")
        flat = flat.astype(np.int64)
    return flat


def _is_one_hot(labels: NDArray[Any]) -> bool:
    """(N, K) with one 1 in each row, and else 0."""
    if labels.ndim != 2 or labels.dtype.kind not in "buif" or not labels.size:
        return False
    return bool(((labels == 0) | (labels == 1)).all() and (labels.sum(axis=1, dtype=np.float64) == 1).all())
