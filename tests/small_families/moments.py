"""A family that is fitted without gradients: one Gaussian per pixel, from running sums."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from trainers.catalog import MetricSpec
from trainers.family import Family, ModelConfig
from trainers.lazy import torch
from trainers.schedules import Clock

if TYPE_CHECKING:
    from torch import Tensor

LEAST = 1e-2  # of a variance


class Moments(Family):
    name = "moments"
    title = "Moments"
    summary = "Mean and variance of each pixel over all images that were seen; there is no loss to go down."
    Config = ModelConfig
    capabilities = frozenset({"samples"})
    metrics = (MetricSpec("nll", "Surprise", "loss", help="Summed over pixels, mean over the batch."),)
    test_metrics = (MetricSpec("test_nll", "Test surprise", "loss", help="Of held-out images."),)
    latent_dim = None

    def __init__(self, config: ModelConfig, image_shape: tuple[int, int, int], device: torch.device) -> None:
        self.config = config
        sums = torch.nn.Module()
        sums.register_buffer("count", torch.zeros((), dtype=torch.int64))
        sums.register_buffer("first", torch.zeros(image_shape))  # of the pixels
        sums.register_buffer("second", torch.zeros(image_shape))  # of their squares
        self.nets = torch.nn.ModuleDict({"sums": sums}).to(device)
        self.optimizers = {}

    @property
    def _gaussian(self) -> tuple[Tensor, Tensor]:
        """Mean and variance (C, H, W); those of N(0, 1) before anything was seen."""
        sums = self.nets["sums"]
        if sums.count == 0:
            return torch.zeros_like(sums.first), torch.ones_like(sums.first)
        mean = sums.first / sums.count
        return mean, (sums.second / sums.count - mean.square()).clamp_min(LEAST)

    def step(self, x: Tensor, y: Tensor | None, clock: Clock, generator: torch.Generator) -> dict[str, Tensor]:
        surprise, sums = self._surprise(x), self.nets["sums"]
        sums.count += len(x)
        sums.first += x.sum(0)
        sums.second += x.square().sum(0)
        return {"nll": surprise}

    def draw(
        self,
        n: int,
        generator: torch.Generator,
        y: Tensor | None = None,
        given: tuple[Tensor, Tensor] | None = None,
        codes: Tensor | None = None,
    ) -> Iterator[Tensor]:
        mean, variance = self._gaussian
        noise = torch.randn(n, *mean.shape, generator=generator, device=mean.device)
        yield (mean + variance.sqrt() * noise).clamp(0, 1)

    def evaluate(self, x: Tensor, generator: torch.Generator, y: Tensor | None = None) -> dict[str, Tensor]:
        return {"test_nll": self._surprise(x)}

    def _surprise(self, x: Tensor) -> Tensor:
        """In nats, summed over pixels and averaged over the batch."""
        mean, variance = self._gaussian
        return ((x - mean).square() / variance + (2 * math.pi * variance).log()).sum() / (2 * len(x))
