"""How a brush changes what is selected. Pure numpy; rows are those of the examples, each once and in order."""

from __future__ import annotations

from enum import Enum, auto

import numpy as np
from numpy.typing import NDArray

from trainers.examples import Int64


class BrushMode(Enum):
    """What becomes of rows that the brush covers."""

    REPLACE = auto()  # they alone are selected
    ADD = auto()
    REMOVE = auto()


def brushed(before: Int64, rows: Int64, mode: BrushMode) -> Int64:
    """What is selected after the brush has covered *rows*, where *before* was."""
    if mode is BrushMode.ADD:
        return np.union1d(before, rows)
    return np.setdiff1d(before, rows) if mode is BrushMode.REMOVE else np.unique(rows)


def as_mask(selected: Int64, count: int) -> NDArray[np.bool_]:
    """Which of the first *count* rows are selected, (count,)."""
    mask = np.zeros(count, bool)
    mask[selected[selected < count]] = True
    return mask


def class_counts(selected: Int64, labels: Int64, classes: int) -> Int64:
    """How many of the selected rows are of each class, (classes,)."""
    found = labels[selected[selected < len(labels)]]
    return np.bincount(found[found >= 0], minlength=classes).astype(np.int64)
