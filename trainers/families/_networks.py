"""The knobs of an encoder and its mirrored decoder, which several families share, and the networks they describe."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import field_validator

from trainers.family import Activation, FamilyConfig, few_layers
from trainers.knobs import knob
from trainers.lazy import nets

if TYPE_CHECKING:
    from torch import nn


class NetworkConfig(FamilyConfig):
    """Learning rate, code and networks."""

    latent_dim: int = knob(
        2, ge=1, le=128, log=True, shapes=True, role="code width",
        help="How many numbers make up the code of one image.",
    )  # fmt: skip
    network: Literal["mlp", "conv"] = knob(
        "mlp",
        shapes=True,
        help="mlp: every pixel is wired to every unit; conv: small patches, shared over the whole image.",
    )
    layers: tuple[int, ...] = knob(
        (512, 256, 128), ge=1, le=4096, shapes=True,
        help="Units of each hidden layer of the mlp, from the image to the code; the decoder runs them backwards.",
    )  # fmt: skip
    channels: int = knob(
        16, ge=2, le=128, log=True, group="advanced", shapes=True,
        help="Channels of the first layer of the conv network; they double each time the picture is halved.",
    )  # fmt: skip
    output: Literal["sigmoid", "linear"] = knob(
        "sigmoid", group="advanced",
        help="sigmoid keeps pixels between black and white; linear lets them overshoot, as principal components do.",
    )  # fmt: skip
    activation: Activation = knob("silu", group="advanced", help="The bend after each layer; silu is a smooth relu.")

    def unused(self) -> frozenset[str]:
        return frozenset({"layers"} if self.network == "conv" else {"channels"})

    @field_validator("layers")
    @classmethod
    def _few_layers(cls, layers: tuple[int, ...]) -> tuple[int, ...]:
        return few_layers(layers, least=0)


def make_encoder(config: NetworkConfig, image_shape: tuple[int, int, int], outputs: int) -> nn.Sequential:
    """Images (N, C, H, W) to (N, outputs). Raises ConfigError where the network cannot take such images."""
    if config.network == "conv":
        return nets.conv_encoder(image_shape, config.channels, outputs, config.activation)
    return nets.mlp_encoder(image_shape, config.layers, outputs, config.activation)


def make_decoder(config: NetworkConfig, image_shape: tuple[int, int, int]) -> nn.Sequential:
    """Codes (N, latent_dim) to images (N, C, H, W) before any squashing; raises ConfigError as make_encoder does."""
    if config.network == "conv":
        return nets.conv_decoder(config.latent_dim, config.channels, image_shape, config.activation)
    return nets.mlp_decoder(config.latent_dim, config.layers[::-1], image_shape, config.activation)
