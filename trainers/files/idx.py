"""The IDX format of MNIST and its kin: two zero bytes, a type, the number of dimensions, sizes, values (big endian)."""

from __future__ import annotations

import math
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from trainers.examples import DataError
from trainers.files.gzipped import MAX_BYTES, open_plain, read_up_to

TYPES = {0x08: "u1", 0x09: "i1", 0x0B: ">i2", 0x0C: ">i4", 0x0D: ">f4", 0x0E: ">f8"}


def read_idx(path: Path, dimensions: int | None = None) -> NDArray[Any]:
    """The array in an IDX file, gzipped or not, of the type that the file names (native byte order).

    Raises DataError, one sentence, for anything but a whole file with (where given) that number of dimensions.
    """
    with open_plain(path) as file:
        shape, dtype = _read_header(file, path.name, dimensions)
        size = math.prod(shape) * dtype.itemsize
        if size > MAX_BYTES:
            raise DataError(
                f"{path.name}: the header promises {_by(shape)} values, {size:,} bytes; at most {MAX_BYTES:,} are read"
            )
        content = read_up_to(file, size + 1)
    if len(content) != size:
        found = f"only {len(content):,}" if len(content) < size else "more"
        raise DataError(f"{path.name}: expected {size:,} bytes of values for {_by(shape)}, found {found}")
    return np.frombuffer(content, dtype).reshape(shape).astype(dtype.newbyteorder("="))


def _read_header(file: IO[bytes], name: str, dimensions: int | None) -> tuple[tuple[int, ...], np.dtype[Any]]:
    magic = file.read(4)
    wanted = f"an IDX file of {dimensions} dimensions" if dimensions else "an IDX file"
    if len(magic) < 4 or magic[:2] != b"\0\0" or magic[2] not in TYPES or not 1 <= magic[3] <= 8:
        found = f"a file that begins with the bytes {magic.hex(' ')}" if magic else "an empty file"
        raise DataError(f"{name}: expected {wanted}, found {found}")
    if dimensions and magic[3] != dimensions:
        raise DataError(f"{name}: expected {wanted}, found one of {magic[3]}")
    sizes = file.read(4 * magic[3])
    if len(sizes) < 4 * magic[3]:
        raise DataError(f"{name}: the header is cut short; the file is incomplete")
    return tuple(int(size) for size in np.frombuffer(sizes, ">u4")), np.dtype(TYPES[magic[2]])


def _by(shape: tuple[int, ...]) -> str:
    return " x ".join(map(str, shape))
