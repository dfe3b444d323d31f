"""Which steps are made next, of whom, and which wait for them."""

from __future__ import annotations

from trainers import messages
from trainers.worker.due_steps import DueSteps


def wish(steps: int, *players: str) -> messages.Advance:
    return messages.Advance(1, steps, players)


def begun(steps: int | None, *players: str, single: bool = False, pace: float = 0.0) -> DueSteps:
    made = DueSteps()
    made.set_pace(pace)
    made.begin(steps, players, single, now=10.0)
    return made


def test_nothing_is_due_at_first() -> None:
    assert not DueSteps().are_due and DueSteps().seconds_left(0.0) == 0.0


def test_so_many_steps_and_no_more() -> None:
    steps = begun(2, "G")
    for left in (True, False):
        steps.step_done()
        assert steps.are_due is left
    assert steps.players == ("G",) and steps.next_waiting() is None


def test_a_run_that_is_played_goes_on_without_end() -> None:
    steps = begun(None)
    for _ in range(1000):
        steps.step_done()
    assert steps.are_due and not steps.lets_wait(wish(5, "D")) and steps.with_more(5) == 5


def test_quick_clicks_on_one_player_add_up_and_on_another_wait_in_order() -> None:
    steps = begun(3, "G")
    assert not steps.lets_wait(wish(1, "G")) and steps.with_more(1) == 4
    assert steps.lets_wait(wish(2, "D"))
    assert steps.lets_wait(wish(1, "G"))  # not before what has been waiting
    assert steps.next_waiting() == wish(2, "D") and steps.next_waiting() == wish(1, "G")


def test_who_stands_still_forgets_what_waited() -> None:
    steps = begun(3, "G")
    steps.lets_wait(wish(2, "D"))
    steps.stand()
    assert not steps.are_due and steps.next_waiting() is None


def test_a_pace_is_for_what_is_played_and_not_for_a_single_step() -> None:
    played, single = begun(None, pace=4.0), begun(1, single=True, pace=4.0)
    for steps in (played, single):
        steps.step_begun(now=10.0)
    assert played.seconds_left(10.0) == 0.25 and single.seconds_left(10.0) == 0.0
    assert (played.are_played, played.are_followed, played.keep_pace) == (True, True, True)
    assert (single.are_played, single.are_followed, single.keep_pace) == (False, False, False)
    assert played.are_slow and single.are_slow and not begun(None).are_slow and begun(None, "G").are_slow


def test_after_a_rest_the_next_step_is_due_at_once() -> None:
    steps = begun(None, pace=0.5)
    steps.step_begun(now=10.0)
    assert steps.seconds_left(10.5) == 1.5
    steps.go_on(now=10.5)
    assert steps.seconds_left(10.5) == 0.0
