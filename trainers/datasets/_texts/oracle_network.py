"""A network whose weights are random and stay so: what it writes are the data, and it says how likely any text is.

The oracle of Yu et al., "SeqGAN" (2017): an LSTM whose weights are all drawn from N(0, 1). As it is the truth, how good
a text is can be told exactly, which no data from the world allow.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from trainers.sentence import sentence
from trainers.text_source import Float64, TextSource

WIDTH = 32  # numbers that stand for a symbol, and that the oracle remembers, as in the paper
PIECE = 1024  # texts that are written or scored at once


class OracleNetwork:
    """Over so many symbols; logits are multiplied by *sharpness*: at 0 all symbols are as likely, whatever came before.
    In float64, so that the texts are the same on every machine: none lies so near that its last bits decide."""

    def __init__(self, symbols: int, sharpness: float, seed: np.random.SeedSequence) -> None:
        rng = np.random.default_rng(seed)
        self.symbols, self.sharpness = symbols, sharpness
        self.embedding = rng.standard_normal((symbols + 1, WIDTH))  # the last stands before the first symbol
        self.told = rng.standard_normal((WIDTH, 4 * WIDTH))  # to the gates: what comes in, what is forgotten, ...
        self.remembered = rng.standard_normal((WIDTH, 4 * WIDTH))  # ... what is new, what is said
        self.bias = rng.standard_normal(4 * WIDTH)
        self.out, self.out_bias = rng.standard_normal((WIDTH, symbols)), rng.standard_normal(symbols)

    def reading(self, n: int) -> _Reading:
        """*n* texts, of which nothing has been read."""
        return _Reading(self, n)

    def write(self, n: int, length: int, seed: np.random.SeedSequence) -> NDArray[np.int16]:
        """(n, length) symbols: of a seed the first texts are the same, however many are written."""
        rng, texts = np.random.default_rng(seed), np.zeros((n, length), np.int16)
        for start in range(0, n, PIECE):
            rows = texts[start : start + PIECE]
            gumbel = -np.log(-np.log(rng.random((len(rows), length, self.symbols)) + 1e-300))
            reading, chosen = self.reading(len(rows)), None
            for place in range(length):
                chosen = (reading.log_odds(chosen) + gumbel[:, place]).argmax(1)
                rows[:, place] = chosen
        return texts

    def log_odds(self, x: NDArray[np.int16]) -> Iterator[tuple[slice, Float64]]:
        """The log of the odds (n, length, symbols) of each symbol of texts x (N, length) given those before it, in
        pieces: the rows, and theirs."""
        for start in range(0, len(x), PIECE):
            rows = slice(start, start + PIECE)
            reading, before = self.reading(len(x[rows])), [None, *x[rows].T[:-1]]
            yield rows, np.stack([reading.log_odds(symbols) for symbols in before], 1)


class _Reading:
    """What the oracle remembers of texts of which it has read some symbols."""

    def __init__(self, network: OracleNetwork, n: int) -> None:
        self._network, self._n = network, n
        self._h, self._c = np.zeros((n, WIDTH)), np.zeros((n, WIDTH))

    def log_odds(self, symbols: NDArray[np.integer] | None) -> Float64:
        """Reads one more symbol (n,) of each, at first None, and gives the log of the odds (n, symbols) of the next."""
        network = self._network
        told = np.full(self._n, network.symbols) if symbols is None else symbols
        gates = network.embedding[told] @ network.told + self._h @ network.remembered + network.bias
        come, forget, new, say = np.split(gates, 4, axis=1)
        self._c = _sigmoid(forget) * self._c + _sigmoid(come) * np.tanh(new)
        self._h = _sigmoid(say) * np.tanh(self._c)
        logits = network.sharpness * (self._h @ network.out + network.out_bias)
        logits -= logits.max(1, keepdims=True)
        found: Float64 = logits - np.log(np.exp(logits).sum(1, keepdims=True))
        return found


class OracleSource(TextSource):
    """The texts of an oracle, whose symbols are the characters of *letters*."""

    figure: ClassVar[str] = "oracle_nats"
    words: ClassVar[str] = sentence("nats a character, by the oracle that wrote the data")

    def __init__(self, network: OracleNetwork, letters: str) -> None:
        self._network = network
        self._index = {letter: place for place, letter in enumerate(letters)}

    def surprises(self, texts: Sequence[str]) -> Float64:
        found = np.zeros(len(texts))
        by_length: dict[int, list[int]] = {}
        for place, text in enumerate(texts):
            if not self._index.keys() >= set(text):
                found[place] = np.inf
            elif text:
                by_length.setdefault(len(text), []).append(place)
        for places in by_length.values():
            x = np.array([[self._index[letter] for letter in texts[place]] for place in places], np.int16)
            for rows, log_odds in self._network.log_odds(x):
                own = np.take_along_axis(log_odds, x[rows, :, None].astype(np.int64), 2)
                found[places[rows]] = -own.sum((1, 2))
        return found


def _sigmoid(x: Float64) -> Float64:
    return 0.5 * (1 + np.tanh(0.5 * x))  # which no x overflows
