"""Arrays that lie in a file: who has one is told by its memory, and can let go of what was read of it.

What is read of a mapped file counts as memory of the process until the system wants it back, which may be late. Letting
go keeps the pages in the system's own cache, from which the next read has them at once.
"""

from __future__ import annotations

import mmap
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

FEW = 256  # rows after which the memory is given back: around each the system brings in 64 kB


def map_array(path: Path) -> NDArray[Any]:
    """The array in a ``.npy`` file, read-only, of which nothing is read yet. Raises OSError, and ValueError for a file
    that holds no array, or not all of it."""
    return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))


def mapping_of(array: NDArray[Any]) -> mmap.mmap | None:
    """The mapping that holds an array, be it a part of another one; None for one in memory."""
    holder: Any = array
    while isinstance(holder, np.ndarray):
        holder = holder.base
    return holder if isinstance(holder, mmap.mmap) else None


def take_rows(kept: NDArray[Any], rows: NDArray[np.integer]) -> NDArray[Any]:
    """A copy of these rows; of an array in a file nothing else stays in memory."""
    mapping = mapping_of(kept)
    if mapping is None:
        return kept[rows]
    taken = np.empty((len(rows), *kept.shape[1:]), kept.dtype)
    for start in range(0, len(rows), FEW):
        taken[start : start + FEW] = kept[rows[start : start + FEW]]
        let_go(mapping)
    return taken


def let_go(mapping: mmap.mmap) -> None:
    """Gives the memory back in which a mapped file was read; Windows takes it back by itself."""
    if hasattr(mmap, "MADV_DONTNEED"):
        mapping.madvise(mmap.MADV_DONTNEED)
