"""Which commands have come: what was under way when a link broke is said again, and is done once."""

from __future__ import annotations

MOST_REMEMBERED = 1000  # names of watchers


class TakenCommands:
    """The number of the last command of each watcher, by its name. Used with a lock held."""

    def __init__(self) -> None:
        self._last: dict[str, int] = {}

    def last_of(self, name: str) -> int:
        """0 where none has come."""
        return self._last.get(name, 0)

    def take(self, name: str, number: int) -> bool:
        """Whether a command has not come before."""
        new = number > self.last_of(name)
        if new:
            self._last.pop(name, None)
            self._last[name] = number
            if len(self._last) > MOST_REMEMBERED:
                del self._last[next(iter(self._last))]
        return new
