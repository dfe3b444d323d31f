"""The line over a view: all of it can be read, and it does not stay for ever."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from explorer.style.plain_text import plain_tip
from explorer.widgets import note as module
from explorer.widgets.note import Note

pytestmark = pytest.mark.layout

LONG = "/home/somebody/a/folder/of/folders/with_a_long_name/that-goes-on/experiment.toml could not be written: no space"


@pytest.fixture
def view(qtbot: QtBot) -> QWidget:
    view = QWidget()
    qtbot.addWidget(view)
    view.resize(260, 200)
    with qtbot.waitExposed(view):
        view.show()
    return view


def test_a_path_longer_than_the_view_is_wide_is_broken_into_lines(view: QWidget) -> None:
    note = Note(view)
    note.show_text(LONG, error=True)
    assert note.whole_text == LONG and note.text().replace("\u200b", "") == LONG
    assert note.width() <= view.width() and note.height() > 3 * note.fontMetrics().height()
    inside = QLabel(note.text())  # what the lines would need without the frame: nothing of it is cut
    inside.setWordWrap(True)
    inside.setFont(note.font())
    assert note.height() >= inside.heightForWidth(note.width() - 18)
    assert view.rect().contains(note.geometry())


def test_in_a_view_with_no_room_the_whole_is_the_tooltip(view: QWidget) -> None:
    view.resize(120, 60)
    note = Note(view)
    note.show_text(LONG, error=True)
    assert note.text().endswith("…") and plain_tip(LONG) in note.toolTip()
    assert view.rect().contains(note.geometry())
    view.resize(900, 200)
    assert note.text().replace("\u200b", "") == LONG and plain_tip(LONG) not in note.toolTip()


@pytest.mark.parametrize("error", [False, True])
def test_it_leaves_by_itself_but_not_while_it_is_read(
    view: QWidget, qtbot: QtBot, error: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("_SECONDS", "_ERROR_SECONDS"):
        monkeypatch.setattr(module, name, 0.05)
    note = Note(view)
    note.show_text("Saved.", error)
    inside = QPointF(note.rect().center())
    QApplication.sendEvent(note, QEnterEvent(inside, inside, inside))
    assert not note._timer.isActive() and note.isVisible()
    QApplication.sendEvent(note, QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(lambda: not note.isVisible())


def test_a_view_that_was_hidden_comes_back_without_it(view: QWidget, qtbot: QtBot) -> None:
    note = Note(view)
    note.show_text("Saved.")
    view.hide()
    with qtbot.waitExposed(view):
        view.show()
    assert not note.isVisible()


def test_a_click_sends_it_away(view: QWidget) -> None:
    note = Note(view)
    note.show_text("Saved.", error=True)
    QTest.mouseClick(note, Qt.MouseButton.LeftButton)
    assert not note.isVisible()
