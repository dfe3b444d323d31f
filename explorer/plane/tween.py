"""Arrays on their way from where they were seen to where they are. Pure numpy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Generic, TypeVar

from numpy.typing import NDArray

A = TypeVar("A", bound=NDArray[Any])


def between(start: A, target: A, progress: float) -> A:
    """What is seen after a share *progress* of the time, 0 to 1, of the kind of *start* and *target*. Fast at first,
    then settling: the eye follows, and the next answer finds everything nearly at rest."""
    seen: A = start + (target - start) * float(1 - (1 - progress) ** 2)
    return seen


class Tween(Generic[A]):
    """Arrays by name, each at rest or moving, all of them over the same time."""

    def __init__(self) -> None:
        self._start: dict[str, A] = {}
        self._target: dict[str, A] = {}
        self._progress = 1.0

    def begin(self, target: Mapping[str, A], start: Mapping[str, A]) -> bool:
        """From now on the arrays are those of *target*, but for those that have a *start*, of the same shape, where
        they are seen first. True when something now moves."""
        self._start, self._target = dict(start), dict(target)
        self._progress = 0.0 if self._start else 1.0
        return self.moving

    def forget(self) -> None:
        """There are no arrays any more."""
        self._start, self._target = {}, {}

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._target)

    @property
    def moving(self) -> bool:
        return bool(self._start)

    def advance(self, progress: float) -> None:
        """How far everything has come, 0 to 1; at 1 it has arrived."""
        self._progress = progress
        if progress >= 1:
            self._start = {}

    def now(self, name: str) -> A | None:
        """An array as it is at this moment; None when there is none of that name."""
        target, start = self._target.get(name), self._start.get(name)
        return target if target is None or start is None else between(start, target, self._progress)
