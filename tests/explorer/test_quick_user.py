"""A user who does not wait: hundreds of wishes in any order, after which the window says what is true."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QPushButton, QWidget

from explorer.map.overlays.decode_inset import DecodeInset
from explorer.run_bar.timeline_line import TimelineLine
from explorer.state.channels import DATA
from explorer.state.state import AppState
from explorer.widgets.elided_label import ElidedLabel
from explorer.workspaces import WORKSPACES
from explorer.workspaces.adversarial.state import adversarial_of
from tests.explorer.program import LEFT, NONE, Program, experiment
from trainers import messages
from trainers.messages import Phase
from trainers.runs.folder import read_run

AE, VAE = {"family": "ae", "layers": [8]}, {"family": "vae", "layers": [8]}
GAN = {"family": "gan", "g_layers": [8], "d_layers": [8]}
RING = {"name": "ring", "count": 400}
RUNS: tuple[dict[str, Any], ...] = (
    {"models": [VAE], "steps": 40},
    {"models": [AE, VAE], "steps": 100_000},
    {"models": [{**VAE, "latent_dim": 3}], "steps": 200},
    {"models": [GAN, {**GAN, "label": "b"}], "steps": 100_000, "dataset": RING},
    {"models": [GAN, VAE], "steps": 60},
)
BUTTONS = ("play", "play", "stop", "step", "rewind", "timelineTrainOn", "timelineLive")


def test_keyframes_of_an_opened_run_say_that_their_weights_are_gone(program: Program, tmp_path: Path) -> None:
    program.start(experiment(steps=60))
    program.session.save(tmp_path / "run")
    program.key(Qt.Key.Key_Space)
    program.wait_for(Phase.FINISHED)
    program.window.files.open(tmp_path / "run")
    program.wait_for(Phase.FINISHED)
    program.wait(lambda: program.state.can_train)
    program.wait(lambda: program.state.pictures is not None and program.state.pictures.step == 60)
    line = program.find(TimelineLine, "timelineLine")
    QTest.mouseClick(line, LEFT, NONE, QPoint(round(line.x_of(0)), line.height() // 2))
    assert program.state.scrubbed == 0 and "decodes are of now" in program.message
    shown = program.find(ElidedLabel, "status-message")
    assert "decodes are of now" in shown.text(), "also where there is little room"
    assert not program.find(QPushButton, "timelineTrainOn").isEnabled()
    inset = program.find(DecodeInset, "decode_inset")
    assert inset.caption == "decode of now"
    steps = program.state.timeline.steps  # type: ignore[union-attr]
    assert program.state.steps_with_weights == (60,) and f"keyframes: {len(steps)}, with weights: 1" in (
        line.accessibleDescription()
    )
    QTest.mouseClick(line, LEFT, NONE, QPoint(round(line.x_of(60)) - 2, line.height() // 2))
    program.session.scrub(60)
    assert "Looking back at step 60" in program.message and inset.caption == "", "the newest weights are those of then"
    image = line.grab().toImage()
    ratio, middle = line.devicePixelRatioF(), line.height() / 2
    ink = image.pixelColor(round((line.x_of(20) + 0.5) * ratio), round((middle - 3) * ratio))
    above = image.pixelColor(round((line.x_of(20) + 0.5) * ratio), round((middle - 5) * ratio))
    assert ink != above, "a low tick"
    program.session.advance(15)  # a keyframe with its weights
    program.wait(lambda: program.step == 75 and program.state.timeline.steps[-1] == 75)  # type: ignore[union-attr]
    program.session.scrub(75)
    assert "Looking back at step 75" in program.message and program.find(QPushButton, "timelineTrainOn").isEnabled()


class Monkey:
    """Does something that a user can do at this moment, with the mouse, the keys or a dialog."""

    def __init__(self, program: Program, folder: Path, seed: int) -> None:
        self.program, self.folder, self.choice = program, folder, random.Random(seed)
        self.done: list[str] = []
        self._wishes: list[Callable[[], None]] = [
            *(self._press(name) for name in BUTTONS),
            self.key, self.click_map, self.scrub, self.scrub, self.knob, self.wrong_knob, self.workspace, self.begin,
            self.restart, self.fork, self.save, self.open_run, self.nonsense, self.cancel, self.undo, self.data,
        ]  # fmt: skip

    def act(self) -> None:
        wish = self.choice.choice(self._wishes)
        self.done.append(getattr(wish, "__name__", repr(wish)))
        wish()
        QTest.qWait(self.choice.choice((0, 0, 1, 5, 30, 120)))

    def _press(self, name: str) -> Callable[[], None]:
        def press() -> None:
            found = self.program.window.findChildren(QAbstractButton, name)
            if found and found[0].isVisible() and found[0].isEnabled():
                QTest.mouseClick(found[0], LEFT)

        press.__name__ = name
        return press

    def key(self) -> None:
        keys = (Qt.Key.Key_Space, Qt.Key.Key_L, Qt.Key.Key_P, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Home)
        self.program.key(self.choice.choice(keys))

    def click_map(self) -> None:
        shown = [panel.map for panel in self.program.window.maps.panels if panel.map.isVisible()]
        if shown:
            view = self.choice.choice(shown)
            view.setFocus()
            where = [round(self.choice.random() * (size - 1)) for size in (view.width(), view.height())]
            QTest.mouseClick(view, LEFT, NONE, QPoint(*where))

    def scrub(self) -> None:
        line = self.program.find(TimelineLine, "timelineLine")
        QTest.mouseClick(line, LEFT, NONE, QPoint(self.choice.randrange(line.width()), line.height() // 2))

    def knob(self) -> None:
        rate = self.choice.choice(("learning_rate", "lr_d", "beta", "loss", "label_smoothing"))
        values: dict[str, tuple[Any, ...]] = {"loss": ("hinge", "minimax"), "label_smoothing": (0.0, 0.1)}
        self.program.session.edit(self.choice.choice(values.get(rate, (0.002, 0.01))), f"models.0.{rate}")

    def wrong_knob(self) -> None:
        self.program.session.edit(-1, self.choice.choice(("models.0.latent_dim", "steps", "models.0.nothing")))

    def workspace(self) -> None:
        chosen = self.choice.choice(WORKSPACES)
        if chosen.fits(self.program.state.model_specs):
            self.program.session.set_workspace(chosen.key)

    def begin(self) -> None:
        self.program.session.begin(experiment(**self.choice.choice(RUNS)), play=self.choice.random() < 0.5)

    def restart(self) -> None:
        self.program.session.restart(play=self.choice.random() < 0.5)

    def fork(self) -> None:
        self.program.session.fork()

    def save(self) -> None:
        self.program.dialogs.path = self.folder / f"saved {self.choice.randrange(4)}"  # also one that is taken
        self.program.window.files.save_run()

    def open_run(self) -> None:
        runs = [path for path, _ in self.program.window.files.recent()]
        saved = [path for path in self.folder.iterdir() if path.is_dir()]
        if runs or saved:
            self.program.window.files.open(self.choice.choice([*runs, *saved]))

    def nonsense(self) -> None:
        path = self.folder / self.choice.choice(("a.csv", "b.npz", "c.toml", "d.png", "e"))
        path.write_bytes(self.choice.randbytes(self.choice.randrange(200)))
        self.program.drop(self.program.window, path)

    def cancel(self) -> None:
        self.program.session.cancel_loading()

    def undo(self) -> None:
        self.choice.choice((self.program.session.undo, self.program.session.redo))()

    def data(self) -> None:
        if not self.choice.randrange(4):
            self.program.session.choose_data("digits", {"size": self.choice.choice(("8", "16"))})


def settle(program: Program, place: Path) -> None:
    """Stops whatever runs, and waits until that is so; a run that could not be begun gives way to one that can."""
    session = program.session
    program.wait(lambda: program.state.phase is not Phase.STARTING)
    if not program.state.can_train and program.state.phase is not Phase.TRAINING:
        session.begin(experiment())
        program.wait_for(Phase.READY)
    session.scrub(None)
    session.stop()
    session.save(place)  # the answer to which comes after all that was asked before
    program.wait(lambda: program.state.saved is not None and program.state.saved.folder == str(place))
    assert program.state.phase is not Phase.TRAINING


def check(program: Program) -> None:
    """What is said and shown is what the worker has."""
    state = program.state
    run = program.session._worker._trainer._run
    assert run is not None and run.run_id == state.run_id
    program.wait(lambda: run.folder_path == program.session.folder)
    step = run.loop.step_count
    program.wait(lambda: program.step == step)
    program.wait(lambda: program.state.pictures is not None and program.state.pictures.step == step)
    state = program.state
    program.wait(lambda: program.state.experiment == run.loop.experiment)
    assert state.curves is not None and (state.curves.last_step == step or not state.curves.count)
    assert state.timeline is not None and all(each <= step for each in state.timeline.steps)
    assert all(point.step <= step for points in adversarial_of(state).histories for point in points)
    for model, value in enumerate(state.maps):
        program.wait(lambda model=model: program.decode_shown(model))
        program.wait(lambda model=model: program.state.answers[f"cursor {model}"].step == step)
        assert len(value.cursor) == run.loop.models[model].latent_dim
    everything = state.answers.get(DATA.name)
    assert everything is None or isinstance(everything, messages.Codes)
    assert program.window.run.timeline.line.position is None


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_whatever_the_user_does_in_whatever_order(program: Program, tmp_path: Path, seed: int) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    program.start()
    monkey = Monkey(program, folder, seed)
    failures: list[messages.Failed] = []

    def note(new: AppState, old: AppState) -> None:
        if new.failed is not None and new.failed is not old.failed:
            failures.append(new.failed)

    program.session.state_changed.connect(note)
    for part in range(4):
        for _ in range(25):
            monkey.act()
        settle(program, folder / f"settled {part}")
        assert not failures, (failures[0].traceback, monkey.done[-20:])
        check(program)
    run = program.session._worker._trainer._run
    assert run is not None
    step, trained = run.loop.step_count, run.folder_path
    assert program.close()
    assert trained is not None
    if trained.exists():
        contents = read_run(trained)
        assert contents.problems == () and contents.checkpoint_step == contents.newest_step == step
        assert all(np.isfinite(series).all() for curves in contents.curves for series in curves.values())
    for widget in program.window.findChildren(QWidget, "note"):
        assert "went wrong in the program" not in program.note, widget
