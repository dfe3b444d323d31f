"""What is drawn comes into sight at a pace of its own, and never before it is there."""

from __future__ import annotations

import time

import pytest
from pytestqt.qtbot import QtBot

from explorer.workspaces.components.finish import reveal as revealing
from explorer.workspaces.components.finish.reveal import Reveal, seconds
from explorer.workspaces.components.state import ComponentsState


@pytest.fixture
def reveal(qtbot: QtBot) -> Reveal:
    return Reveal()


def test_at_once(reveal: Reveal) -> None:
    reveal.set_speed(1)
    reveal.begin(100)
    reveal.set_there(30)
    assert reveal.place == 30 and reveal.is_playing and not reveal.is_moving
    reveal.set_there(100)
    assert reveal.place == 100 and not reveal.is_playing


def test_it_waits_for_what_is_not_there_and_goes_on(reveal: Reveal, qtbot: QtBot) -> None:
    places: list[int] = []
    reveal.moved.connect(lambda: places.append(reveal.place))
    reveal.set_speed(0.7)
    reveal.begin(400)
    reveal.set_there(150)
    qtbot.waitUntil(lambda: reveal.place == 150 and not reveal.is_moving, timeout=10_000)
    assert reveal.is_playing and max(places) == 150
    reveal.set_there(400)
    assert reveal.is_moving
    qtbot.waitUntil(lambda: reveal.place == 400, timeout=10_000)
    assert not reveal.is_moving and places == sorted(places) and len(places) > 4


def test_a_slow_one_shows_every_site_and_a_quick_one_does_not(reveal: Reveal, qtbot: QtBot) -> None:
    places: list[int] = []
    reveal.moved.connect(lambda: places.append(reveal.place))
    reveal.set_speed(0.8)
    reveal.begin(6)
    reveal.set_there(6)
    qtbot.waitUntil(lambda: not reveal.is_playing, timeout=20_000)
    assert places[0] == 0 and len(places) >= 4
    reveal.replay()
    assert reveal.place == 0 and reveal.is_moving
    reveal.set_speed(1)
    assert reveal.place == 6 and not reveal.is_moving


def test_few_and_many_take_the_same_three_seconds(qtbot: QtBot) -> None:
    few, many = Reveal(), Reveal()
    began = time.monotonic()
    for reveal, total in ((few, 5), (many, 3000)):
        reveal.set_speed(ComponentsState().speed)
        reveal.begin(total)
        reveal.set_there(total)
    qtbot.waitUntil(lambda: not few.is_playing and not many.is_playing, timeout=20_000)
    assert time.monotonic() - began > 2.9
    assert seconds(ComponentsState().speed) == pytest.approx(3) and seconds(0) == 30 and seconds(1) == 0
    assert seconds(0.99) < 1


def test_what_came_at_once_is_played_slowly_enough_to_be_seen(
    reveal: Reveal, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert revealing.SEEN == 3
    monkeypatch.setattr(revealing, "SEEN", 1.0)
    reveal.set_speed(1)
    reveal.begin(50)
    reveal.set_there(50)
    places: list[int] = []
    reveal.moved.connect(lambda: places.append(reveal.place))
    reveal.replay()
    assert reveal.place == 0 and reveal.is_moving
    reveal.set_speed(1)  # which it was: nothing to hurry for
    assert reveal.is_moving
    qtbot.waitUntil(lambda: not reveal.is_playing, timeout=20_000)
    assert len(set(places)) > 8
    reveal.begin(50)
    reveal.set_there(50)
    assert reveal.place == 50  # what is new comes at once, as before


def test_nothing_to_fill_is_done(reveal: Reveal) -> None:
    reveal.begin(0)
    reveal.set_there(0)
    assert not reveal.is_playing and not reveal.is_moving
