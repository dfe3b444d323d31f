"""Examples that lie in a file instead of in memory: a batch is read when it is needed.

Same rows, same order, same bits as a tensor that holds all of them.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator

import numpy as np
import torch
from torch import Tensor

from trainers.examples import Kept
from trainers.files.mapped import let_go, mapping_of, take_rows
from trainers.sentence import sentence

KEPT_BYTES = 32 * 2**20  # of the file, about, that are in memory at a time
PAGES_BYTES = 64 * 2**10  # around each row that the system brings in, and counts
MOST_PREPARED = 5000  # examples that models are prepared with: as many as a mixture is fitted to at most


class MappedRows:
    """Rows (N, ...) of a mapped array, on *device* when they are asked for. Of a tensor it has what the loop uses."""

    def __init__(self, kept: Kept, mapping: mmap.mmap, device: torch.device) -> None:
        self._kept, self._mapping, self._device = kept, mapping, device
        self._read = 0  # bytes since the mapping was let go of

    def __len__(self) -> int:
        return len(self._kept)

    def index_select(self, dim: int, index: Tensor) -> Tensor:
        """The rows *index* (n,), read from the file; *dim* is 0."""
        assert dim == 0, "rows lie along the first dimension"
        rows = torch.from_numpy(self._kept[index.cpu().numpy()])  # a copy, which is nobody else's
        self._count(len(rows) * PAGES_BYTES + rows.nbytes)
        return rows.to(self._device)

    def __getitem__(self, part: slice) -> MappedRows:
        return MappedRows(self._kept[part], self._mapping, self._device)

    def split(self, size: int) -> Iterator[Tensor]:
        """All rows in order, so many at a time."""
        for start in range(0, len(self), size):
            rows = torch.tensor(self._kept[start : start + size], device=self._device)
            self._count(rows.nbytes)
            yield rows

    def evenly(self, most: int) -> Tensor:
        """At most so many of the rows, evenly spaced."""
        rows = np.arange(0, len(self), max(1, -(-len(self) // most)))
        return torch.from_numpy(take_rows(self._kept, rows)).to(self._device)

    def _count(self, read: int) -> None:
        self._read += read
        if self._read >= KEPT_BYTES:
            self._read = 0
            let_go(self._mapping)


ExampleRows = Tensor | MappedRows


def rows_on(kept: Kept, device: torch.device) -> ExampleRows:
    """Examples for the loop: copied to *device*, or left in their file where they lie in one."""
    mapping = mapping_of(kept)
    if mapping is None:
        return torch.tensor(kept, device=device)  # copied: they are read-only, and torch knows no such thing
    return MappedRows(kept, mapping, device)


def to_prepare(rows: ExampleRows) -> Tensor:
    """What models are prepared with: all examples, or of those in a file some."""
    return rows.evenly(MOST_PREPARED) if isinstance(rows, MappedRows) else rows


def mapped_notes(rows: ExampleRows) -> list[str]:
    """What a user should know of it."""
    if not isinstance(rows, MappedRows) or len(rows) <= MOST_PREPARED:
        return []
    count = len(rows)
    return [
        sentence(
            f"Where models begin is worked out from {MOST_PREPARED:,} of the {count:,} examples, evenly spaced, as "
            "they are not in memory; they are trained on all of them."
        )
    ]
