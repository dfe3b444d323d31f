"""Ctrl-C while a run trains in the calling thread: it ends the training, not the program."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def interruptible(supervised: bool = False) -> Iterator[Callable[[], bool]]:
    """Gives a function that tells whether Ctrl-C was pressed. A second Ctrl-C does what it did before, which ends the
    program at once. Outside the main thread, which alone hears of Ctrl-C, it was never pressed.

    *supervised* by torchrun a process hears of Ctrl-C twice, from the terminal and from torchrun, which asks by SIGTERM
    as well, and ends whoever does not come to an end: then no signal does more than to be told."""
    if threading.current_thread() is not threading.main_thread():
        yield lambda: False
        return
    pressed = False

    def note(number: int, frame: FrameType | None) -> None:
        nonlocal pressed
        pressed = True
        if not supervised:
            signal.signal(signal.SIGINT, before[signal.SIGINT])

    heard = (signal.SIGINT, signal.SIGTERM) if supervised else (signal.SIGINT,)
    before = {number: signal.signal(number, note) for number in heard}
    try:
        yield lambda: pressed
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
