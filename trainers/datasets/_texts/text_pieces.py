"""The user's own texts, one file after the other, as tokens; and how their pieces are divided."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from trainers.dataset import LoadContext, file_stamps
from trainers.datasets._texts.alphabet import Alphabet
from trainers.disk.limits import size_text
from trainers.examples import DataError, Int64
from trainers.files.gb18030 import CODES
from trainers.files.text_encoding import read_as_gb18030
from trainers.files.texts import MOST_BYTES, count_characters, read_characters

Stream = NDArray[np.int16]  # (characters,); cut into pieces it is (N, length)
NAMED = 3  # of the files that are left out, in notes


class OwnTexts:
    """Files that are read twice: their characters are counted, then they become tokens of an alphabet.

    One file that is no text is refused; of several, such a one is left out. ``notes`` say so, and which are read in
    another encoding."""

    def __init__(self, name: str, paths: Sequence[Path], context: LoadContext) -> None:
        self.sizes: list[int] = []  # characters of each file that is read
        self.notes: tuple[str, ...] = ()
        self._name, self._paths, self._context = name, list(paths), context

    def count(self) -> Int64:
        """How often each character stands in all of them, (CODES,). Raises DataError and Cancelled."""
        counts, left_out, read, chinese = np.zeros(CODES, np.int64), list[str](), list[Path](), list[str]()
        self._check_size()
        for number, path in enumerate(self._paths):
            notes = list[str]()
            try:
                found = count_characters(path, self._told(number, path, 0.0), self._context.cancelled, notes)
            except DataError as error:
                if len(self._paths) == 1:
                    raise
                left_out.append(str(error))
                continue
            for codes, times in found:
                counts[codes] += times
            read.append(path)
            if notes:
                chinese.append(path.name)
            self.sizes.append(sum(int(times.sum()) for _, times in found))
        if left_out and not read:
            raise DataError(left_out[0])
        self.notes = (*read_as_gb18030(chinese), *_left_out_notes(left_out))
        self._paths = read
        return counts

    def tokens(self, alphabet: Alphabet) -> list[Stream]:
        """Each file as indices of the alphabet. Raises DataError, also where one is shorter than it was counted."""
        found = []
        for number, (path, size) in enumerate(zip(self._paths, self.sizes, strict=True)):
            tokens, filled = np.empty(size, np.int16), 0
            for codes in read_characters(path, self._told(number, path, 0.5), self._context.cancelled, []):
                piece = alphabet.index[codes[: size - filled]]  # it may have grown since it was counted
                tokens[filled : filled + len(piece)] = piece
                filled += len(piece)
            if filled < size:
                raise DataError(
                    f"{path.name}: expected {size:,} characters, as there were a moment ago, found {filled:,}"
                )
            found.append(tokens)
        return found

    def _check_size(self) -> None:
        size = sum(size for _, size, _ in file_stamps(self._paths))
        if len(self._paths) > 1 and size > MOST_BYTES:
            most = size_text(MOST_BYTES)
            raise DataError(f"{self._name}: expected texts of at most {most} in all, found {size_text(size)}")

    def _told(self, number: int, path: Path, before: float) -> Callable[[float], None]:
        """Takes the share of one file that is read, in the first half of the work or after it."""

        def told(share: float) -> None:
            self._context.progress(before + (number + share) / len(self._paths) / 2, f"Reading {path.name}")

        return told


def _left_out_notes(reasons: Sequence[str]) -> tuple[str, ...]:
    """Which files are no texts, and why: of many the first."""
    notes = [f"Left out: {reason}." for reason in reasons[:NAMED]]
    if len(reasons) > NAMED:
        notes.append(f"Left out are {len(reasons) - NAMED:,} more files for such reasons.")
    return tuple(notes)


def divided(streams: Sequence[Stream], length: int, share: float) -> tuple[Stream, Stream]:
    """Pieces to train on, from the start of each stream, and such that are held out, up to its end: (N, length) each,
    one at least. There are two pieces in all of them together."""
    streams = [stream for stream in streams if len(stream) >= length]
    pieces = [len(stream) // length for stream in streams]
    train, test, before, apart = list[Stream](), list[Stream](), 0, 0
    most = min(max(1, round(share * sum(pieces))), sum(pieces) - 1)
    for stream, count in zip(streams, pieces, strict=True):
        before += count
        wanted = most if before == sum(pieces) else min(round(share * before), most)
        held_out, apart = wanted - apart, wanted
        train.append(stream[: (count - held_out) * length])
        test.append(stream[len(stream) - held_out * length :])
    return np.concatenate(train).reshape(-1, length), np.concatenate(test).reshape(-1, length)
