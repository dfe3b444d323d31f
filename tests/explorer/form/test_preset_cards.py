"""Preset cards: mouse, keys, outline."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from explorer.form.preset_cards import TITLE_LINES, PresetCard, PresetCards
from explorer.style.theme import DARK
from explorer.style.unbreakable import unbreakable
from trainers.presets import list_presets

pytestmark = pytest.mark.layout

PRESETS = [(f"p{index}", f"Preset {index}", "one line") for index in range(5)]


@pytest.fixture
def cards(qtbot: QtBot) -> PresetCards:
    cards = PresetCards()
    qtbot.addWidget(cards)
    cards.show_presets(PRESETS)
    cards.resize(222, 260)
    cards.show()
    qtbot.waitExposed(cards)
    cards.activateWindow()
    return cards


def card(cards: PresetCards, name: str) -> PresetCard:
    found = cards.findChild(PresetCard, f"preset-{name}")
    assert found is not None
    return found


def chosen(cards: PresetCards) -> list[str]:
    seen: list[str] = []
    cards.preset_chosen.connect(seen.append)
    return seen


def test_setters_emit_nothing(cards: PresetCards) -> None:
    seen = chosen(cards)
    cards.show_current("p1")
    cards.show_presets(PRESETS[:2])
    cards.show_current("unknown")
    assert seen == []


def test_one_card_is_outlined(cards: PresetCards) -> None:
    cards.show_current("p1")
    assert [name for name, *_ in PRESETS if card(cards, name).isChecked()] == ["p1"]
    cards.show_current("none of these")
    assert not any(card(cards, name).isChecked() for name, *_ in PRESETS)


def test_a_click_chooses_and_leaves_the_outline_to_the_state(cards: PresetCards) -> None:
    cards.show_current("p0")
    seen = chosen(cards)
    QTest.mouseClick(card(cards, "p2"), Qt.MouseButton.LeftButton)
    assert seen == ["p2"]
    assert card(cards, "p0").isChecked()
    assert not card(cards, "p2").isChecked()


def test_arrow_keys_walk_the_grid_and_enter_chooses(cards: PresetCards) -> None:
    seen = chosen(cards)
    card(cards, "p0").setFocus()
    for key, expected in (
        (Qt.Key.Key_Right, "p1"), (Qt.Key.Key_Down, "p3"), (Qt.Key.Key_Left, "p2"), (Qt.Key.Key_Up, "p0"),
        (Qt.Key.Key_Up, "p0"), (Qt.Key.Key_Left, "p0"),
    ):  # fmt: skip
        QTest.keyClick(cards.focusWidget(), key)
        assert cards.focusWidget() is card(cards, expected)
    QTest.keyClick(card(cards, "p0"), Qt.Key.Key_Return)
    QTest.keyClick(card(cards, "p0"), Qt.Key.Key_Space)
    assert seen == ["p0", "p0"]


def test_the_grid_has_two_equal_columns(cards: PresetCards) -> None:
    assert card(cards, "p0").width() == card(cards, "p1").width()
    assert card(cards, "p2").x() == card(cards, "p0").x()
    assert card(cards, "p1").x() > card(cards, "p0").geometry().right()


def test_long_texts_are_broken_and_elided_never_clipped(cards: PresetCards, qtbot: QtBot) -> None:
    long = "变分自编码器与自编码器的潜空间对比实验以及更多说明文字"
    cards.show_presets([("zh", long, long)])
    shown = card(cards, "zh")
    qtbot.waitUntil(lambda: shown.width() < cards.width())
    lines = shown._lines(long, shown.font(), 2)
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert all(shown.fontMetrics().horizontalAdvance(line) <= shown.width() for line in lines)
    assert long in shown.toolTip()


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("MNIST：VAE，20 维", ["MNIST：", "VAE，", "20 ", "维"]),  # no number is torn, no line begins with a comma
        ("one, two-three", ["one, ", "two-", "three"]),
        ("🌑 🌕x", ["🌑 ", "🌕", "x"]),
        ("", []),
    ],
)
def test_lines_end_where_the_script_allows(text: str, pieces: list[str]) -> None:
    assert unbreakable(text) == pieces


def test_the_current_preset_tells_its_whole_summary_below(cards: PresetCards) -> None:
    whole = "Watch a generator find eight clouds of points by asking a discriminator for the way, step by step."
    cards.show_presets([*PRESETS, ("long", "Long", whole)])
    told = cards.findChild(QLabel, "presets-summary")
    assert told is not None and not told.isVisible()
    cards.show_current("long")
    assert told.isVisible() and told.text() == whole and told.wordWrap()
    cards.show_current("gone")
    assert not told.isVisible()


def test_fewer_cards_are_offered_where_there_is_little_room_but_always_the_current_one(cards: PresetCards) -> None:
    def shown() -> list[str]:
        return [name for name, *_ in PRESETS if not card(cards, name).isHidden()]

    cards.show_current("p4")
    assert shown() == ["p0", "p1", "p2", "p4"]
    cards.set_folded(2)
    assert shown() == ["p0", "p4"]
    more = cards.findChild(QPushButton, "presets-more")
    assert more is not None
    QTest.mouseClick(more, Qt.MouseButton.LeftButton)
    assert len(shown()) == len(PRESETS)
    QTest.mouseClick(card(cards, "p3"), Qt.MouseButton.LeftButton)
    cards.show_current("p3")
    assert len(shown()) == len(PRESETS), "the list stays as the user left it"
    QTest.mouseClick(more, Qt.MouseButton.LeftButton)
    assert shown() == ["p0", "p3"]


def test_no_two_presets_of_the_program_look_alike(qtbot: QtBot) -> None:
    drawn = []
    for preset in list_presets():
        card = PresetCard(preset.name, preset.title, "", DARK)
        qtbot.addWidget(card)
        card.resize(118, 76)
        drawn.append(tuple(card._lines(card.text(), card._fonts()[0], TITLE_LINES, Qt.TextElideMode.ElideMiddle)))
    assert len(set(drawn)) == len(drawn) > 10
