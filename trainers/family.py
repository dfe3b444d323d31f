"""What a family file provides: a config, networks, how it learns, and how one looks into it.

An instance is one live model. The trainer thread owns the one that learns; the render thread owns another of the same
config, into which it loads the weights of a snapshot before it encodes, decodes or samples.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from trainers.catalog import MetricSpec
from trainers.knobs import Config, knob

if TYPE_CHECKING:
    import torch
    from torch import Tensor, nn


class FamilyConfig(Config):
    """Knobs that every family has."""

    learning_rate: float = knob(
        2e-3, ge=1e-5, le=0.1, log=True, live=True, help="How far each step moves the weights; too high diverges."
    )


@dataclass(frozen=True)
class Clock:
    """Where in the run a step stands: ``step`` counts from 0, ``total`` is the planned number of steps."""

    step: int
    total: int

    @property
    def share(self) -> float:
        """From 0 to 1; stays 1 when training goes on beyond the plan."""
        return min(1.0, self.step / max(1, self.total))


class Family(ABC):
    """One live model. Subclasses are entered into the catalog with ``@family("name")``.

    Images ``x`` are float32 (N, C, H, W) in [0, 1]. Losses are summed over pixels and averaged over the batch.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    summary: ClassVar[str]
    Config: ClassVar[type[FamilyConfig]]
    metrics: ClassVar[tuple[MetricSpec, ...]]  # what step() returns
    test_metrics: ClassVar[tuple[MetricSpec, ...]]  # what evaluate() returns
    capabilities: ClassVar[frozenset[str]]

    config: FamilyConfig  # replaced by the loop when a live knob changes
    nets: nn.ModuleDict  # every learned tensor; what is averaged, shown and saved
    optimizers: Mapping[str, torch.optim.Optimizer]
    latent_dim: int

    @abstractmethod
    def __init__(self, config: FamilyConfig, image_shape: tuple[int, int, int], device: torch.device) -> None:
        """Builds networks and optimisers. Initial weights come from torch's global generator; the caller seeds it."""

    @abstractmethod
    def step(self, x: Tensor, y: Tensor | None, clock: Clock, generator: torch.Generator) -> dict[str, Tensor]:
        """One update of every player. Returns 0-d detached tensors on the device, one per metric; never syncs with the
        host. All randomness comes from *generator*."""

    def prepare(self, images: Tensor) -> None:
        """Called once before the first step with the uint8 training images (N, C, H, W), for statistics such as the
        mean image that sets the last bias. Must be deterministic."""

    def encode(self, x: Tensor) -> Tensor:
        """Codes (N, latent_dim) of images; for a VAE the posterior mean. Needs the capability "encodes"."""
        raise NotImplementedError(f"{self.name} does not encode")

    def posterior(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """(mu, logvar), each (N, latent_dim). Needs the capability "posterior"."""
        raise NotImplementedError(f"{self.name} has no posterior")

    def decode(self, z: Tensor) -> Tensor:
        """Images (N, C, H, W) in [0, 1] of codes (N, latent_dim). Needs the capability "decodes"."""
        raise NotImplementedError(f"{self.name} does not decode")

    def sample_codes(self, n: int, generator: torch.Generator, codes: Tensor | None) -> Tensor:
        """Codes (n, latent_dim) to draw new images from; *codes* of training images serve families without a prior."""
        raise NotImplementedError(f"{self.name} does not sample")

    def evaluate(self, x: Tensor, generator: torch.Generator) -> dict[str, Tensor]:
        """Test metrics of one batch as 0-d means over its images, one per entry of ``test_metrics``. No gradients."""
        return {}


Activation = Literal["silu", "relu", "tanh"]
