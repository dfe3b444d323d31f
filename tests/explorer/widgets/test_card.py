"""A card's header where there is little room: the number stays, pills go first, buttons and tabs into menus."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from explorer.style.style_sheet import make_icon_button
from explorer.style.theme import DARK, LIGHT, Theme, apply_theme, hole_ink
from explorer.widgets.card import Card
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.fold_button import FoldButton
from explorer.widgets.pill import Pill
from explorer.widgets.tabbed_card import TabbedCard
from tests.explorer.style.test_theme import contrast

pytestmark = pytest.mark.layout

PILLS = ["−ELBO 140.2 nats", "KL 6.9", "MSE 0.03"]


@pytest.fixture
def card(qtbot: QtBot, qapp: QApplication) -> Card:
    apply_theme(qapp, DARK)
    card = Card("VAE β 0.25", name="vae")
    qtbot.addWidget(card)
    card.set_pills(PILLS)
    card.set_score("holes 37 % ± 1", "The share of the prior in holes")
    card.resize(700, 120)
    with qtbot.waitExposed(card):
        card.show()
    return card


def resize(card: Card, width: int) -> None:
    card.resize(width, 120)
    QApplication.processEvents()
    assert card.width() == width


def narrow(card: Card, holds: Callable[[], bool]) -> int:
    """Makes the card as narrow as it may be for that to hold, whatever the font; returns that width."""
    width = 1000
    resize(card, width)
    while holds():
        width -= 1
        resize(card, width)
    resize(card, width + 1)
    return width + 1


def pills(card: Card) -> list[str]:
    return [pill.text() for pill in card.findChildren(Pill) if pill.isVisible()]


def score(card: Card) -> QLabel:
    found = card.findChild(QLabel, "vae-score")
    assert found is not None
    return found


def title(card: Card) -> str:
    found = card.findChild(ElidedLabel, "vae-title")
    assert found is not None
    return found.text()


def right_edge(card: Card) -> int:
    return score(card).mapTo(card, score(card).rect().topRight()).x()


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_the_score_has_the_hole_colour(card: Card, qapp: QApplication, theme: Theme) -> None:
    apply_theme(qapp, theme)
    QApplication.processEvents()
    picture = score(card).grab().toImage()
    seen = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}
    assert hole_ink(theme) in seen
    assert abs(QColor(hole_ink(theme)).hslHue() - QColor(theme.hole).hslHue()) < 10
    assert all(contrast(hole_ink(theme), ground) >= 4.5 for ground in (theme.panel, theme.window, theme.field))


def test_the_score_stands_at_the_right_and_an_empty_one_is_gone(card: Card) -> None:
    assert score(card).isVisible() and score(card).toolTip() == "The share of the prior in holes"
    assert card.width() - right_edge(card) < 16
    card.set_score("")
    assert not score(card).isVisible() and score(card).toolTip() == ""
    assert pills(card) == PILLS


def test_pills_go_first_then_words_of_the_score_then_the_title(card: Card) -> None:
    card.set_score("prior · holes 37 % ± 1")
    said = ("prior · holes 37 % ± 1", "prior · holes 37 %", "holes 37 %", "37 %")
    resize(card, 900)
    assert (pills(card), title(card), score(card).text()) == (PILLS, "VAE β 0.25", said[0])
    last, form, narrowest = len(PILLS), 0, card.minimumSizeHint().width()
    for width in range(900, narrowest - 1, -6):
        resize(card, width)
        shown = len(pills(card))
        assert pills(card) == PILLS[:shown] and shown <= last  # the last ones first
        last = shown
        if shown:
            assert title(card) == "VAE β 0.25" and score(card).text() == said[0]
        assert said.index(score(card).text()) >= form or "…" in title(card)
        form = said.index(score(card).text())
        assert score(card).fontMetrics().horizontalAdvance(score(card).text()) <= score(card).width()
        assert card.width() - right_edge(card) < 16
    resize(card, narrowest)
    assert pills(card) == [] and title(card).startswith("VAE") and title(card).endswith("…")
    assert score(card).text() == said[-1] and score(card).accessibleName() == said[0]
    assert score(card).toolTip().startswith(said[0])
    resize(card, 900)
    assert (pills(card), title(card), score(card).text()) == (PILLS, "VAE β 0.25", said[0])


def test_other_numbers_move_nothing(card: Card) -> None:
    narrow(card, lambda: score(card).text() == "holes 37 % ± 1")
    assert (title(card), score(card).text()) == ("VAE β 0.25", "holes 37 % ± 1")
    where = score(card).geometry()
    for text in ("holes 8 % ± 1", "holes 0 % ± 0", "holes 37 % ± 1"):
        card.set_score(text)
        QApplication.processEvents()
        assert score(card).text() == text and score(card).geometry() == where and title(card) == "VAE β 0.25"


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_four_cards_fit_beside_the_sidebar_at_1280(qtbot: QtBot, qapp: QApplication, scale: float) -> None:
    apply_theme(qapp, DARK, scale)
    window = QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    row.setContentsMargins(0, 0, 0, 0)
    cards = [Card(f"β-VAE β {beta}", name="vae") for beta in (0, 0.25, 1, 4)]
    for each in cards:
        each.set_pills(PILLS)
        each.set_score("holes 37 % ± 1")
        row.addWidget(each, 1)
    window.resize(970, 200)
    window.show()
    QApplication.processEvents()
    assert window.width() == 970 and [pills(each) for each in cards] == [[]] * 4
    for each in cards:
        assert title(each).startswith("β-VAE") and "37 %" in score(each).text()
        assert score(each).fontMetrics().horizontalAdvance(score(each).text()) <= score(each).width()
    apply_theme(qapp, DARK)


def test_a_larger_text_is_not_cut_off(card: Card, qapp: QApplication) -> None:
    for scale in (2.0, 1.0):
        apply_theme(qapp, DARK, scale)
        QApplication.processEvents()
        needed = score(card).fontMetrics().horizontalAdvance("holes 37 % ± 1")
        assert needed <= score(card).width() <= needed + 2
        assert title(card) == "VAE β 0.25"


def test_a_title_too_long_anyway_leaves_the_interval(card: Card) -> None:
    card.set_title("A variational autoencoder whose capacity grows")
    width = narrow(card, lambda: "…" not in title(card))
    resize(card, width - 60)
    assert title(card).endswith("…") and score(card).text() == "holes 37 % ± 1"


def test_tools_and_export_count(card: Card) -> None:
    narrow(card, lambda: pills(card) == PILLS)
    with_room = len(pills(card))
    tool = QLabel("a rather long tool")
    card.add_tool(tool)
    card.set_export_menu(QMenu(card))
    QApplication.processEvents()
    assert len(pills(card)) < with_room and title(card) == "VAE β 0.25"
    assert tool.width() >= tool.sizeHint().width()


def test_a_tool_that_comes_later_is_seen_at_once(qtbot: QtBot) -> None:
    """Nothing else in the header changes with it."""
    card = Card("Loss", name="loss")
    qtbot.addWidget(card)
    button = QToolButton()
    button.setText("groups")
    button.hide()
    card.add_tool(button)
    card.resize(400, 200)
    with qtbot.waitExposed(card):
        card.show()
    QApplication.processEvents()
    button.show()
    qtbot.waitUntil(button.isVisible)
    button.hide()
    QApplication.processEvents()
    button.show()
    qtbot.waitUntil(button.isVisible)


def test_buttons_without_room_go_into_a_menu_that_presses_them(qtbot: QtBot, qapp: QApplication) -> None:
    apply_theme(qapp, DARK)
    card = Card("Loss", name="loss")
    qtbot.addWidget(card)
    buttons = {name: QToolButton() for name in ("log", "smooth", "skip start")}
    for name, button in buttons.items():
        button.setText(name)
        button.setCheckable(True)
        card.add_tool(button)
    picture = make_icon_button("picture", "Export")
    card.add_tool(picture)
    fold = card.findChild(FoldButton, "loss-more")
    assert fold is not None
    with qtbot.waitExposed(card):
        card.show()

    def shown() -> list[str]:
        assert all(button.width() >= button.sizeHint().width() for button in buttons.values() if button.isVisible())
        return [name for name, button in buttons.items() if button.isVisible()]

    resize(card, 700)
    assert shown() == list(buttons) and not fold.isVisible()
    counts = []
    for width in range(700, card.minimumSizeHint().width() - 1, -4):
        resize(card, width)
        counts.append(len(shown()))
        assert shown() == list(buttons)[: counts[-1]] and picture.isVisible()  # the last ones go first
        assert fold.isVisible() == (counts[-1] < 3) and title_of(card) == "Loss"
    assert counts == sorted(counts, reverse=True) and counts[-1] == 0
    fold.menu().aboutToShow.emit()
    entries = {entry.text(): entry for entry in fold.menu().actions()}
    assert list(entries) == list(buttons)
    entries["smooth"].trigger()
    assert buttons["smooth"].isChecked()
    buttons["log"].setEnabled(False)
    buttons["skip start"].hide()  # there is nothing to skip
    QApplication.processEvents()
    fold.menu().aboutToShow.emit()
    told = [(entry.text(), entry.isChecked(), entry.isEnabled()) for entry in fold.menu().actions()]
    assert told == [("log", False, False), ("smooth", True, True)]
    resize(card, 700)
    assert shown() == ["log", "smooth"] and not fold.isVisible()


def test_a_folded_button_that_needs_less_room_comes_back(qtbot: QtBot, qapp: QApplication) -> None:
    """What is hidden gets smaller letters after all that is seen: the header hears of it all the same."""
    apply_theme(qapp, DARK)
    card = Card("Loss", name="loss")
    qtbot.addWidget(card)
    button = QToolButton()
    button.setText("a rather long word")
    card.add_tool(button)
    card.add_tool(make_icon_button("picture", "Export"))
    with qtbot.waitExposed(card):
        card.show()
    narrow(card, lambda: button.isVisible())
    resize(card, card.width() - 1)
    assert not button.isVisible()
    button.setStyleSheet("font-size: 9px")
    qtbot.waitUntil(button.isVisible)


def title_of(card: Card) -> str:
    found = card.findChild(ElidedLabel, "loss-title")
    assert found is not None
    return found.text()


def test_tabs_without_room_go_into_a_menu_and_none_moves(qtbot: QtBot, qapp: QApplication) -> None:
    apply_theme(qapp, DARK)
    card = TabbedCard("labs", tabs="lab")
    qtbot.addWidget(card)
    names = ["samples", "walk", "noise", "same error"]
    export = make_icon_button("export", "Export")
    kinds = QToolButton()
    kinds.setText("a rather long choice of ways")
    for name in names:
        tools = {"samples": [export], "walk": [kinds]}.get(name, [])
        card.add_page(name, name.capitalize(), QWidget(), tools)
    tabs = {name: card.findChild(QPushButton, f"lab_{name}") for name in names}
    more = card.findChild(QPushButton, "lab_more")
    assert more is not None
    with qtbot.waitExposed(card):
        card.show()
    offered = []
    card.show_page("walk")  # the widest
    card.resize(100, 120)
    QApplication.processEvents()
    for width in range(700, card.width() - 1, -20):
        resize(card, width)
        places = set()
        for name in names:
            card.show_page(name)
            QApplication.processEvents()
            assert card.width() == width and card.page == name
            shown = [tab for tab in (*tabs.values(), more) if tab is not None and tab.isVisible()]
            assert all(tab.width() >= tab.sizeHint().width() for tab in shown)
            assert next(tab.text() for tab in shown if tab.isChecked()).startswith(name.capitalize())
            places.add(tuple(tab.mapTo(card, tab.rect().topLeft()).toTuple() for tab in shown))
        assert len(places) == 1  # whatever stands beside the tabs, and whichever is chosen
        offered.append(more.isVisible())
    assert offered[0] is False and offered[-1] is True
    more.menu().aboutToShow.emit()
    next(entry for entry in more.menu().actions() if entry.text() == "Noise").trigger()
    assert card.page == "noise" and more.text().startswith("Noise")


def test_tools_keep_their_order_when_there_was_no_room_beside_the_tabs_for_a_while(
    qtbot: QtBot, qapp: QApplication
) -> None:
    apply_theme(qapp, DARK)
    card = TabbedCard("tools")
    qtbot.addWidget(card)
    ways, play, export = QPushButton("Around the holes"), QPushButton("Play"), make_icon_button("export", "Export")
    card.add_page("walk", "Walk", QWidget(), [ways, play, export])
    with qtbot.waitExposed(card):
        card.show()
    for width in (700, 260, 700):
        resize(card, width)
        QApplication.processEvents()
        beside = [tool.mapTo(card, tool.rect().topLeft()) for tool in (ways, play, export)]
        assert (beside[0].y() > beside[2].y()) == (width == 260)
        assert beside[0].x() < beside[1].x()
        assert width == 260 or beside[1].x() < beside[2].x()


def test_a_page_that_is_not_offered_has_no_tab_and_gives_its_place_to_the_first(
    qtbot: QtBot, qapp: QApplication
) -> None:
    apply_theme(qapp, DARK)
    card = TabbedCard("labs", tabs="lab")
    qtbot.addWidget(card)
    for name in ("samples", "walk", "noise"):
        card.add_page(name, name.capitalize(), QWidget())
    tabs = [card.findChild(QPushButton, f"lab_{name}") for name in ("samples", "walk", "noise")]
    more = card.findChild(QPushButton, "lab_more")
    assert more is not None and all(tabs)
    with qtbot.waitExposed(card):
        card.show()
    card.show_page("walk")
    for width in (700, 200):
        resize(card, width)
        card.offer_page("walk", False)
        QApplication.processEvents()
        more.menu().aboutToShow.emit()
        seen = [tab.text() for tab in tabs if tab is not None and tab.isVisible()]
        seen += [entry.text() for entry in more.menu().actions()]
        assert seen == ["Samples", "Noise"] and card.page == "samples"
        card.offer_page("walk", True)
        QApplication.processEvents()
        more.menu().aboutToShow.emit()
        seen = [tab.text() for tab in tabs if tab is not None and tab.isVisible()]
        assert sorted([*seen, *(entry.text() for entry in more.menu().actions())]) == ["Noise", "Samples", "Walk"]
        card.show_page("walk")
