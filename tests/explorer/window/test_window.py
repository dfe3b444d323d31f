"""The assembled window with the real worker, driven as a user drives it: exploring, training, changing settings."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage, QImageReader
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QSlider,
    QToolButton,
    QWidget,
)

from explorer.map.overlays.map_labels import MapLabel
from explorer.run_bar.timeline_line import TimelineLine
from explorer.style.theme import DARK, LIGHT
from explorer.widgets.pill import Pill
from tests.explorer.program import LEFT, NONE, Program, experiment
from trainers import messages
from trainers.messages import Phase

AE = {"family": "ae", "layers": [12]}
VAE = {"family": "vae", "layers": [12]}

offscreen_menu = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing the keyboard)")


# --------------------------------------------------------------------------- exploring


def test_it_opens_ready_with_codes_pictures_and_the_focus_on_the_map(program: Program) -> None:
    program.start()
    program.wait(lambda: len(program.map().picture.cloud.codes) == program.state.data.n_train)  # type: ignore[union-attr]
    assert "Ready" in program.message and program.find(QPushButton, "play").isEnabled()
    assert not program.find(QPushButton, "stop").isEnabled() and not program.find(QPushButton, "rewind").isEnabled()
    assert program.window.focusWidget() is program.map()
    program.wait(lambda: program.inset().size)
    pictures = program.pictures
    assert pictures.reconstructions.picture() is not None and pictures.samples.picture() is not None
    assert "digits" in program.text("dataset-title").lower()


def test_a_click_on_the_map_decodes_there(program: Program) -> None:
    program.start()
    program.wait(lambda: program.inset().size)
    before = program.inset()
    spot = program.at(0.9, 0.8)
    program.click(program.map(), spot)
    assert program.state.maps[0].cursor == pytest.approx(program.plane(spot))
    program.wait(program.decode_shown)
    assert not np.array_equal(program.inset(), before)
    program.wait(lambda: "distance" in program.text("map_readout"))
    assert "z = (" in program.text("map_readout")


def test_dragging_decodes_all_along_and_is_one_step_of_undo(program: Program) -> None:
    program.start()
    latent_map, seen = program.map(), []
    QTest.mousePress(latent_map, LEFT, NONE, program.at(0.3, 0.7))
    for x in (0.4, 0.6, 0.8, 0.95):
        QTest.mouseMove(latent_map, program.at(x, 0.2))
        program.wait(program.decode_shown)
        seen.append(program.inset().tobytes())
    QTest.mouseRelease(latent_map, LEFT, NONE, program.at(0.95, 0.2))
    assert len(set(seen)) > 2  # an untrained decoder draws nearly the same everywhere
    program.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert program.state.maps[0].cursor.tolist() == [0, 0]
    program.wait(program.decode_shown)


def test_arrow_keys_move_the_cursor(program: Program) -> None:
    program.start()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Up):
        program.key(key)
    x, y = program.state.maps[0].cursor
    assert x > 0 and y == pytest.approx(x / 2, rel=0.01)
    program.wait(program.decode_shown)


def test_hovering_peeks_and_leaving_restores(program: Program) -> None:
    program.start()
    program.wait(lambda: program.inset().size)
    program.wait(program.decode_shown)
    committed = program.inset()
    QTest.mouseMove(program.map(), program.at(0.9, 0.1))
    program.wait(lambda: program.state.maps[0].peek is not None and program.decode_shown())
    assert not np.array_equal(program.inset(), committed)
    assert program.state.maps[0].cursor.tolist() == [0, 0]
    program.leave(program.map())
    program.wait(lambda: program.state.maps[0].peek is None and program.decode_shown())
    assert np.array_equal(program.inset(), committed)


def test_pins_a_walk_between_them_and_their_undo(program: Program) -> None:
    program.start()
    program.press("tab_walk")
    walk = program.pictures.walk
    program.click(program.map(), program.at(0.2, 0.5))
    program.key(Qt.Key.Key_P)
    assert [pin.label for pin in program.state.maps[0].pins] == ["1"] and walk.frame_count == 0
    program.click(program.map(), program.at(0.8, 0.3))
    program.key(Qt.Key.Key_P)
    program.wait(lambda: walk.frame_count > 1)
    assert len(program.map().marks.pins) == 2
    program.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(program.state.maps[0].pins) == 1
    program.wait(lambda: walk.frame_count == 0)
    program.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    program.wait(lambda: walk.frame_count > 1)
    program.press("walkPlay")
    program.wait(lambda: program.map().marks.walker is not None)
    assert walk.playing
    program.press("walkPlay")
    assert not walk.playing
    program.window.activateWindow()
    program.key(Qt.Key.Key_Delete)  # the pin that was clicked last is not selected: nothing is meant
    assert len(program.state.maps[0].pins) == 2


def test_a_pin_is_dragged(program: Program) -> None:
    program.start()
    view = program.map()
    for right in (0.2, 0.8):
        program.click(view, program.at(right, 0.5))
        program.key(Qt.Key.Key_P)
    before = program.state.maps[0].pins
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=program.at(0.8, 0.5))
    for down in (0.55, 0.6, 0.7):
        QTest.mouseMove(view, program.at(0.8, down))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=program.at(0.8, 0.7))
    program.wait(lambda: not np.array_equal(program.state.maps[0].pins[1].z, before[1].z))
    assert np.array_equal(program.state.maps[0].pins[0].z, before[0].z)


def test_pause_and_rewind_can_be_clicked_while_it_trains(program: Program) -> None:
    program.start(experiment(steps=100_000))
    program.press("play")
    program.wait_for(Phase.TRAINING)
    program.wait(lambda: program.step > 5)
    assert program.find(QPushButton, "rewind").isEnabled()
    program.press("play")
    program.wait_for(Phase.PAUSED)


def test_what_stands_has_no_time_left_to_wait(program: Program) -> None:
    program.start(experiment(steps=100_000))
    tick = messages.Ticked(program.state.run_id, 400, 1000, 2.0, 8.0, 50.0)
    training = replace(program.state, phase=Phase.TRAINING, ticked=tick)
    program.window.run.show_state(training, program.state)
    clock = program.find(QLabel, "status-clock")
    assert "ETA 0:12" in clock.text()
    program.window.run.show_state(replace(training, phase=Phase.PAUSED), training)
    assert "step 400" in clock.text() and "ETA" not in clock.text()


def test_the_nearest_real_images_follow_the_cursor(program: Program) -> None:
    program.start()
    program.press("tab_nearest")
    program.wait(lambda: program.pictures.nearest.picture() is not None)


def test_another_view_of_the_map_is_no_other_question(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """What lies nearest to the code is searched again for another code or newer weights, not when the map is zoomed."""
    program.start()
    program.press("layer_background")
    painter, asked = program.map().picture.painter, []
    program.wait(lambda: painter.background is not None)
    find = program.session.find_nearest
    monkeypatch.setattr(program.session, "find_nearest", lambda *args: (asked.append(args), find(*args)))
    before = painter.background
    QTest.keyClick(program.map(), Qt.Key.Key_Plus)
    program.wait(lambda: painter.background is not before)
    assert asked == []
    QTest.keyClick(program.map(), Qt.Key.Key_Right)
    program.wait(lambda: len(asked) == 1)


def test_layers_come_and_go(program: Program) -> None:
    program.start()
    painter = program.map().picture.painter
    assert painter.shown == {"codes", "prior"}
    program.press("layer_background")
    program.wait(lambda: painter.background is not None)
    for name in ("layer_ellipses", "layer_contours", "layer_codes"):
        program.press(name)
    program.wait(lambda: painter.shown == {"background", "ellipses", "contours", "prior"})
    program.press("layer_background")
    assert "background" not in painter.shown


def test_a_family_without_a_posterior_has_no_ellipses(program: Program) -> None:
    program.start(experiment(models=[AE]))
    assert not program.find(QAbstractButton, "layer_ellipses").isEnabled()


def test_a_drawing_is_encoded_and_its_code_pinned(program: Program) -> None:
    program.start()
    program.press("tab_draw")
    canvas = program.find(QWidget, "drawing-canvas")
    pin = program.find(QPushButton, "pin_drawn")
    assert not pin.isEnabled()
    QTest.mousePress(canvas, LEFT, NONE, canvas.rect().center() - QPoint(0, 25))
    QTest.mouseMove(canvas, canvas.rect().center())
    QTest.mouseMove(canvas, canvas.rect().center() + QPoint(0, 25))
    QTest.mouseRelease(canvas, LEFT, NONE, canvas.rect().center() + QPoint(0, 25))
    program.wait(lambda: program.pictures.drawn.picture() is not None)
    program.click(pin)
    value = program.state.maps[0]
    assert [one.label for one in value.pins] == ["D"] and np.array_equal(value.cursor, value.pins[0].z)
    assert np.abs(value.cursor).max() > 0
    program.click(pin)
    assert len({one.label for one in program.state.maps[0].pins}) == 2
    assert program.map().marks.walker is not None
    program.click(program.find(QToolButton, "drawing-undo"))  # a blank pad has no code
    program.wait(lambda: program.map().marks.walker is None)
    assert program.pictures.drawn.picture() is None and not pin.isEnabled()


# --------------------------------------------------------------------------- more latents, fewer, more models


def test_more_latents_than_two_have_a_plane_and_sliders(program: Program) -> None:
    program.start(experiment(models=[{**VAE, "latent_dim": 5}]))
    chooser = program.window.maps.panels[0].chooser
    assert chooser.isVisible() and len(chooser.order) == 3
    slider = program.find(QSlider, f"coordinate_z{chooser.order[0] + 1}")
    dim = chooser.order[0]
    program.wait(program.decode_shown)
    before = program.inset()
    slider.setFocus()
    for _ in range(3):
        QTest.keyClick(slider, Qt.Key.Key_PageUp)
    assert program.state.maps[0].cursor[dim] > 0
    program.wait(program.decode_shown)
    assert not np.array_equal(program.inset(), before)
    program.click(program.map(), program.at(0.8, 0.2))
    assert program.state.maps[0].cursor[dim] > 0  # the coordinate that is not shown stays
    kinds = program.find(QComboBox, "plane_kind")
    kinds.setFocus()
    QTest.keyClick(kinds, Qt.Key.Key_Down)  # PCA
    program.wait(lambda: program.state.maps[0].plane_kind[0] == "pca")
    assert len(chooser.order) == 5
    program.map().setFocus()
    program.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert program.state.maps[0].plane_kind[0] == "axes"


def test_moving_a_hidden_coordinate_can_be_undone(program: Program) -> None:
    program.start(experiment(models=[{**VAE, "latent_dim": 3}]))
    slider = program.find(QSlider, "coordinate_z3")
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_PageUp)
    assert program.state.maps[0].cursor[2] > 0
    program.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert program.state.maps[0].cursor.tolist() == [0, 0, 0]
    handle = slider.rect().center()
    QTest.mousePress(slider, LEFT, NONE, handle)
    for dx in (4, 8, 12, 16):
        QTest.mouseMove(slider, handle + QPoint(dx, 0))
    QTest.mouseRelease(slider, LEFT, NONE, handle + QPoint(16, 0))
    assert program.state.maps[0].cursor[2] > 0
    program.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert program.state.maps[0].cursor.tolist() == [0, 0, 0]  # one step for the whole drag


def test_one_latent_is_a_line(program: Program) -> None:
    program.start(experiment(models=[{**VAE, "latent_dim": 1}]))
    assert not program.window.maps.panels[0].chooser.isVisible()
    program.wait(lambda: len(program.map().picture.cloud.codes) and program.map().picture.cloud.line)
    program.wait(program.decode_shown)
    before = program.inset()
    spot = program.at(0.95, 0.5)
    program.click(program.map(), spot)
    assert program.state.maps[0].cursor == pytest.approx(program.plane(spot)[:1])
    program.wait(program.decode_shown)
    assert not np.array_equal(program.inset(), before)
    program.press("layer_background")
    program.wait(lambda: program.map().picture.painter.background is not None)
    assert program.map().picture.painter.axes == ("z1",)
    for dims, axes in ((2, ("z1", "z2")), (1, ("z1",)), (3, ("z1", "z2"))):
        program.session.begin(experiment(models=[{**VAE, "latent_dim": dims}]))
        program.wait(lambda dims=dims: _dims_of_codes(program) == dims)
        assert program.map().picture.painter.axes == axes


def _dims_of_codes(program: Program) -> int:
    codes, _ = program.state.shown_codes(0)
    return 0 if codes is None else codes.shape[1]


def test_four_models_side_by_side(program: Program) -> None:
    models = [AE, VAE, {**VAE, "beta": 4.0, "label": "β 4"}, {**VAE, "latent_dim": 3, "label": "3-D"}]
    program.start(experiment(models=models))
    panels = program.window.maps.panels
    assert len(panels) == 4 and all(panel.isVisible() for panel in panels)
    spot = program.at(0.7, 0.7, model=2)
    program.click(program.map(2), spot)
    assert program.state.maps[2].cursor == pytest.approx(program.plane(spot, model=2))
    program.wait(lambda: program.decode_shown(2))
    assert program.state.maps[0].cursor.tolist() == [0, 0]
    program.session.begin(experiment(models=[AE]))
    program.wait(lambda: len(program.window.maps.panels) == 1)
    program.wait_for(Phase.READY)
    program.click(program.map(), program.at(0.4, 0.4))
    program.wait(program.decode_shown)


# --------------------------------------------------------------------------- training


def test_play_pause_step_rewind_and_stop(program: Program) -> None:
    program.start()
    program.key(Qt.Key.Key_Space)
    program.wait_for(Phase.TRAINING)
    play = program.find(QPushButton, "play")
    assert play.accessibleName() == "Pause" and program.find(QPushButton, "stop").isEnabled()
    speed = program.find(Pill, "speed")
    program.wait(lambda: any(letter.isdigit() for letter in speed.text()))
    program.wait(lambda: program.state.curves is not None and program.state.curves.count > 10)
    program.click(program.map(), program.at(0.6, 0.6))  # exploring goes on while it trains
    program.wait(program.decode_shown)
    left = program.state.maps[0].cursor
    program.key(Qt.Key.Key_Space)
    program.wait_for(Phase.PAUSED)
    assert f"step {program.step}" in program.message and play.accessibleName() == "Play"
    step = program.step
    program.press("step")
    program.wait(lambda: program.step == step + 1)
    program.press("play")
    program.wait_for(Phase.TRAINING)
    program.press("stop")
    program.wait_for(Phase.PAUSED)
    program.wait(lambda: program.state.saved is not None and program.state.saved.step == program.step)
    assert "autosaved" in program.text("status-autosave")
    saved = program.state.saved
    assert saved is not None and Path(saved.folder) in program.settings.recent_runs
    program.press("rewind")
    program.wait_for(Phase.READY)
    assert program.step == 0 and program.state.curves is not None and program.state.curves.count == 0
    assert program.state.maps[0].cursor is left


def test_a_live_knob_changes_the_run_without_a_restart(program: Program) -> None:
    program.start(play=True)
    program.type_into("models.0.beta", "4.5")
    program.wait(lambda: program.state.experiment.models[0].config.beta == 4.5)  # type: ignore[union-attr]
    assert program.state.phase is Phase.TRAINING and program.state.run_id == 1
    assert not program.find(QWidget, "models.0.restart-bar").isVisible()


def test_another_knob_waits_for_the_restart(program: Program) -> None:
    program.start()
    program.type_into("models.0.latent_dim", "3")
    assert program.find(QWidget, "models.0.restart-bar").isVisible()
    assert program.state.run_id == 1 and program.state.phase is Phase.READY
    program.press("models.0.restart")
    program.wait_for(Phase.TRAINING)
    assert program.state.run_id == 2 and program.state.data.latent_dims == (3,)  # type: ignore[union-attr]
    assert not program.find(QWidget, "models.0.restart-bar").isVisible()
    program.wait(lambda: program.window.maps.panels[0].chooser.isVisible())
    program.wait(program.decode_shown)


def test_a_fork_goes_on_from_here(program: Program) -> None:
    program.start()
    program.press("step")
    program.wait(lambda: program.step == 1)
    program.wait_for(Phase.PAUSED)
    program.type_into("plan.steps", "40")
    program.press("plan.fork")
    program.wait_for(Phase.FINISHED)
    assert program.state.run_id == 2 and program.step == 40
    assert program.state.curves is not None and program.state.curves.first_step == 1
    assert program.state.curves.count == 40 and program.state.restart_paths == frozenset()


def test_a_fork_that_cannot_be_says_so_and_the_run_goes_on(program: Program) -> None:
    program.start()
    program.press("step")
    program.wait(lambda: program.step == 1)
    program.wait_for(Phase.PAUSED)
    curves = program.state.curves
    program.type_into("models.0.latent_dim", "3")
    program.wait(program.find(QLabel, "models.0.misfit").isVisible)
    assert "A fork cannot change “Latent dim”" in program.text("models.0.misfit")
    for form in ("models.0.", "plan."):
        assert not program.find(QPushButton, f"{form}fork").isEnabled()
    program.session.fork()  # asked for all the same
    program.wait(lambda: "do not fit" in program.note)
    assert "(another Latent dim)" in program.note
    assert "The run before stays open." in program.note and program.state.run_id == 1
    assert program.state.curves is curves and program.state.restart_paths == {"models.0.latent_dim"}
    program.press("step")
    program.wait(lambda: program.step == 2)
    program.press("models.0.restart")
    program.wait_for(Phase.TRAINING)
    assert program.state.data is not None and program.state.data.latent_dims == (3,)


@pytest.mark.parametrize("text", ["0", "129", "many", "2.5"])
def test_a_bad_value_is_said_at_its_field_and_nothing_starts(program: Program, text: str) -> None:
    program.start()
    program.type_into("models.0.latent_dim", text)
    error = program.find(QWidget, "models.0.latent_dim-error")
    assert error.isVisible() and "1 to 128" in error.text() and text in error.text()  # type: ignore[attr-defined]
    assert program.state.run_id == 1 and program.state.restart_paths == frozenset()
    program.type_into("models.0.latent_dim", "4")
    assert not program.find(QWidget, "models.0.latent_dim-error").isVisible()
    assert program.state.restart_paths == {"models.0.latent_dim"}


def test_settings_that_do_not_fit_the_data_fail_with_a_sentence_and_a_way_out(program: Program, tmp_path: Path) -> None:
    """Only the worker can see that a convolutional net cannot take such images."""
    program.start()
    np.savez(tmp_path / "tiny.npz", images=np.random.default_rng(0).integers(0, 255, (30, 5, 5), np.uint8))
    program.session.begin(
        experiment(
            dataset={"name": "array-file", "file": str(tmp_path / "tiny.npz")}, models=[{**VAE, "network": "conv"}]
        )
    )
    program.wait_for(Phase.FAILED)
    assert "5" in program.message and not program.find(QPushButton, "play").isEnabled()
    program.press("status-action")  # Change the settings
    inside = program.window.focusWidget()
    assert inside is not None and inside.objectName().startswith("models.0.")
    network = program.find(QComboBox, "models.0.network")
    network.setFocus()
    QTest.keyClick(network, Qt.Key.Key_Up)
    program.press("models.0.restart")
    program.wait_for(Phase.TRAINING)


def test_a_preset_card_starts_training(program: Program) -> None:
    program.start()
    program.press("presets-more")
    program.press("preset-ae-digits")
    program.wait(lambda: program.state.preset == "ae-digits" and program.state.phase is Phase.TRAINING)
    assert program.state.labels == ("AE",)
    assert program.find(QAbstractButton, "preset-ae-digits").isChecked()


def test_another_seed_is_another_run(program: Program) -> None:
    program.start()
    reconstructions = program.state.pictures.models[0].reconstructions  # type: ignore[union-attr]
    program.type_into("seed", "8")
    program.wait(lambda: program.state.run_id == 2 and program.state.phase is Phase.READY)
    assert program.state.experiment is not None and program.state.experiment.plan.seed == 8
    program.wait(lambda: program.state.pictures.run_id == 2)  # type: ignore[union-attr]
    assert not np.array_equal(program.state.pictures.models[0].reconstructions, reconstructions)  # type: ignore


def test_the_timeline_shows_what_was_and_goes_live_again(program: Program) -> None:
    program.start(experiment(steps=60))
    program.key(Qt.Key.Key_Space)
    program.wait_for(Phase.FINISHED)
    program.wait(lambda: program.state.pictures.step == 60)  # type: ignore[union-attr]
    program.wait(lambda: program.decode_shown() and program.state.answers["cursor 0"].step == 60)
    newest = program.pictures.reconstructions.picture()
    decoded = program.inset()
    line = program.find(TimelineLine, "timelineLine")
    QTest.mouseClick(line, LEFT, NONE, QPoint(round(line.x_of(0)), line.height() // 2))
    assert program.state.scrubbed == 0
    assert not np.array_equal(program.pictures.reconstructions.picture(), newest)
    program.wait(lambda: program.state.answers["cursor 0"].step == 0)  # the map decodes with the old weights
    assert not np.array_equal(program.inset(), decoded)
    line.setFocus()
    program.key(Qt.Key.Key_Right)
    assert program.state.scrubbed == 1
    program.map().setFocus()
    program.key(Qt.Key.Key_L)
    assert program.state.scrubbed is None
    assert np.array_equal(program.pictures.reconstructions.picture(), newest)
    program.wait(lambda: program.state.answers["cursor 0"].step == 60)
    assert np.array_equal(program.inset(), decoded)


def test_where_one_looks_back_a_button_trains_on_from_there(program: Program) -> None:
    program.start(experiment(steps=60))
    program.key(Qt.Key.Key_Space)
    program.wait_for(Phase.FINISHED)
    program.wait(lambda: program.state.pictures.step == 60)  # type: ignore[union-attr]
    button = program.find(QPushButton, "timelineTrainOn")
    assert not button.isVisible()
    shown = program.pictures.reconstructions.picture
    newest = shown().astype(float)
    line = program.find(TimelineLine, "timelineLine")
    QTest.mouseClick(line, LEFT, NONE, QPoint(round(line.x_of(0)), line.height() // 2))
    assert program.state.scrubbed == 0
    first = shown().astype(float)
    program.click(button)
    program.wait(lambda: program.step == 75)
    program.wait(lambda: program.state.pictures.step == 75)  # type: ignore[union-attr]
    assert program.state.scrubbed is None and not button.isVisible()
    now = shown().astype(float)
    assert np.abs(now - first).mean() < np.abs(now - newest).mean() / 2, "these are the weights of step 0, trained on"


def test_training_goes_on_beyond_the_plan(program: Program) -> None:
    program.start(experiment(steps=5), play=False)
    program.key(Qt.Key.Key_Space)
    program.wait_for(Phase.FINISHED)
    assert "Finished: step 5" in program.message
    program.press("status-action")  # Play to go on
    program.wait(lambda: program.step > 5)


# --------------------------------------------------------------------------- theme, size, export


def test_light_and_dark_live(program: Program) -> None:
    program.start(experiment(models=[AE, VAE]))
    program.window.notices.show_failure("something")
    for mode, theme in (("light", LIGHT), ("dark", DARK)):
        program.themes.set_mode(mode)  # type: ignore[arg-type]
        assert program.map(1).picture.painter.theme is theme
        assert program.curves._theme is theme and theme.text in program.window.note.styleSheet()
        program.window.note.hide()
        bar = program.window.run.bar.grab().toImage()
        assert bar.pixelColor(3, bar.height() // 2) == QColor(theme.panel)
        assert program.map(0).grab().toImage().pixelColor(3, 3).lightness() == pytest.approx(
            QColor(theme.canvas).lightness(), abs=12
        )
        program.window.notices.show_failure("something")


def test_the_smallest_window_and_a_projector_keep_everything_inside(program: Program) -> None:
    program.start(experiment(models=[AE, VAE]))
    for scale in (1.0, 1.5):
        program.themes.set_font_scale(scale)
        program.window.resize(1280, 720)
        program.wait(lambda: program.window.size().width() == 1280)
        area = program.window.rect()
        for name in ("play", "menu", "timelineLine", "status-message", "curvesExport"):
            widget = program.find(QWidget, name)
            corner = widget.mapTo(program.window, widget.rect().bottomRight())
            assert widget.isVisible() and area.contains(corner), (name, scale)
        content = program.find(QWidget, "settings_content")
        program.wait(lambda content=content: content.width() <= content.parentWidget().width())
    program.themes.set_font_scale(1.0)


def test_the_explanation_leaves_the_knobs_room_on_a_projector(program: Program) -> None:
    program.start(experiment(models=[AE, VAE]))
    program.session.set_workspace("compare")
    program.window.resize(1280, 720)
    program.themes.set_font_scale(1.5)
    panel, scroll = program.find(QWidget, "settings_panel"), program.find(QWidget, "settings_scroll")
    hint, text = program.find(QWidget, "hint"), program.find(QLabel, "hint-text")
    program.wait(lambda: text.toolTip() != "" and hint.height() <= 0.45 * panel.height() and scroll.height() >= 240)
    program.themes.set_font_scale(1.0)
    program.wait(lambda: hint.height() <= 0.45 * panel.height())


def test_larger_text_chosen_in_the_menu_reaches_what_lies_over_the_map_and_what_is_hidden(program: Program) -> None:
    program.start(experiment(models=[AE, VAE]))
    readout = program.map(0).findChild(MapLabel, "map_readout")
    program.wait(lambda: readout.isVisible())
    before = readout.height()
    program.session.set_workspace("compare")
    for scale, share in ((1.5, 1.5), (1.0, 1.0)):
        program.window.preferences.choose_scale(scale)
        program.wait(lambda: program.themes.dresser.is_done)
        assert readout.fontInfo().pixelSize() == round(11 * share)
        program.session.set_workspace("explore")
        program.wait(lambda share=share: abs(readout.height() / before - share) < 0.2 * share)
        assert readout.geometry().bottom() < program.map(0).height()


@offscreen_menu
def test_maps_curves_and_strips_are_exported_where_the_user_says(program: Program, tmp_path: Path) -> None:
    program.start(experiment(steps=20))
    program.key(Qt.Key.Key_Space)
    program.wait_for(Phase.FINISHED)
    program.wait(lambda: program.state.pictures.step == 20)  # type: ignore[union-attr]
    for x in (0.3, 0.6):
        program.click(program.map(), program.at(x, 0.5))
        program.key(Qt.Key.Key_P)
    program.wait(lambda: program.pictures.walk.frame_count > 1)
    for kind in ("png", "svg", "csv"):
        program.choose("map_menu", f"export_{kind}", tmp_path / f"map.{kind}")
    for name in ("curves", "reconstructions", "samples"):
        program.choose(f"{name}Export", f"{name}Export.png", tmp_path / f"{name}.png")
    program.choose("curvesExport", "curvesExport.csv", tmp_path / "curves.csv")
    program.choose("walkExport", "walkExport.png", tmp_path / "walk.png")
    program.choose("walkExport", "walkExport.gif", tmp_path / "walk.gif")
    for name in ("map", "curves", "reconstructions", "samples", "walk"):
        image = QImage(str(tmp_path / f"{name}.png"))
        assert image.width() > 40 and image.height() > 20, name
    assert b"<svg" in (tmp_path / "map.svg").read_bytes()
    assert QImageReader(str(tmp_path / "walk.gif")).imageCount() > 4
    with (tmp_path / "curves.csv").open(newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) == 21 and rows[0][0] == "step"
    with (tmp_path / "map.csv").open(newline="") as file:
        assert len(list(csv.reader(file))) == 1 + program.state.data.n_train  # type: ignore[union-attr]


def test_an_export_that_cannot_be_written_says_so(program: Program, tmp_path: Path) -> None:
    program.start()
    program.choose("map_menu", "export_png", tmp_path / "nowhere" / "map.png")
    assert "nowhere" in program.text("map_message") or "map.png" in program.text("map_message")
    program.dialogs.path = None
    program.choose("map_menu", "export_png", None)  # the user thinks better of it


# --------------------------------------------------------------------------- names for those who cannot see


def test_everything_that_can_be_used_has_a_name(program: Program) -> None:
    program.start(experiment(models=[{**AE, "latent_dim": 3}, VAE]))
    program.press("change-dataset")
    program.press("tab_draw")
    nameless = []
    for widget in program.window.findChildren(QWidget):
        usable = isinstance(widget, QAbstractButton | QComboBox | QLineEdit | QSlider)
        reachable = widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.metaObject().className() not in (
            "QScrollArea", "QSplitterHandle",
        )  # fmt: skip
        parent = widget.parentWidget()
        viewport = isinstance(parent, QAbstractScrollArea) and widget is parent.viewport()
        if not widget.isVisible() or not (usable or reachable) or viewport or widget.objectName().startswith("qt_"):
            continue
        text = widget.text() if isinstance(widget, QAbstractButton) else ""
        if not widget.objectName() or not (widget.accessibleName() or text.strip(" ▾▼⋯◀▶↺…")):
            nameless.append((widget.metaObject().className(), widget.objectName(), parent.objectName()))
    assert nameless == []


def test_every_control_can_be_reached_with_the_keyboard(program: Program) -> None:
    program.start()
    window, reached = program.window, set[str]()
    while "latent_map_0" not in reached:
        program.key(Qt.Key.Key_Tab)
        inside = window.focusWidget()
        assert inside is not None and inside.objectName() not in reached
        reached.add(inside.objectName())
        if inside.objectName().startswith("tab_"):  # one of a row of choices: the arrow keys go to the others
            for _ in range(3):
                program.key(Qt.Key.Key_Right)
                reached.add(window.focusWidget().objectName())
    wanted = {
        widget.objectName()
        for widget in window.findChildren(QAbstractButton)
        if widget.isVisible() and widget.isEnabled() and not widget.objectName().startswith("qt_")
    }
    wanted |= {"latent_map_0", "models.0.beta", "models.0.learning_rate", "seed", "timelineLine", "plan.steps"}
    assert wanted - reached == set()


def test_without_an_encoder_hint_and_reconstructions_say_what_there_is(program: Program) -> None:
    program.start(experiment(models=[{"family": "gan", "latent_dim": 2}]))
    hint = program.window.settings_panel.hint
    program.wait(lambda: "nothing encodes them" in " ".join(label.text() for label in hint.findChildren(QLabel)))
    rows = program.pictures.reconstructions
    assert rows._empty_text() == "Nothing here encodes images, so none can be reconstructed." and not rows._blocks
    program.session.begin(experiment(models=[AE]))
    program.wait(lambda: bool(rows._blocks))
    assert "training image" in " ".join(label.text() for label in hint.findChildren(QLabel))
