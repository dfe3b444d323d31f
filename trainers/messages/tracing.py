"""Looks at what a model that writes looked back at, each beside its answer. Places and sources are those of
``trainers.traces``; a text's own characters are counted, whether the model knows them or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from trainers.examples import Float32, Int64
from trainers.messages.look import Answer, Look
from trainers.traces import Way

MOST_ALIKE = 20  # excerpts that a look may ask for
BEFORE, BEHIND = 24, 10  # characters of an excerpt before the one that it is about, which is among them, and behind it


@dataclass(frozen=True)
class TraceBack(Look):
    """What a model looks back at in ``text``, at ``place`` and as many around it as are traced at once, told in a
    ``way`` of its family, "" for the first of them; answered by TracedBack. Needs the capability "writes"."""

    model: int
    text: str
    place: int = 0
    way: Way | str = ""


@dataclass(frozen=True)
class TracedBack(Answer):
    """Told in one ``way`` of those that the family has. What it does not tell is None; shapes and meanings are those of
    ``trainers.traces.TextTrace``, of the M places from ``first`` on, and of all sources of ``text``. ``unseen`` are the
    places of characters that the model never saw; those that it passes over weigh nothing. ``seconds`` it took."""

    model: int
    text: str
    way: Way
    ways: tuple[Way, ...]
    first: int
    unseen: Int64
    reach: Int64
    weights: Float32 | None = None
    expected: Int64 | None = None
    cells: Float32 | None = None
    seen: Int64 | None = None
    shares: Float32 | None = None
    seconds: float = 0.0

    def holds(self, place: int) -> bool:
        """Whether the place is one of those that are told."""
        return self.first <= place < self.first + len(self.reach)


@dataclass(frozen=True)
class FindAlike(Look):
    """Where in the training text is one of the ``cells`` of a model's memory highest, or ``lowest``: up to ``count``
    excerpts, one of each example, no two alike; answered by AlikeFound."""

    long: ClassVar[bool] = True

    model: int
    cell: int
    lowest: bool = False
    count: int = 8


@dataclass(frozen=True)
class AlikeFound(Answer):
    """The excerpts ``texts``, best first, each about the character at its place ``at`` (K,), behind which the cell is
    so high, or low. ``values`` (K, W) are the cell behind each character; NaN beyond a text's end. So many characters
    were ``searched``; ``seconds`` it took."""

    model: int
    cell: int
    lowest: bool
    texts: tuple[str, ...]
    at: Int64
    values: Float32
    searched: int
    seconds: float = 0.0
