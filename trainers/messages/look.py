"""What all looks and all answers have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Self


@dataclass(frozen=True)
class Look:
    """A question about the models as of the newest snapshot. Of one ``channel`` only the newest is answered.

    A ``long`` one is worked on in short pieces, behind all others, and may be answered several times, each time better.
    One that is about the data alone may be worked on ``apart``, by a thread of its own.
    """

    long: ClassVar[bool] = False
    apart: ClassVar[bool] = False

    run_id: int
    request_id: int
    channel: str

    @property
    def of_data(self) -> bool:
        """Whether the answer holds for other models of the same data, too: then another run does not forget it."""
        return False


@dataclass(frozen=True)
class Answer:
    """Base of the answers to looks; ``step`` is that of the snapshot that was looked at.

    Of the answers to one look the newest is better than all before, so that others may be lost on the way, unless
    ``each_counts``."""

    each_counts: ClassVar[bool] = False

    run_id: int
    request_id: int
    channel: str
    step: int

    @property
    def goes_on(self) -> bool:
        """Whether a better answer to the same look is on its way."""
        return False

    @property
    def of_data(self) -> bool:
        """Whether it stays true of other models, as long as there are the same data."""
        return False

    def following(self, before: Answer | None) -> Self:
        """What is kept of this answer where *before* is the one that is kept of the channel so far."""
        return self


@dataclass(frozen=True)
class LookFailed(Answer):
    """A look could not be answered; ``reason`` is one sentence."""

    reason: str


@dataclass(frozen=True)
class LookBack:
    """From here on looks see the keyframe at ``step`` (or the last kept one before it); None, and a step before all
    whose weights are kept: the newest snapshot."""

    run_id: int
    step: int | None
