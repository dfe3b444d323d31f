"""How far clusters agree with classes: counts, the adjusted Rand index and the normalised mutual information."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from trainers.examples import Int64


def contingency(clusters: Int64, classes: Int64, class_count: int) -> Int64:
    """How many of each class each cluster holds, (C + 1, classes); *clusters* (N,) are numbers from 0 on, or -1 for
    none, which is counted in the last row."""
    count = int(clusters.max(initial=-1)) + 1
    table = np.zeros((count + 1, class_count), np.int64)
    np.add.at(table, (np.where(clusters < 0, count, clusters), classes), 1)
    return table


def adjusted_rand(table: Int64) -> float:
    """The adjusted Rand index of a contingency table (Hubert and Arabie, 1985): the share of pairs on which both agree,
    0 as by chance, 1 for the same groups. Examples that are in no cluster count as a cluster of their own."""
    pairs = _pairs(table).sum()
    rows, columns = _pairs(table.sum(1)).sum(), _pairs(table.sum(0)).sum()
    expected = rows * columns / max(_pairs(table.sum()), 1)
    most = (rows + columns) / 2
    return 1.0 if most == expected else float((pairs - expected) / (most - expected))


def normalised_information(table: Int64) -> float:
    """The mutual information of a contingency table, as a share of the mean entropy of both (Strehl and Ghosh, 2002): 0
    where one tells nothing of the other, 1 for the same groups."""
    shares = table / max(table.sum(), 1)
    rows, columns = shares.sum(1), shares.sum(0)
    if max((rows > 0).sum(), (columns > 0).sum()) <= 1:
        return 1.0
    known = _entropy(rows) + _entropy(columns) - _entropy(shares.ravel())
    mean = (_entropy(rows) + _entropy(columns)) / 2
    return max(known, 0.0) / mean if mean > 0 else 0.0


def _pairs(counts: NDArray[np.int64]) -> NDArray[np.float64]:
    return counts * (counts - 1.0) / 2


def _entropy(shares: NDArray[np.float64]) -> float:
    """In nats."""
    return math.fsum(-share * math.log(share) for share in shares.tolist() if share > 0)
