"""Fakes under D's eyes: bars, the selection by mouse and keys, and what is said about the chosen one."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QHelpEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from explorer.style.theme import DARK, LIGHT
from explorer.workspaces.adversarial.fakes.belief_scale import bar_colour, matrix_shares, shares, square_colour
from explorer.workspaces.adversarial.fakes.fake_grid import largest_cells
from explorer.workspaces.adversarial.fakes.fake_layout import LEAST, lay_out
from explorer.workspaces.adversarial.fakes.fake_words import after_line, pushes, read_out, score_line, signed
from explorer.workspaces.adversarial.fakes.image_stage import WIDE, ImageStage, sample_fakes, sample_inspected
from explorer.workspaces.adversarial.fakes.push_picture import push_picture

NAMES = tuple("abcdefghij")


def make(qtbot: QtBot, width: int, height: int) -> ImageStage:
    stage = ImageStage()
    qtbot.addWidget(stage)
    stage.resize(width, height)
    stage.show()
    qtbot.waitExposed(stage)
    return stage


@pytest.fixture
def stage(qtbot: QtBot) -> ImageStage:
    stage = make(qtbot, 620, 480)
    stage.show_fakes(sample_fakes(), NAMES)
    stage.show_inspected(sample_inspected(), NAMES)
    return stage


@pytest.fixture
def chosen(stage: ImageStage) -> list[int]:
    chosen: list[int] = []
    stage.fake_chosen.connect(chosen.append)
    return chosen


def place(stage: ImageStage, index: int) -> QPoint:
    row, column = divmod(index, stage.grid._columns)
    return stage.grid._blocks[row].cell_rect(column).center().toPoint()


def pixel(image: QImage, point: QPoint) -> str:
    ratio = image.devicePixelRatio()
    return image.pixelColor(round(point.x() * ratio), round(point.y() * ratio)).name()


def show_beliefs(stage: ImageStage, beliefs: list[float]) -> None:
    """Without the glide: an exact number of bars that was not there before."""
    stage.show_fakes(None)
    full = np.array(beliefs, np.float32)
    n = len(full)
    fakes = sample_fakes()
    stage.show_fakes(replace(fakes, images=fakes.images[:n], codes=fakes.codes[:n], scores=full, beliefs=full))


def test_a_bar_is_as_long_as_the_belief_and_has_its_colour(stage: ImageStage) -> None:
    show_beliefs(stage, [0.0, 0.25, 0.5, 1.0])
    picture = stage.grid.grab().toImage()
    for index, belief in enumerate([0.0, 0.25, 0.5, 1.0]):
        bar = stage.grid.bar_rect(index)
        y = bar.center().y()
        inside = [
            pixel(picture, QPoint(int(bar.x() + share * bar.width()), int(y))) for share in np.arange(0.05, 1, 0.1)
        ]
        filled = [colour == bar_colour(belief, DARK) for colour in inside]
        assert sum(filled) == pytest.approx(10 * belief, abs=0.5)
        assert filled == sorted(filled, reverse=True)  # from the left


def test_bare_scores_fill_the_bars_from_the_lowest_to_the_highest() -> None:
    scores = np.concatenate([np.linspace(-3, 5, 100), [1000.0]])
    placed = shares(scores, None)
    assert placed[0] == 0 and placed[-1] == 1 and placed[50] == pytest.approx(0.5, abs=0.01)
    assert shares([2.0, 2.0], None).tolist() == [0.5, 0.5]
    assert np.isnan(shares([math.nan, math.nan], None)).all()
    assert shares([1.0, math.nan, 3.0], None)[1] != shares([1.0, math.nan, 3.0], None)[1]
    assert shares([9.0], [0.3]).tolist() == [0.3]


def test_a_click_selects_and_says_so(stage: ImageStage, chosen: list[int]) -> None:
    QTest.mouseClick(stage.grid, Qt.MouseButton.LeftButton, pos=place(stage, 19))
    assert chosen == [19] and stage.selected == 19
    corner = stage.grid._blocks[19 // stage.grid._columns].cell_rect(19 % stage.grid._columns).topLeft().toPoint()
    assert pixel(stage.grid.grab().toImage(), corner - QPoint(2, -10)) == DARK.accent
    QTest.mouseClick(stage.grid, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
    assert chosen == [19]


def test_arrow_keys_move_the_selection(stage: ImageStage, chosen: list[int]) -> None:
    columns = stage.grid._columns
    assert columns == 8
    stage.show_selected(9)
    stage.grid.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up):
        QTest.keyClick(stage.grid, key)
    assert chosen == [10, 18, 17, 9]
    stage.show_selected(0)
    QTest.keyClick(stage.grid, Qt.Key.Key_Up)  # at the border
    assert len(chosen) == 4


def test_showing_says_nothing(stage: ImageStage, chosen: list[int]) -> None:
    stage.show_fakes(sample_fakes(classes=True), NAMES)
    stage.show_selected(63)
    stage.show_fakes(sample_fakes(classes=True), NAMES)  # only 60: the selection stays inside
    stage.show_inspected(None)
    stage.set_theme(LIGHT)
    assert chosen == [] and stage.selected == 59


def test_hovering_enlarges_and_says_the_score(stage: ImageStage, qtbot: QtBot) -> None:
    peek = stage.grid.findChild(QWidget, "peek")
    QTest.mouseMove(stage.grid, QPoint(1, 1))
    QTest.mouseMove(stage.grid, place(stage, 5))
    qtbot.waitUntil(peek.isVisible)
    fakes = sample_fakes()
    assert peek.caption == score_line(float(fakes.scores[5]), float(fakes.beliefs[5]))
    QTest.mouseMove(stage.grid, QPoint(1, 1))
    qtbot.waitUntil(lambda: not peek.isVisible())


def test_columns_of_a_conditional_model_are_its_classes(stage: ImageStage) -> None:
    fakes = sample_fakes(classes=True)
    stage.show_fakes(fakes, NAMES)
    assert stage.grid._columns == 10 and stage.grid._names == NAMES
    assert stage.grid._peek_caption((1, 3)).startswith("d · ")
    with pytest.raises(ValueError, match="rows of the same 10 classes"):
        stage.show_fakes(replace(fakes, labels=fakes.labels[::-1].copy().reshape(10, 6).T.ravel()))


def test_full_rows_are_worth_a_little_size() -> None:
    assert largest_cells(64, 400, 480, 1.0)[0] == 8
    assert largest_cells(64, 350, 700, 1.0) == (8, 43.0)  # not 7 of 50 px, and one fake alone in the last row
    assert largest_cells(60, 400, 200, 1.0, columns=10)[0] == 10
    assert largest_cells(7, 700, 110, 1.0) == (7, 100.0)
    assert largest_cells(4, 10, 3, 1.0)[1] == 0


def test_the_words_about_a_fake() -> None:
    found = sample_inspected(-1.90)
    assert score_line(-1.90, found.belief) == "D = 0.13 · logit −1.90"
    assert [(name, round(size, 2)) for name, size in pushes(found)] == [("non-saturating", 0.87), ("minimax", 0.13)]
    assert after_line(found) == "D 0.13 → 0.17"
    bare = replace(found, belief=math.nan, minimax=math.nan, after_score=math.nan)
    assert read_out(bare) == "score −1.90"
    assert signed(-0.001) == "0.00"


def test_a_score_too_long_for_a_line_takes_two(qtbot: QtBot) -> None:
    stage = make(qtbot, WIDE + 200, 600)
    stage.show_fakes(replace(sample_fakes(), relative=True), NAMES)
    stage.show_inspected(replace(sample_inspected(-1.90), relative=True), NAMES)
    details = stage.details
    for width, lines in ((320, 1), (130, 2), (320, 1)):
        details.setFixedWidth(width)
        qtbot.waitUntil(lambda wanted=width: details.width() == wanted)  # type: ignore[misc]
        details.grab()
        assert details.layout_now is not None
        assert ("more score" in details.layout_now.lines) == (lines == 2)
    assert details.layout_now.lines["score"].bottom() <= details.layout_now.lines["push"].top()


def test_a_fake_that_is_compared_with_real_ones_says_so(qtbot: QtBot) -> None:
    """Its loss knows no minimax, and its score means nothing alone."""
    found = replace(sample_inspected(-1.90), relative=True)
    assert score_line(-1.90, found.belief, True) == "against real: D = 0.13 · −1.90"
    assert [(name, round(size, 2)) for name, size in pushes(found)] == [("relativistic", 0.87)]
    assert "weight of the push: relativistic 0.87" in read_out(found)
    stage = make(qtbot, WIDE + 200, 500)
    stage.show_fakes(replace(sample_fakes(), relative=True), NAMES)
    stage.show_inspected(found, NAMES)
    details = stage.details
    assert details.layout_now is not None
    score, bar = details.layout_now.lines["score"], details.layout_now.bars[0]
    assert "0.5 is guessing" in details.tip_at(score.center().toPoint())
    assert "compares each fake with a real image" in details.tip_at(bar.center().toPoint())
    assert "against real" in stage.grid._peek_caption((0, 0))


def test_a_narrow_stage_says_in_a_line_what_a_wide_one_shows(qtbot: QtBot) -> None:
    stage = make(qtbot, WIDE - 1, 330)
    assert not stage.details.isVisible()
    stage.show_fakes(sample_fakes(), NAMES)
    stage.show_inspected(sample_inspected(), NAMES)
    line = stage.findChild(QLabel, "fakeReadOut")
    assert not stage.details.isVisible() and line.isVisible()
    assert "weight of the push: non-saturating 0.87, minimax 0.13 · D 0.13 → 0.17" in line.whole_text
    stage.resize(WIDE, 330)
    qtbot.waitUntil(stage.details.isVisible)
    assert not line.isVisible()
    assert stage.details.accessibleDescription().endswith("nearest real: c, a, c")


@pytest.mark.parametrize(("width", "height"), [(300, 220), (400, 200), (620, 480), (900, 300)])
def test_everything_lies_inside(qtbot: QtBot, width: int, height: int) -> None:
    stage = make(qtbot, width, height)
    stage.show_fakes(sample_fakes(), NAMES)
    stage.show_inspected(sample_inspected(), NAMES)
    QApplication.sendPostedEvents()
    for pane in (stage.grid, stage.details):
        assert pane._blocks
        for block in pane._blocks:
            assert pane.rect().toRectF().contains(block.rect)


def test_what_has_no_room_is_left_out_from_the_end() -> None:
    from PySide6.QtCore import QRectF

    roomy = lay_out(QRectF(0, 0, 170, 470), 15, 1.0, 2, 3, 3)
    low = lay_out(QRectF(0, 0, 170, 230), 15, 1.0, 2, 3, 3)
    lowest = lay_out(QRectF(0, 0, 170, 160), 15, 1.0, 2, 3, 3)
    assert (len(roomy.step), len(roomy.nearest)) == (3, 3) and roomy.fake.width() > 100
    assert (len(low.step), len(low.nearest)) == (3, 0)
    assert (len(lowest.step), len(lowest.nearest)) == (0, 0) and lowest.fake.width() >= LEAST
    assert all(layout.bottom <= height for layout, height in ((roomy, 470), (low, 230), (lowest, 160)))


@pytest.mark.qt_log_ignore("This plugin does not support raise")  # what the offscreen platform says of tooltips
def test_the_tooltip_says_why_the_two_pushes_differ(stage: ImageStage, qtbot: QtBot) -> None:
    bar = stage.details.layout_now.bars[0].center().toPoint()
    event = QHelpEvent(QHelpEvent.Type.ToolTip, bar, stage.details.mapToGlobal(bar))
    assert QApplication.sendEvent(stage.details, event)
    qtbot.waitUntil(lambda: "1 − D" in QToolTip.text())
    QToolTip.hideText()
    qtbot.waitUntil(lambda: not QToolTip.isVisible())
    assert stage.details.tip_at(QPoint(1, 1)) == ""
    assert "light where D asks for more" in stage.details.tip_at(stage.details.layout_now.step[0].center().toPoint())


def test_without_a_step_only_the_push_is_shown(stage: ImageStage) -> None:
    found = sample_inspected()
    stage.show_inspected(replace(found, after=found.after[:0], after_score=math.nan), NAMES)
    assert len(stage.details.layout_now.step) == 1
    assert stage.details.picture() is not None
    stage.show_inspected(replace(found, minimax=math.nan, non_saturating=math.nan))
    assert stage.details.layout_now.bars == [] and "no push" in stage.details.layout_now.lines
    stage.show_inspected(None)
    assert stage.details.layout_now is None and stage.details.picture() is None


def test_the_push_is_lighter_for_more_light_and_darker_for_less() -> None:
    image = np.full((1, 1, 2, 2), 128, np.uint8)
    push = np.array([[[2.0, -2.0], [0.0, 0.5]]], np.float32)
    for theme in (DARK, LIGHT):
        more, less, none, some = push_picture(image, push, theme)[0].reshape(3, 4).T.astype(int)
        assert more.sum() > some.sum() > none.sum() > less.sum()
        assert none[0] == none[1] == none[2]
    still = push_picture(image, np.zeros((1, 2, 2), np.float32), DARK)
    assert (still == still[0, 0, 0, 0]).all()
    assert (push_picture(image, 1e-9 * push, DARK) == push_picture(image, push, DARK)).all()  # whatever its size
    with pytest.raises(ValueError, match="expected a push of the image's shape"):
        push_picture(image, push[:, :1], DARK)


def test_the_colours_of_belief_stay_apart_for_the_colour_blind() -> None:
    """Deuteranopia after Machado, Oliveira and Fernandes (2009), in linear light."""
    blind = np.array([[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]])

    def seen(colour: str) -> np.ndarray:
        parts = np.array(QColor(colour).getRgbF()[:3])
        linear = blind @ np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
        return np.clip(linear, 0, 1) ** (1 / 2.2)

    for theme in (DARK, LIGHT):
        ends = [seen(square_colour(share, theme)) for share in (0.0, 0.5, 1.0)]
        assert min(np.linalg.norm(a - b) for a, b in ((ends[0], ends[1]), (ends[1], ends[2]), (ends[0], ends[2]))) > 0.3
        assert square_colour(0.5, theme) == theme.field


def test_critics_are_compared_with_themselves() -> None:
    placed = matrix_shares([[0.0, 100.0], [1.0, 101.0], [2.0, 102.0]], is_belief=False)
    assert placed[:, 0].tolist() == placed[:, 1].tolist() == [0.0, 0.5, 1.0]
    assert matrix_shares([[0.2]], is_belief=True).tolist() == [[0.2]]
    assert (matrix_shares([[3.0, 3.0]], is_belief=False) == 0.5).all()
