"""Texts in the arrays of a run folder, as they may be read from one that others have written."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

MOST_TEXTS = 1024
MOST_LETTERS = 2**16  # of one
_LAST_CHARACTER = 0x10FFFF  # of Unicode


def read_texts(name: str, array: NDArray[Any]) -> NDArray[np.str_]:
    """*array* as read-only texts (N,). Raises ValueError, with one clause that begins with *name*, for anything else,
    and for more than a run keeps."""
    if array.dtype.kind != "U" or not array.dtype.isnative or array.ndim != 1:
        raise ValueError(f"{name}: expected texts, found {array.shape} of {array.dtype}")
    if len(array) > MOST_TEXTS or array.dtype.itemsize > 4 * MOST_LETTERS:
        longest = array.dtype.itemsize // 4
        raise ValueError(
            f"{name}: expected at most {MOST_TEXTS} texts of {MOST_LETTERS:,} characters, found {len(array)} of "
            f"{longest:,}"
        )
    if array.size and int(np.ascontiguousarray(array).view(np.uint32).max()) > _LAST_CHARACTER:
        raise ValueError(f"{name}: expected characters, found other numbers")
    texts = array.copy()
    texts.setflags(write=False)
    return texts
