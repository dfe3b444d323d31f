"""Data that a known distribution has written can say how likely it finds any text."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

Float64 = NDArray[np.float64]


class TextSource(ABC):
    """The distribution from which texts come, where it is known. Pure, and the same for the same text.

    ``figure`` is the name of what it says of samples, in nats a character, ``words`` what that is in English."""

    figure: ClassVar[str]
    words: ClassVar[str]

    @abstractmethod
    def surprises(self, texts: Sequence[str]) -> Float64:
        """-log p of each of N texts, whatever their lengths, in nats (N,): 0 for an empty one, infinite for one with a
        character that is never written."""

    def nats_per_char(self, texts: Sequence[str]) -> Float64:
        """:meth:`surprises` by the number of characters, (N,); NaN for an empty text."""
        lengths = np.array([len(text) for text in texts], np.float64)
        lengths[lengths == 0] = np.nan
        return self.surprises(texts) / lengths
