"""The pixel lab: what is asked of the judge, the pixel chosen by hand, and only numbers that belong together."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from explorer.style.small_font import small_font
from explorer.style.theme import DARK, LIGHT, apply_theme
from explorer.widgets.sample_data import digits
from explorer.workspaces.compare.pixel_lab import PixelLab
from explorer.workspaces.compare.pixel_pictures import FAR, MOVED, ORIGINAL, STROKE
from explorer.workspaces.compare.pixel_story import changed_pair, far_place, pixel_error, stroke_place
from trainers.examples import UInt8

pytestmark = pytest.mark.layout

NAMES = [str(digit) for digit in range(10)]


@pytest.fixture
def lab(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[PixelLab]:
    apply_theme(qapp, DARK)
    lab = PixelLab(choose_path=lambda parent, title, suggestion, filter: tmp_path / suggestion.name)
    qtbot.addWidget(lab)
    lab.show_images(digits(4, seed=5))
    lab.resize(740, 230)
    lab.show()
    qtbot.waitExposed(lab)
    yield lab


@pytest.fixture
def asked(lab: PixelLab) -> list[UInt8]:
    asked: list[UInt8] = []
    lab.images_changed.connect(asked.append)
    return asked


def at_pixel(lab: PixelLab, picture: int, row: int, column: int) -> QPoint:
    return lab.pictures.pixel_rect(picture, row, column).center().toPoint()


def errors(lab: PixelLab) -> np.ndarray:
    assert lab.images is not None
    return np.array([pixel_error(lab.images[0], each) for each in lab.images], np.float32)


def judge(lab: PixelLab, confidences: tuple[float, ...] = (0.96, 0.6, 0.95, 0.94)) -> None:
    probabilities = np.full((4, 10), 0.01, np.float32)
    probabilities[:, 6] = confidences
    lab.show_judged(probabilities, np.array([0, 1.5, 0.5, 0.9], np.float32), errors(lab), NAMES)


def stroke_and_far(image: UInt8, size: int = 1) -> tuple[UInt8, UInt8]:
    """*size* pixels switched off across the stroke, and the same amounts put far from all ink."""
    here = stroke_place(image, size)
    return changed_pair(image, here, far_place(image, here))


def told(lab: PixelLab) -> str:
    return lab.pictures.accessibleDescription()


def test_four_pictures_of_which_two_cost_the_same(lab: PixelLab) -> None:
    image = digits(4, seed=5)[0]
    assert lab.images is not None and lab.images.shape == (4, 1, 28, 28) and lab.images.dtype == np.uint8
    assert np.array_equal(lab.images[ORIGINAL], image)
    cut, far = stroke_and_far(image, 1)
    assert np.array_equal(lab.images[STROKE], cut) and np.array_equal(lab.images[FAR], far)
    costs = errors(lab)
    assert costs[STROKE] == costs[FAR] > 0 and costs[MOVED] > costs[FAR]


def test_inputs_ask_nothing(lab: PixelLab, asked: list[UInt8]) -> None:
    lab.show_images(digits(3, seed=9))
    judge(lab)
    lab.set_theme(LIGHT)
    assert asked == []


def test_coming_into_sight_asks_once(lab: PixelLab, asked: list[UInt8]) -> None:
    lab.hide()
    lab.show()
    assert len(asked) == 1 and asked[0] is lab.images
    judge(lab)
    lab.hide()
    lab.show()
    assert len(asked) == 1  # it is known already


def test_another_digit(lab: PixelLab, asked: list[UInt8]) -> None:
    which = lab.findChild(QLabel, "pixelWhich")
    assert which is not None and which.text() == "image 1 of 4"
    QTest.mouseClick(lab.next_button, Qt.MouseButton.LeftButton)
    assert which.text() == "image 2 of 4" and np.array_equal(asked[-1][ORIGINAL], digits(4, seed=5)[1])
    QTest.mouseClick(lab.previous_button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(lab.previous_button, Qt.MouseButton.LeftButton)
    assert which.text() == "image 4 of 4" and len(asked) == 3


def test_how_many_pixels_change(lab: PixelLab, asked: list[UInt8]) -> None:
    lab.slider.setFocus()
    number = lab.findChild(QLabel, "pixelSizeNumber")
    assert number is not None and number.text() == "1"
    QTest.keyClick(lab.slider, Qt.Key.Key_End)
    assert number.text() == "5"
    assert 2 <= (asked[-1][STROKE] != asked[-1][ORIGINAL]).sum() <= 5
    QTest.keyClick(lab.slider, Qt.Key.Key_Home)
    assert number.text() == "1" and (asked[-1][STROKE] != asked[-1][ORIGINAL]).sum() == 1


def test_the_pixel_is_chosen_by_hand(lab: PixelLab, asked: list[UInt8]) -> None:
    QTest.mouseClick(lab.pictures, Qt.MouseButton.LeftButton, pos=at_pixel(lab, ORIGINAL, 4, 5))
    changed = np.argwhere(asked[-1][STROKE][0] != asked[-1][ORIGINAL][0]).tolist()
    assert changed == [[4, 5]]
    QTest.mouseClick(lab.pictures, Qt.MouseButton.LeftButton, pos=at_pixel(lab, FAR, 20, 3))
    changed = np.argwhere(asked[-1][FAR][0] != asked[-1][ORIGINAL][0]).tolist()
    assert changed == [[20, 3]]
    costs = errors(lab)
    assert costs[STROKE] == costs[FAR] > 0
    assert "the first change" in told(lab)
    QTest.mouseClick(lab.reset_button, Qt.MouseButton.LeftButton)
    assert np.array_equal(asked[-1][STROKE], stroke_and_far(digits(4, seed=5)[0], 1)[0])
    assert not lab.reset_button.isEnabled() and "the change in the stroke" in told(lab)


def test_a_click_on_the_moved_picture_or_beside_chooses_nothing(lab: PixelLab, asked: list[UInt8]) -> None:
    QTest.mouseClick(lab.pictures, Qt.MouseButton.LeftButton, pos=at_pixel(lab, MOVED, 4, 5))
    QTest.mouseClick(lab.pictures, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert asked == []


def test_arrow_keys_move_the_pixels(lab: PixelLab, asked: list[UInt8]) -> None:
    QTest.mouseClick(lab.pictures, Qt.MouseButton.LeftButton, pos=at_pixel(lab, STROKE, 14, 3))
    lab.pictures.setFocus()
    QTest.keyClick(lab.pictures, Qt.Key.Key_Right)
    QTest.keyClick(lab.pictures, Qt.Key.Key_Up)
    assert np.argwhere(asked[-1][STROKE][0] != asked[-1][ORIGINAL][0]).tolist() == [[13, 4]]
    far = np.argwhere(asked[-1][FAR][0] != asked[-1][ORIGINAL][0])[0]
    inward = Qt.Key.Key_Up if far[0] > 13 else Qt.Key.Key_Down
    QTest.keyClick(lab.pictures, inward, Qt.KeyboardModifier.ShiftModifier)
    moved = np.argwhere(asked[-1][FAR][0] != asked[-1][ORIGINAL][0])[0]
    assert abs(int(moved[0]) - int(far[0])) == 1 and moved[1] == far[1]


def test_before_the_judge_only_the_pixels_are_told(lab: PixelLab) -> None:
    assert "cost exactly the same" in told(lab) and "judge" not in told(lab) and "features" not in told(lab)


def test_what_the_judge_says_is_told(lab: PixelLab) -> None:
    judge(lab)
    assert "judge: “6”: 96%, 60%, 95%, 94%." in told(lab) and "features: 0.00, 1.50, 0.50, 0.90." in told(lab)
    assert "moves the features 3.0 times as far" in told(lab)
    judge(lab, (0.96, 0.005, 0.95, 0.94))
    assert "0% · 0" in told(lab)  # it sees another class


def test_without_a_judge_there_is_no_confidence(lab: PixelLab) -> None:
    lab.show_judged(None, np.array([0, 1.5, 0.5, 0.9], np.float32), errors(lab), NAMES)
    assert "features: " in told(lab) and "judge" not in told(lab)


def test_a_late_judgement_of_other_pictures_is_left_out(lab: PixelLab) -> None:
    before = errors(lab)
    QTest.keyClick(lab.slider, Qt.Key.Key_End)
    lab.show_judged(None, np.array([0, 1.5, 0.5, 0.9], np.float32), before, NAMES)
    lab.show_judged(None, np.zeros(9, np.float32), np.zeros(9, np.float32), NAMES)
    assert "features" not in told(lab)
    judge(lab)
    assert "features" in told(lab)
    QTest.mouseClick(lab.next_button, Qt.MouseButton.LeftButton)
    assert "features" not in told(lab)  # they were those of another digit


def test_nothing_drawn_and_no_pictures(lab: PixelLab, asked: list[UInt8]) -> None:
    lab.show_images(np.zeros((2, 1, 28, 28), np.uint8))
    assert lab.images is None and lab.pictures.picture() is None
    QTest.mouseClick(lab.next_button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(lab.pictures, Qt.MouseButton.LeftButton)
    QTest.keyClick(lab.pictures, Qt.Key.Key_Left)
    assert asked == [] and "Nothing is drawn" in lab.pictures._empty_text()
    for probe in (None, np.zeros((0, 1, 28, 28), np.uint8), np.zeros((5, 1, 1, 2), np.uint8), np.zeros((5, 2))):
        lab.show_images(probe)  # type: ignore[arg-type]
        lab.grab()
        assert lab.images is None and not lab.next_button.isEnabled() and not lab.slider.isEnabled()


def test_changed_pixels_are_outlined(lab: PixelLab) -> None:
    image = lab.pictures.grab().toImage()
    assert lab.images is not None
    for picture in (STROKE, FAR):
        row, column = np.argwhere(lab.images[picture][0] != lab.images[ORIGINAL][0])[0]
        rect = lab.pictures.pixel_rect(picture, int(row), int(column))
        near = [
            image.pixelColor(round(rect.x()) + x, round(rect.y()) + y).name()
            for x in range(-6, 7)
            for y in range(-6, 7)
        ]
        assert lab.pictures._theme.accent in near


@pytest.mark.parametrize("size", [(400, 190), (400, 260), (750, 190), (750, 260)])
def test_pictures_and_rows_fit(lab: PixelLab, size: tuple[int, int]) -> None:
    judge(lab)
    lab.resize(*size)
    blocks = lab.pictures._blocks
    assert len(blocks) == 4 and lab.size().toTuple() == size
    rows = 3 * (lab.pictures._line() + 4)
    assert all(block.rect.bottom() + rows <= lab.pictures.height() + 1 for block in blocks)
    assert all(a.rect.right() < b.rect.x() for a, b in pairwise(blocks))


def test_labels_and_lesson_follow_the_size_of_the_text(lab: PixelLab) -> None:
    judge(lab)
    pictures = lab.pictures
    font, sizes = lab.font(), []
    for scale in (1.0, 1.25, 1.5):
        font.setPixelSize(round(13 * scale))
        pictures.setFont(font)
        pictures.resize(900, 260)
        sizes.append((pictures._text_font().pixelSize(), pictures._lesson_font().pixelSize()))
        small, room = small_font(pictures).pixelSize(), pictures.height()
        assert min(sizes[-1]) >= small, "there is room for it"
        below = pictures._blocks[0].rect.bottom() + 3 * (pictures._line() + 4)
        assert below <= room and pictures._blocks[0].rect.height() >= room / 4
        pictures.resize(690, 130)  # as in a small window
        small = min(small, 12)
        assert pictures._text_font().pixelSize() >= small and pictures._lesson_font().pixelSize() >= small
        assert pictures._blocks[0].rect.bottom() + 3 * (pictures._line() + 4) <= pictures.height()
    assert sizes == sorted(sizes) and sizes[-1][0] > sizes[0][0] and sizes[-1][1] > sizes[0][1]
