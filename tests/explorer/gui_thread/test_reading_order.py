"""Tab goes through a window as one reads it, whenever its widgets came to it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from explorer.form.settings_panel import SettingsPanel
from explorer.gui_thread.reading_order import in_reading_order, neighbour
from tests.explorer.program import Program, experiment
from trainers.messages import Phase


def make_window(qtbot: QtBot) -> QWidget:
    """A column beside two rows, above a line; made from the bottom up."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(300, 130)
    for name, place in (
        ("foot", (0, 105, 300, 20)), ("right", (210, 52, 80, 45)), ("left", (110, 50, 99, 20)),
        ("upper", (110, 0, 190, 48)), ("column", (0, 0, 100, 100)),
    ):  # fmt: skip
        button = QPushButton(name, window)
        button.setObjectName(name)
        button.setGeometry(*place)
    inner = QPushButton("inner", window.findChild(QPushButton, "upper"))
    inner.setObjectName("inner")
    QLabel("said", window).setGeometry(110, 75, 99, 20)
    window.show()
    return window


def test_column_by_column_and_row_by_row(qtbot: QtBot) -> None:
    window = make_window(qtbot)
    read = [widget.objectName() for widget in in_reading_order(window)]
    assert read == ["column", "upper", "inner", "left", "", "right", "foot"]


@pytest.mark.parametrize("forward", [True, False])
def test_it_goes_round_and_passes_over_what_takes_no_focus(qtbot: QtBot, forward: bool) -> None:
    window = make_window(qtbot)
    left, upper = (window.findChild(QPushButton, name) for name in ("left", "upper"))
    assert left is not None and upper is not None
    left.setEnabled(False)
    upper.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    order, held = [], None
    for _ in range(5):
        held = neighbour(window, held, forward)
        assert held is not None
        order.append(held.objectName())
    way = ["column", "inner", "right", "foot"]
    way = way if forward else way[::-1]
    assert order == [*way, way[0]]
    after = neighbour(window, upper, forward)
    assert after is not None and after.objectName() == ("inner" if forward else "column")


def test_the_sidebar_is_one_stretch_of_the_way_through_the_window(program: Program) -> None:
    """Also the knobs of models that came later, whose form is newer than all that stands beside it."""
    program.start()
    program.window.resize(1280, 720)
    program.session.begin(experiment(models=[{"family": "ae", "layers": [12]}]))
    program.wait_for(Phase.READY)
    window, panel = program.window, program.find(SettingsPanel, "settings_panel")
    program.find(QPushButton, "change-dataset").setFocus(Qt.FocusReason.TabFocusReason)
    way: list[QWidget] = []
    while not way or window.focusWidget() is not way[0]:
        way.append(window.focusWidget())
        program.key(Qt.Key.Key_Tab)
        assert len(way) < 150
    inside = [panel.isAncestorOf(widget) for widget in way]
    assert inside.count(True) > 12 and inside == sorted(inside, reverse=True)
    names = [widget.objectName() for widget in way]
    wanted = [
        "change-dataset",
        "preset-ae-digits",
        "models.0.learning_rate",
        "plan.steps",
        "latent_map_0",
        "timelineLine",
    ]
    assert [name for name in names if name in wanted] == wanted
    program.key(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert window.focusWidget() is way[-1]
