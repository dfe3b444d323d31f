"""What lessons can ask of models that write: figures with known answers; and what is chosen stays what it can be."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from explorer.state.state import AppState
from explorer.workspaces.characters import CHARACTERS
from explorer.workspaces.characters.channels import FORESEEN, WRITTEN
from explorer.workspaces.characters.facts import facts
from explorer.workspaces.characters.guess.guess_game import Guess, GuessGame, ModelGuess
from explorer.workspaces.characters.state import CharactersState, in_lines, next_held_out, vocabulary, writing
from trainers.catalog import family_specs
from trainers.experiment import Experiment
from trainers.kinds import Pictures, Tokens
from trainers.messages import DataReady, Foreseen, Written

KIND = Tokens(("\n", "a", "b"), 4, lines=True)
DATA = DataReady(
    run_id=0, title="Letters", kind=KIND, n_train=9, n_test=2, class_names=(), notes=(),
    preview=np.array(["ab"]), probe=np.array(["ab", "ba"]), labels=None, device="cpu", latent_dims=(None, None),
)  # fmt: skip
FORESAW = Foreseen(
    0, 1, "foreseen 0", 5, 0, "aéb", np.array([1, -1, 2]), np.array([1]),
    np.array([1.0, np.nan, 3.0], np.float32), np.array([[1, 2], [2, 0], [2, 0], [0, 1]]),
    np.array([[0.6, 0.4], [0.9, 0.1], [0.9, 0.1], [0.5, 0.25]], np.float32), np.log(np.array([2, 3, 3, 4], np.float32)),
)  # fmt: skip
WROTE = Written(
    0, 2, "written 0", 5, 0, "aéb", ("a", "b", "a"), np.ones(3, bool), True, 0.1, {}, np.array([2, 3, 1]),
)  # fmt: skip


def state_of(foreseen: Foreseen = FORESAW, written: Written = WROTE, **fields: Any) -> AppState:
    table = {"dataset": {"name": "sums"}, "models": [{"family": "ngram"}, {"family": "char-rnn"}]}
    answers = {FORESEEN.of(0).name: foreseen, WRITTEN.of(0).name: written}
    made = AppState(families=family_specs(), experiment=Experiment.parse(table), answers=answers, data=DATA)
    return replace(made, **fields)


def test_surprise_odds_and_endings_of_a_model() -> None:
    found = facts(CharactersState(text="aéb", caret=1, count=3, held_out=0), state_of())
    assert found["text"] == "aéb" and (found["length"], found["caret"], found["endings"]) == (3.0, 1.0, 3.0)
    assert found["put_in"] is True and found["nats.0"] == pytest.approx(2.0)
    assert found["guess.0"] == pytest.approx(3.0) and found["odds.0"] == pytest.approx(0.9)
    assert found["likeliest.0"] == "b" and (found["copied.0"], found["different.0"]) == (3.0, 2.0)
    assert not any(name.endswith(".1") for name in found)  # which has said nothing yet
    assert all(CHARACTERS.tells(f"{name}") for name in found)


def test_what_was_said_of_another_beginning_is_not_told() -> None:
    found = facts(CharactersState(text="a"), state_of())
    assert not any("." in name for name in found) and found["put_in"] is False
    growing = facts(CharactersState(text="aéb"), state_of(written=replace(WROTE, last=False)))
    assert "copied.0" not in growing and "nats.0" in growing
    assert "likeliest.0" not in facts(CharactersState(text="aéb"), state_of(data=None))


def test_of_the_game_guesses_and_hits_are_told() -> None:
    def model(first: str) -> ModelGuess:
        return ModelGuess(5, first, 0.5, 0.5, (first,), (0.5,), 1.0)

    guesses = (
        Guess(0, 0, "a", "a", (), (model("a"), model("b"))),
        Guess(0, 1, "b", "a", (), (model("b"), model("b"))),
        Guess(0, 2, "\n", "\n", ("a", "\n"), (model("a"), model("\n"))),  # chosen, which is counted apart
    )
    state = state_of()
    nothing = facts(CharactersState(), state)
    assert (nothing["guessed"], nothing["hits"]) == (0.0, 0.0) and "hits.0" not in nothing
    typed = facts(CharactersState(guessing=GuessGame(state.run_id, 0, guesses)), state)
    assert [typed[name] for name in ("guessed", "hits", "hits.0", "hits.1")] == [2.0, 1.0, 2.0, 1.0]
    chosen = facts(CharactersState(guessing=GuessGame(state.run_id, 0, guesses, by_choice=True)), state)
    assert [chosen[name] for name in ("guessed", "hits", "hits.0", "hits.1")] == [1.0, 1.0, 0.0, 1.0]
    other = facts(CharactersState(guessing=GuessGame(state.run_id + 1, 0, guesses)), state)
    assert other["guessed"] == 0.0 and all(CHARACTERS.tells(name) for name in typed)


def test_an_empty_beginning_has_no_surprise() -> None:
    nothing = replace(
        FORESAW, text="", tokens=FORESAW.tokens[:0], surprises=FORESAW.surprises[:0], unseen=FORESAW.unseen[:0]
    )
    found = facts(CharactersState(), state_of(foreseen=nothing))
    assert "nats.0" not in found and found["guess.0"] == pytest.approx(2.0)
    assert math.isfinite(float(found["odds.0"]))


def test_held_out_texts_come_in_turn() -> None:
    state = state_of()
    assert next_held_out(state) == (0, "ab")
    later = state.keeping({CHARACTERS.key: CharactersState(held_out=1)})
    assert next_held_out(later) == (0, "ab") and vocabulary(later) == KIND.vocabulary and in_lines(later)
    assert writing(later) == [0, 1]
    pictures = replace(DATA, kind=Pictures(1, 8, 8), probe=np.zeros((2, 1, 8, 8), np.uint8))
    other = replace(state, data=pictures)
    assert next_held_out(other) is None and vocabulary(other) == () and not in_lines(other)
    assert next_held_out(replace(state, data=None)) is None
