"""Arrays of an NPZ archive or an NPY file, within limits; nothing is ever unpickled, no promised size believed."""

from __future__ import annotations

import math
import tokenize
import zipfile
import zlib
from collections.abc import Collection
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from trainers.disk.limits import MOST_BYTES, MOST_MEMBERS, TooMuchError, size_text

PICKLED = "holds pickled Python objects, which are never loaded because they could run code"
_NPY = ".npy"
# What zipfile and numpy raise over bytes that were changed, or that are something else.
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, SyntaxError, tokenize.TokenError, MemoryError,
            OverflowError, KeyError, TypeError, IndexError, NotImplementedError)  # fmt: skip


def read_npz(file: IO[bytes], most: int = MOST_BYTES, wanted: Collection[str] | None = None) -> dict[str, NDArray[Any]]:
    """The arrays of an archive by name (those *wanted*, else all), of *most* bytes together.

    Raises ValueError with one clause, TooMuchError where there is more; OSError from the disk.
    """
    arrays: dict[str, NDArray[Any]] = {}
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            if len(members) > MOST_MEMBERS:
                raise TooMuchError(f"expected at most {MOST_MEMBERS} arrays, found {len(members)}")
            for member in members:
                name = member.filename.removesuffix(_NPY)
                if member.filename.endswith(_NPY) and (wanted is None or name in wanted):
                    with archive.open(member) as opened:
                        arrays[name] = read_npy(opened, most)
                    most -= arrays[name].nbytes
    except _DAMAGED as error:
        raise ValueError(f"expected a whole NPZ archive, found {first_clause(error)}") from None
    return arrays


def read_npy(file: IO[bytes], most: int = MOST_BYTES) -> NDArray[Any]:
    """One array in the NPY format, of *most* bytes. Raises ValueError as :func:`read_npz` does."""
    try:
        version = np.lib.format.read_magic(file)
        read_header = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
        shape, columns_first, dtype = read_header(file)
    except (ValueError, *_DAMAGED) as error:
        raise ValueError(f"expected an NPY header, found: {first_clause(error)}") from None
    if dtype.hasobject:
        raise ValueError(PICKLED)
    if min(shape, default=0) < 0 or dtype.itemsize == 0:
        raise ValueError(f"expected an NPY header, found one of shape {shape} and type {dtype}")
    size = math.prod(shape) * dtype.itemsize
    if size > most:
        raise TooMuchError(f"expected at most {size_text(most)}, found a header that promises {size_text(size)}")
    content = file.read(size)
    if len(content) < size:
        raise ValueError(f"expected {size:,} bytes of values for shape {shape}, found only {len(content):,}")
    return np.frombuffer(content, dtype).reshape(shape, order="F" if columns_first else "C")


def first_clause(error: BaseException) -> str:
    """What an exception says first, without the advice that libraries add."""
    return str(error).splitlines()[0].split(". ")[0][:200] if str(error).strip() else type(error).__name__
