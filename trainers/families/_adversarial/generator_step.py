"""The G step: moves of the generator, each with fresh noise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainers.catalog import GENERATOR
from trainers.families._adversarial.move import make_move

if TYPE_CHECKING:
    import torch
    from torch import Tensor

    from trainers.families._adversarial.adversarial import Adversarial


def generator_step(
    model: Adversarial, moves: int, real: Tensor, label: Tensor | None, generator: torch.Generator
) -> dict[str, Tensor]:
    """Metrics of the last move. As many fakes are drawn as there are *real* images, with their labels; with 0 *moves*
    G is only measured."""
    metrics: dict[str, Tensor] = {}
    for _ in range(max(1, moves)):
        metrics |= make_move(model, GENERATOR, real, label, generator, measure_only=moves == 0)
    return metrics
