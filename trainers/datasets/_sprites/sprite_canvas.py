"""What body plans are drawn on: a grid of pixels for many sprites at once, and the traits by which they differ.

Places are given in units of which a picture is 16 wide, whatever its size: x and y run from -8 to 8, right and down.
Two sides of a creature share one ``ax``, the distance from its middle, so that it is symmetric wherever both sides have
the same traits.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from trainers.kinds import Int64

Mask = NDArray[np.bool_]
Units = float | NDArray[np.float64]

UNITS = 16.0
# What a pixel of a sprite is; a palette says in which colour.
EMPTY, OUTLINE, WHITE, ACCENT, BASE, SHADE = range(6)


class SpriteCanvas:
    """Sprites that are drawn together, as ``slots`` (N, size, size), int8: what each pixel is.

    ``seeds`` (N,) decide about all traits. Traits of one side are drawn anew for the other unless ``symmetric``."""

    def __init__(self, seeds: Int64, size: int, symmetric: bool) -> None:
        self.size, self.symmetric = size, symmetric
        self._seeds = seeds.astype(np.uint64)[:, None, None]
        self._traits = 0
        places = (np.arange(size) - (size - 1) / 2) * (UNITS / size)  # to the bit as far left as right of the middle
        self.x, self.y = places[None, None, :], places[None, :, None]
        self.ax = np.abs(self.x)
        self._left = self.x < 0
        self.slots = np.zeros((len(seeds), size, size), np.int8)

    # ------------------------------------------------------------------ traits

    def pick(self, *choices: float) -> NDArray[np.float64]:
        """One of *choices* for each sprite, (N, 1, 1)."""
        self._traits += 1
        mixed = _mixed(self._seeds * np.uint64(1021) + np.uint64(self._traits))
        return np.array(choices)[(mixed >> np.uint64(33)) % np.uint64(len(choices))]

    def pick_sides(self, *choices: float) -> NDArray[np.float64]:
        """One of *choices* for each side of each sprite, (N, 1, size)."""
        left, right = self.pick(*choices), self.pick(*choices)
        return np.where(self._left | self.symmetric, left, right)

    # ------------------------------------------------------------------ shapes

    def disc(self, ax: Units, y: Units, width: Units, height: Units, power: float = 2.0) -> Mask:
        """Ellipses on both sides, of half a *width* and half a *height*; a higher *power* makes them boxes with round
        corners."""
        return (np.abs(self.ax - ax) / width) ** power + (np.abs(self.y - y) / height) ** power <= 1

    def box(self, near: Units, far: Units, top: Units, bottom: Units) -> Mask:
        """What lies from *near* to *far* off the middle, and from *top* to *bottom*; at least a pixel wide."""
        pixel = UNITS / self.size
        far, bottom = np.maximum(far, near + pixel), np.maximum(bottom, top + pixel)
        return (self.ax >= near) & (self.ax < far) & (self.y >= top) & (self.y < bottom)

    def line(self, ax: Units, y: Units, to_ax: Units, to_y: Units, width: float = 1.0) -> Mask:
        """A line on each side."""
        along_x, along_y = to_ax - ax, to_y - y
        share = ((self.ax - ax) * along_x + (self.y - y) * along_y) / (along_x**2 + along_y**2)
        share = np.clip(share, 0, 1)
        off = np.hypot(self.ax - ax - share * along_x, self.y - y - share * along_y)
        return off <= max(width, UNITS / self.size) / 2 + 0.1

    # ------------------------------------------------------------------ painting

    @property
    def solid(self) -> Mask:
        """Where something has been painted."""
        return self.slots != EMPTY

    def paint(self, where: Mask, slot: int) -> None:
        self.slots[np.broadcast_to(where, self.slots.shape)] = slot

    def shade(self, body: Mask, depth: Units) -> None:
        """The lower edge of a *body* lies in the shade, *depth* units high."""
        body = np.broadcast_to(body, self.slots.shape)
        for rows in range(1, 4):
            beneath = np.zeros_like(body)
            beneath[:, :-rows] = body[:, rows:]
            self.paint(body & ~beneath & (self.slots == BASE) & (rows <= np.rint(depth * self.size / UNITS)), SHADE)

    def outline(self) -> None:
        """A line around all that has been painted."""
        solid = np.pad(self.solid, ((0, 0), (1, 1), (1, 1)))
        near = solid[:, :-2, 1:-1] | solid[:, 2:, 1:-1] | solid[:, 1:-1, :-2] | solid[:, 1:-1, 2:]
        self.paint(near & ~self.solid, OUTLINE)

    def eyes(self, near: float, top: Units, kinds: tuple[int, ...] = (0, 1, 2, 3)) -> None:
        """A pair of eyes, *near* units off the middle: of a size and a look by chance, out of *kinds*: 0 dots, 1 wide
        open, 2 looking to the middle, 3 sleepy."""
        pixel = UNITS / self.size
        near, top = round(near / pixel) * pixel, np.rint(top / pixel) * pixel
        kind = self.pick_sides(*kinds)
        far, bottom = near + 2 * pixel, top + 2 * pixel
        both = self.box(near, far, top, bottom)
        inner, outer = self.box(near, near + pixel, top, bottom), self.box(near + pixel, far, top, bottom)
        upper, lower = self.box(near, far, top, top + pixel), self.box(near, far, top + pixel, bottom)
        inside = self.slots > OUTLINE
        self.paint(both & inside & (kind > 0), WHITE)
        self.paint(outer & lower & inside & (kind == 1), OUTLINE)
        self.paint(inner & lower & inside & (kind > 1), OUTLINE)
        self.paint(upper & inside & (kind == 3), SHADE)
        self.paint(inner & inside & (kind == 0), OUTLINE)

    def paint_inside(self, where: Mask, slot: int) -> None:
        """Paints over what is there, but neither beside it nor on the line around it."""
        self.paint(where & (self.slots > OUTLINE), slot)


def _mixed(x: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Numbers without order from numbers in order (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number
    Generators", 2014)."""
    x = (x + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))
