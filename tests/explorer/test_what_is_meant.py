"""What is shown is of what one looks at: the walk of the pinned map, the mark of a drawing, the metrics of a model."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QMenu, QPushButton

from explorer.form.preset_cards import PresetCards
from explorer.form.settings_panel import SettingsPanel
from tests.explorer.program import Program, experiment

PAIR = [{"family": "ae", "layers": [12]}, {"family": "vae", "layers": [12]}]


def pin_two(program: Program, model: int) -> None:
    value = program.state.maps[model]
    assert value is not None
    value = value.with_pin(np.zeros(2, np.float32)).with_pin(np.ones(2, np.float32))
    program.session.set_map(model, value)


def test_the_walk_is_that_of_the_map_with_pins_and_says_whose_it_is(program: Program) -> None:
    program.start(experiment(models=PAIR))
    program.press("tab_walk")
    walk = program.pictures.walk
    assert walk._empty_text() == "Pin two points on one map to see the walk between them."
    pin_two(program, 0)
    program.wait(lambda: walk.frame_count > 1)
    program.pictures.set_active(1)  # whose map has no pin
    assert walk.frame_count > 1 and walk._whose == "AE" and walk._label_width() > 0
    pin_two(program, 1)
    program.wait(lambda: walk._whose == "VAE" and walk.frame_count > 1)
    program.pictures.set_active(0)
    assert walk._whose == "AE"


def test_the_mark_of_a_drawing_goes_with_the_page_it_is_on(program: Program) -> None:
    program.start()
    marks: list[tuple[int, bool]] = []
    program.pictures.room.walker_moved.connect(lambda model, code: marks.append((model, code is not None)))
    program.press("tab_draw")
    canvas = program.pictures.pad.canvas
    canvas.begin(QPointF(20, 20), erases=False)
    canvas.extend(QPointF(60, 60))
    program.wait(lambda: (0, True) in marks)
    for away, back in (("tab_samples", "tab_draw"), ("workspace-compare", "workspace-explore")):
        for button, seen in ((away, False), (back, True)):
            marks.clear()
            if button.startswith("workspace"):
                program.session.set_workspace(button.removeprefix("workspace-"))
            else:
                program.press(button)
            assert marks[-1] == (0, seen), button
    program.press("tab_samples")
    marks.clear()
    program.session.restart(play=False)
    program.wait(lambda: program.state.can_train and program.state.pictures is not None)
    program.window.repaint()
    assert (0, True) not in marks, "in a new run it would be a dot that nobody can explain"


def test_metrics_are_those_of_most_models_unless_the_user_chose_some_that_are_trained(program: Program) -> None:
    program.start(experiment(models=PAIR))
    curves = program.curves
    curves._on_group_chosen("mse")
    program.session.begin(experiment())
    program.wait(lambda: program.state.can_train and len(program.state.labels) == 1)
    program.wait(lambda: curves.group == "loss")
    program.session.begin(experiment(models=PAIR))
    program.wait(lambda: program.state.can_train and len(program.state.labels) == 2)
    curves._on_group_wished("mse")
    program.session.begin(experiment(models=PAIR[:1]))
    program.wait(lambda: program.state.can_train and len(program.state.labels) == 1)
    assert curves.group == "mse", "an autoencoder is trained by it"
    assert curves.header_widgets()[1] is curves.log_button and curves.header_widgets()[-2] is curves.seconds_button


def test_a_list_of_presets_folds_once_the_pointer_has_left_the_column(program: Program) -> None:
    program.start()
    panel, cards = program.find(SettingsPanel, "settings_panel"), program.find(PresetCards, "presets")
    more = program.find(QPushButton, "presets-more")
    more.click()
    QApplication.sendEvent(panel, QEvent(QEvent.Type.Leave))
    assert more.isChecked(), "nothing was chosen yet"
    cards._cards["vae-digits"].click()
    assert more.isChecked(), "knobs would come under the pointer"
    QApplication.sendEvent(panel, QEvent(QEvent.Type.Leave))
    assert not more.isChecked()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_tab_is_not_lit_once_its_menu_is_closed_elsewhere(program: Program) -> None:
    program.start()
    tab = program.find(QPushButton, "workspace-adversarial")
    QCursor.setPos(program.window.mapToGlobal(program.window.rect().center()))
    tab.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, True)
    tab.click()
    program.find(QMenu, "preset_menu").close()
    assert not tab.underMouse() and not tab.isDown()
