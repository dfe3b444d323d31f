"""Which level a pixel has after it was changed by hand."""

from __future__ import annotations

import numpy as np

from trainers.examples import Float32, UInt8


def other_level(pixel: UInt8, values: Float32, is_palette: bool, by: int = 0) -> UInt8:
    """What becomes of a *pixel* (C,) of *values* (levels, 1), or (levels, C) of a palette, in [0, 1]: *by* levels up,
    greys not beyond the last, colours in turn. With *by* 0 it is the most that can be seen: of greys the opposite end,
    of two levels the other one, of a palette the next colour."""
    count = len(values)
    if is_palette:
        at = int(np.argmin(np.abs(values - pixel / 255.0).sum(1)))
        return _bytes(values[(at + (by or 1)) % count])
    levels = np.argmin(np.abs(values.reshape(1, -1) - pixel.reshape(-1, 1) / 255.0), axis=1)
    levels = np.clip(levels + by, 0, count - 1) if by else np.where(2 * levels < count - 1, count - 1, 0)
    return _bytes(values.reshape(-1)[levels])


def _bytes(values: Float32) -> UInt8:
    pixel: UInt8 = np.rint(255 * values).astype(np.uint8)
    return pixel
