"""How much freed memory the C library keeps: all of it between steps, little of it in the long run.

Only glibc is told anything; elsewhere, and where a ``MALLOC_`` variable of the environment says otherwise, these do
nothing.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX = -1, -3, -8  # of malloc.h
KEPT, KEPT_APART = 16 * 2**20, 32 * 2**20  # bytes; 96 MB took 20 to 40 MB more and were no faster, 256 MB 100
ARENAS = 2  # heaps that all threads share: one each, with its own holes, took 40 MB more after a minute
GROWN = 32 * 2**20  # bytes; a step's own memory is less but for large networks
LOOKS = 6  # at five seconds each half a minute


def keep_memory() -> None:
    """Each step takes and frees the same megabytes. glibc would hand them back to the system and fetch them again page
    by page: beside the window, whose threads do likewise, training runs 5 to 12 % faster when it keeps them."""
    mallopt = _of_glibc("mallopt")
    if mallopt is not None:
        mallopt(M_TRIM_THRESHOLD, KEPT)
        mallopt(M_MMAP_THRESHOLD, KEPT_APART)
        mallopt(M_ARENA_MAX, ARENAS)


def give_back() -> None:
    """Hands to the system what is free in the heaps of all threads. Takes some 40 ms, in which they wait for it."""
    trim = _of_glibc("malloc_trim")
    if trim is not None:
        trim(0)


def resident() -> int:
    """Bytes of memory that this process takes."""
    import psutil

    return int(psutil.Process().memory_info().rss)


class Ebb:
    """Says when memory is to be given back: when something large has been *left*, whenever the process has grown by
    ``GROWN`` since the last time, and after ``LOOKS`` at the latest. What it took again at once is needed, and only the
    last of these asks for it: it may have been needed for a moment, and many moments add up."""

    def __init__(self, measure: Callable[[], int] = resident) -> None:
        self._measure = measure
        self._low: int | None = None  # bytes; None: to be measured at the next look
        self._left = False
        self._looks = 0  # since the last time

    def leave(self) -> None:
        """Something large is no longer used, and may have been freed by the next look."""
        self._left = True

    def is_due(self) -> bool:
        """Whether to give back now. Call it every few seconds."""
        now = self._measure()
        self._low = now if self._low is None else min(now, self._low)
        self._looks += 1
        if not self._left and now - self._low <= GROWN and self._looks < LOOKS:
            return False
        self._left, self._low, self._looks = False, None, 0
        return True


def _of_glibc(name: str) -> ctypes._NamedFuncPointer | None:
    """A function of the C library; other ones than glibc lack it."""
    if sys.platform != "linux" or any(variable.startswith("MALLOC_") for variable in os.environ):
        return None
    return getattr(ctypes.CDLL(None), name, None)
