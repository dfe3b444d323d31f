"""Sprites as pictures of what they are: a pure function of body plan, palette and seed."""

from __future__ import annotations

import numpy as np

from trainers.datasets._sprites.sprite_canvas import SpriteCanvas
from trainers.datasets._sprites.sprite_plans import PLANS
from trainers.examples import Int64, UInt8

SHARED = (0x14121F, 0x4A3F66, 0xFBF3E4, 0xFF7A90)  # of all palettes: nothing, outline, white, accent
# Base and shade, which belong to one palette alone: sixteen colours in all.
PALETTES = {
    "moss": (0x8FD14F, 0x3D8B4A),
    "ember": (0xFF9D3B, 0xC4482F),
    "ocean": (0x4FB8F0, 0x2F62C0),
    "grape": (0xB98CF5, 0x6F48B8),
    "sand": (0xF7D65A, 0xB5893A),
    "frost": (0xA9EDE4, 0x3FA6A6),
}  # fmt: skip


def rgb(code: int) -> tuple[int, int, int]:
    return code >> 16, code >> 8 & 255, code & 255


COLOURS: UInt8 = np.array(
    [[rgb(code) for code in (*SHARED, *ramp)] for ramp in PALETTES.values()], np.uint8
)  # (palettes, slots, 3)


def draw_slots(plan: Int64, seed: Int64, size: int, symmetric: bool) -> np.ndarray:
    """What each pixel is, int8 (N, size, size), of sprites with body plans (N,), numbers in PLANS, and seeds (N,)."""
    slots = np.zeros((len(plan), size, size), np.int8)
    for number, draw in enumerate(PLANS.values()):
        which = np.flatnonzero(plan == number)
        canvas = SpriteCanvas(seed[which], size, symmetric)
        draw(canvas)
        slots[which] = canvas.slots
    return slots


def draw_sprites(plan: Int64, palette: Int64, seed: Int64, size: int, symmetric: bool) -> UInt8:
    """Sprites uint8 (N, 3, size, size) of body plans, palettes (numbers in PALETTES) and seeds, each (N,)."""
    slots = draw_slots(plan, seed, size, symmetric)
    return np.ascontiguousarray(COLOURS[palette[:, None, None], slots].transpose(0, 3, 1, 2))
