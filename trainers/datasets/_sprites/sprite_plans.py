"""Body plans of sprites: how each creature is put together. All numbers are in units of which a picture is 16 wide."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from trainers.datasets._sprites.sprite_canvas import ACCENT, BASE, OUTLINE, SHADE, UNITS, WHITE, SpriteCanvas


def ghost(canvas: SpriteCanvas) -> None:
    """A dome with a wavy hem."""
    wide, hem = canvas.pick(4.6, 5.6), canvas.pick(5.0, 6.0)
    wave = canvas.pick(1.0, 2.0)
    column = np.floor(canvas.ax * canvas.size / UNITS)
    long = (np.floor(column / wave) % 2) == canvas.pick_sides(0, 1)
    body = canvas.disc(0, -1.4, wide, 5.4) & (canvas.y < -1)
    body = body | canvas.box(0, wide, -1, hem - 1) | (canvas.box(0, wide, hem - 1.2, hem + 0.4) & long)
    canvas.paint(canvas.disc(6, canvas.pick_sides(0.5, 2.5), 1.2, 1.0) & (wide < 5), BASE)
    canvas.paint(body, BASE)
    canvas.shade(body, canvas.pick(1.0, 2.0))
    spots(canvas, 1.5, 3.0)
    canvas.outline()
    canvas.eyes(1, -3)
    mouth(canvas, 0.3)


def crab(canvas: SpriteCanvas) -> None:
    """Wide, with claws held up and eyes on stalks."""
    wide, claw = canvas.pick(4.2, 5.0), canvas.pick_sides(-4.0, -2.5)
    canvas.paint(canvas.line(4.0, 2.2, 5.8, claw + 1), SHADE)
    pincer = canvas.disc(5.5, claw, 1.6, 2.0) & ~canvas.box(5.0, 6.0, claw - 3, claw - 0.4)
    canvas.paint(pincer, BASE)
    low = canvas.pick_sides(5.6, 6.4)
    for place in (1.6, 3.6):
        canvas.paint(canvas.box(place, place + 1.0, 3.5, low), SHADE)
    canvas.paint(canvas.line(5.2, 3.6, 6.5, 4.8), SHADE)
    body = canvas.disc(0, 1.8, wide, 3.0, 2.5)
    stalk = canvas.pick(-3.0, -2.0)
    canvas.paint(canvas.box(1, 2, stalk, 1), BASE)
    canvas.paint(body, BASE)
    canvas.shade(body, canvas.pick(1.0, 2.0))
    spots(canvas, 0.0, 3.0)
    canvas.paint(canvas.box(1, 3, stalk - 1, stalk + 1), WHITE)
    canvas.outline()
    canvas.eyes(1, stalk - 1, (1, 2, 3))
    mouth(canvas, 2.2)


def beetle(canvas: SpriteCanvas) -> None:
    """Seen from above: six legs, two feelers, a back with a seam."""
    wide = canvas.pick(3.6, 4.6)
    for row in (-0.8, 1.7, 4.2):
        bend = canvas.pick_sides(-1.0, 1.0)
        canvas.paint(canvas.line(3.0, row, 5.4, row), SHADE)
        canvas.paint(canvas.line(5.6, row, 6.4, row + bend), SHADE)
    canvas.paint(canvas.line(1.4, -5.0, canvas.pick_sides(1.5, 3.0), -6.6), SHADE)
    canvas.paint(canvas.disc(0, -3.4, 2.9, 2.0), SHADE)
    body = canvas.disc(0, 1.7, wide, 4.7, 2.3)
    canvas.paint(body, BASE)
    canvas.shade(body, canvas.pick(1.0, 2.0))
    spots(canvas, -0.5, 3.5)
    canvas.paint(canvas.box(0, 0.6, -1.5, 6.2) & body & (canvas.pick(0, 1) > 0), SHADE)
    canvas.outline()
    canvas.eyes(1, -4, (0, 1, 2))


def owl(canvas: SpriteCanvas) -> None:
    """Upright, with tufts, wings, large eyes and a beak."""
    wide, tuft, lean = canvas.pick(4.0, 4.6), canvas.pick_sides(-6.2, -5.0), canvas.pick_sides(2.6, 3.8)
    canvas.paint(canvas.line(2.6, -3.5, lean, tuft, 1.6), BASE)
    up = canvas.pick_sides(0, 1) > 0
    wing = canvas.disc(5.2, 1.6, 1.5, 3.3) & ~up | canvas.disc(5.8, -1.0, 1.2, 3.0) & up | canvas.box(4, 5, 0, 2)
    body = canvas.disc(0, 0.4, wide, 5.4, 2.6)
    canvas.paint(wing, SHADE)
    canvas.paint(body, BASE)
    canvas.shade(body, 1.0)
    belly(canvas, 3.0, 2.6)
    spots(canvas, 0.0, 1.0)
    canvas.paint(canvas.box(1, canvas.pick(2.0, 3.0), 5.4, 6.8), ACCENT)
    canvas.outline()
    canvas.eyes(1, -3)
    canvas.paint_inside(canvas.box(0, 1, -0.8, canvas.pick(0.4, 1.2)), ACCENT)


def squid(canvas: SpriteCanvas) -> None:
    """A pointed hood with fins, and arms hanging down."""
    wide = canvas.pick(3.4, 4.4)
    top = -6.8
    hood = (canvas.ax <= wide * (np.maximum(canvas.y - top, 0) / 6.0) ** 0.7) & (canvas.y > top) & (canvas.y < 0)
    fin = (canvas.ax < 6.2) & (canvas.ax - 2.0 < (canvas.y + 6.4) * 1.4) & (canvas.y < canvas.pick_sides(-3.0, -1.6))
    canvas.paint(fin & (canvas.y > -6.4) & (canvas.ax > 1), SHADE)
    body = hood | canvas.disc(0, 0, wide + 0.4, 3.0, 3.0)
    for place in (0.0, 2.0, 4.0):
        low = canvas.pick_sides(4.6, 6.6)
        canvas.paint(canvas.box(place, place + 1.0, 1, low), SHADE)
        canvas.paint(canvas.box(place, place + 1.0, low - 1.0, low), ACCENT)
    canvas.paint(canvas.box(0, wide, 1, 3.6), BASE)
    canvas.paint(body, BASE)
    canvas.shade(body | canvas.box(0, wide, 1, 3.6), 1.0)
    spots(canvas, -4.0, -2.0)
    canvas.outline()
    canvas.eyes(1, -0.5)


def imp(canvas: SpriteCanvas) -> None:
    """Horns, arms and two legs."""
    wide, horn = canvas.pick(3.8, 4.6), canvas.pick_sides(2.2, 3.8)
    canvas.paint(canvas.line(2.6, -4.0, horn, -6.4, 1.2), WHITE)
    raised = canvas.pick_sides(-2.4, 3.4)
    canvas.paint(canvas.line(4.2, 0.4, 6.2, raised, 1.3), SHADE)
    canvas.paint(canvas.box(1, 3, 3, 6.2) | canvas.box(1, canvas.pick_sides(3, 4), 5.4, 6.6), SHADE)
    body = canvas.disc(0, -0.6, wide, 4.2, 3.0)
    canvas.paint(body, BASE)
    canvas.shade(body, canvas.pick(1.0, 2.0))
    belly(canvas, 2.4, 1.3)
    canvas.outline()
    canvas.eyes(1, -3)
    mouth(canvas, 0.4)


PLANS: Mapping[str, Callable[[SpriteCanvas], None]] = {
    "ghost": ghost, "crab": crab, "beetle": beetle, "owl": owl, "squid": squid, "imp": imp,
}  # fmt: skip


def spots(canvas: SpriteCanvas, top: float, bottom: float) -> None:
    """Nothing, spots, or cheeks, on what is painted in the base colour."""
    kind = canvas.pick_sides(0, 1, 2)
    middle = (top + bottom) / 2
    near = canvas.pick_sides(1.0, 2.0)
    painted = canvas.box(near, near + 1, top, top + 1) | canvas.box(near + 1, near + 2, bottom - 1, bottom)
    canvas.paint(painted & (canvas.slots == BASE) & (kind == 1), SHADE)
    canvas.paint(canvas.box(2.0, 4.0, middle, middle + 1) & (canvas.slots == BASE) & (kind == 2), ACCENT)


def belly(canvas: SpriteCanvas, y: float, height: float) -> None:
    """Nothing, a white belly, or stripes."""
    kind = canvas.pick(0, 1, 2)
    there = canvas.disc(0, y, 2.6, height) & (canvas.slots != OUTLINE)
    row = np.floor((canvas.y + 8) * canvas.size / UNITS)
    canvas.paint(there & (kind > 0), WHITE)
    canvas.paint(there & (kind == 2) & (row % 2 == 0), SHADE)


def mouth(canvas: SpriteCanvas, y: float) -> None:
    """A dot, a smile with teeth, or a tongue."""
    kind = canvas.pick(0, 1, 2)
    canvas.paint_inside(canvas.box(1, 2, y + 1, y + 2) & (kind == 1), WHITE)
    canvas.paint_inside(canvas.box(0, 1, y + 1, y + 2) & (kind == 2), ACCENT)
    canvas.paint_inside(canvas.box(0, 1, y, y + 1) | (canvas.box(0, 2, y, y + 1) & (kind > 0)), OUTLINE)
