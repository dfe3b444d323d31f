"""What a dataset gives: images, or points of the plane, in memory, with labels where there are some, split for good."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Array = TypeVar("Array", bound=NDArray)
UInt8 = NDArray[np.uint8]
Int64 = NDArray[np.int64]
Float32 = NDArray[np.float32]
Pixels = NDArray[Any]  # uint8, or float32 in [0, 1]

POINT_SHAPE = (1, 1, 2)  # the image_shape of points: a point of the plane is an image of two grey pixels, x and y


class DataError(ValueError):
    """Data that cannot be used. The text is one sentence: which file, what was expected, what was found."""


@dataclass(frozen=True)
class Modes:
    """Where the data come from, when that is known: Gaussians of equal weight and one sigma around their centres.

    ``centres`` is float32 (K, 2), in the coordinates of the points.
    """

    centres: Float32
    sigma: float

    def __post_init__(self) -> None:
        if self.centres.dtype != np.float32 or self.centres.ndim != 2 or self.centres.shape[1] != 2:
            found = f"{self.centres.dtype} {self.centres.shape}"
            raise DataError(f"modes: expected centres as float32 (K, 2), found {found}")
        if len(self.centres) == 0 or not np.isfinite(self.centres).all() or not 0 < self.sigma < np.inf:
            raise DataError(f"modes: expected finite centres and a sigma above 0, found {self.centres}, {self.sigma}")
        self.centres.setflags(write=False)


@dataclass(frozen=True)
class Examples:
    """Training and held-out images, never mixed. All arrays are read-only.

    ``train`` and ``test`` have the shape (N, C, H, W), C = 1 (grey) or 3 (RGB), 0 = black: either uint8, or float32 in
    [0, 1], which points of the plane need (``image_shape`` is then POINT_SHAPE and :attr:`is_points` true). Labels are
    int64 (N,), indices into ``class_names``, or None. ``factors`` holds true generating factors of rendered data, such
    as the phase of the moon, float32 (N,) for the training images; ``test_factors`` likewise. ``notes`` are sentences
    that a user should see: what was skipped and why. ``modes`` is the distribution of points where it is known.
    """

    title: str
    train: Pixels
    test: Pixels
    train_labels: Int64 | None = None
    test_labels: Int64 | None = None
    class_names: tuple[str, ...] = ()
    factors: Mapping[str, Float32] = field(default_factory=dict)
    test_factors: Mapping[str, Float32] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    modes: Modes | None = None

    def __post_init__(self) -> None:
        for name, images, labels in (("train", self.train, self.train_labels), ("test", self.test, self.test_labels)):
            _check(f"{self.title}: {name} images", images)
            if len(images) == 0:
                raise DataError(f"{self.title}: there are no {name} images")
            if labels is not None and labels.shape != (len(images),):
                raise DataError(f"{self.title}: {len(images)} {name} images, but labels of shape {labels.shape}")
            for array in (images, labels):
                if array is not None:
                    array.setflags(write=False)
        if self.train.shape[1:] != self.test.shape[1:]:
            raise DataError(f"{self.title}: training images are {self.train.shape[1:]}, test {self.test.shape[1:]}")
        if self.train.dtype != self.test.dtype:
            raise DataError(f"{self.title}: training images are {self.train.dtype}, test {self.test.dtype}")
        if self.modes is not None and not self.is_points:
            raise DataError(f"{self.title}: only points have modes, found images of shape {self.image_shape}")

    @property
    def image_shape(self) -> tuple[int, int, int]:
        """(C, H, W)."""
        _, channels, height, width = self.train.shape
        return channels, height, width

    @property
    def is_points(self) -> bool:
        """Whether the images are points of the plane; :func:`as_points` gives them as such."""
        return self.image_shape == POINT_SHAPE and self.train.dtype == np.float32


def _check(name: str, images: Pixels) -> None:
    if images.dtype not in (np.uint8, np.float32) or images.ndim != 4 or images.shape[1] not in (1, 3):
        found = f"{images.dtype} {images.shape}"
        raise DataError(f"{name} must be uint8 or float32 (N, 1 or 3, H, W), found {found}")
    if images.dtype == np.float32 and images.size:
        low, high = float(images.min()), float(images.max())
        if not (low >= 0 and high <= 1):  # also where one of them is not a number
            raise DataError(f"{name} must lie between 0 and 1, found values from {low:g} to {high:g}")


def as_points(images: Pixels) -> Float32:
    """Images (N, 1, 1, 2) as the points (N, 2) that they are, a read-only float32 view or copy."""
    points = images.reshape(len(images), -1).astype(np.float32, copy=False)
    points.setflags(write=False)
    return points


def as_pictures(images: Pixels) -> UInt8:
    """Images as uint8, to be shown: float32 ones are rounded to 255 steps."""
    if images.dtype == np.uint8:
        return images
    return frozen(np.rint(images * 255).astype(np.uint8))


def frozen(array: Array) -> Array:
    """A read-only copy that owns its memory: what may cross a thread."""
    copy = array.copy()
    copy.setflags(write=False)
    return copy
