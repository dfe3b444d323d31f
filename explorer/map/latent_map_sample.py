"""Made-up codes and a made-up decoder, so that the map can be looked at and measured without a model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from explorer.map.holes.hole_words import hole_readout
from explorer.plane.viewport import Extent
from explorer.style.theme import DARK
from trainers.examples import Float32, Int64, UInt8
from trainers.messages import Layer

if TYPE_CHECKING:
    from explorer.map.latent_map import LatentMap


def sample_codes(count: int, classes: int = 10, seed: int = 0) -> tuple[Float32, Int64]:
    """Codes (count, 2) in bent, overlapping clouds, and their classes (count,)."""
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, max(classes, 1), count)
    angle = 2 * np.pi * labels / max(classes, 1) + rng.normal(0, 0.11, count)
    radius = np.abs(rng.gamma(6.0, 0.27, count)) * (0.7 + 0.5 * (labels % 3))
    codes = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1) + rng.normal(0, 0.16, (count, 2))
    codes[:, 1] += 0.12 * codes[:, 0] ** 2 - 0.3
    return codes.astype(np.float32), labels.astype(np.int64)


def sample_decode(positions: Float32, size: int = 28) -> UInt8:
    """Images (N, 1, size, size) of closed strokes that bend and turn with the position."""
    line = np.linspace(-1, 1, size, dtype=np.float32)
    across, down = np.meshgrid(line, line)
    x, y = (positions[:, axis, None, None].astype(np.float32) for axis in (0, 1))
    turn = 0.5 * x + 0.2 * y
    a = across * np.cos(turn) - down * np.sin(turn)
    b = across * np.sin(turn) + down * np.cos(turn)
    wide, tall = 0.28 + 0.14 * np.tanh(y), 0.52 + 0.16 * np.tanh(x)
    pinch = 1 + 0.8 * np.tanh(y - x) * b
    away = np.abs(np.sqrt((a / (wide * pinch)) ** 2 + (b / tall) ** 2) - 1)
    ink = np.clip(1.5 - 5.5 * away * np.minimum(wide, tall) * 1.6, 0, 1)
    return (255 * ink).astype(np.uint8)[:, None]


def sample_grid(extent: Extent, columns: int, rows: int, size: int = 28) -> UInt8:
    """Decodes of the cell centres over ``extent``, row by row from the top left."""
    x0, y0, x1, y1 = extent
    xs = x0 + (np.arange(columns) + 0.5) / columns * (x1 - x0)
    ys = y1 - (np.arange(rows) + 0.5) / rows * (y1 - y0)
    centres = np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)
    return sample_decode(centres.astype(np.float32), size)


def sample_realism(codes: Float32, extent: Extent, cells: int = 64) -> Float32:
    """A grid (cells, cells) over ``extent``, from the top left: about 1 where codes (N, 2) thin out, less beyond."""
    x0, y0, x1, y1 = extent
    xs = x0 + (np.arange(cells) + 0.5) / cells * (x1 - x0)
    ys = y1 - (np.arange(cells) + 0.5) / cells * (y1 - y0)
    some = codes[:400].astype(np.float32)
    away = (xs[None, :, None] - some[:, 0]) ** 2 + (ys[:, None, None] - some[:, 1]) ** 2
    fifth = np.sqrt(np.partition(away, 4, axis=2)[..., 4])
    return (0.4 / (fifth + 0.1)).astype(np.float32)


def enliven(latent_map: LatentMap) -> LatentMap:
    """The map with made-up codes on it, which decodes, pins and measures what it is asked to."""
    codes, labels = sample_codes(10_000)
    pins: list[tuple[float, float, str]] = []

    def decode(x: float, y: float) -> None:
        latent_map.overlays.show_decode(sample_decode(np.array([[x, y]], np.float32))[0])
        realism = hole_readout(Layer.REALISM, latent_map.holes.value_at(x, y), 1.0, False, DARK)
        latent_map.overlays.show_readout(f"z = ({x:.2f}, {y:.2f}) · ".replace("-", "−") + realism)

    def pin(x: float, y: float) -> None:
        pins.append((x, y, str(len(pins) + 1)))
        latent_map.marks.show_pins(pins)

    latent_map.cursor_moved.connect(decode)
    latent_map.hovered.connect(decode)
    latent_map.pin_requested.connect(pin)
    latent_map.view_changed.connect(
        lambda extent: latent_map.holes.show(sample_realism(codes, extent), extent, 1.0)
    )  # fmt: skip
    latent_map.show_codes(codes, labels, [str(digit) for digit in range(10)])
    latent_map.marks.show_cursor(0.0, 0.0)
    decode(0.0, 0.0)
    latent_map.resize(760, 640)
    return latent_map
