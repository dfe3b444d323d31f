"""Samples through time and who fools whom: what is said, what is drawn, and the way back."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from explorer.style.theme import DARK, LIGHT
from explorer.workspaces.adversarial.fakes.belief_scale import square_colour
from explorer.workspaces.adversarial.generations.generation_strip import points_picture
from explorer.workspaces.adversarial.generations.generation_words import met_sentence, short_step
from explorer.workspaces.adversarial.generations.generations import Generations, sample_generations


@pytest.fixture
def view(qtbot: QtBot) -> Generations:
    view = Generations()
    qtbot.addWidget(view)
    view.resize(430, 190)
    view.show()
    qtbot.waitExposed(view)
    matched = sample_generations()
    matrix = matched.matrix.copy()
    matrix[2, 7], matrix[7, 0], matrix[3, 3] = 0.02, 0.98, 0.5
    view.show_generations(replace(matched, matrix=matrix))
    return view


@pytest.fixture
def chosen(view: Generations) -> list[int]:
    chosen: list[int] = []
    view.step_chosen.connect(chosen.append)
    return chosen


def said(view: Generations) -> str:
    line = view.findChild(QLabel, "generationSentence")
    assert line is not None
    return line.whole_text  # type: ignore[attr-defined, no-any-return]


def square(view: Generations, row: int, column: int) -> QPoint:
    return view.matrix.square(row, column).center().toPoint()


def hover(view: Generations, row: int, column: int) -> None:
    QTest.mouseMove(view.matrix, QPoint(1, 1))
    QTest.mouseMove(view.matrix, square(view, row, column))


@pytest.mark.parametrize(
    ("row", "column", "sentence"),
    [
        (2, 7, "The D of step 4\u202f000 sees through the G of step 250: 0.02"),
        (7, 0, "The D of step 30 is fooled by the G of step 4\u202f000: 0.98"),
        (3, 3, "The D of step 600 can only guess at the G of step 600: 0.50"),
    ],
)
def test_hovering_says_who_fools_whom(view: Generations, row: int, column: int, sentence: str) -> None:
    legend = said(view)
    assert legend.startswith("Green")
    hover(view, row, column)
    assert said(view) == sentence == view.matrix.accessibleDescription()
    QTest.mouseMove(view.matrix, QPoint(1, 1))
    assert said(view) == legend


def test_bare_scores_and_gaps_are_said_as_what_they_are() -> None:
    assert met_sentence(250, 100, -1.2, 0.1, False) == "The D of step 100 scores the G of step 250 below most: −1.20"
    assert "above most" in met_sentence(1, 2, 3.0, 0.9, False)
    assert "like most" in met_sentence(1, 2, 3.0, 0.5, False)
    assert met_sentence(1, 2, math.nan, math.nan, True) == "The D of step 2 has not met the G of step 1."


@pytest.mark.parametrize(
    ("step", "short"),
    [(0, "0"), (30, "30"), (999, "999"), (1000, "1k"), (1234, "1.2k"), (25_400, "25k"), (1_500_000, "1.5M")],
)
def test_short_steps(step: int, short: str) -> None:
    assert short_step(step) == short


def test_rows_are_generators_and_columns_discriminators(view: Generations) -> None:
    image = view.matrix.grab().toImage()
    ratio = image.devicePixelRatio()
    for row, column, belief in ((2, 7, 0.02), (7, 0, 0.98)):
        at = square(view, row, column) * ratio
        assert image.pixelColor(at).name() == square_colour(float(np.float32(belief)), DARK)
    corner = view.matrix.square(4, 4).topLeft().toPoint() + QPoint(1, 8)
    across = [image.pixelColor((corner + QPoint(i, 0)) * ratio).lightnessF() for i in range(3)]
    assert max(across) > 0.7  # the frame on the diagonal


def test_clicks_ask_to_go_back(view: Generations, chosen: list[int]) -> None:
    block = view.strip._blocks[2]
    QTest.mouseClick(view.strip, Qt.MouseButton.LeftButton, pos=block.rect.center().toPoint())
    QTest.mouseClick(view.matrix, Qt.MouseButton.LeftButton, pos=square(view, 1, 4))
    QTest.mouseClick(view.matrix, Qt.MouseButton.RightButton, pos=square(view, 1, 5))
    QTest.mouseClick(view.matrix, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
    assert chosen == [250, 1200]


def test_keys_walk_over_both(view: Generations, chosen: list[int]) -> None:
    view.matrix.setFocus()
    QTest.keyClick(view.matrix, Qt.Key.Key_Return)  # nothing is picked yet
    QTest.keyClick(view.matrix, Qt.Key.Key_Left)
    assert "D of step 4\u202f000" in said(view) and "G of step 4\u202f000" in said(view)
    QTest.keyClick(view.matrix, Qt.Key.Key_Left)
    QTest.keyClick(view.matrix, Qt.Key.Key_Up)
    assert "D of step 3\u202f200" in said(view) and "G of step 3\u202f200" in said(view)
    QTest.keyClick(view.matrix, Qt.Key.Key_Return)
    view.strip.setFocus()
    assert said(view).startswith("Green")
    QTest.keyClick(view.strip, Qt.Key.Key_Right)
    QTest.keyClick(view.strip, Qt.Key.Key_Return)
    assert chosen == [3200, 100]


def test_a_row_is_the_same_noise_through_time(view: Generations) -> None:
    blocks, matched = view.strip._blocks, sample_generations()
    assert len(blocks) == 8 and {block.rect.y() for block in blocks} == {blocks[0].rect.y()}
    for column, block in enumerate(blocks):
        assert len(block.images) >= 3
        assert (block.images == matched.samples[column, : len(block.images)]).all()


def test_points_become_small_pictures() -> None:
    points = np.array([[0.0, 1.0], [math.nan, 0.5], [9.0, 9.0]], np.float32)
    for theme in (DARK, LIGHT):
        picture = points_picture(points, theme)[0]
        fake, canvas = (np.array(QColor(colour).getRgb()[:3]) for colour in (theme.fake, theme.canvas))
        assert (picture[:, 7, 7] == fake).all()  # up is y, near the left upper corner
        assert (picture[:, 60:, 60:] == canvas[:, None, None]).all()


def test_points_use_the_height_in_several_lines(view: Generations) -> None:
    view.show_generations(sample_generations(points=True))
    rects = [block.rect for block in view.strip._blocks]
    assert len({rect.y() for rect in rects}) == 2
    assert all(view.strip.rect().toRectF().contains(rect) for rect in rects)
    before = view.strip._columns[0]
    view.set_theme(LIGHT)
    assert (view.strip._columns[0] != before).any()


def test_nothing_yet_is_said_plainly(view: Generations, chosen: list[int]) -> None:
    matched = sample_generations()
    nothing = replace(matched, steps=matched.steps[:0], samples=matched.samples[:0], matrix=matched.matrix[:0, :0])
    for empty in (None, nothing):
        view.show_generations(empty)
        assert not view.matrix.isVisible() and view.strip._blocks == [] and view.strip.picture() is None
        assert view.strip.accessibleDescription() == "Generations appear while it trains."
        QTest.mouseClick(view.strip, Qt.MouseButton.LeftButton, pos=QPoint(40, 40))
        QTest.keyClick(view.matrix, Qt.Key.Key_Left)
        view.show_generations(matched)
        assert view.matrix.isVisible()
    assert chosen == []


def test_one_generation_and_a_matrix_that_does_not_fit(view: Generations) -> None:
    matched = sample_generations()
    one = replace(matched, steps=matched.steps[:1], samples=matched.samples[:1], matrix=matched.matrix[:1, :1])
    hover(view, 5, 5)
    view.show_generations(one)
    assert said(view).startswith("Green")  # what was picked is gone
    with pytest.raises(ValueError, match="a row and a column for each of 1 steps"):
        view.show_generations(replace(one, matrix=matched.matrix))


@pytest.mark.parametrize(("width", "height"), [(240, 140), (300, 200), (800, 340)])
def test_the_parts_lie_inside_at_any_size(view: Generations, qtbot: QtBot, width: int, height: int) -> None:
    view.resize(width, height)
    qtbot.waitUntil(lambda: view.matrix.x() + view.matrix.width() <= width)
    last = len(view.strip._blocks) - 1
    assert view.strip.rect().toRectF().contains(view.strip._blocks[last].rect)
    assert view.matrix.rect().toRectF().contains(view.matrix.square(7, 7))
    assert view.matrix.square(0, 0).width() >= 6


def test_what_rows_and_columns_are_is_said_in_full_in_a_low_card(view: Generations, qtbot: QtBot) -> None:
    view.resize(370, 130)
    qtbot.waitUntil(lambda: view.matrix.width() >= view.matrix.caption_width)
    assert view.matrix.square(7, 7).right() < view.matrix.caption_width, "the words are wider than the squares here"
