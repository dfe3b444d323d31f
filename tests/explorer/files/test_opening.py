"""What is shown first: what was asked for, else the bundled run; whole, in part, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from explorer.files.opening import BUNDLED_RUN, open_first, open_path, open_run, read_events, summary
from explorer.options import Options
from explorer.settings import Settings
from explorer.state.session import Session
from explorer.workspaces import WORKSPACES
from tests.explorer.state.test_session import FakeWorker
from trainers import messages, places
from trainers.knobs import ConfigError
from trainers.messages import Phase
from trainers.presets import list_presets
from trainers.runs.folder import RunFolderError
from trainers.runs.reading import read_run

TOML = """
title = "small"
steps = 12
batch_size = 32
[dataset]
name = "digits"
[[models]]
family = "ae"
layers = [8]
[[models]]
family = "vae"
layers = [8]
"""


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run that the command line has trained."""
    from trainers.cli.main import main

    folder = tmp_path_factory.mktemp("trained")
    (folder / "small.toml").write_text(TOML, encoding="utf-8")
    assert main(["train", str(folder / "small.toml"), "--out", str(folder / "run"), "--device", "cpu", "--json"]) == 0
    return folder / "run"


@pytest.fixture
def run(trained: Path, tmp_path: Path) -> Path:
    """A copy of it, to be spoiled."""
    import shutil

    return Path(shutil.copytree(trained, tmp_path / "run"))


@pytest.fixture
def workers() -> list[FakeWorker]:
    return []


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path, workers: list[FakeWorker]) -> Iterator[Session]:
    def make(wake: Callable[[], None]) -> Any:
        workers.append(FakeWorker(wake))
        return workers[0]

    made = Session(tmp_path / "data", tmp_path / "runs", "cpu", make_worker=make, workspaces=WORKSPACES)
    yield made
    made.deleteLater()
    QCoreApplication.processEvents()


def begun(workers: list[FakeWorker]) -> messages.Begin:
    (command,) = workers[0].take()
    assert isinstance(command, messages.Begin)
    return command


def first(session: Session, tmp_path: Path, **options: Any) -> str:
    return open_first(session, Options(**options), Settings(tmp_path / "settings.ini"))


def test_the_bundled_run_is_seen_before_the_engine_has_started(
    session: Session, workers: list[FakeWorker], tmp_path: Path
) -> None:
    assert first(session, tmp_path) == ""
    command, state = begun(workers), session.state
    bundled = places.resources_dir() / "runs" / BUNDLED_RUN
    assert command.resume_from == str(bundled) and not command.play
    assert command.run_folder is not None and not Path(command.run_folder).is_relative_to(places.resources_dir())
    assert state.preset == BUNDLED_RUN and state.labels == ("AE", "VAE") and not state.engine_ready
    assert state.data is not None and state.pictures is not None and len(state.maps) == 2
    assert state.curves is not None and state.curves.last_step == state.pictures.step > 0
    assert state.ticked is not None and state.ticked.step == state.pictures.step
    assert state.timeline is not None and len(state.timeline) > 5 and state.phase is Phase.STARTING
    assert BUNDLED_RUN in {preset.name for preset in list_presets()}


