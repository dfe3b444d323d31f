"""Principal component analysis: the flat sheet through the examples that loses least.

Pearson, "On lines and planes of closest fit to systems of points in space" (1901). An autoencoder with linear layers
finds the same sheet by many small steps (Baldi and Hornik, 1989); here it is found by solving one equation, in the
first step. Before that the axes are random, which shows what a sheet is worth that knows nothing of the data.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar, Self

from trainers.catalog import MetricSpec, family
from trainers.family import Family, ModelConfig
from trainers.knobs import ConfigError, knob
from trainers.lazy import losses, nets, torch
from trainers.metrics.principal_axes import principal_axes
from trainers.schedules import Clock

if TYPE_CHECKING:
    from torch import Tensor

    from trainers.examples import Examples


class PCAConfig(ModelConfig):
    """Knobs of principal component analysis."""

    latent_dim: int = knob(
        2, ge=1, le=128, log=True, shapes=True, role="code width",
        help="How many axes: a code is how far an image lies along each of them.",
    )  # fmt: skip


@family("pca")
class PrincipalComponents(Family):
    title = "Principal components"
    summary = "The flat sheet through the data that loses least: one equation, solved in one step."
    Config: ClassVar[type[ModelConfig]] = PCAConfig
    capabilities = frozenset({"encodes", "decodes", "samples"})
    metrics = (
        MetricSpec("mse", "Squared error per pixel", "mse", help="Mean over pixels and batch."),
        MetricSpec(
            "kept",
            "Variance kept",
            "kept",
            better="higher",
            help="Share of what the images differ from their mean by that lies along the axes.",
        ),
    )
    test_metrics = (
        MetricSpec("test_mse", "Test squared error per pixel", "mse", help="Mean over held-out pixels.", short="MSE"),
        MetricSpec(
            "test_kept",
            "Test variance kept",
            "kept",
            better="higher",
            help="Share of what held-out images differ from the mean by that lies along the axes.",
            short="kept",
        ),
    )

    config: PCAConfig

    def __init__(self, config: PCAConfig, image_shape: tuple[int, int, int], device: torch.device) -> None:
        numbers = math.prod(image_shape)
        if config.latent_dim > numbers:
            many = f"{numbers}, as many as an example has numbers"
            raise ConfigError(f"latent_dim: expected at most {many}, found {config.latent_dim}", "latent_dim")
        self.config, self.image_shape, self.latent_dim = config, image_shape, config.latent_dim
        sheet = torch.nn.Module()
        sheet.register_buffer("mean", torch.full((numbers,), 0.5))
        sheet.register_buffer("axes", torch.linalg.qr(torch.randn(numbers, config.latent_dim)).Q.T.contiguous())
        sheet.register_buffer("variances", torch.ones(config.latent_dim))  # of the codes, whose mean is 0
        self.nets = torch.nn.ModuleDict({"sheet": sheet}).to(device)
        self.optimizers = {}
        self._examples: Tensor | None = None

    @classmethod
    def build(cls, config: ModelConfig, examples: Examples, device: torch.device) -> Self:
        assert isinstance(config, PCAConfig)
        count = len(examples.train)
        if config.latent_dim > count:
            many = f"{count}, as many as there are training examples"
            raise ConfigError(f"latent_dim: expected at most {many}, found {config.latent_dim}", "latent_dim")
        return super().build(config, examples, device)

    @property
    def _sheet(self) -> tuple[Tensor, Tensor, Tensor]:
        """Mean (D,), axes (latent_dim, D) and variances (latent_dim,)."""
        sheet = self.nets["sheet"]
        return sheet.get_buffer("mean"), sheet.get_buffer("axes"), sheet.get_buffer("variances")

    def prepare(self, images: Tensor) -> None:
        self._examples = images.flatten(1)
        self._sheet[0].copy_(nets.mean_image(images).flatten())

    def step(self, x: Tensor, y: Tensor | None, clock: Clock, generator: torch.Generator) -> dict[str, Tensor]:
        figures = self._measure(x)
        if clock.step == 0 and self._examples is not None:  # from all of them, whatever the batch
            for kept, found in zip(self._sheet, principal_axes(self._examples, self.code_width), strict=True):
                kept.copy_(found.float())
        return figures

    def encode(self, x: Tensor) -> Tensor:
        mean, axes, _ = self._sheet
        return (x.flatten(1) - mean) @ axes.T

    def decode(self, z: Tensor, y: Tensor | None = None) -> Tensor:
        mean, axes, _ = self._sheet
        return (mean + z @ axes).unflatten(1, self.image_shape).clamp(0, 1)

    def sample_codes(self, n: int, generator: torch.Generator, codes: Tensor | None) -> Tensor:
        """Draws from the Gaussian of the codes of all training images; *codes* are not needed."""
        variances = self._sheet[2]
        return variances.sqrt() * torch.randn(n, self.code_width, generator=generator, device=variances.device)

    def evaluate(self, x: Tensor, generator: torch.Generator, y: Tensor | None = None) -> dict[str, Tensor]:
        return {f"test_{name}": value for name, value in self._measure(x).items()}

    def _measure(self, x: Tensor) -> dict[str, Tensor]:
        z, centred = self.encode(x), x.flatten(1) - self._sheet[0]
        least = torch.finfo(x.dtype).tiny  # images that are all the mean lose nothing
        lost = (centred - z @ self._sheet[1]).square().sum() / centred.square().sum().clamp_min(least)
        return {"mse": losses.mse(self.decode(z), x), "kept": 1 - lost}
