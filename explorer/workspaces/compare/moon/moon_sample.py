"""Strips and codes with which the views of the moon lab run alone."""

from __future__ import annotations

import numpy as np

from explorer.workspaces.compare.moon.moon_story import moon_phases, true_moons
from trainers.examples import Float32, UInt8


def cross_fade(n: int, power: float = 1.0) -> UInt8:
    """What a model does that has seen only the ends: frames (n, 1, 28, 28) that fade the new moon into the full one."""
    new, full = true_moons(2).astype(float)
    share = np.linspace(0, 1, n)[:, None, None, None] ** power
    return np.rint(new + share * (full - new)).astype(np.uint8)


def sample_strips(n: int) -> list[UInt8]:
    """Two cross-fades, one of them quicker."""
    return [cross_fade(n), cross_fade(n, 1.7)]


def sample_codes(n: int = 96) -> tuple[Float32, list[Float32]]:
    """Phases (n,) of the month; a code that tears it near the waning crescent, and one that folds it at new and
    full."""
    phases = moon_phases(n, "month").astype(np.float32)
    around = (phases - 0.88) % 1.0
    torn = np.tanh(6 * (around - 0.5)) * 4 + 8 * around - 4
    folded = 2.4 * np.cos(2 * np.pi * phases) + 0.1 * np.sin(2 * np.pi * phases)
    return phases, [torn.astype(np.float32), folded.astype(np.float32)]
