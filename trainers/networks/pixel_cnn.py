"""PixelCNN: convolutions that look back only, plain or in two stacks with gates.

Van den Oord, Kalchbrenner and Kavukcuoglu, "Pixel Recurrent Neural Networks" (2016): a wide window that does not see
its own pixel (mask A), then small ones that do (mask B). Whatever is stacked of these never looks up and far to the
right: a *blind spot*. Van den Oord et al., "Conditional Image Generation with PixelCNN Decoders" (2016), have none: one
stack sees whole rows above, another one what is left in the same row and what the first found; and gates decide what
passes.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import Protocol

import torch
from torch import Tensor, nn

from trainers.networks.masked_conv import MaskedConv

FIRST = 3  # pixels that the first window reaches in each direction; the others reach one
HEAD_CHANNELS = 32  # of the layer before the last


class LayerCalls(Protocol):
    """Where a network is computed: over whole pictures at once, or pixel by pixel."""

    def __call__(self, layer: MaskedConv, x: Tensor | None) -> Tensor:
        """What *layer* makes of features x; of the picture itself if None."""

    def heard(self, layer: MaskedConv, x: Tensor) -> Tensor:
        """Of what :meth:`PixelCNN.above` found by that *layer* what belongs here."""


class Whole:
    """Maps (N, features, H, W) of whole pictures x (N, C, H, W), with labels *y* (N,)."""

    def __init__(self, x: Tensor, y: Tensor | None) -> None:
        self._x, self._y = x, y

    def __call__(self, layer: MaskedConv, x: Tensor | None) -> Tensor:
        # Of pictures with one channel a convolution makes maps of the other layout, and all that follows is slower.
        found: Tensor = layer(self._x if x is None else x, self._y)
        return found.contiguous(memory_format=torch.channels_last)

    def heard(self, layer: MaskedConv, x: Tensor) -> Tensor:
        return x


class PixelCNN(nn.Module):
    """Pictures x (N, C, H, W) to *outputs* numbers for every site (N, sites, outputs), of those before it row by row.

    The same description serves whole pictures and single pixels (``trainers/networks/pixel_cnn_increment.py``).
    """

    def __init__(
        self, site_shape: tuple[int, int, int], width: int, outputs: int, channels: int, blocks: int, classes: int = 0
    ) -> None:
        """*site_shape* are (groups, H, W) of the sites, *width* the numbers of one. *channels* are the features of each
        of *blocks* blocks. With *classes* it also depends on a label."""
        super().__init__()
        self.site_shape, self.width, self.outputs, self.classes = site_shape, width, outputs, classes
        self.pixels = [site for site in range(site_shape[0]) for _ in range(width)]
        self.features = self._groups(channels)
        self.make_layers(blocks)
        middle = self._groups(HEAD_CHANNELS)
        self.middle = MaskedConv(self.features, middle, "B", classes=classes)
        self.last = MaskedConv(middle, [site for site in range(site_shape[0]) for _ in range(outputs)], "B")

    def _groups(self, count: int) -> list[int]:
        return [feature * self.site_shape[0] // count for feature in range(count)]

    @abstractmethod
    def make_layers(self, blocks: int) -> None:
        """All layers but the last two."""

    @property
    @abstractmethod
    def looking(self) -> Sequence[MaskedConv]:
        """The layers that look at the picture itself."""

    def above(self, at: LayerCalls) -> list[Tensor]:
        """What is found in the rows above a pixel, for :meth:`beside`; nothing, if there is only one stack."""
        return []

    @abstractmethod
    def beside(self, above: Sequence[Tensor], at: LayerCalls) -> Tensor:
        """The last features."""

    def odds(self, above: Sequence[Tensor], at: LayerCalls) -> Tensor:
        """The numbers of all sites of a pixel: (N, groups * outputs, H, W)."""
        return at(self.last, at(self.middle, self.beside(above, at).relu()).relu())

    def forward(self, x: Tensor, y: Tensor | None = None) -> Tensor:
        at = Whole(x.contiguous(memory_format=torch.channels_last), y)
        maps = self.odds(self.above(at), at)
        groups, height, wide = self.site_shape
        return maps.view(len(x), groups, self.outputs, height, wide).permute(0, 1, 3, 4, 2).flatten(1, 3)


class PlainPixelCNN(PixelCNN):
    """One stack of residual blocks."""

    def make_layers(self, blocks: int) -> None:
        self.first = MaskedConv(
            self.pixels, self.features, "A", rows=FIRST + 1, left=FIRST, right=FIRST,
            classes=self.classes, places=self.site_shape[1:],
        )  # fmt: skip
        self.windows = nn.ModuleList(
            MaskedConv(self.features, self.features, "B", rows=2, left=1, right=1, classes=self.classes)
            for _ in range(blocks)
        )
        self.joins = nn.ModuleList(MaskedConv(self.features, self.features, "B") for _ in range(blocks))

    @property
    def looking(self) -> Sequence[MaskedConv]:
        return (self.first,)

    def beside(self, above: Sequence[Tensor], at: LayerCalls) -> Tensor:
        x = at(self.first, None)
        for window, join in zip(_layers(self.windows), _layers(self.joins), strict=True):
            x = x + at(join, at(window, x.relu()).relu())
        return x


class GatedPixelCNN(PixelCNN):
    """Two stacks: *above* sees the rows above a pixel, all of them in a widening triangle; *beside* what is left."""

    def make_layers(self, blocks: int) -> None:
        features, gated, classes = self.features, self.features * 2, self.classes
        # What is seen above is known of all colours: there groups make no difference.
        self.above_first = MaskedConv(
            self.pixels, gated, "none", rows=FIRST + 1, left=FIRST, right=FIRST,
            classes=classes, places=self.site_shape[1:],
        )  # fmt: skip
        self.beside_first = MaskedConv(
            self.pixels, gated, "A", left=FIRST, classes=classes, places=self.site_shape[1:]
        )  # fmt: skip
        self.above_windows = nn.ModuleList(
            MaskedConv(features, gated, "all", rows=2, left=1, right=1, classes=classes) for _ in range(blocks)
        )
        self.beside_windows = nn.ModuleList(
            MaskedConv(features, gated, "B", left=1, classes=classes) for _ in range(blocks)
        )
        self.links = nn.ModuleList(MaskedConv(gated, gated, "all") for _ in range(blocks + 1))
        self.joins = nn.ModuleList(MaskedConv(features, features, "B") for _ in range(blocks))

    @property
    def looking(self) -> Sequence[MaskedConv]:
        return self.above_first, self.beside_first

    def above(self, at: LayerCalls) -> list[Tensor]:
        first, *links = _layers(self.links)
        x = at(self.above_first, None)
        found = [at(first, x)]
        for window, link in zip(_layers(self.above_windows), links, strict=True):
            x = at(window, _gate(x))
            found.append(at(link, x))
        return found

    def beside(self, above: Sequence[Tensor], at: LayerCalls) -> Tensor:
        heard = [at.heard(link, found) for link, found in zip(_layers(self.links), above, strict=True)]
        x = _gate(at(self.beside_first, None) + heard[0])
        for window, join, found in zip(_layers(self.beside_windows), _layers(self.joins), heard[1:], strict=True):
            x = x + at(join, _gate(at(window, x) + found))
        return x


def _gate(x: Tensor) -> Tensor:
    """Half the features, and how much of them passes."""
    value, passes = x.chunk(2, 1)
    return value.tanh() * passes.sigmoid()


def _layers(modules: nn.ModuleList) -> list[MaskedConv]:
    layers = []
    for module in modules:
        assert isinstance(module, MaskedConv)
        layers.append(module)
    return layers
