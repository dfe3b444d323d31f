"""A label of a fixed number of lines has room for all of them."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from explorer.widgets.lines_label import LinesLabel, lines_height

pytestmark = pytest.mark.layout
WHOLLY, NOT_AT_ALL = QFont.HintingPreference.PreferFullHinting, QFont.HintingPreference.PreferNoHinting


@pytest.mark.parametrize("hinting", [WHOLLY, NOT_AT_ALL])
@pytest.mark.parametrize("size", [11, 12, 13, 15, 17])
def test_every_line_has_room(qtbot: QtBot, size: int, hinting: QFont.HintingPreference) -> None:
    """Also where a line is no whole number of pixels high, as where letters are not fitted to them."""
    font = QFont()
    font.setPixelSize(size)
    font.setHintingPreference(hinting)
    label, plain = LinesLabel(6), QLabel("\n".join(["gÅ"] * 6))
    for each in (label, plain):
        qtbot.addWidget(each)
        each.setFont(font)
    label.resize(200, label.height())
    label.set_text("\n".join(["gÅ"] * 6))
    assert label.height() >= plain.sizeHint().height() >= lines_height(label.fontMetrics(), 6)
    assert label.text() == plain.text() and label.toolTip() == ""
