"""The page of what a model looks at: which place it is of, and what clicks and keys do."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from explorer.style.theme import DARK, LIGHT, Theme, apply_theme
from explorer.workspaces.characters.looking_back import looking_back as module
from explorer.workspaces.characters.looking_back.cell_strip import MOST_ROWS, most_varied
from explorer.workspaces.characters.looking_back.head_grid import MEAN
from explorer.workspaces.characters.looking_back.looking_back import LookingBack
from explorer.workspaces.characters.looking_back.sample_traces import (
    CELLS,
    sample_alike,
    sample_cells,
    sample_traced,
    sample_weights,
)
from explorer.workspaces.characters.looking_back.shades import STEPS, cell_colours, share_colours
from explorer.workspaces.characters.sample_writing import VOCABULARY
from tests.explorer.geometry import lasting_faults
from trainers.traces import Way

pytestmark = pytest.mark.layout
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
TEXT = "helena"


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication) -> Iterator[LookingBack]:
    apply_theme(qapp, DARK)
    made = LookingBack()
    qtbot.addWidget(made)
    made.resize(380, 420)
    with qtbot.waitExposed(made):
        made.show()
    made.set_models(["GRU", "Transformer"])
    made.show_model(1)
    made.set_vocabulary(VOCABULARY)
    made.show_text(TEXT, 4)
    yield made


def click(widget: QWidget, at: QPointF) -> None:
    QTest.mouseClick(widget, LEFT, NONE, at.toPoint())


def test_nothing_is_said_before_a_model_has_told(view: LookingBack) -> None:
    assert view.sentence == "What it looks at appears with the first weights."
    assert view.told_place == -1 and view.way == "" and view.cell == -1 and view.text.shades is None
    assert not any(each.isVisible() for each in (view.heads, view.cells, view.levels, view.ranks, view.ways))
    view.show_traced(None, refusal="GRU does not tell what it looks at")
    assert view.sentence == "GRU does not tell what it looks at"


def test_attention_is_shown_from_the_caret(view: LookingBack) -> None:
    view.show_traced(sample_traced(TEXT, "attention", ("attention", "gradient")))
    wanted = sample_weights(6)[4].mean((0, 1))
    assert view.told_place == 4 and view.text.shades is not None and view.head == MEAN
    np.testing.assert_allclose(view.text.shades.values, wanted, rtol=1e-5)
    assert view.text.shades.top == pytest.approx(float(wanted.max()))
    assert [view.heads.isVisible(), view.cells.isVisible(), view.levels.isVisible(), view.ranks.isVisible()] == [
        True, False, False, True
    ]  # fmt: skip
    assert view.ranks.levels[0].share == pytest.approx(float(wanted.max()))
    assert view.ways.isVisible() and view.ways.can_choose("gradient") and not view.ways.can_choose("cells")
    assert view.text.accessibleDescription() == view.sentence and view.sentence.startswith("It looks at many places")


def test_a_caret_that_moves_asks_nothing(view: LookingBack, qtbot: QtBot) -> None:
    view.show_traced(sample_traced(TEXT, "attention"))
    view.heads.head_chosen.emit(0, 0)
    with qtbot.assertNotEmitted(view.place_chosen), qtbot.assertNotEmitted(view.way_chosen):
        for place in range(7):
            view.show_text(TEXT, place)
            assert view.told_place == place and view.text.shades is not None
            assert int(np.argmax(view.text.shades.values)) == place  # the first head looks at the character before


def test_another_text_is_told_as_far_as_both_begin_so(view: LookingBack) -> None:
    view.show_traced(sample_traced(TEXT, "attention"))
    view.show_text("heleni", 3)
    assert view.told_place == 3
    view.show_text("heleni", 6)  # nothing is known of it; what was seen of "hel" holds
    assert view.told_place == 3 and view.text.shades is not None
    view.show_text("olga", 4)
    assert view.told_place == -1 and view.text.shades is None
    view.show_text("", 0)
    assert view.told_place == 0  # every text begins at the start
    view.show_traced(sample_traced("olga", "attention"))
    view.show_text("olga", 4)
    assert view.told_place == 4
    view.forget()
    assert view.told_place == -1 and view.sentence == "What it looks at appears with the first weights."


def test_a_click_on_a_head_and_arrow_keys_choose_it(view: LookingBack) -> None:
    view.show_traced(sample_traced(TEXT, "attention"))
    click(view.heads, view.heads.head_rect((1, 2)).center())
    assert view.head == (1, 2) and view.sentence.startswith("Layer 2, head 3: ")
    assert view.text.shades is not None
    np.testing.assert_allclose(view.text.shades.values, sample_weights(6)[4, 1, 2], rtol=1e-5)
    view.heads.setFocus()
    for key, wanted in (
        (Qt.Key.Key_Up, (0, 2)), (Qt.Key.Key_Up, (0, 2)), (Qt.Key.Key_Right, (0, 3)), (Qt.Key.Key_Right, (0, 3)),
        (Qt.Key.Key_Down, (1, 3)), (Qt.Key.Key_Left, (1, 2)), (Qt.Key.Key_Left, (1, 1)), (Qt.Key.Key_Left, (1, 0)),
        (Qt.Key.Key_Left, MEAN), (Qt.Key.Key_Left, MEAN), (Qt.Key.Key_Down, MEAN), (Qt.Key.Key_Right, (0, 0)),
    ):  # fmt: skip
        QTest.keyClick(view.heads, key)
        assert view.head == wanted
    click(view.heads, view.heads.head_rect(MEAN).center())
    assert view.head == MEAN
    assert view.heads.head_at(QPointF(-5, -5)) is None and len(view.heads.heads) == 9
    assert "layer 2, head 1" in view.heads.tip((1, 0))


def test_a_head_that_another_model_does_not_have_is_the_mean(view: LookingBack) -> None:
    view.show_traced(sample_traced(TEXT, "attention"))
    view.heads.head_chosen.emit(1, 3)
    small = sample_traced(TEXT, "attention")
    assert small.weights is not None
    view.show_traced(type(small)(**{**vars(small), "weights": small.weights[:, :1, :2]}))
    assert view.head == MEAN and len(view.heads.heads) == 3
    view.heads.head_chosen.emit(0, 1)
    view.show_model(0)
    assert view.head == MEAN


def test_cells_colour_the_text_and_the_most_varied_come_first(view: LookingBack, qtbot: QtBot) -> None:
    view.show_traced(sample_traced(TEXT, "cells", ("cells", "gradient")))
    order = most_varied(sample_cells(6)).tolist()
    spread = sample_cells(6).std(0)
    assert order == sorted(range(CELLS), key=lambda cell: -spread[cell])
    strip = view.cells.strip
    assert view.cell == order[0] and strip.shown == tuple(order[: len(strip.shown)]) and len(strip.shown) <= MOST_ROWS
    assert view.text.shades is not None and view.text.shades.signed
    np.testing.assert_allclose(view.text.shades.values, sample_cells(6)[:, order[0]])
    with qtbot.waitSignal(view.cell_chosen) as chosen:
        click(strip, strip.row_rect(2).center())
    assert chosen.args == [order[2]] and view.cell == order[2]
    with qtbot.waitSignal(view.cell_chosen) as chosen:
        QTest.keyClick(strip, Qt.Key.Key_Up)
    assert view.cell == order[1]
    np.testing.assert_allclose(view.text.shades.values, sample_cells(6)[:, order[1]])
    assert view.is_low == (sample_cells(6)[4, order[1]] < 0)
    assert f"Cell {order[1]} is " in view.sentence
    assert strip.words(order[1], 2).startswith(f"cell {order[1]} behind “e”: ")
    assert strip.words(order[1], 0).startswith(f"cell {order[1]} behind the start: ")


def test_rows_of_cells_stay_while_it_trains(view: LookingBack) -> None:
    view.show_traced(sample_traced(TEXT, "cells"))
    before, chosen = view.cells.strip.shown, view.cell
    traced = sample_traced(TEXT, "cells", step=200)
    other = type(traced)(**{**vars(traced), "cells": np.ascontiguousarray(sample_cells(6)[:, ::-1])})
    view.show_traced(other, keep_order=True)
    assert view.cells.strip.shown == before and view.cell == chosen
    view.cell_chosen.emit(chosen)
    view.show_traced(type(traced)(**{**vars(other), "step": 300, "cells": other.cells.copy()}))  # type: ignore[union-attr]
    assert view.cells.strip.shown != before and view.cell == view.cells.strip.first


def test_a_cell_that_was_chosen_keeps_a_row(view: LookingBack) -> None:
    view.show_traced(sample_traced(TEXT, "cells"))
    flattest = most_varied(sample_cells(6)).tolist()[-1]
    view.cells.strip.cell_chosen.emit(flattest)
    assert view.cell == flattest and flattest in view.cells.strip.shown
    few = sample_traced(TEXT, "cells")
    assert few.cells is not None
    view.show_traced(type(few)(**{**vars(few), "cells": few.cells[:, :3].copy()}))
    assert view.cell == view.cells.strip.first < 3 and len(view.cells.strip.shown) == 3


def test_excerpts_are_of_the_cell_that_is_seen(view: LookingBack) -> None:
    view.show_traced(sample_traced(TEXT, "cells"))
    alike = view.cells.alike
    right = sample_alike(view.cell, view.is_low)
    view.show_alike(sample_alike(view.cell + 1, view.is_low))
    assert alike.found is None
    view.show_alike(sample_alike(view.cell, not view.is_low))
    assert alike.found is None
    view.show_alike(right)
    assert alike.found is right and alike.rows_shown >= 2 and "magdalena" in alike.accessibleDescription()
    middles = {alike.letter_rect(row, int(right.at[row])).x() for row in range(6)}
    assert len(middles) == 1  # one below the other
    assert alike.words_at(alike.letter_rect(0, 3).center()).startswith("magdalena\n")
    assert alike.words_at(QPointF(5, 5000)) == ""
    view.cells.strip.cell_chosen.emit(view.cells.strip.shown[3])
    assert alike.found is None


def test_excerpts_give_way_where_there_is_little_room(view: LookingBack, qtbot: QtBot) -> None:
    view.show_traced(sample_traced(TEXT, "cells"))
    view.show_alike(sample_alike(view.cell, view.is_low))
    qtbot.waitUntil(view.cells.alike.isVisible)
    view.resize(380, view.minimumSizeHint().height())
    qtbot.waitUntil(lambda: not view.cells.alike.isVisible())
    strip = view.cells.strip
    qtbot.waitUntil(lambda: strip.height() >= strip.minimumSizeHint().height())
    view.resize(380, 420)
    qtbot.waitUntil(view.cells.alike.isVisible)


def test_counts_are_rows_and_what_lies_before_is_out_of_sight(view: LookingBack) -> None:
    view.show_traced(sample_traced(TEXT, "counts"))
    assert [each.words for each in view.levels.levels] == [
        "behind “le”", "behind “e”", "frequency alone", "a blind guess"
    ]  # fmt: skip
    assert view.levels.isVisible() and not view.ranks.isVisible() and not view.ways.isVisible()
    assert "behind “le”, seen 408 times: " in view.levels.accessibleDescription()
    assert view.text.words(1) == "“h”: out of sight" and view.text.words(0) == "the start: out of sight"
    assert view.text.words(4).startswith("“e”: ") and view.text.words(4).endswith(" %")
    assert view.text.words(5) == "“n”: comes later"
    view.show_text(TEXT, 1)
    assert view.text.words(0).endswith(" %")


def test_a_click_on_a_character_puts_the_caret_behind_it_and_keys_move_it(view: LookingBack, qtbot: QtBot) -> None:
    view.show_traced(sample_traced(TEXT, "gradient"))
    for source in (0, 3, 6):
        with qtbot.waitSignal(view.place_chosen) as put:
            click(view.text, view.text.cell_rect(source).center())
        assert put.args == [source]
    assert view.told_place == 4  # until the state says so
    view.text.setFocus()
    for key, place in (
        (Qt.Key.Key_Left, 3), (Qt.Key.Key_Right, 5), (Qt.Key.Key_Home, 0), (Qt.Key.Key_End, 6), (Qt.Key.Key_Up, 0)
    ):  # fmt: skip
        with qtbot.waitSignal(view.place_chosen) as put:
            QTest.keyClick(view.text, key)
        assert put.args == [place]
    with qtbot.assertNotEmitted(view.place_chosen):
        QTest.mouseClick(view.text, LEFT, NONE, QPoint(view.text.width() - 2, view.text.height() - 1))
        QTest.mouseClick(view.text, Qt.MouseButton.RightButton, NONE, view.text.cell_rect(2).center().toPoint())


def test_the_model_and_the_way_are_wishes(view: LookingBack, qtbot: QtBot) -> None:
    view.show_traced(sample_traced(TEXT, "attention", ("attention", "gradient")))
    with qtbot.waitSignal(view.model_chosen) as wish:
        view.choice.menu().actions()[0].trigger()
    assert wish.args == [0] and view.model == 1
    tab = view.findChild(QWidget, "looking_way_gradient")
    assert tab is not None
    with qtbot.waitSignal(view.way_chosen) as wanted:
        QTest.mouseClick(tab, LEFT)
    assert wanted.args == ["gradient"] and view.way == "attention"
    with qtbot.assertNotEmitted(view.way_chosen), qtbot.assertNotEmitted(view.model_chosen):
        view.show_traced(sample_traced(TEXT, "gradient", ("attention", "gradient")))
        view.show_model(0)
        view.set_models(["alone"])
    assert not view.choice.isVisible()


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_colours_are_those_of_theme_and_model(view: LookingBack, theme: Theme) -> None:
    view.set_theme(theme)
    view.show_traced(sample_traced(TEXT, "attention"))
    view.heads.head_chosen.emit(0, 0)
    image, strongest = view.text.grab().toImage(), view.text.cell_rect(4).toRect()
    spot = strongest.topLeft() + QPoint(2, 2)
    assert image.pixelColor(spot) == QColor(share_colours(theme, 1)[STEPS])
    later = view.text.cell_rect(6).toRect().topLeft() + QPoint(2, 2)
    assert image.pixelColor(later) == QColor(theme.panel)
    view.show_traced(sample_traced(TEXT, "cells"))
    value = float(sample_cells(6)[6, view.cell])
    image = view.text.grab().toImage()
    assert image.pixelColor(later) == QColor(cell_colours(theme)[round(value * STEPS) + STEPS])  # cells read on


@pytest.mark.parametrize("way", ["attention", "cells", "counts", "gradient"])
@pytest.mark.parametrize("text", ["", "a", "e\u0301😀שלום\u202e\x07\t", "ab\n" * 200, "長" * 600])
def test_no_text_is_too_strange(view: LookingBack, way: Way, text: str) -> None:
    places = sorted({0, len(text) // 2, len(text)})
    view.show_traced(sample_traced(text, way))
    view.show_alike(sample_alike(max(view.cell, 0), view.is_low))
    for place in places:
        view.show_text(text, place)
        assert view.told_place == place and view.sentence
        view.grab()
        caret = view.text.cell_rect(place).center()
        area = view.text.visibleRegion().boundingRect()
        assert area.contains(caret.toPoint())  # it is scrolled to
        assert view.text.words(place)


def test_the_text_has_as_many_lines_as_it_needs_up_to_a_third(view: LookingBack, qtbot: QtBot) -> None:
    area = view.text.parentWidget()
    assert area is not None
    view.show_text(TEXT, 6)
    assert area.height() == view.text.height()
    long = "helena and the others " * 12
    view.show_text(long, len(long))
    qtbot.waitUntil(lambda: area.height() > 3 * view.text.row_height())
    assert area.height() < view.height() * module.TEXT_SHARE + 8 < view.text.height()
    qtbot.waitUntil(lambda: view.text.visibleRegion().contains(view.text.cell_rect(len(long)).center().toPoint()))
    view.hide()
    view.show_text(TEXT, 6)
    view.resize(200, 420)
    view.show_text("helena and the others", 3)
    view.show()
    qtbot.waitUntil(lambda: area.height() == view.text.height() > 2 * view.text.row_height())


@pytest.mark.parametrize("way", ["attention", "cells", "counts", "gradient"])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_is_cut_off(view: LookingBack, qtbot: QtBot, qapp: QApplication, way: Way, scale: float) -> None:
    apply_theme(qapp, DARK, scale)
    view.show_text("helena and the others " * 4, 30)
    view.show_traced(sample_traced("helena and the others " * 4, way, ("attention", "cells", "counts", "gradient")))
    view.show_alike(sample_alike(max(view.cell, 0), view.is_low))
    for size in ((380, 480), (320, 300), (620, 900)):
        wanted = view.minimumSizeHint()
        view.resize(max(size[0], wanted.width()), max(size[1], wanted.height()))
        assert not lasting_faults(qtbot, view), f"{way} {scale} {size}"
        shown = [each for each in (view.heads, view.cells, view.levels, view.ranks) if each.isVisible()]
        assert all(each.height() > 20 for each in shown)


def test_samples_show_themselves(qtbot: QtBot) -> None:
    from explorer.workspaces.characters.looking_back import (
        alike_rows,
        cell_strip,
        head_grid,
        level_rows,
        shaded_text,
        shades,
    )

    for each in (module, alike_rows, cell_strip, head_grid, level_rows, shaded_text, shades):
        sample = each.make_sample()
        qtbot.addWidget(sample)
        assert not sample.grab().isNull()
