"""What a model has learned by heart: the longest run of a sample that stands, letter for letter, in the training text.

All places of the text are sorted by what stands there (a suffix array; Manber and Myers, 1993), so that a run is found
by halving, whatever the length of the text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MOST = 2**21  # characters of a text that are sorted: a second and some 100 MB


@dataclass(frozen=True)
class CopiedRun:
    """``length`` characters of a sample from ``start`` on, which stand ``times`` times in the text, first at ``place``.
    Nothing in common: all are 0."""

    start: int = 0
    length: int = 0
    place: int = 0
    times: int = 0


class CopyIndex:
    """A text, ready to be asked what of a sample stands in it; made once. For 400 000 characters that takes some 0.2 s,
    and a sample of 100 less than 1 ms.

    Of a text longer than *most* its beginning is looked at; ``share`` is how much of it that is."""

    def __init__(self, text: str, most: int = MOST) -> None:
        self.share = min(1.0, most / max(1, len(text)))
        self._text = text[:most]
        self._sorted = sorted_places(self._text)
        self._places = self._sorted.data  # the same, of which single ones are asked for

    def holds(self, run: str) -> bool:
        """Whether *run* stands somewhere in the text."""
        return not run or self._first(run) is not None

    def longest_run(self, sample: str) -> CopiedRun:
        """The longest part of *sample* that stands in the text; of several the first in the sample."""
        start, length = 0, 0
        for begin in range(len(sample)):
            while begin + length < len(sample):
                index = self._first(sample[begin : begin + length + 1])
                if index is None:
                    break
                start, length = begin, self._alike(sample, begin, self._places[index], length + 1)
        if length == 0:
            return CopiedRun()
        run = sample[start : start + length]
        first = self._first(run)
        assert first is not None
        text = self._text
        after = bisect_right(self._places, run, lo=first, key=lambda place: text[place : place + length])
        return CopiedRun(start, length, int(self._sorted[first:after].min()), after - first)

    def _alike(self, sample: str, start: int, place: int, length: int) -> int:
        """How far sample and text go on alike from there, of which *length* characters are known to be."""
        most = min(len(sample) - start, len(self._text) - place)
        while length < most and sample[start + length] == self._text[place + length]:
            length += 1
        return length

    def _first(self, run: str) -> int | None:
        """The first of the sorted places where *run* stands, as an index of them."""
        text, length = self._text, len(run)
        index = bisect_left(self._places, run, key=lambda place: text[place : place + length])
        found = index < len(self._places) and text.startswith(run, self._places[index])
        return index if found else None


def sorted_places(text: str) -> NDArray[np.int32]:
    """All places of a text (N,), by what stands there up to its end, in the order of code points.

    By doubling: what is sorted by its first k characters is sorted by 2 k when each place takes the rank of the place k
    further on as its second number."""
    count = len(text)
    if not count:
        return np.zeros(0, np.int32)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    used, ranks = np.unique(codes, return_inverse=True)
    bits = len(used).bit_length()  # of a character's rank, 0 being the end of the text
    ranks = ranks.astype(np.int64) + 1
    known = max(1, 62 // bits)  # as many characters go into one number
    keys = np.zeros(count, np.int64)
    for further in range(known):
        keys <<= bits
        keys[: max(0, count - further)] += ranks[further:]
    while True:
        order = np.argsort(keys, kind="stable")
        ordered = keys[order]
        ranks = np.empty(count, np.int64)
        ranks[order] = np.concatenate([[0], np.cumsum(ordered[1:] != ordered[:-1])])
        if int(ranks[order[-1]]) == count - 1:
            return order.astype(np.int32)
        keys = ranks * (count + 1)
        keys[: max(0, count - known)] += ranks[known:] + 1
        known *= 2
