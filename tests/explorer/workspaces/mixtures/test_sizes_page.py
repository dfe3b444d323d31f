"""How many components: the lowest are marked, a click points a number out and offers to restart with it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from explorer.widgets.elided_label import ElidedLabel
from explorer.workspaces.mixtures.sizes.sizes_page import SizesPage
from trainers.messages.mixture import SizesCompared

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
COMPARED = SizesCompared(
    1, 1, "sizes", 0, 0, (-2.0, -1.0, -0.9, -0.8), (-2.1, -1.1, -1.0, -1.2), (430.0, 250.0, 260.0, 270.0),
    (420.0, 230.0, 225.0, 228.0), 6,
)  # fmt: skip


@pytest.fixture
def page(qtbot: QtBot) -> SizesPage:
    widget = SizesPage()
    qtbot.addWidget(widget)
    widget.resize(600, 220)
    widget.show_compared(COMPARED)
    widget.show_numbers(3, 0)
    widget.size_chosen.connect(lambda size: widget.show_numbers(3, size))
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def spot(page: SizesPage, size: int, which: int = 0) -> QPoint:
    area = page.plot._areas()[which]
    return QPointF(page.plot._x(area, size), area.center().y()).toPoint()


def words(page: SizesPage) -> str:
    label = page.findChild(ElidedLabel, "mixture_sizes_words")
    assert label is not None
    return label.whole_text


def restart(page: SizesPage) -> QPushButton:
    button = page.findChild(QPushButton, "mixture_sizes_restart")
    assert button is not None
    return button


def test_the_best_of_each_measure(page: SizesPage) -> None:
    assert [page.plot.best(name) for name in ("bic", "aic", "test_log_likelihood")] == [2, 3, 3]
    assert words(page) == "lowest BIC at K = 2; click a number to try it"
    assert not restart(page).isVisible()


def test_where_nothing_can_be_trained_the_restart_says_why(page: SizesPage) -> None:
    page.show_why_not("These models stand side by side.")
    QTest.mouseClick(page.plot, LEFT, NONE, spot(page, 2, 0))
    page.show_numbers(3, 2)
    assert restart(page).isVisible() and not restart(page).isEnabled()
    assert restart(page).toolTip() == "These models stand side by side."
    page.show_why_not("")
    assert restart(page).isEnabled()


@pytest.mark.parametrize("which", [0, 1])
def test_a_click_points_a_number_out_and_offers_a_restart(page: SizesPage, which: int) -> None:
    wished: list[int] = []
    page.restart_wished.connect(wished.append)
    QTest.mouseClick(page.plot, LEFT, NONE, spot(page, 2, which))
    assert words(page) == "K = 2: BIC 250, AIC 230, held-out −1.100 nats"
    assert restart(page).isVisible() and restart(page).text() == "Restart with K = 2"
    QTest.mouseClick(restart(page), LEFT)
    assert wished == [2]


def test_the_present_number_needs_no_restart_and_one_that_is_not_known_is_none(page: SizesPage) -> None:
    QTest.mouseClick(page.plot, LEFT, NONE, spot(page, 3))
    assert not restart(page).isVisible() and words(page).startswith("K = 3")
    assert page.plot.size_at(QPointF(spot(page, 6))) == 4, "the nearest that is known"


def test_the_keyboard_goes_from_number_to_number(page: SizesPage) -> None:
    page.plot.setFocus()
    QTest.keyClick(page.plot, Qt.Key.Key_Left)
    assert words(page).startswith("K = 2")
    for _ in range(5):
        QTest.keyClick(page.plot, Qt.Key.Key_Right)
    assert words(page).startswith("K = 4")


def test_nothing_known_and_a_reason_why_not(page: SizesPage) -> None:
    page.show_compared(None)
    assert words(page) == "" and page.plot.best("bic") == 0
    page.grab()
    page.show_problem("Why not.")
    page.grab()
    QTest.mouseClick(page.plot, LEFT, NONE, page.plot.rect().center())
    assert words(page) == ""
