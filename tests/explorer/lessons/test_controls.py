"""What a lesson reads off the controls of the window, and chooses on them."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QMenu, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from explorer.lessons.running.controls import ActError, Controls

GROUPS = {"loss": "Loss", "spread": "Spread of samples"}


class Chooser(QWidget):
    """A button in whose menu one of several groups is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.button = QToolButton()
        self.button.setObjectName("groups")
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setMenu(QMenu(self.button))
        for key, text in GROUPS.items():
            entry = self.button.menu().addAction(text)
            entry.setData(key)
            entry.setCheckable(True)
            entry.triggered.connect(partial(self.choose, key))
        QHBoxLayout(self).addWidget(self.button)
        self.choose("loss")

    def choose(self, key: str, _checked: bool = True) -> None:
        for entry in self.button.menu().actions():
            entry.setChecked(entry.data() == key)


@pytest.fixture
def controls(qtbot: QtBot) -> Controls:
    window = Chooser()
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    return Controls(window)


@pytest.mark.parametrize("wanted", ["spread", "Spread of samples"])
def test_one_of_several_in_the_menu_of_a_button_is_chosen_and_read(controls: Controls, wanted: str) -> None:
    assert controls.fact("groups", "value") == "loss"
    controls.choose("groups", wanted)
    assert controls.fact("groups", "value") == "spread"


def test_what_is_not_in_the_menu_of_a_button_is_refused(controls: Controls) -> None:
    with pytest.raises(ActError, match="no entry 'noise'"):
        controls.choose("groups", "noise")
    assert controls.fact("groups", "value") == "loss"


def test_who_looks_again_finds_what_was_made_later(controls: Controls) -> None:
    first, second = (QCheckBox(objectName="same") for _ in range(2))
    layout = controls.root.layout()
    assert layout is not None
    layout.addWidget(first)
    first.hide()
    assert controls.fact("same", "checked") is False
    second.setChecked(True)
    layout.addWidget(second)
    second.show()
    controls.look_again()
    assert controls.fact("same", "checked") is True
