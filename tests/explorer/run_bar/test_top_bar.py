"""The top bar: wishes by mouse, facts by setters, a steady width, and everything in 1280 pixels."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from explorer.run_bar.top_bar import TopBar
from explorer.style.theme import DARK, apply_theme
from explorer.widgets.numbers.number_field import NumberField

pytestmark = pytest.mark.layout

WORKSPACES = [
    ("explore", "Explore", True, ""),
    ("compare", "Compare", True, ""),
    ("adversarial", "Adversarial", False, "This experiment has no generator."),
    ("pixels", "Pixel by pixel", True, ""),
    ("evaluate", "Evaluate", True, ""),
]


@pytest.fixture
def bar(qtbot: QtBot, qapp: QApplication) -> TopBar:
    apply_theme(qapp, DARK)
    bar = TopBar()
    qtbot.addWidget(bar)
    bar.show_workspaces(WORKSPACES, "compare")
    bar.show_controls(True, False, True, True, True)
    bar.show_pills("CPU · 2 threads", 214.0, 6.0, 7)
    bar.resize(1280, 48)
    bar.show()
    qtbot.waitExposed(bar)
    return bar


def button(bar: TopBar, name: str) -> QPushButton:
    found = bar.findChild(QPushButton, name)
    assert found is not None, name
    return found


def wishes(bar: TopBar) -> list[object]:
    seen: list[object] = []
    for name in ("play", "pause", "step", "rewind", "stop"):
        getattr(bar, f"{name}_requested").connect(lambda name=name: seen.append(name))
    bar.workspace_requested.connect(seen.append)
    bar.seed_edited.connect(seen.append)
    return seen


def test_setters_emit_nothing(bar: TopBar) -> None:
    seen = wishes(bar)
    bar.show_controls(True, True, True, False, True)
    bar.show_controls(True, False, True, True, True)
    bar.show_workspaces(WORKSPACES[:2], "explore")
    bar.show_pills("cuda", None, None, 12345)
    assert seen == []


def test_the_device_is_seen_as_soon_as_it_is_known(bar: TopBar) -> None:
    bar.show_pills("", None, None, 7)
    bar.show_controls(True, False, True, True, True)
    bar.show_pills("mps", None, None, 7)
    assert "mps" in [pill.text() for pill in bar.findChildren(QToolButton) if pill.isVisible()]


def test_buttons_say_what_is_wanted(bar: TopBar) -> None:
    seen = wishes(bar)
    for name in ("rewind", "step", "play", "stop"):
        QTest.mouseClick(button(bar, name), Qt.MouseButton.LeftButton)
    bar.show_controls(True, True, True, True, True)
    QTest.mouseClick(button(bar, "play"), Qt.MouseButton.LeftButton)
    assert seen == ["rewind", "step", "play", "stop", "pause"]


def test_play_reads_pause_while_playing_and_keeps_its_width(bar: TopBar) -> None:
    assert "Play" in button(bar, "play").text()
    width = button(bar, "play").sizeHint().expandedTo(button(bar, "play").minimumSize()).width()
    bar.show_controls(True, True, True, True, True)
    assert "Pause" in button(bar, "play").text()
    assert button(bar, "play").accessibleName() == "Pause"
    assert button(bar, "play").sizeHint().expandedTo(button(bar, "play").minimumSize()).width() == width


def test_disabled_controls_do_nothing(bar: TopBar) -> None:
    bar.show_controls(False, False, False, False, False)
    seen = wishes(bar)
    for name in ("rewind", "step", "play", "stop"):
        QTest.mouseClick(button(bar, name), Qt.MouseButton.LeftButton)
    assert seen == []


def test_workspaces_are_asked_for_and_shown_by_the_state(bar: TopBar) -> None:
    seen = wishes(bar)
    QTest.mouseClick(button(bar, "workspace-explore"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(button(bar, "workspace-compare"), Qt.MouseButton.LeftButton)  # already there
    lacking: list[str] = []
    bar.lacking_requested.connect(lambda key, _button: lacking.append(key))
    QTest.mouseClick(button(bar, "workspace-adversarial"), Qt.MouseButton.LeftButton)  # not to be had
    assert seen == ["explore"] and lacking == ["adversarial"]
    assert not button(bar, "workspace-adversarial").isChecked()
    assert button(bar, "workspace-compare").isChecked()
    assert not button(bar, "workspace-explore").isChecked()
    assert button(bar, "workspace-adversarial").toolTip() == "This experiment has no generator."
    bar.show_workspaces(WORKSPACES, "explore")
    assert button(bar, "workspace-explore").isChecked()


def test_the_seed_is_edited(bar: TopBar) -> None:
    seen = wishes(bar)
    field = bar.findChild(NumberField, "seed")
    assert field is not None
    QTest.mouseClick(field, Qt.MouseButton.LeftButton)
    QTest.keyClicks(field, "42")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert seen == [42]
    QTest.keyClicks(field, "x")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert seen == [42]
    assert field.text() == "42"


def test_numbers_do_not_move_the_bar(bar: TopBar) -> None:
    layout = bar.layout()
    assert layout is not None

    def places() -> list[tuple[int, int]]:
        layout.activate()
        return [(child.x(), child.width()) for child in bar.findChildren(QWidget) if child.parent() is bar]

    before = places()
    for speed, milliseconds, seed in ((1.2, 9.0, 999), (9999.0, 16.0, 0), (None, None, 12)):
        bar.show_pills("CPU · 2 threads", speed, milliseconds, seed)
        assert places() == before


def test_the_pills_say_what_they_know(bar: TopBar) -> None:
    def text(name: str) -> str:
        found = bar.findChild(QWidget, name)
        assert isinstance(found, QLabel | QToolButton)
        return found.text()

    assert (text("device"), text("speed"), text("ui-ms")) == ("CPU · 2 threads", "214 steps/s", "UI 6 ms")
    bar.show_pills("CPU · 2 threads", None, None, 7)
    assert (text("speed"), text("ui-ms")) == ("– steps/s", "UI – ms")
    bar.show_pills("CPU · 2 threads", 1.25, 6.4, 7)
    assert text("speed") == "1.2 steps/s"


def overflow(bar: TopBar) -> list[str]:
    layout = bar.layout()
    assert layout is not None
    layout.activate()
    shown = [child for child in bar.findChildren(QWidget) if child.parent() is bar and child.isVisible()]
    return [child.objectName() for child in shown if child.geometry().right() > bar.width()] + [
        child.objectName() for child in shown if child.width() < child.minimumSizeHint().width()
    ]


@pytest.mark.parametrize("width", [1920, 1440, 1280, 1000, 700])
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_it_fits(bar: TopBar, qapp: QApplication, width: int, scale: float) -> None:
    try:
        apply_theme(qapp, DARK, scale)
        bar.resize(width, 60)
        qapp.sendPostedEvents()
        assert overflow(bar) == []
        for child in bar.findChildren(QPushButton):
            if child.isVisible():
                assert child.width() >= child.minimumSizeHint().width(), child.objectName()
    finally:
        apply_theme(qapp, DARK)


def test_everything_is_visible_at_1280(bar: TopBar) -> None:
    for name in ("device", "speed", "ui-ms", "seed", "play", "stop", "workspace-evaluate"):
        found = bar.findChild(QWidget, name)
        assert found is not None and found.isVisible(), name
    assert "Stop" in button(bar, "stop").text()


def test_a_very_narrow_bar_folds_the_workspaces_into_a_menu(bar: TopBar) -> None:
    bar.resize(560, 48)
    switch = button(bar, "workspace-switch")
    assert switch.isVisible()
    assert switch.text() == "Compare"
    seen = wishes(bar)
    menu = switch.menu()
    assert menu is not None
    menu.actions()[0].trigger()
    assert seen == ["explore"]


def test_tabs_that_change_are_whole_and_stay(bar: TopBar, qtbot: QtBot) -> None:
    bar.resize(1000, 48)
    kept = button(bar, "workspace-compare")
    bar.show_workspaces([(key, title, not offered, "why") for key, title, offered, _ in WORKSPACES], "explore")
    assert button(bar, "workspace-compare") is kept
    assert button(bar, "workspace-explore").toolTip() and not button(bar, "workspace-adversarial").toolTip()
    longer = [(key, f"{title} and more", True, "") for key, title, *_ in WORKSPACES]
    bar.show_workspaces(longer, "compare")

    def is_whole() -> bool:
        tabs = [button(bar, f"workspace-{key}") for key, *_ in longer]
        whole = all(tab.width() >= tab.sizeHint().width() for tab in tabs)
        return button(bar, "workspace-switch").isVisible() or (tabs[0].isVisible() and whole)

    qtbot.waitUntil(is_whole)
    right = max(
        child.geometry().right() for child in bar.children() if isinstance(child, QWidget) and child.isVisible()
    )
    assert right < bar.width()
