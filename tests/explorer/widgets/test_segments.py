"""A row of tabs: who has the focus when one of them is chosen, and what its menu offers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from explorer.style.style_sheet import make_button
from explorer.widgets.segments import Segments


def test_the_focus_goes_with_a_click_from_tab_to_tab_and_else_stays(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    tabs, elsewhere = Segments("tab"), make_button("elsewhere", "elsewhere")
    for name in ("one", "two"):
        tabs.add(name, name)
    tabs.show_chosen("one")
    tabs.chosen.connect(tabs.show_chosen)
    column.addWidget(tabs)
    column.addWidget(elsewhere)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    one, two = (window.findChild(QPushButton, f"tab_{name}") for name in ("one", "two"))
    assert one is not None and two is not None
    one.setFocus()
    QTest.mouseClick(two, Qt.MouseButton.LeftButton)
    assert two.isChecked() and two.hasFocus()
    elsewhere.setFocus()
    QTest.mouseClick(one, Qt.MouseButton.LeftButton)
    assert one.isChecked() and elsewhere.hasFocus(), "Space goes on to do what it did"


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)")  # of menus off screen
def test_a_tab_that_goes_while_the_menu_is_open_cannot_be_chosen_there(qtbot: QtBot) -> None:
    tabs = Segments("tab")
    qtbot.addWidget(tabs)
    for name in ("one", "two", "three"):
        tabs.add(name, name)
    tabs.show_chosen("one")
    tabs.chosen.connect(tabs.show_chosen)
    tabs.setFixedWidth(tabs.minimumSizeHint().width())
    with qtbot.waitExposed(tabs):
        tabs.show()
    assert tabs.folded == ("one", "two", "three")
    more = tabs.findChild(QPushButton, "tab_more")
    assert more is not None
    QTest.mouseClick(more, Qt.MouseButton.LeftButton)
    menu = more.menu()
    qtbot.waitUntil(menu.isVisible)
    entries = menu.actions()
    tabs.show_offered("three", False)
    with qtbot.assertNotEmitted(tabs.chosen):
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(entries[-1]).center())
    qtbot.waitUntil(menu.isHidden)
    QTest.mouseClick(more, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(menu.isVisible)
    with qtbot.waitSignal(tabs.chosen) as chosen:
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(menu.actions()[-1]).center())
    assert chosen.args == ["two"]
