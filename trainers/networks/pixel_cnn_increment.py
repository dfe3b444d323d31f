"""A PixelCNN one pixel at a time: what a layer has been given so far is kept, and only the new pixel is computed.

A picture drawn so costs as much arithmetic as one pass over it, where asking the whole network for every pixel costs as
many passes as there are pixels (Ramachandran et al., "Fast Generation for Convolutional Autoregressive Models", 2017).
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor

from trainers.networks.masked_conv import MaskedConv
from trainers.networks.pixel_cnn import PixelCNN, Whole


class PixelCNNIncrement:
    """*n* pictures in the making, whose sites are put row by row, of each pixel one colour after the other."""

    def __init__(self, net: PixelCNN, n: int, y: Tensor | None = None) -> None:
        self._net, self._y = net, y
        self._groups, _, self._wide = net.site_shape
        layers = [layer for layer in net.modules() if isinstance(layer, MaskedConv)]
        self._kept = {layer: _Kept(layer, n, y, net.site_shape) for layer in layers}
        self._computed = -1  # the place whose features came last
        self._row = -1  # what is seen above it was found for this row
        self._above: Sequence[Tensor] = ()

    @property
    def nbytes(self) -> int:
        """The bytes of what is kept of the pictures: the same however tall they are."""
        return sum(kept.nbytes for kept in self._kept.values())

    @torch.no_grad()
    def begin(self, places: int, x: Tensor) -> None:
        """Puts the first so many *places* at once, of pictures x (n, C, H, W); before all else."""
        row = places // (self._groups * self._wide)
        at = _Recording(x.contiguous(memory_format=torch.channels_last), self._y, self._kept, row)
        self._net.odds(self._net.above(at), at)  # what comes of places that are not known is written over in time
        self._computed = places - 1

    @torch.no_grad()
    def logits(self, place: int) -> Tensor:
        """The outputs (n, outputs) for the site at *place*, once those before it have been put."""
        pixel, group = divmod(place, self._groups)
        row, column = divmod(pixel, self._wide)
        if row != self._row:
            self._above, self._row = self._net.above(_Row(self._kept, row)), row
        self._computed = place
        return self._net.odds(self._above, _Pixel(self._kept, row, column, group))

    def put(self, place: int, values: Tensor) -> None:
        """The numbers (n, width) of the site at *place*."""
        if self._computed < place:  # nobody asked, but others will look at its features
            self.logits(place)
        pixel, group = divmod(place, self._groups)
        row, column = divmod(pixel, self._wide)
        for layer in self._net.looking:
            self._kept[layer].put(row, column, group, values)


class _Kept:
    """A layer and what it has been given so far, as far as it still sees it: maps (n, rows, W, features) of the newest
    rows, with a border that the window needs. Whole pictures would take many times the memory: 200 MB for 64 of 28 x 28
    pixels and a dozen layers of 64 features."""

    def __init__(self, layer: MaskedConv, n: int, y: Tensor | None, site_shape: tuple[int, int, int]) -> None:
        groups, _, self._wide = site_shape
        self._rows, self._left, self._columns = layer.rows, layer.left, layer.left + 1 + layer.right
        self._weight = layer.seen().detach()
        taps = self._weight.permute(2, 3, 1, 0).flatten(0, 2)
        shift = layer.shift(y).detach()
        self._shift = shift if shift.ndim == 4 else shift[None]  # (n or 1, outputs, H or 1, W or 1)
        self._inputs, self._outputs = (_members(of, groups) for of in (layer.inputs, layer.outputs))
        self._taps = [taps[:, members].contiguous() for members in self._outputs]
        self._everywhere = self._shift.shape[2:] == (1, 1)
        self._shifts = [self._shift[:, members, 0, 0].contiguous() for members in self._outputs]
        # Of a single group what a window of one pixel sees is what it is given.
        self._is_point = groups == 1 and len(taps) == len(layer.inputs)
        self._maps = taps.new_zeros(n, self._rows, self._wide + self._columns - 1, len(layer.inputs))
        self._row = 0  # of the picture, which is the last of the maps

    @property
    def nbytes(self) -> int:
        return self._maps.nbytes

    def fill(self, x: Tensor, row: int) -> None:
        """Those of the maps x (n, features, H, W) that are seen from a *row* on."""
        first = max(row - self._rows + 1, 0)
        count = row + 1 - first
        inside = self._maps[:, self._rows - count :, self._left : self._left + self._wide]
        inside.copy_(x[:, :, first : row + 1].permute(0, 2, 3, 1))
        self._row = row

    def put(self, row: int, column: int, group: int, x: Tensor) -> None:
        """The features x (n, those of the group) of one pixel, in this row or a later one than before."""
        self._move_to(row)
        self._maps[:, -1, column + self._left, self._inputs[group]] = x

    def row(self, row: int, x: Tensor | None) -> Tensor:
        """(n, outputs, 1, W) of a row, whose own features are x (n, inputs, 1, W), or have been put."""
        self._move_to(row)
        if x is not None:
            self._maps[:, -1, self._left : self._left + self._wide].copy_(x[:, :, 0].transpose(1, 2))
        window = self._maps.permute(0, 3, 1, 2)
        return F.conv2d(window, self._weight) + (self._shift if self._everywhere else self._shift[:, :, row : row + 1])

    def pixel(self, row: int, column: int, group: int, x: Tensor | None) -> Tensor:
        """(n, outputs of the group) of one pixel, of whose own features x are those of the group, or have been put."""
        if self._everywhere:
            shift = self._shifts[group]
        else:
            shift = self._shift[:, self._outputs[group], row, column]
        if x is not None:
            if self._is_point:
                return torch.addmm(shift, x, self._taps[group])
            self.put(row, column, group, x)
        self._move_to(row)
        window = self._maps[:, :, column : column + self._columns]
        return torch.addmm(shift, window.flatten(1), self._taps[group])

    def _move_to(self, row: int) -> None:
        """Rows that are no longer seen make room for this one, of which nothing is known yet."""
        step = row - self._row
        if step <= 0:
            return
        if step < self._rows:
            self._maps[:, :-step] = self._maps[:, step:].clone()
        self._maps[:, -min(step, self._rows) :] = 0
        self._row = row

    def own(self, x: Tensor, column: int, group: int) -> Tensor:
        """Of outputs x (n, outputs, 1, W) those of a pixel and group."""
        return x[:, self._outputs[group], 0, column]


class _Recording(Whole):
    """Whole pictures, of which every layer keeps what it is given and what is seen from a *row* on."""

    def __init__(self, x: Tensor, y: Tensor | None, kept: dict[MaskedConv, _Kept], row: int) -> None:
        super().__init__(x, y)
        self._kept, self._row = kept, row

    def __call__(self, layer: MaskedConv, x: Tensor | None) -> Tensor:
        self._kept[layer].fill(self._x if x is None else x, self._row)
        return super().__call__(layer, x)


class _Row:
    """One row of the stack that looks at the rows above, of all groups at once."""

    def __init__(self, kept: dict[MaskedConv, _Kept], row: int) -> None:
        self._kept, self._row = kept, row

    def __call__(self, layer: MaskedConv, x: Tensor | None) -> Tensor:
        return self._kept[layer].row(self._row, x)

    def heard(self, layer: MaskedConv, x: Tensor) -> Tensor:
        return x


class _Pixel:
    """The features (n, those of the group) of one group of one pixel."""

    def __init__(self, kept: dict[MaskedConv, _Kept], row: int, column: int, group: int) -> None:
        self._kept, self._row, self._column, self._group = kept, row, column, group

    def __call__(self, layer: MaskedConv, x: Tensor | None) -> Tensor:
        return self._kept[layer].pixel(self._row, self._column, self._group, x)

    def heard(self, layer: MaskedConv, x: Tensor) -> Tensor:
        return self._kept[layer].own(x, self._column, self._group)


def _members(of: Sequence[int], groups: int) -> list[slice | list[int]]:
    """The places of the features of each group, for indexing."""
    if groups == 1:
        return [slice(None)]
    return [[place for place, group in enumerate(of) if group == wanted] for wanted in range(groups)]
