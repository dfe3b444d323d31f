"""A window without the controls: nothing in it looks as if it could train or change the run, and says why."""

from __future__ import annotations

import inspect
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event
from typing import Any, get_args

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from explorer.files import run_reader
from explorer.files.opening import OpenedRun
from explorer.form.preset_cards import PresetCard
from explorer.state.session import Session
from explorer.state.state import AppState
from explorer.widgets.numbers.number_field import NumberField
from tests.explorer.program import Program, experiment
from tests.explorer.state.test_far_session import ToldWorker
from tests.trainers.runs.finished_runs import train
from trainers import messages
from trainers.catalog import dataset_specs, family_specs
from trainers.kinds import Pictures
from trainers.messages import LinkChanged, LinkPhase, Phase

IMAGE = np.zeros((1, 1, 8, 8), np.uint8)
DATA = messages.DataReady(1, "d", Pictures(1, 8, 8), 1, 1, (), (), IMAGE, IMAGE, None, "cpu", (2,), loaded=1)
WATCHES = LinkChanged("gpu1", LinkPhase.LIVE, 0.01, controls=False, others=1)
FOLLOWS = replace(WATCHES, only_watched="Another program trains this run. Here it can only be watched.")
OWNS = replace(WATCHES, controls=True)
# What only looks, or is for the run of this machine, or asks for the controls.
MAY = {"take_controls", "take_up", "begin_apart"}


class WatchingProgram(Program):
    """The window with a worker that says what the test lets it say."""

    def make_session(self, folder: Path, **more: Any) -> Session:
        def make(wake):  # type: ignore[no-untyped-def]
            self.worker = ToldWorker(wake)
            return self.worker

        link = LinkChanged("gpu1", LinkPhase.CONNECTING, math.nan)
        return Session(folder / "data", folder, "cpu", make_worker=make, link=link, **more)

    @property
    def commands(self) -> list[Any]:
        return [each for each in self.worker.sent if isinstance(each, get_args(messages.Command))]


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> Iterator[WatchingProgram]:
    made = WatchingProgram(qtbot, tmp_path)
    made.show()
    served = messages.RunServed(1, experiment(), "/srv/runs/test", "vae-digits")
    made.worker.say(messages.Catalogued(family_specs(), dataset_specs(), ()), served, DATA)
    made.worker.say(messages.Ticked(1, 50, 100_000, 1.0, 1.0, 100.0))
    made.worker.say(messages.PhaseChanged(1, Phase.TRAINING, "Training."))
    made.wait_for(Phase.TRAINING)
    yield made
    assert made.close()


def controls_of(program: WatchingProgram) -> list[QWidget]:
    """Everything at hand with which a run is trained or changed."""
    buttons = [program.find(QPushButton, name) for name in ("rewind", "step", "play", "stop", "change-dataset")]
    knobs = [
        program.find(QWidget, name)
        for name in ("models.0.learning_rate", "models.0.learning_rate-slider", "models.0.beta", "models.0.layers")
    ]
    return [
        *buttons, *knobs, program.find(NumberField, "seed"), program.find(QToolButton, "device"),
        *(card for card in program.window.findChildren(PresetCard)),
    ]  # fmt: skip


def test_what_cannot_be_done_without_the_controls_is_disabled_and_says_why(program: WatchingProgram) -> None:
    program.worker.say(OWNS)
    program.wait(lambda: program.find(QPushButton, "play").isEnabled())
    program.worker.sent.clear()
    assert not program.find(QLabel, "models.0.beta-tag").isHidden()
    own = {each.objectName() for each in controls_of(program) if each.isEnabled()}
    assert {"play", "stop", "rewind", "change-dataset", "models.0.beta", "seed", "device"} <= own
    assert any(name.startswith("preset-") for name in own)
    program.worker.say(WATCHES)
    program.wait(lambda: not program.find(QPushButton, "play").isEnabled())
    assert [each.objectName() for each in controls_of(program) if each.isEnabled()] == []
    assert not program.find(QLabel, "models.0.beta-tag").isVisible()  # "live" it is for others
    for each in controls_of(program):
        said = [around.toolTip() for around in (each, each.parentWidget(), each.parentWidget().parentWidget())]
        assert any("Another window has the controls of this run" in tip for tip in said), each.objectName()
    assert program.find(QPushButton, "far_take").isVisible() and program.text("far_others") == "this window watches"
    save = program.window.findChild(QAction, "action_save_as")
    assert not save.isEnabled() and "cannot be moved from here" in save.toolTip()
    assert program.window.isVisible() and program.message == "Training."
    program.key(Qt.Key.Key_Space)  # a key has no tip
    program.wait(lambda: "Another window has the controls" in program.note)
    program.session.edit(0.5, "models.0.beta")
    assert program.state.draft == program.state.experiment and not program.commands
    program.click(program.find(QPushButton, "far_take"))
    assert program.commands == [messages.TakeControls(1)]


