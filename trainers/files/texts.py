"""Text files as numbers: the characters of a file in UTF-8, counted and read in pieces, so that its size costs nothing.

Line ends of all systems are read as one character, and a mark of the byte order at the start is left out.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from trainers.dataset import Cancelled
from trainers.disk.atomic_file import reason
from trainers.disk.limits import MB, size_text
from trainers.disk.regular_file import open_regular
from trainers.examples import DataError, Int64

MOST_BYTES = 128 * MB  # of one file; its tokens take up to twice as much
CODES = 0x110000  # of Unicode
CodePoints = NDArray[np.uint32]
_PIECE = MB  # bytes
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)  # with which the marks of UTF-32 begin, too


def count_characters(path: Path, told: Callable[[float], None], cancelled: Callable[[], bool]) -> Int64:
    """How often each character stands in a file, (CODES,). See :func:`read_characters`."""
    counts = np.zeros(CODES, np.int64)
    for codes in read_characters(path, told, cancelled):
        counts += np.bincount(codes, minlength=CODES)
    return counts


def read_characters(path: Path, told: Callable[[float], None], cancelled: Callable[[], bool]) -> Iterator[CodePoints]:
    """The code points of a file's characters, piece by piece; *told* gets the share that is read.

    Raises DataError with one sentence for what is no text in UTF-8 or more than MOST_BYTES, and Cancelled."""
    try:
        with open_regular(path) as file:
            size = file.seek(0, io.SEEK_END)
            file.seek(0)
            if size > MOST_BYTES:
                found, most = size_text(size), size_text(MOST_BYTES)
                raise DataError(f"{path.name}: expected a text of at most {most}, found {found}")
            decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder("utf-8")(), translate=True)
            place = 0
            while True:
                if cancelled():
                    raise Cancelled
                piece = file.read(_PIECE)
                text = _decoded(path.name, decoder, piece, place)
                if place == 0:
                    text = text.removeprefix("\ufeff")
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


def _decoded(name: str, decoder: io.IncrementalNewlineDecoder, piece: bytes, place: int) -> str:
    """A piece of bytes, which stands at *place* in the file, as text. Raises DataError."""
    if place == 0 and _is_wide(piece[:1024]):
        raise DataError(f"{name}: expected text in UTF-8, found UTF-16; save it as UTF-8")
    if b"\0" in piece:
        raise DataError(f"{name}: expected text in UTF-8, found binary data")
    waiting = len(decoder.getstate()[0])  # bytes of a character that began in the piece before
    try:
        return decoder.decode(piece, final=not piece)
    except UnicodeDecodeError as error:
        at, byte = place - waiting + error.start, f"{error.object[error.start]:02x}"
        found = f"the byte 0x{byte} after {at:,} bytes"
        raise DataError(f"{name}: expected text in UTF-8, found {found}; save it as UTF-8") from None


def _is_wide(start: bytes) -> bool:
    """Whether a file that begins so holds two bytes for every character, with or without the mark that says so."""
    if start.startswith(_WIDE):
        return True
    empty = [half.count(0) / max(1, len(half)) for half in (start[0::2], start[1::2])]
    return max(empty) > 0.5 and min(empty) < 0.1
