"""What a user has chosen in the Compare workspace, and which code of one model belongs to which of another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from explorer.map_state import MapState
from trainers.catalog import FamilySpec
from trainers.images import Float32
from trainers.messages import Layer, Region
from trainers.metrics.regions import default_region


@dataclass(frozen=True)
class CompareState:
    """``region`` None means each family's own: the prior where there is one, else the box of the codes. ``linked``: a
    code that moves in one map moves the code of the same image in the others."""

    layer: Layer = Layer.REALISM
    region: Region | None = None
    opacity: float = 0.85
    contour: bool = True
    linked: bool = True
    around: bool = False  # walks go around the holes
    noise: float = 1.0  # how many sigmas the noise lab adds

    def region_of(self, family: FamilySpec) -> Region:
        """Where codes of a family's models are drawn from."""
        return self.region or default_region(family.capabilities)


def same_image(codes: Sequence[Float32 | None], model: int, z: Float32) -> dict[int, Float32]:
    """The codes, in the other models, of the training image whose code in *model* is nearest to *z* (latent_dim,).

    ``codes`` (N, latent_dim) per model belong to the same images in the same order; a model without codes has none.
    """
    own = codes[model]
    if own is None or len(own) == 0:
        return {}
    nearest = int(np.square(own - z).sum(axis=1).argmin())
    return {
        other: theirs[nearest]
        for other, theirs in enumerate(codes)
        if other != model and theirs is not None and nearest < len(theirs)
    }


def link_maps(
    maps: Sequence[MapState], codes: Sequence[Float32 | None], model: int, value: MapState
) -> tuple[MapState, ...]:
    """The maps when *value* becomes that of *model*: where its cursor or peek has moved, those of the others go to the
    code of the same image; where the peek has ended, theirs end."""
    before, others = maps[model], {}
    if value.peek is None and value.cursor is before.cursor:
        if before.peek is not None:
            others = {other: each.with_peek(None) for other, each in enumerate(maps)}
    elif value.shown is not before.shown:
        for other, z in same_image(codes, model, value.shown).items():
            others[other] = maps[other].with_cursor(z) if value.peek is None else maps[other].with_peek(z)
    return tuple(value if index == model else others.get(index, each) for index, each in enumerate(maps))
