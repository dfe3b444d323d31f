"""Levels: the few values that a component of a picture may have, where pictures are made component by component.

A *site* is one component: a grey pixel, one channel of a coloured one, or, with a palette, a whole coloured pixel. Each
site holds one of the levels, so that a model can say how probable each of them is. Sites are counted as in
``x.flatten(1)``; with a palette as the pixels are, row by row.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np
from PIL import Image

from trainers.kinds import Kept
from trainers.lazy import torch

if TYPE_CHECKING:
    from torch import Tensor

MOST_COLOURS = 16  # of a palette
_LOOKED_AT = 1_000_000  # pixels that a palette is chosen from


@dataclass(frozen=True)
class Levels:
    """``values`` are what each level stands for, in [0, 1]: one number, or all channels of a colour of a palette."""

    values: tuple[tuple[float, ...], ...]
    is_palette: bool = False

    @classmethod
    def evenly(cls, count: int) -> Self:
        """*count* steps from 0 to 1."""
        return cls(tuple((step / (count - 1),) for step in range(count)))

    @classmethod
    def found(cls, kept: Kept) -> Self:
        """The colours of pictures (N, C, H, W), uint8 or float32 in [0, 1], darkest first; where they have more than
        MOST_COLOURS, as many that stand for them (median cut; Heckbert, 1982). At least two: one alone says nothing."""
        pixels = _as_bytes(kept)
        colours = np.unique(pixels, axis=0)
        if len(colours) > MOST_COLOURS:
            colours = _median_cut(pixels)
        if len(colours) == 1:
            other = np.full_like(colours, 0 if colours.mean() > 127 else 255)
            colours = np.concatenate([colours, other])
        darkest_first = np.lexsort((*colours.T, colours.sum(1)))
        return cls(tuple(tuple(float(c) / 255 for c in colours[i]) for i in darkest_first), is_palette=True)

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
            pixels = x.flatten(2).transpose(1, 2)  # (N, H * W, C)
            far = torch.cdist(pixels, self.table(x.device), compute_mode="donot_use_mm_for_euclid_dist")
            return far.argmin(2)
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
        pixels = _as_bytes(kept).astype(np.float32) / 255
        if not self.is_palette:
            pixels = pixels.reshape(-1, 1)
        near = np.full(len(pixels), np.inf, np.float32)
        for colour in palette:
            near = np.minimum(near, ((pixels - colour) ** 2).sum(1))
        return math.sqrt(float(near.mean()) / palette.shape[1])


def _as_bytes(kept: Kept) -> np.ndarray:
    """The pixels (M, C) of pictures (N, C, H, W), uint8; of very many every k-th picture's."""
    per_picture = kept.shape[2] * kept.shape[3]
    some = kept[:: max(1, len(kept) * per_picture // _LOOKED_AT)]
    whole = some if some.dtype == np.uint8 else np.rint(some * 255).astype(np.uint8)
    return whole.transpose(0, 2, 3, 1).reshape(-1, kept.shape[1])


def _median_cut(pixels: np.ndarray) -> np.ndarray:
    coloured = np.repeat(pixels, 3, axis=1) if pixels.shape[1] == 1 else pixels
    image = Image.fromarray(np.ascontiguousarray(coloured[None]))
    palette = image.quantize(MOST_COLOURS, Image.Quantize.MEDIANCUT).getpalette() or []
    colours = np.array(palette, np.uint8).reshape(-1, 3)[:MOST_COLOURS, : pixels.shape[1]]
    return np.unique(colours, axis=0)
