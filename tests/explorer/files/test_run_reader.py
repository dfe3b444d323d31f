"""A run is read while the window goes on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from explorer.files import run_reader
from explorer.files.opening import BUNDLED_RUN, OpenedRun
from explorer.state.state import AppState
from explorer.widgets.elided_label import ElidedLabel
from tests.explorer.program import Program, experiment
from trainers.messages import Phase
from trainers.runs.folder import read_run


class Gate:
    """Readers of runs wait here until it is opened."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._open, self.threads = threading.Event(), set[str]()
        self._read: Callable[[Path, AppState], OpenedRun] = run_reader.read_opened
        monkeypatch.setattr(run_reader, "read_opened", self.read_opened)

    def read_opened(self, path: Path, program: AppState) -> OpenedRun:
        self.threads.add(threading.current_thread().name)
        assert self._open.wait(20)
        return self._read(path, program)

    def open(self) -> None:
        self._open.set()


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    made = Gate(monkeypatch)
    yield made
    made.open()


def saved(program: Program, path: Path, **changes: object) -> Path:
    """A run of one step in that folder; another one is begun behind it."""
    saved_before(program, path, **changes)
    program.session.begin(experiment(title="the other"))
    program.wait_for(Phase.READY)
    return path


def saved_before(program: Program, path: Path, **changes: object) -> Path:
    """A run of one step in that folder."""
    program.session.begin(experiment(title=path.name, **changes))
    program.wait_for(Phase.READY)
    program.session.save(path)
    program.session.advance(1)
    program.wait(lambda: program.step == 1)
    program.wait_for(Phase.PAUSED)
    program.session.save()
    program.wait(lambda: program.state.saved is not None and program.state.saved.step == 1)
    return path


def title(program: Program) -> str:
    assert program.state.experiment is not None
    return program.state.experiment.plan.title


def test_a_run_is_read_by_another_thread_and_the_window_can_be_used_meanwhile(
    program: Program, gate: Gate, tmp_path: Path
) -> None:
    program.start()
    path = saved(program, tmp_path / "one")
    program.window.files.open(path)
    assert program.window.files.is_reading and title(program) == "the other"
    program.wait(lambda: program.note == "Reading one…")
    program.key(Qt.Key.Key_Space)
    program.wait(lambda: program.step > 3)
    program.key(Qt.Key.Key_Space)
    gate.open()
    program.wait(lambda: title(program) == "one")
    program.wait_for(Phase.PAUSED)
    assert program.step == 1 and program.note == "" and gate.threads == {"run reader"}


def test_of_two_runs_the_last_is_opened_and_what_was_begun_meanwhile_stays(
    program: Program, gate: Gate, tmp_path: Path
) -> None:
    program.start()
    one, two = saved(program, tmp_path / "one"), saved(program, tmp_path / "two")
    program.window.files.open(one)
    program.window.files.open(two)
    gate.open()
    program.wait(lambda: title(program) == "two")
    program.wait_for(Phase.PAUSED)
    run_id = program.state.run_id
    program.window.files.open(one)
    program.session.begin(experiment(title="wanted"))
    program.wait(lambda: not program.window.files.is_reading)
    program.wait_for(Phase.READY)
    assert title(program) == "wanted" and program.state.run_id == run_id + 1


def test_whatever_reading_raises_is_one_sentence_and_the_run_before_goes_on(
    program: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program.start()
    path = saved(program, tmp_path / "one")

    def fail(*_: object) -> OpenedRun:
        raise RecursionError("deep")

    monkeypatch.setattr(run_reader, "read_opened", fail)
    program.window.files.open(path)
    program.wait(lambda: program.note == "one: cannot be read (RecursionError)")
    assert title(program) == "the other" and program.state.can_train


def test_a_window_that_is_closed_while_it_reads_is_closed(qtbot: QtBot, gate: Gate, tmp_path: Path) -> None:
    program = Program(qtbot, tmp_path)
    program.start()
    program.window.files.open(saved(program, tmp_path / "one"))
    assert program.close()
    gate.open()


def test_names_of_a_run_are_spelt_out_wherever_they_are_shown(program: Program, tmp_path: Path) -> None:
    program.start()
    path = saved(program, tmp_path / "a\x1b[2J\u202eb")
    index = json.loads((path / "resume.json").read_text(encoding="utf-8"))
    index["experiment"]["models"][0]["label"] = "V\u202eAE\x07"
    (path / "resume.json").write_text(json.dumps(index), encoding="utf-8")
    program.window.files.open(path)
    program.wait(lambda: "experiment.toml differs" in program.note)
    program.wait_for(Phase.PAUSED)
    assert program.state.labels == ("V\\u202eAE\\x07",)
    shown = [label.whole_text for label in program.window.findChildren(ElidedLabel)]
    assert any("V\\u202eAE" in text for text in shown)
    assert not [text for text in shown if "\u202e" in text or "\x07" in text or "\x1b" in text]


def test_a_run_folder_that_is_renamed_while_training_is_made_anew_and_said(program: Program, tmp_path: Path) -> None:
    program.start()
    program.session.save(tmp_path / "run")
    program.session.advance(30)
    program.wait_for(Phase.PAUSED)
    program.session.save()
    program.wait(lambda: (tmp_path / "run" / "metrics.jsonl").exists())
    (tmp_path / "run").rename(tmp_path / "elsewhere")
    program.key(Qt.Key.Key_Space)
    program.wait(lambda: program.note == "The run's folder was gone. What is in memory was saved anew in "
                         f"{tmp_path / 'run'}")  # fmt: skip
    program.key(Qt.Key.Key_Space)
    program.wait_for(Phase.PAUSED)
    first = (tmp_path / "run" / "metrics.jsonl").read_text(encoding="utf-8").splitlines()[0]
    assert json.loads(first)["step"] == 1
    program.wait(lambda: {0, 1, 5, 20} <= set(read_run(tmp_path / "run").keyframe_steps))
    assert read_run(tmp_path / "run").read_keyframe(5).step == 5


def test_a_run_named_at_the_start_is_read_beside_the_window(program: Program, gate: Gate, tmp_path: Path) -> None:
    gate.open()
    program.start()
    path = saved_before(program, tmp_path / "one")
    again = Program(program.qtbot, tmp_path / "again")
    again.window.files.open(path, play=True)
    again.show()
    again.wait(lambda: title(again) == "one")
    again.wait_for(Phase.TRAINING)
    assert again.close()


def test_without_anything_else_a_run_that_is_refused_gives_way_to_the_bundled_one(
    program: Program, tmp_path: Path
) -> None:
    (tmp_path / "broken").mkdir()
    program.window.files.open(tmp_path / "broken")
    program.show()
    program.wait(lambda: "broken" in program.note)
    program.wait_for(Phase.FINISHED)
    assert program.state.preset == BUNDLED_RUN


@pytest.mark.skipif(sys.platform == "win32", reason="ends the program with a signal")
def test_the_program_says_on_its_terminal_what_is_wrong_with_the_run_it_was_given(tmp_path: Path) -> None:
    (tmp_path / "broken").mkdir()
    environment = {**os.environ, "LATENT_EXPLORER_HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)}
    command = [sys.executable, "-m", "explorer", "--device", "cpu", str(tmp_path / "broken")]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        said = next(line for line in process.stderr if line.startswith("latent-explorer"))
        assert "broken" in said and process.poll() is None
        process.terminate()
