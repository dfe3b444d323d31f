"""The pictures that come of every model without being asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trainers.examples import Float32, UInt8


@dataclass(frozen=True)
class ModelPictures:
    """One model's pictures at one snapshot. What a family cannot do is None.

    ``codes`` (N, latent_dim) belong to the first N of DataReady.labels; ``spread`` is the posterior standard deviation
    of the same shape. ``samples`` come from fixed noise, and so do ``texts`` (N,) of a model that writes. ``test``
    holds metrics on some held-out images; it is empty where they were measured a moment before.
    """

    reconstructions: UInt8 | None
    samples: UInt8 | None
    codes: Float32 | None
    spread: Float32 | None
    test: Mapping[str, float]
    texts: NDArray[np.str_] | None = None

    @property
    def nbytes(self) -> int:
        """The bytes of the arrays."""
        arrays = (self.reconstructions, self.samples, self.codes, self.spread, self.texts)
        return sum(array.nbytes for array in arrays if array is not None)


@dataclass(frozen=True)
class PicturesDrawn:
    """All models' pictures at ``step`` (latest wins). ``keyframe`` ones are kept by the timeline and never dropped;
    with ``weights`` one can look back at the models of then, without at the pictures alone."""

    run_id: int
    step: int
    models: tuple[ModelPictures, ...]
    keyframe: bool = False
    weights: bool = True

    @property
    def nbytes(self) -> int:
        """The bytes of the arrays: what a keyframe costs in a timeline."""
        return sum(model.nbytes for model in self.models)
