"""The pace of what moves by itself, and how surfaces take turns."""

from __future__ import annotations

import time

import pytest
from pytestqt.qtbot import QtBot

from explorer.plane.frame_clock import FRAME_MS, FrameClock, Turns


def test_those_that_begin_together_come_one_frame_after_another(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    turns = Turns()
    assert [turns.take() for _ in range(3)] == [FRAME_MS, 2 * FRAME_MS, 3 * FRAME_MS]
    now += 10.0  # all of them have long begun
    assert turns.take() == FRAME_MS


def test_turns_of_their_own_know_nothing_of_each_other() -> None:
    assert [Turns().take() for _ in range(3)] == [FRAME_MS] * 3


@pytest.mark.parametrize(("seconds", "interval"), [(0.0001, FRAME_MS), (0.004, 40), (0.05, 500)])
def test_the_pace_keeps_to_its_share_of_a_core(qtbot: QtBot, seconds: float, interval: int) -> None:
    clock = FrameClock(share=0.1)
    clock.begin()
    clock.took(seconds)
    clock.go_on(True)
    assert clock.is_running and clock.interval == interval
    clock.go_on(False)
    assert not clock.is_running


def test_frames_are_asked_for_until_nothing_moves(qtbot: QtBot) -> None:
    clock, asked = FrameClock(share=1.0), []

    def draw() -> None:
        asked.append(clock.interval)
        clock.go_on(len(asked) < 3)

    clock.due.connect(draw)
    clock.begin()
    clock.begin()  # comes already
    qtbot.waitUntil(lambda: not clock.is_running)
    assert len(asked) == 3
