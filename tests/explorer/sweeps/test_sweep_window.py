"""The window of sweeps: what it shows of a folder, what it asks for, and a sweep trained and opened in the program."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QProgressBar, QPushButton
from pytestqt.qtbot import QtBot

from explorer.runs_table.runs_window import RunsWindow
from explorer.style.theme import DARK, LIGHT
from explorer.sweeps.plain_table import PlainTable
from explorer.sweeps.sweep_sight import read_sight
from explorer.sweeps.sweep_window import NEW, SWEEP, SweepWindow
from explorer.sweeps.swept_knobs import SweepWish, plan_of, swept_knobs
from tests.explorer.program import Program, experiment
from trainers.catalog import dataset_specs, family_specs
from trainers.experiment import read_toml
from trainers.presets import preset_path
from trainers.sweeps.cells import write_failure
from trainers.sweeps.folder import SweepFolder, begin_sweep, open_sweep
from trainers.sweeps.listing import list_sweeps
from trainers.sweeps.sweep import Sweep, Varied
from trainers.sweeps.values import value_text

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing the keyboard|propagateSizeHints)")
BETA = "models.0.beta"


def finish(folder: SweepFolder, index: int, loss: float) -> None:
    """As if a cell had been trained."""
    cell = folder.sweep.cells[index]
    path = folder.place(cell)
    path.mkdir()
    (path / "experiment.toml").write_text(cell.experiment.to_toml())
    models = [{"label": "VAE", "family": "vae", "steps": 20, "test_neg_elbo": loss, "test_kl": 2 * loss}]
    steps = cell.experiment.plan.steps
    (path / "figures.json").write_text(json.dumps({"format": 1, "step": steps, "models": models}))


@pytest.fixture
def folder(tmp_path: Path) -> SweepFolder:
    """Betas 1 and 4, seeds 0 and 1: losses 10 and 14 at beta 1, 20 at beta 4, whose second seed diverged."""
    plan = Sweep.make(
        read_toml(preset_path("vae-digits")).with_setting("steps", 20), [Varied(BETA, (1, 4))], (0, 1)
    )  # fmt: skip
    made = begin_sweep(tmp_path / "sweep", plan)
    for index, loss in ((0, 10.0), (1, 20.0), (2, 14.0)):
        finish(made, index, loss)
    diverged = made.place(plan.cells[3])
    diverged.mkdir()
    (diverged / "experiment.toml").write_text(plan.cells[3].experiment.to_toml())
    write_failure(diverged, "loss of VAE became not a number or infinite at step 4")
    return made


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[SweepWindow]:
    made = SweepWindow(LIGHT, 1.0)
    qtbot.addWidget(made)
    yield made


def row(window: SweepWindow, table: str, number: int) -> list[str]:
    found = window.queue.table if table == "cells" else window.results.table
    return [found.item(number, column).text() for column in range(found.columnCount())]  # type: ignore[union-attr]


def press(window: SweepWindow, name: str) -> None:
    button = window.findChild(QPushButton, name)
    assert button is not None and button.isEnabled()
    button.click()


def test_a_sweep_is_shown_cell_by_cell_and_as_a_table(window: SweepWindow, folder: SweepFolder) -> None:
    window.show_sight(read_sight(folder), family_specs(), dataset_specs())
    assert [row(window, "cells", number)[:2] for number in range(4)] == [["1", "0"], ["4", "0"], ["1", "1"], ["4", "1"]]
    assert row(window, "cells", 0)[2] == "finished" and row(window, "cells", 3)[2].startswith("diverged: loss of VAE")
    assert row(window, "results", 0) == ["1", "2", "12 ± 2.8", "24 ± 5.7"]  # the deviation of 10 and 14 is 2 sqrt 2
    assert row(window, "results", 1) == ["4", "1", "20", "40"]
    heads = [window.results.table.horizontalHeaderItem(column).text() for column in range(4)]  # type: ignore[union-attr]
    assert heads == ["Beta", "Runs", "−ELBO", "KL"]
    assert window.findChild(QLabel, "sweep_count").text() == "3 of 4 runs finished · 1 diverged"
    assert not window.findChild(QPushButton, "sweep_pause").isEnabled()  # nothing is left to be trained
    assert window.results.plot.accessibleDescription() == " 1: 12;  4: 20"
    figure = window.findChild(QComboBox, "sweep_figure")
    figure.setCurrentIndex(figure.findData("test_kl"))
    assert window.results.plot.accessibleDescription() == " 1: 24;  4: 40"


def test_what_is_selected_can_be_opened_and_moved(window: SweepWindow, folder: SweepFolder, qtbot: QtBot) -> None:
    import shutil

    for cell in folder.sweep.cells[1:]:
        shutil.rmtree(folder.place(cell))
    window.show_sight(read_sight(folder), family_specs(), dataset_specs())
    names = [cell.name for cell in folder.sweep.cells]
    opened: list[Path] = []
    window.queue.opened.connect(opened.append)
    window.queue.table.selectRow(0)
    qtbot.keyClick(window.queue.table, Qt.Key.Key_Return)
    assert opened == [folder.place(folder.sweep.cells[0])]
    wishes: list[tuple[list[str], list[str]]] = []
    window.queue.changed.connect(lambda order, out: wishes.append((order, out)))
    window.queue.table.selectRow(2)
    press(window, "sweep_up")
    assert wishes.pop() == ([names[0], names[2], names[1], names[3]], [])
    press(window, "sweep_leave_out")
    folder.change_queue(*wishes.pop())
    window.show_sight(read_sight(folder), family_specs(), dataset_specs())
    assert row(window, "cells", 3) == ["1", "1", "left out"]  # last, and still selected
    assert window.queue.table.currentRow() == 3
    assert window.findChild(QPushButton, "sweep_leave_out").text() == "Take in again"
    assert not window.findChild(QPushButton, "sweep_open_run").isEnabled()  # there is nothing yet
    press(window, "sweep_leave_out")
    folder.change_queue(*wishes.pop())
    assert read_sight(folder).left_out == frozenset() and [cell.name for cell in folder.queue()][3] == names[2]


def test_steps_of_a_cell_that_trains_are_newer_than_its_folder(window: SweepWindow, folder: SweepFolder) -> None:
    import shutil

    from trainers.runs.lock import acquire

    (folder.place(folder.sweep.cells[1]) / "figures.json").unlink()
    shutil.rmtree(folder.place(folder.sweep.cells[3]))
    lock = acquire(folder.place(folder.sweep.cells[1]))
    assert lock is not None
    window.show_sight(read_sight(folder), family_specs(), dataset_specs())
    lock.release()
    window.show_running(True)
    window.show_steps({folder.sweep.cells[1].name: 10})
    assert row(window, "cells", 1)[2] == "trains, step 10 of 20"
    assert window.findChild(QLabel, "sweep_count").text() == "2 of 4 runs finished · 1 train"
    bar = window.findChild(QProgressBar, "sweep_bar")
    assert bar.value() == round(1000 * (20 + 20 + 10) / 80)
    asked: list[str] = []
    window.pause_requested.connect(lambda: asked.append("pause"))
    window.go_on_requested.connect(lambda: asked.append("go on"))
    press(window, "sweep_pause")
    window.show_running(True, pausing=True)
    assert not window.findChild(QPushButton, "sweep_pause").isEnabled()
    window.show_running(False)
    assert window.findChild(QLabel, "sweep_count").text().endswith("paused")
    press(window, "sweep_pause")
    assert asked == ["pause", "go on"]


def test_an_empty_sweep_says_what_would_be_there(window: SweepWindow, tmp_path: Path) -> None:
    plan = Sweep.make(read_toml(preset_path("ae-vs-vae-digits")), [], (0, 1))
    window.show_sight(read_sight(begin_sweep(tmp_path / "new", plan)), family_specs(), dataset_specs())
    assert [row(window, "cells", number) for number in range(2)] == [["0", "waits"], ["1", "waits"]]
    assert (
        window.results.plot.accessibleDescription() == ""
        and not window.findChild(QComboBox, "sweep_figure").isEnabled()
    )
    for theme in (DARK, LIGHT):
        window.set_theme(theme, 1.0)
        window.grab()


def test_what_is_typed_is_checked_at_once(window: SweepWindow) -> None:
    given = read_toml(preset_path("vae-digits"))
    window.new.show_experiment(given, swept_knobs(given, family_specs(), dataset_specs()), 100.0)
    assert window.new.said.startswith("9 runs of ") and "As fast as the run in the window: about " in window.new.said
    start = window.findChild(QPushButton, "sweep_start")
    values, seeds = window.findChild(QLineEdit, "sweep_values_0"), window.findChild(QLineEdit, "sweep_seeds")
    for field, text, said in (
        (values, "1, -1", "Beta: expected 0 to"),
        (seeds, "0, 0", "Seeds: expected each value once"),
        (window.findChild(QLineEdit, "sweep_steps"), "0", "Steps of each run: expected 1 to 1000000, found 0"),
        (window.findChild(QLineEdit, "sweep_jobs"), "0", "Processes at once: expected 1 to"),
    ):
        before = field.text()
        field.setText(text)
        assert window.new.said.startswith(said) and not start.isEnabled()
        assert field.property("state") == "error"
        field.setText(before)
        assert start.isEnabled() and field.property("state") == ""
    for text in ("0.5，1，2", "０．５、 1,2"):  # as an input method for Chinese writes it
        values.setText(text)
        assert window.new.said.startswith("9 runs of ") and start.isEnabled()
    second = window.findChild(QComboBox, "sweep_knob_1")
    second.setCurrentIndex(second.findData(BETA))
    assert window.new.said == "Choose two different knobs." and not start.isEnabled()
    begun: list[object] = []
    second.setCurrentIndex(0)
    window.new.begun.connect(lambda wish, jobs: begun.append((wish.knobs, wish.seeds, jobs)))
    start.click()
    assert begun == [(((BETA, "０．５、 1,2"),), "0, 1, 2", 1)]


def test_what_will_be_trained_is_listed_before(window: SweepWindow) -> None:
    given = read_toml(preset_path("ae-vs-vae-digits"))
    window.new.show_experiment(given, swept_knobs(given, family_specs(), dataset_specs()), 100.0)
    preview = window.findChild(PlainTable, "sweep_preview")
    vae = "models.1.beta"
    for number, path, text in ((0, vae, "0.5, 8"), (1, "models.1.learning_rate", "0.001, 0.002")):
        box = window.findChild(QComboBox, f"sweep_knob_{number}")
        box.setCurrentIndex(box.findData(path))
        window.findChild(QLineEdit, f"sweep_values_{number}").setText(text)
    window.findChild(QLineEdit, "sweep_seeds").setText("3, 4")

    def texts(place: int) -> list[str]:
        return [preview.item(place, column).text() for column in range(preview.columnCount())]

    heads = [preview.horizontalHeaderItem(column).text() for column in range(preview.columnCount())]
    assert heads == ["Run", "Beta", "Learning rate", "Seed"] and preview.rowCount() == 8
    plan = plan_of(given, SweepWish(((vae, "0.5, 8"), ("models.1.learning_rate", "0.001, 0.002")), "3, 4", "50"))
    cells = [[str(cell.index + 1), *map(value_text, cell.values), str(cell.seed)] for cell in plan.cells]
    assert [texts(place) for place in range(8)] == cells and texts(1) == ["2", "0.5", "0.002", "3"]
    window.findChild(QLineEdit, "sweep_seeds").setText(",".join(map(str, range(100))))
    assert preview.rowCount() == 200 and window.findChild(QLabel, "sweep_preview_more").text() == "and 200 more"
    window.findChild(QLineEdit, "sweep_seeds").setText("x")
    assert preview.rowCount() == 0
    box = window.findChild(QLineEdit, "sweep_values_0")
    window.findChild(QLineEdit, "sweep_seeds").setText("3")
    box.setText("0.5, 99")
    assert window.new.said == "VAE: Beta: expected 0 to 50, found 99"


def test_another_experiment_takes_the_place_of_the_knobs_of_the_one_before(window: SweepWindow) -> None:
    pair, ring = (read_toml(preset_path(name)) for name in ("ae-vs-vae-digits", "gan-ring"))
    window.new.show_experiment(pair, swept_knobs(pair, family_specs(), dataset_specs()), 100.0)
    for number, path in enumerate(("models.1.beta", "models.1.latent_dim")):  # of the model that the other lacks
        box = window.findChild(QComboBox, f"sweep_knob_{number}")
        box.setCurrentIndex(box.findData(path))
    window.new.show_experiment(ring, swept_knobs(ring, family_specs(), dataset_specs()), 100.0)
    assert window.findChild(QComboBox, "sweep_knob_1").currentData() == ""
    assert window.findChild(QComboBox, "sweep_knob_0").currentData().startswith("models.0.")
    assert window.findChild(QPushButton, "sweep_start").isEnabled()


def test_the_plot_opens_on_the_model_that_is_swept(window: SweepWindow, folder: SweepFolder, tmp_path: Path) -> None:
    given = read_toml(preset_path("ae-vs-vae-digits")).with_setting("steps", 20)
    made = begin_sweep(tmp_path / "two", Sweep.make(given, [Varied("models.1.beta", (1, 4))], (0,)))
    for index, losses in enumerate(([7.0, 10.0], [7.0, 20.0])):
        cell = made.sweep.cells[index]
        made.place(cell).mkdir()
        (made.place(cell) / "experiment.toml").write_text(cell.experiment.to_toml())
        models = [
            {"label": "AE", "family": "ae", "test_recon": losses[0]},
            {"label": "VAE", "family": "vae", "test_neg_elbo": losses[1]},
        ]
        (made.place(cell) / "figures.json").write_text(json.dumps({"format": 1, "step": 20, "models": models}))
    window.show_sight(read_sight(folder), family_specs(), dataset_specs())
    window.show_sight(read_sight(made), family_specs(), dataset_specs())
    model, figure = (window.findChild(QComboBox, name) for name in ("sweep_model", "sweep_figure"))
    assert (model.currentText(), figure.currentData()) == ("VAE", "test_neg_elbo")
    assert window.results.plot.accessibleDescription() == " 1: 10;  4: 20"  # the AE has 7 at each: a flat line
    model.setCurrentIndex(0)
    window.show_sight(read_sight(made), family_specs(), dataset_specs())
    assert model.currentText() == "AE"  # what was chosen stays


def test_earlier_sweeps_call_their_knobs_by_their_own_experiment(window: SweepWindow, tmp_path: Path) -> None:
    given = read_toml(preset_path("ae-vs-vae-digits"))
    begin_sweep(tmp_path / "sweep", Sweep.make(given, [Varied("models.1.beta", (1, 4))], (0,)))
    window.new.show_earlier(list_sweeps(tmp_path), family_specs(), dataset_specs())
    window.resize(1120, 660)
    window.open()
    earlier = window.findChild(PlainTable, "sweep_earlier")
    assert [earlier.item(0, column).text() for column in (1, 2)] == ["VAE: Beta", "0 of 2"]  # type: ignore[union-attr]
    assert earlier.horizontalScrollBar().maximum() == 0 and earlier.width() > 0.9 * window.width()


def test_a_sweep_is_trained_beside_the_window_and_a_cell_is_opened(qtbot: QtBot, tmp_path: Path) -> None:
    program = Program(qtbot, tmp_path)
    try:
        program.start(experiment(steps=5))
        desk = program.window.further.sweeps
        program.window.findChild(QAction, "action_sweep").trigger()
        window = desk.window
        assert window is not None and window.page == NEW
        window.findChild(QLineEdit, "sweep_seeds").setText("3, 4")
        knob = window.findChild(QComboBox, "sweep_knob_0")
        knob.setCurrentIndex(0)
        press(window, "sweep_start")
        program.wait(lambda: desk.process.is_running)
        qtbot.waitUntil(lambda: not desk.process.is_running, timeout=60_000)  # another program starts
        program.wait(lambda: window.findChild(QLabel, "sweep_count").text() == "2 of 2 runs finished")
        assert window.page == SWEEP
        (made,) = program.session.runs_dir.glob("sweep *")
        assert [cell.seed for cell in open_sweep(made).sweep.cells] == [3, 4]
        window.queue.table.cellDoubleClicked.emit(1, 0)
        program.wait(lambda: program.session.folder == made / "seed-4")
        press(window, "sweep_list")
        listed = program.window.findChild(RunsWindow, "runs_window")
        program.wait(lambda: listed.listing is not None and [each.run.path.name for each in listed.listing.rows] != [])
        assert {each.run.path for each in listed.listing.rows} == {made / "seed-3", made / "seed-4"}
        press(window, "sweep_new")
        earlier = window.findChild(PlainTable, "sweep_earlier")
        program.wait(lambda: earlier.rowCount() == 1)
        assert [earlier.item(0, column).text() for column in (1, 2)] == ["Only seeds", "2 of 2"]  # type: ignore[union-attr]
        earlier.entered.emit(0)
        program.wait(lambda: window.page == SWEEP)
        window.close()
        program.window.files.take([str(made)])  # as it is dropped, or given on the command line
        assert window.isVisible()
        desk.open(tmp_path)  # no sweep: said, and what was shown stays
        program.wait(lambda: "expected the folder of a sweep" in window.findChild(QLabel, "sweep_problem").text())
    finally:
        assert program.close()
