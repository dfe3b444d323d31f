"""The lossless events of a server with their numbers, as many as fit, for links that break and come back."""

from __future__ import annotations

from bisect import bisect_right

MOST_BYTES = 48 * 2**20


class EventLog:
    """Frames by ascending number, from 1 on. The oldest go where there are too many bytes, so that whoever was away for
    long is told the whole anew. Used with a lock held."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most = most_bytes
        self._frames: list[tuple[int, bytes]] = []
        self._bytes = 0
        self.last = 0  # the number that was given last

    def next_number(self) -> int:
        """The number of the event that comes next."""
        return self.last + 1

    def add(self, frame: bytes) -> None:
        """Keeps the frame of the event that has the next number."""
        self.last += 1
        self._frames.append((self.last, frame))
        self._bytes += len(frame)
        gone = 0
        while self._bytes > self._most and gone < len(self._frames) - 1:
            self._bytes -= len(self._frames[gone][1])
            gone += 1
        del self._frames[:gone]

    def reaches(self, seen: int) -> bool:
        """Whether all that came after number *seen* is still here."""
        return seen == self.last or (bool(self._frames) and self._frames[0][0] - 1 <= seen <= self.last)

    def after(self, seen: int) -> tuple[int, bytes] | None:
        """The first event after number *seen*, with its number; None where there is none. Needs :meth:`reaches`."""
        place = bisect_right(self._frames, seen, key=lambda entry: entry[0])
        return self._frames[place] if place < len(self._frames) else None
