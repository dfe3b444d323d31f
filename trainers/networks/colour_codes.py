"""Colours of a palette as a network likes to see them: one number for each colour, 1 where it is this one, else 0.

Of two colours that are the same or not, their red, green and blue say so only in a roundabout way.
"""

from __future__ import annotations

import torch
from torch import Tensor


class ColourCodes:
    """Between the colours the numbers pass smoothly from one to the other, so that gradients pass to the picture: they
    interpolate by inverse multiquadrics (Hardy, 1971), as wide as the two nearest colours are apart."""

    def __init__(self, table: Tensor) -> None:
        """*table* (count, C): the colours, no two of them equal."""
        self._table = table
        far = torch.cdist(table, table, compute_mode="donot_use_mm_for_euclid_dist")
        self._scale = float(far[~torch.eye(len(table), dtype=torch.bool, device=far.device)].min()) ** -2
        self._weights = torch.linalg.inv(self._kernel(table).cpu().double()).to(table)

    def __call__(self, pixels: Tensor) -> Tensor:
        """(..., count) of colours (..., C)."""
        return self._kernel(pixels) @ self._weights.to(pixels)

    def of_pictures(self, x: Tensor) -> Tensor:
        """(N, count, H, W) of pictures (N, C, H, W)."""
        return self(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)

    def _kernel(self, pixels: Tensor) -> Tensor:
        square = (pixels[..., None, :] - self._table).square().sum(-1)
        return (1 + self._scale * square).rsqrt()
