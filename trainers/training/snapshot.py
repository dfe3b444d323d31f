"""Frozen weights for looking: what the trainer thread hands to the render thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trainers.training.shelf import ShelvedTensors

if TYPE_CHECKING:
    from torch import Tensor

    from trainers.family import ModelConfig


@dataclass(frozen=True)
class Snapshot:
    """The display weights of every model after ``step`` updates: see ``Loop.display_weights``.

    The tensors are copies that nobody writes to again, so they may be read from any thread without a lock; those of a
    keyframe that is kept for looking back are read from a file when they are asked for, see :mod:`.shelf`. ``settled``
    says that training stands still, so that its pictures may be drawn at once; those of a ``keyframe`` are kept. One
    that is ``followed`` is of a single step which somebody wants to see: what is asked now is asked of it.
    """

    run_id: int
    step: int
    weights: tuple[Mapping[str, Tensor], ...]
    configs: tuple[ModelConfig, ...]
    keyframe: bool = False
    settled: bool = False
    followed: bool = False

    @property
    def nbytes(self) -> int:
        """The bytes of all weights."""
        return sum(map(_bytes, self.weights))


def _bytes(weights: Mapping[str, Tensor]) -> int:
    if isinstance(weights, ShelvedTensors):
        return weights.nbytes
    return sum(tensor.nbytes for tensor in weights.values())
