"""Clusters against classes under real events."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from explorer.workspaces.maps.cards.contingency_view import ContingencyView

COUNTS = np.array([[50, 0, 3], [1, 40, 0], [0, 2, 4]])
SIZES = COUNTS.sum(axis=1)


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[ContingencyView]:
    made = ContingencyView()
    qtbot.addWidget(made)
    made.resize(360, 140)
    made.show_counts(SIZES, COUNTS, ("1", "2", "none"), ("cat", "dog", "bird"))
    with qtbot.waitExposed(made):
        made.show()
    yield made


def middle(view: ContingencyView, row: int, column: int) -> QPoint:
    return view.cell(row, column).center().toPoint()


@pytest.mark.parametrize("cell", [(1, 1), (0, -1), (-1, 2), (2, 0)])
def test_a_click_chooses_a_cell_a_row_or_a_column(view: ContingencyView, cell: tuple[int, int]) -> None:
    chosen: list[tuple[int, int]] = []
    view.chosen.connect(lambda row, column: chosen.append((row, column)))
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle(view, *cell))
    assert chosen == [cell]


def test_what_is_pointed_at_is_said(view: ContingencyView) -> None:
    said = {}
    for cell in ((0, 2), (1, -1), (2, 0), (-1, 1)):
        QTest.mouseMove(view, middle(view, *cell))
        said[cell] = view.sentence()
    assert said[0, 2] == "3 of the 53 of cluster 1 are bird"
    assert said[1, -1] == "cluster 2: 41 examples"
    assert said[2, 0] == "0 of the 6 of none are cat"
    assert said[-1, 1] == "class dog: 42 examples"


def test_keys_go_from_cell_to_cell_and_enter_chooses(view: ContingencyView) -> None:
    chosen: list[tuple[int, int]] = []
    view.chosen.connect(lambda row, column: chosen.append((row, column)))
    view.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Return):
        QTest.keyClick(view, key)
    assert chosen == [(1, 0)]
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up):
        QTest.keyClick(view, key)
    assert view.pick == (0, -1)  # there is nothing in the corner


def test_without_classes_there_are_only_sizes(view: ContingencyView) -> None:
    view.show_counts(SIZES, None, ("1", "2", "none"), ())
    assert not view.has_columns
    QTest.mouseMove(view, view.cell(0, -1).center().toPoint())
    assert view.sentence() == "cluster 1: 53 examples"
    assert not view.grab().isNull()


def test_names_that_are_missing_are_a_mistake(view: ContingencyView) -> None:
    with pytest.raises(ValueError, match="expected a name for each line"):
        view.show_counts(SIZES, COUNTS, ("1",), ("cat", "dog", "bird"))
