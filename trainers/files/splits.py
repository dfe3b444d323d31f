"""Which images are held out: a split that depends on nothing but names or positions, so it never changes.

Each image gets a 64-bit key; within each class the images with the smallest keys are held out. No random generator is
involved, whose stream could differ between versions of numpy.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from trainers.examples import DataError, Int64

Keys = NDArray[np.uint64]


def index_keys(count: int) -> Keys:
    """A well mixed key for each position 0 .. count-1, shape (count,): the finaliser of SplitMix64 (Steele et al.,
    2014)."""
    x = np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


def name_keys(names: Sequence[str]) -> Keys:
    """A key for each name, shape (N,): the first 8 bytes of its SHA-256, so that other examples do not change it."""
    digests = [hashlib.sha256(name.encode("utf-8", "surrogateescape")).digest()[:8] for name in names]
    return np.array([int.from_bytes(digest, "big") for digest in digests], dtype=np.uint64)


def split(keys: Keys, labels: Int64 | None, share: float) -> tuple[Int64, Int64]:
    """Indices (train, test): ``share`` of each class is held out, at least one example overall; both are shuffled.

    Raises DataError for fewer than two examples.
    """
    count = len(keys)
    if count < 2:
        raise DataError(f"expected at least 2 examples, one to train on and one to hold out, found {count}")
    order = np.argsort(keys, kind="stable")
    groups = np.zeros(count, np.int64) if labels is None else np.asarray(labels)[order]
    held_out = np.zeros(count, bool)
    for group in np.unique(groups):
        members = order[groups == group]
        held_out[members[: round(share * len(members))]] = True
    if not held_out.any():
        held_out[order[0]] = True
    if held_out.all():
        held_out[order[-1]] = False
    # By other bits of the keys: in their own order the training part would begin with the classes of the lowest limits.
    shuffled = np.argsort(keys.byteswap(), kind="stable")
    return shuffled[~held_out[shuffled]], shuffled[held_out[shuffled]]
