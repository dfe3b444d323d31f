"""Wasserstein-1 distance along lines: how far the sand of one heap must be carried to make the other.

Bonneel, Rabin, Peyre and Pfister, "Sliced and Radon Wasserstein Barycenters of Measures" (2015). On a line the distance
is the area between the two distribution functions; sliced is the mean over directions. It has the units of the data and
needs no judge. For heaps that differ by a shift s it is |s| on a line and |s| times the mean of |cos| over directions
sliced: 2/pi of |s| in the plane.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from trainers.lazy import torch
from trainers.metrics.neighbours import as_table, check_widths
from trainers.pieces import Pieces, finish

if TYPE_CHECKING:
    from torch import Tensor

DIRECTIONS = 128
PIECE = 32  # of them at once


def wasserstein_1d(a: Tensor, b: Tensor) -> Tensor:
    """W1 of samples on a line: a (..., N) and b (..., M) on the CPU, of any counts, give (...)."""
    a, b = _sorted(a), _sorted(b)
    if a.shape[-1] == b.shape[-1]:  # each grain goes to the one of its rank
        return (a - b).abs().mean(-1)
    every = _sorted(torch.cat([a, b], -1))
    gaps, places = every.diff(dim=-1), every[..., :-1].contiguous()
    below_a = torch.searchsorted(a, places, right=True) / a.shape[-1]
    below_b = torch.searchsorted(b, places, right=True) / b.shape[-1]
    return ((below_a - below_b).abs() * gaps).sum(-1)


def _sorted(x: Tensor) -> Tensor:
    """By size along the last dimension; numpy does it in a tenth of torch's time."""
    return torch.from_numpy(np.sort(x.numpy(), axis=-1))


def sliced_wasserstein(real: Tensor, fake: Tensor, generator: torch.Generator, directions: int = DIRECTIONS) -> float:
    """Sliced W1 of real (N, D) and fake (M, D), in the units of the data: the mean over *directions*.

    In the plane these are evenly spaced and *generator* is not used; elsewhere they are drawn from it."""
    return finish(sliced_in_pieces(real, fake, generator, directions))


def sliced_in_pieces(
    real: Tensor, fake: Tensor, generator: torch.Generator, directions: int = DIRECTIONS
) -> Pieces[float]:
    """What :func:`sliced_wasserstein` gives."""
    a, b = as_table(real, "real samples"), as_table(fake, "fake samples")
    check_widths(a, b)
    found = []
    for lines in _directions(a.shape[1], directions, generator).split(PIECE):
        found.append(wasserstein_1d(lines @ a.T, lines @ b.T))
        yield None
    return float(torch.cat(found).mean())


def _directions(width: int, count: int, generator: torch.Generator) -> Tensor:
    """Unit vectors (count, width)."""
    if width == 2:
        angles = math.pi * (torch.arange(count, dtype=torch.float64) + 0.5) / count  # a half turn holds every line
        return torch.stack([angles.cos(), angles.sin()], dim=1)
    drawn = torch.randn(count, width, dtype=torch.float64, generator=generator, device=generator.device)
    return torch.nn.functional.normalize(drawn.cpu(), dim=1)
