"""Controls belong to the model that is shown: what another model left behind does nothing. An exception in a slot fails
the test, as pytest-qt sees to it."""

from __future__ import annotations

import random

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSlider, QComboBox, QPushButton, QScrollBar, QSlider, QToolButton, QWidget
from shiboken6 import isValid

from explorer.map.plane_chooser import PlaneChooser
from explorer.workspaces import WORKSPACES
from tests.explorer.program import Program, experiment
from trainers.experiment import Experiment
from trainers.messages import Phase

KEYS = (Qt.Key.Key_Right, Qt.Key.Key_PageUp, Qt.Key.Key_End)
LEAVE_ALONE = {"menu", "play", "stop", "step", "rewind"}  # menus of dialogs; and what only makes the test slower


def vae(*latents: int) -> Experiment:
    return experiment(
        models=[{"family": "vae", "layers": [12], "latent_dim": dim, "label": f"VAE {dim}"} for dim in latents]
    )


def game(dataset: str, family: str = "gan") -> Experiment:
    return experiment(dataset={"name": dataset}, models=[{"family": family, "g_layers": [12], "d_layers": [12]}])


def change_to(program: Program, wanted: Experiment) -> None:
    program.session.begin(wanted)
    program.wait_for(Phase.READY, Phase.PAUSED)
    program.wait(lambda: len(program.state.maps) == len(wanted.models) and program.state.pictures is not None)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[call-overload]


def sliders(program: Program) -> list[str]:
    return [
        slider.objectName()
        for chooser in program.window.findChildren(PlaneChooser)
        for slider in chooser.findChildren(QSlider)
        if slider.isVisible()
    ]


def test_the_sliders_of_a_larger_code_go_with_its_model(program: Program) -> None:
    program.start(vae(20))
    assert len(sliders(program)) == 18
    change_to(program, vae(2))
    assert sliders(program) == []
    assert not program.window.maps.panels[0].chooser.isVisible()
    change_to(program, vae(4))
    program.wait(lambda: sorted(sliders(program)) == ["coordinate_z3", "coordinate_z4"])


def test_a_slider_held_while_its_model_goes_leaves_no_drag_behind(program: Program) -> None:
    program.start(vae(20))
    chooser = program.window.maps.panels[0].chooser
    held = chooser.findChild(QSlider, f"coordinate_z{chooser.order[0] + 1}")
    QTest.mousePress(held, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, held.rect().center())
    for right in (5, 12):
        QTest.mouseMove(held, held.rect().center() + held.rect().topRight() / 10 * right / 5)
    change_to(program, vae(4))
    assert not chooser.is_dragging
    before = program.state.maps[0].cursor
    program.click(chooser)  # the focus, and the release of the button, may go where they like
    QTest.keyClick(program.find(QSlider, "coordinate_z3"), Qt.Key.Key_Right)
    assert program.state.maps[0].cursor[2] != before[2]
    program.session.undo()
    assert (program.state.maps[0].cursor == before).all()


def test_no_control_outlives_its_model(program: Program) -> None:
    """From each kind of model to each other, in every workspace that fits; then everything visible is moved."""
    kinds = (vae(2), vae(20), game("ring"), vae(2, 5, 3), game("digits", "cgan"))
    order = random.Random(7)
    program.start(kinds[1])
    for wanted in (kinds[0], kinds[2], kinds[3], kinds[4], kinds[1]):
        poke_all(program, order)
        change_to(program, wanted)


def poke_all(program: Program, order: random.Random) -> None:
    for workspace in WORKSPACES:
        if not workspace.fits(program.state.model_specs):
            continue
        program.session.set_workspace(workspace.key)
        controls = [
            control
            for kind in (QAbstractSlider, QComboBox, QPushButton, QToolButton)
            for control in program.window.findChildren(kind)
            if control.objectName() and not isinstance(control, QScrollBar) and poked(control)
        ]
        order.shuffle(controls)
        for control in controls:
            poke(control, order)
        QCoreApplication.processEvents()


def poked(control: QWidget) -> bool:
    """Whether it may be used and stays within the model: no menus, dialogs, or other experiments."""
    name = control.objectName()
    if isinstance(control, QPushButton | QToolButton):
        coordinate = name.startswith("reset_z")
        alone = name in LEAVE_ALONE or name.startswith("workspace-")  # a way on, or an offer of presets
        return (control.isCheckable() and control.menu() is None and not alone) or coordinate
    return True


def poke(control: QWidget, order: random.Random) -> None:
    if not isValid(control) or not (control.isVisible() and control.isEnabled()):
        return
    if isinstance(control, QPushButton | QToolButton):
        control.click()
    elif isinstance(control, QComboBox):
        at = order.randrange(control.count()) if control.count() else -1
        control.setCurrentIndex(at)
        control.activated.emit(at)
    else:
        for key in KEYS:
            QTest.keyClick(control, key)
