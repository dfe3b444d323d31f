"""The page "Guess first", bound to the session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from explorer.state.changes import changed
from explorer.state.room import Room
from explorer.state.state import AppState
from explorer.style.theme import Theme
from explorer.texts.sentences import sentence_text
from explorer.workspaces.characters.channels import GUESSED
from explorer.workspaces.characters.coming.character_bars import NextOdds
from explorer.workspaces.characters.coming.next_characters import NextCharacters, Uncovered
from explorer.workspaces.characters.guess.guess_game import PASSED, GuessGame, model_guess, next_place, with_guess
from explorer.workspaces.characters.guess.guess_looks import GuessLooks
from explorer.workspaces.characters.guess.guess_state import (
    GUESS_PAGE,
    another_text,
    foreseen_by_all,
    game_of,
    is_by_choice,
    started_over,
    text_of,
)
from explorer.workspaces.characters.guess.guess_text import GuessText, sign_of
from explorer.workspaces.characters.guess.guess_view import GuessView
from explorer.workspaces.characters.page import Page, Side
from explorer.workspaces.characters.state import characters_of, choose, vocabulary, writing


class GuessPage(Page):
    """The card at the right tells what has been uncovered while this page is shown, and follows the caret else."""

    name = GUESS_PAGE
    side = Side.DESK

    def __init__(self, room: Room, following: NextCharacters, parent: QObject | None = None) -> None:
        super().__init__(room, parent)
        self._session, self._following = room.session, following
        self.view = self.game_view = GuessView()
        self.looks = GuessLooks(room.session, self)
        self._told: tuple[object, ...] = ()
        view = self.game_view
        view.guessed.connect(self._on_guessed)
        view.passed.connect(lambda: self._guess(PASSED))
        view.another_asked.connect(lambda: self._keep(another_text(game_of(self._session.state))))
        view.start_over_asked.connect(lambda: self._keep(started_over(game_of(self._session.state))))
        view.choice_wanted.connect(self._on_choice_wanted)
        view.place_looked.connect(self._on_place_looked)

    @property
    def title(self) -> str:
        return self.tr("Guess first")

    @property
    def hints(self) -> Sequence[tuple[QWidget, str]]:
        return (
            (
                self.view,
                self.tr(
                    "A text that no model has been trained on. You guess each character before you see it, and so do "
                    "the models, from the same text before it: who foresees more?"
                ),
            ),
        )

    def is_answered(self, state: AppState) -> bool:
        shown = characters_of(state).desk_page == GUESS_PAGE
        return not shown or text_of(state) is None or foreseen_by_all(state) is not None or bool(_refusal(state))

    def set_theme(self, theme: Theme) -> None:
        self.game_view.set_theme(theme)

    # ------------------------------------------------------------------ from the state

    def show_state(self, new: AppState, old: AppState | None) -> None:
        if changed(new, old, "labels", lambda state: tuple(writing(state))):
            self.game_view.set_models([new.labels[model] for model in writing(new)])
        if changed(new, old, vocabulary):
            longest = 1 if new.data is None else new.data.kind.shape[0]
            self.game_view.set_vocabulary(vocabulary(new), longest)
        game, text, shown = game_of(new), text_of(new), characters_of(new).desk_page == GUESS_PAGE
        ready, note = foreseen_by_all(new) is not None, self._note(new)
        told = (shown, game, text, is_by_choice(new), ready, note)
        if old is None or told != self._told:
            self._told = told
            self.game_view.show_game(game, text, is_by_choice(new), ready, note)
            self._following.show_guessing(shown, _uncovered(game, text) if shown else None)

    def _note(self, state: AppState) -> str:
        if text_of(state) is None:
            if not state.can_be_asked:
                return self.tr("A text that was held out appears with the data.")
            return self.tr("There is no held-out text here that could be guessed.")
        return sentence_text(_refusal(state))

    # ------------------------------------------------------------------ from the user

    def _on_guessed(self, typed: str) -> None:
        state = self._session.state
        sign = sign_of(typed, vocabulary(state))
        if sign is not None:
            self._guess(sign)
        elif not typed.isspace():
            self.game_view.show_strange(typed)

    def _guess(self, said: str) -> None:
        """As soon as all models have read the text: until then there is nothing to compare with."""
        state = self._session.state
        game, text, foreseen, by_choice = game_of(state), text_of(state), foreseen_by_all(state), is_by_choice(state)
        if text is None or foreseen is None or (place := next_place(game, text, by_choice)) >= len(text.signs):
            return
        models = [model_guess(each, text, place, by_choice, vocabulary(state)) for each in foreseen]
        self._keep(with_guess(game, text, said, by_choice, models))

    def _on_choice_wanted(self, wanted: bool) -> None:
        self._keep(replace(game_of(self._session.state), by_choice=wanted))

    def _on_place_looked(self, place: int) -> None:
        self._keep(replace(game_of(self._session.state), looked=place))

    def _keep(self, game: GuessGame) -> None:
        choose(self._session, guessing=game)


def _refusal(state: AppState) -> str:
    """Why a model could not read the text; "" where all could."""
    reasons = (state.refusal(GUESSED, model) for model in writing(state))
    return next(filter(None, reasons), "")


def _uncovered(game: GuessGame, text: GuessText | None) -> Uncovered | None:
    guess = game.shown
    if guess is None or text is None:
        return None
    odds = [
        NextOdds(
            each.likeliest, each.shares, each.entropy,
            each.likeliest.index(guess.there) if guess.there in each.likeliest else -1,
        )
        for each in guess.models
    ]  # fmt: skip
    before = "".join(text.signs[: guess.place])
    return Uncovered(before, guess.there, guess.models[0].step, tuple(odds))
