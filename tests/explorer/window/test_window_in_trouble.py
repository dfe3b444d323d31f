"""What goes wrong is one line in the window, which lives on: failures of training, odd files, no room, closing."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QSurface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QMenu, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from explorer.window.actions import Actions
from tests.explorer.program import Program, experiment
from trainers import places
from trainers.looking.answers import Answers
from trainers.messages import Phase
from trainers.runs.folder import RunFolder, read_run
from trainers.training.loop import Loop


def save_images(folder: Path, count: int = 12) -> Path:
    folder.mkdir(parents=True)
    for index in range(count):
        pixels = np.full((20, 20), 20 * index, np.uint8)
        pixels[index % 20] = 255
        Image.fromarray(pixels).save(folder / f"{index}.png")
    return folder


# --------------------------------------------------------------------------- training fails


def test_a_loss_that_is_not_a_number(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = Loop.step

    def poisoned(self: Loop, *players: Any) -> list[dict[str, torch.Tensor]]:
        values = honest(self, *players)
        if self.step_count == 20:
            return [{name: value * float("nan") for name, value in model.items()} for model in values]
        return values

    monkeypatch.setattr(Loop, "step", poisoned)
    program.start()
    rate = program.state.experiment.models[0].config.learning_rate  # type: ignore[union-attr]
    program.key(Qt.Key.Key_Space)
    program.wait_for(Phase.DIVERGED)
    assert "step 20" in program.message and "went back to step" in program.message
    monkeypatch.setattr(Loop, "step", honest)
    assert program.text_of("status-action") == "Lower the learning rate"
    program.press("status-action")
    program.wait(lambda: program.state.experiment.models[0].config.learning_rate < rate)  # type: ignore[union-attr]
    program.press("play")
    program.wait(lambda: program.step > 25)


def test_an_exception_in_a_step(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = Loop.step

    def broken(self: Loop, *players: Any) -> list[dict[str, torch.Tensor]]:
        raise RuntimeError("seven is unlucky")

    monkeypatch.setattr(Loop, "step", broken)
    program.start()
    program.key(Qt.Key.Key_Space)
    program.wait_for(Phase.FAILED)
    assert "seven is unlucky" in program.message
    program.press("status-action")
    report = QGuiApplication.clipboard().text()
    assert "RuntimeError: seven is unlucky" in report and 'name = "digits"' in report
    assert "clipboard" in program.note
    monkeypatch.setattr(Loop, "step", honest)
    program.press("play")
    program.wait(lambda: program.step > 2)


def test_out_of_memory(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    def hungry(self: Loop, *players: Any) -> list[dict[str, torch.Tensor]]:
        raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 1 GiB")

    monkeypatch.setattr(Loop, "step", hungry)
    program.start()
    program.key(Qt.Key.Key_Space)
    program.wait_for(Phase.OUT_OF_MEMORY)
    assert "smaller batch" in program.message
    program.press("status-action")
    inside = program.window.focusWidget()
    assert inside is not None and inside.objectName().startswith("models.0.")


def test_a_device_that_is_lost(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = Loop.step

    def lost(self: Loop, *players: Any) -> list[dict[str, torch.Tensor]]:
        raise RuntimeError("CUDA error: device-side assert triggered")

    monkeypatch.setattr(Loop, "step", lost)
    program.start()
    program.key(Qt.Key.Key_Space)
    program.wait_for(Phase.DEVICE_LOST)
    assert not program.find(QPushButton, "play").isEnabled()
    monkeypatch.setattr(Loop, "step", honest)
    assert program.text_of("status-action") == "Restart on the CPU"
    program.press("status-action")
    program.wait_for(Phase.TRAINING)
    assert program.session.device == "cpu"


def test_a_picture_that_cannot_be_made(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    program.start()

    def broken(self: Answers, look: object) -> Any:
        raise RuntimeError("no such colour")

    with monkeypatch.context() as patch:
        patch.setattr(Answers, "answer", broken)
        program.key(Qt.Key.Key_Right)
        program.wait(lambda: "no such colour" in program.note)
    QTest.mouseClick(program.window.note, Qt.MouseButton.LeftButton)
    program.key(Qt.Key.Key_Right)
    program.wait(program.decode_shown)
    assert program.note == "" and program.state.phase is Phase.READY


def test_a_full_disk_turns_the_light_amber_and_training_goes_on(
    program: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def full(*arguments: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(RunFolder, "write_checkpoint", full)
        program.start(experiment(steps=30))
        program.key(Qt.Key.Key_Space)
        program.wait_for(Phase.FINISHED)
        program.wait(lambda: "not saved" in program.text("status-autosave"))
    assert "No space left" in program.text("status-autosave")
    assert program.find(QWidget, "status-autosave").property("state") == "warning"
    program.dialogs.path = tmp_path / "elsewhere"
    program.key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    program.wait(lambda: program.text("status-autosave") == "autosaved")
    assert read_run(tmp_path / "elsewhere").checkpoint_step == 30


@pytest.mark.qt_log_ignore("This plugin does not support raise")  # of windows off screen
def test_every_action_that_the_worker_suggests_does_something(program: Program) -> None:
    import ast

    program.start()
    source = (Path(__file__).parents[3] / "trainers" / "worker" / "trainer_thread.py").read_text(encoding="utf-8")
    suggested = {
        call.args[3].value
        for call in ast.walk(ast.parse(source))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "_say"
        if len(call.args) > 3 and isinstance(call.args[3], ast.Constant) and call.args[3].value
    }
    assert len(suggested) > 4
    for action in suggested:
        program.window.run.action_requested.emit(action)


# --------------------------------------------------------------------------- what is dropped


def test_a_run_a_toml_and_a_folder_of_images_are_dropped(program: Program, tmp_path: Path) -> None:
    program.start()
    program.press("step")
    program.wait(lambda: program.step == 1)
    program.dialogs.path = tmp_path / "kept"
    program.key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    program.wait(lambda: program.state.saved is not None)
    toml = tmp_path / "other.toml"
    toml.write_text(experiment(seed=77).to_toml(), encoding="utf-8")
    assert program.drop(program.map(), toml)
    program.wait(lambda: program.state.experiment.plan.seed == 77)  # type: ignore[union-attr]
    program.wait_for(Phase.READY)
    assert program.drop(program.curves, tmp_path / "kept")
    program.wait_for(Phase.PAUSED)
    assert program.step == 1 and program.state.experiment.plan.seed == 3  # type: ignore[union-attr]
    assert program.drop(program.window.settings_panel.data, save_images(tmp_path / "mine"))
    program.wait_for(Phase.READY)
    assert program.state.data is not None and program.state.experiment.dataset == "image-folder"  # type: ignore
    assert program.state.data.n_train + program.state.data.n_test == 12
    assert not program.window.note.is_error


def test_an_array_file_and_one_image_are_dropped(program: Program, tmp_path: Path) -> None:
    program.start()
    file = tmp_path / "mine.npz"
    images = np.random.default_rng(0).integers(0, 255, (40, 12, 12), np.uint8)
    np.savez(file, images=images)
    program.drop(program.map(), file)
    program.wait(lambda: program.state.data is not None and program.state.data.image_shape == (1, 12, 12))
    program.wait_for(Phase.READY)
    image = save_images(tmp_path / "pictures", 1) / "0.png"
    program.drop(program.map(), image)
    program.wait(lambda: program.pictures.drawn.picture() is not None)
    assert program.find(QPushButton, "pin_drawn").isVisible() and program.find(QPushButton, "pin_drawn").isEnabled()
    assert program.note == ""


def test_a_drawing_of_other_data_is_forgotten(program: Program, tmp_path: Path) -> None:
    program.start()
    program.drop(program.map(), save_images(tmp_path / "pictures", 1) / "0.png")
    program.wait(lambda: program.pictures.drawn.picture() is not None)
    program.session.begin(experiment(seed=5))  # other weights: the same drawing, seen by them
    program.wait_for(Phase.READY)
    assert program.pictures.pad.canvas.image.max() > 0
    program.session.choose_data("digits", {"size": 16})
    program.wait(lambda: program.state.data.image_shape == (1, 16, 16))  # type: ignore[union-attr]
    assert program.pictures.drawn.picture() is None
    assert not program.find(QPushButton, "pin_drawn").isEnabled()
    assert program.pictures.pad.canvas.image.max() == 0


@pytest.mark.parametrize("name", ["empty folder", "notes.txt", "broken.toml", "broken.npz", "gone.png", "broken run"])
def test_nonsense_is_refused_in_one_sentence_that_names_it(program: Program, tmp_path: Path, name: str) -> None:
    program.start()
    path = tmp_path / name
    if name == "empty folder":
        path.mkdir()
    elif name == "broken run":
        path.mkdir()
        (path / "resume.json").write_text("{", encoding="utf-8")
    elif name != "gone.png":
        path.write_text("nothing in particular = ", encoding="utf-8")
    before = program.state.run_id
    assert program.drop(program.map(), path)
    program.wait(lambda: program.note or program.state.phase is Phase.NO_DATA)
    said = program.note or program.message
    assert path.stem in said and said.count("\n") == 0 and "Traceback" not in said
    if program.state.phase is Phase.NO_DATA:  # what only loading could find out, is also said at the data
        assert path.stem in program.text("dataset-problem")
        assert program.text_of("status-action") == "Choose data"
        program.press("status-action")
        assert program.find(QAbstractButton, "use-dataset").isVisible()
    else:
        assert program.state.run_id == before and program.state.phase is Phase.READY


def test_what_is_no_file_is_not_taken(program: Program) -> None:
    program.start()
    assert not program.drop(program.map(), "https://example.org/digits.png")


def test_other_data_through_the_panel(program: Program) -> None:
    program.start()
    program.press("change-dataset")
    program.press("dataset-moons")
    program.press("use-dataset")
    program.wait(lambda: program.state.data.image_shape == (1, 28, 28))  # type: ignore[union-attr]
    program.wait_for(Phase.READY)
    assert "oon" in program.text("dataset-title")


def test_a_table_of_points_that_is_chosen_as_an_array_opens_as_if_it_were_dropped(
    program: Program, tmp_path: Path
) -> None:
    """And what is said of data that were refused goes with the list, those in use being in order."""
    table, words = tmp_path / "people.csv", tmp_path / "words.csv"
    table.write_bytes("身高,体重\r\n".encode("gbk") + b"161.4,55.0\r\n173.3,66.5\r\n" * 20)
    words.write_text("a,b\nno,numbers\nat,all\n", encoding="utf-8")
    program.start()
    program.press("change-dataset")
    program.press("dataset-array-file")
    program.wait(lambda: program.find(QLineEdit, "dataset.file").isVisible())
    program.type_into("dataset.file", str(words))
    program.press("use-dataset")
    program.wait(lambda: "words.csv" in program.text("dataset-problem"))
    problem = program.find(QLabel, "dataset-problem")
    program.press("change-dataset")
    assert not problem.isVisible()
    program.press("change-dataset")
    program.wait(lambda: program.find(QLineEdit, "dataset.file").isVisible())
    program.type_into("dataset.file", str(table))
    program.press("use-dataset")
    program.wait(lambda: table.name in program.text("dataset-title"))
    program.wait_for(Phase.READY)
    chosen = program.state.experiment
    assert chosen is not None and chosen.dataset == "drawing" and not chosen.dataset_config.model_dump()["joined"]
    assert program.find(QRadioButton, "dataset-drawing").isChecked() and not problem.isVisible()


def test_the_data_in_use_are_not_begun_anew(program: Program) -> None:
    program.start()
    program.session.play()
    program.wait(lambda: program.step > 5)
    program.session.pause()
    program.wait_for(Phase.PAUSED)
    run, step = program.state.run_id, program.step
    program.press("change-dataset")
    program.press("use-dataset")
    assert (program.state.run_id, program.step, program.state.phase) == (run, step, Phase.PAUSED)
    assert program.note == "These data are in use already."
    size = program.find(QComboBox, "dataset.size")
    size.setFocus()
    program.key(Qt.Key.Key_Down)
    program.press("use-dataset")
    program.wait(lambda: program.state.run_id > run)


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing the keyboard)")
def test_open_files_asks_for_a_folder_or_a_file(program: Program, tmp_path: Path) -> None:
    program.start()
    program.dialogs.path = save_images(tmp_path / "mine")
    program.press("change-dataset")
    program.press("open-files")
    program.wait(lambda: program.window.findChild(QMenu, "open_data") is not None)
    menu = program.find(QMenu, "open_data")
    assert len(menu.actions()) == 3
    menu.actions()[0].trigger()
    program.wait(lambda: program.state.experiment.dataset == "image-folder")  # type: ignore[union-attr]
    program.wait_for(Phase.READY)
    text = program.dialogs.path = tmp_path / "mine.txt"
    text.write_text("the cat sat on the mat.\n" * 40, encoding="utf-8")
    menu.actions()[2].trigger()
    menu.close()
    program.wait(lambda: program.state.experiment.dataset == "text-file")  # type: ignore[union-attr]
    program.wait_for(Phase.READY)
    assert program.state.workspace == "characters" and program.note == ""


# --------------------------------------------------------------------------- files by menu


def action(program: Program, name: str) -> None:
    actions = program.window.findChild(Actions)
    assert actions is not None
    next(a for a in program.window.actions() if a.objectName() == f"action_{name}").trigger()


def test_runs_and_experiments_are_opened_and_saved_by_menu(program: Program, tmp_path: Path) -> None:
    program.start()
    program.dialogs.path = tmp_path / "mine.toml"
    program.type_into("models.0.latent_dim", "4")
    action(program, "save_experiment")
    assert "latent_dim = 4" in (tmp_path / "mine.toml").read_text(encoding="utf-8")
    action(program, "open_experiment")
    program.wait_for(Phase.READY)
    assert program.state.data is not None and program.state.data.latent_dims == (4,)
    program.dialogs.path = tmp_path / "no such run"
    action(program, "open_run")
    assert "no such run" in program.note
    program.dialogs.path = tmp_path / "missing" / "mine.toml"
    action(program, "save_experiment")
    assert "missing" in program.note or "No such file" in program.note
    program.dialogs.path = None
    for name in ("open_run", "open_experiment", "save_as", "save_experiment"):
        action(program, name)


def test_recent_runs_are_offered(program: Program) -> None:
    program.start()
    program.press("step")
    program.wait(lambda: program.step == 1)
    program.wait_for(Phase.PAUSED)
    program.session.save()
    program.wait(lambda: program.state.saved is not None)
    program.session.begin(experiment(seed=9))
    program.wait_for(Phase.READY)
    entries = recent_entries(program)
    assert len(entries) == 1 and "1/100000" in entries[0].text()
    entries[0].trigger()
    program.wait_for(Phase.PAUSED)
    assert program.step == 1


def recent_entries(program: Program) -> list[QAction]:
    """The runs that are offered; below them all others are."""
    program.find(QMenu, "main_menu").aboutToShow.emit()
    *entries, line, everything = program.find(QMenu, "recent_runs").actions()
    assert line.isSeparator() and everything.text() == "All runs…"
    return entries


@pytest.mark.parametrize("way", ["saved", "opened", "dropped"])
def test_runs_that_lie_elsewhere_are_offered_too(program: Program, tmp_path: Path, way: str) -> None:
    """Where the user saved it, and where one was opened from; as long as it is there."""
    program.start()
    program.press("step")
    program.wait(lambda: program.step == 1)
    program.wait_for(Phase.PAUSED)
    program.session.save()
    program.wait(lambda: program.state.saved is not None)
    assert program.state.saved is not None
    home, place = Path(program.state.saved.folder), tmp_path / "a stick" / "lesson"
    place.parent.mkdir()
    if way == "saved":
        program.dialogs.path = place
        program.window.files.save_run()
        program.wait(lambda: program.note)
    else:
        shutil.copytree(home, place)
        (place / "run.lock").unlink(missing_ok=True)
        if way == "opened":
            program.dialogs.path = place
            program.window.files.open_run()
        else:
            assert program.drop(program.window, place)
        program.wait(lambda: program.state.place == str(place) and program.state.phase is Phase.PAUSED)
    texts = [entry.text() for entry in recent_entries(program)]
    assert len(texts) == 2 and sum(text.startswith("lesson") for text in texts) == 1
    program.session.begin(experiment(seed=9))
    program.wait_for(Phase.READY)
    next(entry for entry in recent_entries(program) if entry.text().startswith("lesson")).trigger()
    program.wait(lambda: program.state.place == str(place) and program.state.phase is Phase.PAUSED)
    program.session.begin(experiment(seed=9))
    program.wait_for(Phase.READY)
    shutil.rmtree(place)
    assert [entry.text().startswith("lesson") for entry in recent_entries(program)] == [False]


def test_an_error_report_is_a_line_in_the_window_where_there_is_none(program: Program) -> None:
    program.start()
    action(program, "copy_report")
    assert "no error" in program.note


@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_a_later_start_brings_the_window_to_the_front_with_what_it_was_given(program: Program, tmp_path: Path) -> None:
    program.start()
    path = tmp_path / "mine.latent.toml"
    path.write_text(experiment(title="from outside", seed=8).to_toml(), encoding="utf-8")
    program.window.showMinimized()
    program.window.come_forward()
    program.wait(lambda: not program.window.isMinimized() and program.window.isActiveWindow())
    assert program.state.experiment.plan.title == "test"  # type: ignore[union-attr]
    program.window.come_forward(str(path))
    program.wait(lambda: program.state.experiment.plan.title == "from outside")  # type: ignore[union-attr]
    program.wait_for(Phase.READY)
    program.window.come_forward(str(tmp_path / "gone.toml"))
    assert "gone.toml" in program.note
    assert program.state.experiment.plan.title == "from outside"  # type: ignore[union-attr]


def test_nothing_in_the_window_is_drawn_with_opengl(program: Program) -> None:
    program.start()
    program.session.set_workspace("compare")
    handle = program.window.windowHandle()
    assert handle is not None and handle.surfaceType() is QSurface.SurfaceType.RasterSurface
    kinds = {widget.metaObject().className() for widget in program.window.findChildren(QWidget)}
    assert kinds and not [kind for kind in kinds if "OpenGL" in kind or "Quick" in kind or "Rhi" in kind]


# --------------------------------------------------------------------------- closing


def test_closing_while_training_saves_and_ends(qtbot: QtBot, tmp_path: Path) -> None:
    program = Program(qtbot, tmp_path)
    program.start(play=True)
    program.wait(lambda: program.step > 10)
    action(program, "close")
    assert not program.window.isVisible()
    assert program.close()
    (run,) = places.runs_dir().iterdir()
    contents = read_run(run)
    assert contents.problems == () and contents.checkpoint_step is not None and contents.checkpoint_step > 10
    assert (tmp_path / "settings.ini").exists()


def test_closing_before_the_engine_has_started(qtbot: QtBot, tmp_path: Path) -> None:
    program = Program(qtbot, tmp_path)
    program.session.begin(experiment())
    program.show()
    assert program.close()
