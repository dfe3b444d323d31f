"""The drawing pad: strokes by mouse, undo, erase, paste and drop, and exact pixels."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from explorer.pictures.drawing_canvas import BRUSH, fit_image
from explorer.pictures.drawing_pad import DrawingPad
from trainers.kinds import Pictures

SHAPE = (1, 28, 28)


@pytest.fixture
def pad(qtbot: QtBot) -> DrawingPad:
    pad = DrawingPad(SHAPE)
    qtbot.addWidget(pad)
    pad.resize(160, 200)
    pad.show()
    qtbot.waitExposed(pad)
    pad.activateWindow()
    return pad


def drawings(pad: DrawingPad) -> list[np.ndarray | None]:
    seen: list[np.ndarray | None] = []
    pad.drawn.connect(seen.append)
    return seen


def at(pad: DrawingPad, x: float, y: float) -> QPoint:
    """The widget's point over pixel coordinates (x, y) of the image."""
    page = pad.canvas._page()
    return QPointF(page.x() + x / SHAPE[2] * page.width(), page.y() + y / SHAPE[1] * page.height()).toPoint()


def stroke(pad: DrawingPad, start: tuple[float, float], end: tuple[float, float], button: Qt.MouseButton) -> None:
    canvas = pad.canvas
    QTest.mousePress(canvas, button, pos=at(pad, *start))
    for share in (0.25, 0.5, 0.75, 1.0):
        x, y = (a + share * (b - a) for a, b in zip(start, end, strict=True))
        QTest.mouseMove(canvas, at(pad, x, y))
    QTest.mouseRelease(canvas, button, pos=at(pad, *end))


def test_a_stroke_is_white_soft_edged_and_where_it_was_drawn(pad: DrawingPad) -> None:
    seen = drawings(pad)
    stroke(pad, (14, 6), (14, 22), Qt.MouseButton.LeftButton)
    image = seen[-1]
    assert image.shape == (1, *SHAPE)
    assert image.dtype == np.uint8
    row = image[0, 0, 14].astype(float)
    assert row[13:15].min() == 255
    assert row[:11].max() == 0 and row[17:].max() == 0
    assert row.sum() / 255 == pytest.approx(BRUSH, abs=0.3)
    assert ((row > 0) & (row < 255)).any(), "edges are anti-aliased"
    assert image[0, 0, :4].max() == 0 and image[0, 0, 24:].max() == 0


def test_the_last_drawing_is_what_is_on_the_pad(pad: DrawingPad) -> None:
    seen = drawings(pad)
    stroke(pad, (4, 4), (24, 24), Qt.MouseButton.LeftButton)
    np.testing.assert_array_equal(seen[-1], pad.canvas.image)


def test_the_right_button_erases(pad: DrawingPad) -> None:
    stroke(pad, (4, 14), (24, 14), Qt.MouseButton.LeftButton)
    stroke(pad, (2, 14), (26, 14), Qt.MouseButton.RightButton)
    assert pad.canvas.image.max() == 0