def test_controls_that_nobody_can_have_are_not_offered(program: WatchingProgram) -> None:
    said = "Another program trains this run. Here it can only be watched."
    program.worker.say(FOLLOWS, messages.PhaseChanged(1, Phase.TRAINING, said))
    program.wait(lambda: program.message == said)
    assert not program.find(QPushButton, "far_take").isVisible() and program.text("far_others") == "only watched here"
    assert said in program.find(QPushButton, "play").toolTip() and not program.find(QPushButton, "play").isEnabled()
    program.window.resize(1280, 720)
    message = program.window.findChild(QWidget, "status-message")
    program.wait(lambda: message.text() == "Another program trains this run.")  # a whole sentence
    program.worker.say(replace(FOLLOWS, phase=LinkPhase.ENDED, reason="The far run was saved and is served no more."))
    program.wait(lambda: "There is no link to this run" in program.find(QPushButton, "play").toolTip())


def test_a_knob_that_was_not_turned_springs_back(program: WatchingProgram) -> None:
    program.worker.say(OWNS)
    program.wait(lambda: program.find(QPushButton, "play").isEnabled())
    program.session.edit(0.5, "models.0.beta")
    program.session.edit(7, "steps")
    assert program.state.draft.models[0].config.beta == 0.5
    assert program.commands[-1] == messages.SetKnob(1, 0, "beta", 0.5)
    program.worker.say(messages.Declined("Another window has the controls of this run.", 0, "beta"))
    program.wait(lambda: program.state.draft.models[0].config.beta == 1.0)
    assert program.state.restart_paths == {"steps"}  # what else was wished stays


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """``one`` and ``two``, small finished runs of this machine, and ``pair`` of two models; an ``experiment.toml``."""
    home = tmp_path_factory.mktemp("runs")
    for name, models in (("one", 1), ("two", 1), ("pair", 2)):
        train(home / name, models=[{"family": "vae", "layers": [12]}] * models)
    (home / "experiment.toml").write_text(experiment().to_toml(), encoding="utf-8")
    return home


@dataclass(frozen=True)
class Heard:
    """What the parts of the window were told."""

    opened: list[object]
    told: list[str]


@pytest.fixture
def heard(program: WatchingProgram) -> Heard:
    heard, files = Heard([], []), program.window.files
    files.run_opened.connect(heard.opened.append)
    files.opened.connect(lambda: heard.opened.append("opened"))
    files.told.connect(heard.told.append)
    return heard


@pytest.mark.parametrize("names", [("one",), ("experiment.toml",), ("one", "two"), ("pair", "two")])
def test_what_cannot_be_opened_here_is_not_even_read(
    program: WatchingProgram, heard: Heard, runs: Path, names: tuple[str, ...]
) -> None:
    program.worker.say(WATCHES)
    program.wait(lambda: program.state.why_watched)
    before = program.state
    program.drop(program.window, *(runs / name for name in names))
    program.wait(lambda: "Another window has the controls" in program.note)
    assert not program.window.files.is_reading and not program.window.files.beside.is_reading
    assert heard == Heard([], []) and not program.commands
    assert program.state == before and str(runs / names[0]) not in map(str, program.settings.recent_runs)


