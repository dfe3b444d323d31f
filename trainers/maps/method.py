"""What a method that draws maps provides: its settings, and how it comes to a map, stage by stage."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from trainers.examples import Float32
from trainers.knobs import Config
from trainers.messages.maps import MapDecoder
from trainers.pieces import Pieces

T = TypeVar("T")


class MapSettings(Config):
    """Base of the methods' settings, whose knobs have an effect when a map is begun anew."""


@dataclass(frozen=True)
class MapStage:
    """How far a map is. ``places`` (N, 2), of its own memory; (0, 2) while there are none yet, or no others than
    before. ``done`` is the share of the work, 1 in the last stage; ``words`` say in one sentence what is being done,
    and in the last stage what was made otherwise than was asked, if anything was. ``decoder`` makes examples of
    places, where the method can."""

    places: Float32
    done: float
    words: str
    decoder: MapDecoder | None = None


NO_PLACES: Float32 = np.empty((0, 2), np.float32)
NO_PLACES.setflags(write=False)

# Whether somebody waits for the next stage, to rest, leave or end: long pieces end early then.
Held = Callable[[], bool]
# Examples (N, D) in [0, 1], the shape of one, settings, a seed, and whether it is held.
MakeStages = Callable[[Float32, tuple[int, ...], MapSettings, int, Held], Generator[MapStage, None, None]]


@dataclass(frozen=True)
class MapMethod:
    """A method by ``name``. ``summary`` is one sentence on what its maps are good for and what not. One that is
    ``live`` shows places on its way; one that ``decodes`` gives a decoder with its last places. ``least`` and ``most``
    are how many examples it draws a map of. ``make`` takes what ``methods.make_map`` has checked."""

    name: str
    title: str
    summary: str
    Settings: type[MapSettings]
    make: MakeStages
    live: bool
    decodes: bool
    most: int
    least: int = 1


def working(work: Pieces[T], done: float, words: str) -> Generator[MapStage, None, T]:
    """What *work* returns; after each of its pieces a stage without places."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value
        yield MapStage(NO_PLACES, done, words)
