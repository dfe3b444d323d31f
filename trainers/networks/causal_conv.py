"""Convolutions along a text that look back only, with gaps that double from layer to layer.

Van den Oord et al., "WaveNet: A Generative Model for Raw Audio" (2016). A layer with a window of *kernel* places and a
gap of d sees the places t, t - d, t - 2 d, ...; with gaps of 1, 2, 4, ... the *receptive field* grows with the power of
the number of layers while the weights grow with the number itself. What lies before the text is zeros.
"""

from __future__ import annotations

from collections.abc import Iterator

import torch
import torch.nn.functional as F
from torch import Tensor, nn


class CausalLayer(nn.Module):
    """(N, T, channels) to as many: a window that looks back, gates on what it finds, and what was there before."""

    def __init__(self, channels: int, kernel: int, gap: int) -> None:
        super().__init__()
        self.kernel, self.gap = kernel, gap
        self.norm = nn.LayerNorm(channels)
        self.window = nn.Linear(kernel * channels, 2 * channels)  # the places of the window, the earliest first
        self.mix = nn.Linear(channels, channels)

    @property
    def before(self) -> int:
        """Places before its own that it sees."""
        return (self.kernel - 1) * self.gap

    def forward(self, h: Tensor) -> Tensor:
        seen = F.pad(self.norm(h), (0, 0, self.before, 0))
        places = [seen[:, tap * self.gap : tap * self.gap + h.shape[1]] for tap in range(self.kernel)]
        return self.of_window(h, torch.cat(places, 2))

    def of_window(self, h: Tensor, window: Tensor) -> Tensor:
        """The same of places h (..., channels) whose windows (..., kernel * channels) are known, after the norm."""
        found: Tensor = h + self.mix(F.glu(self.window(window), -1))
        return found


class CausalStack(nn.Module):
    """*layers* of them, with gaps of 1, 2, 4, ...: (N, T, channels) to as many."""

    def __init__(self, channels: int, layers: int, kernel: int) -> None:
        super().__init__()
        self.channels = channels
        self.layers = nn.ModuleList([CausalLayer(channels, kernel, 2**layer) for layer in range(layers)])
        self.norm = nn.LayerNorm(channels)

    @property
    def receptive_field(self) -> int:
        """Places that one place depends on, its own among them."""
        return 1 + sum(layer.before for layer in self.each)

    @property
    def each(self) -> Iterator[CausalLayer]:
        """The layers, from the bottom up."""
        for layer in self.layers:
            assert isinstance(layer, CausalLayer)
            yield layer

    def forward(self, h: Tensor) -> Tensor:
        for layer in self.each:
            h = layer(h)
        found: Tensor = self.norm(h)
        return found


class CausalRings:
    """Texts in the making: of each layer the places that it will look back to, in a ring that is written over."""

    def __init__(self, stack: CausalStack, n: int, device: torch.device) -> None:
        self._stack, self._place = stack, 0
        self._rings = [torch.zeros(n, layer.before + 1, stack.channels, device=device) for layer in stack.each]

    def put(self, h: Tensor) -> Tensor:
        """What the stack makes of the next place (n, channels) of each text."""
        for layer, ring in zip(self._stack.each, self._rings, strict=True):
            size = ring.shape[1]
            ring[:, self._place % size] = layer.norm(h)
            taps = [(self._place - layer.before + tap * layer.gap) % size for tap in range(layer.kernel)]
            h = layer.of_window(h, ring[:, taps].flatten(1))
        self._place += 1
        found: Tensor = self._stack.norm(h)
        return found
