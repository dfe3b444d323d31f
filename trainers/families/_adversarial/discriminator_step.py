"""The D step: k moves of the discriminator, each on real images that it has not yet been shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from trainers.catalog import DISCRIMINATOR
from trainers.families._adversarial.move import make_move

if TYPE_CHECKING:
    import torch
    from torch import Tensor

    from trainers.families._adversarial.adversarial import Adversarial


def discriminator_step(
    model: Adversarial, moves: int, batches: Sequence[tuple[Tensor, Tensor | None]], generator: torch.Generator
) -> dict[str, Tensor]:
    """Metrics of the last move. *batches* are real images with their labels, one for each move; with 0 *moves* D is
    only measured, on the first of them."""
    metrics: dict[str, Tensor] = {}
    for real, label in batches[: max(1, moves)]:
        metrics |= make_move(model, DISCRIMINATOR, real, label, generator, measure_only=moves == 0)
    return metrics
