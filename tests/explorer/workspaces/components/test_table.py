"""The table of small pictures: neighbours that are clicked, counts that can be read, and scores side by side."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from explorer.state.state import AppState
from explorer.style.small_font import small_font
from explorer.style.theme import DARK, LIGHT, apply_theme
from explorer.workspaces.components.state import MOST_TRIED, TWO_BEFORE, ComponentsState, reduce
from explorer.workspaces.components.table.counts_view import Counted, counted
from explorer.workspaces.components.table.score_rows import Score
from explorer.workspaces.components.table.table_panel import context_words
from explorer.workspaces.components.table.table_view import TableView, places_before
from tests.explorer.workspaces.components.constructed import picture
from trainers.messages.components import TableFitted

pytestmark = pytest.mark.layout
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
BESIDE = ((0, -1), (-1, 0))
PICTURES = np.concatenate([picture(3, 3, seed) for seed in range(14)])


def fitted(context: tuple[tuple[int, int], ...] = BESIDE, shared: bool = True, nats: float = 4.67) -> TableFitted:
    """Each table has as many counts in a context as its number and that of the context say."""
    contexts = 3 ** len(context)
    counts = np.zeros((1 if shared else 9, contexts, 2), np.int64)
    for table in range(len(counts)):
        counts[table, 0] = (2, table)
        if contexts > 5:
            counts[table, 5] = (1, 20)
    odds = np.full(14, 1 / 14, np.float32)
    return TableFitted(1, 1, "table", 0, context, shared, counts, nats, 0.37, 1.0, math.log(14), PICTURES, odds)


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication) -> Iterator[TableView]:
    apply_theme(qapp, DARK)
    made = TableView()
    qtbot.addWidget(made)
    made.resize(460, 190)
    with qtbot.waitExposed(made):
        made.show()
    made.show_choice(BESIDE, True, 3, 3)
    yield made


def test_the_places_before_a_pixel() -> None:
    assert places_before(1, 3) == ((0, -1), (0, -2))
    assert places_before(2, 2) == ((0, -1), (-1, 0), (-1, -1))
    assert places_before(3, 3)[:4] == ((0, -1), (0, -2), (-1, 0), (-1, -1)) and len(places_before(3, 3)) == 8


def test_a_context_is_read_digit_by_digit() -> None:
    """5 in base three is 12: off (1) at the last place, on (2) at the first."""
    counts = np.zeros((9, 2), np.int64)
    counts[5] = (1, 20)
    counts[0] = (2, 0)
    assert counted(counts, 2) == [Counted((1, 0), (1, 20)), Counted((-1, -1), (2, 0))]
    assert counted(np.array([[3, 4]]), 0) == [Counted((), (3, 4))]


def test_neighbours_are_clicked_on_and_off(view: TableView) -> None:
    wishes: list[tuple[object, bool]] = []
    view.context_chosen.connect(lambda *wish: wishes.append(wish))
    QTest.mouseClick(view.chooser, LEFT, NONE, view.chooser.cell_rect(2, 1).center().toPoint())  # (0, -1): off
    QTest.mouseClick(view.chooser, LEFT, NONE, view.chooser.cell_rect(1, 1).center().toPoint())  # (-1, -1): on
    QTest.mouseClick(view.chooser, LEFT, NONE, view.chooser.cell_rect(2, 2).center().toPoint())  # it itself
    assert wishes == [(((-1, 0),), True), (((0, -1), (-1, 0), (-1, -1)), True)]
    view.chooser.setFocus()
    QTest.keyClick(view.chooser, Qt.Key.Key_Right)
    QTest.keyClick(view.chooser, Qt.Key.Key_Return)
    assert len(wishes) == 3
    QTest.mouseClick(view.by_position, LEFT)
    assert wishes[-1] == (BESIDE, False) and not view.by_position.isChecked()


def test_counts_belong_to_the_table_that_is_chosen(view: TableView) -> None:
    view.show_fitted(fitted())
    assert [row.counts for row in view.counts.rows] == [(1, 20), (2, 0)]
    view.show_choice(TWO_BEFORE, True, 3, 3)
    assert view.counts.rows == []  # which has not come yet
    view.show_choice(BESIDE, False, 3, 3)
    view.show_fitted(fitted(shared=False))
    assert (2, 8) in [row.counts for row in view.counts.rows]  # of the last place
    QTest.mouseClick(view.position, LEFT, NONE, view.position.cell_rect(1, 1).center().toPoint())
    assert (2, 4) in [row.counts for row in view.counts.rows]


def test_a_line_brings_its_table_back(view: TableView) -> None:
    wishes: list[tuple[object, bool]] = []
    view.context_chosen.connect(lambda *wish: wishes.append(wish))
    rows = [(Score("nothing", 6.24, 0.027), ((), True)), (Score("MADE", 2.65, 0.99, live=True), None)]
    view.show_scores(rows)
    for row in (0, 1):
        QTest.mouseClick(view.scores, LEFT, NONE, view.scores.row_rect(row).center().toPoint())
    assert wishes == [((), True)]
    assert view.scores.accessibleDescription() == "nothing, 6.24, 3 %; MADE, 2.65, 99 %"


def test_many_lines_scroll_under_a_head_that_stays(view: TableView) -> None:
    """Whichever line the keyboard reaches is seen, and none is squeezed."""
    wishes: list[tuple[object, bool]] = []
    view.context_chosen.connect(lambda *wish: wishes.append(wish))
    rows = [(Score(f"counted: {at}", 9.0 - at, 0.1), (((0, -1 - at),), True)) for at in range(14)]
    view.show_scores(rows)
    QApplication.processEvents()
    least = QFontMetricsF(small_font(view.scores)).height()
    assert view.scores.row_rect(13).height() >= least and view.scores.height() > view._scores_area.viewport().height()
    view.scores.setFocus()
    for _ in range(13):
        QTest.keyClick(view.scores, Qt.Key.Key_Down)
    seen = view.scores.visibleRegion().boundingRect()
    assert seen.top() > 0 and QRectF(seen).contains(view.scores.row_rect(13).center())
    assert "Valid" in view.scores.words_at(QPointF(20, seen.top() + 4))
    QTest.keyClick(view.scores, Qt.Key.Key_Return)
    assert wishes == [(((0, -14),), True)]


def test_the_chosen_line_and_the_model_after_it_are_scrolled_to(qtbot: QtBot, view: TableView) -> None:
    """What was just chosen has the most nats of all, or the fewest: it is wherever its place is."""

    def show(chosen: int) -> None:
        tried = [(Score(f"counted: {at}", 9.0 - at, 0.1, chosen=at == chosen), None) for at in range(14)]
        view.show_scores([*tried, (Score("MADE", 2.65, 0.99, live=True), None)])

    def is_seen(row: int) -> bool:
        return QRectF(view.scores.visibleRegion().boundingRect()).contains(view.scores.row_rect(row).center())

    show(13)
    qtbot.waitUntil(lambda: is_seen(13) and is_seen(14))
    show(0)
    qtbot.waitUntil(lambda: is_seen(0))
    assert not is_seen(14)


def test_figures_that_are_long_have_columns_of_their_own(view: TableView) -> None:
    """A model that sees what it guesses gives 1400 % to the fourteen pictures."""
    wide = QFontMetricsF(small_font(view.scores)).horizontalAdvance
    widths = []
    for score in (Score("PixelCNN", 2.64, 1.0), Score("mask off by one", 0.0, 14.0), Score("at its start", 112.5, 0.1)):
        view.show_scores([(score, None)])
        nats, valid = view.scores._columns
        assert nats >= wide(f"{score.nats:.2f}") + 4 and valid >= wide(f"{100 * score.valid:.0f} %") + 4
        widths.append(view.scores.minimumSizeHint().width())
    assert widths[1] > widths[0] and widths[2] > widths[0]


def test_where_there_is_little_width_names_come_before_counts(view: TableView) -> None:
    rows = [(Score("counted: 2 before", 5.89, 0.08, short="2 before"), ((), True))]
    for width, has_counts in ((460, True), (320, False), (460, True)):
        view.resize(width, 190)
        view.show_scores(rows)
        QApplication.processEvents()
        assert view.counts.isVisible() is has_counts
        letters = QFontMetricsF(small_font(view.scores)).horizontalAdvance("2 before")
        assert view.scores.width() - sum(view.scores._columns) - 12 >= letters


def test_counts_have_heads_and_words(view: TableView) -> None:
    view.show_fitted(fitted())
    line = view.counts.height() / 20
    assert view.counts.words_at(QPointF(5, line)).startswith("Seen: ")
    told = [view.counts.words_at(QPointF(5, y)) for y in range(0, view.counts.height(), 4)]
    assert "on, off: 1 / 20 · on: 95 %" in told and "edge, edge: 2 / 0 · on: 0 %" in told


def test_tables_that_were_tried_are_remembered_each_once() -> None:
    own, state = ComponentsState(), AppState()
    for context in (BESIDE, TWO_BEFORE, BESIDE):
        own = reduce(own, state, fitted(context, nats=4.0 + len(own.tried)))
    assert [(each.context, each.nats) for each in own.tried] == [(TWO_BEFORE, 5.0), (BESIDE, 6.0)]
    for place in places_before(3, 3)[: MOST_TRIED + 2]:
        own = reduce(own, state, fitted((place,)))
    assert len(own.tried) == MOST_TRIED
    assert reduce(own, state, replace(fitted(BESIDE), nats=1.0)).tried[-1].nats == 1.0


def test_contexts_have_names() -> None:
    assert context_words((), True, 3, 3) == "nothing"
    assert context_words(TWO_BEFORE, True, 3, 3) == "2 before"
    assert context_words(((-1, 0), (0, -1)), False, 3, 3) == "left and above, by position"
    assert context_words(places_before(3, 3), True, 3, 3) == "all before"
    assert context_words(((-1, -1),), True, 3, 3) == "above left"
    assert context_words(((0, -1), (-1, -2), (-2, 0)), False, 3, 3) == "left, above 2 left, 2 above, by position"


def test_both_themes_and_the_smallest_room(view: TableView) -> None:
    view.show_pictures(PICTURES)
    view.show_fitted(fitted())
    view.show_scores([(Score("nothing", 6.24, 0.027), ((), True))])
    grabs = []
    for theme in (DARK, LIGHT):
        view.set_theme(theme)
        grabs.append(view.grab().toImage())
    assert grabs[0] != grabs[1]
    view.resize(view.minimumSizeHint())
    view.grab()
