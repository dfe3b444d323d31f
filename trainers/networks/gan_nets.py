"""Networks of the two players: perceptrons for points and small images, small convolutional nets in the manner of
DCGAN (Radford et al., 2016) with one to two million multiplications per image of 28 x 28 pixels.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn.modules.batchnorm import _BatchNorm

from trainers.networks import nets
from trainers.networks.nets import ImageShape

SMALLEST_SIDE = 7  # images are halved until their shorter side is at most this
KERNEL = 5  # of the discriminator's convolutions: odd, so that halving rounds up at any size; 3 sees too little


class Centred(nn.Module):
    """Pixels from [0, 1] to [-1, 1]: inputs around zero are learned from faster."""

    def forward(self, x: Tensor) -> Tensor:
        return 2 * x - 1


class Waves(nn.Module):
    """Beside each number of x (N, F) in [-1, 1], sine and cosine of 1, 2, 4 ... half-turns of it: (N, F * (1 + 2 K)).

    A perceptron is slow to learn functions that change over short ways, unless it is shown such waves (Tancik et al.,
    "Fourier Features Let Networks Learn High Frequency Functions in Low Dimensional Domains", 2020).
    """

    turns: Tensor

    def __init__(self, count: int) -> None:
        super().__init__()
        self.register_buffer("turns", math.pi * 2.0 ** torch.arange(count), persistent=False)

    def forward(self, x: Tensor) -> Tensor:
        angles = (x[:, :, None] * self.turns).flatten(1)
        return torch.cat([x, angles.sin(), angles.cos()], dim=1)


class Discriminator(nn.Module):
    """Images (N, C, H, W) to features (N, F), which the last layer turns into verdicts (N, outputs)."""

    trunk: nn.Module
    head: nn.Module

    def __init__(self, trunk: nn.Module, head: nn.Module) -> None:
        super().__init__()
        self.trunk, self.head = trunk, head

    def forward(self, x: Tensor) -> Tensor:
        return self.head(self.trunk(x))


def mlp_discriminator(
    image_shape: ImageShape, layers: tuple[int, ...], outputs: int, activation: str, batch_norm: bool, waves: int = 0
) -> Discriminator:
    """A perceptron; its last hidden layer gives the features. *waves* are those of :class:`Waves`."""
    inputs = math.prod(image_shape) * (1 + 2 * waves)
    *hidden, head = nets.mlp([inputs, *layers, outputs], activation)
    shown: list[nn.Module] = [Centred(), nn.Flatten(), *([Waves(waves)] if waves else [])]
    trunk = nn.Sequential(*shown, *hidden)
    return Discriminator(_normalised(trunk, first=True) if batch_norm else trunk, head)


def conv_discriminator(
    image_shape: ImageShape, channels: int, hidden: int, outputs: int, activation: str, batch_norm: bool
) -> Discriminator:
    """Convolutions of stride 2 that double the channels, and *hidden* units that see the whole image: a convolution
    sees a patch, and patches of a digit may be right where the digit is not. Raises ConfigError as
    :func:`nets.conv_encoder` does."""
    sides, bend = _halvings(image_shape), nets.ACTIVATIONS[activation]
    widths = [image_shape[0], *(channels * 2**level for level in range(len(sides) - 1))]
    layers: list[nn.Module] = [Centred()]
    for inputs, outs in pairwise(widths):
        layers += [nn.Conv2d(inputs, outs, KERNEL, stride=2, padding=KERNEL // 2), bend()]
    layers += [nn.Flatten(), nn.Linear(widths[-1] * math.prod(sides[-1]), hidden), bend()]
    trunk = nn.Sequential(*layers)
    return Discriminator(_normalised(trunk, first=True) if batch_norm else trunk, nn.Linear(hidden, outputs))


def mlp_generator(
    inputs: int, layers: tuple[int, ...], image_shape: ImageShape, activation: str, batch_norm: bool
) -> nn.Sequential:
    """Codes (N, inputs) to images (N, C, H, W) in [0, 1]."""
    net = nets.mlp_decoder(inputs, layers, image_shape, activation)
    return nn.Sequential(*(_normalised(net) if batch_norm else net), nn.Sigmoid())


def conv_generator(
    inputs: int, hidden: int, channels: int, image_shape: ImageShape, activation: str, batch_norm: bool
) -> nn.Sequential:
    """Codes (N, inputs) to images (N, C, H, W) in [0, 1]: *hidden* units, the smallest map, then doublings by pixel
    shuffle as in :func:`nets.conv_decoder`, each but the last with a further convolution, which smooths over what the
    shuffle has set side by side. Raises ConfigError as that does."""
    sides, bend = _halvings(image_shape), nets.ACTIVATIONS[activation]
    widths = [image_shape[0], *(channels * 2**level for level in range(len(sides) - 1))]
    head = nets.mlp([inputs, hidden, widths[-1] * math.prod(sides[-1])], activation)
    layers = [*head, bend(), nn.Unflatten(1, (widths[-1], *sides[-1]))]
    for level in reversed(range(len(sides) - 1)):
        layers += [
            nn.Conv2d(widths[level + 1], 4 * widths[level], 3, padding=1),
            nn.PixelShuffle(2),
            nets.Crop(*sides[level]),
            bend(),
        ]
        if level:
            layers += [nn.Conv2d(widths[level], widths[level], 3, padding=1), bend()]
    net = nn.Sequential(*layers[:-1])
    return nn.Sequential(*(_normalised(net) if batch_norm else net), nn.Sigmoid())


def _halvings(image_shape: ImageShape) -> list[tuple[int, int]]:
    """The sizes of the feature maps, from the image down; raises ConfigError for sizes no conv net takes."""
    sides = [nets.conv_size(image_shape)]
    while min(sides[-1]) > SMALLEST_SIDE:
        sides.append(((sides[-1][0] + 1) // 2, (sides[-1][1] + 1) // 2))
    return sides


def _normalised(net: nn.Sequential, first: bool = False) -> nn.Sequential:
    """Batch norm (Ioffe and Szegedy, 2015) after every hidden layer; not after the last one, which gives pixels, nor
    where *first* is set after the first, which sees them (Radford et al., 2016)."""
    weighted = [layer for layer in net if isinstance(layer, nn.Linear | nn.Conv2d)]
    spared = weighted[0] if first else weighted[-1]
    layers: list[nn.Module] = []
    for layer in net:
        layers.append(layer)
        if isinstance(layer, nn.Linear) and layer is not spared:
            layers.append(nn.BatchNorm1d(layer.out_features))
        elif isinstance(layer, nn.Conv2d) and layer is not spared:
            layers.append(nn.BatchNorm2d(layer.out_channels))
    return nn.Sequential(*layers)


@dataclass(frozen=True)
class NetParts:
    """The weights and batch norms of a network, listed once: to look for them at every move would take longer than a
    small move itself."""

    weights: tuple[nn.Parameter, ...]
    norms: tuple[_BatchNorm, ...]

    @classmethod
    def of(cls, net: nn.Module) -> NetParts:
        """The parts of *net*, which stay its parts when other values are loaded into it."""
        norms = tuple(module for module in net.modules() if isinstance(module, _BatchNorm))
        return cls(tuple(net.parameters()), norms)

    def forget_gradients(self) -> None:
        """What an optimiser's zero_grad() does, in a fifth of the time."""
        for weight in self.weights:
            weight.grad = None


@contextmanager
def held(net: NetParts, gradients: bool = False) -> Iterator[None]:
    """Inside, nothing about *net* changes: its weights get no gradients unless asked for, and batch norm uses the
    statistics of the batch without remembering them."""
    try:
        _let(net, gradients, remembers=False)
        yield
    finally:
        _let(net, True, remembers=True)


def _let(net: NetParts, gradients: bool, remembers: bool) -> None:
    for weight in net.weights:
        weight.requires_grad = gradients
    for norm in net.norms:
        norm.track_running_stats = remembers
