"""Finished runs side by side in the window: opened, dropped, chosen; what can be done with them and what cannot."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QLabel, QLineEdit, QPushButton

from explorer.files.dropped import sort_dropped
from explorer.options import parse_options
from explorer.runs_table.runs_window import RunsWindow
from tests.explorer.program import Program, experiment
from tests.explorer.tips import unbroken
from tests.trainers.runs.finished_runs import train, train_four
from trainers.messages import Phase
from trainers.runs.about import About, write_about
from trainers.runs.folder import read_run


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Runs that no test changes."""
    return train_four(tmp_path_factory.mktemp("finished"))


def open_beside(program: Program, *paths: Path) -> None:
    program.window.files.open_beside(paths)
    program.wait_for(Phase.BESIDE)
    program.wait(lambda: program.state.pictures is not None and program.state.pictures.run_id == program.state.run_id)


def test_two_runs_are_seen_in_compare_each_with_its_own_step_and_curves(program: Program, home: Path) -> None:
    program.start()
    program.curves.choose(replace(program.curves.choice, group=program.curves.groups[-1]))
    open_beside(program, home / "gentle", home / "strict")
    state = program.state
    assert state.workspace == "compare" and state.labels == ("β 0.5", "β 4")
    assert [program.text(f"map_card_{model}-title") for model in (0, 1)] == ["β 0.5", "β 4"]
    assert [each.step for each in state.beside] == [6, 9]
    curves = state.curves
    assert curves is not None and (curves.first_step, curves.last_step) == (1, 9)
    known = [read_run(home / name).curves[0]["neg_elbo"] for name in ("gentle", "strict")]
    shown = [curves.values(model, "neg_elbo") for model in (0, 1)]
    assert np.array_equal(shown[0][:6], known[0]) and np.isnan(shown[0][6:]).all()
    assert np.array_equal(shown[1], known[1])
    assert [[step for step, _ in points] for points in state.tests] == [[6], [9]]
    program.wait(lambda: program.window.parts["compare"].is_answered(program.state))
    assert program.curves.group == "loss" and {key[0] for key in program.curves.plot._items} == {0, 1}


def test_nothing_is_trained_or_saved_and_the_window_says_why(program: Program, home: Path, tmp_path: Path) -> None:
    program.start()
    before = sorted(path.name for path in home.iterdir()), {p: p.stat().st_mtime_ns for p in home.rglob("*")}
    open_beside(program, home / "gentle", home / "strict")
    for name in ("play", "step", "rewind", "stop"):
        button = program.find(QPushButton, name)
        assert not button.isEnabled() and unbroken("runs of their own") in unbroken(button.toolTip())
    assert program.message == "Side by side. To train one of these, open its run."
    step = program.step
    program.key(Qt.Key.Key_Space)
    program.dialogs.path = tmp_path / "new"
    program.window.actions_.save_as.trigger()
    assert "several runs" in program.note and not program.dialogs.asked
    for action in (program.window.actions_.save_report, program.window.actions_.copy_command):
        program.window.note.hide()
        action.trigger()
        assert "several runs" in program.note
    program.session.rewind()
    program.session.advance(3)
    program.window.note.hide()
    program.session.edit(2.0, "models.0.beta")
    assert program.state.restart_paths == frozenset() and "open its run" in program.note
    run_id = program.state.run_id
    program.window.note.hide()
    program.session.restart()  # as pages that offer another value at once do
    assert program.state.run_id == run_id and len(program.state.beside) == 2 and "open its run" in program.note
    shown = [each.objectName() for each in program.window.findChildren(QPushButton) if each.isVisible()]
    assert not [name for name in shown if name.endswith(("restart", "fork"))]
    fields = [each for each in program.window.settings_panel.findChildren(QLineEdit) if each.isVisible()]
    assert fields and not any(each.isEnabled() for each in fields)
    assert "open its run" in program.text("settings-then")
    labels = [each.text() for each in program.window.settings_panel.findChildren(QLabel) if each.isVisible()]
    assert "Beta" in labels and "live" not in labels
    program.wait(lambda: not program.session.unanswered)
    assert program.step == step and program.state.phase is Phase.BESIDE and program.state.knob_errors == {}
    after = sorted(path.name for path in home.iterdir()), {p: p.stat().st_mtime_ns for p in home.rglob("*")}
    assert after == before


