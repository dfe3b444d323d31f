"""A layout that is filled anew goes by the sizes that its widgets have now."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from explorer.widgets.emptied import emptied


def test_a_widget_that_was_taken_out_and_put_back_still_tells_of_its_size(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    first, second = QLabel("one"), QLabel("two")
    for label in (first, second):
        column.addWidget(label)
    column.addStretch(1)
    assert emptied(column) == [first, second]
    assert column.count() == 0 and not first.isHidden()
    column.addWidget(second)
    low = column.sizeHint().height()
    second.setText("two\nlines\nand one")
    grown = second.sizeHint().height() - QLabel("two").sizeHint().height()
    assert grown > 0 and column.sizeHint().height() == low + grown
