"""Distances from true moons, verdicts on strips, tears and folds: cases whose answers are known."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.workspaces.compare.moon.moon_sample import cross_fade, sample_codes
from explorer.workspaces.compare.moon.moon_story import (
    GRID,
    LIMIT,
    TEAR,
    StripKind,
    distance_to_moons,
    is_moon_shaped,
    moon_phases,
    report_circle,
    report_strip,
    true_moons,
)
from explorer.workspaces.compare.moon.moon_words import circle_sentence, phase_text, strip_sentence
from trainers.examples import UInt8
from trainers.files.moon import render_moon


def brute_force(frame: UInt8, phases: np.ndarray) -> tuple[float, float]:
    """The distance and phase of the nearest moon, by the definition."""
    errors = np.square((frame / 255.0) - (render_moon(phases) / 255.0)).mean(axis=(1, 2, 3))
    return float(errors.min()), float(phases[errors.argmin()])


def test_true_moons_are_no_distance_from_themselves() -> None:
    for count, cycle in ((9, "waxing"), (8, "month")):
        distances, phases = distance_to_moons(true_moons(count, cycle), cycle)
        assert (distances == 0).all()
        assert phases == pytest.approx(moon_phases(count, cycle), abs=0.005)


def test_any_moon_is_next_to_one_of_the_grid() -> None:
    phases = np.random.default_rng(0).uniform(0, 0.5, 200)
    distances, found = distance_to_moons(render_moon(phases))
    assert distances.max() < 3e-6 and found == pytest.approx(phases, abs=0.01)


def test_a_waning_moon_is_a_moon_of_the_month_only() -> None:
    waning = render_moon([0.75])
    assert distance_to_moons(waning, "month")[0][0] == 0
    assert distance_to_moons(waning, "waxing")[0][0] > 50 * LIMIT


def test_the_distance_is_the_mean_squared_error_to_the_nearest() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (3, 1, 28, 28)).astype(np.uint8)
    frames = np.concatenate([noise, cross_fade(5)])
    distances, phases = distance_to_moons(frames)
    grid = moon_phases(GRID)
    for frame, distance, phase in zip(frames, distances, phases, strict=True):
        known, nearest = brute_force(frame, grid)
        assert distance == pytest.approx(known, rel=1e-5, abs=1e-9)
        if known > 0:
            assert phase == pytest.approx(nearest, abs=1e-6)


def test_half_a_cross_fade_is_as_far_off_as_the_disc_says() -> None:
    """Grey 0.56 on the whole disc against 0.12 and 1 on its halves: 0.44 squared on the disc's share of the picture."""
    distances, _ = distance_to_moons(cross_fade(3))
    assert distances[1] == pytest.approx(0.44**2 * np.pi * 100 / 784, rel=0.12)  # the best moon is not quite the half
    assert distances[[0, 2]].tolist() == [0, 0]


@pytest.mark.parametrize(
    "frames", [np.zeros((2, 1, 16, 16), np.uint8), np.zeros((2, 3, 28, 28), np.uint8), np.zeros((2, 1, 28, 28))]
)
def test_other_pictures_are_refused(frames: np.ndarray) -> None:
    assert not is_moon_shaped(frames)
    with pytest.raises(ValueError, match=r"expected uint8 \(n, 1, 28, 28\), found"):
        distance_to_moons(frames)


def test_verdicts() -> None:
    assert report_strip(true_moons(11)).verdict is StripKind.MOONS
    fade = report_strip(cross_fade(11))
    assert fade.verdict is StripKind.FADE and fade.worst in (5, 6) and fade.worst_distance > 50 * LIMIT
    jump = true_moons(2)[[0, 0, 0, 0, 1, 1, 1]]
    assert report_strip(jump).verdict is StripKind.JUMP
    untrained = np.repeat(cross_fade(3)[1:2], 7, axis=0)  # the same grey disc for every code
    assert report_strip(untrained).verdict is StripKind.NOT_YET
    odd = true_moons(9).copy()
    odd[4] = 255 - odd[4]
    report = report_strip(odd)
    assert report.verdict is StripKind.NOT_MOONS and report.worst == 4
    with pytest.raises(ValueError, match="at least the two ends, found 1"):
        report_strip(true_moons(2)[:1])


