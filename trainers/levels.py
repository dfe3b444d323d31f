"""Levels: the few values that a component of a picture may have, where pictures are made component by component.

A *site* is one component: a grey pixel, one channel of a coloured one, or, with a palette, a whole coloured pixel. Each
site holds one of the levels, so that a model can say how probable each of them is. Sites are counted as in
``x.flatten(1)``; with a palette as the pixels are, row by row.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np
from PIL import Image

from trainers.kinds import Kept, UInt8
from trainers.lazy import torch
from trainers.sentence import sentence

if TYPE_CHECKING:
    from torch import Tensor

MOST_COLOURS = 16  # of a palette
_LOOKED_AT = 1_000_000  # pixels that a palette is chosen from
_COMPARED = 200_000  # pixels by which it is measured what is lost
_AT_ONCE = 2**20  # pixels


@dataclass(frozen=True)
class Levels:
    """``values`` are what each level stands for, in [0, 1]: one number, or all channels of a colour of a palette, which
    stands for so many ``colours`` of those pixels that were looked at."""

    values: tuple[tuple[float, ...], ...]
    is_palette: bool = False
    colours: int = 0

    @classmethod
    def evenly(cls, count: int) -> Self:
        """*count* steps from 0 to 1."""
        return cls(tuple((step / (count - 1),) for step in range(count)))

    @classmethod
    def found(cls, kept: Kept) -> Self:
        """The colours of pictures (N, C, H, W), uint8 or float32 in [0, 1], darkest first; where they have more than
        MOST_COLOURS, as many that stand for them (median cut; Heckbert, 1982). At least two: one alone says nothing."""
        some = _every_kth(kept, _LOOKED_AT)
        colours = _different(some)
        if len(colours) <= MOST_COLOURS and len(some) < len(kept):
            colours = _different(kept)  # not a rare one is to be missed
        different = len(colours)
        if different > MOST_COLOURS:
            colours = _median_cut(_as_pixels(some))
        if len(colours) == 1:
            other = np.full_like(colours, 0 if colours.mean() > 127 else 255)
            colours = np.concatenate([colours, other])
        darkest_first = np.lexsort((*colours.T, colours.sum(1)))
        values = tuple(tuple(float(c) / 255 for c in colours[i]) for i in darkest_first)
        return cls(values, is_palette=True, colours=different)

    @property
    def count(self) -> int:
        return len(self.values)

    @property
    def width(self) -> int:
        """How many numbers of a picture one site holds."""
        return len(self.values[0])

    def site_shape(self, image_shape: tuple[int, int, int]) -> tuple[int, int, int]:
        """(channels, H, W) of the sites of a picture."""
        channels, height, width = image_shape
        return channels // self.width, height, width

    def table(self, device: torch.device) -> Tensor:
        """:attr:`values` as (count, width) float32."""
        return torch.tensor(self.values, device=device)

    def indices(self, x: Tensor, generator: torch.Generator | None = None) -> Tensor:
        """The level (N, sites), int64, of every site of pictures x (N, C, H, W): the nearest.

        With a *generator*, grey between two neighbouring levels becomes one of both by chance, the nearer the likelier,
        so that its mean is the grey: *stochastic* binarisation, if there are but two (Salakhutdinov and Murray, 2008).
        """
        if self.is_palette:
            table = self.table(x.device)
            far = (-2 * table) @ x.flatten(2)  # (N, levels, H * W): the square of the distance, but for that of x
            return far.add_(table.square().sum(1)[:, None]).min(1).indices
        steps = x.flatten(1) * (self.count - 1)
        if generator is not None:
            chance = torch.rand(steps.shape, generator=generator, device=x.device)
            return (steps + chance).floor().clamp_(0, self.count - 1).long()
        return (steps + 0.5).floor().clamp_(0, self.count - 1).long()

    def pixels(self, indices: Tensor, image_shape: tuple[int, int, int]) -> Tensor:
        """Pictures (N, C, H, W) of the levels (N, sites) of their sites."""
        if self.is_palette:
            return self.table(indices.device)[indices].transpose(1, 2).reshape(-1, *image_shape)
        return (indices.float() / (self.count - 1)).view(-1, *image_shape)

    def by_site(self, x: Tensor) -> Tensor:
        """The numbers (N, sites, width) of every site of pictures x (N, C, H, W)."""
        return x.flatten(2).transpose(1, 2) if self.is_palette else x.flatten(1)[..., None]

    def sites_of(self, mask: Tensor) -> Tensor:
        """Of which sites *all* numbers are marked in *mask* (N, C, H, W): (N, sites), bool."""
        return mask.all(1).flatten(1) if self.is_palette else mask.flatten(1)

    def errors(self, kept: Kept) -> float:
        """The root mean square of what is lost where pictures (N, C, H, W) take the nearest levels, 0 to 1."""
        palette = np.array(self.values, np.float32)
        pixels = _as_pixels(_every_kth(kept, _COMPARED)).astype(np.float32) / 255
        if not self.is_palette:
            pixels = pixels.reshape(-1, 1)
        near = np.full(len(pixels), np.inf, np.float32)
        for colour in palette:
            near = np.minimum(near, ((pixels - colour) ** 2).sum(1))
        return math.sqrt(float(near.mean()) / palette.shape[1])

    def losses(self, kept: Kept) -> tuple[str, ...]:
        """What a user should know of a palette that was found in pictures (N, C, H, W): nothing where it has all their
        colours, else one sentence."""
        if self.colours <= self.count:
            return ()
        error = self.errors(kept)
        return (
            sentence(
                f"Palette: {self.count} colours stand for {self.colours:,} that were found in the images; "
                f"the root mean square error is {error:.1%}."
            ),
        )


def _every_kth(kept: Kept, most: int) -> Kept:
    """Every k-th of pictures (N, C, H, W), so that they have about so many pixels at *most*."""
    return kept[:: max(1, -(-kept.shape[0] * kept.shape[2] * kept.shape[3] // most))]


def _as_pixels(kept: Kept) -> UInt8:
    """The pixels (M, C) of pictures (N, C, H, W)."""
    return _as_bytes(kept).transpose(0, 2, 3, 1).reshape(-1, kept.shape[1])


def _as_bytes(kept: Kept) -> UInt8:
    return kept if kept.dtype == np.uint8 else np.rint(kept * 255).astype(np.uint8)


def _different(kept: Kept) -> UInt8:
    """All colours (K, C) of pictures (N, C, H, W), each once."""
    channels = kept.shape[1]
    there = np.zeros(256**channels, bool)
    for part in _parts(kept):
        packed = part[:, 0].astype(np.intp)
        for channel in range(1, channels):
            packed = packed << 8 | part[:, channel]
        there[packed.ravel()] = True
    codes = np.flatnonzero(there)
    return np.stack([codes >> 8 * channel & 255 for channel in reversed(range(channels))], 1).astype(np.uint8)


def _parts(kept: Kept) -> Iterator[UInt8]:
    """Pictures as bytes, some at a time."""
    size = max(1, _AT_ONCE // (kept.shape[2] * kept.shape[3]))
    for start in range(0, len(kept), size):
        yield _as_bytes(kept[start : start + size])


def _median_cut(pixels: UInt8) -> UInt8:
    coloured = np.repeat(pixels, 3, axis=1) if pixels.shape[1] == 1 else pixels
    image = Image.fromarray(np.ascontiguousarray(coloured[None]))
    palette = image.quantize(MOST_COLOURS, Image.Quantize.MEDIANCUT).getpalette() or []
    colours = np.array(palette, np.uint8).reshape(-1, 3)[:MOST_COLOURS, : pixels.shape[1]]
    return np.unique(colours, axis=0)
