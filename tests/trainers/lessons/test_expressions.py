"""The language of conditions: values known beforehand, what is not known, and what is no expression at all."""

from __future__ import annotations

import math

import pytest

from trainers.lessons.expressions import DEEPEST, LONGEST, ExpressionError, parse
from trainers.lessons.facts import Fact, chained, facts_of

FACTS: dict[str, Fact] = {
    "step": 300.0,
    "models.0.beta": 4.0,
    "metrics.0.kl": 0.25,
    "phase": "paused",
    "layers.holes": True,
    "scrubbed": False,
    "broken": float("nan"),
    "endless": float("inf"),
    "whole": 3,
}


def value(text: str) -> Fact | None:
    return parse(text).value(facts_of(FACTS))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2 * 3", 7.0),
        ("(1 + 2) * 3", 9.0),
        ("10 - 4 - 3", 3.0),
        ("24 / 4 / 2", 3.0),
        ("2 - -3", 5.0),
        ("-2 * 3", -6.0),
        ("--2", 2.0),
        ("1e3", 1000.0),
        ("2.5e-1", 0.25),
        ("abs(2 - 5)", 3.0),
        ("min(step, 7) + max(1, whole)", 10.0),
        ("max(min(1, 2), 0.5)", 1.0),
        ("when(step > 200, step, 0)", 300.0),
        ("when(step > 300 or scrubbed, 'late', 'early')", "early"),
        ("when(scrubbed, nobody.knows, 1)", 1.0),
        ("step / 100", 3.0),
        ("models.0.beta * metrics.0.kl", 1.0),
        ("'paused'", "paused"),
        ('"a b"', "a b"),
        ("true", True),
        ("false", False),
    ],
)
def test_what_it_comes_to(text: str, expected: Fact) -> None:
    assert value(text) == expected
    assert type(value(text)) is type(expected)


@pytest.mark.parametrize(
    "text",
    [
        "step >= 300",
        "step <= 300 and not step < 300",
        "models.0.beta > 3 or unknown",
        "phase == 'paused'",
        'phase != "training"',
        "not scrubbed",
        "layers.holes == true",
        "layers.holes != scrubbed",
        "not (step > 300 or scrubbed)",
        "step == 300.0000000001",  # as it is shown
        "0.1 + 0.2 == 0.3",
        "false or true and true",
        "true or false and false",  # "and" binds tighter
        "not false or true",
        "not not layers.holes",
    ],
)
def test_what_holds(text: str) -> None:
    assert parse(text).holds(facts_of(FACTS))
    assert value(f"not ({text})") is False


@pytest.mark.parametrize(
    "text",
    [
        "unknown",
        "unknown > 1",
        "unknown == unknown",
        "not unknown",
        "unknown and true",
        "unknown or false",
        "unknown + 1 > 0",
        "abs(unknown) >= 0",
        "broken == broken",
        "endless > 1",
        "1 / 0 > 0",
        "1e300 * 1e300 > 0",
        "phase > 3",
        "phase + 1 == 2",
        "layers.holes + 1 == 2",  # a truth is no number
        "layers.holes > 0",
        "not step",
        "not phase",
        "min(phase, 1) == 1",
    ],
)
def test_what_is_not_known_is_neither_true_nor_false(text: str) -> None:
    assert value(text) is None
    assert not parse(text).holds(facts_of(FACTS))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("false and unknown", False),
        ("unknown and false", False),
        ("true or unknown", True),
        ("unknown or true", True),
        ("unknown or unknown or true", True),
        ("unknown and (1 > 2)", False),
    ],
)
def test_a_part_that_decides_it_is_enough(text: str, expected: bool) -> None:
    assert value(text) is expected


def test_nothing_but_true_holds() -> None:
    for text in ("1", "step", "phase", "'true'", "300 - 299"):
        assert not parse(text).holds(facts_of(FACTS))


def test_texts_and_truths_are_equal_to_their_like_only() -> None:
    assert value("layers.holes == 1") is False
    assert value("phase == 1") is False
    assert value("'1' == 1") is False
    assert value("true == true") is True


def test_it_knows_the_names_that_it_asks_for() -> None:
    found = parse("min(models.1.beta, a_b) > 1 and not phase == 'names.in.quotes' or true").names
    assert found == {"models.1.beta", "a_b", "phase"}


def test_as_a_number() -> None:
    facts = facts_of(FACTS)
    assert parse("step").number(facts) == 300
    assert parse("whole").number(facts) == 3 and isinstance(parse("whole").number(facts), float)
    assert parse("phase").number(facts) is None
    assert parse("layers.holes").number(facts) is None
    assert parse("endless").number(facts) is None


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "found the end"),
        ("   ", "found the end"),
        ("1 +", "found the end"),
        ("(1", "expected ')'"),
        ("1)", "expected the end, found ')' at letter 2"),
        ("1 2", "expected the end, found '2' at letter 3"),
        ("1 < 2 < 3", "expected the end, found '<' at letter 7"),
        ("a = 1", "'=', at letter 3"),
        ("and", "found 'and' at letter 1"),
        ("not", "found the end"),
        ("a & b", "'&', at letter 3"),
        ("'open", "at letter 1"),
        ("a..b", "at letter 2"),
        ("a.", "at letter 2"),
        (".5", "at letter 1"),
        ("min(1)", "min: expected 2 values, found 1"),
        ("abs(1, 2)", "abs: expected 1 values, found 2"),
        ("abs()", "expected a name or a value, found ')'"),
        ("true(1)", "expected the end"),
        ("1e9999", "expected a number of usual size"),
    ],
)
def test_what_is_no_expression(text: str, part: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    assert part in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('true')",
        "().__class__.__bases__",
        "open('/etc/passwd')",
        "exec('1')",
        "eval('1')",
        "lambda: 1",
        "[x for x in y]",
        "a[0]",
        "f'{1}'",
        "`id`",
        "a; b",
        "9 ** 9",
        "a if b else c",
        "a := 1",
        "{1: 2}",
        "1 // 2",
        "1 % 2",
        "$(id)",
        "é > 1",
        "a\x00b",
        "1_000",
    ],
)
def test_code_of_any_kind_is_refused(text: str) -> None:
    with pytest.raises(ExpressionError):
        parse(text)


@pytest.mark.parametrize("opening", ["(", "not ", "-", "abs(", "1 + (", "not (", "-("])
def test_deep_nesting_is_refused_before_it_runs_deep(opening: str) -> None:
    closing = ")" if "(" in opening else ""
    deep = opening * (DEEPEST + 1) + "1" + closing * (DEEPEST + 1)
    assert len(deep) <= LONGEST
    with pytest.raises(ExpressionError, match="nested too deeply"):
        parse(deep)
    parse(opening * (DEEPEST // 2 - 1) + "1" + closing * (DEEPEST // 2 - 1))


def test_long_texts_are_refused() -> None:
    parse("1" + " " * (LONGEST - 1))
    with pytest.raises(ExpressionError, match=f"at most {LONGEST} letters"):
        parse("1" + " " * LONGEST)


def test_a_name_may_look_like_a_function_or_a_word() -> None:
    assert parse("min").names == {"min"}
    assert parse("android or notes.x").names == {"android", "notes.x"}
    assert parse("and.or").names == {"and.or"}


def test_the_first_of_several_sources_that_knows_a_name_answers() -> None:
    ask = chained(facts_of({"a": 1.0}), facts_of({"a": 2.0, "b": False}))
    assert (ask("a"), ask("b"), ask("c")) == (1.0, False, None)
    assert math.isclose(parse("a + 1").number(ask) or 0, 2.0)
