"""A convolution that looks back only: at the rows above a pixel, at what lies left of it, and maybe at itself.

Van den Oord, Kalchbrenner and Kavukcuoglu, "Pixel Recurrent Neural Networks" (2016). The rows below are not even in the
window; what the mask forbids of the pixel's own row counts for nothing.

Where the colours of one pixel are told apart (red before green before blue), features come in as many *groups*: those
of group g know the colours before the g-th of their own pixel, and all colours of pixels before it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

import torch
import torch.nn.functional as F
from torch import Tensor, nn

# What is seen of the pixel's own row. A: what lies left, and of the pixel itself earlier groups; B: its own group, too;
# none: nothing; all: the whole row (of features that have seen none of it themselves).
MaskType = Literal["A", "B", "none", "all"]


class MaskedConv(nn.Module):
    """Maps (N, inputs, H, W) to (N, outputs, H, W), of which each sees *rows* rows and, of these, from *left* columns
    before its own to *right* columns after it."""

    def __init__(
        self,
        inputs: Sequence[int],
        outputs: Sequence[int],
        mask_type: MaskType,
        *,
        rows: int = 1,
        left: int = 0,
        right: int = 0,
        classes: int = 0,
        places: tuple[int, int] = (1, 1),
    ) -> None:
        """*inputs* and *outputs* are the groups of the features. With *classes* a label shifts the outputs. With
        *places* = (H, W) the bias differs from pixel to pixel."""
        super().__init__()
        self.inputs, self.outputs = tuple(inputs), tuple(outputs)
        self.rows, self.left, self.right = rows, left, right
        mask = _mask(self.inputs, self.outputs, mask_type, rows, left, right)
        self.register_buffer("mask", mask, persistent=False)
        self.masks = bool((mask == 0).any())
        bound = 1 / math.sqrt(max(1.0, float(mask.sum()) / len(outputs)))
        self.weight = nn.Parameter(torch.empty(mask.shape).uniform_(-bound, bound))
        self.bias = nn.Parameter(torch.empty(len(outputs), 1, 1).uniform_(-bound, bound).repeat(1, *places))
        self.told = nn.Parameter(torch.zeros(classes, len(outputs))) if classes else None

    def seen(self) -> Tensor:
        """The weights (outputs, inputs, rows, left + 1 + right) as they count."""
        return self.weight * self.get_buffer("mask") if self.masks else self.weight

    def shift(self, y: Tensor | None) -> Tensor:
        """What is added to the outputs: (outputs, H or 1, W or 1), or one for each of labels *y* (N,)."""
        if self.told is None or y is None:
            return self.bias
        return self.bias + self.told[y][..., None, None]

    def forward(self, x: Tensor, y: Tensor | None = None) -> Tensor:
        if self.rows > 1 or self.left or self.right:
            x = F.pad(x, (self.left, self.right, self.rows - 1, 0))
        shift = self.shift(y)
        if shift.numel() == len(self.outputs):
            return F.conv2d(x, self.seen(), shift.flatten())
        return F.conv2d(x, self.seen()) + shift


def _mask(
    inputs: Sequence[int], outputs: Sequence[int], mask_type: MaskType, rows: int, left: int, right: int
) -> Tensor:
    mask = torch.ones(len(outputs), len(inputs), rows, left + 1 + right)
    if mask_type == "none":
        mask[:, :, -1] = 0
    elif mask_type != "all":
        mask[:, :, -1, left + 1 :] = 0
        before, own = torch.tensor(inputs)[None], torch.tensor(outputs)[:, None]
        mask[:, :, -1, left] = (before < own if mask_type == "A" else before <= own).float()
    return mask
