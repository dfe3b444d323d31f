"""What a class restricts is neither seen nor done, and all of it is back when the class is left."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QLabel, QLineEdit, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from tests.explorer.program import Program, experiment
from trainers.knobs import ConfigError
from trainers.lessons.class_opening import OpenedClass
from trainers.lessons.classroom import Classroom
from trainers.lessons.restrictions import Restrictions
from trainers.presets import preset_path


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    made = Program(qtbot, tmp_path)
    made.start(experiment(models=[{"family": "ae", "layers": [12]}, {"family": "vae", "layers": [12]}]))
    yield made
    assert made.close()


def a_class(seed: int = 11, **restrict: object) -> OpenedClass:
    return OpenedClass(Classroom(title="Group B", seed=seed, restrict=Restrictions.model_validate(restrict)))


def shown(program: Program, kind: type[QWidget], prefix: str) -> set[str]:
    found = program.window.findChildren(kind)
    return {each.objectName() for each in found if each.objectName().startswith(prefix) and each.isVisible()}


def test_only_what_is_offered_is_there(program: Program) -> None:
    session = program.session
    before = shown(program, QPushButton, "workspace-")
    session.open_class(a_class(workspaces=["explore", "compare"], presets=["ae-digits", "moons"], datasets=["digits"]))
    program.wait(lambda: shown(program, QPushButton, "workspace-") == {"workspace-explore", "workspace-compare"})
    assert shown(program, QAbstractButton, "preset-") == {"preset-ae-digits", "preset-moons"}
    program.find(QPushButton, "change-dataset").click()
    assert shown(program, QRadioButton, "dataset-") == {"dataset-digits"}
    assert not program.find(QPushButton, "my-images").isVisible()
    session.set_workspace("maps")
    assert program.state.workspace == "explore"
    with pytest.raises(ConfigError, match="not offered in this class"):
        session.choose_data("moons", {})
    with pytest.raises(ConfigError, match="not offered in this class"):
        session.open_preset(preset_path("vae-digits"), "vae-digits")
    assert program.state.experiment is not None and program.state.experiment.dataset == "digits"
    session.leave_class()
    program.wait(lambda: shown(program, QPushButton, "workspace-") == before)
    assert len(before) > 2 and len(shown(program, QAbstractButton, "preset-")) >= 4
    assert program.find(QPushButton, "my-images").isVisible()
    session.set_workspace("maps")
    assert program.state.workspace == "maps"


def test_a_workspace_that_a_class_does_not_see_is_left(program: Program) -> None:
    program.session.set_workspace("compare")
    program.session.open_class(a_class(workspaces=["maps"]))
    assert program.state.workspace == "maps"


PARTS = {
    "data": (QWidget, "dataset-panel"),
    "presets": (QWidget, "presets"),
    "layers": (QAbstractButton, "layer_codes"),
    "knobs": (QWidget, "models.1.beta"),
    "curves": (QWidget, "loss-card"),
    "timeline": (QWidget, "timeline"),
    "top bar menu": (QAbstractButton, "menu"),
}


@pytest.mark.parametrize("part", PARTS)
def test_a_hidden_part_is_not_there(program: Program, part: str) -> None:
    kind, name = PARTS[part]
    widget = program.window.loss if part == "curves" else program.find(kind, name)
    assert widget.isVisible()
    program.session.open_class(a_class(hide=[part]))
    assert not widget.isVisible()
    program.session.set_workspace("compare")  # nothing of it comes back by another way
    program.window.resize(1000, 700)
    assert not widget.isVisible()
    program.session.set_workspace("explore")
    program.session.leave_class()
    assert widget.isVisible()


def test_a_locked_knob_can_be_read_and_neither_typed_nor_commanded(program: Program, qtbot: QtBot) -> None:
    session = program.session
    session.open_class(a_class(lock=["models.*.beta", "steps"]))
    beta = program.find(QLineEdit, "models.1.beta")
    assert not beta.isEnabled() and not program.find(QAbstractSlider, "models.1.beta-slider").isEnabled()
    tag = program.find(QLabel, "models.1.beta-locked")
    assert tag.isVisible() and tag.text() == "locked" and tag.toolTip() == "Locked for this class"
    assert not program.find(QLineEdit, "plan.steps").isEnabled()
    assert program.find(QLineEdit, "plan.batch_size").isEnabled()
    draft = program.state.draft
    with qtbot.waitSignal(session.declined) as said:
        session.edit(3.0, "models.1.beta")
    assert said.args == ["This setting is locked for this class."] and program.state.draft is draft
    assert program.note == "This setting is locked for this class."
    session.set_workspace("compare")
    assert not program.find(QAbstractSlider, "beta1-slider").isEnabled()
    session.leave_class()
    assert beta.isEnabled() and not tag.isVisible() and program.find(QAbstractSlider, "beta1-slider").isEnabled()
    session.edit(3.0, "models.1.beta")
    assert program.state.draft is not draft


def test_a_locked_setting_of_the_data_stays(program: Program) -> None:
    program.session.open_class(a_class(lock=["dataset.size"]))
    program.find(QPushButton, "change-dataset").click()
    assert not program.find(QWidget, "dataset.size").isEnabled()
    config = program.state.draft.dataset_config.model_dump() if program.state.draft else {}
    run = program.state.run_id
    with pytest.raises(ConfigError, match="locked for this class"):
        program.session.choose_data("digits", {**config, "size": 8})
    assert program.state.run_id == run
    program.session.choose_data("digits", config)
    assert program.state.run_id > run


def test_all_runs_of_a_class_have_its_seed_and_one_thread(program: Program) -> None:
    session = program.session
    session.open_class(a_class(seed=11))
    assert not program.find(QLineEdit, "seed").isEnabled()
    program.wait(lambda: program.state.threads is not None and program.state.threads.threads == 1)
    session.open_preset(preset_path("ae-digits"), "ae-digits")
    assert program.state.experiment is not None and program.state.experiment.plan.seed == 11
    program.wait(lambda: program.state.data is not None and program.state.data.run_id == program.state.run_id)
    program.wait(lambda: program.state.threads is not None)  # said after the data
    assert program.state.threads is not None
    assert (program.state.threads.threads, program.state.threads.pinned) == (1, True)
    session.edit(5, "seed")
    assert program.state.draft is not None and program.state.draft.plan.seed == 11
    session.rewind()
    assert program.state.classroom is not None  # whatever is begun, the class stays
    session.set_threads(2)
    program.wait(lambda: program.state.can_train and program.state.threads is not None)
    assert program.state.threads.threads == 1 and session.threads == 2
    session.leave_class()
    assert program.find(QLineEdit, "seed").isEnabled()
