"""The bar above the mixtures: who moves, what comes next, the pace, the plane, and how likely the examples are."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from explorer.widgets.elided_label import ElidedLabel
from explorer.workspaces.mixtures.mixtures_bar import MixturesBar, gain_words
from explorer.workspaces.mixtures.state import Gain

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def bar(qtbot: QtBot) -> MixturesBar:
    widget = MixturesBar()
    qtbot.addWidget(widget)
    widget.resize(1400, 40)
    widget.show_models([(0, "K = 3")], 0)
    widget.show_pace(0.0)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def button(bar: MixturesBar, name: str) -> QPushButton:
    found = bar.findChild(QPushButton, f"mixtures_{name}")
    assert found is not None
    return found


def said(bar: MixturesBar, name: str) -> str:
    label = bar.findChild(ElidedLabel, f"mixtures_{name}")
    assert label is not None
    return label.whole_text


def test_each_button_names_those_who_move(bar: MixturesBar) -> None:
    wished: list[tuple[str, ...]] = []
    bar.players_requested.connect(wished.append)
    for name in ("e", "m", "both"):
        QTest.mouseClick(button(bar, name), LEFT)
    assert wished == [("expectation",), ("maximisation",), ("expectation", "maximisation")]


def test_what_comes_next_is_marked_and_said(bar: MixturesBar) -> None:
    assert said(bar, "line") == ""
    for asked, marked, other in ((False, "e", "m"), (True, "m", "e")):
        bar.show_asked(asked)
        assert button(bar, marked).property("state") == "next" and button(bar, other).property("state") == ""
    assert said(bar, "line") == "next: M: each component moves to the points it was given, in proportion"
    wide = button(bar, "m").width()
    bar.show_asked(False)
    assert button(bar, "m").width() == wide, "nothing moves"
    assert "which component may have made it" in said(bar, "line")


def test_while_it_trains_halves_cannot_be_done(bar: MixturesBar) -> None:
    bar.show_enabled(False)
    assert not button(bar, "e").isEnabled() and button(bar, "e").toolTip().startswith("Pause first")


def test_the_pace_that_is_nearest_is_marked_and_a_click_asks(bar: MixturesBar) -> None:
    wished: list[float] = []
    bar.pace_chosen.connect(wished.append)
    for name in ("slow", "medium", "fast"):
        QTest.mouseClick(button(bar, f"pace_{name}"), LEFT)
    assert wished == [2.0, 8.0, 0.0]
    for pace, name in ((0.0, "fast"), (3.0, "slow"), (20.0, "medium")):
        bar.show_pace(pace)
        assert button(bar, f"pace_{name}").isChecked()


def test_the_plane_is_chosen_where_there_is_a_choice(bar: MixturesBar) -> None:
    bar.show_axes(2, (0, 1))
    assert not bar.axes[0].isVisible()
    bar.show_axes(5, (0, 3))
    assert bar.axes[0].isVisible() and bar.axes[1].currentText() == "z4" and bar.axes[0].count() == 5
    chosen: list[tuple[int, int]] = []
    bar.axes_chosen.connect(lambda across, up: chosen.append((across, up)))
    bar.axes[0].setFocus()
    QTest.keyClick(bar.axes[0], Qt.Key.Key_Down)
    assert chosen == [(1, 3)]


@pytest.mark.parametrize(
    ("gain", "words"),
    [
        (Gain(0, -1.0), ""),
        (Gain(3, -1.0, 2, -1.25), "last step +0.2500"),
        (Gain(9, -1.0, 2, -1.25), "last 7 steps +0.2500"),
        (Gain(3, -1.0, 3, -0.5), "by hand −0.5000"),
        (Gain(4, -1.0, 3, -1.00001), "last step +0.000010"),
        (Gain(4, -1.0, 3, -1.0 - 1e-9), "last step ±0"),
    ],
)
def test_what_the_last_step_has_gained(bar: MixturesBar, gain: Gain, words: str) -> None:
    assert gain_words(gain) == words
    bar.show_gain("", gain)
    assert said(bar, "likelihood").startswith("log-likelihood −1.0000 nats") and words in said(bar, "likelihood")


def test_where_there_is_little_room_the_buttons_stay(bar: MixturesBar) -> None:
    bar.show_axes(5, (0, 1))
    bar.show_asked(True)
    bar.show_gain("", Gain(3, -1.0, 2, -1.25))
    bar.resize(420, 40)
    assert not said_visible(bar, "line") and not bar.axes[0].isVisible()
    for name in ("e", "m", "both", "pace_slow"):
        assert button(bar, name).isVisible()
    bar.resize(1400, 40)
    assert said_visible(bar, "line") and bar.axes[0].isVisible()


def said_visible(bar: MixturesBar, name: str) -> bool:
    label = bar.findChild(ElidedLabel, f"mixtures_{name}")
    return label is not None and label.isVisible()
