"""What a dataset gives: images in memory as uint8, with labels where there are some, split for good."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Array = TypeVar("Array", bound=NDArray)
UInt8 = NDArray[np.uint8]
Int64 = NDArray[np.int64]
Float32 = NDArray[np.float32]


class DataError(ValueError):
    """Data that cannot be used. The text is one sentence: which file, what was expected, what was found."""


@dataclass(frozen=True)
class Images:
    """Training and held-out images, never mixed. All arrays are read-only.

    ``train`` and ``test`` are uint8 of shape (N, C, H, W), C = 1 (grey) or 3 (RGB), 0 = black. Labels are int64 (N,),
    indices into ``class_names``, or None. ``factors`` holds true generating factors of rendered data, such as the phase
    of the moon, float32 (N,) for the training images; ``test_factors`` likewise. ``notes`` are sentences that a user
    should see: what was skipped and why.
    """

    title: str
    train: UInt8
    test: UInt8
    train_labels: Int64 | None = None
    test_labels: Int64 | None = None
    class_names: tuple[str, ...] = ()
    factors: Mapping[str, Float32] = field(default_factory=dict)
    test_factors: Mapping[str, Float32] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name, images, labels in (("train", self.train, self.train_labels), ("test", self.test, self.test_labels)):
            if images.dtype != np.uint8 or images.ndim != 4 or images.shape[1] not in (1, 3):
                raise DataError(
                    f"{self.title}: {name} images must be uint8 (N, 1 or 3, H, W), found {images.dtype} {images.shape}"
                )
            if len(images) == 0:
                raise DataError(f"{self.title}: there are no {name} images")
            if labels is not None and labels.shape != (len(images),):
                raise DataError(f"{self.title}: {len(images)} {name} images, but labels of shape {labels.shape}")
            for array in (images, labels):
                if array is not None:
                    array.setflags(write=False)
        if self.train.shape[1:] != self.test.shape[1:]:
            raise DataError(f"{self.title}: training images are {self.train.shape[1:]}, test {self.test.shape[1:]}")

    @property
    def image_shape(self) -> tuple[int, int, int]:
        """(C, H, W)."""
        _, channels, height, width = self.train.shape
        return channels, height, width


def frozen(array: Array) -> Array:
    """A read-only copy that owns its memory: what may cross a thread."""
    copy = array.copy()
    copy.setflags(write=False)
    return copy
