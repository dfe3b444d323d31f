"""A slider with a value at rest: found by a pointer close to it, and by a double click from anywhere."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from explorer.widgets.numbers.knob_slider import HANDLE, KnobSlider
from explorer.widgets.numbers.spacing import Number, Spacing

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def place(slider: KnobSlider, value: float) -> QPoint:
    """Where the handle stands for a value from 0 to 2."""
    return QPoint(round(HANDLE / 2 + value / 2 * (slider.width() - HANDLE)), slider.height() // 2)


@pytest.mark.parametrize("rest", [None, 1.0])
def test_the_value_at_rest_is_found(qtbot: QtBot, rest: float | None) -> None:
    slider = KnobSlider(Spacing(0.0, 2.0), rest=rest)
    qtbot.addWidget(slider)
    slider.resize(216, 20)
    told: list[Number] = []
    slider.moved.connect(told.append)
    QTest.mouseClick(slider, LEFT, NONE, place(slider, 0.3))
    QTest.mouseClick(slider, LEFT, NONE, place(slider, 1.04))
    assert told == ([pytest.approx(0.3), 1.0] if rest else [pytest.approx(0.3), pytest.approx(1.04)])
    QTest.mouseClick(slider, LEFT, NONE, place(slider, 1.2))
    QTest.mouseDClick(slider, LEFT, NONE, place(slider, 1.6))
    assert told[-1] == (1.0 if rest else pytest.approx(1.6))
