"""The bars of what comes next: of which place they are, and what a click, a key and the pointer do."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from explorer.style.theme import DARK, LIGHT, Theme, apply_theme
from explorer.texts.shares import guess_number
from explorer.workspaces.characters.coming.character_bars import NextOdds
from explorer.workspaces.characters.coming.next_characters import NextCharacters, Uncovered
from explorer.workspaces.characters.sample_writing import VOCABULARY, sample_foreseen, sample_odds, sample_shares
from tests.explorer.geometry import faults
from trainers.kinds import UNKNOWN
from trainers.messages.writing import LIKELIEST

pytestmark = pytest.mark.layout
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication) -> Iterator[NextCharacters]:
    apply_theme(qapp, DARK)
    made = NextCharacters()
    qtbot.addWidget(made)
    made.resize(360, 320)
    with qtbot.waitExposed(made):
        made.show()
    made.set_models(["GRU", "CNN"])
    made.set_vocabulary(VOCABULARY, lines=True)
    made.show_place("helena", 3)
    for model, sharp in ((0, 1.0), (1, 2.0)):
        made.show_foreseen(model, sample_foreseen("helena", model, sharp))
    yield made


def said(view: NextCharacters, name: str = "next_where") -> str:
    label = view.findChild(QLabel, name)
    assert label is not None
    return label.whole_text  # type: ignore[attr-defined,no-any-return]


def test_bars_are_of_the_place_behind_the_caret(view: NextCharacters) -> None:
    wanted = sample_odds("hel")[-1]
    odds = view.bars.odds[0]
    assert odds is not None and view.told_place == 3
    ranked = np.argsort(-wanted, kind="stable")[:10]
    assert odds.characters == tuple(VOCABULARY[index] for index in ranked)
    assert odds.odds == pytest.approx(wanted[ranked].tolist())
    assert odds.characters[odds.found] == "e"
    assert said(view) == "behind “hel” · there: “e”"
    guess = guess_number(float(-(wanted * np.log(wanted)).sum()))
    assert view.bars.guess_words(0)[0] == f"a guess among {guess}"
    told = view.bars.accessibleDescription()
    assert told.startswith(f"GRU: a guess among {guess}, “{odds.characters[0]}”: ") and "CNN: " in told


def test_while_a_text_is_guessed_only_what_is_uncovered_is_told(view: NextCharacters) -> None:
    told: list[str] = []
    view.character_chosen.connect(told.append)
    before = view.bars.odds
    view.show_guessing(True)
    assert view.bars.odds == (None, None) and view.told_text is None and view.bars.accessibleDescription() == ""
    assert said(view) == "What the models expect appears after your guess."
    view.show_foreseen(0, sample_foreseen("helena", 0, 3.0))  # of what is typed elsewhere
    view.show_place("helena", 4)
    assert view.bars.odds == (None, None)
    odds = (NextOdds(("a", "b"), (0.6, 0.3), 0.5, 1), NextOdds(("b", "c"), (0.9, 0.1), 0.2, 0))
    view.show_guessing(True, Uncovered("ab", "b", 1200, odds))
    assert view.bars.odds == odds and said(view) == "behind “ab” · there: “b” · step 1\u202f200"
    QTest.mouseClick(view.bars, LEFT, pos=view.bars.bar_rect(1, 0).center().toPoint())
    QTest.keyClick(view.bars, Qt.Key.Key_Return)
    assert told == [] and view.bars.cursor().shape() is Qt.CursorShape.ArrowCursor
    view.show_guessing(False)
    view.show_place("helena", 3)
    assert view.bars.odds[1] == before[1] and said(view) == "behind “hel” · there: “e”"
    QTest.mouseClick(view.bars, LEFT, pos=view.bars.bar_rect(1, 0).center().toPoint())
    assert len(told) == 1


def test_a_caret_that_moves_asks_nothing(view: NextCharacters) -> None:
    for place in range(7):
        view.show_place("helena", place)
        odds = view.bars.odds[0]
        assert odds is not None and view.told_place == place
        assert odds.odds[0] == pytest.approx(float(sample_odds("helena"[:place])[-1].max()))
    assert said(view) == "behind “helena”"
    view.show_place("helena", 0)
    assert said(view) == "at the start · there: “h”"


def test_another_text_is_told_as_far_as_it_begins_alike_and_else_waits(view: NextCharacters) -> None:
    view.show_place("help", 3)
    assert view.told_place == 3 and view.told_text == "hel" and said(view) == "behind “hel” · there: “p”"
    before = view.bars.odds
    view.show_place("help", 4)  # of which nothing is known yet
    assert view.bars.odds == before and view.told_place == 3
    assert said(view) == "behind “hel” · there: “p”"
    view.show_foreseen(1, sample_foreseen("help", 1, 2.0))
    assert view.told_place == 4 and view.bars.odds[0] is None and view.bars.odds[1] is not None
    view.show_foreseen(0, sample_foreseen("help", 0))
    assert None not in view.bars.odds


def test_a_click_on_a_bar_and_a_key_want_its_character_typed(view: NextCharacters, qtbot: QtBot) -> None:
    odds = view.bars.odds[1]
    assert odds is not None
    with qtbot.waitSignal(view.character_chosen) as told:
        QTest.mouseClick(view.bars, LEFT, pos=view.bars.bar_rect(1, 2).center().toPoint())
    assert told.args == [odds.characters[2]]
    view.bars.setFocus()
    view.bars.leaveEvent(None)  # type: ignore[arg-type]
    QTest.keyClick(view.bars, Qt.Key.Key_Down)  # the first of all
    QTest.keyClick(view.bars, Qt.Key.Key_Down)
    QTest.keyClick(view.bars, Qt.Key.Key_Right)
    with qtbot.waitSignal(view.character_chosen) as told:
        QTest.keyClick(view.bars, Qt.Key.Key_Return)
    assert told.args == [odds.characters[1]]


def test_the_end_of_a_line_cannot_be_typed(view: NextCharacters, qtbot: QtBot) -> None:
    odds = view.bars.odds[0]
    assert odds is not None
    rank = odds.characters.index(VOCABULARY[0])
    with qtbot.assertNotEmitted(view.character_chosen):
        QTest.mouseClick(view.bars, LEFT, pos=view.bars.bar_rect(0, rank).center().toPoint())
    view.set_vocabulary(VOCABULARY, lines=False)  # there it is a character as any other
    with qtbot.waitSignal(view.character_chosen) as told:
        QTest.mouseClick(view.bars, LEFT, pos=view.bars.bar_rect(0, rank).center().toPoint())
    assert told.args == ["\n"]


def test_a_rare_character_is_found_as_the_sign_for_all_of_them(view: NextCharacters, qtbot: QtBot) -> None:
    folded = tuple(UNKNOWN if each == "e" else each for each in VOCABULARY)
    view.set_vocabulary(folded, lines=True)
    view.show_place("helena", 3)
    odds = view.bars.odds[0]
    assert odds is not None and odds.characters[odds.found] == UNKNOWN
    with qtbot.assertNotEmitted(view.character_chosen):  # nobody can type it
        QTest.mouseClick(view.bars, LEFT, pos=view.bars.bar_rect(0, odds.found).center().toPoint())


def test_setters_want_nothing(view: NextCharacters, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(view.character_chosen):
        view.show_place("anna", 2)
        view.show_foreseen(0, sample_foreseen("anna"))
        view.set_vocabulary(VOCABULARY, shares=sample_shares())
        view.set_models(["one"])
        view.show_foreseen(0, None)
    assert said(view) == "What the models expect appears with their first weights."
    assert view.told_place == -1 and view.told_text is None


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_a_bar_is_as_long_as_its_share(view: NextCharacters, theme: Theme) -> None:
    view.set_theme(theme)
    image = view.bars.grab().toImage()
    for model in (0, 1):
        odds, ink = view.bars.odds[model], QColor(theme.models[model])
        assert odds is not None
        for rank in range(2):
            groove = view.bars.groove(model, rank)
            y = round(groove.center().y())
            row = [image.pixelColor(QPoint(x, y)) for x in range(int(groove.left()), int(groove.right()))]
            inked = sum(colour == ink for colour in row)
            assert inked == pytest.approx(groove.width() * odds.odds[rank], abs=4)


def test_marks_say_how_frequent_a_character_is(view: NextCharacters) -> None:
    legend = view.findChild(QLabel, "next_legend")
    assert legend is not None and not legend.isVisible()
    shares = sample_shares()
    view.set_vocabulary(VOCABULARY, lines=True, shares=shares)
    assert legend.isVisible()
    odds = view.bars.odds[0]
    assert odds is not None and odds.characters[0] == "a"
    assert "of the training text" in view.bars.words(0, 0)
    groove = view.bars.groove(0, 0)
    x = groove.x() + groove.width() * float(shares[VOCABULARY.index("a")])
    image = view.bars.grab().toImage()
    assert image.pixelColor(round(x - 0.5), round(groove.y()) - 1) == QColor(DARK.text)


def test_the_pointer_is_told_what_it_is_over(view: NextCharacters) -> None:
    centre = view.bars.bar_rect(0, 1).center()
    assert view.bars.bar_at(centre) == (0, 1) and view.bars.bar_at(QPointF(-5, -5)) is None
    QTest.mouseMove(view.bars, centre.toPoint())
    assert view.bars.cursor().shape() == Qt.CursorShape.PointingHandCursor


def test_a_vocabulary_that_comes_later_than_the_answer(view: NextCharacters) -> None:
    view.set_vocabulary(())
    assert view.bars.odds[0] is not None  # the last good bars stay
    view.show_place("helena", 4)
    view.set_vocabulary(VOCABULARY)
    assert view.told_place == 4


@pytest.mark.parametrize("models", [1, 2, 3, 4])
@pytest.mark.parametrize("size", [(280, 250), (360, 320), (420, 420), (250, 240)])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_all_is_seen_at_every_size(
    view: NextCharacters, qapp: QApplication, models: int, size: tuple[int, int], scale: float
) -> None:
    apply_theme(qapp, DARK, scale)
    view.set_models([f"Model {model}" for model in range(models)])
    view.set_vocabulary(VOCABULARY, shares=sample_shares())
    for model in range(models):
        view.show_foreseen(model, sample_foreseen("helena", model))
    view.resize(round(size[0] * scale), round(size[1] * scale))
    qapp.processEvents()
    assert not faults(view)
    bars = view.bars
    assert bars.bars_shown >= 3
    for model in range(models):
        for rank in range(bars.bars_shown):
            line = bars.bar_rect(model, rank)
            assert line.left() >= 0 and line.right() <= bars.width() and line.bottom() <= bars.height() + 0.5
            assert bars.groove(model, rank).width() >= 20


def test_bars_fill_their_blocks_where_not_all_have_room(view: NextCharacters) -> None:
    for models in (1, 4):
        view.set_models([f"Model {model}" for model in range(models)])
        for height in range(160, 420, 7):
            view.resize(360, height)
            view.layout().activate()  # type: ignore[union-attr]
            bars = view.bars
            if bars.bars_shown < LIKELIEST:  # else a line grows to its limit, and no further
                assert bars.bar_rect(models - 1, bars.bars_shown - 1).bottom() == pytest.approx(bars.height())
