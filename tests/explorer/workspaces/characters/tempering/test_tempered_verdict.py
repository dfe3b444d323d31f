"""Which model is ahead: only what errors allow, with known answers."""

from __future__ import annotations

import math

import pytest

from explorer.workspaces.characters.tempering.sample_tempered import sample_curve
from explorer.workspaces.characters.tempering.tempered_curve import Estimate, TemperedCurve, TemperedPoint
from explorer.workspaces.characters.tempering.tempered_verdict import CLEAR, clearness, judge
from explorer.workspaces.characters.tempering.tempered_words import (
    estimate_text,
    point_words,
    present_words,
    quality_text,
    quality_title,
    temperature_text,
    verdict_words,
)

LABELS = {0: "one", 1: "two"}


def curve(*dots: tuple[float, float, float], error: float = 0.01) -> TemperedCurve:
    """Of (temperature, held-out nats, quality)."""
    points = [TemperedPoint(t, Estimate(x, 0.001), {"true_share": Estimate(y, error)}, 100) for t, x, y in sorted(dots)]
    return TemperedCurve(1, tuple(points))


def test_clearness_is_in_standard_errors_of_the_difference() -> None:
    assert clearness(Estimate(0.9, 0.03), Estimate(0.8, 0.04), higher=True) == pytest.approx(2.0)
    assert clearness(Estimate(0.9, 0.03), Estimate(0.8, 0.04), higher=False) == pytest.approx(-2.0)
    assert clearness(Estimate(math.nan, 0.1), Estimate(0.8, 0.1), higher=True) == -math.inf
    assert clearness(Estimate(0.9, math.nan), Estimate(0.8, 0.1), higher=True) == -math.inf


def test_ahead_is_who_writes_better_texts_and_covers_as_much() -> None:
    first = curve((1.0, 1.0, 0.5), (0.7, 1.4, 0.8), (0.4, 2.0, 0.95))
    second = curve((1.0, 1.5, 0.6), (0.7, 1.9, 0.7))
    verdict = judge({0: first, 1: second}, "true_share", higher=True)
    assert (verdict.kind, verdict.ahead, verdict.behind, verdict.close) == ("ahead", 0, 1, ())
    assert verdict.better is first.point(0.7) and verdict.worse is second.point(1.0)  # 0.4 is better, but covers less
    told = verdict_words(verdict, LABELS, "true_share", "true", higher=True)[0]
    assert told == ("At the same variety two writes worse texts than one (true: 60 % at temperature 1, 80 % at 0.7).")
    assert judge({0: second, 1: first}, "true_share", higher=True).ahead == 1


def test_who_can_do_better_at_a_temperature_of_its_own_is_not_behind() -> None:
    """Where a lower temperature covers no less, the texts at 1 are not the best that a model has."""
    one = curve((1.0, 1.0, 0.5), (0.7, 0.9, 0.9))
    assert judge({0: one, 1: one}, "true_share", higher=True).kind == "close"
    verdict = judge({0: one, 1: curve((1.0, 1.0, 0.5), (0.7, 0.95, 0.7))}, "true_share", higher=True)
    assert verdict.kind == "ahead" and verdict.worse is not None and verdict.worse.temperature == 0.7


def test_curves_that_cross_have_no_first() -> None:
    tight, wide = curve((1.0, 1.0, 0.6), (0.5, 2.0, 0.7)), curve((1.0, 1.1, 0.3), (0.5, 2.0, 0.9))
    assert judge({0: tight, 1: wide}, "true_share", higher=True).ahead == 0
    wider = curve((1.0, 2.0, 0.5), (1.5, 1.0, 0.8))
    tighter = curve((1.0, 1.0, 0.6), (0.5, 1.9, 0.95))
    verdict = judge({0: tighter, 1: wider}, "true_share", higher=True)
    assert verdict.kind == "crossed"
    told = verdict_words(verdict, LABELS, "true_share", "true", higher=True)[0]
    assert told == "Neither one nor two is ahead: which one is depends on the temperature."


def test_of_many_the_first_is_held_against_the_closest_that_is_behind() -> None:
    curves = {
        0: curve((1.0, 1.0, 0.2)),
        1: curve((1.0, 1.0, 0.8)),
        2: curve((1.0, 1.0, 0.7)),
        3: curve((1.0, 1.0, 0.79)),
    }
    verdict = judge(curves, "true_share", higher=True)
    assert (verdict.kind, verdict.ahead, verdict.behind, verdict.close) == ("ahead", 1, 2, (3,))
    told = verdict_words(verdict, {0: "a", 1: "b", 2: "c", 3: "d"}, "true_share", "true", higher=True)
    short, close = "At the same variety c writes worse texts than b", " Too close to b to tell: d."
    assert told[0].startswith(f"{short} (true: ") and told[0].endswith(close)
    assert told[1:] == [f"{short}.{close}", f"{short}."]


def test_what_could_be_chance_is_not_said() -> None:
    first, second = curve((1.0, 1.0, 0.82), error=0.02), curve((1.0, 1.0, 0.78), error=0.02)
    assert 1 < clearness(Estimate(0.82, 0.02), Estimate(0.78, 0.02), higher=True) < CLEAR
    verdict = judge({0: first, 1: second}, "true_share", higher=True)
    assert verdict.kind == "close"
    told = verdict_words(verdict, LABELS, "true_share", "true", higher=True)[0]
    assert told == "Too close to tell: at the same variety no model's texts are clearly better."
    sure = judge({0: first, 1: curve((1.0, 1.0, 0.70), error=0.02)}, "true_share", higher=True)
    assert sure.kind == "ahead"


