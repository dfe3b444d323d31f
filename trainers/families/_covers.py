"""What is covered while a model learns to fill in any hole.

An *order* of the sites and a place in it are a cover: what comes before that place is known. With orders and places by
chance, the odds that a model gives to all that is covered say how well it does on the whole, whatever the order
(:func:`by_chance`). Nobody covers a picture like that, though; people cover a half, or a blot. So some of the covers
that a model learns from look like theirs (:func:`as_people_do`).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from trainers.lazy import torch

if TYPE_CHECKING:
    from torch import Tensor


def by_chance(n: int, sites: int, generator: torch.Generator) -> Tensor:
    """Which sites are known (n, sites): so many that come first in an order by chance, at least none, at most all but
    one, each number as likely. In one batch the numbers are spread evenly, which takes nothing from that."""
    return _before(_uniform(n, sites, generator), torch.zeros(n, 1, device=generator.device), generator)


def as_people_do(n: int, site_shape: tuple[int, int, int], generator: torch.Generator) -> Tensor:
    """The same (n, sites) where at first all beyond some edge, within a blot or outside it is known, and then more:
    as many as came next in an order, row by row, backwards or by chance."""
    parts, height, width = site_shape
    shown = _shown(n, height, width, generator).repeat(1, parts)
    sites = shown.shape[1]
    # Part by part, pixel by pixel: all parts of a pixel one after the other.
    natural = torch.arange(sites, device=generator.device).view(height * width, parts).T.flatten().float() / sites
    orders = torch.stack([natural.expand(n, -1), (1 - natural).expand(n, -1), _uniform(n, sites, generator)])
    chosen = (_uniform(n, 1, generator)[:, 0] * 3).long()
    scores = orders[chosen, torch.arange(n, device=generator.device)] - 2 * shown.float()
    return _before(scores, shown.sum(1, keepdim=True), generator)


def _shown(n: int, height: int, width: int, generator: torch.Generator) -> Tensor:
    """What a cover leaves of pictures (n, H * W): what lies on one side of a line, or inside or outside of an ellipse;
    always less than all."""
    rows = torch.linspace(-1, 1, height, device=generator.device).repeat_interleave(width)
    columns = torch.linspace(-1, 1, width, device=generator.device).repeat(height)
    turn, reach, wide, high, down, right, kind = _uniform(n, 7, generator).T[..., None]
    turn = (turn * 4).floor() * math.pi / 2  # to one of the four sides
    beyond = rows * turn.sin() + columns * turn.cos() > 1.6 * reach - 0.8
    blot = ((rows - 2 * down + 1) / (0.2 + 0.6 * high)) ** 2 + ((columns - 2 * right + 1) / (0.2 + 0.6 * wide)) ** 2 < 1
    shown = torch.where(kind < 0.5, beyond, torch.where(kind < 0.75, blot, ~blot))
    return shown & ~shown.all(1, keepdim=True)


def _before(scores: Tensor, least: Tensor, generator: torch.Generator) -> Tensor:
    """Which sites come before a place by chance, at least as many as *least* (n, 1) and at most all but one, in the
    order of their *scores* (n, sites)."""
    n, sites = scores.shape
    spread = (torch.randperm(n, generator=generator, device=scores.device)[:, None] + _uniform(n, 1, generator)) / n
    place = (least + spread * (sites - least)).long().clamp_(max=sites - 1)
    return scores < scores.sort(1).values.gather(1, place)


def _uniform(n: int, count: int, generator: torch.Generator) -> Tensor:
    return torch.rand(n, count, generator=generator, device=generator.device)
