"""Geometry of a latent map: where it folds and where it has cliffs. A drawing aid; **these are not holes**.

A code in the middle of a hole may come back exactly where it was (principal components of a ring do so everywhere),
and a cliff may lie between two places that both decode well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainers.lazy import torch

if TYPE_CHECKING:
    from torch import Tensor


def code_scale(codes: Tensor, collapsed_below: float = 0.0) -> Tensor:
    """Standard deviation (latent_dim,) of the codes (N, latent_dim) of images, 0 where it is at most *collapsed_below*.

    A VAE's posterior means with a deviation below 0.1 carry nothing (Burda, Grosse and Salakhutdinov, 2016).
    """
    if codes.ndim != 2 or len(codes) < 2:
        raise ValueError(f"geometry: expected at least 2 codes of shape (N, latent_dim), found {tuple(codes.shape)}")
    scale = codes.std(0, correction=0)
    return torch.where(scale > collapsed_below, scale, 0.0)


def round_trip(z: Tensor, z_again: Tensor, scale: Tensor) -> Tensor:
    """How far (N,) codes end from where they began, ``|mu(g(z)) - z|``, in standard deviations of the codes of images.

    ``z`` are codes, ``z_again`` those of their decodes, both (N, latent_dim); ``scale`` (latent_dim,) as code_scale
    gives it. Dimensions of scale 0 are left out: there is no way back along what the decoder ignores.
    """
    if z.shape != z_again.shape or scale.shape != z.shape[1:]:
        shapes = f"{tuple(z.shape)}, {tuple(z_again.shape)} and {tuple(scale.shape)}"
        raise ValueError(f"geometry: expected (N, d), (N, d) and (d,), found {shapes}")
    used = scale > 0
    return torch.linalg.vector_norm((z_again - z)[:, used] / scale[used], dim=1)


def stretch(images_grid: Tensor, du: float, dv: float) -> Tensor:
    """How fast the picture changes: ``sqrt(det J^T J)`` (rows, cols) by differences on a decoded grid.

    ``images_grid`` (rows, cols, D) holds decodes in any features; neighbours in a row lie *du* apart in code space,
    neighbours in a column *dv*. With several rows and columns it is the area in feature space that a unit of area of
    codes is spread over; with one row or column, the length per unit of length. Differences are central, one-sided at
    the edges.
    """
    if images_grid.ndim != 3 or images_grid.shape[0] * images_grid.shape[1] < 2:
        raise ValueError(f"geometry: expected a grid of at least two decodes, found {tuple(images_grid.shape)}")
    if du <= 0 or dv <= 0:
        raise ValueError(f"geometry: expected cells of positive size, found {du:g} x {dv:g}")
    rows, columns, _ = images_grid.shape
    if rows == 1 or columns == 1:
        along, step = (1, du) if rows == 1 else (0, dv)
        return torch.linalg.vector_norm(torch.gradient(images_grid, spacing=step, dim=along)[0], dim=2)
    across = torch.gradient(images_grid, spacing=du, dim=1)[0]
    down = torch.gradient(images_grid, spacing=dv, dim=0)[0]
    width = torch.linalg.vector_norm(across, dim=2)
    # Base times height: |a|^2 |b|^2 - (a b)^2 would lose its digits where the two point the same way.
    share = (across * down).sum(2) / width.square().clamp_min(torch.finfo(width.dtype).tiny)
    return width * torch.linalg.vector_norm(down - share[..., None] * across, dim=2)
