"""Data of a kind that no workspace shows: not offered, and what is about them is refused in one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import trainers
from explorer.options import Options
from explorer.workspaces import WORKSPACES
from tests.explorer.program import Program, experiment
from trainers.experiment import Experiment
from trainers.kinds import Tokens
from trainers.knobs import ConfigError

REFUSED = "Read: the window cannot show tokens yet; use the command line"


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    made = Program(qtbot, tmp_path, tuple(each for each in WORKSPACES if Tokens not in each.shows))
    yield made
    assert made.close(), "a thread of the worker did not end"


@pytest.fixture
def read(tmp_path: Path) -> Experiment:
    """An experiment on a text."""
    text = tmp_path / "text.txt"
    text.write_text("abc def\n" * 40, encoding="utf-8")
    return Experiment.parse({
        "title": "Read", "steps": 2, "batch_size": 4,
        "dataset": {"name": "text-file", "file": str(text), "length": 8}, "models": [{"family": "ngram"}],
    })  # fmt: skip


def test_a_run_and_an_experiment_on_text_are_refused_and_the_run_before_goes_on(
    program: Program, read: Experiment, tmp_path: Path
) -> None:
    program.start()
    run_id, files = program.state.run_id, program.window.files
    run = trainers.train(read, threads=1, progress=False).save(tmp_path / "run")
    files.open(run)
    program.wait(lambda: program.note == REFUSED)
    file = tmp_path / "read.toml"
    file.write_text(read.to_toml(), encoding="utf-8")
    program.window.note.hide()
    files.open(file)
    program.wait(lambda: program.note == REFUSED)
    for wish in (program.session.begin, program.session.state.check_shown):
        with pytest.raises(ConfigError, match=REFUSED):
            wish(read)
    assert program.state.run_id == run_id and program.state.can_train
    assert program.state.experiment == experiment()


def test_a_window_that_is_started_with_one_begins_with_the_bundled_run(
    program: Program, read: Experiment, tmp_path: Path
) -> None:
    from explorer.files.opening import BUNDLED_RUN, open_first

    file = tmp_path / "read.toml"
    file.write_text(read.to_toml(), encoding="utf-8")
    assert open_first(program.session, Options(open=file), program.settings) == REFUSED
    assert program.state.preset == BUNDLED_RUN


def test_text_is_not_offered(program: Program) -> None:
    program.start()
    unseen = {spec.name for spec in program.state.datasets if spec.kind is Tokens}
    offered = {spec.name for spec in program.state.offered_datasets}
    assert unseen and not unseen & offered and "digits" in offered
    assert all(preset.dataset not in unseen for preset in program.state.shown_presets)
    with pytest.raises(ConfigError):  # nor can it be taken all the same
        program.session.choose_data(next(iter(unseen)), {})
