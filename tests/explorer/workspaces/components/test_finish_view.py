"""Finish the picture: what is veiled, what plays, and what the user's hands mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from explorer.style.theme import DARK, LIGHT, apply_theme
from explorer.workspaces.components.finish import reveal
from explorer.workspaces.components.finish.finish_view import FinishView
from explorer.workspaces.components.finish.finished import Finished
from explorer.workspaces.components.finish.site_pane import SitePane
from explorer.workspaces.components.finish.veil import veiled
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
    for theme in (DARK, LIGHT):
        hue = veiled(picture(), ~BOTTOM, theme)[0, :, 3, 3].astype(int)
        assert hue.max() - hue.min() > 40  # no grey has a hue
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


def test_slow_playing_and_once_more(view: FinishView, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reveal, "SEEN", 1.0)
    view.show_finished(finished(speed=0.8))
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
    view.show_note("It cannot use them.", (("model 1", "Any order", "Uses all"),))
    press(view, "cover_offer_0")
    assert taken == ["model 1"]
    view.show_note("")
    assert not any(each.isVisible() for each in view.findChildren(QPushButton, "cover_offer_0"))


def places(view: FinishView) -> list[tuple[str, QRect]]:
    """Where everything is that is always there."""
    controls = view.controls
    always = (view.big, view.endings, controls, controls.cover, controls.speed, controls.play, controls.following)
    tabs = [view.findChild(QPushButton, f"cover_{cover}") for cover in Cover]
    return [
        (each.objectName(), QRect(each.mapTo(view, QPoint(0, 0)), each.size())) for each in (*always, *tabs) if each
    ]


@pytest.mark.parametrize("size", [(700, 400), (520, 330), (900, 240)])
def test_nothing_moves_whatever_is_chosen(view: FinishView, qtbot: QtBot, size: tuple[int, int]) -> None:
    view.resize(*size)
    view.show_completed(completed(ENDINGS))
    qtbot.wait(50)
    calm = places(view)
    for chosen in (
        {"picked": ENDINGS[:1], "place": 0},
        {"cover": Cover.BRUSH},
        {"cover": Cover.AFTER, "changed": (1, 1), "levels": 16},
        {"cover": Cover.RANDOM, "truth": True},
    ):
        view.show_finished(finished(**chosen))
        view.show_note(
            "A sentence on what cannot be used. " * 4, (("preset x", "Open another one", "In a run of its own"),)
        )
        qtbot.wait(50)
        assert places(view) == calm, chosen
        view.show_note("")
        qtbot.wait(50)
        assert places(view) == calm, chosen


def test_the_way_back_and_the_truth_share_a_place(view: FinishView) -> None:
    truth, back = view.controls.truth, view.controls.back
    assert truth.isVisible() and not back.isVisible()
    at_rest = truth.mapTo(view, QPoint(0, 0))
    view.show_finished(finished(picked=ENDINGS[:1], place=0))
    assert back.isVisible() and not truth.isVisible() and back.mapTo(view, QPoint(0, 0)) == at_rest


def test_what_can_be_done_by_hand_is_said_in_a_line_of_its_own(view: FinishView) -> None:
    assert said(view, "cover_note") == ""
    view.show_finished(finished(cover=Cover.BRUSH))
    view.show_note("It cannot use them.")
    assert (
        said(view, "cover_note") == "Drag over the picture to cover, with the right button to wipe. It cannot use them."
    )
    view.show_finished(finished(cover=Cover.AFTER, changed=(0, 1), levels=2))
    assert said(view, "cover_note") == "It cannot use them."
    view.show_finished(finished(cover=Cover.AFTER, changed=(0, 1), levels=4))
    assert said(view, "cover_note").startswith("The wheel over the changed pixel")


def turn(view: FinishView, spot: QPoint, by: int) -> bool:
    """The wheel over the large picture; whether it was taken."""
    event = QWheelEvent(
        QPointF(spot), view.big.mapToGlobal(QPointF(spot)), QPoint(), QPoint(0, by), Qt.MouseButton.NoButton, NONE,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    event.ignore()
    QApplication.sendEvent(view.big, event)
    return event.isAccepted()


def test_the_wheel_and_keys_step_the_changed_pixel_and_no_other(view: FinishView) -> None:
    stepped: list[tuple[int, int, int]] = []
    view.pixel_stepped.connect(lambda *pixel: stepped.append(pixel))
    assert not turn(view, at(view.big, 0, 1), 120)
    view.show_finished(finished(cover=Cover.AFTER, changed=(0, 1), levels=4))
    assert turn(view, at(view.big, 0, 1), 120) and turn(view, at(view.big, 0, 1), -240)
    assert not turn(view, at(view.big, 0, 2), 120)
    for _ in range(4):
        assert turn(view, at(view.big, 0, 1), 30)  # a finger on a pad: four quarters of a notch
    assert stepped == [(0, 1, 1), (0, 1, -2), (0, 1, 1)]
    view.big.show_marked(0, 1, 1)
    QTest.keyClick(view.big, Qt.Key.Key_PageDown)
    assert stepped[-1] == (1, 1, -1)


def test_the_truth_is_the_picture_before_it_was_changed(view: FinishView) -> None:
    changed = picture().copy()
    changed[0, 0, 0, 0] = 255 - changed[0, 0, 0, 0]
    view.show_finished(finished(picture=changed, original=picture(), changed=(0, 0), cover=Cover.AFTER))
    assert view.big._images is changed  # type: ignore[comparison-overlap]
    view.show_finished(finished(picture=changed, original=picture(), changed=(0, 0), cover=Cover.AFTER, truth=True))
    assert np.array_equal(view.big._images, picture())  # type: ignore[arg-type]


def test_endings_that_are_out_of_date_are_dimmed_until_there_are_others(view: FinishView, qtbot: QtBot) -> None:
    view.show_completed(completed(ENDINGS))
    view.forget_endings()
    assert not view.endings.is_dimmed  # others may come soon
    qtbot.waitUntil(lambda: view.endings.is_dimmed, timeout=5000)
    before = view.endings.grab().toImage()
    view.show_completed(completed(ENDINGS, request=2))
    assert not view.endings.is_dimmed and view.endings.grab().toImage() != before
    qtbot.wait(400)
    assert not view.endings.is_dimmed
    view.clear()
    view.show_drawing(True)
    assert view.endings._empty_text() == "Drawing…"
    view.show_drawing(False)
    assert "first weights" in view.endings._empty_text()


def test_a_veil_is_hatched_on_the_screen_and_pictures_have_a_frame(view: FinishView) -> None:
    white = np.full((1, 1, 4, 4), 255, np.uint8)
    for theme in (DARK, LIGHT):
        view.set_theme(theme)
        view.show_finished(finished(picture=white))
        shot = view.big.grab().toImage()
        covered, free = (view.big.pixel_rect(0, row, 1).toRect().adjusted(3, 3, -3, -3) for row in (3, 0))
        colours = {shot.pixel(covered.x() + across, covered.center().y()) for across in range(covered.width())}
        assert len(colours) > 2
        assert {shot.pixel(free.x() + across, free.center().y()) for across in range(free.width())} == {0xFFFFFFFF}
        edge = view.big.pixel_rect(0, 0, 0)
        assert shot.pixelColor(int(edge.x()) - 1, int(edge.center().y())).name() not in ("#ffffff", theme.panel)


def test_both_themes(view: FinishView) -> None:
    view.show_completed(completed(ENDINGS, filled=8))
    grabs = []
    for theme in (DARK, LIGHT):
        view.set_theme(theme)
        grabs.append(view.endings.grab().toImage())
    assert grabs[0] != grabs[1]
