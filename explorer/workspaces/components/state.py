"""What a user has chosen in the workspace Component by component."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.state.state import AppState
from explorer.workspaces.components.sites import Cover, known_beside
from trainers import messages
from trainers.examples import UInt8
from trainers.messages.components import Mask

if TYPE_CHECKING:
    from explorer.state.session import Session

KEY = "components"
ANY_ORDER = "any order"  # the capability to use all that is known, wherever it lies
TWO_BEFORE = ((0, -1), (0, -2))  # the context of the lecture's example
FEW_SITES = 16  # pictures of so few sites have a table that can be read
MOST_TRIED = 6  # tables whose scores are remembered


@dataclass(frozen=True)
class Tried:
    """A table that was asked for: what a pixel may see in it, whether all share one, and how good it is."""

    context: tuple[tuple[int, int], ...]
    shared: bool
    nats: float
    valid: float


@dataclass(frozen=True, eq=False)
class ComponentsState:
    """``model``: whose endings are shown. ``index`` of the held-out picture that is being finished, or a picture
    (1, C, H, W) that the user has ``brought``, or one with a ``changed`` pixel, that at ``changed_at``. ``cover`` takes
    ``share`` of it; of a brush and of a changed pixel ``known`` (H, W) is what is left. ``picked`` (1, C, H, W) is the
    ending that is looked into, ``place`` its number. ``truth``: the cover can be seen through. ``speed`` of filling in,
    0 to 1. ``context`` and ``shared`` are those of the table, ``tried`` the tables so far."""

    model: int = 0
    index: int = 0
    brought: UInt8 | None = None
    changed: UInt8 | None = None
    changed_at: tuple[int, int] | None = None  # (row, column)
    cover: Cover = Cover.BOTTOM
    share: float = 0.5
    known: Mask | None = None
    seed: int = 0
    temperature: float = 1.0
    order: str = ""
    picked: UInt8 | None = None
    place: int = -1
    truth: bool = False
    speed: float = 0.6
    context: tuple[tuple[int, int], ...] = TWO_BEFORE
    shared: bool = True
    tried: tuple[Tried, ...] = ()


def components_of(state: AppState) -> ComponentsState:
    """What is chosen in the workspace."""
    return state.own(KEY, ComponentsState)


def choose(session: Session, **choices: Any) -> None:
    """Changes fields of :class:`ComponentsState`. Where another picture, cover, model or noise is chosen, the ending
    that was picked is none of these any more."""
    own = components_of(session.state)
    if not {"model", "index", "brought", "changed", "cover", "share", "known", "seed", "order"}.isdisjoint(choices):
        choices = {"picked": None, "place": -1, **choices}
    if "changed" in choices:
        choices = {"changed_at": None, **choices}
    session.keep(KEY, replace(own, **choices))


def reduce(own: ComponentsState, state: AppState, event: messages.Event | messages.Answer) -> ComponentsState:
    """Scores of tables are remembered, so that they can be compared."""
    if not isinstance(event, messages.TableFitted):
        return own
    found = Tried(event.context, event.shared, event.nats, event.valid)
    others = [each for each in own.tried if (each.context, each.shared) != (found.context, found.shared)]
    return replace(own, tried=(*others, found)[-MOST_TRIED:])


def rewound(own: ComponentsState) -> ComponentsState:
    """What is left as the same models begin again: nothing that older weights have drawn."""
    stays = own.cover is not Cover.AFTER
    return replace(
        own, picked=None, place=-1, changed=None, changed_at=None, cover=own.cover if stays else Cover.BOTTOM,
        known=own.known if stays else None,
    )  # fmt: skip


def predicting(state: AppState) -> list[int]:
    """The models that tell what they expect at each site."""
    return [model for model, spec in enumerate(state.model_specs) if "predicts" in spec.capabilities]


def shown_model(state: AppState) -> int:
    """The model that is chosen, where it has something to show, else the first that has."""
    models, chosen = predicting(state), components_of(state).model
    return chosen if chosen in models else models[0]


def base_picture(state: AppState) -> UInt8 | None:
    """The picture (1, C, H, W) that is being finished; None where data are no pictures, or not there yet."""
    original, changed = original_picture(state), components_of(state).changed
    return changed if original is not None and changed is not None and changed.shape == original.shape else original


def original_picture(state: AppState) -> UInt8 | None:
    """That picture before a pixel of it was changed."""
    data, own = state.data, components_of(state)
    if data is None or data.probe.ndim != 4 or not len(data.probe) or data.probe.dtype != np.uint8:
        return None
    if own.brought is not None and own.brought.shape[1:] == data.probe.shape[1:]:
        return own.brought
    at = own.index % len(data.probe)
    return data.probe[at : at + 1]


def known_pixels(own: ComponentsState, picture: UInt8) -> Mask:
    """The pixels (H, W) of *picture* that are not covered."""
    height, width = picture.shape[2:]
    if own.known is not None and own.cover in (Cover.BRUSH, Cover.AFTER) and own.known.shape == (height, width):
        return own.known
    return known_beside(own.cover, own.share, height, width)


def uncovered_pixels(state: AppState) -> int:
    """How many pixels a model for any order sees when it draws what is covered; 0 of another model, or of no cover."""
    picture = base_picture(state)
    if picture is None or ANY_ORDER not in state.model_specs[shown_model(state)].capabilities:
        return 0
    known = known_pixels(components_of(state), picture)
    return 0 if known.all() else int(known.sum())


def is_small(state: AppState) -> bool:
    """Whether pictures are so small that all there are can be listed."""
    return state.data is not None and state.data.kind.visual and int(np.prod(state.data.kind.shape)) <= FEW_SITES
