"""Events on their way from the worker's threads to the window."""

from __future__ import annotations

import threading
from collections.abc import Callable

from trainers.messages import Event


class Outbox:
    """``put`` never loses an event; of the events that ``put_latest`` gets for one key and run only the newest arrives.

    *wake* is called, on the putting thread, when the box was empty or drained before: once per drain, however many
    events come.
    """

    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake = wake
        self._lock = threading.Lock()
        self._events: list[Event] = []
        self._latest: dict[tuple[str, int], Event] = {}
        self._woken = False

    def put(self, event: Event) -> None:
        with self._lock:
            self._events.append(event)
            wake = not self._woken
            self._woken = True
        if wake:
            self._wake()

    def put_latest(self, key: str, event: Event) -> None:
        place = (key, getattr(event, "run_id", 0))  # a run that was put aside is told to the end
        with self._lock:
            self._latest.pop(place, None)
            self._latest[place] = event
            wake = not self._woken
            self._woken = True
        if wake:
            self._wake()

    def drain(self) -> list[Event]:
        """All events since the last call, the lossless ones first, each kind in the order of its coming."""
        with self._lock:
            events = [*self._events, *self._latest.values()]
            self._events.clear()
            self._latest.clear()
            self._woken = False
        return events
