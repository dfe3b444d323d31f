"""The arena's card: legend chips that switch layers, the copy of D, and files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from explorer.style.theme import LIGHT
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.export_button import ExportButton
from explorer.widgets.legend_chips import LegendChip
from explorer.widgets.lines_label import LinesLabel
from explorer.workspaces.adversarial.arena.arena_card import ArenaCard
from explorer.workspaces.adversarial.arena.arena_sample import sample_arena
from trainers.messages import ArenaShown

pytestmark = pytest.mark.layout

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def card(qtbot: QtBot, tmp_path: Path) -> ArenaCard:
    widget = ArenaCard(choose_path=lambda parent, title, suggestion, file_filter: tmp_path / suggestion.name)
    qtbot.addWidget(widget)
    widget.resize(520, 560)
    widget.show_arena(small_arena())
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def small_arena(**changes: object) -> ArenaShown:
    return replace(sample_arena(0.0, 40, 20, 8), **changes)  # type: ignore[arg-type]


def chip(card: ArenaCard, layer: str) -> LegendChip:
    found = card.findChild(LegendChip, f"arena-layer-{layer}")
    assert found is not None
    return found


def test_a_chip_switches_its_layer_and_says_so(card: ArenaCard, qtbot: QtBot) -> None:
    heard: list[tuple[str, bool]] = []
    card.layer_toggled.connect(lambda *said: heard.append(said))
    assert chip(card, "real").isChecked() and not chip(card, "grid").isChecked()
    qtbot.mouseClick(chip(card, "grid"), LEFT)
    QTest.keyClick(chip(card, "real"), Qt.Key.Key_Space)
    assert heard == [("grid", True), ("real", False)]
    assert "grid" in card.arena.painter.shown and "real" not in card.arena.painter.shown


def test_layers_that_are_shown_are_in_the_legend_and_nothing_is_emitted(card: ArenaCard) -> None:
    heard: list[str] = []
    card.layer_toggled.connect(lambda layer, _shown: heard.append(layer))
    card.show_layers({"surface": False, "optimum": True})
    assert not chip(card, "surface").isChecked() and chip(card, "optimum").isChecked()
    assert heard == []


def test_what_the_arena_does_not_have_cannot_be_switched(card: ArenaCard) -> None:
    assert chip(card, "optimum").isEnabled() and chip(card, "grid").isEnabled()
    card.show_arena(small_arena(optimum=None, warp=None))
    assert not chip(card, "optimum").isEnabled() and not chip(card, "grid").isEnabled()
    card.show_arena(None)
    assert not chip(card, "optimum").isEnabled() and not chip(card, "grid").isEnabled()


def test_the_copy_is_asked_for_and_dismissed_and_the_state_decides(card: ArenaCard, qtbot: QtBot) -> None:
    button = card.findChild(QPushButton, "arena-optimum")
    note = card.findChild(LinesLabel, "arena-note")
    assert button is not None and note is not None
    assert button.text() == "Train a copy of D" and "The run is not touched" in button.toolTip()
    assert not note.isVisible()
    stood = card.arena.geometry()
    heard: list[str] = []
    card.optimum_requested.connect(lambda: heard.append("optimum"))
    card.copy_dismissed.connect(lambda: heard.append("dismissed"))
    qtbot.mouseClick(button, LEFT)
    assert heard == ["optimum"] and button.text() == "Train a copy of D"
    card.show_copy(False, busy=True)
    assert not button.isEnabled() and note.whole_text == "Training a copy of D, while G waits…"
    card.show_copy(True)
    assert button.isEnabled() and button.text() == "Back to the D in training"
    assert note.isVisible() and "the D of the run is untouched" in note.whole_text
    card.layout().activate()
    assert card.arena.geometry() == stood, "nothing moves below the pointer"
    qtbot.mouseClick(button, LEFT)
    assert heard == ["optimum", "dismissed"] and button.text() == "Back to the D in training"
    card.show_copy(False)
    assert button.text() == "Train a copy of D" and not note.isVisible()
    assert card.arena.geometry() == stood


def test_in_a_narrow_card_the_legend_stands_below_and_the_title_is_whole(card: ArenaCard, qtbot: QtBot) -> None:
    card.set_title("Non-saturating")
    title = card.findChild(ElidedLabel, "arena-card-title")
    assert title is not None
    chips, arena = card._chips, card.arena
    for width, below in ((234, True), (620, False), (234, True)):
        card.resize(width, 365)
        qtbot.waitUntil(lambda: title.text() == "Non-saturating")

        def stands_below() -> bool:
            foot = arena.mapTo(card, arena.rect().bottomLeft()).y()
            return chips.mapTo(card, chips.rect().topLeft()).y() >= foot

        qtbot.waitUntil(lambda now=stands_below, wanted=below: now() == wanted)  # type: ignore[misc]
        qtbot.waitUntil(lambda: card.rect().contains(chips.mapTo(card, chips.rect().bottomRight())))


@pytest.mark.parametrize("width", [380, 900])
def test_names_give_way_to_dots_only_where_there_is_no_room(card: ArenaCard, qtbot: QtBot, width: int) -> None:
    card.resize(width, 560)
    every = [chip(card, layer) for layer in ("real", "fake", "gradient", "surface", "grid")]
    qtbot.waitUntil(lambda: all(each.width() == each.width_for(short=False) for each in every))
    chips = card._chips
    chips.resize(chips.minimumSizeHint().width(), chips.height())
    assert chip(card, "gradient").sizeHint().width() == chip(card, "gradient").width_for(short=True)
    assert chip(card, "gradient").toolTip() and chip(card, "gradient").accessibleName() == "gradient"


def test_files_are_written_where_the_user_says(card: ArenaCard) -> None:
    saved: list[str] = []
    card.exported.connect(saved.append)
    card.set_theme(LIGHT)
    button = card.findChild(ExportButton, "arena-export")
    assert button is not None
    menu = button.menu()
    assert menu is not None
    for action in menu.actions():
        action.trigger()
    assert sorted(Path(path).suffix for path in saved) == [".csv", ".png", ".svg"]
    assert all(Path(path).stat().st_size > 100 for path in saved)


def test_a_file_that_cannot_be_written_is_said(card: ArenaCard, tmp_path: Path) -> None:
    failed: list[str] = []
    card.export_failed.connect(failed.append)
    (tmp_path / "arena.csv").mkdir()
    button = card.findChild(ExportButton, "arena-export")
    assert button is not None
    menu = button.menu()
    assert menu is not None
    next(action for action in menu.actions() if action.objectName().endswith(".csv")).trigger()
    assert len(failed) == 1 and "could not be written" in failed[0]
