"""Answers as a model would give them, of which everything is known."""

from __future__ import annotations

import numpy as np

from trainers.examples import Int64, UInt8
from trainers.messages.components import Completed, Expected, FieldFound

GREY = np.array([[0.0], [1.0]], np.float32)


def picture(height: int = 4, width: int = 4, seed: int = 0) -> UInt8:
    """Black and white (1, 1, H, W)."""
    return (255 * np.random.default_rng(seed).integers(0, 2, (1, 1, height, width))).astype(np.uint8)


def completed(
    images: UInt8, filled: int = -1, order: Int64 | None = None, request: int = 1, step: int = 0, run: int = 1
) -> Completed:
    """Of *filled* sites, or of all."""
    sites = images.shape[2] * images.shape[3]
    order = np.arange(sites) if order is None else order
    filled = sites if filled < 0 else filled
    last = filled == sites
    return Completed(run, request, "endings", step, 0, images, order, False, filled, last, 0.01)


def expected(
    shown: UInt8, on: float = 0.25, order: Int64 | None = None, request: int = 1, run: int = 1, channel: str = ""
) -> Expected:
    """White has the odds *on* at each pixel."""
    sites = shown.shape[2] * shown.shape[3]
    odds = np.tile(np.array([1 - on, on], np.float32), (sites, 1))
    found = (shown.reshape(-1) > 127).astype(np.int64)
    order = np.arange(sites) if order is None else order
    channel = channel or "expected truth"
    return Expected(run, request, channel, 0, 0, shown, order, ("natural",), GREY, False, odds, found, 40, 56)


def field(site: int, height: int = 4, width: int = 4) -> FieldFound:
    """It looks at the pixel before it, might look at all before, and is blind to the very first."""
    pull = np.zeros((height, width), np.float32)
    allowed = (np.arange(height * width) < site).reshape(height, width)
    if site:
        pull.flat[site - 1] = 1
    blind = allowed & (np.arange(height * width) == 0).reshape(height, width) & (pull == 0)
    return FieldFound(1, 1, "field", 0, 0, site, pull, allowed, blind)