def test_what_is_said_of_a_strip() -> None:
    said = strip_sentence(report_strip(cross_fade(3)))
    off = float(distance_to_moons(cross_fade(3))[0][1])
    assert said == f"A cross-fade: frame 2 is {off:.3f} off every moon, {off / LIMIT:.0f} times what passes for one."
    assert strip_sentence(report_strip(true_moons(5))).startswith("Every frame is a moon; the worst")
    assert "jumps" in strip_sentence(report_strip(true_moons(2)[[0, 0, 0, 1, 1, 1, 1, 1]]))


# --------------------------------------------------------------------------- the circle


def test_a_code_that_runs_round_is_torn_where_it_comes_back() -> None:
    phases = moon_phases(40, "month").astype(np.float32)
    codes = ((phases - 0.3) % 1.0).astype(np.float32)  # from 0 just after phase 0.3 up to 1 just before
    report = report_circle(phases, codes)
    assert [(tear.before, tear.after) for tear in report.tears] == [(11, 12)]  # 0.275 to 0.3
    assert report.largest.size == pytest.approx(1.0) and not report.folded
    assert (
        circle_sentence(report, phases) == "Torn at the waxing half-moon: two neighbours are 100% of the range apart."
    )


def test_the_tear_may_lie_between_the_last_and_the_first_phase() -> None:
    phases = moon_phases(20, "month").astype(np.float32)
    report = report_circle(phases, phases)
    assert (report.largest.before, report.largest.after) == (19, 0)
    assert "new moon" in circle_sentence(report, phases)


def test_a_code_of_the_shape_alone_is_folded() -> None:
    phases, (torn, folded) = sample_codes()
    report = report_circle(phases, folded)
    assert report.folded and report.tears == ()
    assert circle_sentence(report, phases).startswith("Folded")
    assert report_circle(phases, torn).tears and not report_circle(phases, torn).folded


def test_two_tears_are_both_found_and_the_larger_is_named() -> None:
    """What networks do: one half of the month is put beside the other."""
    phases = moon_phases(40, "month").astype(np.float32)
    waxing = phases < 0.5
    codes = np.where(waxing, 2 * phases, 3.2 - 2 * phases).astype(np.float32)  # 0..0.95, then 2.2..1.25
    report = report_circle(phases, codes)
    assert {tear.before for tear in report.tears} == {19, 39}
    assert "Torn at 2 places" in circle_sentence(report, phases)


def test_jumps_in_a_row_are_one_tear() -> None:
    phases = moon_phases(30, "month").astype(np.float32)
    codes = np.interp(np.arange(30), [0, 13, 14, 15, 16, 29], [0, 0.1, -3, -6.5, -9, 0]).astype(np.float32)
    report = report_circle(phases, codes)
    assert report.largest.before == 14
    assert [tear.before for tear in report.tears] == [14]


def test_a_constant_code_neither_tears_nor_folds() -> None:
    phases = moon_phases(8, "month").astype(np.float32)
    report = report_circle(phases, np.full(8, 3.0, np.float32))
    assert report.tears == () and not report.folded and report.range == (3.0, 3.0)
    assert circle_sentence(report, phases) == "All moons have the same number."


def test_neither_tear_nor_fold_is_said_so() -> None:
    """Out and back by another way: no neighbour is far, yet waxing and waning differ."""
    phases = moon_phases(60, "month").astype(np.float32)
    codes = np.cos(2 * np.pi * (phases - 0.2)).astype(np.float32)
    report = report_circle(phases, codes)
    assert report.largest.size < TEAR and not report.folded
    assert circle_sentence(report, phases).startswith("No tear to see")


@pytest.mark.parametrize(
    ("phases", "codes", "said"),
    [
        (np.zeros(5, np.float32), np.zeros(4, np.float32), r"expected the same \(n,\)"),
        (np.zeros(3, np.float32), np.zeros(3, np.float32), "n >= 4"),
        (np.arange(5, dtype=np.float32) / 5, np.array([0, 1, np.nan, 2, 3], np.float32), "finite"),
    ],
)
def test_bad_codes_are_refused(phases: np.ndarray, codes: np.ndarray, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        report_circle(phases, codes)


def test_phases_have_names() -> None:
    assert [phase_text(p) for p in (0, 0.25, 0.5, 0.75, 0.99)] == [
        "new moon", "waxing half-moon", "full moon", "waning half-moon", "new moon",
    ]  # fmt: skip
