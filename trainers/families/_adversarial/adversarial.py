"""Two players: a generator that draws images from noise, and a discriminator that scores how real images look."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from trainers.catalog import DISCRIMINATOR, GENERATOR
from trainers.families._adversarial.adversarial_config import AdversarialConfig
from trainers.families._adversarial.discriminator_step import discriminator_step
from trainers.families._adversarial.generator_step import generator_step
from trainers.families._adversarial.move import make_move
from trainers.family import Family
from trainers.knobs import ConfigError
from trainers.lazy import gan_nets, nets, torch
from trainers.schedules import Clock

if TYPE_CHECKING:
    from torch import Tensor

    from trainers.networks.gan_nets import Discriminator
    from trainers.schedules import Decay

D, G = DISCRIMINATOR, GENERATOR


class Adversarial(Family):
    """A generator ``G(z)`` with z from N(0, I), and a discriminator ``D(x)``, whose scores are (N,)."""

    capabilities = frozenset({"decodes", "samples", "scores"})
    players = (D, G)
    averaged = (G,)  # an averaged opponent would judge by rules that nobody ever played by

    config: AdversarialConfig

    def __init__(
        self, config: AdversarialConfig, image_shape: tuple[int, int, int], device: torch.device, classes: int = 0
    ) -> None:
        """With *classes* both players are told a label: G as further inputs, D by a verdict for each class."""
        self.config = config
        self.latent_dim = config.latent_dim
        self.classes = classes
        inputs, outputs, bend = config.latent_dim + classes, 1 + classes, config.activation
        g_norm, d_norm = self.batch_norms()
        if config.network == "conv":
            hidden, width = config.hidden, config.channels
            generator = gan_nets.conv_generator(inputs, hidden, width, image_shape, bend, g_norm)
            discriminator = gan_nets.conv_discriminator(image_shape, width, hidden, outputs, bend, d_norm)
        else:
            generator = gan_nets.mlp_generator(inputs, config.g_layers, image_shape, bend, g_norm)
            discriminator = gan_nets.mlp_discriminator(
                image_shape, config.d_layers, outputs, bend, d_norm, config.waves
            )
        self.nets = torch.nn.ModuleDict({D: discriminator, G: generator}).to(device)
        rates = {D: config.lr_d, G: config.lr_g}
        self.parts = {player: gan_nets.NetParts.of(self.nets[player]) for player in self.players}
        self.optimizers = {p: nets.make_adam(self.parts[p].weights, rates[p], device) for p in self.players}

    def batch_norms(self) -> tuple[bool, bool]:
        """Whether (G, D) normalise their layers over the batch."""
        return False, False

    def learning_rates(self) -> Mapping[str, float]:
        return {D: self.config.lr_d, G: self.config.lr_g}

    @property
    def batches(self) -> int:
        return max(1, self.config.d_steps)

    @property
    def decay(self) -> Decay:
        return self.config.decay

    # ------------------------------------------------------------------ the algorithm

    def step(self, x: Tensor, y: Tensor | None, clock: Clock, generator: torch.Generator) -> dict[str, Tensor]:
        return self.partial_step(self.players, x, y, clock, generator)

    def partial_step(
        self, players: Collection[str], x: Tensor, y: Tensor | None, clock: Clock, generator: torch.Generator
    ) -> dict[str, Tensor]:
        """k moves of D, each on its own batch of real images, then moves of G. A player that may not move, or whose
        number of moves is 0, is only measured."""
        shares = x.chunk(self.batches)
        labels: tuple[Tensor | None, ...] = (None,) * len(shares) if y is None else y.chunk(self.batches)
        batches = list(zip(shares, labels, strict=True))
        metrics = discriminator_step(self, self.config.d_steps if D in players else 0, batches, generator)
        return metrics | generator_step(self, self.config.g_steps if G in players else 0, *batches[-1], generator)

    def moving(self, players: Collection[str]) -> Collection[str]:
        moves = {D: self.config.d_steps, G: self.config.g_steps}
        return [player for player in players or self.players if moves[player] > 0]

    def move(self, player: str, x: Tensor, y: Tensor | None, generator: torch.Generator) -> None:
        make_move(self, player, x, y, generator)

    def moved(self, player: str) -> None:
        """Called after a player's weights have changed."""

    @abstractmethod
    def discriminator_move(
        self, real: Tensor, label: Tensor | None, generator: torch.Generator
    ) -> tuple[Tensor, dict[str, Tensor]]:
        """What D minimises now, and what there is to tell of it. G gets no gradients meanwhile."""

    @abstractmethod
    def generator_move(
        self, real: Tensor, label: Tensor | None, generator: torch.Generator
    ) -> tuple[Tensor, dict[str, Tensor]]:
        """What G minimises now; gradients pass through D, whose weights get none."""

    # ------------------------------------------------------------------ the players

    def fakes(self, n: int, label: Tensor | None, generator: torch.Generator) -> Tensor:
        """Images (n, C, H, W) that G draws from fresh noise."""
        return self.decode(self.sample_codes(n, generator, None), label)

    @property
    def discriminator(self) -> Discriminator:
        return self.nets[D]  # type: ignore[return-value]

    def features(self, x: Tensor) -> Tensor:
        """What D sees in images before its last layer, (N, F)."""
        return self.discriminator.trunk(x)

    def verdict(self, features: Tensor, y: Tensor | None) -> Tensor:
        """The scores (N,) that follow from features (N, F)."""
        return self.discriminator.head(features).squeeze(1)

    def scores(self, x: Tensor, y: Tensor | None = None) -> Tensor:
        return self.verdict(self.features(x), y)

    def scores_of_both(self, real: Tensor, fake: Tensor, y: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """The scores of real and of as many generated images with the same labels, in one pass: in small networks twice
        the images take hardly longer. Apart where batch norm must not see both kinds together, where the slope at one
        kind would be sought at both, and in large networks, which gain nothing."""
        apart = self.parts[D].norms or real.requires_grad or fake.requires_grad
        if apart or self.config.network == "conv":
            return self.scores(real, y), self.scores(fake, y)
        on_real, on_fake = self.scores(torch.cat([real, fake]), None if y is None else torch.cat([y, y])).chunk(2)
        return on_real, on_fake

    def decode(self, z: Tensor, y: Tensor | None = None) -> Tensor:
        return self.nets[G](z)

    def sample_codes(self, n: int, generator: torch.Generator, codes: Tensor | None) -> Tensor:
        """Noise from N(0, I); *codes* are not needed."""
        return torch.randn(n, self.code_width, generator=generator, device=self.parts[G].weights[0].device)


def require_pairs(real: Tensor) -> None:
    """Raises ConfigError for a batch of one image, which has no statistics."""
    if len(real) < 2:
        raise ConfigError(
            f"batch_norm: expected batches of at least 2 images, whose statistics it takes, found {len(real)}",
            "batch_norm",
        )
