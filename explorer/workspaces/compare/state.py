"""What a user has chosen in the Compare workspace, and which code of one model belongs to which of another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.state.map_state import MapState, Pin
from explorer.state.state import AppState
from trainers.catalog import FamilySpec
from trainers.examples import Float32
from trainers.messages import USUAL_MIXTURE, Layer, MixtureFit, Region
from trainers.metrics.regions import default_region

if TYPE_CHECKING:
    from explorer.state.session import Session

KEY = "compare"
CODES = 2000  # a fair choice of the images, enough for means; of all, 128 latents would hold up the window


@dataclass(frozen=True)
class CompareState:
    """``region`` None means each family's own: the prior where there is one, else the box of the codes. At first it is
    the box for all, so that what is compared is the same kind of place. ``mixture`` is how one is fitted; ``drawn``:
    the region is seen on the maps. ``linked``: a code that moves in one map moves the code of the same image in the
    others."""

    layer: Layer = Layer.REALISM
    region: Region | None = Region.BOX
    mixture: MixtureFit = USUAL_MIXTURE
    drawn: bool = True
    opacity: float = 0.85
    contour: bool = True
    linked: bool = True
    around: bool = False  # walks go around the holes
    noise: float = 1.0  # how many sigmas the noise lab adds

    def region_of(self, family: FamilySpec) -> Region:
        """Where codes of a family's models are drawn from."""
        usual = default_region(family.capabilities)
        return usual if self.region is None or "encodes" not in family.capabilities else self.region


def compare_of(state: AppState) -> CompareState:
    """What is chosen in the Compare workspace."""
    return state.own(KEY, CompareState)


def choose(session: Session, **choices: Any) -> None:
    """Changes fields of :class:`CompareState`."""
    session.keep(KEY, replace(compare_of(session.state), **choices))


def link(state: AppState, model: int, value: MapState) -> tuple[MapState | None, ...]:
    """All maps when *value* becomes that of *model*; with it the cursors go that are linked to its own."""
    if not compare_of(state).linked:
        return (*state.maps[:model], value, *state.maps[model + 1 :])
    models = [each for each, _ in state.mapped]
    codes = [state.shown_codes(each)[0] for each in models]
    linked = link_maps([each for _, each in state.mapped], codes, models.index(model), value)
    found = dict(zip(models, linked, strict=True))
    return tuple(found.get(each) for each in range(len(state.maps)))


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
    """The maps when *value* becomes that of *model*: where its cursor, peek or pins have moved, those of the others go
    to the code of the same image; where the peek has ended, theirs end."""
    before = maps[model]
    others: dict[int, MapState] = {other: each for other, each in enumerate(maps) if other != model}
    if value.peek is None and value.cursor is before.cursor:
        if before.peek is not None:
            others = {other: each.with_peek(None) for other, each in others.items()}
    elif value.shown is not before.shown:
        for other, z in same_image(codes, model, value.shown).items():
            others[other] = maps[other].with_cursor(z) if value.peek is None else maps[other].with_peek(z)
    if value.pins is not before.pins:
        others = {other: replace(each, pins=_follow(value, before, each, codes, model, other))
                  for other, each in others.items()}  # fmt: skip
    return tuple(value if index == model else others.get(index, each) for index, each in enumerate(maps))


def _follow(
    value: MapState, before: MapState, theirs: MapState, codes: Sequence[Float32 | None], model: int, other: int
) -> tuple[Pin, ...]:
    """Another map's pins, after those of *model* changed from *before* to *value*: what was pinned, moved or taken away
    here is so there, at the code of the same image; pins go by their labels, and others stay."""
    old, new = ({pin.label: pin for pin in each.pins} for each in (before, value))
    changed = {label: pin for label, pin in new.items() if old.get(label) is not pin}
    pins = {pin.label: pin for pin in theirs.pins if pin.label not in old or pin.label in new}
    for label, pin in changed.items():
        z = same_image(codes, model, pin.z).get(other)
        if z is not None:
            pins[label] = Pin(z, label)
    return tuple(pins.values())
