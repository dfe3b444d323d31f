"""Arrays that stay in their file until it is known which of their rows are wanted."""

from __future__ import annotations

import lzma
import math
import os
import tokenize
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from trainers.examples import DataError, Int64
from trainers.files.gzipped import MAX_BYTES, is_packed, most_unpacked, open_plain, read_up_to
from trainers.files.npz import first_clause

PICKLED = "holds pickled Python objects, which are never loaded because they could run code; save plain numbers"
# What zipfile and the unpackers raise over bytes that were changed.
DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError, ValueError, NotImplementedError, KeyError,
    OverflowError, OSError,
)  # fmt: skip
MOST_PROMISED = 2**40  # bytes, which no file here has
BLOCK = 2**23  # bytes that are read together


@dataclass(frozen=True)
class StoredRows:
    """An array in the NPY format, of which only the header has been read. ``stored[indices]`` reads those rows, which
    must ascend; ``stored.whole()`` reads all. Both raise DataError."""

    name: str  # of file and array, for messages
    shape: tuple[int, ...]
    dtype: np.dtype[Any]
    columns_first: bool
    start: int  # bytes of the header
    opened: Callable[[], AbstractContextManager[IO[bytes]]]

    @property
    def ndim(self) -> int:
        return len(self.shape)

    def __len__(self) -> int:
        return self.shape[0]

    @property
    def size(self) -> int:
        """In bytes, as the header says."""
        return math.prod(self.shape) * self.dtype.itemsize

    def whole(self) -> NDArray[Any]:
        self._check(size := self.size)
        with self._reading() as file:
            content = read_up_to(file, size)
        if len(content) < size:
            raise self._short(len(content))
        return np.frombuffer(content, self.dtype).reshape(self.shape, order="F" if self.columns_first else "C")

    def __getitem__(self, rows: Int64) -> NDArray[Any]:
        if self.columns_first or len(rows) == len(self):
            return self.whole()[rows]
        width = math.prod(self.shape[1:]) * self.dtype.itemsize
        self._check(width * len(rows))
        found = np.empty((len(rows), width), np.uint8)
        step = max(1, BLOCK // max(width, 1))
        with self._reading() as file:
            for first in range(0, int(rows[-1]) + 1, step):
                count = min(step, len(self) - first)
                block = read_up_to(file, count * width)
                if len(block) < count * width:
                    raise self._short(first * width + len(block))
                low, high = np.searchsorted(rows, (first, first + count))
                found[low:high] = np.frombuffer(block, np.uint8).reshape(count, width)[rows[low:high] - first]
        return found.view(self.dtype).reshape(len(rows), *self.shape[1:])

    @contextmanager
    def _reading(self) -> Iterator[IO[bytes]]:
        """The file after its header."""
        try:
            with self.opened() as file:
                file.read(self.start)
                yield file
        except DataError:
            raise
        except DAMAGED as error:
            raise DataError(f"{self.name}: damaged ({first_clause(error)})") from None

    def _check(self, size: int) -> None:
        if size > MAX_BYTES:
            raise DataError(f"{self.name}: the header promises {self.size:,} bytes; at most {MAX_BYTES:,} are read")

    def _short(self, found: int) -> DataError:
        return DataError(
            f"{self.name}: expected {self.size:,} bytes of values for shape {self.shape}, found only {found:,}"
        )


def stored_file(path: Path) -> StoredRows:
    """The array in an NPY file, gzipped or not. Raises DataError."""
    with open_plain(path) as file:
        held = None if is_packed(file) else os.fstat(file.fileno()).st_size
        stored = read_header(file, path.name, lambda: open_plain(path), held)
        if held is None and stored.size > (most := most_unpacked(os.stat(path).st_size)):
            raise DataError(f"{path.name}: unpacks to {stored.size:,} bytes; at most {most:,} are read")
        return stored


def read_header(
    file: IO[bytes], name: str, opened: Callable[[], AbstractContextManager[IO[bytes]]], held: int | None
) -> StoredRows:
    """What *file* begins with, of *held* bytes where that is known; *opened* opens it anew. Raises DataError."""
    try:
        version = np.lib.format.read_magic(file)
        known = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
        counted = _Counted(file, 8)
        shape, columns_first, dtype = known(counted)
    except (ValueError, SyntaxError, tokenize.TokenError, RecursionError, MemoryError, TypeError) as error:
        raise DataError(f"{name}: expected an NPY header, found: {first_clause(error)}") from None
    if dtype.hasobject:
        raise DataError(f"{name}: {PICKLED}")
    if min(shape, default=0) < 0 or dtype.itemsize == 0:
        raise DataError(f"{name}: expected an NPY header, found one of shape {shape} and type {dtype}")
    stored = StoredRows(name, shape, dtype, columns_first, counted.count, opened)
    if stored.size > MOST_PROMISED:
        stored._check(stored.size)
    if held is not None and stored.size > held - stored.start and stored.size <= MAX_BYTES:
        raise stored._short(held - stored.start)
    return stored


class _Counted:
    """A file that counts what is read of it."""

    def __init__(self, file: IO[bytes], count: int) -> None:
        self._file, self.count = file, count

    def read(self, size: int = -1, /) -> bytes:
        content = self._file.read(size)
        self.count += len(content)
        return content


@contextmanager
def open_member(path: Path, member: str) -> Iterator[IO[bytes]]:
    """A member of a ZIP archive."""
    with open_plain(path) as file, zipfile.ZipFile(file) as archive, archive.open(member) as opened:
        try:
            yield opened
        except OSError as error:  # of the unpacker; open_plain would take it for one of the disk
            raise zipfile.BadZipFile(str(error)) from None
