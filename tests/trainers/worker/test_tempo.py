"""When the next step is due, by a clock that the test sets."""

from __future__ import annotations

import math

import pytest

from trainers.experiment import MOST_PACE
from trainers.worker.tempo import Tempo


def played(pace: float | None, took: float, seconds: float) -> int:
    """How many steps are made in so many *seconds*, each taking so long."""
    tempo, now, steps = Tempo(), 5.0, 0
    tempo.set_pace(pace)
    tempo.begin(now)
    while now < 5.0 + seconds:
        if (left := tempo.left(now)) > 0:
            now += left
            continue
        tempo.stepped(now)
        now, steps = now + took, steps + 1
    return steps


def test_steps_come_at_the_pace_however_long_they_take() -> None:
    assert played(4.0, 0.01, 10.0) == 40 and played(4.0, 0.2, 10.0) == 40
    assert played(4.0, 0.5, 10.0) == 20, "as fast as they can where that is too fast for them"
    assert played(0.0, 0.01, 10.0) == pytest.approx(1000, abs=1) and played(None, 0.5, 10.0) == 20


def test_the_first_step_is_due_at_once_and_none_is_made_up_for_after_a_rest() -> None:
    tempo = Tempo()
    tempo.set_pace(2.0)
    tempo.begin(10.0)
    assert tempo.left(10.0) == 0
    tempo.stepped(10.0)
    assert tempo.left(10.0) == 0.5 and tempo.left(10.4) == pytest.approx(0.1) and tempo.left(12.0) == 0
    tempo.stepped(12.0)  # three beats late
    assert tempo.left(12.0) == 0.5


def test_a_pace_is_kept_while_steps_come_less_than_a_beat_too_late() -> None:
    tempo = Tempo()
    tempo.begin(0.0)
    tempo.stepped(0.0)
    assert not tempo.is_kept, "without a pace nothing is fast enough"
    tempo.set_pace(2.0)
    tempo.begin(10.0)
    for now, kept in ((10.0, True), (10.5, True), (11.4, True), (12.1, False), (12.6, True)):
        tempo.stepped(now)
        assert tempo.is_kept == kept


def test_another_pace_counts_from_the_last_step_on() -> None:
    tempo = Tempo()
    tempo.set_pace(0.1)
    tempo.begin(0.0)
    tempo.stepped(0.0)
    assert tempo.left(1.0) == pytest.approx(9.0)
    tempo.set_pace(0.5)
    assert tempo.left(1.0) == pytest.approx(1.0)
    tempo.set_pace(None)
    assert tempo.left(1.0) == 0


def test_up_to_thirty_steps_a_second_can_be_followed() -> None:
    tempo = Tempo()
    assert not tempo.is_followed
    for pace, followed in ((30.0, True), (0.5, True), (31.0, False), (0.0, False), (None, False)):
        tempo.set_pace(pace)
        assert tempo.is_followed == followed


@pytest.mark.parametrize(
    ("pace", "least"), [(-1.0, 0.0), (math.nan, 0.0), (math.inf, 1 / MOST_PACE), (1e9, 1 / MOST_PACE)]
)
def test_a_pace_that_is_none_is_the_nearest_one(pace: float, least: float) -> None:
    tempo = Tempo()
    tempo.set_pace(pace)
    tempo.begin(1.0)
    tempo.stepped(1.0)
    assert tempo.left(1.0) == pytest.approx(least)
