"""A game against made-up models, so that its view can be played without a run."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from explorer.workspaces.characters.guess.guess_game import GuessGame, ModelGuess, model_guess, next_place, with_guess
from explorer.workspaces.characters.guess.guess_text import GuessText, make_text
from explorer.workspaces.characters.sample_writing import VOCABULARY, sample_foreseen, sample_odds
from trainers.kinds import frozen

NAMES = ("helena", "adelina", "marianne", "clara")
SHARPS = (1.0, 2.5)  # how sure each of two models is


def sample_text(number: int = 0) -> GuessText:
    return make_text(NAMES, number, VOCABULARY, True)


def sample_guesses(text: GuessText, place: int, by_choice: bool = False) -> tuple[ModelGuess, ...]:
    """What two made-up models hold likely at a place."""
    found = []
    for model, sharp in enumerate(SHARPS):
        every = sample_odds(text.text, sharp)
        indices = np.array([[VOCABULARY.index(sign) for sign in signs] for signs in text.choices])
        chosen = frozen(np.take_along_axis(every, indices, 1))
        foreseen = replace(sample_foreseen(text.text, model, sharp), chosen=chosen)
        found.append(model_guess(foreseen, text, place, by_choice, VOCABULARY))
    return tuple(found)


def played(game: GuessGame, text: GuessText, said: str, by_choice: bool = False) -> GuessGame:
    """The game after each of the characters *said* was guessed in turn; a space passes."""
    for sign in said:
        models = sample_guesses(text, next_place(game, text, by_choice), by_choice)
        game = with_guess(game, text, sign.strip(" "), by_choice, models)
    return game
