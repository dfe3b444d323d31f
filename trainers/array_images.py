"""Arrays of any usual layout and range as images and labels."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from trainers.images import DataError, Int64, UInt8

MAX_SIDE = 64
MIN_SIDE = 2
MAX_CLASSES = 1000


def to_images(array: NDArray[Any], name: str, shrink: bool = False) -> tuple[UInt8, str]:
    """Images uint8 (N, C, H, W), and a note on the range that was assumed (empty for 0 to 255).

    Takes (N, H, W), (N, H, W, C), (N, C, H, W) with C 1 or 3, or (N, side * side); whole numbers or floats from 0 to
    255, from 0 to 1, from -1 to 1, or 16 bits. Images of more than 64 pixels a side are refused, or with *shrink*
    brought to 64 by averaging areas. Raises DataError, which begins with *name*.
    """
    stack = _to_nchw(array, name)
    height, width = stack.shape[2:]
    if min(height, width) < MIN_SIDE:
        raise DataError(f"{name}: expected images of at least {MIN_SIDE} x {MIN_SIDE} pixels, found {height} x {width}")
    if max(height, width) > MAX_SIDE and not shrink:
        raise DataError(
            f"{name}: expected images of at most {MAX_SIDE} x {MAX_SIDE} pixels, found {height} x {width}; "
            "they can be shrunk (the setting too_large)"
        )
    images, note = _to_bytes(stack, name)
    return (_shrunk(images) if max(height, width) > MAX_SIDE else images), note


def to_labels(
    labels: NDArray[Any], test_labels: NDArray[Any] | None, name: str
) -> tuple[Int64, Int64 | None, list[str]]:
    """Class indices (N,) for both arrays, and the class names: the different values, in order. Raises DataError."""
    parts = [_label_texts(part, name) for part in (labels, test_labels) if part is not None]
    names, indices = np.unique(np.concatenate(parts), return_inverse=True)
    if len(names) > MAX_CLASSES:
        raise DataError(f"{name}: expected labels of at most {MAX_CLASSES:,} classes, found {len(names):,} values")
    train, test = np.split(indices.astype(np.int64), [len(parts[0])])
    texts = [value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value) for value in names.tolist()]
    return train, (None if test_labels is None else test), texts


def _to_nchw(array: NDArray[Any], name: str) -> NDArray[Any]:
    if array.dtype.kind not in "buif":
        raise DataError(f"{name}: expected numbers, found values of type {array.dtype}")
    if array.ndim == 2:
        side = round(array.shape[1] ** 0.5)
        if side and side * side == array.shape[1]:
            return array.reshape(-1, 1, side, side)
        raise DataError(f"{name}: expected rows of a square number of pixels, such as 784, found {array.shape[1]}")
    if array.ndim == 3:
        return array[:, None]
    if array.ndim == 4 and array.shape[3] in (1, 3):
        return array.transpose(0, 3, 1, 2)
    if array.ndim == 4 and array.shape[1] in (1, 3):
        return array
    raise DataError(
        f"{name}: expected images of shape (N, H, W), (N, H, W, C), (N, C, H, W) with 1 or 3 channels C, or "
        f"(N, side * side), found {array.shape}"
    )


def _to_bytes(stack: NDArray[Any], name: str) -> tuple[UInt8, str]:
    if stack.size == 0:
        raise DataError(f"{name}: expected images, found none (shape {stack.shape})")
    low, high = stack.min(), stack.max()
    if not np.isfinite(low) or not np.isfinite(high):
        raise DataError(f"{name}: expected finite values, found NaN or infinity")
    if low >= 0 and high <= 1:
        return _scaled(stack, 0, 1), "" if high == 0 else "Values from 0 to 1 are taken as black to white."
    if low >= 0 and high <= 255:
        note = f"Values reach only {high:g} of 255, so the images are dark." if high < 32 else ""
        return _scaled(stack, 0, 255), note
    if low >= -1 and high <= 1:
        return _scaled(stack, -1, 1), "Values from -1 to 1 are taken as black to white."
    if low >= 0 and high <= 65535 and stack.dtype.kind in "ui":
        return _scaled(stack, 0, 65535), "Values are taken as 16 bits: 65535 is white."
    raise DataError(f"{name}: expected values from 0 to 255 or from 0 to 1, found {low:g} to {high:g}")


def _scaled(stack: NDArray[Any], black: float, white: float) -> UInt8:
    """uint8 with *black* at 0 and *white* at 255, a part at a time for memory."""
    if stack.dtype == np.uint8 and white == 255:
        return np.ascontiguousarray(stack)
    images = np.empty(stack.shape, np.uint8)
    for start in range(0, len(stack), 1024):
        part = stack[start : start + 1024].astype(np.float64)
        images[start : start + 1024] = np.rint((part - black) * (255 / (white - black)))
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
    if flat.ndim != 1 or flat.dtype.kind not in "buifUS":
        raise DataError(f"{name}: expected one label for each image, found {labels.dtype} of shape {labels.shape}")
    if flat.dtype.kind == "f":
        if not (np.isfinite(flat).all() and (flat == np.rint(flat)).all()):
            raise DataError(f"{name}: expected labels that are whole numbers or names, found fractions")
        flat = flat.astype(np.int64)
    return flat
