"""One's own drawing as data: painted by mouse, erased, undone, written, and read back by the dataset."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from explorer.pictures.brush_canvas import BrushCanvas
from explorer.pictures.brush_strokes import SPACING, erased, extended, write_strokes
from explorer.pixels.images import ExportError
from explorer.style.theme import DARK, LIGHT
from trainers.datasets.drawing import read_strokes

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton


@pytest.fixture
def canvas(qtbot: QtBot) -> BrushCanvas:
    widget = BrushCanvas()
    qtbot.addWidget(widget)
    widget.resize(260, 320)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def heard_from(canvas: BrushCanvas) -> list[tuple[np.ndarray, ...]]:
    heard: list[tuple[np.ndarray, ...]] = []
    canvas.strokes_changed.connect(heard.append)
    return heard


def at(canvas: BrushCanvas, x: float, y: float) -> QPoint:
    return canvas.paper.pixel_of(x, y).toPoint()


def stroke(canvas: BrushCanvas, *places: tuple[float, float], button: Qt.MouseButton = LEFT) -> None:
    QTest.mousePress(canvas.paper, button, pos=at(canvas, *places[0]))
    for place in places[1:]:
        QTest.mouseMove(canvas.paper, at(canvas, *place))
    QTest.mouseRelease(canvas.paper, button, pos=at(canvas, *places[-1]))


def length(strokes: tuple[np.ndarray, ...]) -> float:
    return float(sum(np.linalg.norm(np.diff(each, axis=0), axis=1).sum() for each in strokes))


# --------------------------------------------------------------------------- painting


def test_a_stroke_goes_through_the_places_of_the_pointer_with_y_upwards(canvas: BrushCanvas) -> None:
    heard = heard_from(canvas)
    stroke(canvas, (0.2, 0.3), (0.8, 0.3), (0.8, 0.9))
    assert len(heard) == 1
    (drawn,) = heard[0]
    assert drawn.dtype == np.float32 and drawn.shape[1] == 2
    assert drawn[0] == pytest.approx([0.2, 0.3], abs=0.01)
    assert drawn[-1] == pytest.approx([0.8, 0.9], abs=0.01)
    assert length(heard[0]) == pytest.approx(1.2, abs=0.02)
    assert np.linalg.norm(np.diff(drawn, axis=0), axis=1).max() <= SPACING + 1e-6


def test_a_click_is_a_dot_and_beyond_the_edge_the_brush_stays_on_the_paper(canvas: BrushCanvas) -> None:
    stroke(canvas, (0.5, 0.5))
    QTest.mousePress(canvas.paper, LEFT, pos=at(canvas, 0.9, 0.5))
    QTest.mouseMove(canvas.paper, QPoint(canvas.paper.width() + 90, at(canvas, 0, 0.5).y()))
    QTest.mouseRelease(canvas.paper, LEFT)
    dot, line = canvas.strokes
    assert dot.shape == (1, 2)
    assert line[-1].tolist() == pytest.approx([1.0, 0.5], abs=0.01)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_strokes_are_seen_in_the_colour_of_real_points(canvas: BrushCanvas, theme: object) -> None:
    canvas.set_theme(theme)  # type: ignore[arg-type]
    canvas.show_strokes([np.array([[0.2, 0.35], [0.8, 0.35]])])
    image = canvas.paper.grab().toImage()
    on, off = image.pixelColor(at(canvas, 0.4, 0.35)), image.pixelColor(at(canvas, 0.4, 0.65))
    assert on.hslHue() == pytest.approx(QColor(theme.real).hslHue(), abs=6)  # type: ignore[attr-defined]
    assert off == QColor(theme.canvas)  # type: ignore[attr-defined]


def test_showing_strokes_emits_nothing_and_cannot_be_undone(canvas: BrushCanvas) -> None:
    heard = heard_from(canvas)
    canvas.show_strokes([np.array([[0.2, 0.3], [0.8, 0.3]])])
    canvas.paper.undo()
    assert heard == [] and len(canvas.strokes) == 1
    with pytest.raises(ValueError, match=r"expected strokes \(n, 2\), found \(3,\)"):
        canvas.show_strokes([np.zeros(3)])


# --------------------------------------------------------------------------- erasing and undoing


@pytest.mark.parametrize("with_tool", [False, True], ids=["right button", "eraser"])
def test_erasing_cuts_a_stroke_in_two(canvas: BrushCanvas, with_tool: bool) -> None:
    stroke(canvas, (0.1, 0.5), (0.9, 0.5))
    if with_tool:
        QTest.mouseClick(canvas.findChild(QPushButton, "brush-erase"), LEFT)
    heard = heard_from(canvas)
    stroke(canvas, (0.5, 0.3), (0.5, 0.7), button=LEFT if with_tool else RIGHT)
    assert len(heard) == 1
    left, right = heard[0]
    assert left[-1, 0] == pytest.approx(0.465, abs=0.015) and right[0, 0] == pytest.approx(0.535, abs=0.015)


def test_erasing_where_nothing_is_changes_nothing(canvas: BrushCanvas) -> None:
    stroke(canvas, (0.1, 0.9), (0.9, 0.9))
    heard = heard_from(canvas)
    stroke(canvas, (0.1, 0.1), (0.9, 0.1), button=RIGHT)
    assert heard == []
    canvas.paper.undo()
    assert canvas.strokes == (), "the erasing left nothing to undo"


def test_undo_and_clear_go_back_step_by_step(canvas: BrushCanvas) -> None:
    undo, clear = (canvas.findChild(QToolButton, f"brush-{name}") for name in ("undo", "clear"))
    assert undo is not None and clear is not None
    assert not undo.isEnabled() and not clear.isEnabled()
    stroke(canvas, (0.1, 0.2), (0.9, 0.2))
    stroke(canvas, (0.1, 0.8), (0.9, 0.8))
    heard = heard_from(canvas)
    QTest.mouseClick(clear, LEFT)
    assert heard[-1] == () and not clear.isEnabled()
    canvas.paper.setFocus()
    QTest.keyClick(canvas.paper, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(heard[-1]) == 2
    QTest.mouseClick(undo, LEFT)
    QTest.mouseClick(undo, LEFT)
    assert [len(strokes) for strokes in heard] == [0, 2, 1, 0]
    assert not undo.isEnabled()
    QTest.keyClick(canvas.paper, Qt.Key.Key_Delete)  # nothing there to clear
    assert len(heard) == 4


def test_lines_are_filled_and_pieces_without_length_are_dropped() -> None:
    line = extended(np.array([[0.0, 0.0]], np.float32), (0.0, 1.0))
    assert len(line) == 101 and line[-1].tolist() == [0, 1]
    dot = np.array([[0.5, 0.5]], np.float32)
    assert len(erased((line, dot), (0.0, 0.5), (0.0, 0.5), 0.1)) == 3
    assert erased((line,), (0.0, 0.0), (0.0, 1.0), 0.02) == ()
    assert erased((line,), (0.0, 0.015), (0.0, 1.0), 0.0149) == (), "one place alone has no length"
    assert erased((dot,), (0.5, 0.5), (0.5, 0.5), 0.1) == ()


# --------------------------------------------------------------------------- the file


def test_the_dataset_reads_what_was_drawn(canvas: BrushCanvas, tmp_path: Path) -> None:
    stroke(canvas, (0.2, 0.3), (0.8, 0.3))
    stroke(canvas, (0.5, 0.7))
    write_strokes(tmp_path / "drawn.csv", canvas.strokes)
    assert (tmp_path / "drawn.csv").read_text(encoding="utf-8").startswith("stroke,x,y\n0,")
    strokes, notes = read_strokes(tmp_path / "drawn.csv")
    assert notes == () and len(strokes) == 2
    for read, drawn in zip(strokes, canvas.strokes, strict=True):
        np.testing.assert_allclose(read, drawn, atol=1e-5)


def test_nothing_drawn_places_outside_and_no_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="expected at least one stroke, found none"):
        write_strokes(tmp_path / "a.csv", [])
    for bad in (np.array([[0.5, 1.5]]), np.array([[np.nan, 0.5]]), np.zeros((2, 3))):
        with pytest.raises(ValueError, match=r"expected places \(n, 2\) from 0 to 1"):
            write_strokes(tmp_path / "a.csv", [bad])
    assert not (tmp_path / "a.csv").exists()
    with pytest.raises(ExportError, match="could not be written"):
        write_strokes(tmp_path / "none" / "a.csv", [np.array([[0.5, 0.5]])])


def test_the_brush_is_as_wide_as_the_points_will_spread(canvas: BrushCanvas) -> None:
    canvas.show_strokes([np.array([[0.1, 0.6], [0.9, 0.6]])])
    canvas.set_sigma(0.03)
    image = canvas.paper.grab().toImage()
    side = canvas.paper.page.width()
    middle = canvas.paper.pixel_of(0.4, 0.6)
    inked = [
        image.pixelColor((middle + QPointF(0, dy)).toPoint()).green() > QColor(DARK.canvas).green() + 20
        for dy in range(-40, 41)
    ]
    assert sum(inked) == pytest.approx(4 * 0.03 * side, abs=2.5)
