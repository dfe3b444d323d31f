"""Two players: a generator that draws images from noise, and a discriminator that scores how real images look.

This file holds what all such families share: the knobs of the networks, and the algorithm, which lets the players move
in turn. What a move tries to achieve, the losses, stands in the file of each family.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Collection, Mapping
from contextlib import nullcontext
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import ValidationInfo, field_validator

from trainers.catalog import DISCRIMINATOR, GENERATOR, MetricSpec
from trainers.family import Family, ModelConfig
from trainers.knobs import ConfigError, knob
from trainers.lazy import gan_losses, gan_nets, nets, torch
from trainers.schedules import Clock

if TYPE_CHECKING:
    from torch import Tensor

    from trainers.networks.gan_nets import Discriminator
    from trainers.schedules import Decay

    Move = Callable[[Tensor, Tensor | None, torch.Generator], tuple[Tensor, dict[str, Tensor]]]

D, G = DISCRIMINATOR, GENERATOR


class AdversarialConfig(ModelConfig):
    """Knobs of both players."""

    rates: ClassVar[tuple[str, ...]] = ("lr_d", "lr_g")

    d_steps: int = knob(
        1, ge=0, le=20, live=True, label="D steps", role="moves of D",
        help="Moves of the discriminator in each step, every one on fresh examples; 0 lets it rest.",
    )  # fmt: skip
    g_steps: int = knob(
        1, ge=0, le=20, live=True, label="G steps", group="advanced", role="moves of G",
        help="Moves of the generator in each step, every one with fresh noise; 0 lets it rest.",
    )  # fmt: skip
    lr_d: float = knob(
        1e-3, ge=1e-5, le=0.1, log=True, live=True, label="Learning rate of D", role="rate of D",
        help="How far each move of the discriminator goes; much above the generator's, it learns to see through all.",
    )  # fmt: skip
    lr_g: float = knob(
        1e-3, ge=1e-5, le=0.1, log=True, live=True, label="Learning rate of G", role="rate of G",
        help="How far each move of the generator goes; too high, it jumps from one trick to the next.",
    )  # fmt: skip
    latent_dim: int = knob(
        16, ge=1, le=128, log=True, shapes=True, role="code width",
        help="How many random numbers each fake is made from.",
    )  # fmt: skip
    network: Literal["mlp", "conv"] = knob(
        "mlp",
        shapes=True,
        help="mlp: every pixel is wired to every unit, right for points; conv: small patches, for images.",
    )
    g_layers: tuple[int, ...] = knob(
        (128, 128), ge=1, le=4096, label="Layers of G", group="advanced", shapes=True,
        help="Units of each hidden layer of the generator's mlp, from the noise to the fake.",
    )  # fmt: skip
    d_layers: tuple[int, ...] = knob(
        (128, 128), ge=1, le=4096, label="Layers of D", group="advanced", shapes=True,
        help="Units of each hidden layer of the discriminator's mlp, from the example to the score.",
    )  # fmt: skip
    waves: int = knob(
        0, ge=0, le=6, group="advanced", label="Waves shown to D", shapes=True,
        help="How many waves of each coordinate the mlp of D is shown: with some it soon tells close points apart.",
    )  # fmt: skip
    channels: int = knob(
        16, ge=2, le=128, log=True, group="advanced", shapes=True,
        help="Channels of the conv networks at full size; they double each time the picture is halved.",
    )  # fmt: skip
    hidden: int = knob(
        128, ge=1, le=4096, log=True, group="advanced", shapes=True,
        help="Units of the conv networks between the noise and the smallest map, and between that and the score.",
    )  # fmt: skip
    activation: Literal["leaky", "silu"] = knob(
        "leaky", group="advanced", help="The bend after each layer; leaky is a relu that lets a fifth of the rest pass."
    )
    beta1: float = knob(
        0.5, ge=0, le=0.999, live=True, group="advanced", label="Adam beta 1", role="momentum",
        help="Share of the last direction that each move keeps; high, the players overshoot each other.",
    )  # fmt: skip
    beta2: float = knob(
        0.99, ge=0, le=0.9999, live=True, group="advanced", label="Adam beta 2",
        help="How long Adam remembers how large the gradients were.",
    )  # fmt: skip
    decay: Literal["cosine", "linear", "constant"] = knob(
        "cosine", group="advanced", help="How both learning rates go down over the planned steps."
    )

    def unused(self) -> frozenset[str]:
        return frozenset({"g_layers", "d_layers", "waves"} if self.network == "conv" else {"channels", "hidden"})

    @field_validator("g_layers", "d_layers")
    @classmethod
    def _few_layers(cls, layers: tuple[int, ...]) -> tuple[int, ...]:
        if not 1 <= len(layers) <= 8:
            raise ValueError(f"expected 1 to 8 layers, found {len(layers)}")
        return layers

    @field_validator("g_steps")
    @classmethod
    def _somebody_moves(cls, g_steps: int, info: ValidationInfo) -> int:
        if g_steps == 0 and info.data.get("d_steps") == 0:
            raise ValueError("expected at least 1 where d_steps is 0, so that somebody moves, found 0")
        return g_steps


GRADIENT_METRICS = (
    MetricSpec(
        "d_gradient", "Gradient of D", "gradient", better="", about="discriminator",
        help="Length of the gradient of all its weights.",
    ),
    MetricSpec(
        "g_gradient", "Gradient of G", "gradient", better="", about="generator",
        help="Length of the gradient of all its weights; when it vanishes, the generator is told nothing.",
    ),
)  # fmt: skip


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
        self._parts = {player: gan_nets.NetParts.of(self.nets[player]) for player in self.players}
        self.optimizers = {p: nets.make_adam(self._parts[p].weights, rates[p], device) for p in self.players}

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
        batches = x.chunk(self.batches)
        labels: tuple[Tensor | None, ...] = (None,) * len(batches) if y is None else y.chunk(self.batches)
        metrics: dict[str, Tensor] = {}
        d_moves = self.config.d_steps if D in players else 0
        for real, label in list(zip(batches, labels, strict=True))[: max(1, d_moves)]:
            metrics |= self._move(D, self.discriminator_move, d_moves > 0, real, label, generator)
        g_moves = self.config.g_steps if G in players else 0
        for _ in range(max(1, g_moves)):
            metrics |= self._move(G, self.generator_move, g_moves > 0, batches[-1], labels[-1], generator)
        return metrics

    def moving(self, players: Collection[str]) -> Collection[str]:
        moves = {D: self.config.d_steps, G: self.config.g_steps}
        return [player for player in players or self.players if moves[player] > 0]

    def _move(
        self, player: str, move: Move, moves: bool, real: Tensor, label: Tensor | None, generator: torch.Generator
    ) -> dict[str, Tensor]:
        """One player goes down the slope of its loss while the other is held."""
        net, optimizer = self._parts[player], self.optimizers[player]
        opponent = self._parts[G if player == D else D]
        net.forget_gradients()
        with gan_nets.held(opponent), nullcontext() if moves else gan_nets.held(net, gradients=True):
            loss, metrics = move(real, label, generator)
            loss.backward()
        gradient = gan_losses.gradient_norm(net.weights)
        if moves:
            for group in optimizer.param_groups:
                group["betas"] = (self.config.beta1, self.config.beta2)  # live knobs
            optimizer.step()
            self.moved(player)
        side = player[0]
        return {f"{side}_loss": loss.detach(), f"{side}_gradient": gradient, **metrics}

    def move(self, player: str, x: Tensor, y: Tensor | None, generator: torch.Generator) -> None:
        self._move(player, self.discriminator_move if player == D else self.generator_move, True, x, y, generator)

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
        apart = self._parts[D].norms or real.requires_grad or fake.requires_grad
        if apart or self.config.network == "conv":
            return self.scores(real, y), self.scores(fake, y)
        on_real, on_fake = self.scores(torch.cat([real, fake]), None if y is None else torch.cat([y, y])).chunk(2)
        return on_real, on_fake

    def decode(self, z: Tensor, y: Tensor | None = None) -> Tensor:
        return self.nets[G](z)

    def sample_codes(self, n: int, generator: torch.Generator, codes: Tensor | None) -> Tensor:
        """Noise from N(0, I); *codes* are not needed."""
        return torch.randn(n, self.code_width, generator=generator, device=self._parts[G].weights[0].device)


def require_pairs(real: Tensor) -> None:
    """Raises ConfigError for a batch of one image, which has no statistics."""
    if len(real) < 2:
        raise ConfigError(
            f"batch_norm: expected batches of at least 2 images, whose statistics it takes, found {len(real)}",
            "batch_norm",
        )
