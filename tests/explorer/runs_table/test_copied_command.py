"""The command that trains a run of the table again."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
import tyro
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QLabel, QMenu
from pytestqt.qtbot import QtBot

from tests.explorer.program import Program
from tests.explorer.runs_table.test_runs_window import Table, make_damaged, make_run
from trainers import places
from trainers.cli.main import Command
from trainers.cli.train import Train, read_experiment
from trainers.dataset import LoadContext
from trainers.knobs import knob_specs
from trainers.runs.folder import read_run
from trainers.runs.starting import open_run

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing the keyboard)")


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    made = Program(qtbot, tmp_path)
    made.show()
    made.wait(lambda: bool(made.state.families))
    yield made
    assert made.close()


def copy(table: Table, path: Path) -> str:
    """The entry of the menu over one row; returns what is said."""
    table.view.select([path])
    table.view.menu_requested.emit(table.window.rect().center())
    menu = table.window.findChildren(QMenu, "runs_menu")[-1]
    menu.findChildren(QAction, "runs_copy_command")[0].trigger()
    menu.close()
    table.settle()
    return table.window.findChildren(QLabel, "runs_said")[0].text()


def test_it_trains_the_same_experiment(program: Program) -> None:
    place = places.runs_dir()
    place.mkdir(parents=True)
    run, damaged = make_run(place, "a run", "Another title"), make_damaged(place)
    QGuiApplication.clipboard().setText("before")
    table = Table(program)
    assert copy(table, run) == (
        "The command is on the clipboard. This trains the same run again; in other versions or on another processor "
        "the last digits may differ."
    )
    program_name, *arguments = shlex.split(QGuiApplication.clipboard().text())
    assert program_name == "latent-explorer"
    parsed = tyro.cli(Command, args=arguments, config=(tyro.conf.FlagCreatePairsOff,))  # type: ignore[call-overload]
    assert isinstance(parsed, Train) and read_experiment(parsed) == read_run(run).experiment
    QGuiApplication.clipboard().setText("before")
    assert copy(table, damaged).endswith("so it cannot be told what was trained")
    assert QGuiApplication.clipboard().text() == "before"


def test_what_it_does_not_repeat_is_said(program: Program) -> None:
    place = places.runs_dir()
    place.mkdir(parents=True)
    run = make_run(place, "a run", "Another title")
    training, _ = open_run(run, LoadContext(Path()), "cpu")
    knob = next(spec for spec in knob_specs(type(training.loop.experiment.models[0].config)) if spec.live)
    before = getattr(training.loop.experiment.models[0].config, knob.name)
    training.run.turn(0, knob.name, before / 2)
    training.train(keyframes=False, until=training.loop.step_count + 2)
    training.close()
    said = copy(Table(program), run)
    assert "does not repeat what happened on the way" in said and f"{before:g} → {before / 2:g}" in said
    assert "same run" not in said and "--until" in QGuiApplication.clipboard().text()
