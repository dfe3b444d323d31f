"""A family of two players without gradients, which can be moved by hand: three Gaussians over the first numbers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from trainers.catalog import MetricSpec
from trainers.family import Family, ModelConfig
from trainers.knobs import knob
from trainers.lazy import torch
from trainers.metrics.gaussians.mixtures import Mixture, first_shares, maximise, responsibilities
from trainers.schedules import Clock

if TYPE_CHECKING:
    from torch import Tensor

E, M = "expectation", "maximisation"
NAMES = ("weights", "means", "covariances")


class SmallMixtureConfig(ModelConfig):
    components: int = knob(3, ge=1, le=8, shapes=True, help="How many.")
    width: int = knob(2, ge=1, le=5, shapes=True, help="How many numbers of each example it looks at.")
    floor: float = knob(1e-6, ge=1e-12, le=1.0, live=True, role="floor", help="The least variance.")


class SmallMixture(Family):
    name = "small-mixture"
    title = "Small mixture"
    summary = "Gaussians over the first numbers of each example."
    Config = SmallMixtureConfig
    metrics = (MetricSpec("log_likelihood", "Log-likelihood", "loss", unit="nats", better="higher", help="Mean."),)
    test_metrics = ()
    capabilities = frozenset({"encodes", "decodes", "samples", "mixture", "adjustable"})
    players = (E, M)

    config: SmallMixtureConfig

    def __init__(self, config: SmallMixtureConfig, image_shape: tuple[int, int, int], device: torch.device) -> None:
        self.config, self.image_shape, self.latent_dim = config, image_shape, config.width
        k, d = config.components, config.width
        first = {
            "weights": torch.full((k,), 1 / k, dtype=torch.float64),
            "means": torch.rand(k, d, dtype=torch.float64),
            "covariances": 0.05 * torch.eye(d, dtype=torch.float64).repeat(k, 1, 1),
        }
        self.nets = torch.nn.ModuleDict({player: torch.nn.Module() for player in self.players})
        for net in self.nets.values():
            for name, value in first.items():
                net.register_buffer(name, value.clone())
        self.optimizers: dict[str, torch.optim.Optimizer] = {}

    def prepare(self, images: Tensor) -> None:
        self._z = self.fitted(images)

    def step(self, x: Tensor, y: Tensor | None, clock: Clock, generator: torch.Generator) -> dict[str, Tensor]:
        return self.partial_step(self.players, x, y, clock, generator)

    def partial_step(
        self, players: Collection[str], x: Tensor, y: Tensor | None, clock: Clock, generator: torch.Generator
    ) -> dict[str, Tensor]:
        if E in players:
            self._put(E, self.mixture())
        shares, log_density = responsibilities(self._z, self.mixture(asked=True))
        if M in players:
            self._put(M, maximise(self._z, shares, self.config.floor))
        return {"log_likelihood": log_density.mean()}

    def moving(self, players: Collection[str]) -> Collection[str]:
        return players or self.players

    def _put(self, player: str, mixture: Mixture) -> None:
        for name in NAMES:
            getattr(self.nets[player], name).copy_(getattr(mixture, name))

    def adjust(self, values: Mapping[str, Tensor]) -> None:
        given = {name: getattr(self.nets[M], name) for name in NAMES}
        for name, value in values.items():
            if name not in given or value.shape != given[name].shape:
                raise ValueError(f"expected {', '.join(NAMES)} of their shapes, found {name} {tuple(value.shape)}")
        self._put(M, Mixture(**{**given, **values}))
        if (torch.linalg.eigvalsh(self.nets[M].covariances) <= 0).any():
            raise ValueError("covariances: expected positive definite ones, found others")

    def mixture(self, asked: bool = False) -> Mixture:
        net = self.nets[E if asked else M]
        return Mixture(*(getattr(net, name).clone() for name in NAMES))

    def fitted(self, kept: Tensor) -> Tensor:
        x = kept.float().div(255) if kept.dtype == torch.uint8 else kept
        return self.encode(x).double().cpu()

    def first_mixture(self, z: Tensor, seed: int, start: str = "", components: int | None = None) -> Mixture:
        if start not in ("", "far apart"):
            raise ValueError(f"start: expected far apart, found {start!r}")
        return maximise(z, first_shares(z, components or self.config.components, seed), self.config.floor)

    def next_mixture(self, z: Tensor, mixture: Mixture) -> Mixture:
        return maximise(z, responsibilities(z, mixture)[0], self.config.floor)

    def parameters_of(self, components: int) -> int:
        d = self.config.width
        return components * (1 + d + d * (d + 1) // 2) - 1

    def component_codes(self, component: int, n: int, generator: torch.Generator) -> Tensor:
        mixture = self.mixture()
        noise = torch.randn(n, self.config.width, generator=generator, dtype=torch.float64)
        return (mixture.means[component] + noise @ mixture.factors[component].T).float()

    def encode(self, x: Tensor) -> Tensor:
        return x.flatten(1)[:, : self.config.width].float()

    def decode(self, z: Tensor, y: Tensor | None = None) -> Tensor:
        x = torch.zeros(len(z), *self.image_shape, device=z.device)
        x.flatten(1)[:, : self.config.width] = z
        return x.clamp(0, 1)

    def sample_codes(self, n: int, generator: torch.Generator, codes: Tensor | None) -> Tensor:
        which = torch.multinomial(self.mixture().weights, n, replacement=True, generator=generator)
        return torch.cat([self.component_codes(int(each), 1, generator) for each in which])