def test_the_open_run_is_saved_first_and_stands_beside_the_other(program: Program, home: Path, tmp_path: Path) -> None:
    program.start(experiment(title="mine"))
    program.session.save(tmp_path / "mine")
    program.session.advance(4)
    program.wait(lambda: program.step == 4)
    program.wait_for(Phase.PAUSED)
    open_beside(program, tmp_path / "mine", home / "strict")
    assert [(Path(each.folder).name, each.step) for each in program.state.beside] == [("mine", 4), ("strict", 9)]


@pytest.mark.qt_log_ignore("This plugin does not support (raise|propagateSizeHints)")  # of windows off screen
def test_where_a_run_has_several_models_it_is_asked_which(program: Program, home: Path) -> None:
    program.start()
    program.window.files.open_beside((home / "pair", home / "gentle", home / "strict"))
    program.wait(lambda: program.window.files.beside.chooser is not None)
    chooser = program.window.files.beside.chooser
    assert chooser is not None
    boxes = {box.accessibleName(): box for box in chooser.findChildren(QCheckBox)}
    assert [(name, box.isChecked()) for name, box in boxes.items()] == [
        ("pair: AE", True), ("pair: VAE", True), ("gentle: VAE", True), ("strict: VAE", True),
    ]  # fmt: skip
    show = chooser.findChild(QPushButton, "beside_show")
    for name in ("pair: AE", "pair: VAE", "gentle: VAE"):
        program.click(boxes[name])
    assert not show.isEnabled()
    program.click(boxes["pair: AE"])
    program.click(show)
    program.wait_for(Phase.BESIDE)
    assert program.state.labels == ("AE", "VAE") and not chooser.isVisible()


@pytest.mark.qt_log_ignore("This plugin does not support (raise|propagateSizeHints)")  # of windows off screen
def test_it_is_asked_over_the_window_in_which_it_was_wished_for(program: Program, home: Path) -> None:
    """Never over a dialog that happens to be in front, and may be gone when it is asked again."""
    program.start()
    files, runs = program.window.files, program.window.further.runs
    passing = QDialog(program.window)
    with program.qtbot.waitActive(passing):
        passing.show()
        passing.activateWindow()
    files.open_beside((home / "pair", home / "gentle"))
    program.wait(lambda: files.beside.chooser is not None)
    first = files.beside.chooser
    assert first is not None and first.parentWidget() is program.window
    passing.deleteLater()
    QCoreApplication.sendPostedEvents(passing, QEvent.Type.DeferredDelete)  # type: ignore[call-overload]
    runs.show_folder(home)
    runs.beside_requested.emit((home / "pair", home / "strict"))
    program.wait(lambda: files.beside.chooser is not first)
    second = files.beside.chooser
    assert second is not None and second.parentWidget() is runs.window and second.isVisible()


@pytest.mark.qt_log_ignore("This plugin does not support (raise|propagateSizeHints)")  # of windows off screen
def test_runs_are_called_as_in_their_table_and_what_differs_is_chosen_beforehand(
    program: Program, tmp_path: Path
) -> None:
    """An AE that is the same in all runs tells nothing; the folder's name is nobody's."""
    for second, beta in enumerate((0.5, 2.0)):
        models = [{"family": "ae", "layers": [8]}, {"family": "vae", "layers": [8], "beta": beta}]
        train(tmp_path / f"2026-11-30 16-46-0{second} Digits--AE-beside-VAE", models=models, title="Digits: VAE")
    paths = sorted(tmp_path.glob("2026*"))
    write_about(paths[1], About("strict one"))
    program.start()
    program.window.files.open_beside(paths)
    program.wait(lambda: program.window.files.beside.chooser is not None)
    chooser = program.window.files.beside.chooser
    assert chooser is not None
    boxes = {box.accessibleName(): box.isChecked() for box in chooser.findChildren(QCheckBox)}
    first = "Digits: VAE · 2026-11-30 16:46"
    assert boxes == {f"{first}: AE": False, f"{first}: VAE": True, "strict one: AE": False, "strict one: VAE": True}
    program.click(chooser.findChild(QPushButton, "beside_show"))
    program.wait_for(Phase.BESIDE)
    assert program.state.labels == ("β 0.5", "β 2")
    assert [each.name for each in program.state.beside] == [first, "strict one"]
    assert program.text("differs_run_1") == "strict one"


def test_runs_that_are_dropped_together_stand_side_by_side(program: Program, home: Path) -> None:
    program.start()
    assert program.drop(program.window, home / "gentle", home / "strict")
    program.wait_for(Phase.BESIDE)
    assert sort_dropped([home / "gentle"]).open == home / "gentle"
    assert sort_dropped([home / "gentle", home]).open == home / "gentle"  # the second one is no run


