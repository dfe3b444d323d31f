"""Pictures as few numbers, and back: their principal components, in buffers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainers.lazy import torch
from trainers.metrics.principal_axes import principal_axes

if TYPE_CHECKING:
    from torch import Tensor, nn


def make_projection(pixels: int, width: int) -> nn.Module:
    """From so many pixels onto the first of them, until it is fitted: ``mean`` (pixels,), ``axes`` (width, pixels)."""
    part = torch.nn.Module()
    part.register_buffer("mean", torch.zeros(pixels))
    part.register_buffer("axes", torch.eye(width, pixels))  # orthonormal rows
    return part


def fit_projection(part: nn.Module, pictures: Tensor) -> float:
    """Fits it to pictures (N, pixels), floats in [0, 1]; returns the share of their variance that it holds."""
    axes = part.get_buffer("axes")
    mean, found, variances = principal_axes(pictures, len(axes))
    part.get_buffer("mean").copy_(mean)
    axes.copy_(found)
    everywhere = float(pictures.var(0, correction=0).sum(dtype=torch.float64))
    return min(1.0, float(variances.sum()) / everywhere) if everywhere > 0 else 1.0


def project(part: nn.Module, pictures: Tensor) -> Tensor:
    """Pictures (N, pixels) as (N, width)."""
    return (pictures - part.get_buffer("mean")) @ part.get_buffer("axes").T


def unproject(part: nn.Module, z: Tensor) -> Tensor:
    """(N, width) as pictures (N, pixels), which may leave [0, 1]."""
    return part.get_buffer("mean") + z @ part.get_buffer("axes")
