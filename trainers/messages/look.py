"""What all looks and all answers have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Look:
    """A question about the models as of the newest snapshot. Of one ``channel`` only the newest is answered.

    A ``long`` one is worked on in short pieces, behind all others, and may be answered several times, each time better.
    """

    long: ClassVar[bool] = False

    run_id: int
    request_id: int
    channel: str


@dataclass(frozen=True)
class Answer:
    """Base of the answers to looks; ``step`` is that of the snapshot that was looked at."""

    run_id: int
    request_id: int
    channel: str
    step: int


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
