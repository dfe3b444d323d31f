"""Sums in words: how numbers are said, what is well formed and true, and that no sum is known the other way round."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any, get_args

import numpy as np
import pytest

from trainers.dataset import LoadContext
from trainers.datasets._texts.sum_language import GREATEST, NumberWords, SumRules, in_a_sentence, in_words
from trainers.datasets.sums import Sums
from trainers.examples import Examples
from trainers.kinds import Tokens
from trainers.knobs import ConfigError

ALL: tuple[NumberWords, ...] = get_args(NumberWords)


def load(**settings: Any) -> Examples:
    return Sums.load(Sums.Config.parse(settings), LoadContext(Path()))


def lines(examples: Examples) -> tuple[list[str], list[str]]:
    return examples.kind.shown(examples.train).tolist(), examples.kind.shown(examples.test).tolist()


@pytest.mark.parametrize(
    ("number", "english", "chinese"),
    [
        (0, "zero", "零"), (7, "seven", "七"), (10, "ten", "十"), (12, "twelve", "十二"), (19, "nineteen", "十九"),
        (20, "twenty", "二十"), (21, "twenty-one", "二十一"), (40, "forty", "四十"), (99, "ninety-nine", "九十九"),
        (100, "one hundred", "一百"), (101, "one hundred and one", "一百零一"),
        (110, "one hundred and ten", "一百一十"), (111, "one hundred and eleven", "一百一十一"),
        (120, "one hundred and twenty", "一百二十"), (198, "one hundred and ninety-eight", "一百九十八"),
    ],
)  # fmt: skip
def test_numbers_in_words(number: int, english: str, chinese: str) -> None:
    assert (in_words(number, "English"), in_words(number, "Chinese"), in_words(number, "digits")) == (
        english,
        chinese,
        str(number),
    )


@pytest.mark.parametrize("words", ALL)
def test_no_two_numbers_have_one_name(words: NumberWords) -> None:
    assert len({in_words(number, words) for number in range(1000)}) == 1000


def test_sums_in_all_words() -> None:
    said = [in_a_sentence(12, 7, words) for words in ALL]
    assert said == ["twelve plus seven is nineteen", "十二加七等于十九", "12+7=19"]


@pytest.mark.parametrize("words", ALL)
def test_every_sum_is_understood_and_every_other_result_is_false(words: NumberWords) -> None:
    rules = SumRules(words)
    for a in range(0, GREATEST + 1, 7):
        for b in range(0, GREATEST + 1, 9):
            text = in_a_sentence(a, b, words)
            assert rules.understood(text) == (a, b, a + b)
            assert rules.judge(text) == {"well_formed": True, "true": True}
    wrong = in_a_sentence(3, 4, words).removesuffix(in_words(7, words)) + in_words(8, words)
    assert rules.judge(wrong) == {"well_formed": True, "true": False}


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("English", ""),
        ("English", "two plus two"),
        ("English", "two is two"),
        ("English", "two plus two is"),
        ("English", " plus  is "),
        ("English", "two plus two is four "),
        ("English", "two  plus two is four"),
        ("English", "Two plus two is four"),
        ("English", "two plus two is four."),
        ("English", "two plus two is 4"),
        ("English", "two plus two plus zero is four"),
        ("English", "two plus two is four is four"),
        ("English", "four is two plus two"),
        ("English", "twenty one plus one is twenty-two"),
        ("English", "twenty-zero plus one is twenty-one"),
        ("English", "twenty-ten plus one is thirty-one"),
        ("English", "two plus two is two hundred"),  # more than two such numbers can be
        ("English", "二加二等于四"),
        ("Chinese", "二加二等于"),
        ("Chinese", "一十二加七等于十九"),  # twelve is said without the one
        ("Chinese", "一百一加一等于一百二"),
        ("Chinese", "2加2等于4"),
        ("digits", "2+2=04"),
        ("digits", "2+2=-4"),
        ("digits", "2 + 2 = 4"),
        ("digits", "2+2=４"),  # full width
        ("digits", "2+2==4"),
        ("digits", "2+2=199"),
    ],
)
def test_what_is_not_well_formed(words: NumberWords, text: str) -> None:
    assert SumRules(words).judge(text) == {"well_formed": False, "true": False}


def test_figures_are_shares_of_all_samples() -> None:
    texts = ["1+1=2", "1+1=3", "1+1", "2+3=5"]
    assert SumRules("digits").sample_figures(texts) == {"well_formed_share": 0.75, "true_share": 0.5}
    assert SumRules("digits").sample_figures([]) == {}
    assert SumRules.words.keys() == SumRules("digits").judge("").keys()


@pytest.mark.parametrize("words", ALL)
@pytest.mark.parametrize("greatest", [4, 30, 50])
def test_all_sums_are_there_once_and_held_out_are_both_orders(words: NumberWords, greatest: int) -> None:
    examples = load(words=words, greatest=greatest)
    train, test = lines(examples)
    numbers = range(greatest + 1)
    assert sorted(train + test) == sorted(in_a_sentence(a, b, words) for a in numbers for b in numbers)
    assert examples.text_rules is not None
    rules = SumRules(words)
    known, apart = ({frozenset(rules.understood(text)[:2]) for text in texts} for texts in (train, test))  # type: ignore[index]
    assert known.isdisjoint(apart)
    assert len(apart) == round(0.1 * (greatest + 1) * (greatest + 2) / 2)
    assert examples.text_rules.sample_figures(train) == {"well_formed_share": 1.0, "true_share": 1.0}
    assert isinstance(examples.kind, Tokens) and examples.kind.lines
    assert examples.kind.length == max(map(len, train + test)) + 1
    assert set(examples.kind.vocabulary) == {"\n", *"".join(train + test)}


def test_the_entropy_is_that_of_sums_which_are_all_as_likely() -> None:
    examples = load(greatest=9)
    assert examples.entropy == math.log(100)
    assert examples.notes == ("100 sums; of those that are held out no model has seen the other order, either.",)


def test_training_and_held_out_sums_are_mixed() -> None:
    """Neither begins with the small numbers, which are what a preview shows."""
    rules = SumRules("digits")
    for texts in lines(load(words="digits", greatest=50)):
        first = np.array([rules.understood(text) for text in texts[:40]])
        assert first[:, 0].max() > 40 and first[:, 0].min() < 10 and 15 < first[:, 1].mean() < 35


def test_settings_out_of_range_are_refused() -> None:
    with pytest.raises(ConfigError, match="greatest: expected 4 to 99, found 100"):
        load(greatest=100)
    with pytest.raises(ConfigError, match="words: expected one of English, Chinese, digits, found 'Latin'"):
        load(words="Latin")
