"""The verdict on scripted histories: every rule, healthy runs, patience at the start, and no flicker."""

from __future__ import annotations

import math
import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from trainers.catalog import families
from trainers.experiment import read_toml
from trainers.knobs import KnobRole, knob_specs
from trainers.presets import list_presets, preset_path
from trainers.verdict.remedies import RATES, SET_R1, USUAL, calmer, slower, too_fast
from trainers.verdict.verdict import HOLD, NO_LONGER, GameHistory, Point, Verdict, VerdictKind, favourite_changes, judge

KNOBS: Mapping[KnobRole, float] = {
    "rate of D": 1e-3,
    "rate of G": 1e-3,
    "smoothness of D": 0.0,
    "moves of D": 1.0,
    "moves of G": 1.0,
    "momentum": 0.0,
}
EVEN = (0.1,) * 10


def only(mode: int, share: float = 0.91, modes: int = 10) -> tuple[float, ...]:
    return tuple(share if place == mode else (1 - share) / (modes - 1) for place in range(modes))


def good(step: int, **changes: Any) -> Point:
    """Where no more is said, what is nearest to a mode hits it."""
    if "mode_shares" in changes:
        changes.setdefault("nearest_shares", changes["mode_shares"])
    return replace(Point(step, 0.6, 0.3, 0.7, 0.01, EVEN, 0.1, EVEN), **changes)


def served(shares: tuple[float, ...]) -> tuple[tuple[float, ...], float, tuple[float, ...]]:
    """The end of a point: what is hit, the gap of the logits, and what is nearest."""
    return shares, 0.05, shares


def script(count: int, make: Callable[[int], Point] = good, every: int = 100) -> tuple[Point, ...]:
    return tuple(make(every * place) for place in range(1, count + 1))


def judged(points: Sequence[Point], knobs: Mapping[KnobRole, float] = {}) -> Verdict:
    verdict = judge(GameHistory(tuple(points), {**KNOBS, **knobs}))
    assert "{" not in verdict.text and "nan" not in verdict.text
    return verdict


def kinds(points: Sequence[Point]) -> list[VerdictKind]:
    return [judged(points[:count]).kind for count in range(len(points) + 1)]


# --------------------------------------------------------------------------- healthy, and too early


def test_a_healthy_run() -> None:
    verdict = judged(script(20, lambda step: good(step, coverage=min(0.8, step / 1000))))
    assert verdict.kind == "healthy" and verdict.remedy is None
    assert verdict.text == "10 of 10 modes present, the smallest 10 %; coverage 80 %, at best 80 %."


def test_nothing_is_said_before_there_is_enough_to_go_by() -> None:
    assert kinds(script(6)) == ["too_early"] * 4 + ["healthy"] * 3
    assert set(kinds(script(20, every=10))) == {"too_early"}  # many points, but 190 steps only
    assert judged(()).kind == "too_early" and judged(()).text == "Too early to tell."


def test_a_slow_start_is_no_collapse() -> None:
    """As of a convolutional GAN on MNIST: nothing but duplicates at first, then fewer and fewer."""
    falling = [1, 1, 1, 0.94, 0.94, 0.83, 0.75, 0.73, 0.65, 0.47, 0.38, 0.27, 0.22, 0.11, 0.06, 0.07, 0.05, 0.03]
    covered = [0, 0, 0, 0, 0.02, 0.04, 0.03, 0.02, 0.03, 0.03, 0.03, 0.04, 0.05, 0.07, 0.09, 0.11, 0.14, 0.17]
    tops = [3, 8, 3, 3, 1, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 7, 7, 9]
    shares = [1, 0.87, 1, 0.6, 0.34, 0.57, 0.42, 0.45, 0.46, 0.48, 0.36, 0.34, 0.39, 0.42, 0.33, 0.26, 0.19, 0.25]
    points = [
        Point(60 * place, 0.8, 1 / place, coverage, duplicates, only(top, share), 0.2, only(top, share))
        for place, (coverage, duplicates, top, share) in enumerate(
            zip(covered, falling, tops, shares, strict=True), start=1
        )
    ]
    assert set(kinds(points)) == {"too_early", "healthy"} and judged(points).kind == "healthy"


