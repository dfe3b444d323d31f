"""What is drawn comes into sight at a pace of its own, and never before it is there."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from explorer.workspaces.components.finish.reveal import Reveal


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
    reveal.set_speed(0.1)
    reveal.begin(6)
    reveal.set_there(6)
    qtbot.waitUntil(lambda: not reveal.is_playing, timeout=20_000)
    assert places[0] == 0 and len(places) >= 4
    reveal.replay()
    assert reveal.place == 0 and reveal.is_moving
    reveal.set_speed(1)
    assert reveal.place == 6 and not reveal.is_moving


def test_nothing_to_fill_is_done(reveal: Reveal) -> None:
    reveal.begin(0)
    reveal.set_there(0)
    assert not reveal.is_playing and not reveal.is_moving
