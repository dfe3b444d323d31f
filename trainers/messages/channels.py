"""Under which name a look is asked, and what kind of answer may be expected there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from trainers.messages.look import Answer

A = TypeVar("A", bound=Answer)


@dataclass(frozen=True)
class Channel(Generic[A]):
    """Of the looks on one channel only the newest is answered: with the class ``answer``, or by LookFailed."""

    name: str
    answer: type[A]

    def of(self, model: int | None) -> Channel[A]:
        """One model's own channel of that kind; None: this one, which is for all models at once."""
        return self if model is None else Channel(f"{self.name} {model}", self.answer)
