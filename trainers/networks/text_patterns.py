"""A network that looks for patterns of a few characters in a text, wherever they stand, and says how real it is.

Kim, "Convolutional Neural Networks for Sentence Classification" (2014): windows of several lengths slide over the text,
and of each pattern only the best match counts. The discriminator of SeqGAN (Yu et al., 2017) is such a network.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

LENGTHS = (2, 3, 5)  # characters of a window
WIDTH = 24  # numbers that stand for a character


class TextPatterns(nn.Module):
    """Texts x (N, T) of so many characters, int64, to scores (N,): the higher, the more real."""

    def __init__(self, vocabulary: int, channels: int) -> None:
        """*channels* are the patterns of each length; as many units weigh them up."""
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, WIDTH)
        # A margin on both sides: patterns at the ends are found, and a text may be shorter than a window.
        self.windows = nn.ModuleList(nn.Conv1d(WIDTH, channels, k, padding=k - 1) for k in LENGTHS)
        self.weigh = nn.Sequential(
            nn.Linear(channels * len(LENGTHS), channels), nn.LeakyReLU(0.2), nn.Linear(channels, 1)
        )

    def forward(self, x: Tensor) -> Tensor:
        embedded = self.embedding(x).transpose(1, 2)  # (N, WIDTH, T)
        found = torch.cat([window(embedded).amax(2).relu() for window in self.windows], 1)
        scores: Tensor = self.weigh(found).squeeze(1)
        return scores