def test_more_variety_against_better_texts_is_told_as_both() -> None:
    covers, writes = curve((1.0, 1.0, 0.5)), curve((1.0, 1.5, 0.9))
    verdict = judge({0: covers, 1: writes}, "true_share", higher=True)
    assert (verdict.kind, verdict.ahead, verdict.behind) == ("each", 1, 0)
    told = verdict_words(verdict, LABELS, "true_share", "true", higher=True)[0]
    assert told.startswith(
        "As they are, one covers more of the data and two writes better texts (true: 90 %, not 50 %)"
    )


def test_who_is_first_is_behind_nobody_and_only_what_cannot_be_told_is_close() -> None:
    curves = {
        0: curve((1.0, 1.0, 0.2)),
        1: curve((1.0, 1.0, 0.5)),
        2: curve((1.0, 1.2, 0.8), (0.5, 1.0, 0.7)),
        3: curve((1.0, 1.0, 0.6), (0.5, 1.15, 0.95)),  # it crosses that of 2: better from 1.15 nats on, worse before
    }
    verdict = judge(curves, "true_share", higher=True)
    assert (verdict.kind, verdict.ahead, verdict.behind, verdict.close) == ("ahead", 2, 1, ())


def test_where_nats_are_measured_the_lower_is_better() -> None:
    curves = {0: sample_curve(0.0), 1: sample_curve(0.25)}
    verdict = judge(curves, "oracle_nats", higher=False)
    assert (verdict.kind, verdict.ahead, verdict.behind) == ("ahead", 0, 1) and verdict.better is not None
    assert verdict.better.temperature < 1
    told = verdict_words(verdict, LABELS, "oracle_nats", quality_title("", False), higher=False)[0]
    assert "(surprise of the source: 2.00 nats at temperature 1, 1.29 nats at 0.5)" in told


def test_of_one_model_its_own_temperatures_are_compared() -> None:
    verdict = judge({0: curve((1.0, 1.0, 0.5), (0.5, 1.5, 0.9), (2.0, 1.4, 0.1))}, "true_share", higher=True)
    assert verdict.kind == "colder" and verdict.better is not None and verdict.better.temperature == 0.5
    told = verdict_words(verdict, {0: "one"}, "true_share", "true", higher=True)[0]
    assert told == (
        "At temperature 0.5 true: 90 %, at 1 50 %. Held-out text is as surprising as a guess among 4.5 there, at 1 "
        "among 2.7."
    )
    same = judge({0: curve((1.0, 1.0, 0.5), (0.5, 1.5, 0.52))}, "true_share", higher=True)
    assert same.kind == "close"
    assert "no temperature is clearly better" in verdict_words(same, {0: "one"}, "true_share", "true", higher=True)[0]


def test_without_numbers_nothing_is_said() -> None:
    for curves in ({}, {0: curve((0.5, 1.0, 0.5))}, {0: curve((1.0, 1.0, 0.5))}, {0: curve((1.0, math.nan, 0.5))}):
        verdict = judge(curves, "true_share", higher=True)
        assert verdict.kind == "unknown" and verdict_words(verdict, LABELS, "true_share", "true", higher=True)[0] == ""
    assert judge({0: curve((1.0, 1.0, 0.5)), 1: curve((1.0, 1.0, 0.5))}, "other", higher=True).kind == "unknown"


def test_two_models_that_are_the_same_are_too_close() -> None:
    one = curve((1.0, 1.0, 0.5), (0.5, 1.5, 0.9))
    assert judge({0: one, 1: one}, "true_share", higher=True).kind == "close"


def test_numbers_are_told_with_what_is_known_of_them() -> None:
    assert [quality_text(share, True) for share in (0.0, 0.05, 0.72, 0.992, 1.0)] == [
        "0.0 %", "5.0 %", "72 %", "99.2 %", "100.0 %",
    ]  # fmt: skip
    assert quality_text(1.234, False) == "1.23 nats"
    assert estimate_text(Estimate(0.72, 0.021), True) == "72 ± 2 %"
    assert estimate_text(Estimate(0.72, 0.002), True) == "72 ± 0.2 %"
    assert estimate_text(Estimate(1.5, math.nan), False) == "1.50 nats"
    assert [temperature_text(each) for each in (1.0, 0.85, 0.7, 2.0, 10.0)] == ["1", "0.85", "0.7", "2", "10"]


def test_a_dot_is_told_from_long_to_short() -> None:
    [point] = curve((0.7, 1.0, 0.8)).points
    told = point_words("GRU", point, "true_share", "true", higher=True)
    assert told[0] == "GRU at 0.7: 80 ± 1 % true · held-out text: 1.00 ± 0.001 nats a character, a guess among 2.7"
    assert told[-1] == "GRU at 0.7: 80 ± 1 %" and sorted(told, key=len, reverse=True) == told


def test_the_present_temperature_is_told_of_all_that_know_it() -> None:
    curves = [curve((0.5, 1.0, 0.9), (1.0, 1.0, 0.5)), None]
    told = present_words(0.75, ("one", "two"), curves, "true_share", higher=True)
    assert told == ["at temperature 0.75: one 70 %", "at temperature 0.75: 70 %", "0.75: 70 %"]
    assert present_words(0.1, ("one", "two"), curves, "true_share", True) == [
        "temperature 0.10: not tried, only 0.5 to 1"
    ]
    assert "being written" in present_words(0.1, ("one",), [None], "true_share", True)[0]