def test_a_broken_installation_begins_untrained(
    session: Session, workers: list[FakeWorker], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("explorer.files.opening.BUNDLED_RUN", "moons")  # a preset of which no run is bundled
    problem = first(session, tmp_path)
    assert "moons" in problem
    assert begun(workers).experiment.dataset == "moons" and session.state.pictures is None


def test_a_run_is_shown_as_it_was_left(session: Session, workers: list[FakeWorker], trained: Path) -> None:
    assert open_path(session, trained) == ()
    command, state = begun(workers), session.state
    assert command.resume_from == command.run_folder == str(trained) and not command.play
    assert state.curves is not None and state.curves.count == 12 and state.curves.metrics(1)
    assert state.timeline is not None and state.timeline.steps[0] == 0 and state.timeline.steps[-1] == 12
    assert state.data is not None and state.data.image_shape == (1, 8, 8) and len(state.maps) == 2
    assert state.pictures is not None and state.pictures.models[0].reconstructions is not None
    assert len(state.tests) == 2 and state.tests[0][-1][0] == 12
    assert state.experiment is not None and state.experiment.plan.title == "small" and state.draft == state.experiment


def test_what_was_asked_for_comes_first(
    session: Session, workers: list[FakeWorker], trained: Path, tmp_path: Path
) -> None:
    assert first(session, tmp_path, open=trained, autoplay=True) == ""
    assert begun(workers).play
    assert first(session, tmp_path, open=trained.parent / "small.toml") == ""
    toml = begun(workers)
    assert toml.resume_from is None and toml.experiment.plan.title == "small" and not toml.play
    assert first(session, tmp_path, preset="moons", autoplay=True) == ""
    preset = begun(workers)
    assert preset.experiment.dataset == "moons" and preset.play and session.state.preset == "moons"


@pytest.mark.parametrize("wish", [{"preset": "no-such-preset"}, {"open": Path("/nowhere/at all")}])
def test_what_cannot_be_opened_is_said_and_the_bundled_run_shown(
    session: Session, workers: list[FakeWorker], tmp_path: Path, wish: dict[str, Any]
) -> None:
    problem = first(session, tmp_path, autoplay=True, **wish)
    assert ("no-such-preset" in problem or "at all" in problem) and "\n" not in problem
    assert session.state.preset == BUNDLED_RUN and not begun(workers).play


def test_a_toml_with_a_bad_value_changes_nothing(session: Session, workers: list[FakeWorker], tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(TOML.replace("steps = 12", "steps = 0"), encoding="utf-8")
    before = session.state
    with pytest.raises(ConfigError, match=r"bad\.toml: steps: expected 1 to 1000000, found 0"):
        open_path(session, path)
    assert session.state is before and workers[0].take() == []


def test_a_folder_that_is_no_run(session: Session, workers: list[FakeWorker], tmp_path: Path) -> None:
    before = session.state
    with pytest.raises(RunFolderError):
        open_path(session, tmp_path)
    assert session.state is before and workers[0].take() == []


def newest(folder: Path, pattern: str) -> Path:
    return sorted(folder.glob(pattern))[-1]


def test_a_run_without_its_checkpoint_is_seen_and_never_written_to(
    session: Session, workers: list[FakeWorker], run: Path
) -> None:
    (run / "resume.json").unlink()
    problems = open_path(session, run)
    assert any("resume.json" in problem for problem in problems)
    command = begun(workers)
    assert command.resume_from is None and command.run_folder != str(run)
    assert session.state.curves is not None and session.state.curves.count == 12


def test_what_was_trained_after_the_last_save_is_not_shown_of_a_run_that_goes_on(trained: Path) -> None:
    contents = read_run(trained)
    assert contents.checkpoint_step == 12 and max(contents.keyframe_steps) == 12 and min(contents.keyframe_steps) < 8
    events, problems = read_events(replace(contents, checkpoint_step=8))
    steps = [event.step for event in events if isinstance(event, messages.PicturesDrawn)]
    assert steps == [step for step in contents.keyframe_steps if step <= 8] and not problems
    assert [event.step for event in events if isinstance(event, messages.Ticked)] == [8]
    assert [event.count for event in events if isinstance(event, messages.Scalars)] == [8]
    whole, _ = read_events(replace(contents, checkpoint_step=None))  # nothing goes on: all that is known is shown
    assert [event.count for event in whole if isinstance(event, messages.Scalars)] == [12]


def test_what_is_whole_is_shown_and_what_is_not_is_named(
    session: Session, workers: list[FakeWorker], run: Path
) -> None:
    broken = newest(run, "keyframes/*")
    broken.write_bytes(b"nothing in particular")
    (run / "data.npz").unlink()
    problems = open_path(session, run)
    assert any(broken.name in problem for problem in problems) and any("data.npz" in problem for problem in problems)
    assert summary(problems).startswith("Opened in part: ") and "(and 1 more)" in summary(problems)
    state = session.state
    assert state.timeline is not None and state.timeline.steps[-1] < 12 and state.data is None
    assert begun(workers).resume_from == str(run)


def test_what_is_shown_of_the_data_may_be_damaged_anywhere(
    session: Session, workers: list[FakeWorker], run: Path
) -> None:
    whole = (run / "data.npz").read_bytes()
    for place in range(40, len(whole), len(whole) // 60):
        (run / "data.npz").write_bytes(whole[:place] + bytes([whole[place] ^ 255]) + whole[place + 1 :])
        problems = open_run(session, run)
        assert all(problem.startswith("data.npz: cannot be read (") for problem in problems)
    assert begun_all(workers)


def begun_all(workers: list[FakeWorker]) -> bool:
    return all(isinstance(command, messages.Begin) for command in workers[0].take())


def test_a_run_of_a_newer_version_is_not_written_to(session: Session, workers: list[FakeWorker], run: Path) -> None:
    import json

    index = json.loads((run / "resume.json").read_text(encoding="utf-8"))
    (run / "resume.json").write_text(json.dumps({**index, "format": 99}), encoding="utf-8")
    problems = open_path(session, run)
    assert any("newer" in problem for problem in problems)
    assert begun(workers).run_folder != str(run)