def test_controls_that_go_while_a_run_is_read_open_nothing(
    program: WatchingProgram, heard: Heard, runs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, read = Event(), run_reader.read_opened

    def read_then(path: Path, state: AppState) -> OpenedRun:
        assert gone.wait(30)
        return read(path, state)

    monkeypatch.setattr(run_reader, "read_opened", read_then)
    program.worker.say(OWNS)
    program.wait(lambda: program.find(QPushButton, "play").isEnabled())
    program.window.files.open(runs / "one")
    assert program.window.files.is_reading
    program.worker.say(WATCHES)
    program.wait(lambda: program.state.why_watched)
    before = program.state
    program.worker.sent.clear()
    gone.set()
    program.wait(lambda: "Another window has the controls" in program.note)
    assert not heard.opened and program.state == before and not program.commands


@pytest.mark.qt_log_ignore("This plugin does not support (raise|propagateSizeHints)")  # of windows off screen
def test_controls_that_go_while_models_are_chosen_open_nothing(
    program: WatchingProgram, heard: Heard, runs: Path
) -> None:
    program.worker.say(OWNS)
    program.wait(lambda: program.find(QPushButton, "play").isEnabled())
    program.window.files.open_beside((runs / "pair", runs / "two"))
    program.wait(lambda: program.window.files.beside.chooser is not None)
    chooser = program.window.files.beside.chooser
    assert chooser is not None
    program.worker.say(WATCHES)
    program.wait(lambda: program.state.why_watched)
    before = program.state
    program.worker.sent.clear()
    program.click(chooser.findChild(QPushButton, "beside_show"))
    program.wait(lambda: "Another window has the controls" in program.note)
    assert not heard.opened and program.state == before and not program.commands


def test_a_preset_that_is_not_begun_leaves_what_is_seen(program: WatchingProgram) -> None:
    presets, watched = program.window.presets, experiment(opens_in="maps")
    program.worker.say(WATCHES, messages.RunServed(1, watched, "/srv/runs/test", "vae-digits"))
    program.wait(lambda: program.state.why_watched and program.state.experiment == watched)
    program.session.set_workspace("explore")
    presets.open("vae-digits")  # it is the one that is watched
    program.wait(lambda: "Another window has the controls" in program.note)
    assert program.state.workspace == "explore" and not program.commands


@pytest.mark.qt_log_ignore("This plugin does not support (raise|propagateSizeHints)")  # of windows off screen
def test_beside_what_is_said_of_the_run_stays_what_only_looks(program: WatchingProgram, tmp_path: Path) -> None:
    def say(phase: Phase, template: str, action: str) -> QPushButton:
        program.worker.say(messages.PhaseChanged(1, phase, template, action))
        program.wait(lambda: program.message == template)
        return program.find(QPushButton, "status-action")

    program.worker.say(WATCHES, messages.Failed(1, "training", 50, "Traceback\nValueError: deep", "seed = 3"))
    program.wait(lambda: program.state.why_watched and program.state.failed)
    assert not say(Phase.OUT_OF_MEMORY, "Not enough memory.", "Change the settings").isVisible()
    assert not say(Phase.DIVERGED, "The loss is not finite.", "Lower the learning rate").isVisible()
    program.click(say(Phase.FAILED, "Something failed.", "Copy the report"))
    assert "ValueError: deep" in QGuiApplication.clipboard().text() and "on the clipboard" in program.note
    with program.qtbot.waitSignal(program.window.way_out.differences_requested):
        program.click(say(Phase.BESIDE, "Side by side.", "What differs"))
    assert not program.commands


def test_a_picture_can_be_looked_at_without_the_controls(program: WatchingProgram, tmp_path: Path) -> None:
    program.worker.say(WATCHES)
    program.wait(lambda: program.state.why_watched)
    Image.fromarray(np.full((8, 8), 200, np.uint8)).save(tmp_path / "one.png")
    with program.qtbot.waitSignal(program.window.files.image_dropped) as dropped:
        program.drop(program.window, tmp_path / "one.png")
    assert dropped.args[0].shape == (1, 1, 8, 8) and program.note == ""


def test_every_wish_that_reaches_the_run_needs_the_controls() -> None:
    methods = inspect.getmembers(Session, inspect.isfunction)
    reaching = {
        name
        for name, method in methods
        if not name.startswith("_")
        and any(part in inspect.getsource(method) for part in ("_worker.send(", "_begin(", "_set_class("))
    }
    assert {"play", "pause", "edit", "rewind", "begin", "set_pace"} <= reaching
    assert {name for name, method in methods if name in reaching and not hasattr(method, "__wrapped__")} <= MAY | {
        "open_class", "leave_class",  # of the window; only the threads of a run of its own follow
    }  # fmt: skip
