"""What is known by temperature: answers put together, by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from explorer.workspaces.characters.tempering.tempered_curve import Estimate, TemperedCurve, followed_by
from trainers.messages.temperatures import Tempered, TemperedQuality


def answer(temperatures: list[float], shares: list[float], step: int = 5, count: int = 100, **more: float) -> Tempered:
    """*shares* of the first temperatures; held-out text is as many nats as the temperature is high."""
    asked, done = np.array(temperatures), len(shares)
    values = np.full(len(asked), np.nan)
    values[:done] = shares
    qualities = {"true_share": TemperedQuality("true", "share", values, values / 10)} if done else {}
    return Tempered(
        0, 1, "tempered 0", step, 0, asked, asked.copy(), asked / 100, 50, qualities, count, done, **more,
    )  # fmt: skip


def test_points_stand_in_the_order_of_their_temperatures_and_only_those_that_are_written() -> None:
    curve = followed_by(None, answer([1.0, 0.5, 2.0], [0.8, 0.9], seconds=4.0))
    assert [point.temperature for point in curve.points] == [0.5, 1.0] and curve.step == 5
    point = curve.point(0.5)
    assert point is not None and point.held_out == Estimate(0.5, 0.005) and point.count == 100
    assert point.qualities == {"true_share": Estimate(0.9, pytest.approx(0.09))}
    assert curve.seconds == pytest.approx(4.0 / 200) and curve.point(2.0) is None and curve.count(2.0) == 0


def test_an_answer_adds_to_those_before_and_takes_their_place() -> None:
    curve = followed_by(None, answer([1.0, 0.5], [0.8, 0.9]))
    more = followed_by(curve, answer([1.0, 2.0], [0.7, 0.2], count=400))
    assert [(point.temperature, point.count) for point in more.points] == [(0.5, 100), (1.0, 400), (2.0, 400)]
    assert more.points[1].qualities["true_share"].value == 0.7
    assert [point.count for point in curve.points] == [100, 100]  # nothing that was told is changed


def test_other_weights_begin_anew() -> None:
    curve = followed_by(None, answer([1.0, 0.5], [0.8, 0.9]))
    other = followed_by(curve, answer([2.0], [0.1], step=6))
    assert [point.temperature for point in other.points] == [2.0] and other.step == 6
    nothing = followed_by(curve, answer([1.0], [], step=7))
    assert nothing.points == () and nothing.step == 7


def test_a_place_between_two_temperatures_lies_on_the_line_between_their_dots() -> None:
    curve = followed_by(None, answer([1.0, 2.0], [0.8, 0.4]))
    assert curve.between(1.0, "true_share") == (1.0, 0.8)
    assert curve.between(1.25, "true_share") == pytest.approx((1.25, 0.7))
    assert curve.between(0.99, "true_share") is None and curve.between(2.01, "true_share") is None
    assert curve.between(1.0, "other") is None and TemperedCurve(1).between(1.0, "true_share") is None


def test_what_is_not_finite_has_no_place_in_the_plane() -> None:
    curve = followed_by(None, answer([1.0, 2.0, 0.5], [math.inf, 0.4, math.nan]))
    assert [point.temperature for point in curve.drawn("true_share")] == [2.0]
    assert curve.count(1.0) == 100  # it was asked all the same
    unread = answer([1.0], [0.5])
    curve = followed_by(None, Tempered(**{**vars(unread), "held_out": np.array([np.nan])}))
    assert curve.drawn("true_share") == ()
