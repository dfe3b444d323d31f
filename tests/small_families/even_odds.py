"""A family that samples without a code: each pixel is a coin of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from trainers.catalog import MetricSpec
from trainers.family import Family, FamilyConfig
from trainers.lazy import functional, torch
from trainers.schedules import Clock

if TYPE_CHECKING:
    from torch import Tensor


class EvenOdds(Family):
    name = "even-odds"
    title = "Even odds"
    summary = "Each pixel is lit as often as in the training images, whatever the others do."
    Config = FamilyConfig
    capabilities = frozenset({"samples"})
    metrics = (MetricSpec("nll", "Surprise", "loss", help="Summed over pixels, mean over the batch."),)
    test_metrics = (MetricSpec("test_nll", "Test surprise", "loss", help="Of held-out images."),)
    latent_dim = None

    def __init__(self, config: FamilyConfig, image_shape: tuple[int, int, int], device: torch.device) -> None:
        self.config = config
        pixels = torch.nn.ParameterDict({"logits": torch.zeros(image_shape)})
        self.nets = torch.nn.ModuleDict({"pixels": pixels}).to(device)
        self.optimizers = {"adam": torch.optim.Adam(self.nets.parameters(), lr=config.learning_rate)}

    def step(self, x: Tensor, y: Tensor | None, clock: Clock, generator: torch.Generator) -> dict[str, Tensor]:
        adam = self.optimizers["adam"]
        adam.zero_grad()
        loss = self._surprise(x)
        loss.backward()
        adam.step()
        return {"nll": loss.detach()}

    def draw(
        self,
        n: int,
        generator: torch.Generator,
        y: Tensor | None = None,
        given: tuple[Tensor, Tensor] | None = None,
        codes: Tensor | None = None,
    ) -> Iterator[Tensor]:
        lit = self.nets["pixels"]["logits"].sigmoid()
        yield torch.bernoulli(lit.expand(n, *lit.shape), generator=generator)

    def evaluate(self, x: Tensor, generator: torch.Generator, y: Tensor | None = None) -> dict[str, Tensor]:
        with torch.no_grad():
            return {"test_nll": self._surprise(x)}

    def _surprise(self, x: Tensor) -> Tensor:
        """In nats, summed over pixels and averaged over the batch."""
        logits = self.nets["pixels"]["logits"].expand_as(x)
        return functional.binary_cross_entropy_with_logits(logits, x, reduction="sum") / len(x)
