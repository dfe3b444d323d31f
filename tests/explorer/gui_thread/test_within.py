"""Widgets within another one: all of them, and none is kept when it has gone."""

from __future__ import annotations

import gc

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from explorer.gui_thread.within import within


class Row(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.box = QComboBox(self)
        self.box.addItems("ab")
        self.box.view()


def test_all_below_are_found_each_after_its_parent(qtbot: QtBot) -> None:
    root = QWidget()
    qtbot.addWidget(root)
    column, hidden = QWidget(root, objectName="column"), QLabel(root, objectName="hidden")
    QLabel(column, objectName="inside")
    QObject(root, objectName="no widget")
    hidden.hide()
    assert [each.objectName() for each in within(root)] == ["column", "inside", "hidden"]
    assert {each for each in within(root)} == set(root.findChildren(QWidget))


def test_what_has_gone_is_not_kept(qtbot: QtBot) -> None:
    root = QWidget()
    qtbot.addWidget(root)
    column = QVBoxLayout(root)
    with qtbot.waitExposed(root):
        root.show()
    for _ in range(5):
        row = Row()
        column.addWidget(row)
        row.show()
        QApplication.processEvents()
        assert "QListView" in {type(each).__name__ for each in within(root)}
        column.removeWidget(row)
        row.deleteLater()
        del row
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[call-overload]
    gc.collect()
    gone = [type(each).__name__ for each in gc.get_objects() if isinstance(each, QWidget) and not isValid(each)]
    assert "QListView" not in gone and "QScrollBar" not in gone
