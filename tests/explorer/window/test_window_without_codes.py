"""The window with models that have no code: no map, but their samples, and how they come about."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget
from pytestqt.qtbot import QtBot

from explorer.files.opening import open_run
from explorer.pictures import stage_player
from explorer.state.channels import STAGES
from tests.explorer.program import Program, experiment
from tests.small_families import SMALL
from tests.small_families.unveiling import STAGES as TEN
from trainers import messages
from trainers.catalog import families
from trainers.messages import Phase


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    for name, cls in SMALL.items():
        monkeypatch.setitem(families(), name, cls)  # type: ignore[arg-type]
    made = Program(qtbot, tmp_path)
    yield made
    assert made.close(), "a thread of the worker did not end"


def test_models_without_codes_are_trained_and_their_samples_are_seen(program: Program) -> None:
    models = [{"family": name, "label": name} for name in SMALL]
    program.start(experiment(models=models))
    assert program.state.maps == (None,) * len(SMALL) and program.window.maps.current is None
    for model, panel in enumerate(program.window.maps.panels):
        assert panel.samples.isVisible() and not panel.map.isVisible()
        pictures = program.state.shown_pictures
        assert pictures is not None and panel.samples.grid.picture() is not None
        assert pictures.models[model].samples is not None and pictures.models[model].codes is None
    program.click(program.find(QWidget, "play"))
    program.wait(lambda: program.step > 20)
    program.click(program.find(QWidget, "stop"))
    program.wait_for(Phase.PAUSED)
    program.key(Qt.Key.Key_P)  # a pin, where there is a map
    program.session.undo()
    assert program.state.failed is None
    program.wait(lambda: program.state.saved is not None and program.state.saved.step == program.step)
    program.wait(lambda: program.state.pictures is not None and program.state.pictures.step == program.step)
    step, before = program.step, program.state.pictures
    assert open_run(program.session, Path(program.state.place)) == ()
    program.wait(lambda: program.state.can_train)
    program.wait(lambda: program.state.pictures is not None and program.state.pictures.run_id == program.state.run_id)
    assert before is not None and before.step == step and program.step == step and program.state.failed is None
    for now, then in zip(program.state.pictures.models, before.models, strict=True):  # type: ignore[union-attr]
        assert now.samples is not None and then.samples is not None and np.array_equal(now.samples, then.samples)


def test_stages_are_played(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stage_player, "STAGE_MS", 1)
    monkeypatch.setattr(stage_player, "REST_MS", 1)
    models = [
        {"family": "unveiling", "label": "A"},
        {"family": "moments", "label": "B"},
        {"family": "vae", "layers": [4]},
    ]
    program.start(experiment(models=models))
    first, second, third = program.window.maps.panels
    assert not second.samples.play_button.isVisible() and not third.samples.play_button.isVisible()
    assert third.map.isVisible() and program.window.maps.current is third.map
    shown = []
    show = first.samples.grid.show_images
    monkeypatch.setattr(first.samples.grid, "show_images", lambda *given: (shown.append(given[0]), show(*given)))
    button = first.samples.play_button
    assert isinstance(button, QToolButton) and button.isVisible()
    program.click(button)
    program.wait(lambda: not button.isChecked())
    drawn = program.state.answer(STAGES, 0)
    assert isinstance(drawn, messages.Drawn) and drawn.last and len(drawn.stages) == TEN
    for place, stage in enumerate(drawn.stages):
        assert np.array_equal(shown[place][0], stage)
    pictures = program.state.shown_pictures
    assert pictures is not None and shown[-1][0] is pictures.models[0].samples
    assert np.array_equal(drawn.images, shown[-1][0]), "the same random numbers and weights"
    assert not program.session.unanswered


def test_a_restart_with_codes_brings_the_map_back(program: Program) -> None:
    program.start(experiment(models=[{"family": "unveiling"}]))
    (panel,) = program.window.maps.panels
    assert not panel.has_map
    program.session.begin(experiment())
    program.wait_for(Phase.READY)
    program.wait(lambda: panel.map.isVisible() and program.decode_shown())
    assert not panel.samples.isVisible() and not panel.samples.play_button.isVisible()


def test_beside_a_model_with_a_code_it_is_in_no_comparison_of_maps(program: Program) -> None:
    program.start(experiment(models=[{"family": "unveiling"}, {"family": "vae", "layers": [4]}]))
    assert [value is None for value in program.state.maps] == [True, False]
    program.session.enter("compare")
    program.wait(lambda: program.state.answers.get("holes 1") and not program.session.unanswered)
    assert not [name for name in program.state.answers if name in ("cursor 0", "holes 0", "nearest 0")]
    value = program.state.maps[1]
    assert value is not None
    program.session.set_map(1, value.with_pin(np.zeros(2, np.float32)).with_pin(np.ones(2, np.float32)))
    program.session.set_map(1, value.with_cursor(np.ones(2, np.float32)))
    program.session.undo()
    assert program.state.maps[0] is None and len(program.state.maps[1].pins) == 2  # type: ignore[union-attr]
    program.wait(lambda: not program.session.unanswered)
    assert program.state.failed is None and not program.note
