"""Walks to look at: a cross-fade of two digits that is good at its ends, with the measurements to go with it."""

from __future__ import annotations

import numpy as np

from explorer.pictures.walk_row import WalkRow
from explorer.widgets.sample_data import digits


def sample_walks(frames: int, kind: str = "straight", models: int = 2) -> list[WalkRow]:
    """An autoencoder that falls into a hole, and models that do less so; around the holes none does."""
    t = np.linspace(0, 1, frames)
    depth = 0.1 if kind == "around" else 1.0
    rows = []
    for model, label in enumerate(("AE", "VAE", "VAE β 4", "VAE β 10")[:models]):
        ends = digits(2, seed=5 + (kind == "around"), blur=0.4 + 0.4 * model).astype(np.float64)
        fade = 1 / (1 + np.exp(-(t - 0.5) * (12 - 3 * model)))[:, None, None, None]
        dip = np.exp(-(((t - 0.45) / 0.2) ** 2)) * depth / (1 + model)
        noise = 0.04 * np.sin(t * 40 + model)
        realism = (1.28 - 0.9 * dip + noise).astype(np.float32)
        coverage = (0.6 + 4.5 * dip**2 - noise).astype(np.float32)
        images = ((1 - fade) * ends[:1] + fade * ends[1:]).astype(np.uint8)
        rows.append(WalkRow(label, images, realism, coverage, 1.0, 2.3, coverage_high_is_hole=True))
    return rows
