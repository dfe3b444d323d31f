"""The monkey's chance can be repeated, its clicks outlive what they hit, and its watchdog barks."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QMenu, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete, isValid

from tests.monkey.deeds import chosen, click
from tests.monkey.watchdog import Watchdog


def test_a_choice_comes_again_whatever_else_is_there() -> None:
    many = [(f"widget {index}", index) for index in range(40)]
    picked = [chosen(7, deed, many) for deed in range(60)]
    assert picked == [chosen(7, deed, list(reversed(many))) for deed in range(60)]
    assert len(set(picked)) > 20 and picked != [chosen(8, deed, many) for deed in range(60)]
    for deed, (name, value) in enumerate(picked):
        fewer = [candidate for candidate in many if candidate[1] % 3 or candidate[0] == name]
        assert chosen(7, deed, fewer) == (name, value)


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)")  # of menus off screen
@pytest.mark.parametrize("twice", [False, True])
def test_a_button_may_go_while_its_menu_is_open(qtbot: QtBot, twice: bool) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    button = QToolButton(window)
    menu = QMenu(button)
    menu.addAction("entry")
    button.setMenu(menu)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    window.show()
    seen: list[bool] = []
    menu.aboutToShow.connect(lambda: QTimer.singleShot(0, lambda: (seen.append(menu.isVisible()), delete(button))))
    click(button, twice=twice)
    assert seen == [True] and not isValid(button)


class _Heard(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.kinds: list[QEvent.Type] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type().name.startswith("MouseButton"):
            self.kinds.append(event.type())
        return False


def test_a_double_click_is_heard_as_one(qtbot: QtBot) -> None:
    button, heard = QPushButton("twice"), _Heard()
    qtbot.addWidget(button)
    button.installEventFilter(heard)
    button.show()
    click(button)
    press, release = QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease
    assert heard.kinds == [press, release]
    click(button, twice=True)
    assert heard.kinds[2:] == [press, release, QEvent.Type.MouseButtonDblClick, release]


def test_a_window_that_stands_still_for_good_is_told_with_its_stacks() -> None:
    told: list[str] = []
    barked = threading.Event()

    def stuck(stacks: str) -> None:
        told.append(stacks)
        barked.set()

    watchdog = Watchdog(0.01, stuck)
    assert barked.wait(10.0)
    watchdog.close()
    assert "MainThread:" in told[0] and "barked.wait(10.0)" in told[0] and watchdog.stacks == told[0]
