"""The knobs of both players, and the metrics that all such families report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import ValidationInfo, field_validator

from trainers.catalog import MetricSpec
from trainers.family import ModelConfig, few_layers
from trainers.knobs import knob
from trainers.schedules import Clock, learning_rate_factor


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

    def rate_shares(self, clock: Clock) -> Mapping[str, float]:
        return dict.fromkeys(self.rates, learning_rate_factor(clock, self.decay))

    def unused(self) -> frozenset[str]:
        return frozenset({"g_layers", "d_layers", "waves"} if self.network == "conv" else {"channels", "hidden"})

    @field_validator("g_layers", "d_layers")
    @classmethod
    def _few_layers(cls, layers: tuple[int, ...]) -> tuple[int, ...]:
        return few_layers(layers)

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
