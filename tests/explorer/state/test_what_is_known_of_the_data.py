"""What is asked about the data alone outlasts a run, and no longer: places on a map are as true after a rewind."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from explorer.state.session import Session
from explorer.workspaces import WORKSPACES
from tests.explorer.state.test_session import FakeWorker, data_ready, experiment
from trainers import messages
from trainers.catalog import dataset_specs, family_specs
from trainers.messages import Phase

MAP = messages.Channel("a map", messages.MapMade)
CODES = messages.Channel("of codes", messages.MapJudged)
EXAMPLES = messages.Channel("examples", messages.ExamplesShown)


class Desk:
    """A session with a worker that only writes down what it is told."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.workers: list[FakeWorker] = []
        self.qtbot = qtbot

        def make(wake: Any) -> Any:
            self.workers.append(FakeWorker(wake))
            return self.workers[0]

        self.session = Session(folder / "data", folder / "runs", "cpu", make_worker=make, workspaces=WORKSPACES)

    @property
    def worker(self) -> FakeWorker:
        return self.workers[0]

    def say(self, *events: Any) -> None:
        marker = messages.Failed(self.session.state.run_id, "", 0, "", "")
        self.worker.say(*events, marker)
        self.qtbot.waitUntil(lambda: self.session.state.failed is marker)

    def stands(self, loaded: int = 1) -> None:
        """The run that was asked for last has come to be."""
        run_id = self.session.state.run_id
        ready = replace(data_ready(run_id, 2, 2), loaded=loaded)
        self.say(ready, messages.PhaseChanged(run_id, Phase.READY, "Here."))

    def ask(self) -> messages.MakeMap:
        self.session.ask(messages.MakeMap, MAP, method="pca")
        look = self.worker.take()[-1]
        assert isinstance(look, messages.MakeMap)
        return look

    def made(self, look: messages.MakeMap, done: float = 1.0, run: int = 0) -> messages.MapMade:
        judged = 0.9 if done == 1 else math.nan
        places = np.zeros((4, 2), np.float32)
        run_id = run or look.run_id
        return messages.MapMade(run_id, look.request_id, MAP.name, 0, "pca", places, done, "", 0.1, judged, judged, 4)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(qtbot, tmp_path)
    made.session.begin(experiment())
    made.say(messages.Catalogued(family_specs(), dataset_specs(), ()))
    made.stands()
    made.worker.take()
    yield made
    made.session.deleteLater()


def again(session: Session, how: str) -> None:
    """Another run with the same data."""
    if how == "other models":
        session.begin(experiment(models=[{"family": "gan"}]))
    else:
        getattr(session, how)()


@pytest.mark.parametrize("how", ["rewind", "restart", "fork", "other models"])
def test_a_map_stays_where_the_data_do(desk: Desk, how: str) -> None:
    look = desk.ask()
    desk.say(desk.made(look))
    seen = desk.session.state.answer(MAP)
    assert seen is not None
    again(desk.session, how)
    assert desk.session.state.run_id == 2 and desk.session.state.answer(MAP) is seen
    desk.stands()
    assert desk.session.state.answer(MAP) is seen and desk.session.state.data_run == 1
    assert not desk.session.unanswered


def test_a_rewind_that_is_taken_back_has_what_is_known_by_then(desk: Desk) -> None:
    desk.say(messages.Ticked(1, 7, 10, 0.1, 0.1, 1.0), messages.Saved(1, str(desk.session.folder), 7))
    desk.session.rewind()
    desk.stands()
    look = desk.ask()
    desk.say(desk.made(look))
    seen = desk.session.state.answer(MAP)
    desk.session.take_rewind_back()
    assert desk.session.state.run_id == 3 and desk.session.state.answer(MAP) is seen is not None
    desk.stands()
    assert desk.session.state.answer(MAP) is seen


