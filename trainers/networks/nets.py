"""Networks that the families share: perceptrons of any widths and small convolutional nets, sized for two CPU cores."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import pairwise

import torch
from torch import Tensor, nn

from trainers.knobs import ConfigError
from trainers.networks.adam import Adam

ImageShape = tuple[int, int, int]  # (C, H, W)

ACTIVATIONS: dict[str, Callable[[], nn.Module]] = {
    "silu": nn.SiLU, "relu": nn.ReLU, "tanh": nn.Tanh, "leaky": partial(nn.LeakyReLU, 0.2),
}  # fmt: skip
ADAM_BETAS = (0.9, 0.999)
CONV_SIDES = (8, 64)  # smallest and greatest side of an image that the convolutional nets take
HEAD_WIDTH = 8  # units between feature maps and code, per channel of the first layer; without them small codes are poor
_SMALLEST_MAP = 4  # halving stops when the shorter side of the feature map would fall below this


class ImageBias(nn.Module):
    """Adds one learned number to each pixel: what a Linear layer's bias is to a perceptron."""

    def __init__(self, image_shape: ImageShape) -> None:
        super().__init__()
        self.bias = nn.Parameter(torch.zeros(image_shape))

    def forward(self, x: Tensor) -> Tensor:
        return x + self.bias


class Crop(nn.Module):
    """Cuts a feature map (N, C, h, w) to its first *height* rows and *width* columns."""

    def __init__(self, height: int, width: int) -> None:
        super().__init__()
        self.height, self.width = height, width

    def forward(self, x: Tensor) -> Tensor:
        return x[..., : self.height, : self.width]


def mlp(widths: Sequence[int], activation: str) -> list[nn.Module]:
    """Linear layers from ``widths[0]`` to ``widths[-1]`` features with the activation between, none at the end."""
    layers: list[nn.Module] = []
    for inputs, outputs in pairwise(widths):
        layers += [nn.Linear(inputs, outputs), ACTIVATIONS[activation]()]
    return layers[:-1]


def mlp_encoder(image_shape: ImageShape, layers: Sequence[int], outputs: int, activation: str) -> nn.Sequential:
    """Images (N, C, H, W) to (N, outputs)."""
    return nn.Sequential(nn.Flatten(), *mlp([math.prod(image_shape), *layers, outputs], activation))


def mlp_decoder(inputs: int, layers: Sequence[int], image_shape: ImageShape, activation: str) -> nn.Sequential:
    """Codes (N, inputs) to images (N, C, H, W) before any squashing. ``layers`` run from the code to the image."""
    perceptron = mlp([inputs, *layers, math.prod(image_shape)], activation)
    return nn.Sequential(*perceptron, nn.Unflatten(1, image_shape))


def conv_encoder(image_shape: ImageShape, channels: int, outputs: int, activation: str) -> nn.Sequential:
    """Images (N, C, H, W) to (N, outputs): 3x3 convolutions of stride 2, doubling the channels, then a small mlp.

    Raises ConfigError for images outside CONV_SIDES.
    """
    sides = _halvings(image_shape)
    widths = [image_shape[0], *(channels * 2**level for level in range(len(sides) - 1))]
    layers: list[nn.Module] = []
    for inputs, outs in pairwise(widths):
        layers += [nn.Conv2d(inputs, outs, 3, stride=2, padding=1), ACTIVATIONS[activation]()]
    head = mlp([widths[-1] * math.prod(sides[-1]), HEAD_WIDTH * channels, outputs], activation)
    return nn.Sequential(*layers, nn.Flatten(), *head)


def conv_decoder(inputs: int, channels: int, image_shape: ImageShape, activation: str) -> nn.Sequential:
    """Codes (N, inputs) to images (N, C, H, W) before any squashing: the encoder's sizes, backwards.

    Each doubling is a 3x3 convolution at the small size followed by a pixel shuffle (Shi et al., 2016): all the
    arithmetic happens on the small map, and no checkerboard is built in. Raises ConfigError as conv_encoder does.
    """
    sides = _halvings(image_shape)
    widths = [image_shape[0], *(channels * 2**level for level in range(len(sides) - 1))]
    head = mlp([inputs, HEAD_WIDTH * channels, widths[-1] * math.prod(sides[-1])], activation)
    layers = [*head, ACTIVATIONS[activation](), nn.Unflatten(1, (widths[-1], *sides[-1]))]
    for level in reversed(range(len(sides) - 1)):
        layers += [
            nn.Conv2d(widths[level + 1], 4 * widths[level], 3, padding=1),
            nn.PixelShuffle(2),
            Crop(*sides[level]),
            ACTIVATIONS[activation](),
        ]
    return nn.Sequential(*layers[:-1], ImageBias(image_shape))


def conv_size(image_shape: ImageShape) -> tuple[int, int]:
    """(H, W) of images that the convolutional nets take; raises ConfigError for others."""
    _, height, width = image_shape
    least, most = CONV_SIDES
    if not (least <= height <= most and least <= width <= most):
        raise ConfigError(
            f"network: conv takes images of {least} to {most} pixels a side, found {height} x {width}", "network"
        )
    return height, width


def _halvings(image_shape: ImageShape) -> list[tuple[int, int]]:
    """The sizes of the feature maps, from the image down: halved (rounding up) while they stay large enough."""
    sides = [conv_size(image_shape)]
    while min(sides[-1]) >= 2 * _SMALLEST_MAP - 1:  # 7 pixels still halve to 4
        sides.append(((sides[-1][0] + 1) // 2, (sides[-1][1] + 1) // 2))
    return sides


def set_output_bias(decoder: nn.Module, image: Tensor) -> None:
    """Makes *image* (C, H, W) what the decoder draws before it has learned anything: copied into its last bias."""
    last = [layer for layer in decoder.modules() if isinstance(getattr(layer, "bias", None), nn.Parameter)][-1]
    bias: nn.Parameter = last.bias  # type: ignore[assignment]
    with torch.no_grad():
        bias.copy_(image.reshape(bias.shape))


def mean_image(images: Tensor) -> Tensor:
    """The mean of images (N, C, H, W), uint8 or float32 in [0, 1], as float32 (C, H, W) in [0, 1].

    For uint8 the sums are whole numbers, hence exact."""
    if images.is_floating_point():
        return images.mean(0)
    return images.sum(0, dtype=torch.int64).float() / (255 * len(images))


def make_adam(parameters: Iterable[nn.Parameter], learning_rate: float, device: torch.device) -> Adam:
    """Adam (Kingma and Ba, 2015) in one fused kernel where the device has it."""
    return Adam(parameters, lr=learning_rate, betas=ADAM_BETAS, fused=device.type in ("cpu", "cuda", "mps"))
