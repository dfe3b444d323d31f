"""A button that opened a menu looks as if it were pointed at only while it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from explorer.gui_thread.menu_button import give_menu
from tests.explorer.program import LEFT, NONE, Program

pytestmark = pytest.mark.qt_log_ignore(
    "This plugin does not support (raise|grabbing the keyboard)|occurs outside target window"
)
AWAY = QPoint(250, 180)


def move(window: QWidget, to: QPoint) -> None:
    """The pointer goes to a place of a window."""
    QCursor.setPos(window.mapToGlobal(to))
    QTest.mouseMove(window.windowHandle(), to)
    QApplication.processEvents()


def move_unheard(button: QToolButton, menu: QMenu, to: QPoint) -> None:
    """The pointer goes to a place of the menu, or beside it, and its button hears nothing of it: so it is under X11,
    where the release of the mouse reaches the menu before the window hears that it was left."""
    move(menu, to)
    button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, True)


def open_menu(button: QToolButton, then: Callable[[QMenu], None]) -> None:
    """A click on the button, and what the user does *then* in its menu, which closes it."""
    window, at = button.window(), button.mapTo(button.window(), button.rect().center())
    move(window, at + QPoint(0, 60))
    move(window, at)
    assert button.underMouse()
    done: list[QMenu] = []

    def go_on() -> None:
        menu = button.menu()
        assert menu.isVisible()
        QTest.mouseRelease(menu.windowHandle(), LEFT, NONE, menu.mapFromGlobal(window.mapToGlobal(at)))
        done.append(menu)
        try:
            then(menu)
        finally:
            menu.close()  # else the press would never return

    QTimer.singleShot(0, button, go_on)
    QTest.mousePress(window.windowHandle(), LEFT, NONE, at)
    assert done and done[0].isHidden()


@pytest.fixture
def button(qtbot: QtBot) -> Iterator[QToolButton]:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(400, 300)
    made = QToolButton(window)
    made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    made.setGeometry(0, 0, 40, 30)
    give_menu(made, QMenu(made))
    made.menu().addAction("entry")
    with qtbot.waitExposed(window):
        window.show()
    yield made


def test_it_goes_dark_when_an_entry_is_chosen(button: QToolButton) -> None:
    chosen: list[bool] = []
    button.menu().actions()[0].triggered.connect(lambda: chosen.append(True))

    def choose(menu: QMenu) -> None:
        at = menu.actionGeometry(menu.actions()[0]).center()
        move_unheard(button, menu, at)
        QTest.mouseClick(menu.windowHandle(), LEFT, NONE, at)

    open_menu(button, choose)
    assert chosen and not button.underMouse()


def test_it_goes_dark_when_the_menu_is_closed_by_a_click_elsewhere(button: QToolButton) -> None:
    def click_elsewhere(menu: QMenu) -> None:
        elsewhere = menu.mapFromGlobal(button.window().mapToGlobal(AWAY))
        move_unheard(button, menu, elsewhere)
        QTest.mouseClick(menu.windowHandle(), LEFT, NONE, elsewhere)

    open_menu(button, click_elsewhere)
    assert not button.underMouse()


def test_it_stays_lit_while_it_is_pointed_at(button: QToolButton) -> None:
    open_menu(button, lambda menu: QTest.keyClick(menu, Qt.Key.Key_Escape))
    assert button.underMouse()


def test_the_menu_of_the_window_leaves_its_button_dark(program: Program) -> None:
    program.start()
    button = program.find(QToolButton, "menu")

    def point_and_close(menu: QMenu) -> None:
        move_unheard(button, menu, menu.actionGeometry(menu.actions()[0]).center())
        QTest.keyClick(menu, Qt.Key.Key_Escape)

    open_menu(button, point_and_close)
    assert not button.underMouse()
