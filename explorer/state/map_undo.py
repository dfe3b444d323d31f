"""What can be taken back of the maps: how they stood before each change, and before each that was taken back."""

from __future__ import annotations

from collections.abc import Sequence

from explorer.state.map_state import MapState

MAX_UNDO = 100


class MapUndo:
    """Keeps maps, one of each model, None where it has none; what is only hovered is left out."""

    def __init__(self) -> None:
        self._before: list[tuple[MapState | None, ...]] = []
        self._after: list[tuple[MapState | None, ...]] = []
        self.changes = 0  # how often an undo has been marked, to tell whether maps were used since

    def clear(self) -> None:
        self._before.clear()
        self._after.clear()

    def mark(self, maps: Sequence[MapState | None]) -> None:
        """The maps as they are now are what the next undo brings back."""
        self._before = [*self._before[-MAX_UNDO + 1 :], _kept(maps)]
        self.changes += 1
        self._after.clear()

    def undo(self, maps: Sequence[MapState | None]) -> tuple[MapState | None, ...] | None:
        """The maps before the newest change that was not taken back, in place of those that are shown; None where there
        are none, or they were those of other models."""
        return _swap(self._before, self._after, maps)

    def redo(self, maps: Sequence[MapState | None]) -> tuple[MapState | None, ...] | None:
        """The maps before the newest undo, likewise."""
        return _swap(self._after, self._before, maps)


def _swap(
    source: list[tuple[MapState | None, ...]],
    target: list[tuple[MapState | None, ...]],
    maps: Sequence[MapState | None],
) -> tuple[MapState | None, ...] | None:
    if not source or _widths(source[-1]) != _widths(maps):
        return None
    target.append(_kept(maps))
    return source.pop()


def _kept(maps: Sequence[MapState | None]) -> tuple[MapState | None, ...]:
    return tuple(None if value is None else value.with_peek(None) for value in maps)


def _widths(maps: Sequence[MapState | None]) -> list[int | None]:
    """How many numbers the code has that each map shows; None where there is no map."""
    return [None if value is None else len(value.cursor) for value in maps]
