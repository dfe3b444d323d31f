"""What a dataset gives: examples of one kind in memory, with labels where there are some, split for good."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from trainers.kinds import DataError, Float32, Int64, Kept, Kind, Pictures, UInt8, frozen
from trainers.picture_rules import PictureRules
from trainers.sentence import sentence
from trainers.text_rules import TextRules
from trainers.text_source import TextSource

__all__ = ["DataError", "Examples", "Float32", "Int64", "Kept", "Modes", "UInt8", "frozen"]

_OF_ITS_ARRAYS: Any = None  # until pictures are looked at
_TRAIN, _TEST = sentence("training examples"), sentence("test examples")


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
    """Training and held-out examples, never mixed. All arrays are read-only.

    ``train`` and ``test`` are (N, *kind.shape), kept as their ``kind`` says; without one they are pictures of the shape
    that they have. Labels are int64 (N,), indices into ``class_names``, or None. ``factors`` holds true generating
    factors of rendered data, such as the phase of the moon, float32 (N,) for the training examples; ``test_factors``
    likewise. ``notes`` are sentences that a user should see: what was skipped and why. ``modes`` is the distribution of
    points where it is known, and ``entropy`` that of the distribution from which the examples come, in nats for one
    example, where it is (of lines: in nats per character when divided by how many tokens count in one on average).
    ``rules`` judge pictures where the data were drawn by some, ``text_rules`` texts, and ``text_source`` is that
    distribution where it can say how likely it finds any text. Raises DataError for arrays that are not as they should
    be.
    """

    title: str
    train: Kept
    test: Kept
    train_labels: Int64 | None = None
    test_labels: Int64 | None = None
    class_names: tuple[str, ...] = ()
    factors: Mapping[str, Float32] = field(default_factory=dict)
    test_factors: Mapping[str, Float32] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    modes: Modes | None = None
    kind: Kind = _OF_ITS_ARRAYS
    entropy: float | None = None
    rules: PictureRules | None = None
    text_rules: TextRules | None = None
    text_source: TextSource | None = None

    def __post_init__(self) -> None:
        if self.kind is _OF_ITS_ARRAYS:
            object.__setattr__(self, "kind", Pictures.of(f"{self.title}: {_TRAIN}", self.train))
        for what, kept, labels in ((_TRAIN, self.train, self.train_labels), (_TEST, self.test, self.test_labels)):
            self.kind.check(f"{self.title}: {what}", kept)
            if len(kept) == 0:
                raise DataError(f"{self.title}: there are no {what}")
            if labels is not None and labels.shape != (len(kept),):
                raise DataError(f"{self.title}: {len(kept)} {what}, but labels of shape {labels.shape}")
            for array in (kept, labels):
                if array is not None:
                    array.setflags(write=False)
        if self.train.dtype != self.test.dtype:
            raise DataError(f"{self.title}: training examples are {self.train.dtype}, test {self.test.dtype}")
        if self.modes is not None and not self.kind.in_plane:
            found = f"{self.kind.plural} of shape {self.kind.shape}"
            raise DataError(f"{self.title}: only points have modes, found {found}")

    @property
    def image_shape(self) -> tuple[int, int, int]:
        """(C, H, W) as which one example passes through networks made for images; DataError where it does not."""
        return self.kind.image_shape

    def class_shares(self, classes: int) -> list[float]:
        """How frequent each of so many classes is in training; [1] where there are none."""
        if not classes or self.train_labels is None:
            return [1.0]
        return [float(share) for share in np.bincount(self.train_labels, minlength=classes) / len(self.train)]
