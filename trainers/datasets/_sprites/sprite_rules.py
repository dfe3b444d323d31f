"""Which pictures are sprites: is it one of the body plans, and are its colours those of one palette?"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from trainers.datasets._sprites.sprite_canvas import EMPTY, OUTLINE
from trainers.datasets._sprites.sprite_drawing import COLOURS, SHARED, draw_slots
from trainers.datasets._sprites.sprite_plans import PLANS
from trainers.examples import Int64, UInt8
from trainers.picture_rules import PictureRules

NONE = -1  # of the body plans, or of the palettes
NEAR = 20  # of 255: how far in each channel a pixel may be from a colour that it is taken for
SEEDS = 1000  # of each plan, by which its outlines are known
STRAY = 0.02  # the share of all pixels by which an outline may differ from one of the plan
EDGE = 0.9  # of the pixels at the edge of a creature that must be outline
INNER = 0.3  # of the others that may be


class SpriteRules(PictureRules):
    """Of sprites of one *size*, all of them *symmetric* or not.

    A body plan is told by its outline alone, whatever is painted inside: that of the nearest sprite of all plans, which
    must be near enough, drawn around the creature in the colour for outlines."""

    def __init__(self, size: int, symmetric: bool) -> None:
        self._size, self._symmetric = size, symmetric

    def sample_figures(self, pictures: UInt8) -> Mapping[str, float]:
        """``sprite_plan_share`` and ``sprite_palette_share`` have a body plan and a palette of the data,
        ``sprite_valid_share`` both."""
        plan, palette = self.plans(pictures) != NONE, palettes(pictures) != NONE
        return {
            "sprite_valid_share": float((plan & palette).mean()),
            "sprite_plan_share": float(plan.mean()),
            "sprite_palette_share": float(palette.mean()),
        }

    def completion_figures(self, pictures: UInt8, known: NDArray[np.bool_]) -> Mapping[str, float]:
        """``completion_palette_share`` are in the palette of what was known, of those where that shows one;
        ``completion_valid_share`` are sprites."""
        given = np.where(known, pictures, COLOURS[0, EMPTY][:, None, None])
        wanted, found = palettes(given), palettes(pictures)
        figures = {"completion_valid_share": float(((self.plans(pictures) != NONE) & (found != NONE)).mean())}
        if (wanted != NONE).any():
            figures["completion_palette_share"] = float((wanted == found)[wanted != NONE].mean())
        return figures

    def plans(self, pictures: UInt8) -> Int64:
        """The number of the body plan of each picture, or NONE: (N,)."""
        slots, _ = _read(pictures)
        solid = (slots != EMPTY) & (slots != NONE)
        outlines, of = self._outlines
        found = solid.reshape(len(solid), -1).astype(np.float32)
        differ = found.sum(1)[:, None] + outlines.sum(1) - 2 * found @ outlines.T
        nearest = differ.argmin(1)
        near = differ[np.arange(len(differ)), nearest] <= STRAY * found.shape[1]
        return np.where(near & _is_outlined(slots, solid), of[nearest], NONE)

    @cached_property
    def _outlines(self) -> tuple[NDArray[np.float32], Int64]:
        """What creatures cover, each way once: 0 or 1 (M, size * size), and the plan of each (M,)."""
        found, of = [], []
        for plan in range(len(PLANS)):
            slots = draw_slots(np.full(SEEDS, plan), np.arange(SEEDS), self._size, self._symmetric)
            covers = np.unique((slots != EMPTY).reshape(SEEDS, -1), axis=0)
            found.append(covers.astype(np.float32))
            of.append(np.full(len(covers), plan))
        return np.concatenate(found), np.concatenate(of)


def palettes(pictures: UInt8) -> Int64:
    """The number of the palette to which all colours of each picture belong, or NONE: (N,). A picture that shows no
    colour of its palette's own has none."""
    slots, own = _read(pictures)
    flat = own.reshape(len(own), -1)
    first = flat.max(1)
    one = (flat == first[:, None]) | (flat == NONE)
    strange = (slots == NONE).any((1, 2))
    return np.where(one.all(1) & ~strange, first, NONE)


def _read(pictures: UInt8) -> tuple[Int64, Int64]:
    """What each pixel (N, H, W) is, and the palette that it belongs to alone; NONE for what is in no palette."""
    shared = len(SHARED)
    colours = [*COLOURS[0, :shared], *COLOURS[:, shared:].reshape(-1, 3)]
    slots = np.full((len(pictures), *pictures.shape[2:]), NONE)
    own = np.full_like(slots, NONE)
    pixels = pictures.astype(np.int16)
    for number, colour in enumerate(colours):
        here = (np.abs(pixels - colour.astype(np.int16)[:, None, None]) <= NEAR).all(1)
        palette, ramp = divmod(number - shared, COLOURS.shape[1] - shared)
        slots[here] = number if number < shared else shared + ramp
        own[here] = NONE if number < shared else palette
    return slots, own


def _is_outlined(slots: Int64, solid: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether (N,) what is *solid* has an edge of outlines and mostly something else within."""
    ringed = np.pad(solid, ((0, 0), (1, 1), (1, 1)))
    inner = ringed[:, :-2, 1:-1] & ringed[:, 2:, 1:-1] & ringed[:, 1:-1, :-2] & ringed[:, 1:-1, 2:] & solid
    line = slots == OUTLINE
    edge = solid & ~inner
    share_of_edge = (line & edge).sum((1, 2)) / np.maximum(edge.sum((1, 2)), 1)
    share_within = (line & inner).sum((1, 2)) / np.maximum(inner.sum((1, 2)), 1)
    return (share_of_edge >= EDGE) & (share_within <= INNER)
