"""A window whose run is trained by another process: as with a run of its own, and its link is said."""

from __future__ import annotations

import math
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from explorer.far.far_bar import FarBar
from explorer.far.far_desk import FarDesk
from explorer.state.session import Session
from explorer.widgets.elided_label import ElidedLabel
from tests.explorer.program import Program
from tests.trainers.link.far_listener import experiment, run_folder, serving
from trainers.link.far_worker import FarWorker
from trainers.messages import LinkChanged, LinkPhase, Phase

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|propagateSizeHints)")
served = pytest.mark.skipif(sys.platform == "win32", reason="serving needs Linux or macOS")
CONNECTING = LinkChanged("gpu1", LinkPhase.CONNECTING, math.nan)


class FarProgram(Program):
    """The window with a far worker."""

    def __init__(self, qtbot: QtBot, folder: Path, command: list[str]) -> None:
        self.worker: FarWorker | None = None
        self._command = command
        super().__init__(qtbot, folder)

    def make_session(self, folder: Path, **more: Any) -> Session:
        def make_worker(wake):  # type: ignore[no-untyped-def]
            self.worker = FarWorker(wake, self._command, "gpu1")
            return self.worker

        return Session(folder / "data", folder, "cpu", make_worker=make_worker, link=CONNECTING, **more)


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> Iterator[FarProgram]:
    run = run_folder(tmp_path / "run", experiment(steps=100_000))
    made = FarProgram(qtbot, tmp_path, serving(str(run), "--stdio"))
    yield made
    assert made.close()
    subprocess.run(serving(str(run), "--stop"), check=False, capture_output=True)


@served
def test_a_far_run_is_trained_and_looked_at_as_one_of_this_machine(program: FarProgram, tmp_path: Path) -> None:
    program.show()
    assert program.message == "Connecting to gpu1…"
    assert program.text("far_host") == "Trained on gpu1" and program.text("far_link") == "connecting…"
    program.wait_for(Phase.READY)
    program.wait(lambda: "ms away" in program.text("far_link"))
    assert program.state.experiment == experiment(steps=100_000) and program.state.curves is not None
    program.click(program.find(QPushButton, "play"))
    program.wait(lambda: program.step > 20)
    program.session.edit(0.001, "models.0.learning_rate")
    program.wait(lambda: program.state.experiment.models[0].config.learning_rate == 0.001)
    assert program.worker is not None and program.worker._process is not None
    program.worker._process.kill()
    program.wait(lambda: program.state.link.phase is LinkPhase.BROKEN)
    program.session.pause()  # as soon as the link is back
    program.wait_for(Phase.PAUSED)
    program.wait(lambda: program.state.link.phase is LinkPhase.LIVE)
    curves = program.state.curves
    assert curves.first_step == 1 and np.isfinite(curves.values(0, "neg_elbo")).all()
    assert curves.last_step == program.step
    program.dialogs.path = tmp_path / "elsewhere"
    program.window.files.save_run()
    assert "cannot be moved" in program.note and not program.dialogs.path.exists()
    program.session.rewind()  # begins it again there, in a folder beside it
    program.wait(lambda: program.state.phase is Phase.READY and program.step == 0)
    program.session.advance(3)
    program.wait(lambda: program.step == 3 and program.state.phase is Phase.PAUSED)
    program.session.save()
    program.wait(lambda: program.state.place.endswith("run (2)"))
    assert not program.settings.recent_runs


def test_why_there_is_no_link_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    said = "echo 'ssh: Could not resolve hostname gpu1: Name or service not known' >&2; exit 255"
    made = FarProgram(qtbot, tmp_path, ["sh", "-c", said])
    made.show()
    made.wait(lambda: made.state.link.phase is LinkPhase.ENDED)
    made.wait(lambda: made.text("far_problem") == "There is no machine called gpu1.")
    assert made.message == "There is no link to gpu1."
    assert made.find(QPushButton, "far_again").isVisible() and not made.find(QPushButton, "far_take").isVisible()
    made.click(made.find(QPushButton, "far_again"))
    made.wait(lambda: made.state.link.phase is LinkPhase.CONNECTING or made.state.link.phase is LinkPhase.ENDED)
    assert made.close()


def test_who_only_watches_can_take_the_controls(qtbot: QtBot) -> None:
    bar = FarBar()
    qtbot.addWidget(bar)
    bar.show_link(LinkChanged("gpu1", LinkPhase.LIVE, 0.0123, controls=True, others=2))
    take = bar.findChild(QPushButton, "far_take")
    words = {label.objectName(): label.whole_text for label in bar.findChildren(ElidedLabel)}
    assert words == {
        "far_host": "Trained on gpu1", "far_link": "12 ms away", "far_problem": "", "far_others": "others watch: 2",
    }  # fmt: skip
    assert take.isHidden()
    bar.show_link(LinkChanged("gpu1", LinkPhase.LIVE, 0.0123, controls=False, others=1))
    assert not take.isHidden()
    with qtbot.waitSignal(bar.controls_requested):
        take.click()
    bar.show_link(None)
    assert bar.isHidden()


def test_an_address_is_checked_before_a_window_is_opened(qtbot: QtBot, tmp_path: Path) -> None:
    made = Program(qtbot, tmp_path)
    started: list[list[str]] = []
    desk = FarDesk(made.session, made.window, lambda command: (started.append(command), True)[1])
    made.show()
    desk.ask()
    dialog = next(each for each in made.window.findChildren(QDialog, "far_dialog"))
    address, program_ = (dialog.findChild(QLineEdit, name) for name in ("far_address", "far_program"))
    open_ = dialog.findChild(QPushButton, "far_open")
    for text in ("", "gpu1", "http://gpu1/run", "ssh://-oProxyCommand=x/run", "ssh://me:secret@gpu1/run"):
        address.setText(text)
        open_.click()
        assert dialog.findChild(QLabel, "far_dialog_problem").text() and not started
    address.setText("me@gpu1:2222/srv/runs/my run")
    program_.setText("/opt/venv/bin/latent-explorer")
    with qtbot.waitSignal(desk.told):
        open_.click()
    ((*_, sent),) = started
    assert sent == "ssh://me@gpu1:2222/srv/runs/my%20run?program=%2Fopt%2Fvenv%2Fbin%2Flatent-explorer"
    assert not dialog.isVisible()
    assert made.close()
