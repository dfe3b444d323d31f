"""A run folder that is renamed or removed while training goes on."""

from __future__ import annotations

import shutil
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from trainers.dataset import LoadContext
from trainers.experiment import Experiment
from trainers.messages import Scalars
from trainers.runs.folder import RunFolder, read_run
from trainers.runs.headless import Training
from trainers.runs.history import History
from trainers.runs.reading import read_run_at_rest
from trainers.runs.starting import start_run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="an open folder cannot be renamed or removed there")
TOML = {
    "title": "gone", "steps": 12, "batch_size": 16, "dataset": {"name": "digits"},
    "models": [{"family": "ae", "layers": [4]}],
}  # fmt: skip


def begin(path: Path, told: list[str]) -> Training:
    training = start_run(Experiment.parse(TOML), path, LoadContext(path), "cpu")
    training.tell = told.append
    return training


def train_to(training: Training, step: int) -> None:
    training.train(stopped=lambda: training.loop.step_count >= step)


@pytest.mark.parametrize("how", ["renamed", "removed"])
def test_it_is_made_anew_in_its_place_with_all_of_the_session_and_said(tmp_path: Path, how: str) -> None:
    path, told = tmp_path / "run", list[str]()
    training = begin(path, told)
    try:
        train_to(training, 5)
        path.rename(tmp_path / "elsewhere") if how == "renamed" else shutil.rmtree(path)
        train_to(training, 12)
    finally:
        training.close()
    assert told == [f"{path} was gone; the run was made anew in {path}, with what is in memory"]
    run = read_run(path)
    assert run.problems == () and (run.first_step, run.newest_step, run.checkpoint_step) == (1, 12, 12)
    assert not np.isnan(next(iter(run.curves[0].values()))).any() and run.keyframe_steps == (0, 1, 2, 5, 10, 12)
    assert not (path / "run.lock").exists() and training.problem == ""
    if how == "renamed":
        left = read_run(tmp_path / "elsewhere")
        assert (left.newest_step, left.checkpoint_step) == (5, 5)


def test_it_is_made_beside_what_lies_there_now(tmp_path: Path) -> None:
    path, told = tmp_path / "run", list[str]()
    training = begin(path, told)
    try:
        train_to(training, 3)
        path.rename(tmp_path / "elsewhere")
        path.mkdir()
        (path / "thesis.txt").write_text("mine")
        train_to(training, 12)
    finally:
        training.close()
    assert [each.name for each in path.iterdir()] == ["thesis.txt"]
    assert read_run(tmp_path / "run (2)").checkpoint_step == 12 and "run (2)" in told[0]


def test_what_cannot_be_made_anew_is_said_once_and_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, told = tmp_path / "stick" / "run", list[str]()
    path.parent.mkdir()
    training = begin(path, told)
    try:
        train_to(training, 3)
        (tmp_path / "stick").rename(tmp_path / "pulled")
        (tmp_path / "stick").write_text("no folder any more")
        train_to(training, 8)
        training.save()
        assert len(told) == 1 and "could not be saved" in told[0] and training.problem == told[0]
        (tmp_path / "stick").unlink()
        train_to(training, 12)
    finally:
        training.close()
    assert training.problem == "" and read_run(path).checkpoint_step == 12


def test_a_folder_that_lost_only_its_lock_goes_on(tmp_path: Path) -> None:
    path, told = tmp_path / "run", list[str]()
    training = begin(path, told)
    try:
        train_to(training, 3)
        (path / "run.lock").unlink()
        train_to(training, 12)
    finally:
        training.close()
    assert told == [] and read_run(path).checkpoint_step == 12 and [p.name for p in tmp_path.iterdir()] == ["run"]


def test_the_lock_of_somebody_else_is_left_where_it_lies(tmp_path: Path) -> None:
    folder = RunFolder.create(tmp_path / "run", Experiment.parse(TOML), "CPU")
    (tmp_path / "run").rename(tmp_path / "mine")
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "run.lock").write_text("another's")
    assert folder.is_gone
    folder.close()
    assert (tmp_path / "run" / "run.lock").read_text() == "another's"


def scalars(first: int, count: int, offset: float = 0.0) -> Scalars:
    return Scalars(1, first, ({"loss": np.arange(first, first + count, dtype=np.float32) + offset},))


def values(history: History) -> list[float]:
    return [float(value) for part in history.parts for value in part.values[0]["loss"]]


def test_a_history_holds_every_step_once_however_often_training_went_back() -> None:
    history = History()
    for step in range(1, 301):
        history.add(scalars(step, 1))
    assert values(history) == list(range(1, 301)) and len(history.parts) < 70
    history.truncate_after(250)
    history.add(scalars(249, 4, 0.5))
    assert values(history) == [*range(1, 249), 249.5, 250.5, 251.5, 252.5]


def test_a_run_that_is_being_saved_for_the_first_time_is_read_once_it_is(tmp_path: Path) -> None:
    """Its metrics come before its checkpoint: read between the two it would begin anew under its old curves."""
    training = begin(tmp_path / "run", [])
    try:
        train_to(training, 5)
        training.save()
        index = (tmp_path / "run" / "resume.json").read_bytes()
        (tmp_path / "run" / "resume.json").unlink()
        timer = threading.Timer(0.3, (tmp_path / "run" / "resume.json").write_bytes, [index])
        timer.start()
        assert read_run(tmp_path / "run").checkpoint_step is None
        assert read_run_at_rest(tmp_path / "run").checkpoint_step == 5
        timer.join()
    finally:
        training.close()
    (tmp_path / "run" / "resume.json").unlink()
    began = time.monotonic()
    assert read_run_at_rest(tmp_path / "run").checkpoint_step is None and time.monotonic() - began < 1.5  # nobody's
