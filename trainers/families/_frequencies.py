"""How frequent each level is at each site: what a network may as well know before it begins to learn.

A bias moves by no more than the learning rate with each step. A network that begins with biases of 0 therefore draws
for thousands of steps now and then what never occurs, such as a bright pixel in a corner.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainers.kinds import Pictures
from trainers.lazy import torch

if TYPE_CHECKING:
    from torch import Tensor

    from trainers.levels import Levels

COUNTED = 5000  # pictures
PIECE = 500  # of them at a time: all at once would take 100 MB


def frequency_logits(images: Tensor, levels: Levels, by_chance: bool) -> Tensor:
    """The logits (sites, levels - 1) of all levels but the first, whose logit is 0, with which each site has the levels
    as often as pictures (N, C, H, W) have that, as they are kept, and one more that has all of them alike. Some
    of very many pictures are looked at. *by_chance* a grey of two levels is one of both, else the nearer one."""
    x = Pictures(*images.shape[1:]).to_model(images[:: 1 + len(images) // COUNTED])
    if by_chance and levels.count == 2 and not levels.is_palette:
        bright = x.flatten(1).sum(0)
        counts = torch.stack([len(x) - bright, bright], 1)
    else:
        counts = torch.zeros(0, dtype=torch.int64, device=x.device)
        for part in x.split(PIECE):
            indices = levels.indices(part)
            sites = indices.shape[1]
            places = indices + levels.count * torch.arange(sites, device=x.device)
            found = torch.bincount(places.flatten(), minlength=sites * levels.count).view(sites, levels.count)
            counts = found + counts if len(counts) else found
    logits = (counts + 1 / levels.count).log()
    return logits[:, 1:] - logits[:, :1]
