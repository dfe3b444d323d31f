"""The characters that the models of a text tell apart: the frequent ones, and one sign for all others."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from trainers.examples import Int64
from trainers.files.gb18030 import CODES
from trainers.kinds import END, UNKNOWN
from trainers.shown import shown_name

NAMED = 5  # of the most frequent characters, in a report
_UNSEEN = {" ": "␣", "\n": "⏎", "\t": "⇥"}  # signs by which what cannot be seen is shown
_DOTTED = "\u25cc"  # what a combining mark is shown on


@dataclass(frozen=True)
class Alphabet:
    """The ``vocabulary``, in the order of Unicode but for END, which is first where texts are lines, and UNKNOWN, which
    is last where it stands for others; and the ``index`` (CODES,) of each code point in it."""

    vocabulary: tuple[str, ...]
    index: NDArray[np.int16]
    different: int  # characters of the text, folded ones included
    notes: tuple[str, ...]  # what a user should know of it, in sentences

    @classmethod
    def of(cls, counts: Int64, most: int, lines: bool = False) -> Self:
        """Of texts in which each code point stands so often, (CODES,): the *most* frequent characters; the others,
        should there be any, share UNKNOWN, which is one of them. For *lines*, END comes first and is not counted as one
        of them, nor is it in *counts*."""
        used = np.flatnonzero(counts)
        rare = used[:0]
        if len(used) > most:
            used = used[used != ord(UNKNOWN)]
            by_count = used[np.argsort(-counts[used], kind="stable")]
            rare, used = by_count[most - 1 :], np.sort(by_count[: most - 1])
        first = (END,) if lines else ()
        index = np.full(CODES, len(first) + len(used), np.int16)
        index[used] = np.arange(len(used)) + len(first)
        if lines:
            index[ord(END)] = 0
        vocabulary = (*first, *map(chr, used.tolist()), *((UNKNOWN,) if len(rare) else ()))
        return cls(vocabulary, index, int(np.count_nonzero(counts)), (_frequent(counts), *_folded(counts, rare)))

    @classmethod
    def of_texts(cls, texts: Iterable[str], most: int = CODES) -> Self:
        """Of texts that are lines, each without its end."""
        return cls.of(np.bincount(codes("".join(texts)), minlength=CODES), most, lines=True)


def codes(text: str) -> NDArray[np.uint32]:
    """The code points of a text."""
    return np.frombuffer(text.encode("utf-32-le"), "<u4").astype(np.uint32, copy=False)


def _frequent(counts: Int64) -> str:
    """Which characters are the most frequent, with their shares of the text, in quotes: a comma may be one of them."""
    first = np.argsort(-counts, kind="stable")[:NAMED]
    total = max(1, int(counts.sum()))
    listed = ", ".join(f"“{_seen(chr(code))}” {counts[code] / total:.1%}" for code in first.tolist() if counts[code])
    note = f"Most frequent: {listed}."
    return note


def _seen(character: str) -> str:
    if character in _UNSEEN:
        return _UNSEEN[character]
    drawn_onto_another = unicodedata.category(character) in ("Mn", "Me")
    return _DOTTED * drawn_onto_another + shown_name(character)


def _folded(counts: Int64, rare: Int64) -> tuple[str, ...]:
    if not len(rare):
        return ()
    places = int(counts[rare].sum())
    note = (
        f"Rare characters ({len(rare):,}; places in the text: {places:,}) are not told apart: "
        f"all are one sign, {UNKNOWN}."
    )
    return (note,)
