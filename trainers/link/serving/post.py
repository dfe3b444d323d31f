"""What waits to be sent to one watcher, at the pace of its link."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Collection

from trainers.link.serving.event_log import EventLog

# Bytes that are under way, sent and not yet received: with more of them what is new would stand in a queue behind what
# is old. A single frame may always go.
MOST_LATEST, MOST_LOSSLESS = 256 * 2**10, 4 * 2**20
MOST_URGENT = 64  # answers to pings and the like


class Post:
    """Filled by any thread, emptied by one. What is lossless comes from the *log*, which is shared, after number
    ``sent``; of the rest only the newest of each key waits. *lock* is that of the log."""

    def __init__(self, log: EventLog, lock: threading.RLock) -> None:
        self._log = log
        self._changed = threading.Condition(lock)
        self._urgent: deque[bytes] = deque()
        self._told: deque[Callable[[], bytes]] = deque()  # of what was before, made when it is their turn
        self._latest: dict[str, bytes] = {}
        self._under_way: deque[int] = deque()  # bytes of each frame
        self._bytes = 0
        self._closed = False
        self.sent = 0

    # ------------------------------------------------------------------ with the lock held

    def wake(self) -> None:
        """There is something new in the log."""
        self._changed.notify_all()

    def put_latest(self, key: str, frame: bytes) -> None:
        self._latest.pop(key, None)
        self._latest[key] = frame
        self._changed.notify_all()

    def begin_at(self, sent: int) -> None:
        """All events up to that number are known there."""
        self.sent = sent

    def tell_anew(self, told: deque[Callable[[], bytes]], up_to: int, keys: Collection[str]) -> None:
        """First of all these frames go, in which everything up to that number of the log is contained, and what waits
        under one of the *keys*; all else goes on waiting."""
        self._told, self.sent = told, up_to
        for key in keys:
            self._latest.pop(key, None)
        self._changed.notify_all()

    def has_fallen_behind(self) -> bool:
        """Whether the log has lost what was still to be sent, and nothing else is told first."""
        return not self._told and not self._log.reaches(self.sent)

    # ------------------------------------------------------------------ from any thread

    def put_urgent(self, frame: bytes) -> bool:
        """Goes before all others; False where there are too many such already."""
        with self._changed:
            if len(self._urgent) >= MOST_URGENT:
                return False
            self._urgent.append(frame)
            self._changed.notify_all()
            return True

    def received(self, frames: int) -> bool:
        """So many frames more have arrived; False where as many were never sent."""
        with self._changed:
            if not 0 <= frames <= len(self._under_way):
                return False
            for _ in range(frames):
                self._bytes -= self._under_way.popleft()
            self._changed.notify_all()
            return True

    def close(self) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    # ------------------------------------------------------------------ on the thread that sends

    def next(self) -> bytes | None:
        """Waits for the frame that may be sent now; None once it is closed."""
        with self._changed:
            while not self._closed:
                frame = self._take()
                if frame is not None:
                    self._under_way.append(len(frame))
                    self._bytes += len(frame)
                    return frame
                self._changed.wait()
            return self._urgent.popleft() if self._urgent else None  # a last word

    def _take(self) -> bytes | None:
        if self._urgent:
            return self._urgent.popleft()
        free = not self._under_way
        if free or self._bytes < MOST_LOSSLESS:
            if self._told:
                return self._told.popleft()()
            found = self._log.after(self.sent) if self._log.reaches(self.sent) else None
            if found is not None:
                self.sent = found[0]
                return found[1]
        if self._latest and not self._told and self.sent == self._log.last and (free or self._bytes < MOST_LATEST):
            return self._latest.pop(next(iter(self._latest)))
        return None
