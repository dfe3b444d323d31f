"""Widgets within another one: all of them, and none is kept when it has gone."""

from __future__ import annotations

import gc

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from explorer.gui_thread.within import widget_at, within
from explorer.widgets.flow_layout import FlowLayout


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


def test_the_one_at_a_point_is_that_which_qt_finds_and_stays_whose_it_was(qtbot: QtBot) -> None:
    scroll, content = QScrollArea(), QWidget()
    qtbot.addWidget(scroll)
    column, flow = QVBoxLayout(content), FlowLayout(4, 4)
    for _ in range(3):
        flow.addWidget(QPushButton("press"))
    column.addLayout(flow)
    over = QLabel(content, objectName="over")
    over.setGeometry(0, 0, 40, 40)
    over.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    QLabel(content, objectName="hidden").setGeometry(0, 0, 400, 300)
    content.findChild(QLabel, "hidden").hide()  # type: ignore[union-attr]
    content.resize(260, 120)
    scroll.setWidget(content)
    scroll.resize(400, 300)
    with qtbot.waitExposed(scroll):
        scroll.show()

    def found() -> None:
        viewport = next(each for each in within(scroll) if each.objectName() == "qt_scrollarea_viewport")
        assert widget_at(viewport, QPoint(200, 110)) is content
        assert isinstance(widget_at(viewport, QPoint(24, 24)), QPushButton)
        assert widget_at(viewport, QPoint(390, 290)) is None

    found()
    gc.collect()
    items = [flow.itemAt(index) for index in range(flow.count())]
    assert all(map(isValid, items)), "they went with what was found"
    for x in range(0, 400, 7):
        for y in range(0, 300, 7):
            assert widget_at(scroll, QPoint(x, y)) is scroll.childAt(x, y)
