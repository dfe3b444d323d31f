"""The picture that is being finished, and how."""

from __future__ import annotations

from dataclasses import dataclass

from explorer.workspaces.components.sites import Cover
from trainers.examples import UInt8
from trainers.messages.components import Mask


@dataclass(frozen=True, eq=False)
class Finished:
    """What is being finished: ``picture`` (1, C, H, W) with the pixels (H, W) that are ``known``; ``picked`` is the
    ending that stands in its place, ``place`` its number. ``original`` is what *picture* was before a pixel of it, that
    at ``changed`` (row, column), was changed to another of so many ``levels``; the *truth* is always that."""

    picture: UInt8
    known: Mask
    cover: Cover
    share: float
    picked: UInt8 | None
    place: int
    truth: bool
    speed: float
    original: UInt8 | None = None
    changed: tuple[int, int] | None = None
    levels: int = 2