@pytest.mark.parametrize("how", ["other data", "the files have changed", "a folder"])
def test_other_data_forget_it(desk: Desk, how: str) -> None:
    look = desk.ask()
    desk.say(desk.made(look, done=0.5))
    assert desk.session.unanswered == {MAP.name}
    if how == "other data":
        desk.session.choose_data("moons", {})
    elif how == "a folder":  # of which it is not known whether these were its data
        shown = replace(desk.session.state, data=data_ready(0, 2, 2))
        desk.session.begin(experiment(), shown=shown, resume_from=Path("a run"))
    else:
        desk.session.restart()
        assert desk.session.state.answer(MAP) is not None and desk.session.unanswered == {MAP.name}
    desk.stands(loaded=2)
    assert desk.session.state.answer(MAP) is None and not desk.session.unanswered
    assert desk.session.state.data_run == 2
    desk.say(desk.made(look))  # too late
    assert desk.session.state.answer(MAP) is None


def test_a_map_that_is_being_drawn_is_waited_for_in_the_next_run(desk: Desk) -> None:
    look = desk.ask()
    desk.say(desk.made(look, done=0.25))
    desk.session.rewind()
    desk.say(desk.made(look, done=0.5))  # the worker has not heard of the next run
    found = desk.session.state.answer(MAP)
    assert found is not None and (found.done, found.run_id) == (0.5, 2) and desk.session.unanswered == {MAP.name}
    desk.stands()
    desk.say(desk.made(look, run=2))
    assert desk.session.state.answer(MAP).done == 1 and not desk.session.unanswered  # type: ignore[union-attr]
    newer = desk.ask()
    desk.say(desk.made(look, run=2))  # of the look before
    assert desk.session.unanswered == {MAP.name} and newer.run_id == 2


def test_a_run_that_cannot_be_leaves_the_map_with_the_one_before(desk: Desk) -> None:
    look = desk.ask()
    desk.say(desk.made(look, done=0.25))
    desk.session.choose_data("moons", {})
    desk.session.ask(messages.MakeMap, EXAMPLES, method="pca")  # for a run that never comes
    desk.say(desk.made(look, done=0.5))
    assert desk.session.state.answer(MAP) is None  # it is not of these data
    desk.worker.say(messages.Refused(2, 1, "Loading was cancelled."))
    desk.qtbot.waitUntil(lambda: desk.session.state.run_id == 1)
    assert desk.session.state.answer(MAP).done == 0.5  # type: ignore[union-attr]
    assert desk.session.unanswered == {MAP.name}
    desk.say(desk.made(look))
    assert desk.session.state.answer(MAP).done == 1 and not desk.session.unanswered  # type: ignore[union-attr]
    desk.session.restart()
    assert not desk.session.unanswered


def test_what_is_known_of_codes_is_forgotten_with_their_models(desk: Desk) -> None:
    desk.session.ask(messages.JudgeMap, CODES, places=np.zeros((4, 2), np.float32))
    (look,) = desk.worker.take()
    judged = messages.MapJudged(1, look.request_id, CODES.name, 0, 0.9, 0.9, 4)
    desk.say(judged)
    assert desk.session.state.answer(CODES) is judged
    codes = np.zeros((4, 2), np.float32)
    found = messages.ClustersFound(1, 99, "clusters", 0, "k-means", np.zeros(4, np.int64), None, 0.0, 0.0, 0.1)
    pixels, of_codes = found, replace(found, channel="by codes", by_features=True)
    assert messages.FindClusters(1, 1, "c", "k-means").of_data
    assert not messages.FindClusters(1, 1, "c", "k-means", features=codes).of_data
    desk.say(pixels, of_codes)
    desk.session.rewind()
    assert set(desk.session.state.answers) == {"clusters"}


def test_what_is_asked_can_rest(desk: Desk) -> None:
    desk.session.hold(MAP, True)
    assert desk.worker.take() == []  # there is nothing to hold
    desk.ask()
    desk.session.hold(MAP, True)
    desk.session.hold(MAP, False)
    assert desk.worker.take() == [(MAP.name, True), (MAP.name, False)]
    assert desk.session.unanswered == {MAP.name}
    desk.session.forget(MAP)
    desk.session.hold(MAP, True)
    assert desk.worker.take() == [MAP.name] and not desk.session.unanswered
