"""Notices when the GUI thread stands still, and keeps the stacks of that moment."""

from __future__ import annotations

import sys
import threading
import time
import traceback
from collections.abc import Callable

LOOK_SECONDS = 0.1
STUCK = 6  # times the bound: it will not come back


class Watchdog:
    """Call :meth:`beat` from the GUI thread. ``longest`` are the seconds between two beats at most; ``stacks`` says
    where all threads stood when *bound* seconds were exceeded for the first time, else "". *stuck* is called with them,
    on the watchdog's own thread, when the GUI thread does not come back."""

    def __init__(self, bound: float, stuck: Callable[[str], None]) -> None:
        self.bound = bound
        self._stuck = stuck
        self.longest = 0.0
        self.stacks = ""
        self._beaten = time.monotonic()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)
        self._thread.start()

    def beat(self) -> None:
        now = time.monotonic()
        self.longest = max(self.longest, now - self._beaten)
        self._beaten = now

    def close(self) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ended.wait(LOOK_SECONDS):
            late = time.monotonic() - self._beaten
            if late > self.bound and not self.stacks:
                names = {thread.ident: thread.name for thread in threading.enumerate()}
                self.stacks = "\n".join(
                    f"{names.get(ident, ident)}:\n{''.join(traceback.format_stack(frame)[-12:])}"
                    for ident, frame in sys._current_frames().items()
                )
            if late > STUCK * self.bound:
                self._stuck(self.stacks)
                return
