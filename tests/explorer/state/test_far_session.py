"""A session whose run is trained elsewhere: others may begin runs, and what cannot be done from here is said."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from explorer.state.session import Session
from explorer.workspaces import WORKSPACES
from tests.explorer.program import experiment
from trainers import messages
from trainers.kinds import Pictures
from trainers.messages import LinkPhase, Phase

LINK = messages.LinkChanged("gpu1", LinkPhase.CONNECTING, math.nan)
IMAGE = np.zeros((1, 1, 8, 8), np.uint8)


class ToldWorker:
    """Says what the test lets it say."""

    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake, self._events = wake, list[messages.Event]()
        self.sent: list[Any] = []

    def say(self, *events: messages.Event) -> None:
        self._events += events
        self._wake()

    def start(self) -> None: ...

    def send(self, command: messages.Command) -> None:
        self.sent.append(command)

    look = look_back = send

    def forget(self, channel: str) -> None: ...

    def hold(self, channel: str, held: bool) -> None: ...

    def drain(self) -> list[messages.Event]:
        events, self._events = self._events, []
        return events

    def close(self) -> bool:
        return True


class FarSession(Session):
    def __init__(self, folder: Path) -> None:
        super().__init__(folder, folder, make_worker=self._make, workspaces=WORKSPACES, link=LINK)

    def _make(self, wake: Callable[[], None]) -> ToldWorker:
        self.told = ToldWorker(wake)
        return self.told


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Iterator[FarSession]:
    made = FarSession(tmp_path)
    yield made
    made.close()


def served(run_id: int, title: str = "test") -> messages.RunServed:
    return messages.RunServed(run_id, experiment(title=title), f"/srv/runs/{title}", "vae-digits")


def data(run_id: int) -> messages.DataReady:
    return messages.DataReady(run_id, "d", Pictures(1, 8, 8), 1, 1, (), (), IMAGE, IMAGE, None, "cpu", (2,), loaded=1)


def scalars(run_id: int, first: int) -> messages.Scalars:
    return messages.Scalars(run_id, first, ({"neg_elbo": np.arange(first, first + 5, dtype=np.float32)},))


def test_what_is_told_of_a_run_is_seen_as_of_one_that_was_begun_here(session: FarSession, qtbot: QtBot) -> None:
    assert session.is_far and session.state.experiment is None
    session.told.say(served(4), data(4), scalars(4, 1), messages.PhaseChanged(4, Phase.PAUSED, "Paused."))
    qtbot.waitUntil(lambda: session.state.phase is Phase.PAUSED)
    state = session.state
    assert (state.run_id, state.preset, state.place) == (4, "vae-digits", "/srv/runs/test")
    assert state.experiment == state.draft == experiment() and state.curves is not None and state.curves.last_step == 5
    assert state.link == LINK and state.can_train and session.folder == Path("/srv/runs/test")
    session.play()
    assert session.told.sent[-1] == messages.Play(4)
    session.restart()
    begun = session.told.sent[-1]
    assert isinstance(begun, messages.Begin) and begun.run_id == 5


def test_what_comes_once_more_after_a_broken_link_is_there_once(session: FarSession, qtbot: QtBot) -> None:
    told = (served(4), data(4), scalars(4, 1), scalars(4, 6), messages.PhaseChanged(4, Phase.PAUSED, "Paused."))
    session.told.say(*told)
    qtbot.waitUntil(lambda: session.state.phase is Phase.PAUSED)
    before = session.state
    session.told.say(*told, scalars(4, 11))
    qtbot.waitUntil(lambda: session.state.curves.last_step == 15)
    assert np.array_equal(session.state.curves.values(0, "neg_elbo"), np.arange(1, 16))
    assert session.state.maps is not None and session.state.maps[0] == before.maps[0]


def test_a_run_that_another_window_begins_is_seen_and_one_that_cannot_be_is_left_again(
    session: FarSession, qtbot: QtBot
) -> None:
    session.told.say(served(1), data(1), messages.PhaseChanged(1, Phase.PAUSED, "Paused."))
    qtbot.waitUntil(lambda: session.state.phase is Phase.PAUSED)
    session.told.say(served(2, "other"))
    qtbot.waitUntil(lambda: session.state.run_id == 2)
    assert session.state.experiment.plan.title == "other" and session.state.phase is Phase.STARTING
    session.told.say(messages.Refused(2, 1, "{reason}", {"reason": "no"}))
    qtbot.waitUntil(lambda: session.state.run_id == 1)
    assert session.state.phase is Phase.PAUSED and session.state.refused is not None


def test_settings_that_another_window_turned_are_seen(session: FarSession, qtbot: QtBot) -> None:
    session.told.say(served(1), data(1))
    qtbot.waitUntil(lambda: session.state.data is not None)
    turned = experiment().with_setting("models.0.learning_rate", 0.05)
    session.told.say(messages.RunServed(1, turned, "/srv/runs/test"))
    qtbot.waitUntil(lambda: session.state.experiment == turned)
    assert session.state.draft == turned and session.state.data is not None


def test_what_cannot_be_done_from_here_is_said(session: FarSession, qtbot: QtBot, tmp_path: Path) -> None:
    session.told.say(served(1), data(1), messages.PhaseChanged(1, Phase.PAUSED, "Paused."))
    qtbot.waitUntil(lambda: session.state.phase is Phase.PAUSED)
    with qtbot.waitSignal(session.declined) as said:
        session.save(tmp_path / "here")
    assert "cannot be moved" in said.args[0] and not session.told.sent
    with qtbot.waitSignal(session.declined) as said:
        session.told.say(messages.Declined("Another window has the controls."))
    assert said.args == ["Another window has the controls."]
    with pytest.raises(OSError, match="Lessons are trained on this machine"):
        session.make_room_apart()
    session.take_controls()
    assert session.told.sent == [messages.TakeControls(1)]
