"""Text files as numbers: the characters of a file in UTF-8, counted and read in pieces, so that its size costs nothing.

UTF-16 is read where a mark at the start says so. Line ends of all systems are read as one character, and the mark is
left out.
"""

from __future__ import annotations

import codecs
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

MOST_BYTES = 128 * MB  # of all files of a text; its tokens take up to twice as much
MOST_FILES = 10_000  # of a folder
CODES = 0x110000  # of Unicode
CodePoints = NDArray[np.uint32]
_PIECE = MB  # bytes
_FEW = 2**14  # characters, which are sorted to be counted, instead of a place for each of Unicode
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UTF_32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)  # the first of which begins as that of UTF-16 does


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
    path: Path, told: Callable[[float], None], cancelled: Callable[[], bool]
) -> list[tuple[CodePoints, Int64]]:
    """Which characters stand in a file, and how often, piece by piece. See :func:`read_characters`."""
    return [_counted(codes) for codes in read_characters(path, told, cancelled)]


def _counted(codes: CodePoints) -> tuple[CodePoints, Int64]:
    """Which characters there are, and how often each: no more than a few thousand, of a million."""
    if len(codes) <= _FEW:
        return np.unique(codes, return_counts=True)
    counts = np.bincount(codes)
    used = np.flatnonzero(counts)
    return used.astype(np.uint32), counts[used]


def read_characters(path: Path, told: Callable[[float], None], cancelled: Callable[[], bool]) -> Iterator[CodePoints]:
    """The code points of a file's characters, piece by piece; *told* gets the share that is read.

    Raises DataError with one sentence for what is no text in UTF-8 (or in UTF-16 with its mark) or more than
    MOST_BYTES, and Cancelled."""
    try:
        with open_regular(path) as file:
            size = file.seek(0, io.SEEK_END)
            file.seek(0)
            if size > MOST_BYTES:
                found, most = size_text(size), size_text(MOST_BYTES)
                raise DataError(f"{path.name}: expected a text of at most {most}, found {found}")
            encoding, place = _encoding(path.name, file.read(1024))
            file.seek(place)
            decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(encoding)(), translate=True)
            while True:
                if cancelled():
                    raise Cancelled
                piece = file.read(_PIECE)
                text = _decoded(path.name, decoder, encoding, piece, place)
                place += len(piece)
                if text:
                    yield np.frombuffer(text.encode("utf-32-le"), "<u4").astype(np.uint32, copy=False)
                if not piece:
                    return
                if place > MOST_BYTES:  # it has grown while it was read
                    raise DataError(f"{path.name}: expected a text of at most {size_text(MOST_BYTES)}, found more")
                told(place / max(size, place))
    except OSError as error:
        raise DataError(f"{path.name}: cannot be read ({reason(error)})") from None


def _encoding(name: str, start: bytes) -> tuple[str, int]:
    """The encoding of a file that begins so, and how many bytes its mark takes. Raises DataError for one that is not
    read."""
    if start.startswith(codecs.BOM_UTF8):
        return "UTF-8", len(codecs.BOM_UTF8)
    if start.startswith(_UTF_32):
        raise DataError(f"{name}: expected text in UTF-8, found UTF-32; save it as UTF-8")
    if start.startswith(_UTF_16):
        return "UTF-16-LE" if start.startswith(codecs.BOM_UTF16_LE) else "UTF-16-BE", 2
    empty = [half.count(0) / max(1, len(half)) for half in (start[0::2], start[1::2])]
    if max(empty) > 0.5 and min(empty) < 0.1:
        raise DataError(f"{name}: expected text in UTF-8, found UTF-16 without its mark; save it as UTF-8")
    return "UTF-8", 0


def _decoded(name: str, decoder: io.IncrementalNewlineDecoder, encoding: str, piece: bytes, place: int) -> str:
    """A piece of bytes, which stands at *place* in the file, as text. Raises DataError."""
    if encoding == "UTF-8" and b"\0" in piece:
        raise DataError(f"{name}: expected text in UTF-8, found binary data")
    waiting = len(decoder.getstate()[0])  # bytes of a character that began in the piece before
    try:
        text = decoder.decode(piece, final=not piece)
    except UnicodeDecodeError as error:
        at, byte = place - waiting + error.start, f"{error.object[error.start]:02x}"
        found = f"the byte 0x{byte} after {at:,} bytes"
        raise DataError(
            f"{name}: expected text in {encoding[:6].rstrip('-')}, found {found}; save it as UTF-8"
        ) from None
    if "\0" in text:
        raise DataError(f"{name}: expected text in UTF-8, found binary data")
    return text
