"""Who has the controls of a far run, and whose commands have come."""

from __future__ import annotations

import pytest

from trainers.link.serving import held_controls, taken_commands
from trainers.link.serving.held_controls import GRACE_SECONDS, HeldControls
from trainers.link.serving.taken_commands import TakenCommands


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [1000.0]
    monkeypatch.setattr(held_controls.time, "monotonic", lambda: now[0])
    return now


def test_the_first_who_comes_has_them_until_somebody_takes_them() -> None:
    controls = HeldControls()
    controls.take_if_free("one", {"one"})
    controls.take_if_free("two", {"one", "two"})
    assert controls.are_used_by("one") and not controls.are_used_by("two")
    controls.take("two")
    assert controls.are_used_by("two") and not controls.are_of("one")


def test_whose_link_broke_may_come_back_for_them_for_a_while(clock: list[float]) -> None:
    controls = HeldControls()
    controls.take_if_free("one", {"one"})
    controls.leave("one")
    clock[0] += GRACE_SECONDS
    controls.take_if_free("two", {"two"})
    assert controls.are_of("one")
    clock[0] += 0.1
    controls.take_if_free("two", {"two"})
    assert controls.are_of("two")


def test_nobody_uses_them_where_the_run_is_only_watched() -> None:
    controls = HeldControls("Another program trains this run.")
    controls.take_if_free("one", {"one"})
    assert controls.are_of("one") and not controls.are_used_by("one")


def test_a_command_that_is_said_again_is_not_done_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taken_commands, "MOST_REMEMBERED", 2)
    taken = TakenCommands()
    assert [taken.take("one", number) for number in (1, 2, 2, 1, 3)] == [True, True, False, False, True]
    assert (taken.last_of("one"), taken.last_of("two")) == (3, 0)
    taken.take("two", 1)
    taken.take("one", 4)
    taken.take("three", 1)  # whoever has been silent the longest is forgotten
    assert (taken.last_of("one"), taken.last_of("two"), taken.last_of("three")) == (4, 0, 1)
