"""The game as it stands in a state."""

from __future__ import annotations

from dataclasses import replace

from explorer.state.state import AppState
from explorer.workspaces.characters.channels import GUESSED
from explorer.workspaces.characters.guess.guess_game import Guess, GuessGame, same_way
from explorer.workspaces.characters.guess.guess_text import CHOICE_FROM, GuessText, make_text
from explorer.workspaces.characters.state import CharactersState, characters_of, in_lines, vocabulary, writing
from trainers.messages import Foreseen

GUESS_PAGE = "guess"


def game_of(state: AppState, own: CharactersState | None = None) -> GuessGame:
    """The game of the run that is shown, from what the workspace keeps: other models begin another one."""
    game = (own or characters_of(state)).guessing
    return game if game.run_id == state.run_id else GuessGame(state.run_id, by_choice=game.by_choice)


def text_of(state: AppState) -> GuessText | None:
    """What is being guessed; None where nothing is known to be held out."""
    if state.data is None or not state.data.held_out or not vocabulary(state):
        return None
    return make_text(state.data.held_out, game_of(state).number, vocabulary(state), in_lines(state))


def is_by_choice(state: AppState, own: CharactersState | None = None) -> bool:
    """Whether one of a few characters is chosen; else they are typed."""
    wanted = game_of(state, own).by_choice
    return len(vocabulary(state)) > CHOICE_FROM if wanted is None else wanted


def counted_guesses(own: CharactersState, state: AppState) -> tuple[Guess, ...]:
    """Those that the scores are of."""
    return same_way(game_of(state, own).guesses, is_by_choice(state, own))


def foreseen_by_all(state: AppState) -> tuple[Foreseen, ...] | None:
    """What each model says of the text that is guessed; None until all have."""
    text = text_of(state)
    answers = [state.answer(GUESSED, model) for model in writing(state)]
    known = [
        answer
        for answer in answers
        if answer is not None and text is not None and answer.run_id == state.run_id and answer.text == text.text
    ]
    return tuple(known) if known and len(known) == len(answers) else None


def another_text(game: GuessGame) -> GuessGame:
    return replace(game, number=game.number + 1, looked=None)


def started_over(game: GuessGame) -> GuessGame:
    """Nothing guessed yet, at a text that has not been seen."""
    return GuessGame(game.run_id, game.number + 1, by_choice=game.by_choice)