def test_chance_decides_which_of_equal_modes_is_first() -> None:
    points = script(30, lambda step: good(step, mode_shares=only(step // 100 % 10, 0.15)), every=50)
    assert judged(points).kind == "healthy"


def test_what_is_not_known_is_not_held_against_a_run() -> None:
    assert judged(script(9, lambda step: Point(step))).text.startswith("Nothing is wrong with D")
    assert judged(script(9, lambda step: Point(step, coverage=0.5))).text == "Coverage 50 %, at best 50 %."


# --------------------------------------------------------------------------- one rule each


def strong(step: int) -> Point:
    return good(step, held_out_accuracy=0.99, g_gradient=0.01) if step > 1000 else good(step)


def test_a_discriminator_that_is_too_strong() -> None:
    verdict = judged(script(16, strong))
    assert verdict.kind == "d_too_strong"
    expected = "D tells 99 % of held-out examples and fakes apart; G's gradient has become 30 times weaker."
    assert verdict.text == expected
    assert verdict.remedy is not None and verdict.remedy.knobs == {"rate of D": 5e-4}
    assert verdict.remedy.text == "Halve the learning rate of D"


@pytest.mark.parametrize("change", [{"g_gradient": 0.04}, {"held_out_accuracy": 0.95}])
def test_it_takes_both_a_sure_discriminator_and_a_faint_gradient(change: dict[str, float]) -> None:
    points = script(16, lambda step: replace(strong(step), **change) if step > 1000 else good(step))
    assert judged(points).kind == "healthy"


def test_a_gradient_that_is_gone() -> None:
    verdict = judged(script(16, lambda step: replace(strong(step), g_gradient=0.0) if step > 1000 else good(step)))
    assert verdict.kind == "d_too_strong" and "next to nothing is left" in verdict.text


def lost(step: int) -> Point:
    return good(step, coverage=0.2, duplicate_share=0.6, mode_shares=only(3)) if step > 1000 else good(step)


def test_a_collapse_goes_back_to_the_best_and_changes_something() -> None:
    points = [replace(point, coverage=0.75) if point.step == 800 else point for point in script(16, lost)]
    verdict = judged(points, {"moves of G": 5, "rate of G": 5e-3, "momentum": 0.5})
    assert verdict.kind == "collapse"
    assert verdict.text == "Coverage fell from 75 % at step 800 to 20 %; 60 % of the fakes are duplicates."
    remedy = verdict.remedy
    assert (
        remedy is not None and remedy.back_to == 800 and remedy.text.startswith("Back to step 800, and let D keep up")
    )
    assert remedy.knobs == {"moves of G": 1, "rate of D": 5e-3, "momentum": 0, "smoothness of D": 0.1}


def test_a_collapse_of_a_calm_game_goes_slower() -> None:
    remedy = judged(script(16, lost), {"smoothness of D": 0.2}).remedy
    assert remedy is not None and remedy.knobs == {
        "rate of D": 5e-4,
        "rate of G": 5e-4,
        "smoothness of D": pytest.approx(0.6),
    }


@pytest.mark.parametrize("change", [{"duplicate_share": 0.05}, {"coverage": 0.4}])
def test_it_takes_both_duplicates_and_lost_coverage(change: dict[str, float]) -> None:
    points = script(
        16,
        lambda step: (
            replace(lost(step), **change, mode_shares=EVEN, nearest_shares=EVEN) if step > 1000 else good(step)
        ),
    )
    assert judged(points).kind != "collapse"


def test_a_generator_that_never_got_anywhere() -> None:
    """As of the preset that collapses on purpose: it hops, but never covers anything."""
    duplicates = [0.98, 1, 1, 1, 0.25, 1, 1, 0.93, 0.94, 0.96, 1, 1, 1, 0.79, 0.97, 0.99]
    points = [
        Point(100 * place, 0.9, 0.01, 0.006 * (share < 0.5), share, *served(only(place // 4)))
        for place, share in enumerate(duplicates, start=1)
    ]
    verdict = judged(points)
    assert verdict.kind == "collapse" and verdict.remedy is not None and verdict.remedy.back_to is None
    assert verdict.text == "99 % of the fakes are duplicates, and no more than 1 % of the data were ever covered."
    assert set(kinds(points)) == {"too_early", "collapse"}


def test_a_huddle_that_had_nothing_to_lose() -> None:
    """As of the preset that collapses on purpose, with seed 1: its first cloud touched all eight modes by chance, so
    that what is covered has not fallen by half when three modes are all that is left."""
    eight = (0.27, 0.2, 0.13, 0.1, 0.1, 0.1, 0.06, 0.04)
    three = (0.51, 0.4, 0.05, 0.01, 0.01, 0.01, 0.01, 0.0)
    points = [
        Point(100 * place, 0.7, 0.3, coverage, duplicates, *served(eight if place < 3 else three))
        for place, (coverage, duplicates) in enumerate(
            [(0.3, 0.0), (0.28, 0.05), (0.28, 0.18), (0.27, 0.27), (0.24, 0.22), (0.27, 0.21), (0.23, 0.26),
             (0.24, 0.3), (0.25, 0.37)], start=1)
    ]  # fmt: skip
    assert kinds(points) == ["too_early"] * 5 + ["partial"] * 4 + ["collapse"]
    verdict = judged(points)
    assert verdict.text == "The fakes huddle: 3 of 8 modes present, and 37 % of the fakes are duplicates."
    assert verdict.remedy is not None and verdict.remedy.back_to is None and verdict.remedy.knobs
    better = [replace(point, step=point.step + 900, mode_shares=eight, nearest_shares=eight) for point in points]
    assert kinds([*points, *better])[-1] == "healthy"  # duplicates alone are no collapse


def test_few_modes_at_the_start_are_no_huddle() -> None:
    """The first cloud of a healthy run may lie between two modes; and few modes without duplicates are a part."""
    first, part = (0.95, 0.05, *(0.0,) * 6), (0.3, 0.3, 0.39, 0.01, *(0.0,) * 4)
    points = script(16, lambda step: good(step, mode_shares=first, duplicate_share=0.25) if step < 400 else good(step))
    assert "collapse" not in kinds(points)
    assert set(kinds(script(16, lambda step: good(step, mode_shares=part)))) == {"too_early", "partial"}


def test_cycling() -> None:
    points = script(20, lambda step: good(step, coverage=0.3, mode_shares=only(step // 100 % 4)), every=50)
    verdict = judged(points)
    assert verdict.kind == "cycling" and verdict.values["steps"] == 500
    assert verdict.values["changes"] == favourite_changes(points) == 5
    assert verdict.remedy is not None and verdict.remedy.knobs == {"rate of G": 5e-4, "rate of D": 5e-4}
    assert verdict.remedy.text == "Halve both learning rates"


def test_changes_are_counted_over_points_that_are_far_apart() -> None:
    points = script(12, lambda step: good(step, mode_shares=only(step // 400 % 5)), every=400)
    assert judged(points).kind == "cycling"
    three = script(12, lambda step: good(step, mode_shares=only(step // 1200)), every=400)
    assert judged(three).kind == "partial"  # no cycle, but nine modes get 1 % each


def test_a_discriminator_that_memorises() -> None:
    verdict = judged(script(12, lambda step: good(step, logit_gap=step / 400)))
    assert verdict.kind == "d_memorises"
    assert verdict.text == "D's logit is 3.0 higher on training examples than on held-out ones: it knows them by heart."
    assert verdict.remedy is not None and verdict.remedy.knobs == {"smoothness of D": 0.1}
    assert verdict.remedy.text == "Set R1 to 0.1"
    points = script(12, lambda step: good(step, logit_gap=3))
    without = judge(GameHistory(points, {"rate of D": 1e-3})).remedy
    assert without is not None and without.knobs == {"rate of D": 5e-4}
    assert judge(GameHistory(points, {"rate of D": 1e-5})).remedy is None and judge(GameHistory(points)).remedy is None


def test_the_gravest_is_named() -> None:
    points = script(20, lambda step: replace(lost(step), held_out_accuracy=1, g_gradient=0, logit_gap=9))
    assert judged(points).kind == "collapse"


# --------------------------------------------------------------------------- steadiness


def test_a_verdict_needs_three_in_a_row_to_come_and_to_go() -> None:
    bad = {10, 11, 13, 14, 15, 16, 18, 20}  # of 25 points: two, then four, then two that stand alone
    points = script(25, lambda step: good(step, logit_gap=3 if step // 100 in bad else 0))
    found = kinds(points)[1:]
    assert found.index("d_memorises") + 1 == 15 and HOLD == 3
    assert [place + 1 for place, kind in enumerate(found) if kind == "d_memorises"] == list(range(15, 23))


def test_a_value_that_wavers_about_its_threshold_does_not_flicker() -> None:
    points = script(60, lambda step: good(step, logit_gap=2.5 if step < 800 else 2 + 0.3 * math.sin(step)))
    found = kinds(points)
    assert sum(a != b for a, b in pairwise(found)) == 1 and found[-1] == "d_memorises"


def test_a_measurement_that_comes_less_often_counts_until_the_next() -> None:
    points = script(16, lambda step: lost(step) if step % 300 == 0 else Point(step, 0.6, 0.3))
    assert judged(points).kind == "collapse"


def test_a_number_that_contradicts_the_verdict_is_not_told_with_it() -> None:
    """Coverage is back where it was, and the three points that would change the verdict are not there yet."""
    points = (*script(16, lost), good(1700, coverage=0.71))
    verdict = judged(points)
    assert verdict.kind == "collapse" and verdict.text == NO_LONGER and not verdict.values
    settled = judge(GameHistory(points, KNOBS, rests=True))
    assert settled.kind == "healthy" and "coverage 71 %, at best 71 %" in settled.text
    still = judge(GameHistory(points[:-1], KNOBS, rests=True))
    assert still.kind == "collapse" and "Coverage fell from 70 % at step 100 to 20 %" in still.text


# --------------------------------------------------------------------------- after a remedy


def afresh(points: Sequence[Point], since: int, rests: bool = False, **knobs: float) -> Verdict:
    return judge(GameHistory(tuple(points), {**KNOBS, **knobs}, since=since, rests=rests))


def test_a_remedy_is_judged_by_what_was_measured_after_it() -> None:
    before = script(16, lost)
    after = [good(1600 + 100 * place, coverage=0.65) for place in range(1, 6)]
    told = [afresh([*before, *after[:count]], 1600) for count in range(6)]
    assert [verdict.kind for verdict in told] == ["too_early"] * 3 + ["healthy"] * 3
    assert told[0].text == "The remedy was taken at step 1600; a few more measurements will tell."
    assert all(verdict.template == told[0].template and verdict.remedy is None for verdict in told[:3])
    assert told[-1].text.endswith("coverage 65 %, at best 70 %.")  # how good it ever was is remembered


def test_it_takes_steps_too_and_not_points_alone() -> None:
    after = [good(1600 + 20 * place) for place in range(1, 11)]
    kinds = [afresh([*script(16, lost), *after[:count]], 1600).kind for count in range(11)]
    assert kinds == ["too_early"] * 10 + ["healthy"]  # at 200 steps


def test_a_remedy_that_does_not_help_is_followed_by_another() -> None:
    """Two learning rates far apart, one of them absurd; what was absurd is lowered, and then both, and R1 grows."""
    points = script(16, lost)
    usual: Mapping[KnobRole, float] = {"rate of D": 1e-3, "rate of G": 1e-3}
    first = judge(GameHistory(points, {**KNOBS, "rate of D": 5e-4, "rate of G": 0.05}, 0.02, usual)).remedy
    assert first is not None and first.knobs == {"rate of G": 1e-3, "rate of D": 1e-3, "smoothness of D": 0.02}
    assert first.text == "Back to step 100, with the usual learning rates"
    knobs = {**KNOBS, **first.knobs}
    worse = [replace(lost(1600 + 100 * place), coverage=0.1) for place in range(1, 4)]
    assert judge(GameHistory((*points, *worse[:2]), knobs, 0.02, usual, since=1600)).remedy is None
    again = judge(GameHistory((*points, *worse), knobs, 0.02, usual, since=1600))
    assert again.kind == "collapse" and "from 70 % at step 100 to 10 %" in again.text
    assert again.remedy is not None
    assert again.remedy.text == "Back to step 100, and halve both learning rates"
    assert again.remedy.knobs == {"rate of G": 5e-4, "rate of D": 5e-4, "smoothness of D": pytest.approx(0.06)}


def test_what_is_far_above_usual() -> None:
    usual: Mapping[KnobRole, float] = {"rate of D": 1e-3, "rate of G": 1e-3}
    # Ten times is still tried by some.
    assert too_fast({"rate of G": 0.011, "rate of D": 0.01}, usual, *RATES) == {"rate of G": 1e-3}
    assert too_fast({"rate of G": 0.1}, {}, *RATES) == {}  # nobody knows what is usual
    slow = slower({"rate of D": 0.05}, "rate of D", usual=usual)
    assert slow is not None and slow.knobs == {"rate of D": 1e-3} and slow.template == USUAL
    least = calmer({"rate of D": 1e-5, "rate of G": 1e-5, "smoothness of D": 0.1}, 0.02, usual)
    assert least is not None and least.template == SET_R1 and least.knobs == {"smoothness of D": pytest.approx(0.3)}
    assert calmer({"rate of D": 1e-5, "rate of G": 1e-5}, 0.02, usual) is None


def test_no_shipped_run_is_far_above_usual() -> None:
    """So that the factor means what its comment says."""
    for preset in list_presets():
        for model in read_toml(preset_path(preset.name)).models:
            usual = {spec.role: spec.default for spec in knob_specs(type(model.config)) if spec.role in RATES}
            knobs = {role: model.config.setting(role) for role in usual}
            assert too_fast(knobs, usual, *RATES) == {}, preset.name


def test_where_training_rests_the_last_measurement_decides_about_a_remedy() -> None:
    before = script(16, lost)
    assert afresh([*before, good(1900)], 1600).kind == "too_early"
    assert afresh([*before, good(1900)], 1600, rests=True).kind == "healthy"
    assert afresh([*before, lost(1900)], 1600, rests=True).kind == "collapse"
    assert afresh([*before, good(1700)], 1600, rests=True).kind == "too_early"  # too soon after it
    assert afresh(before, 1600, rests=True).kind == "too_early"


def test_weights_that_came_back_for_another_model_are_judged_afresh() -> None:
    verdict = judge(GameHistory(script(16, lost), KNOBS, since=1600, taken_back=True))
    assert verdict.kind == "too_early"
    assert verdict.text == "Older weights came back at step 1600; a few more measurements will tell."


def test_points_out_of_order() -> None:
    with pytest.raises(ValueError, match="ascending step"):
        judge(GameHistory((good(200), good(100))))


def test_remedies_name_live_knobs_of_a_family() -> None:
    live = {spec.role for cls in families().values() if cls.players for spec in knob_specs(cls.Config) if spec.live}
    assert set(KNOBS) <= live


def test_coverage_that_fell_is_not_called_healthy() -> None:
    points = tuple(Point(step, 0.5, 1.0, 0.6, 0.01) for step in range(100, 800, 100))
    assert judge(GameHistory(points)).kind == "healthy"
    fallen = (*points, Point(800, 0.5, 1.0, 0.03, 0.01))
    verdict = judge(GameHistory(fallen))
    assert verdict.kind == "too_early" and "from 60 % to 3 %" in verdict.text


def test_a_part_of_the_data_is_not_called_healthy() -> None:
    """A drawing has no modes that could be counted: there coverage alone has to carry the word."""
    drawn = judged(script(9, lambda step: Point(step, 0.6, 0.3, 0.3, 0.01)))
    assert drawn.kind == "partial" and drawn.remedy is None
    assert drawn.text == "Coverage 30 %, at best 30 %: the rest of the data has no fake nearby."
    assert judged(script(9, lambda step: Point(step, 0.6, 0.3, 0.6, 0.01))).kind == "healthy"


def test_modes_that_are_left_out_are_not_called_healthy() -> None:
    missing = (0.0, 0.004, *(0.996 / 6,) * 6)  # four of a thousand may be strays, or errors of the judge
    points = script(9, lambda step: good(step, mode_shares=missing))
    verdict = judged(points)
    assert verdict.kind == "partial"
    assert verdict.text.startswith("6 of 8 modes present, the others hardly or not at all; coverage 70 %.")
    later = [good(step, mode_shares=(0.125,) * 8) for step in range(1000, 1000 + 100 * HOLD, 100)]
    assert judged([*points, *later]).kind == "healthy"


@pytest.mark.parametrize(
    ("kind", "points"),
    [
        ("healthy", script(9)),
        ("partial", script(9, lambda step: good(step, mode_shares=(0.0, *(1 / 9,) * 9)))),
        ("collapse", script(12, lambda step: good(step, mode_shares=(0.5, 0.5, *(0.0,) * 8), duplicate_share=0.4))),
        ("cycling", script(12, lambda step: good(step, mode_shares=only(step // 100 % 4)))),
    ],
)
def test_modes_that_a_judge_tells_apart_are_called_classes(kind: VerdictKind, points: tuple[Point, ...]) -> None:
    modes, classes = judge(GameHistory(points, KNOBS)), judge(GameHistory(points, KNOBS, classes=True))
    assert modes.kind == classes.kind == kind and "mode" not in classes.text
    assert classes.text == modes.text.replace("modes", "classes").replace("mode", "class") != modes.text


def test_part_of_the_data_does_not_flicker() -> None:
    wobble = script(30, lambda step: Point(step, 0.6, 0.3, 0.49 if step // 100 % 2 else 0.53, 0.01))
    assert sum(a != b for a, b in pairwise(kinds(wobble))) <= 1


# --------------------------------------------------------------------------- beside the figures


def contradictions(points: Sequence[Point], **given: Any) -> list[str]:
    """What a verdict says, after each of the points, that the figures of that point deny."""
    wrong = []
    for count in range(1, len(points) + 1):
        verdict, now = judge(GameHistory(tuple(points[:count]), KNOBS, **given)), points[count - 1]
        present, modes = sum(share >= 0.02 for share in now.mode_shares), len(now.mode_shares)
        told = re.search(r"(\d+) of (\d+) modes", verdict.text)
        covered = re.search(r"overage (?:fell from .* to )?(\d+) %", verdict.text)
        if verdict.kind == "healthy" and present < modes:
            wrong.append(f"{now.step}: healthy beside {present} of {modes}")
        if verdict.kind == "partial" and present == modes and verdict.text != NO_LONGER:
            wrong.append(f"{now.step}: a part beside {present} of {modes}")
        if told and (int(told[1]), int(told[2])) != (present, modes):
            wrong.append(f"{now.step}: {verdict.text} beside {present} of {modes}")
        if covered and int(covered[1]) != round(100 * now.coverage):
            wrong.append(f"{now.step}: {verdict.text} beside {now.coverage}")
    return wrong


def four(step: int, **changes: Any) -> Point:
    return good(step, coverage=0.5, mode_shares=(0.25,) * 4 + (0.0,) * 4, **changes)


def eight(step: int, **changes: Any) -> Point:
    return good(step, mode_shares=(0.125,) * 8, **changes)


def test_a_verdict_does_not_stand_for_good_where_the_points_after_it_never_agree() -> None:
    """Half of the modes are gone; every second point also shows that D knows its examples by heart."""
    before = script(10, eight)
    after = [four(1000 + 100 * place, logit_gap=3.0 if place % 2 else 0.0) for place in range(1, 18)]
    found = kinds([*before, *after])[11:]
    assert found[:2] == ["too_early", "too_early"] and set(found[2:]) == {"partial"}
    told = judged([*before, *after[:1]])
    assert told.text == "Only 4 of 8 modes present at the newest measurement: a few more will tell."
    assert not contradictions([*before, *after])


def test_no_verdict_from_good_to_bad_or_back_skips_what_lies_between() -> None:
    """Of three points that agree only on its being over, the mildest condemns and the gravest acquits."""
    to_bad = [four(1100), good(1200, logit_gap=3.0), four(1300)]
    assert kinds([*script(10, eight), *to_bad])[-1] == "partial"
    knows = script(10, lambda step: eight(step, logit_gap=3.0))
    to_good = [four(1100), eight(1200), four(1300)]
    assert kinds([*knows, *to_good])[-1] == "partial"


@pytest.mark.parametrize("rests", [False, True])
@pytest.mark.parametrize("since", [None, 700])
@pytest.mark.parametrize("seed", range(12))
def test_no_verdict_contradicts_the_figures_beside_it(seed: int, since: int | None, rests: bool) -> None:
    """Histories by chance, of stretches that are well, in part, collapsed, cycling or memorised."""
    chance = random.Random(seed)
    points: list[Point] = []
    while len(points) < 60:
        stretch = chance.choice([all_of_them, some, lost_modes, knowing, wavering])
        points += [stretch(100 * (len(points) + place + 1), chance) for place in range(chance.randint(1, 7))]
    assert not contradictions(points, since=since, rests=rests)


def all_of_them(step: int, chance: random.Random) -> Point:
    return eight(step)


def some(step: int, chance: random.Random) -> Point:
    return four(step)


def lost_modes(step: int, chance: random.Random) -> Point:
    shares = only(chance.randrange(8), 0.94, 8)
    return good(step, coverage=0.1 + 0.1 * chance.random(), duplicate_share=0.5, mode_shares=shares)


def knowing(step: int, chance: random.Random) -> Point:
    return eight(step, logit_gap=3.0)


def wavering(step: int, chance: random.Random) -> Point:
    shares = tuple(chance.choice([0.0, 0.019, 0.021, 0.1]) for _ in range(8))
    return good(step, coverage=chance.random(), duplicate_share=chance.random() / 2, mode_shares=shares)