def test_undo_goes_back_stroke_by_stroke(pad: DrawingPad, qtbot: QtBot) -> None:
    stroke(pad, (4, 8), (24, 8), Qt.MouseButton.LeftButton)
    one = pad.canvas.image
    stroke(pad, (4, 20), (24, 20), Qt.MouseButton.LeftButton)
    seen = drawings(pad)
    pad.canvas.setFocus()
    QTest.keyClick(pad.canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    np.testing.assert_array_equal(pad.canvas.image, one)
    undo = pad.findChild(QToolButton, "drawing-undo")
    QTest.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert pad.canvas.image.max() == 0
    QTest.mouseClick(undo, Qt.MouseButton.LeftButton)  # nothing left to undo
    assert not pad.canvas.can_undo
    qtbot.waitUntil(lambda: bool(seen) and seen[-1] is None)  # a blank pad is no drawing


def test_clear_can_be_undone(pad: DrawingPad, qtbot: QtBot) -> None:
    stroke(pad, (4, 8), (24, 8), Qt.MouseButton.LeftButton)
    before = pad.canvas.image
    seen = drawings(pad)
    QTest.mouseClick(pad.findChild(QToolButton, "drawing-clear"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(seen) and seen[-1] is None)  # a blank pad is no drawing
    pad.canvas.undo()
    np.testing.assert_array_equal(pad.canvas.image, before)


@pytest.mark.parametrize("shape", [(1, 28, 28), (3, 16, 24), (1, 8, 8)])
def test_an_image_shown_comes_back_exactly_and_emits_nothing(qtbot: QtBot, shape: tuple[int, int, int]) -> None:
    pad = DrawingPad(shape)
    qtbot.addWidget(pad)
    seen = drawings(pad)
    image = np.random.default_rng(3).integers(0, 256, (1, *shape), np.uint8)
    pad.show_image(image)
    np.testing.assert_array_equal(pad.canvas.image, image)
    pad.set_kind(Pictures(1, 8, 8))
    assert seen == []


def test_an_image_of_another_shape_is_refused(pad: DrawingPad) -> None:
    with pytest.raises(ValueError, match=r"expected an image of shape \(1, 28, 28\), found \(1, 8, 8\)"):
        pad.show_image(np.zeros((1, 1, 8, 8), np.uint8))


def test_any_image_is_cropped_to_its_middle_and_averaged() -> None:
    wide = QImage(112, 56, QImage.Format.Format_RGB32)
    wide.fill(QColor(255, 0, 0))
    for x in range(28, 84):
        for y in range(56):
            wide.setPixelColor(x, y, QColor(0, 255, 0))
    rgb = fit_image(wide, (3, 28, 28))
    assert rgb.shape == (3, 28, 28)
    assert rgb[1].min() == 255 and rgb[0].max() == 0, "only the green middle is left"
    grey = fit_image(wide, (1, 28, 28))
    assert np.unique(grey).tolist() == [150]  # 0.587 * 255


def test_transparent_parts_are_black() -> None:
    clear = QImage(28, 28, QImage.Format.Format_ARGB32)
    clear.fill(Qt.GlobalColor.transparent)
    assert fit_image(clear, SHAPE).max() == 0


def test_an_image_is_pasted_from_the_clipboard(pad: DrawingPad, qtbot: QtBot) -> None:
    image = QImage(28, 28, QImage.Format.Format_RGB32)
    image.fill(QColor(90, 90, 90))
    QGuiApplication.clipboard().setImage(image)
    seen = drawings(pad)
    pad.canvas.setFocus()
    QTest.keyClick(pad.canvas, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(seen) == 1)
    assert np.unique(seen[0]).tolist() == [90]


def drop(pad: DrawingPad, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(pad.canvas, QDragEnterEvent(QPoint(20, 20), copy, data, left, none))
    QApplication.sendEvent(pad.canvas, QDropEvent(QPointF(20, 20), copy, data, left, none))


def test_a_dropped_file_lands_on_the_pad(pad: DrawingPad, tmp_path: Path, qtbot: QtBot) -> None:
    image = QImage(56, 56, QImage.Format.Format_RGB32)
    image.fill(QColor(200, 200, 200))
    assert image.save(str(tmp_path / "a.png"))
    seen = drawings(pad)
    drop(pad, tmp_path / "a.png")
    qtbot.waitUntil(lambda: len(seen) == 1)
    assert np.unique(seen[0]).tolist() == [200]


def test_a_dropped_file_that_is_no_image_is_said_in_the_window(pad: DrawingPad, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_text("not an image")
    seen = drawings(pad)
    drop(pad, tmp_path / "a.png")
    problem = pad.findChild(QLabel, "drawing-problem")
    assert problem is not None and problem.isVisible()
    assert "expected an image" in problem.text()
    assert seen == []
