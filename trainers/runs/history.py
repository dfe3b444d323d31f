"""The metrics of a session in memory, for a run folder that has to be written anew."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from trainers import messages
from trainers.examples import Float32

MOST_PIECE = 2**18  # numbers of a part of a long history
_PIECES = 64  # until they are joined, which keeps a long session at the size of its numbers


class History:
    """All scalars that were added, joined where they follow one another; steps that come again replace the old ones."""

    def __init__(self) -> None:
        self._parts: list[messages.Scalars] = []

    @property
    def parts(self) -> list[messages.Scalars]:
        """In the order of their steps."""
        return [*self._parts]

    def add(self, scalars: messages.Scalars) -> None:
        self.truncate_after(scalars.first_step - 1)
        self._parts.append(scalars)
        if len(self._parts) > _PIECES:
            self._parts = _joined(self._parts)

    def truncate_after(self, step: int) -> None:
        """Training went back to *step*."""
        while self._parts and self._parts[-1].first_step + self._parts[-1].count - 1 > step:
            last = self._parts.pop()
            if (part := cut_scalars(last, step)) is not None:
                self._parts.append(part)


def cut_scalars(scalars: messages.Scalars, last_step: int, first_step: int = 1) -> messages.Scalars | None:
    """The part from *first_step* to *last_step*, or None when nothing is left."""
    begin, end = max(0, first_step - scalars.first_step), last_step - scalars.first_step + 1
    if begin >= min(end, scalars.count):
        return None
    values = tuple({name: series[begin:end] for name, series in model.items()} for model in scalars.values)
    seconds = None if scalars.seconds is None else scalars.seconds[begin:end]
    return messages.Scalars(scalars.run_id, scalars.first_step + begin, values, seconds)


def in_pieces(scalars: messages.Scalars, most: int = MOST_PIECE) -> Iterator[messages.Scalars]:
    """The same in parts of up to so many numbers, a step at least."""
    width = sum(map(len, scalars.values)) + (scalars.seconds is not None)
    steps = max(1, most // max(1, width))
    for first in range(scalars.first_step, scalars.first_step + scalars.count, steps):
        part = cut_scalars(scalars, first + steps - 1, first)
        assert part is not None, "steps that are there"
        yield part


def _joined(parts: list[messages.Scalars]) -> list[messages.Scalars]:
    joined: list[list[messages.Scalars]] = []
    for part in parts:
        if joined and _follows(joined[-1][-1], part):
            joined[-1].append(part)
        else:
            joined.append([part])
    return [group[0] if len(group) == 1 else _one(group) for group in joined]


def _follows(one: messages.Scalars, other: messages.Scalars) -> bool:
    names = [[*model] for model in one.values] == [[*model] for model in other.values]
    return names and one.first_step + one.count == other.first_step


def _one(group: list[messages.Scalars]) -> messages.Scalars:
    values = tuple(
        {name: np.concatenate([part.values[index][name] for part in group]) for name in model}
        for index, model in enumerate(group[0].values)
    )
    return messages.Scalars(group[0].run_id, group[0].first_step, values, _joined_seconds(group))


def _joined_seconds(group: list[messages.Scalars]) -> Float32 | None:
    if all(part.seconds is None for part in group):
        return None
    unknown = [np.full(part.count, np.nan, np.float32) if part.seconds is None else part.seconds for part in group]
    return np.concatenate(unknown)
