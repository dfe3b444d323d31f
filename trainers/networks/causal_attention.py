"""A transformer that looks back only: every place asks all before it what they hold.

Vaswani et al., "Attention Is All You Need" (2017), the decoder, with the norm before each part (Xiong et al., "On Layer
Normalization in the Transformer Architecture", 2020), which learns without a slow start.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor, nn

WIDER = 4  # times as many units has the perceptron of a block as its input


class AttentionBlock(nn.Module):
    """(N, T, width) to as many: what each place finds at those before it and its own, then a perceptron."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads, self.size = heads, -(-width // heads)  # numbers of each head: all, where they do not come out even
        self.norm, self.second_norm = nn.LayerNorm(width), nn.LayerNorm(width)
        self.asked = nn.Linear(width, 3 * heads * self.size)  # questions, keys, values
        self.found = nn.Linear(heads * self.size, width)
        self.perceptron = nn.Sequential(nn.Linear(width, WIDER * width), nn.GELU(), nn.Linear(WIDER * width, width))

    def forward(self, h: Tensor) -> Tensor:
        question, key, value = self.parts(h)
        return self.after(h, F.scaled_dot_product_attention(question, key, value, is_causal=True))

    def parts(self, h: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Questions, keys and values, (N, heads, T, size) each."""
        parts = self.asked(self.norm(h)).unflatten(2, (3, self.heads, self.size))
        question, key, value = parts.permute(2, 0, 3, 1, 4)
        return question, key, value

    def after(self, h: Tensor, found: Tensor) -> Tensor:
        """The block's output, given what was *found* (N, heads, T, size)."""
        h = h + self.found(found.transpose(1, 2).flatten(2))
        told: Tensor = h + self.perceptron(self.second_norm(h))
        return told

    def attention(self, h: Tensor, rows: Sequence[int] | None = None) -> Tensor:
        """How much each place (rows) looks at each other (columns), (N, heads, T, T): rows sum to 1, later places have
        0. Of some *rows* only, or of all."""
        question, key, _ = self.parts(h)
        places = torch.arange(h.shape[1], device=h.device)
        asking = places if rows is None else places[list(rows)]
        scores = question[:, :, asking] @ key.transpose(2, 3) / math.sqrt(question.shape[3])
        return scores.masked_fill(places > asking[:, None], -math.inf).softmax(3)


class CausalTransformer(nn.Module):
    """(N, T, width) of up to *length* places to as many. Each place learns a sign of its own."""

    def __init__(self, length: int, width: int, heads: int, layers: int) -> None:
        super().__init__()
        self.length, self.width, self.heads = length, width, heads
        self.places = nn.Parameter(0.1 * torch.randn(length, width))
        self.blocks = nn.ModuleList([AttentionBlock(width, heads) for _ in range(layers)])
        self.norm = nn.LayerNorm(width)

    def forward(self, embedded: Tensor) -> Tensor:
        h = embedded + self.places[: embedded.shape[1]]
        for block in self.blocks:
            h = block(h)
        told: Tensor = self.norm(h)
        return told

    def attention(self, embedded: Tensor, rows: Sequence[int] | None = None) -> Tensor:
        """Of every block, (N, layers, heads, T, T), or of some *rows*."""
        h, found = embedded + self.places[: embedded.shape[1]], []
        for block in self.blocks:
            assert isinstance(block, AttentionBlock)
            found.append(block.attention(h, rows))
            h = block(h)
        return torch.stack(found, 1)


class KeysAndValues:
    """Texts in the making: the keys and values of all places so far, up to the length of the transformer."""

    def __init__(self, transformer: CausalTransformer, n: int, device: torch.device) -> None:
        self._transformer, self.place = transformer, 0
        size = -(-transformer.width // transformer.heads)
        shape = len(transformer.blocks), 2, n, transformer.heads, transformer.length, size
        self._kept = torch.zeros(shape, device=device)

    def put(self, embedded: Tensor) -> Tensor:
        """What the transformer makes of the next place, or the next few (n, T, width), of each text."""
        begin, end = self.place, self.place + embedded.shape[1]
        h = embedded + self._transformer.places[begin:end]
        for block, kept in zip(self._transformer.blocks, self._kept, strict=True):
            assert isinstance(block, AttentionBlock)
            question, kept[0, :, :, begin:end], kept[1, :, :, begin:end] = block.parts(h)
            keys, values = kept[:, :, :, :end]
            # Several places at once are only put when there are none before them.
            found = F.scaled_dot_product_attention(question, keys, values, is_causal=end - begin > 1)
            h = block.after(h, found)
        self.place = end
        told: Tensor = self._transformer.norm(h)
        return told
