"""The plane chooser, with real keys and clicks."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QSlider, QToolButton
from pytestqt.qtbot import QtBot

from explorer.map.plane_chooser import PlaneChooser
from explorer.style.theme import LIGHT


@pytest.fixture
def chooser(qtbot: QtBot) -> PlaneChooser:
    widget = PlaneChooser()
    qtbot.addWidget(widget)
    widget.set_theme(LIGHT)
    widget.show_plane("axes", 0, 1, 5, pins=0)
    widget.show_coordinates([0, 0, 1, -2, 0], [9, 9, 0.5, 0.1, 2])
    widget.resize(260, 200)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def listen(chooser: PlaneChooser) -> tuple[list[tuple[str, int, int]], list[tuple[int, float]]]:
    planes: list[tuple[str, int, int]] = []
    moves: list[tuple[int, float]] = []
    chooser.plane_requested.connect(lambda *args: planes.append(args))
    chooser.coordinate_moved.connect(lambda *args: moves.append(args))
    return planes, moves


def slider(chooser: PlaneChooser, name: str) -> QSlider:
    return chooser.findChild(QSlider, f"coordinate_{name}")


def test_the_other_coordinates_come_by_variance(chooser: PlaneChooser) -> None:
    assert chooser.order == [4, 2, 3]
    assert slider(chooser, "z3").value() == 100  # 1 of a reach of 3, in 300 steps
    assert slider(chooser, "z4").value() == -200
    assert chooser.findChild(QSlider, "coordinate_z1") is None


def test_setting_tells_nobody(chooser: PlaneChooser) -> None:
    planes, moves = listen(chooser)
    chooser.show_coordinates([0, 0, 2, 2, 2])
    chooser.show_plane("pca", 0, 1, 5, pins=3)
    chooser.show_coordinates([0, 0, 2, 2, 2])
    assert planes == [] and moves == []
    assert len(chooser.order) == 5  # no coordinate is an axis of a PCA plane


def test_keys_on_a_slider_ask_for_a_value(chooser: PlaneChooser, qtbot: QtBot) -> None:
    _, moves = listen(chooser)
    slider(chooser, "z3").setFocus()
    qtbot.keyClick(slider(chooser, "z3"), Qt.Key.Key_Right)
    assert moves == [(2, pytest.approx(1.01))]


def test_reset_asks_for_zero_and_is_off_at_zero(chooser: PlaneChooser, qtbot: QtBot) -> None:
    _, moves = listen(chooser)
    assert not chooser.findChild(QToolButton, "reset_z5").isEnabled()
    qtbot.mouseClick(chooser.findChild(QToolButton, "reset_z4"), Qt.MouseButton.LeftButton)
    assert moves == [(3, 0.0)]


def test_axes_are_asked_for_and_swapped(chooser: PlaneChooser, qtbot: QtBot) -> None:
    planes, _ = listen(chooser)
    first = chooser.findChild(QComboBox, "plane_axis_x")
    qtbot.keyClick(first, Qt.Key.Key_Down)  # z1 -> z2, which is the other axis
    assert planes == [("axes", 1, 0)]
    chooser.show_plane("axes", 1, 0, 5)
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert planes[-1] == ("axes", 2, 0)


def test_three_pins_are_offered_once_there_are_three(chooser: PlaneChooser, qtbot: QtBot) -> None:
    planes, _ = listen(chooser)
    kinds = chooser.findChild(QComboBox, "plane_kind")
    qtbot.keyClick(kinds, Qt.Key.Key_End)
    assert planes[-1] == ("pca", 0, 1)  # the last that may be chosen
    chooser.show_plane("axes", 0, 1, 5, pins=3)
    qtbot.keyClick(kinds, Qt.Key.Key_End)
    assert planes[-1] == ("pins", 0, 1)


def test_two_dimensions_need_no_chooser(chooser: PlaneChooser) -> None:
    chooser.show_plane("axes", 0, 1, 2)
    chooser.show_coordinates([0, 0])
    assert chooser.isHidden() and chooser.order == []


def test_a_value_beyond_reach_stays_what_it_is(chooser: PlaneChooser) -> None:
    _, moves = listen(chooser)
    chooser.show_coordinates([0, 0, 50, 0, 0], np.ones(5))
    assert slider(chooser, "z3").value() == 300 and moves == []


def test_every_control_is_named(chooser: PlaneChooser) -> None:
    for control in [*chooser.findChildren(QSlider), *chooser.findChildren(QComboBox)]:
        if control.parent() is not None and control.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert control.objectName() and control.accessibleName()


def test_wrong_input_is_refused(chooser: PlaneChooser) -> None:
    with pytest.raises(ValueError, match="expected 5 values"):
        chooser.show_coordinates([0, 0])
    with pytest.raises(ValueError, match="expected axes, pca or pins, found 'cube'"):
        chooser.show_plane("cube", 0, 1, 5)
