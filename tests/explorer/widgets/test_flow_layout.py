"""A layout that goes on in the next line comes to rest."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from explorer.widgets.flow_layout import FlowLayout


class Requests(QObject):
    """Counts the layouts that are asked for."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.LayoutRequest
        return False


def test_several_lines_are_laid_out_once_and_not_for_ever(qtbot: QtBot, qapp: QApplication) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    flow = FlowLayout(8, 4)
    for _ in range(9):
        flow.addWidget(QPushButton("as wide as a word"))
    column.addLayout(flow)
    window.resize(400, 300)
    with qtbot.waitExposed(window):
        window.show()
    for _ in range(20):
        qapp.processEvents()
    requests = Requests()
    qapp.installEventFilter(requests)
    for _ in range(20):
        qapp.processEvents()
    qapp.removeEventFilter(requests)
    assert requests.count == 0
    lines = {flow.itemAt(at).geometry().y() for at in range(flow.count())}  # type: ignore[union-attr]
    assert len(lines) > 1 and flow.minimumSize().height() >= flow.heightForWidth(flow.geometry().width())
    window.resize(200, 300)
    for _ in range(20):
        qapp.processEvents()
    assert len({flow.itemAt(at).geometry().y() for at in range(flow.count())}) > len(lines)  # type: ignore[union-attr]


def test_lower_widgets_of_a_line_stand_in_its_middle_where_that_is_asked_for(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    flow = FlowLayout(8, 4, window, centred=True)
    parts = [QWidget() for _ in range(3)]
    for part, (width, height) in zip(parts, ((60, 40), (60, 20), (60, 10)), strict=True):
        part.setFixedSize(width, height)
        flow.addWidget(part)
    window.resize(140, 200)  # room for two in a line
    with qtbot.waitExposed(window):
        window.show()
    assert [(part.x(), part.y()) for part in parts] == [(0, 0), (68, 10), (0, 44)]
    assert flow.heightForWidth(140) == 54
