"""Texts of one line each as examples."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from trainers.datasets._texts.alphabet import Alphabet, codes
from trainers.kinds import Tokens


def lines_kind(alphabet: Alphabet, texts: Sequence[str]) -> Tokens:
    """The kind of such lines: as long as the longest of them, and its end."""
    return Tokens(alphabet.vocabulary, max(map(len, texts)) + 1, lines=True)


def as_lines(alphabet: Alphabet, kind: Tokens, texts: Sequence[str]) -> NDArray[np.int16]:
    """Texts, none of them longer than *kind* allows, as indices (N, length), filled up with END."""
    ends = np.cumsum([len(text) for text in texts])
    flat = alphabet.index[codes("".join(texts))]
    rows = np.zeros((len(texts), kind.length), np.int16)
    for row, start, end in zip(rows, [0, *ends[:-1]], ends, strict=True):
        row[: end - start] = flat[start:end]
    return rows
