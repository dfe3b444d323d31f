"""A family that draws in ten stages which can be watched: noise gives way to a picture."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tests.small_families.even_odds import EvenOdds
from trainers.lazy import torch

if TYPE_CHECKING:
    from torch import Tensor

STAGES = 10


class Unveiling(EvenOdds):
    name = "unveiling"
    title = "Unveiling"
    capabilities = frozenset({"samples", "stages"})

    def draw(
        self,
        n: int,
        generator: torch.Generator,
        y: Tensor | None = None,
        given: tuple[Tensor, Tensor] | None = None,
        codes: Tensor | None = None,
    ) -> Iterator[Tensor]:
        lit = self.nets["pixels"]["logits"].sigmoid()
        noise = torch.rand(n, *lit.shape, generator=generator, device=lit.device)
        picture = (noise < lit).float()
        for stage in range(1, STAGES):
            yield noise.lerp(picture, stage / STAGES)
        yield picture
