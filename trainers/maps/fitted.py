"""What the methods that are fitted to some of the examples, and to their neighbours, have in common."""

from __future__ import annotations

import numpy as np

from trainers.examples import Int64
from trainers.sentence import sentence

MOST_FITTED = 2000


def fitted_rows(count: int) -> Int64:
    """The rows of at most MOST_FITTED of so many examples, evenly from all."""
    kept = min(count, MOST_FITTED)
    return np.arange(kept) * count // kept


def fewer_neighbours(wanted: int, count: int) -> tuple[int, str]:
    """How many neighbours each of so many examples can have, *wanted* at most; and a sentence where these are fewer."""
    if wanted < count:
        return wanted, ""
    return count - 1, sentence(f"Each of the {count} examples has {count - 1} neighbours, not {wanted}.")


def only_some(count: int) -> str:
    """What is to be said of a map of so many examples."""
    if count <= MOST_FITTED:
        return ""
    return sentence(f"Fitted to {MOST_FITTED} of the examples; the others are placed between their neighbours.")
