"""Looks at models that write texts character by character, each beside its answer.

A *place* is that of one character of a text, from 0; the caret behind the last one has a place, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from trainers.examples import Float32, Int64
from trainers.messages.look import Answer, Look
from trainers.text_source import Float64

Truths = NDArray[np.bool_]
LIKELIEST = 10  # characters whose odds are told at each place
MOST_FORESEEN = 600  # characters of a text that is read


@dataclass(frozen=True)
class Foresee(Look):
    """What a model expects at each place of ``text``, given the characters before it; answered by Foreseen. Of each
    place and the end ``choices`` are characters whose odds are told whatever they are: as many of each, or none at all.
    Needs the capability "writes"."""

    model: int
    text: str
    choices: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Foreseen(Answer):
    """``tokens`` (T,) are the characters of ``text`` as indices into the vocabulary of the data. ``unseen`` (U,) are
    the places of those that are not in it: they are read as its sign for all others, or, where it has none, passed
    over: then their token is -1. ``surprises`` (T,) is -log p of each character, in nats; NaN where it was passed over.

    For each place and the caret at the end ``likeliest`` (T + 1, K) are the up to LIKELIEST likeliest characters, as
    indices, likeliest first, ``odds`` (T + 1, K) their probabilities, and ``entropies`` (T + 1,) how open the place is,
    in nats. ``chosen`` (T + 1, C) are the probabilities of the choices that were asked for, where any were; NaN for
    what is not in the vocabulary.
    """

    model: int
    text: str
    tokens: Int64
    unseen: Int64
    surprises: Float32
    likeliest: Int64
    odds: Float32
    entropies: Float32
    chosen: Float32 | None = None


@dataclass(frozen=True)
class WriteOn(Look):
    """Go on with the beginning ``start``, ``count`` times, each time with noise of its own, for up to ``length``
    characters more; the same ``seed`` has the same noise, so what differs between two steps of one run was learned.
    ``temperature`` 1 is the model as it is, 0 takes the likeliest; answered by Written, with more characters each time.
    Needs the capability "writes"."""

    long: ClassVar[bool] = True

    model: int
    start: str
    count: int = 6
    length: int = 40
    temperature: float = 1.0
    seed: int = 0


@dataclass(frozen=True)
class Written(Answer):
    """``texts``, one for each ending, are what was written so far behind ``start``; those that have ``ended`` (count,)
    are whole: lines with their end, all others with their length. At the ``last`` answer all have.

    Then ``rules`` say of each ending, its beginning included, whether it keeps the rule of that name, where the data
    have rules (in the words of ``TextRules.words``), and ``copied`` (count,) how many characters its longest run has
    that stands in the training text, of which the share ``searched`` was looked at. ``source_nats`` (count,) is how
    surprising a character of each ending, its beginning included, is to the distribution that wrote the data, where
    that is known: infinite where it never writes one of them, NaN without any. ``figures`` of all of them together have
    the names that ``evaluate`` gives them. ``seconds`` the model has worked at it
    so far, pauses for others included."""

    model: int
    start: str
    texts: tuple[str, ...]
    ended: Truths
    last: bool = False
    seconds: float = 0.0
    rules: Mapping[str, Truths] = field(default_factory=dict)
    copied: Int64 | None = None
    searched: float = 1.0
    source_nats: Float64 | None = None
    figures: Mapping[str, float] = field(default_factory=dict)

    @property
    def goes_on(self) -> bool:
        return not self.last


@dataclass(frozen=True)
class CountText(Look):
    """How well simple counting foresees the held-out text; answered by TextCounted."""

    apart: ClassVar[bool] = True

    @property
    def of_data(self) -> bool:
        return True


@dataclass(frozen=True)
class TextCounted(Answer):
    """Nats a character of held-out text, for who knows only the vocabulary (``uniform``), how frequent each character
    is (``unigram``), and which follow one or two others (``bigram``, ``trigram``: interpolated, with weights that suit
    training text held back). ``entropy`` is that of the source, where it is known, else NaN: nobody can do better.
    ``shares`` (vocabulary,) are how frequent each character is in the training text."""

    uniform: float
    unigram: float
    bigram: float
    trigram: float
    entropy: float
    shares: Float32

    @property
    def of_data(self) -> bool:
        return True
