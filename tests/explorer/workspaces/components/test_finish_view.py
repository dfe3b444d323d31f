"""Finish the picture: what is veiled, what plays, and what the user's hands mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from explorer.style.theme import DARK, LIGHT, apply_theme
from explorer.workspaces.components.finish.finish_view import Finished, FinishView
from explorer.workspaces.components.finish.site_pane import SitePane, veiled
from explorer.workspaces.components.sites import Cover, known_beside
from tests.explorer.workspaces.components.constructed import completed, picture

pytestmark = pytest.mark.layout
LEFT, RIGHT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier
BOTTOM = known_beside(Cover.BOTTOM, 0.5, 4, 4)
ENDINGS = np.concatenate([picture(seed=seed) for seed in range(16)])


def finished(**changes: object) -> Finished:
    return replace(Finished(picture(), BOTTOM, Cover.BOTTOM, 0.5, None, -1, False, 1.0), **changes)  # type: ignore[arg-type]


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication) -> Iterator[FinishView]:
    apply_theme(qapp, DARK)
    made = FinishView()
    qtbot.addWidget(made)
    made.resize(700, 400)
    with qtbot.waitExposed(made):
        made.show()
    made.show_finished(finished())
    yield made


def at(pane: SitePane, row: int, column: int, which: int = 0) -> QPoint:
    return pane.pixel_rect(which, row, column).center().toPoint()


def said(view: FinishView, name: str) -> str:
    label = view.findChild(QLabel, name)
    assert label is not None
    return label.whole_text  # type: ignore[attr-defined,no-any-return]


def press(view: FinishView, name: str) -> None:
    button = view.findChild(QPushButton, name)
    assert button is not None and button.isVisible(), name
    QTest.mouseClick(button, LEFT)


def test_a_veil_hides_without_black_and_leaves_the_rest() -> None:
    shown = veiled(picture(), ~BOTTOM, DARK)
    assert shown.shape == (1, 3, 4, 4)
    assert np.array_equal(shown[:, :, :2], np.repeat(picture(), 3, axis=1)[:, :, :2])
    assert (shown[:, :, 2:] == shown[:, :, 2:3, :1]).all() and shown[0, :, 3, 3].min() > 0
    dotted = veiled(picture(), ~BOTTOM, LIGHT, dotted=True)
    assert len(np.unique(dotted[0, 0, 2:])) == 2
    sheer = veiled(picture(), ~BOTTOM, DARK, sheer=True)
    assert np.array_equal(sheer[:, :, :2], shown[:, :, :2]) and (sheer[:, :, 2:] != shown[:, :, 2:]).any()
    assert ((sheer[0, 1, 2:] > 127) == (picture()[0, 0, 2:] > 127)).all()


def test_the_cover_is_seen_and_said(view: FinishView) -> None:
    assert view.big.hidden is not None and np.array_equal(view.big.hidden, ~BOTTOM)
    assert said(view, "covered") == "covered: 8 of 16 pixels"
    view.show_finished(finished(truth=True))
    assert view.big.hidden is None and view.controls.truth.isChecked()
    view.show_finished(finished(picked=ENDINGS[:1], place=0))
    assert view.big.hidden is None and "click a pixel" in said(view, "covered")


def test_endings_fill_in_row_by_row_and_never_ahead(view: FinishView) -> None:
    view.show_completed(completed(ENDINGS, filled=10))
    assert view.endings.hidden is not None
    assert view.endings.hidden.astype(int).tolist() == [[0] * 4, [0] * 4, [0, 0, 1, 1], [1] * 4]
    assert not view.is_at_rest
    view.show_completed(completed(ENDINGS))
    assert view.endings.hidden is not None and not view.endings.hidden.any() and view.is_at_rest


def test_newer_weights_take_over_once_they_have_come_as_far(view: FinishView) -> None:
    view.show_completed(completed(ENDINGS))
    newer = 255 - ENDINGS
    view.show_completed(completed(newer, filled=12, request=2))
    assert view.answer is not None and view.answer.request_id == 1 and view.is_at_rest
    view.show_completed(completed(newer, request=2))
    assert view.answer.request_id == 2 and view.is_at_rest and view.reveal.place == 8
    view.forget_endings()
    assert view.answer is None and not view.is_at_rest
    assert view.endings.picture() is not None  # they are seen until there are others
    view.show_completed(completed(ENDINGS, filled=4, request=3))
    assert view.endings.hidden is not None and view.endings.hidden.sum() == 8
    view.clear()
    assert view.endings.picture() is None and view.big.picture() is None


def test_slow_playing_and_once_more(view: FinishView, qtbot: QtBot) -> None:
    view.show_finished(finished(speed=0.5))
    view.show_completed(completed(ENDINGS))
    qtbot.waitUntil(lambda: view.is_at_rest, timeout=10_000)
    press(view, "play_endings")
    assert view.reveal.place < 8 and view.endings.hidden is not None and view.endings.hidden.any()
    qtbot.waitUntil(lambda: view.is_at_rest, timeout=10_000)


def test_every_cover_can_be_chosen(view: FinishView, qtbot: QtBot) -> None:
    for cover in (Cover.TOP, Cover.LEFT, Cover.RIGHT, Cover.BRUSH, Cover.RANDOM, Cover.ALL):
        with qtbot.waitSignal(view.controls.cover_chosen) as wish:
            press(view, f"cover_{cover}")
        assert wish.args == [cover]
    assert "after" not in [button.objectName() for button in view.findChildren(QPushButton) if button.isVisible()]
    view.show_finished(finished(cover=Cover.AFTER))
    button = view.findChild(QPushButton, "cover_after")
    assert button is not None and button.isChecked()


def test_buttons_are_wishes(view: FinishView) -> None:
    heard: list[object] = []
    view.controls.picture_wanted.connect(heard.append)
    view.controls.noise_wanted.connect(lambda: heard.append("noise"))
    view.controls.truth_toggled.connect(heard.append)
    view.controls.picture_left.connect(lambda: heard.append("left"))
    for name in ("picture_next", "another_ending", "show_truth"):
        press(view, name)
    assert heard == [1, "noise", True] and not view.controls.truth.isChecked()
    view.show_finished(finished(picked=ENDINGS[:1], place=0))
    press(view, "leave_ending")
    assert heard[-1] == "left"


def test_a_click_picks_an_ending_and_arrow_keys_do(view: FinishView) -> None:
    picked: list[int] = []
    view.ending_picked.connect(picked.append)
    view.show_completed(completed(ENDINGS, filled=12))
    QTest.mouseClick(view.endings, LEFT, NONE, at(view.endings, 1, 1, 5))
    assert picked == []  # none is whole yet
    view.show_completed(completed(ENDINGS))
    QTest.mouseClick(view.endings, LEFT, NONE, at(view.endings, 1, 1, 5))
    QTest.keyClick(view.endings, Qt.Key.Key_Right)
    QTest.keyClick(view.endings, Qt.Key.Key_Return)
    assert picked == [5, 6]


def test_hovering_tells_picture_and_pixel(view: FinishView) -> None:
    pointed: list[tuple[int, int, int]] = []
    view.pixel_pointed.connect(lambda *pixel: pointed.append(pixel))
    view.show_completed(completed(ENDINGS))
    QTest.mouseMove(view.big, at(view.big, 1, 2))
    QTest.mouseMove(view.endings, at(view.endings, 3, 0, 9))
    assert pointed[0] == (-1, 1, 2) and pointed[-1] == (9, 3, 0)
    view.show_completed(completed(ENDINGS, filled=9, request=1))
    before = len(pointed)
    view.forget_endings()
    QTest.mouseMove(view.endings, at(view.endings, 0, 0, 1) if view.answer else QPoint(5, 5))
    assert all(pixel[0] == -1 for pixel in pointed[before:])


def test_a_click_on_the_large_picture_and_its_keys(view: FinishView) -> None:
    chosen: list[tuple[int, int]] = []
    pointed: list[tuple[int, int, int]] = []
    view.pixel_chosen.connect(lambda *pixel: chosen.append(pixel))
    view.pixel_pointed.connect(lambda *pixel: pointed.append(pixel))
    QTest.mouseClick(view.big, LEFT, NONE, at(view.big, 0, 3))
    view.big.show_marked(0, 1, 1)
    QTest.keyClick(view.big, Qt.Key.Key_Down)
    assert pointed[-1] == (-1, 2, 1)
    QTest.keyClick(view.big, Qt.Key.Key_Return)
    assert chosen == [(0, 3), (1, 1)]


def test_the_brush_covers_and_wipes_without_holes(view: FinishView) -> None:
    painted: list[tuple[int, int, bool]] = []
    view.painted.connect(lambda *pixel: painted.append(pixel))
    QTest.mousePress(view.big, LEFT, NONE, at(view.big, 0, 0))
    QTest.mouseRelease(view.big, LEFT, NONE, at(view.big, 0, 0))
    assert painted == []  # other covers are not painted
    view.show_finished(finished(cover=Cover.BRUSH, known=np.ones((4, 4), bool)))
    QTest.mouseMove(view.big, at(view.big, 0, 0))
    QTest.mousePress(view.big, LEFT, NONE, at(view.big, 0, 0))
    QTest.mouseMove(view.big, at(view.big, 3, 3))
    QTest.mouseRelease(view.big, LEFT, NONE, at(view.big, 3, 3))
    assert {(0, 0, True), (1, 1, True), (2, 2, True), (3, 3, True)} <= set(painted)
    painted.clear()
    QTest.mouseMove(view.big, at(view.big, 2, 0))
    assert painted == []  # nothing is held
    QTest.mouseClick(view.big, RIGHT, NONE, at(view.big, 2, 0))
    assert painted == [(2, 0, False)]


def test_a_note_offers_ways_out(view: FinishView) -> None:
    taken: list[str] = []
    view.offer_taken.connect(taken.append)
    view.show_note("It cannot use them.", (("model 1", "Any order"),))
    press(view, "cover_offer_0")
    assert taken == ["model 1"]
    view.show_note("")
    assert not any(each.isVisible() for each in view.findChildren(QPushButton, "cover_offer_0"))


def test_both_themes(view: FinishView) -> None:
    view.show_completed(completed(ENDINGS, filled=8))
    grabs = []
    for theme in (DARK, LIGHT):
        view.set_theme(theme)
        grabs.append(view.endings.grab().toImage())
    assert grabs[0] != grabs[1]
