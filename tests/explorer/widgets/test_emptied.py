"""A layout that is filled anew goes by the sizes that its widgets have now."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from explorer.style.style_sheet import make_label
from explorer.widgets.emptied import emptied

WIDE = 200  # px


def test_a_widget_that_was_taken_out_and_put_back_still_tells_of_its_size(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    first, second = make_label("one", wrap=True), make_label("two", wrap=True)
    for label in (first, second):
        column.addWidget(label)
    column.addStretch(1)
    assert emptied(column) == [first, second]
    assert column.count() == 0 and not first.isHidden()
    column.addWidget(second)
    low = column.heightForWidth(WIDE)
    second.setText("two\nlines\nand one")
    assert column.heightForWidth(WIDE) == second.heightForWidth(WIDE) > 2 * low
