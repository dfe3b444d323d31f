"""A text that is guessed: its places, what is seen of it from the start, and the characters to choose from at each."""

from __future__ import annotations

import unicodedata
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from trainers.kinds import END, UNKNOWN

OPTIONS = 4  # that there are to choose from
CHOICE_FROM = 40  # an alphabet of more characters is chosen from, unless the reader would rather type
LONGEST = 72  # characters of a text; what comes behind is left out
GIVEN = 12  # that are seen from the start where a text is a piece out of the middle of another
_DRAWS = 64  # characters among which different ones are looked for


@dataclass(frozen=True)
class GuessText:
    """``text`` is what models read, and ``signs`` (P,) are the characters of its places, among them the end of a line
    behind it where it has one. The first ``given`` are seen from the start. ``options`` (P,) are for each place the
    characters to choose from, the true one among them: as many everywhere."""

    text: str
    signs: tuple[str, ...]
    given: int
    options: tuple[tuple[str, ...], ...]

    @property
    def choices(self) -> tuple[tuple[str, ...], ...]:
        """The options of each place and the end, as a look asks for them."""
        return self.options + self.options[-1:] * (len(self.text) + 1 - len(self.signs))


def is_guessable(sign: str) -> bool:
    """Whether a reader can say what it is: not so the sign for all rare characters, nor what has no picture."""
    return sign == END or (sign != UNKNOWN and unicodedata.category(sign[:1] or "\0")[0] != "C")


def is_typeable(sign: str) -> bool:
    """Whether it has a key of its own: not so a mark that belongs to the letter before it."""
    return is_guessable(sign) and not unicodedata.category(sign[0]).startswith("M")


@lru_cache(maxsize=4)
def make_text(texts: tuple[str, ...], number: int, vocabulary: tuple[str, ...], lines: bool) -> GuessText:
    """The *number*th of held-out *texts*, of which there is one at least; after the last one they come again.

    The other options of a place are drawn from all the texts, with a seed that comes from what stands before it: how
    likely each is tells how frequent it is in such texts, and nothing of what a model thinks of it."""
    whole = texts[number % len(texts)]
    text = whole[:LONGEST]
    signs = (*text, END) if lines and len(whole) <= LONGEST else tuple(text)
    given = 0 if lines else min(GIVEN, len(text) // 2)
    pool = [sign for each in texts for sign in (*each, *((END,) if lines else ())) if is_guessable(sign)]
    others = tuple(filter(is_guessable, vocabulary))
    wide = max(min(OPTIONS, len(others)), 1)
    options = tuple(_options(signs[at], "".join(signs[:at]), pool, others, wide) for at in range(len(signs)))
    return GuessText(text, signs, given, options)


def _options(there: str, before: str, pool: Sequence[str], others: Sequence[str], wide: int) -> tuple[str, ...]:
    """*wide* different characters, *there* among them, in no particular order."""
    random = np.random.default_rng(zlib.crc32(before.encode("utf-8", "surrogatepass")))
    drawn = [pool[at] for at in random.integers(len(pool), size=_DRAWS).tolist()] if pool else []
    found = list(dict.fromkeys([there, *drawn, *others]))[:wide]
    return tuple(found[at] for at in random.permutation(len(found)).tolist())


def sign_of(typed: str, vocabulary: Sequence[str]) -> str | None:
    """The character of the vocabulary that is meant by one that was typed: the same, else another form of it, such as a
    capital or a wide letter; None where there is no such."""
    if typed in vocabulary:
        return typed
    plain = _plain(typed)
    return next((sign for sign in vocabulary if is_typeable(sign) and _plain(sign) == plain), None)


def _plain(sign: str) -> str:
    return unicodedata.normalize("NFKC", sign).casefold()
