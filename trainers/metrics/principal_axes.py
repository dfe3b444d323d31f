"""The directions in which examples vary most: principal component analysis (Pearson, 1901; Hotelling, 1933).

Of all planes with so many axes through the mean, the one of the first axes loses least: what is left of the examples is
the sum of the variances along the axes that were left out. In closed form, as long as either the examples or their
numbers are few; beyond that by subspace iteration (Halko, Martinsson and Tropp, 2011) until nothing more is gained.
"""

from __future__ import annotations

import operator
from collections.abc import Iterator
from functools import reduce
from typing import TYPE_CHECKING, NamedTuple

from trainers.kinds import unit
from trainers.lazy import torch
from trainers.sentence import sentence

if TYPE_CHECKING:
    from torch import Tensor

PIECE = 4096  # examples that are floats at once
MOST_EXACT = 1024  # examples, or numbers of each, up to which all axes are found at once
SPARE = 10  # more axes that the iteration keeps than are wanted: they make it settle quickly
MOST_TURNS = 60
GAIN = 1e-9  # share of the variance found, below which another turn is not worth it
ROUNDING = 10  # units in the last place, of variances and of the mean, below which there is nothing but rounding
LEAST_ROUNDING = 1e-12


class PrincipalAxes(NamedTuple):
    """``mean`` (D,), ``axes`` (k, D) of length 1 at right angles, those of most variance first, and the ``variances``
    (k,) along them, means over the examples; float64 on the CPU. Of each axis its greatest entry is above zero. Where
    nothing varies any more there is no axis: its row is zeros, and its variance is 0."""

    mean: Tensor
    axes: Tensor
    variances: Tensor


def principal_axes(x: Tensor, k: int) -> PrincipalAxes:
    """The first *k* axes of examples (N, D), floats or, as pixels are kept, uint8, of which 255 counts as 1.

    The same examples give the same axes. Work and memory grow with N * D: 60 000 x 784 and 2 000 x 20 000 are fine.
    Raises ValueError for no examples, for *k* beyond 1 to D, and for what is no finite number.
    """
    if x.ndim != 2 or len(x) == 0:
        raise ValueError(sentence(f"principal axes: expected examples of shape (N, D), found {tuple(x.shape)}"))
    x, (count, width) = x.detach(), x.shape
    if not 1 <= k <= width:
        raise ValueError(sentence(f"principal axes: expected 1 to {width} of them, found {k}"))
    exact = torch.float64 if x.dtype == torch.float64 else torch.float32
    mean = _sum(part.cpu().double().sum(0) for part in _parts(x, exact)) / count
    if not mean.isfinite().all():
        raise ValueError(sentence("principal axes: expected finite numbers, found some that are not"))
    centre = mean.to(x.device, exact)
    if width <= min(count, MOST_EXACT):
        axes, variances = _of_covariance(x, centre)
    elif count <= MOST_EXACT:
        axes, variances = _of_gram_matrix(x, centre)
    else:
        axes, variances = _by_iteration(x, centre, min(k + SPARE, width, count))
    step = ROUNDING * torch.finfo(exact).eps
    nothing = max(step, LEAST_ROUNDING) * float(variances[-1]) + (step * float(mean.abs().max())) ** 2
    return PrincipalAxes(mean, *_in_order(axes, variances, k, nothing))


def _sum(parts: Iterator[Tensor]) -> Tensor:
    return reduce(operator.add, parts)


def _parts(x: Tensor, dtype: torch.dtype) -> Iterator[Tensor]:
    return (unit(part).to(dtype) for part in x.split(PIECE))


def _centred(x: Tensor, centre: Tensor) -> Iterator[Tensor]:
    return (part - centre for part in _parts(x, centre.dtype))


def _of_covariance(x: Tensor, centre: Tensor) -> tuple[Tensor, Tensor]:
    covariance = _sum((part.T @ part).cpu().double() for part in _centred(x, centre)) / len(x)
    variances, columns = torch.linalg.eigh(covariance)
    return columns.T, variances


def _of_gram_matrix(x: Tensor, centre: Tensor) -> tuple[Tensor, Tensor]:
    """Few long examples: u of X X' = u s^2 u' are as many as there are examples, and X' u are the axes, s long."""
    [part] = _centred(x, centre)
    part = part.cpu().double()
    variances, columns = torch.linalg.eigh(part @ part.T / len(x))
    found = variances > LEAST_ROUNDING * variances[-1]
    axes = torch.zeros(len(x), x.shape[1], dtype=torch.float64)
    axes[found] = torch.linalg.qr((columns[:, found].T @ part).flip(0).T).Q.T.flip(0)
    return axes, variances


def _by_iteration(x: Tensor, centre: Tensor, count: int) -> tuple[Tensor, Tensor]:
    """*count* axes, of which the last few are not settled yet."""
    first = torch.randn(x.shape[1], count, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    axes, variances = first.T, first.new_zeros(count)
    columns, before = torch.linalg.qr(first).Q, 0.0
    for _ in range(MOST_TURNS):
        now = columns.to(x.device, centre.dtype)
        moved = _sum((part.T @ (part @ now)).cpu().double() for part in _centred(x, centre)) / len(x)
        variances, turn = torch.linalg.eigh(columns.T @ moved)  # within what the columns span
        axes, columns = (columns @ turn).T, torch.linalg.qr(moved).Q
        reached = float(variances[SPARE:].sum())
        if reached <= before * (1 + GAIN):
            break
        before = reached
    return axes, variances


def _in_order(axes: Tensor, variances: Tensor, k: int, nothing: float) -> tuple[Tensor, Tensor]:
    """The last *k* first, turned so that their greatest entry is above zero; none along which no more varies than
    *nothing*."""
    axes, variances = axes.flip(0)[:k], variances.flip(0)[:k]
    far = axes.abs()
    # The first of those that are as great but for rounding, so that another machine chooses no other.
    greatest = (far >= (1 - 1e-6) * far.amax(1, keepdim=True)).int().argmax(1)
    axes = axes * axes.gather(1, greatest[:, None]).sign()
    there = variances > nothing
    missing = k - len(axes)
    axes, variances = axes * there[:, None], variances * there
    return torch.nn.functional.pad(axes, (0, 0, 0, missing)), torch.nn.functional.pad(variances, (0, missing))
