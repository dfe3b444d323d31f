"""Made-up answers, of characters that are counted in a few names, so that views can be looked at without a model."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from trainers.examples import Float32
from trainers.kinds import END, frozen
from trainers.messages.writing import LIKELIEST, Foreseen, Written

NAMES = "anna ada adele amalia bela carla clara dana elena ella emma erna greta hanna helena ida irma jana klara lina"
VOCABULARY = (END, *sorted(set(NAMES) - {" "}), "z")
_LEAST = 0.02  # of a count, that what never followed has, too


def sample_odds(text: str, sharp: float = 1.0) -> Float32:
    """(T + 1, V): the odds at each place, by the character before; *sharp* is how sure a model is."""
    counts = np.full((len(VOCABULARY), len(VOCABULARY)), _LEAST)
    for name in NAMES.split():
        indices = [0, *(VOCABULARY.index(letter) for letter in name), 0]
        for before, behind in pairwise(indices):
            counts[before, behind] += 1
    odds = counts**sharp
    odds /= odds.sum(1, keepdims=True)
    behind_which = [0, *(VOCABULARY.index(each) if each in VOCABULARY else 0 for each in text)]
    return odds[behind_which].astype(np.float32)


def sample_foreseen(text: str, model: int = 0, sharp: float = 1.0, step: int = 100) -> Foreseen:
    """What a model might say of *text*."""
    odds = sample_odds(text, sharp)
    tokens = np.array([VOCABULARY.index(each) if each in VOCABULARY else -1 for each in text], np.int64)
    surprises = -np.log(odds[np.arange(len(text)), np.maximum(tokens, 0)])
    surprises[tokens < 0] = np.nan
    likeliest = np.argsort(-odds, axis=1, kind="stable")[:, :LIKELIEST]
    arrays = {
        "tokens": tokens,
        "unseen": np.flatnonzero(tokens < 0),
        "surprises": surprises.astype(np.float32),
        "likeliest": likeliest,
        "odds": np.take_along_axis(odds, likeliest, 1),
        "entropies": -(odds * np.log(odds)).sum(1),
    }
    return Foreseen(1, 1, "foresee", step, model, text, **{name: frozen(each) for name, each in arrays.items()})


def sample_written(
    start: str, texts: tuple[str, ...], model: int = 0, last: bool = True, copied: tuple[int, ...] = (), step: int = 100
) -> Written:
    """Endings as a model might have written them; those of an answer that is not the last one go on."""
    told = frozen(np.array(copied, np.int64)) if copied else None
    ended = frozen(np.full(len(texts), last))
    rules = {"true": frozen(np.arange(len(texts)) % 2 == 0)} if copied else {}
    return Written(1, 1, "write", step, model, start, texts, ended, last, rules=rules, copied=told)


def sample_shares() -> Float32:
    """How frequent each character of the vocabulary is in the names."""
    counts = np.array([NAMES.count(" " if each == END else each) + 1e-3 for each in VOCABULARY])
    shares: Float32 = (counts / counts.sum()).astype(np.float32)
    return shares
