"""What is told of guesses, in words."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from explorer.texts.shares import share_words
from explorer.texts.whole_number import whole_number
from explorer.workspaces.characters.guess.guess_game import Guess, GuessTally, ModelGuess
from explorer.workspaces.characters.visible_signs import sign_words


def odds_words(share: float) -> str:
    """A probability; a dash where a model gives no numbers any more."""
    return "–" if math.isnan(share) else share_words(share)


def first_words(guess: ModelGuess) -> str:
    """What a model would have guessed."""
    if not guess.first:
        return "–"
    return QCoreApplication.translate("Guess", "{0}, {1}").format(sign_words(guess.first), odds_words(guess.odds))


def outcome_words(guess: Guess) -> str:
    """How a guess of the reader went."""
    translate = QCoreApplication.translate
    there = sign_words(guess.there)
    if guess.is_hit:
        return translate("Guess", "You were right: {0}").format(there)
    if not guess.said:
        return translate("Guess", "It was: {0}").format(there)
    return translate("Guess", "You said {0}, it was: {1}").format(sign_words(guess.said), there)


def guess_words(guess: Guess, models: Sequence[str]) -> list[str]:
    """All that is known of one character: the reader's guess, and those of the models, a line each."""
    lines = [outcome_words(guess)]
    for label, each in zip(models, guess.models, strict=False):
        line = QCoreApplication.translate("Guess", "{0} (step {1}): {2}; for what was there: {3}")
        lines.append(line.format(label, whole_number(each.step), first_words(each), odds_words(each.truth)))
    return lines


def result_words(tally: GuessTally, models: Sequence[str]) -> str:
    """How a text went, from the numbers."""
    translate = QCoreApplication.translate
    parts = [translate("Guess", "You {0} of {1}").format(tally.hits, tally.count)]
    parts += [
        translate("Guess", "{0} {1}").format(label, hits) for label, hits in zip(models, tally.model_hits, strict=False)
    ]
    return translate("Guess", ", ").join(parts)
