"""Keyframes within a byte budget: dense while a run is young, evenly thinned as it grows.

Every k-th keyframe is kept. When the budget is full, every second one is dropped and k doubles. The first and the
newest always stay, whatever they weigh.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from typing import Generic, NamedTuple, Protocol, TypeVar


class Weighed(Protocol):
    """Anything that knows its size in bytes, such as a numpy array or ``messages.PicturesDrawn``."""

    @property
    def nbytes(self) -> int: ...


T = TypeVar("T", bound=Weighed)


class _Entry(NamedTuple, Generic[T]):
    ordinal: int  # how many keyframes were offered before this one
    step: int
    payload: T


@dataclass(frozen=True)
class Timeline(Generic[T]):
    """An immutable list of keyframes; :meth:`add` and :meth:`truncate_after` return another one.

    ``budget`` is in bytes of payload; ``stride`` is k.
    """

    budget: int
    stride: int = 1
    entries: tuple[_Entry[T], ...] = field(default=(), repr=False)

    def add(self, step: int, payload: T) -> Timeline[T]:
        """With one more keyframe, which is the newest. Keyframes at or after *step* belong to a past that training has
        gone back behind, and are forgotten."""
        past = self.truncate_after(step - 1)
        ordinal = past.entries[-1].ordinal + 1 if past.entries else 0
        newest = _Entry(ordinal, step, payload)
        stride = past.stride
        kept = _every(past.entries, stride)
        while sum(entry.payload.nbytes for entry in kept) + payload.nbytes > self.budget and len(kept) > 1:
            stride *= 2
            kept = _every(kept, stride)
        return replace(past, stride=stride, entries=(*kept, newest))

    def truncate_after(self, step: int) -> Timeline[T]:
        """Without the keyframes after *step*."""
        return replace(self, entries=tuple(entry for entry in self.entries if entry.step <= step))

    def at(self, step: int) -> T | None:
        """The keyframe at *step*, or the last kept one before it, or else the first; None when there is none."""
        place = bisect_right(self.steps, step) - 1
        return self.entries[max(0, place)].payload if self.entries else None

    @property
    def steps(self) -> tuple[int, ...]:
        """The steps of the kept keyframes, ascending."""
        return tuple(entry.step for entry in self.entries)

    @property
    def nbytes(self) -> int:
        """The payload's bytes."""
        return sum(entry.payload.nbytes for entry in self.entries)

    def __len__(self) -> int:
        return len(self.entries)


def _every(entries: tuple[_Entry[T], ...], stride: int) -> tuple[_Entry[T], ...]:
    return tuple(entry for entry in entries if entry.ordinal % stride == 0)
