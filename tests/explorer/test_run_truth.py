"""What the window says of a run is true of it: what happened on its way, what it is called, and what is left of it when
it is rewound or when another one is refused."""

from __future__ import annotations

import re
import time
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QRadioButton, QScrollArea, QWidget

from explorer.run_bar.timeline_line import TimelineLine
from explorer.state.curves_data import Curves
from explorer.texts.mark_texts import marks_shown
from explorer.texts.run_names import LONGEST_NAME, listed_name
from explorer.widgets.column_scroll import SETTLING_MS
from explorer.widgets.numbers.number_field import NumberField
from tests.explorer.program import LEFT, NONE, Program, experiment
from tests.explorer.tips import unbroken
from trainers import places
from trainers.marks import BRANCH, FORK, KNOB
from trainers.messages import Phase
from trainers.runs.folder import read_checkpoint, read_run, summarise_run, unfinished_runs
from trainers.runs.lock import LOCK

POINTS = {"name": "ring"}


def train(program: Program, steps: int) -> None:
    end = program.step + steps
    program.session.advance(steps)
    program.wait(lambda: program.step == end and program.state.phase in (Phase.PAUSED, Phase.FINISHED))


def keyframes_drawn(program: Program) -> tuple[int, ...]:
    """Keyframes that the window has pictures of: they come after the step, when the machine has time for them."""
    timeline = program.state.timeline
    return () if timeline is None else tuple(timeline.steps)


