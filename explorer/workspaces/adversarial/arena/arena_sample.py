"""A made-up arena for trying the view out: eight Gaussians on a ring, fakes on their way there."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from explorer.plane.viewport import Extent
from trainers.examples import Float32, Modes
from trainers.messages import ArenaShown

SIGMA, RADIUS = 0.02, 0.32
FAKE_SIGMA = 0.035
UNIT: Extent = (0.0, 0.0, 1.0, 1.0)


def sample_modes() -> Modes:
    angles = np.arange(8) * np.pi / 4
    return Modes((0.5 + RADIUS * np.stack([np.cos(angles), np.sin(angles)], axis=1)).astype(np.float32), SIGMA)


def sample_real(count: int = 1000) -> Float32:
    modes = sample_modes()
    rng = np.random.default_rng(0)
    noise = SIGMA * rng.standard_normal((count, 2))
    return (modes.centres[rng.integers(0, 8, count)] + noise).astype(np.float32)


def sample_arena(
    phase: float = 0.0,
    count: int = 1000,
    arrows: int = 400,
    cells: int = 64,
    extent: Extent = UNIT,
    belief: bool = True,
) -> ArenaShown:
    """An arena whose fakes lie in a ring about the modes; with growing *phase* they flow along it."""
    codes = np.random.default_rng(1).standard_normal((count, 2)).astype(np.float32)
    fakes = _generate(codes, phase)
    optimum = _optimum(_centres(extent, cells))
    learned = 1 / (1 + np.exp(-_logit(_centres(extent, cells), phase)))
    surface = learned if belief else _logit(_centres(extent, cells), phase) - 0.4
    steps = np.linspace(-1.5, 1.5, 17)
    grid = np.stack(np.meshgrid(steps, steps, indexing="ij"), axis=-1)
    return ArenaShown(
        1, 1, "arena", 4000, 0, extent, fakes, codes, surface.astype(np.float32), belief,
        _slope(fakes[:arrows], phase), optimum.astype(np.float32), _generate(grid, phase),
    )  # fmt: skip


def _generate(codes: NDArray[np.floating], phase: float) -> Float32:
    """Codes (..., 2) onto the ring: their angle drawn towards the modes, their length to the ring's width."""
    angle = np.arctan2(codes[..., 1], codes[..., 0])
    angle = angle + 0.09 * np.sin(8 * (angle + phase)) + 0.06 * phase
    length = RADIUS + FAKE_SIGMA * (np.hypot(codes[..., 0], codes[..., 1]) - 1.25)
    return (0.5 + length[..., None] * np.stack([np.cos(angle), np.sin(angle)], axis=-1)).astype(np.float32)


def _centres(extent: Extent, cells: int) -> NDArray[np.float64]:
    x0, y0, x1, y1 = extent
    steps = (np.arange(cells) + 0.5) / cells
    return np.stack(np.meshgrid(x0 + steps * (x1 - x0), y1 - steps * (y1 - y0)), axis=-1)


def _optimum(places: NDArray[np.float64]) -> NDArray[np.float64]:
    modes = sample_modes()
    away = ((places[..., None, :] - modes.centres) ** 2).sum(-1)
    data = np.exp(-away / (2 * SIGMA**2)).mean(-1) / (2 * np.pi * SIGMA**2)
    ring = (np.hypot(*(places - 0.5).transpose(2, 0, 1)) - RADIUS) / FAKE_SIGMA
    model = np.exp(-(ring**2) / 2) / (2 * np.pi * RADIUS * FAKE_SIGMA * np.sqrt(2 * np.pi))
    return data / np.maximum(data + model, 1e-30)


def _logit(places: NDArray[np.floating], phase: float) -> NDArray[np.float64]:
    """What a small network might have learned: soft hills at the modes, a hollow in the middle."""
    away = np.hypot(*np.moveaxis(places[..., None, :] - sample_modes().centres, -1, 0))
    hills = np.exp(-((away / 0.1) ** 2)).sum(-1)
    hollow = np.exp(-((np.hypot(places[..., 0] - 0.5, places[..., 1] - 0.5) / 0.2) ** 2))
    edge = np.hypot(places[..., 0] - 0.5, places[..., 1] - 0.5) ** 2
    return 1.3 * hills - 1.5 * hollow - 1.6 * edge + 0.1 * np.sin(phase)


def _slope(places: Float32, phase: float) -> Float32:
    step = 1e-3
    exact = places.astype(np.float64)
    sides = [
        (_logit(exact + step * unit, phase) - _logit(exact - step * unit, phase)) / (2 * step) for unit in np.eye(2)
    ]
    return np.stack(sides, axis=-1).astype(np.float32)