@pytest.mark.qt_log_ignore("This plugin does not support (raise|propagateSizeHints)")  # of windows off screen
def test_the_menu_shows_the_runs_to_choose_from(program: Program, tmp_path: Path) -> None:
    """What is to be done there is still said once the rows are there, also where others were listed before."""
    program.start()
    program.window.actions_.open_beside.trigger()
    (window,) = program.window.findChildren(RunsWindow)

    def wait_for_rows_of(place: Path) -> None:
        program.wait(lambda: window.listing is not None and window.listing.place == place)

    wait_for_rows_of(program.session.runs_dir)
    assert window.isVisible() and window.said.startswith("Select two to four runs") and not program.dialogs.asked
    (tmp_path / "stick").mkdir()
    program.window.further.runs.show_folder(tmp_path / "stick")
    wait_for_rows_of(tmp_path / "stick")
    assert window.said == ""
    program.window.actions_.open_beside.trigger()
    wait_for_rows_of(program.session.runs_dir)
    assert window.said.startswith("Select two to four runs")


def test_what_cannot_stand_side_by_side_is_one_sentence_and_the_run_goes_on(
    program: Program, home: Path, tmp_path: Path
) -> None:
    program.start()
    run_id = program.state.run_id
    bare = Path(shutil.copytree(home / "gentle", tmp_path / "bare"))
    (bare / "resume.json").unlink()
    for paths, said in (
        ((home / "gentle", home / "points"), "points learned from points of the plane"),
        ((home / "gentle", tmp_path / "none"), "expected a run folder, found nothing"),
        ((home / "gentle", bare), "bare: nothing was saved to look at"),
        ((home / "gentle",), "Side by side stand 2 to 4 models, not 1"),
        ((), "Choose up to 4 models"),
    ):
        program.window.files.open_beside(paths)
        program.wait(lambda said=said: said in program.note)  # type: ignore[misc]
        assert (program.state.run_id, program.state.phase) == (run_id, Phase.READY)


def test_a_run_that_is_removed_after_it_was_read_is_told_and_the_run_before_stays(
    program: Program, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.start(experiment(title="before"))
    gone = Path(shutil.copytree(home / "gentle", tmp_path / "gone"))
    begin = program.session.begin

    def removed(*args: object, **how: object) -> None:
        shutil.rmtree(gone)
        begin(*args, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(program.session, "begin", removed)
    program.window.files.open_beside((gone, home / "strict"))
    program.wait(lambda: "gone: there is no resume.json" in program.note and "stays open" in program.note)
    assert program.state.experiment is not None and program.state.experiment.plan.title == "before"
    assert program.state.beside == () and program.state.can_train


def test_another_run_opened_afterwards_is_trained_as_ever(program: Program, home: Path, tmp_path: Path) -> None:
    program.start()
    own = Path(shutil.copytree(home / "gentle", tmp_path / "own"))
    open_beside(program, own, home / "strict")
    program.window.files.open(own)
    program.wait_for(Phase.FINISHED)
    assert program.state.beside == () and program.step == 6
    program.session.advance(1)
    program.wait(lambda: program.step == 7)


def test_a_lesson_begun_beside_them_gives_them_back(program: Program, home: Path) -> None:
    program.start()
    open_beside(program, home / "gentle", home / "strict")
    before = program.state.beside
    program.session.begin_apart(experiment(title="lesson"))
    program.wait_for(Phase.READY)
    assert program.state.beside == () and program.state.can_train
    program.session.take_up()
    program.wait(lambda: program.state.phase is Phase.BESIDE and program.state.pictures is not None)
    assert program.state.beside == before and program.state.labels == ("β 0.5", "β 4")
    program.wait(lambda: program.decode_shown(1))
    assert not program.state.can_train


def test_names_that_others_chose_are_shown_as_names(program: Program, home: Path, tmp_path: Path) -> None:
    odd = Path(shutil.copytree(home / "gentle", tmp_path / "a\nb<b>c"))
    program.start()
    open_beside(program, odd, home / "strict")
    told = [value for each in program.state.beside for _, value in each.settings]
    assert all("\n" not in text for text in (*told, *program.state.labels, program.text("differs_run_0")))


def test_the_command_line_names_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert parse_options(["--beside", "one", "two"]).beside == (tmp_path / "one", tmp_path / "two")
    assert parse_options([]).beside == ()
