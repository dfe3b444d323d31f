"""The game: each character of a text is guessed before it is seen, by the reader and by the models, from the same text
before it. So Shannon measured how well people foresee English ("Prediction and Entropy of Printed English", 1951).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from explorer.workspaces.characters.guess.guess_text import GuessText, is_guessable, is_typeable
from trainers.messages.writing import Foreseen

PASSED = ""  # was said by who uncovered a character without a guess


@dataclass(frozen=True)
class ModelGuess:
    """What a model, after ``step`` steps, held likeliest at a place: ``first``, with the probability ``odds``; to the
    true character it gave ``truth``. Where there was a choice of a few, both are shares of what these have together.
    NaN where the model gives no numbers any more. ``likeliest``, of all characters, their ``shares`` and the
    ``entropy`` in nats are what is drawn of it."""

    step: int
    first: str
    odds: float
    truth: float
    likeliest: tuple[str, ...]
    shares: tuple[float, ...]
    entropy: float


@dataclass(frozen=True)
class Guess:
    """One character of the text ``number``: ``said`` was guessed at a ``place``, and ``there`` is what stood there;
    ``options`` were offered, where it was not typed. One of each of the ``models`` stands beside it."""

    number: int
    place: int
    there: str
    said: str
    options: tuple[str, ...]
    models: tuple[ModelGuess, ...]

    @property
    def is_hit(self) -> bool:
        return self.said == self.there


@dataclass(frozen=True)
class GuessGame:
    """All ``guesses`` of a run, over several texts, of which the present one is the ``number``th. ``by_choice`` is
    whether one of a few characters is chosen instead of typing; None, as suits the alphabet. ``looked`` is the place of
    an earlier guess that is looked at again; None, the last one."""

    run_id: int = -1
    number: int = 0
    guesses: tuple[Guess, ...] = ()
    by_choice: bool | None = None
    looked: int | None = None

    @property
    def here(self) -> tuple[Guess, ...]:
        """The guesses at the present text, in their order."""
        return tuple(guess for guess in self.guesses if guess.number == self.number)

    @property
    def shown(self) -> Guess | None:
        """The guess that is looked at: none before the first one at this text."""
        here = self.here
        found = [guess for guess in here if guess.place == self.looked]
        return found[0] if found else (here[-1] if here else None)


@dataclass(frozen=True)
class GuessTally:
    """Of ``count`` guesses how many were right: ``hits`` of the reader's, ``model_hits`` of each model's. ``nats`` is
    how surprised each model was by the true characters, in the mean; NaN where there was no guess."""

    count: int
    hits: int
    model_hits: tuple[int, ...]
    nats: tuple[float, ...]


def next_place(game: GuessGame, text: GuessText, by_choice: bool) -> int:
    """The place that is guessed next; that behind the last one where all is uncovered. What nobody could guess is
    uncovered by itself."""
    done, can = {guess.place for guess in game.here}, is_guessable if by_choice else is_typeable
    rest = (at for at in range(text.given, len(text.signs)) if at not in done and can(text.signs[at]))
    return next(rest, len(text.signs))


def with_guess(game: GuessGame, text: GuessText, said: str, by_choice: bool, models: Sequence[ModelGuess]) -> GuessGame:
    """The game after a guess at its next place. Raises IndexError where all is uncovered."""
    place = next_place(game, text, by_choice)
    options = text.options[place] if by_choice else ()
    guess = Guess(game.number, place, text.signs[place], said, options, tuple(models))
    return replace(game, guesses=(*game.guesses, guess), looked=None)


def model_guess(
    foreseen: Foreseen, text: GuessText, place: int, by_choice: bool, vocabulary: Sequence[str]
) -> ModelGuess:
    """What a model says of a place, in an answer to the look that asked for the options of the text."""
    assert foreseen.chosen is not None
    likeliest = tuple(vocabulary[index] for index in foreseen.likeliest[place].tolist())
    shares = tuple(foreseen.odds[place].tolist())
    options, chosen = text.options[place], foreseen.chosen[place].tolist()
    first, odds = likeliest[0], shares[0]
    truth = chosen[options.index(text.signs[place])]
    if by_choice:
        total = sum(chosen)
        best = max(range(len(options)), key=lambda at: -1.0 if math.isnan(chosen[at]) else chosen[at])
        first, odds, truth = options[best], _share(chosen[best], total), _share(truth, total)
    if math.isnan(odds):
        first = PASSED
    return ModelGuess(foreseen.step, first, odds, truth, likeliest, shares, float(foreseen.entropies[place]))


def _share(odds: float, total: float) -> float:
    return odds / total if total > 0 else math.nan


def count_hits(guesses: Iterable[Guess]) -> GuessTally:
    """Of guesses of the same models."""
    made = list(guesses)
    models = range(len(made[0].models)) if made else range(0)
    hits = tuple(sum(each.models[model].first == each.there for each in made) for model in models)
    nats = tuple(_mean([_surprise(each.models[model].truth) for each in made]) for model in models)
    return GuessTally(len(made), sum(each.is_hit for each in made), hits, nats)


def same_way(guesses: Iterable[Guess], by_choice: bool) -> tuple[Guess, ...]:
    """Those that were made by choice, or those that were typed: what chance can do differs."""
    return tuple(guess for guess in guesses if bool(guess.options) == by_choice)


def _surprise(truth: float) -> float:
    return -math.log(truth) if truth > 0 else (math.inf if truth == 0 else math.nan)


def _mean(values: Sequence[float]) -> float:
    known = [value for value in values if not math.isnan(value)]
    return sum(known) / len(known) if known else math.nan
