"""The game by hand: which places are guessed, what there is to choose from, and how guesses are counted."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from explorer.workspaces.characters.guess.guess_game import (
    PASSED,
    GuessGame,
    ModelGuess,
    count_hits,
    model_guess,
    next_place,
    same_way,
    with_guess,
)
from explorer.workspaces.characters.guess.guess_text import (
    GIVEN,
    LONGEST,
    OPTIONS,
    GuessText,
    is_guessable,
    is_typeable,
    make_text,
    sign_of,
)
from trainers.kinds import END, UNKNOWN
from trainers.messages import Foreseen

SIGNS = (END, *"abcdefgh")
TEXTS = ("abba", "cab", "deaf", "hedge")


def said(first: str, odds: float, truth: float, step: int = 7) -> ModelGuess:
    return ModelGuess(step, first, odds, truth, (first,), (odds,), 1.0)


def foreseen(
    text: GuessText, odds: list[list[float]], likeliest: list[list[int]], chosen: list[list[float]]
) -> Foreseen:
    """An answer of which each row is a place."""
    return Foreseen(
        0, 1, "guessed 0", 7, 0, text.text, np.zeros(len(text.text), np.int64), np.zeros(0, np.int64),
        np.zeros(len(text.text), np.float32), np.array(likeliest), np.array(odds, np.float32),
        np.ones(len(odds), np.float32), np.array(chosen, np.float32),
    )  # fmt: skip


# ---------------------------------------------------------------------- the text


def test_a_line_ends_and_a_piece_does_not() -> None:
    line = make_text(TEXTS, 0, SIGNS, True)
    assert line.signs == ("a", "b", "b", "a", END) and line.given == 0 and line.text == "abba"
    assert len(line.choices) == len(line.options) == len(line.text) + 1
    piece = make_text(TEXTS, 0, SIGNS[1:], False)
    assert piece.signs == tuple("abba") and piece.given == 2  # half of it, where it is short
    assert len(piece.choices) == len(piece.text) + 1 and len(piece.options) == 4
    long = make_text(("ab" * 300,), 0, SIGNS[1:], False)
    assert len(long.signs) == LONGEST and long.given == GIVEN
    cut = make_text(("ab" * 300,), 0, SIGNS, True)
    assert cut.signs[-1] != END and len(cut.signs) == LONGEST  # nobody knows whether it would end there


def test_texts_come_again_after_the_last_one() -> None:
    assert [make_text(TEXTS, number, SIGNS, True).text for number in range(5)] == [*TEXTS, "abba"]


def test_the_true_one_is_among_four_different_ones_at_any_of_their_places() -> None:
    found: Counter[int] = Counter()
    for number in range(40):
        texts = tuple("".join(np.random.default_rng((number, at)).choice(list("abcdefgh"), 9)) for at in range(6))
        text = make_text(texts, 0, SIGNS, True)
        for sign, options in zip(text.signs, text.options, strict=True):
            assert len(options) == len(set(options)) == OPTIONS and sign in options and set(options) <= set(SIGNS)
            found[options.index(sign)] += 1
    total = sum(found.values())
    assert all(abs(found[at] / total - 0.25) < 4 * math.sqrt(0.25 * 0.75 / total) for at in range(OPTIONS))


def test_the_others_depend_on_what_stands_before_and_on_nothing_that_comes() -> None:
    texts = (*TEXTS, "abac")
    one, other = make_text(texts, 0, SIGNS, True), make_text(texts, 4, SIGNS, True)
    assert one.options[:2] == other.options[:2]  # both begin with "ab"
    again = make_text.__wrapped__(texts, 0, SIGNS, True)
    assert again == one


def test_frequent_characters_are_offered_more_often() -> None:
    texts = (*[f"x{'a' * 18}b"] * 20, "bcdefgh")
    drawn = Counter[str]()
    for before in range(150):
        text = make_text((f"x{before}y", *texts), 0, (END, *"abcdefghxy0123456789"), True)
        options = text.options[1]
        drawn.update(sign for sign in options if sign != text.signs[1])
    assert drawn["a"] > 5 * drawn["c"]


@pytest.mark.parametrize(("vocabulary", "wide"), [((END, "a"), 2), ((END, "a", "b"), 3), ((END, UNKNOWN), 1)])
def test_small_alphabets_offer_what_they_have(vocabulary: tuple[str, ...], wide: int) -> None:
    text = make_text(("a" if "a" in vocabulary else UNKNOWN,), 0, vocabulary, True)
    assert {len(options) for options in text.options} == {wide}
    assert {len(choices) for choices in text.choices} == {wide}


def test_what_nobody_can_say_is_told_apart() -> None:
    assert all(map(is_typeable, ("a", " ", END, "月", "é", "😀", "\u05d0", "&")))
    assert not any(map(is_guessable, (UNKNOWN, "\t", "\0", "\u200d", "")))
    assert is_guessable("\u0301") and not is_typeable("\u0301")


def test_other_forms_of_a_character_are_meant() -> None:
    signs = ("\u3000", "，", "a", "B", "月", UNKNOWN)
    assert [sign_of(each, signs) for each in ("a", "A", "b", "ａ", ",", " ", "月")] == [
        "a", "a", "B", "a", "，", "\u3000", "月"
    ]  # fmt: skip
    assert sign_of("z", signs) is None and sign_of("😀", signs) is None and sign_of(END, signs) is None


# ---------------------------------------------------------------------- the places


def test_places_are_guessed_one_after_the_other() -> None:
    text = make_text(TEXTS, 1, SIGNS, True)
    game = GuessGame(number=1)
    places = []
    for character in ("c", "b", PASSED, END):
        places.append(next_place(game, text, False))
        game = with_guess(game, text, character, False, [])
    assert places == [0, 1, 2, 3] and next_place(game, text, False) == 4
    assert [guess.is_hit for guess in game.guesses] == [True, False, False, True]
    assert [guess.there for guess in game.guesses] == ["c", "a", "b", END]
    with pytest.raises(IndexError):
        with_guess(game, text, "a", False, [])


def test_what_nobody_could_guess_is_uncovered_by_itself() -> None:
    signs = (END, "a", "b", UNKNOWN, "\u0301")
    text = make_text((f"{UNKNOWN}a\u0301{UNKNOWN}b",), 0, signs, True)
    game, typed, chosen = GuessGame(), [], []
    while (place := next_place(game, text, False)) < len(text.signs):
        typed.append(place)
        game = with_guess(game, text, "a", False, [])
    game = GuessGame()
    while (place := next_place(game, text, True)) < len(text.signs):
        chosen.append(place)
        game = with_guess(game, text, "a", True, [])
    assert typed == [1, 4, 5] and chosen == [1, 2, 4, 5]  # a mark has no key, but can be chosen
    nothing = make_text((UNKNOWN * 4,), 0, ("a", UNKNOWN), False)
    assert next_place(GuessGame(), nothing, False) == 4


def test_each_text_has_guesses_of_its_own_and_all_of_them_count() -> None:
    first, second = (make_text(TEXTS, number, SIGNS, True) for number in (0, 1))
    game = with_guess(GuessGame(), first, "a", False, [])
    game = replace(game, number=1)
    assert game.here == () and game.shown is None and next_place(game, second, False) == 0
    game = with_guess(with_guess(game, second, "x", False, []), second, "a", False, [])
    assert len(game.guesses) == 3 and [guess.place for guess in game.here] == [0, 1]
    assert game.shown is game.here[-1] and replace(game, looked=0).shown is game.here[0]
    assert replace(game, looked=9).shown is game.here[-1]


# ---------------------------------------------------------------------- what models guess


def test_a_model_guesses_what_it_holds_likeliest() -> None:
    text = GuessText("a", ("a", END), 0, (("a", "b"), ("a", END)))
    answer = foreseen(text, [[0.7, 0.2], [0.5, 0.4]], [[2, 1], [1, 0]], [[0.2, 0.7], [0.5, 0.4]])
    guess = model_guess(answer, text, 0, False, SIGNS)
    assert (guess.first, guess.step, guess.likeliest) == ("b", 7, ("b", "a"))
    assert (guess.odds, guess.truth) == pytest.approx((0.7, 0.2))
    end = model_guess(answer, text, 1, False, SIGNS)
    assert end.first == "a" and end.truth == pytest.approx(0.4)


def test_of_a_few_it_takes_the_likeliest_and_shares_are_of_these() -> None:
    text = GuessText("a", ("a", END), 0, (("c", "a", "d"), (END, "b", "c")))
    answer = foreseen(text, [[0.9, 0.05], [0.9, 0.05]], [[8, 7], [8, 7]], [[0.01, 0.03, 0.0], [0, 0, 0]])
    guess = model_guess(answer, text, 0, True, SIGNS)
    assert guess.first == "a" and (guess.odds, guess.truth) == pytest.approx((0.75, 0.75))
    assert guess.likeliest == ("h", "g")
    lost = model_guess(answer, text, 1, True, SIGNS)  # none of them can be
    assert lost.first == PASSED and math.isnan(lost.odds) and math.isnan(lost.truth)


def test_a_model_that_gives_no_numbers_any_more_misses() -> None:
    text = GuessText("a", ("a", END), 0, (("c", "a"), (END, "b")))
    nan = math.nan
    answer = foreseen(text, [[nan, nan]] * 2, [[0, 1]] * 2, [[nan, nan]] * 2)
    for by_choice in (False, True):
        guess = model_guess(answer, text, 0, by_choice, SIGNS)
        assert guess.first == PASSED and math.isnan(guess.truth)
        tally = count_hits(with_guess(GuessGame(), text, "a", by_choice, [guess]).guesses)
        assert tally.hits == 1 and tally.model_hits == (0,) and math.isnan(tally.nats[0])


def test_hits_and_mean_surprise_are_counted() -> None:
    text = make_text(TEXTS, 1, SIGNS, True)  # c a b END
    game = GuessGame(number=1)
    for character, first in (
        ("c", [said("c", 0.5, 0.5), said("a", 0.9, 0.1)]),
        ("c", [said("b", 0.5, 0.25), said("a", 0.8, 0.8)]),
        (PASSED, [said("b", 1.0, 1.0), said("b", 0.5, 0.5)]),
    ):
        game = with_guess(game, text, character, False, first)
    tally = count_hits(game.guesses)
    assert (tally.count, tally.hits, tally.model_hits) == (3, 1, (2, 2))
    assert tally.nats == pytest.approx(((math.log(2) + math.log(4)) / 3, -math.log(0.1 * 0.8 * 0.5) / 3))
    assert count_hits(()) == type(tally)(0, 0, (), ())
    impossible = with_guess(game, text, END, False, [said(END, 1.0, 1.0), said("a", 1.0, 0.0)])
    assert count_hits(impossible.guesses).nats[1] == math.inf


def test_what_was_chosen_and_what_was_typed_is_counted_apart() -> None:
    text = make_text(TEXTS, 0, SIGNS, True)
    game = with_guess(with_guess(GuessGame(), text, "a", False, []), text, "a", True, [])
    assert [guess.options for guess in game.guesses] == [(), text.options[1]]
    assert [len(same_way(game.guesses, way)) for way in (False, True)] == [1, 1]
