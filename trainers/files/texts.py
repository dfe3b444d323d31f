"""Text files as numbers: the characters of a file, counted and read in pieces, so that its size costs nothing."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from trainers.dataset import Cancelled
from trainers.disk.atomic_file import reason
from trainers.disk.limits import MB, size_text
from trainers.disk.regular_file import open_regular
from trainers.examples import DataError, Int64
from trainers.files.text_encoding import TextPieces

MOST_BYTES = 128 * MB  # of all files of a text; its tokens take up to twice as much
MOST_FILES = 10_000  # of a folder
CodePoints = NDArray[np.uint32]
_FEW = 2**14  # characters, which are sorted to be counted, instead of a place for each of Unicode


def text_files(folder: Path) -> list[Path]:
    """The files NAME.txt of a folder, by name; not those of folders in it. Raises DataError where it cannot be read or
    holds more than MOST_FILES."""
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries if is_text_name(entry.name) and entry.is_file()]
    except OSError as error:
        raise DataError(f"{folder.name}: cannot be read ({reason(error)})") from None
    if len(names) > MOST_FILES:
        raise DataError(f"{folder.name}: expected at most {MOST_FILES:,} text files, found {len(names):,}")
    return [folder / name for name in sorted(names)]


def is_text_name(name: str) -> bool:
    """Whether it is that of a text file that shows itself."""
    return name.lower().endswith(".txt") and not name.startswith(".")


def count_characters(
    path: Path, told: Callable[[float], None], cancelled: Callable[[], bool], notes: list[str]
) -> list[tuple[CodePoints, Int64]]:
    """Which characters stand in a file, and how often, piece by piece. See :func:`read_characters`."""
    return [_counted(codes) for codes in read_characters(path, told, cancelled, notes)]


def _counted(codes: CodePoints) -> tuple[CodePoints, Int64]:
    """Which characters there are, and how often each: no more than a few thousand, of a million."""
    if len(codes) <= _FEW:
        return np.unique(codes, return_counts=True)
    counts = np.bincount(codes)
    used = np.flatnonzero(counts)
    return used.astype(np.uint32), counts[used]


def read_characters(
    path: Path, told: Callable[[float], None], cancelled: Callable[[], bool], notes: list[str]
) -> Iterator[CodePoints]:
    """The code points of a file's characters, piece by piece; *told* gets the share that is read, *notes* what a user
    should know.

    Raises DataError with one sentence for what is no text (see :class:`TextPieces`) or more than MOST_BYTES, and
    Cancelled."""
    try:
        with open_regular(path) as file:
            size = file.seek(0, io.SEEK_END)
            file.seek(0)
            if size > MOST_BYTES:
                found, most = size_text(size), size_text(MOST_BYTES)
                raise DataError(f"{path.name}: expected a text of at most {most}, found {found}")
            if cancelled():
                raise Cancelled
            pieces = TextPieces(file, path.name)
            for text in pieces:
                if "\0" in text:
                    raise DataError(f"{path.name}: expected text in UTF-8, found binary data")
                yield np.frombuffer(text.encode("utf-32-le"), "<u4").astype(np.uint32, copy=False)
                place = file.tell()
                if place > MOST_BYTES:  # it has grown while it was read
                    raise DataError(f"{path.name}: expected a text of at most {size_text(MOST_BYTES)}, found more")
                told(place / max(size, place))
                if cancelled():
                    raise Cancelled
            notes += pieces.notes
    except OSError as error:
        raise DataError(f"{path.name}: cannot be read ({reason(error)})") from None
