"""A convolutional encoder that pools, and the decoder that undoes it, with or without the encoder's switches."""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from trainers.networks.nets import ImageBias, ImageShape

HIDDEN = 64  # units between feature maps and code
Switches = tuple[Tensor, ...]  # of each pooling, from the image on: int64 (N, channels, h, w), places in the map before


class PoolingEncoder(nn.Module):
    """Images (N, C, H, W) to (N, outputs) and the switches: twice a 3x3 convolution, ReLU and 2x2 max pooling."""

    def __init__(self, image_shape: ImageShape, channels: int, outputs: int) -> None:
        super().__init__()
        self.first = nn.Conv2d(image_shape[0], channels, 3, padding=1)
        self.second = nn.Conv2d(channels, 2 * channels, 3, padding=1)
        height, width = _sizes(image_shape)[-1]
        self.head = nn.Sequential(
            nn.Flatten(), nn.Linear(2 * channels * height * width, HIDDEN), nn.SiLU(), nn.Linear(HIDDEN, outputs)
        )

    def forward(self, x: Tensor) -> tuple[Tensor, Switches]:
        x, first = _pool(self.first(x).relu())
        x, second = _pool(self.second(x).relu())
        return self.head(x), (first, second)


class UnpoolingDecoder(nn.Module):
    """Codes (N, inputs) to images (N, C, H, W) before any squashing: the encoder's sizes, backwards.

    With *reads_switches* each number goes to the place that the switch names, or, of codes that come without, to the
    upper left one; the other three are 0. Otherwise each number fills all four.
    """

    def __init__(self, inputs: int, channels: int, image_shape: ImageShape, reads_switches: bool) -> None:
        super().__init__()
        self.reads_switches = reads_switches
        self.sizes: Sequence[tuple[int, int]] = _sizes(image_shape)
        height, width = self.sizes[-1]
        self.head = nn.Sequential(
            nn.Linear(inputs, HIDDEN), nn.SiLU(), nn.Linear(HIDDEN, 2 * channels * height * width), nn.SiLU(),
            nn.Unflatten(1, (2 * channels, height, width)),
        )  # fmt: skip
        self.second = nn.Conv2d(2 * channels, channels, 3, padding=1)
        self.first = nn.Conv2d(channels, image_shape[0], 3, padding=1, bias=False)
        self.bias = ImageBias(image_shape)

    def forward(self, z: Tensor, switches: Switches | None = None) -> Tensor:
        first, second = (None, None) if switches is None else switches
        x = self.second(self._unpool(self.head(z), second, self.sizes[1])).relu()
        return self.bias(self.first(self._unpool(x, first, self.sizes[0])))

    def _unpool(self, x: Tensor, switches: Tensor | None, size: tuple[int, int]) -> Tensor:
        """Feature maps (N, C, h, w) enlarged to *size*, at most (2h, 2w)."""
        if self.reads_switches and switches is not None:
            # As F.max_unpool2d, which checks the size with what imports sympy: 60 MB, and a second of waiting.
            return torch.ops.aten.max_unpool2d(x, switches, list(size))
        repeated = x.repeat_interleave(2, 2).repeat_interleave(2, 3)[..., : size[0], : size[1]]
        if not self.reads_switches:
            return repeated
        corners = torch.zeros(size, dtype=x.dtype, device=x.device)
        corners[::2, ::2] = 1
        return repeated * corners


def _pool(x: Tensor) -> tuple[Tensor, Tensor]:
    """Feature maps (N, C, H, W) halved, rounding up, and their switches."""
    return F.max_pool2d(x, 2, ceil_mode=True, return_indices=True)


def _sizes(image_shape: ImageShape) -> list[tuple[int, int]]:
    """(H, W) of the image and of the feature maps after each pooling."""
    sizes = [(image_shape[1], image_shape[2])]
    for _ in range(2):
        sizes.append((math.ceil(sizes[-1][0] / 2), math.ceil(sizes[-1][1] / 2)))
    return sizes