def look_back(program: Program, step: int) -> None:
    """To a keyframe, as soon as it is drawn: until then the end of training may be nearer to its place."""
    program.wait(lambda: step in keyframes_drawn(program))
    line = program.find(TimelineLine, "timelineLine")
    QTest.mouseClick(line, LEFT, NONE, QPoint(round(line.x_of(step)), line.height() // 2))
    assert program.state.scrubbed == step


def save(program: Program) -> Path:
    program.session.save()
    program.wait(lambda: program.state.saved is not None and program.state.saved.step == program.step)
    assert program.state.saved is not None and not program.state.saved.problem
    return Path(program.state.saved.folder)


def values(curves: Curves | None) -> list[bytes]:
    assert curves is not None
    return [curves.values(model, name).tobytes() for model in range(1) for name in curves.metrics(model)]


# --------------------------------------------------------------------------- marks


def test_a_turned_knob_leaves_a_mark_and_looking_back_shows_what_it_was(program: Program) -> None:
    program.start(experiment(steps=400))
    train(program, 50)
    program.type_into("models.0.beta", "4.5")
    program.wait(lambda: bool(program.state.marks))
    train(program, 30)
    [mark] = program.state.marks
    assert (mark.step, mark.kind) == (50, KNOB) and mark.changes == (("models.0.beta", 1.0, 4.5),)
    line = program.find(TimelineLine, "timelineLine")
    assert "1 \u2192 4.5" in line.mark_at(line.x_of(50)) and not line.mark_at(line.x_of(0))
    assert "1 \u2192 4.5" in line.accessibleDescription()
    curves = program.curves
    assert "1 \u2192 4.5" in curves.plot.mark_near(50) and not curves.plot.mark_near(0)
    field = program.find(NumberField, "models.0.beta")
    assert field.text() == "4.5" and field.isEnabled()
    stands = field.mapTo(program.window, QPoint(0, 0))
    look_back(program, 20)
    assert field.mapTo(program.window, QPoint(0, 0)) == stands
    assert field.text() == "1" and not field.isEnabled()
    assert "step 20" in program.text("settings-then") and "1" in program.message
    look_back(program, 10)  # to the same settings
    assert "step 10" in program.text("settings-then") and field.text() == "1"
    program.session.scrub(None)
    assert field.text() == "4.5" and field.isEnabled() and not program.find(QLabel, "settings-then").isVisible()


def test_marks_survive_save_and_resume(program: Program) -> None:
    program.start(experiment(steps=400))
    train(program, 20)
    program.session.edit(4.5, "models.0.beta")
    program.wait(lambda: bool(program.state.marks))
    train(program, 10)
    marks, folder = program.state.marks, save(program)
    assert read_run(folder).marks == marks
    program.session.begin(experiment(seed=9))
    program.wait_for(Phase.READY)
    assert program.state.marks == ()
    program.window.files.open(folder)
    program.wait(lambda: program.state.marks == marks)
    program.wait(lambda: program.state.phase is Phase.PAUSED and program.state.can_train)
    program.session.edit(2.0, "models.0.beta")
    program.wait(lambda: len(program.state.marks) == 2)
    assert program.state.marks[0] == marks[0] and program.state.marks[1].step == 30


def test_training_on_from_a_keyframe_is_a_branch_that_tells_its_settings(program: Program) -> None:
    program.start(experiment(steps=400))
    train(program, 50)
    program.session.edit(4.5, "models.0.beta")
    program.wait(lambda: bool(program.state.marks))
    train(program, 10)
    look_back(program, 20)
    program.click(program.find(QPushButton, "timelineTrainOn"))
    program.wait_for(Phase.TRAINING)
    program.wait(lambda: len(program.state.marks) == 2)
    program.session.pause()
    program.wait_for(Phase.PAUSED)
    branch = program.state.marks[-1]
    assert (branch.kind, branch.step, branch.origin) == (BRANCH, 60, 20)
    assert branch.changes == (("models.0.beta", 1.0, 4.5),)
    [_, (step, text)] = marks_shown(program.state)
    assert step == 60 and "step 20" in text and text.endswith("1")
    program.session.take_back(None)
    program.wait(lambda: len(program.state.marks) == 1)


def test_a_fork_remembers_what_it_is_a_fork_of(program: Program) -> None:
    program.start(experiment(steps=400))
    train(program, 20)
    source = save(program)
    program.session.edit(8, "batch_size")
    program.press("plan.fork")
    program.wait_for(Phase.TRAINING)
    program.session.pause()
    program.wait_for(Phase.PAUSED)
    [mark] = program.state.marks
    assert (mark.kind, mark.step, mark.source) == (FORK, 20, source.name)
    assert mark.changes == (("batch_size", 16, 8),)
    assert read_run(source).marks == (), "the run before stays as it was"


# --------------------------------------------------------------------------- rewind


@pytest.mark.parametrize("saved", [True, False])
def test_a_rewind_can_be_taken_back_to_the_last_bit(program: Program, saved: bool) -> None:
    program.start(experiment(steps=400))
    train(program, 37)
    if saved:
        save(program)
    program.wait(lambda: program.state.timeline is not None and 20 in program.state.timeline.steps)
    curves, keyframes = values(program.state.curves), program.state.timeline
    program.press("rewind")
    program.wait(lambda: program.state.phase is Phase.READY and program.state.rewound == 37)
    assert program.step == 0 and program.window.note.offers
    train(program, 5)  # another run, which stays, too
    QTest.mouseClick(program.window.note, LEFT)
    program.wait(lambda: program.state.phase is Phase.PAUSED and program.step == 37)
    assert values(program.state.curves) == curves
    assert keyframes is not None and program.state.timeline is not None
    assert program.state.timeline.steps == keyframes.steps
    look_back(program, 20)
    assert program.state.weights_are_kept
    program.session.scrub(None)
    train(program, 3)
    again = read_checkpoint(save(program))
    program.session.begin(experiment(steps=400))
    program.wait_for(Phase.READY)
    train(program, 40)
    straight = read_checkpoint(save(program))
    assert set(again.tensors) == set(straight.tensors)
    for name, tensor in straight.tensors.items():
        assert np.array_equal(tensor.numpy(), again.tensors[name].numpy()), name


def test_a_rewind_at_the_start_offers_nothing(program: Program) -> None:
    program.start()
    program.session.rewind()
    program.wait(lambda: program.state.run_id == 2 and program.state.phase is Phase.READY)
    assert program.state.rewound is None and not program.window.note.isVisible()


# --------------------------------------------------------------------------- what was trained unseen


def test_a_run_that_is_opened_while_it_goes_on_is_shown_to_its_last_step(program: Program) -> None:
    program.start(experiment(steps=400))
    train(program, 5)
    folder = save(program)
    train(program, 20)  # which its folder does not know yet
    program.wait(lambda: keyframes_drawn(program)[-1:] == (20,))
    curves, keyframes = values(program.state.curves), keyframes_drawn(program)
    program.window.files.open(folder)
    program.wait(lambda: program.state.run_id == 2 and program.state.phase is Phase.PAUSED and program.step == 25)
    assert values(program.state.curves) == curves
    program.wait(lambda: keyframes_drawn(program)[-1:] == (20,))
    assert keyframes_drawn(program) == keyframes


@pytest.mark.parametrize("way", ["fork", "rewind"])
def test_a_run_that_is_left_while_it_trains_keeps_every_step_of_its_curves(program: Program, way: str) -> None:
    program.start(play=True)
    program.wait(lambda: program.step > 60)
    program.session.save()
    program.wait(lambda: program.state.saved is not None)
    if way == "fork":
        program.session.fork()
        program.wait(lambda: program.state.run_id == 2 and program.state.phase is Phase.TRAINING)
    else:
        program.session.rewind()
        program.wait(lambda: program.state.phase is Phase.READY and program.state.rewound is not None)
        program.session.take_rewind_back()
        program.wait(lambda: program.state.run_id == 3 and program.state.phase is Phase.PAUSED)
    program.session.stop()
    program.wait_for(Phase.PAUSED)
    curves = program.state.curves
    assert curves is not None and curves.last_step == program.step > 60
    missing = curves.first_step + np.flatnonzero(~np.isfinite(curves.values(0, "neg_elbo")))
    assert not missing.size, missing


# --------------------------------------------------------------------------- refused data


def test_a_bad_file_dropped_while_training_leaves_training_as_it_was(program: Program, tmp_path: Path) -> None:
    program.start(play=True)
    program.wait(lambda: program.step > 20)
    run, broken = program.state.run_id, tmp_path / "broken.npz"
    broken.write_bytes(b"PK\x03\x04 no archive")
    assert program.drop(program.map(), broken)
    program.wait(lambda: program.state.refused is not None)
    assert program.state.run_id == run and "broken.npz" in program.note
    assert "broken.npz" in program.text("dataset-problem")
    step = program.step
    program.wait(lambda: program.step > step)
    assert program.state.phase is Phase.TRAINING and program.state.draft.dataset == "digits"  # type: ignore[union-attr]
    program.click(program.map(), program.at(0.6, 0.6))
    program.wait(program.decode_shown)
    program.key(Qt.Key.Key_Space)
    program.wait_for(Phase.PAUSED)
    curves = program.state.curves
    assert curves is not None and curves.first_step == 1 and curves.last_step == program.step
    assert not any(np.isnan(curves.values(0, name)).any() for name in curves.metrics(0)), "no step is lost"
    train(program, 3)
    program.session.begin(experiment(seed=5))  # and another one can be begun
    program.wait_for(Phase.READY)
    assert program.state.run_id > run + 1


def save_table(path: Path) -> Path:
    rows = [[index % 3, *((index * 7 + pixel * 3) % 256 for pixel in range(64))] for index in range(60)]
    header = ",".join(["label", *(f"p{pixel}" for pixel in range(64))])
    path.write_text("\n".join([header, *(",".join(map(str, row)) for row in rows)]) + "\n", encoding="utf-8")
    return path


def test_progress_of_a_table_ends_with_it_however_fast_it_was_read(program: Program, tmp_path: Path) -> None:
    """The window hears of all at once; and what was refused before is over then."""
    program.start()
    empty = tmp_path / "empty"
    empty.mkdir()
    program.drop(program.map(), empty)
    program.wait(lambda: "empty" in program.note)
    assert "found none. The run before stays open." in program.note
    outbox = program.session._worker._outbox
    program.drop(program.map(), save_table(tmp_path / "table.csv"))
    deadline = time.monotonic() + 15
    while "Ready to train." not in [getattr(event, "template", "") for event in list(outbox._events)]:
        assert time.monotonic() < deadline
        time.sleep(0.01)  # and nothing is heard meanwhile
    program.wait_for(Phase.READY)
    assert "table.csv" in program.text("dataset-title")
    assert program.state.loading is None and not program.find(QWidget, "dataset-cancel").isVisible()
    assert program.note == "" and program.text("dataset-problem") == ""


def seen_whole(program: Program, name: str) -> bool:
    widget = program.find(QWidget, name)
    return widget.visibleRegion().boundingRect() == widget.rect()


@pytest.mark.parametrize("size", [(1440, 900), (1280, 720)])
def test_the_settings_of_the_chosen_data_come_into_view_and_a_refusal_leaves_them(
    program: Program, tmp_path: Path, size: tuple[int, int]
) -> None:
    program.window.resize(*size)
    program.start()
    program.press("change-dataset")
    for name in ("image-folder", "moons", "array-file"):  # down the list, and up
        entry = program.find(QRadioButton, f"dataset-{name}")
        program.wait(entry.isVisible)
        entry.click()  # as the keyboard does, wherever one has scrolled to
        program.wait(lambda name=name: seen_whole(program, f"dataset-{name}") and seen_whole(program, "use-dataset"))
    program.wait(program.find(QLineEdit, "dataset.file").isVisible)
    words = tmp_path / "words.csv"
    words.write_text("a,b\nno,numbers\nat,all\n", encoding="utf-8")
    program.type_into("dataset.file", str(words))
    field = program.find(QLineEdit, "dataset.file")
    program.wait(lambda: seen_whole(program, "use-dataset"))
    QTest.qWait(SETTLING_MS + 50)
    program.find(QScrollArea, "settings_scroll").verticalScrollBar().setValue(
        field.mapTo(program.find(QWidget, "settings_content"), QPoint(0, -40)).y()
    )
    QTest.qWait(50)
    place = field.mapTo(program.window, QPoint(0, 0))
    QTest.mouseClick(program.find(QPushButton, "use-dataset"), LEFT)
    program.wait(lambda: program.state.refused is not None and "words.csv" in program.note)
    QTest.qWait(100)
    assert program.find(QLineEdit, "dataset.file") is field and field.text() == str(words)
    assert field.mapTo(program.window, QPoint(0, 0)) == place, "nothing was scrolled"
    assert program.find(QRadioButton, "dataset-array-file").isChecked()
    program.type_into("dataset.file", str(save_table(tmp_path / "table.csv")))
    program.press("use-dataset")
    program.wait(lambda: "table.csv" in program.text("dataset-title"))
    assert field.text().endswith("table.csv") and program.text("dataset-problem") == ""


def test_data_in_use_are_not_said_to_be_missing(program: Program, tmp_path: Path) -> None:
    from PySide6.QtGui import QImage

    folder = tmp_path / "mine"
    for index in range(12):
        image = QImage(16, 16, QImage.Format.Format_Grayscale8)
        image.fill(index * 20)
        (folder / str(index % 2)).mkdir(parents=True, exist_ok=True)
        image.save(str(folder / str(index % 2) / f"{index}.png"))
    program.start()
    assert program.drop(program.map(), folder)
    program.wait(lambda: program.state.data is not None and program.state.data.run_id == program.state.run_id > 1)
    program.wait_for(Phase.READY)
    program.press("change-dataset")
    assert program.find(QRadioButton, "dataset-image-folder").isChecked()
    program.wait(program.find(QPushButton, "use-dataset").isVisible)
    assert not program.find(QPushButton, "fetch-dataset").isVisible()
    few = program.find(QLabel, "dataset-few")
    assert few.isVisible() and str(program.state.data.n_train) in few.text()  # type: ignore[union-attr]


# --------------------------------------------------------------------------- drawing, name


def test_a_drawing_and_its_mark_go_when_the_data_change(program: Program, tmp_path: Path) -> None:
    program.start()
    program.pictures.set_drawing(np.full((1, 1, 8, 8), 200, np.uint8))
    program.wait(lambda: program.map().marks.walker is not None)
    np.save(tmp_path / "others.npy", np.random.default_rng(1).integers(0, 255, (100, 8, 8), np.uint8))
    assert program.drop(program.map(), tmp_path / "others.npy")  # of the same size
    program.wait(lambda: program.map().marks.walker is None)
    program.wait(lambda: program.pictures.pad.canvas.image.max() == 0)  # once there are the other data
    assert not program.find(QWidget, "pin_drawn").isEnabled()


def test_title_and_foot_tell_which_run_this_is_and_where_it_is(program: Program, tmp_path: Path) -> None:
    program.start()
    assert program.window.windowTitle() == "test \u2013 Latent Explorer"
    train(program, 3)
    place = tmp_path / ("a run with a very long name, " * 6 + "the end")
    program.session.save(place)
    program.wait(lambda: program.state.place == str(place))
    name = program.window.windowTitle().removesuffix(" \u2013 Latent Explorer")
    assert len(name) <= LONGEST_NAME and name.startswith("a run with") and name.endswith("the end") and "\u2026" in name
    assert unbroken(str(place)) in unbroken(program.find(QLabel, "status-autosave").toolTip())


def test_a_run_is_called_alike_in_title_list_and_fork(program: Program) -> None:
    """By the name that the user gave its folder, else by its title, when it was begun, and what it is a fork of."""
    program.start()
    train(program, 12)
    own = save(program)
    name = program.window.windowTitle().removesuffix(" \u2013 Latent Explorer")
    assert re.fullmatch(r"test · \d{4}-\d\d-\d\d \d\d:\d\d", name)
    train(program, 5)
    assert program.window.files.recent() == [(own, f"{name} · 17/100000")], "as far as it is, not as it was saved"
    program.type_into("plan.steps", "30")
    program.press("plan.fork")
    program.wait_for(Phase.FINISHED)
    fork = save(program)
    forked = program.window.windowTitle().removesuffix(" \u2013 Latent Explorer")
    lines = dict(program.window.files.recent())
    assert forked.endswith(" · fork at step 17") and lines[fork] == f"{forked} · 30/30"
    program.window.files.open(own)
    program.wait_for(Phase.PAUSED)
    assert dict(program.window.files.recent())[fork] == lines[fork], "read from its folder"
    assert program.window.windowTitle().startswith(name)


def test_save_as_says_where_and_the_run_has_that_name(program: Program) -> None:
    program.start()
    train(program, 4)
    place = program.dialogs.path = places.runs_dir() / "lesson one"
    program.window.files.save_run()
    program.wait(lambda: program.note)
    assert program.note == f"Saved in {place}"
    assert program.window.windowTitle() == "lesson one \u2013 Latent Explorer"
    [line] = [line for path, line in program.window.files.recent() if path == place]
    assert line.startswith("lesson one · test · 4/100000 · ")
    assert listed_name(summarise_run(place)) == "lesson one", "which is how its recovery is offered"


GAME = {"dataset": POINTS, "models": [{"family": "gan", "g_layers": [8], "d_layers": [8]}]}


def cut_off_game(program: Program) -> Path:
    """The folder of a game whose program died; something else is open."""
    program.start(experiment(**GAME))
    train(program, 3)
    folder = save(program)
    program.session.begin(experiment())
    program.wait_for(Phase.READY)
    (folder / LOCK).write_text("{}", encoding="utf-8")
    program.window.painted.emit()
    assert program.find(QWidget, "recovery-bar").isVisible() and program.state.workspace == "explore"
    return folder


def test_a_recovered_game_is_seen_where_it_can_be_watched_and_not_offered_again(program: Program) -> None:
    folder = cut_off_game(program)
    program.press("recover")
    program.wait(lambda: program.state.place == str(folder) and program.state.can_train)
    assert program.state.workspace == "adversarial" and program.adversarial.stages.isVisible()
    assert unfinished_runs(folder.parent) == [], "though it has not been written to since"
    program.window.painted.emit()
    assert not program.find(QWidget, "recovery-bar").isVisible()


def test_a_cut_off_run_that_is_opened_from_the_list_needs_no_offer(program: Program) -> None:
    folder = cut_off_game(program)
    program.window.files.open(folder)
    program.wait(lambda: program.state.place == str(folder) and program.state.can_train)
    assert not program.find(QWidget, "recovery-bar").isVisible() and unfinished_runs(folder.parent) == []
    assert program.state.workspace == "adversarial"


def test_a_run_that_is_opened_again_keeps_the_knobs_that_were_turned_since_it_was_saved(program: Program) -> None:
    program.start(experiment(steps=400))
    train(program, 20)
    folder = save(program)
    program.session.edit(4.5, "models.0.beta")
    program.wait(lambda: bool(program.state.marks))
    run_id = program.state.run_id
    program.window.files.open(folder)
    program.wait(lambda: program.state.run_id > run_id and program.state.can_train)
    program.wait(lambda: bool(program.state.marks))
    assert program.state.experiment is not None and program.state.draft == program.state.experiment
    assert program.state.experiment.models[0].config.beta == 4.5 and not program.state.restart_paths
    assert program.find(NumberField, "models.0.beta").text() == "4.5"
    train(program, 10)
    save(program)
    assert read_run(folder).experiment.models[0].config.beta == 4.5


def test_a_run_that_is_open_and_was_never_saved_is_there_already(program: Program) -> None:
    program.start(experiment(steps=400))
    train(program, 20)
    [(path, _)] = program.window.files.recent()  # keyframes are there, but no checkpoint
    run_id = program.state.run_id
    program.window.files.open(path)
    assert program.note == "This run is open." and not program.window.files.is_reading
    assert (program.state.run_id, program.step) == (run_id, 20) and program.state.can_train
    folder = save(program)
    program.window.files.open(folder)
    program.wait(lambda: program.state.run_id > run_id and program.state.can_train)
    assert program.step == 20


def test_own_data_are_named_in_the_list_of_runs(program: Program, tmp_path: Path) -> None:
    np.savez(tmp_path / "leaves.npz", images=np.random.default_rng(0).integers(0, 255, (60, 16, 16), np.uint8))
    program.start(experiment(dataset={"name": "array-file", "file": str(tmp_path / "leaves.npz")}))
    save(program)
    [(_, line)] = program.window.files.recent()
    assert " · leaves.npz · 0/" in line
