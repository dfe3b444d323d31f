"""A card's header where there is little room: the score stays, pills go first, then the title is shortened."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from explorer.theme import DARK, LIGHT, Theme, apply_theme, hole_ink
from explorer.views.card import Card
from explorer.views.elided_label import ElidedLabel
from explorer.views.pill import Pill
from tests.explorer.test_theme import contrast

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


def test_pills_go_first_then_the_interval_then_the_title(card: Card) -> None:
    last = 4
    for width in range(700, 165, -6):
        resize(card, width)
        shown = len(pills(card))
        assert pills(card) == PILLS[:shown] and shown <= last  # the last ones first
        last = shown
        if shown:
            assert title(card) == "VAE β 0.25"
        if "…" in title(card):
            assert score(card).text() == "holes 37 %"
        assert score(card).text() in ("holes 37 % ± 1", "holes 37 %")
        assert score(card).fontMetrics().horizontalAdvance(score(card).text()) <= score(card).width()
        assert card.width() - right_edge(card) < 16
    assert last == 0 and title(card).startswith("VAE") and title(card).endswith("…")
    assert score(card).text() == "holes 37 %" and score(card).accessibleName() == "holes 37 % ± 1"
    resize(card, 700)
    assert (pills(card), title(card), score(card).text()) == (PILLS, "VAE β 0.25", "holes 37 % ± 1")


def test_other_numbers_move_nothing(card: Card) -> None:
    resize(card, 230)
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
        assert title(each).startswith("β-VAE") and score(each).text().startswith("holes 37 %")
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
    resize(card, 300)
    assert title(card).endswith("…") and score(card).text() == "holes 37 % ± 1"


def test_tools_and_export_count(card: Card) -> None:
    resize(card, 420)
    with_room = len(pills(card))
    tool = QLabel("a rather long tool")
    card.add_tool(tool)
    card.set_export_menu(QMenu(card))
    QApplication.processEvents()
    assert len(pills(card)) < with_room and title(card) == "VAE β 0.25"
    assert tool.width() >= tool.sizeHint().width()
