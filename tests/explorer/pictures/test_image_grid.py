"""Grids, reconstructions and nearest images under the mouse, and what they export."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAction, QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from explorer.pictures.image_grid import ImageGrid
from explorer.pictures.nearest_strip import NearestStrip
from explorer.pictures.picture_pane import Block, PicturePane, best_columns
from explorer.pictures.reconstructions import Reconstructions
from explorer.pixels.images import enlarge, stack, tile
from explorer.style.theme import DARK, LIGHT
from explorer.widgets.export_button import ExportButton
from explorer.widgets.note import Note


def greys(n: int, first: int = 10, channels: int = 1) -> np.ndarray:
    """Flat images, each of its own grey."""
    levels = np.arange(first, first + n, dtype=np.uint8)
    return np.broadcast_to(levels[:, None, None, None], (n, channels, 4, 4)).copy()


def choose(path: Path) -> Callable[..., Path]:
    """Stands for the user in the file dialog."""
    return lambda parent, title, suggestion, file_filter: path


def shown(qtbot: QtBot, view: QWidget, width: int, height: int) -> None:
    qtbot.addWidget(view)
    view.resize(width, height)
    view.show()
    qtbot.waitExposed(view)


def export(button: ExportButton, suffix: str) -> None:
    action = button.findChild(QAction, button.objectName() + suffix)
    assert action is not None
    action.trigger()


def centre(view: PicturePane, block: int, index: int) -> QPointF:
    return view._blocks[block].cell_rect(index).center()


@pytest.fixture
def grid(qtbot: QtBot, tmp_path: Path) -> ImageGrid:
    grid = ImageGrid(choose_path=choose(tmp_path / "grid"))
    shown(qtbot, grid, 420, 220)
    grid.show_images([greys(16), greys(16, first=100)], ["AE", "VAE"])
    return grid


def test_each_cell_is_drawn_in_its_place(grid: ImageGrid) -> None:
    image = grid.grab().toImage()
    ratio = image.devicePixelRatio()
    for block, first in ((0, 10), (1, 100)):
        for index in range(16):
            at = centre(grid, block, index) * ratio
            assert image.pixelColor(int(at.x()), int(at.y())).getRgb()[:3] == (first + index,) * 3
            assert grid.cell_at(centre(grid, block, index)) == (block, index)
    assert grid.cell_at(QPointF(1, 1)) is None


def test_cells_keep_their_places_when_only_the_images_change(grid: ImageGrid) -> None:
    before = [block.rect for block in grid._blocks]
    grid.show_images([greys(16, first=50), greys(16, first=60)], ["AE", "VAE"])
    assert [block.rect for block in grid._blocks] == before


def test_a_click_chooses(grid: ImageGrid, qtbot: QtBot) -> None:
    with qtbot.waitSignal(grid.image_chosen) as chosen:
        QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=centre(grid, 1, 6).toPoint())
    assert chosen.args == [1, 6]
    with qtbot.assertNotEmitted(grid.image_chosen):
        QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=QPointF(1, 1).toPoint())
        QTest.mouseClick(grid, Qt.MouseButton.RightButton, pos=centre(grid, 0, 0).toPoint())


def test_the_keyboard_walks_over_the_cells_of_both_models(grid: ImageGrid) -> None:
    chosen: list[tuple[int, int]] = []
    grid.image_chosen.connect(lambda model, index: chosen.append((model, index)))
    columns = grid._blocks[0].columns
    grid.setFocus()
    QTest.keyClick(grid, Qt.Key.Key_Left)  # at the border nothing moves
    QTest.keyClick(grid, Qt.Key.Key_Down)
    QTest.keyClick(grid, Qt.Key.Key_Return)
    for _ in range(columns):
        QTest.keyClick(grid, Qt.Key.Key_Right)
    QTest.keyClick(grid, Qt.Key.Key_Return)
    assert chosen == [(0, columns), (1, columns)]


def test_hovering_enlarges_and_leaving_restores(grid: ImageGrid, qtbot: QtBot) -> None:
    peek = grid.findChild(QWidget, "peek")
    assert peek is not None and not peek.isVisible()
    QTest.mouseMove(grid, centre(grid, 0, 5).toPoint())
    qtbot.waitUntil(peek.isVisible)
    assert grid.rect().contains(peek.geometry())
    assert peek.height() > grid._blocks[0].cell_rect(5).height()
    assert peek.grab().toImage().pixelColor(peek.rect().center()).getRgb()[:3] == (15, 15, 15)
    grid.show_images([greys(16, first=50), greys(16)], ["AE", "VAE"])  # the pictures go on under the pointer
    assert peek.grab().toImage().pixelColor(peek.rect().center()).getRgb()[:3] == (55, 55, 55)
    QTest.mouseMove(grid, QPointF(1, 1).toPoint())
    qtbot.waitUntil(lambda: not peek.isVisible())


def test_png_reads_back_as_the_tiles(grid: ImageGrid, tmp_path: Path, qtbot: QtBot) -> None:
    scale = grid.export_button.findChild(QAction, "samplesExportScale2")
    assert scale is not None
    scale.trigger()
    with qtbot.waitSignal(grid.export_button.exported) as done:
        export(grid.export_button, ".png")
    assert done.args == [str(tmp_path / "grid.png")]  # the suffix was added
    columns = grid._blocks[0].columns
    expected = stack([tile(greys(16), columns), tile(greys(16, first=100), columns)], gap=8, across=True)
    assert (np.asarray(Image.open(tmp_path / "grid.png")) == enlarge(expected, 2)).all()


def test_a_file_that_cannot_be_written_is_said_in_the_view(qtbot: QtBot, tmp_path: Path) -> None:
    grid = ImageGrid(choose_path=choose(tmp_path / "missing" / "a.png"))
    shown(qtbot, grid, 300, 200)
    note = grid.findChild(Note)
    assert note is not None
    export(grid.export_button, ".png")
    assert note.isVisible() and note.whole_text == "There is no picture to export yet."
    grid.show_images([greys(4)], ["AE"])
    export(grid.export_button, ".png")
    assert note.whole_text == f"{tmp_path / 'missing' / 'a.png'} could not be written: No such file or directory"
    QTest.mouseClick(note, Qt.MouseButton.LeftButton)
    assert not note.isVisible()


def test_a_cancelled_dialog_writes_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    grid = ImageGrid(choose_path=lambda *_: None)
    shown(qtbot, grid, 300, 200)
    grid.show_images([greys(4)], ["AE"])
    with qtbot.assertNotEmitted(grid.export_button.exported), qtbot.assertNotEmitted(grid.export_button.failed):
        export(grid.export_button, ".png")
    assert list(tmp_path.iterdir()) == []


def test_a_model_that_draws_no_samples_keeps_its_place(grid: ImageGrid, qtbot: QtBot) -> None:
    right = grid._blocks[1].rect
    grid.show_images([None, greys(16)], ["AE", "VAE"])
    assert [block.rect for block in grid._blocks] == [right]
    with qtbot.waitSignal(grid.image_chosen) as chosen:
        QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=centre(grid, 0, 3).toPoint())
    assert chosen.args == [1, 3]  # still the second model
    with pytest.raises(ValueError, match="a label for each of 1 models, found 0"):
        grid.show_images([None], [])


def test_themes_change_the_paper_not_the_images(grid: ImageGrid) -> None:
    colours = []
    for theme in (DARK, LIGHT):
        grid.set_theme(theme)
        block = grid._blocks[0]
        gap = QPointF(block.cell_rect(0).right() + block.cell_rect(1).left(), 0).x() / 2
        image = grid.grab().toImage()
        at = centre(grid, 0, 0)
        colours.append(image.pixelColor(round(gap), round(at.y())).name())
        assert image.pixelColor(at.toPoint()).getRgb()[:3] == (10, 10, 10)
    assert colours[0] != colours[1]


def test_best_columns_make_the_cells_largest() -> None:
    assert best_columns(64, 400, 400, 1.0) == (8, 50.0)
    assert best_columns(10, 1000, 100, 1.0) == (10, 100.0)
    assert best_columns(10, 50, 500, 1.0) == (1, 50.0)


def test_full_rows_are_worth_some_size() -> None:
    assert best_columns(64, 350, 500, 1.0) == (8, 43.75)  # not 7 of 50 px, and one image alone in the last row
    assert best_columns(7, 300, 300, 1.0) == (3, 100.0)  # 7 in a row would be less than half as large


def test_block_geometry_includes_gaps() -> None:
    from PySide6.QtCore import QRectF

    block = Block(QRectF(10, 20, 90, 40), greys(6), columns=2)  # 9 x 14 image pixels
    assert block.rows == 3
    assert block.cell_rect(3).topLeft() == QPointF(10 + 50, 20 + 5 * 40 / 14)
    assert block.index_at(QPointF(5, 30)) is None


def test_reconstructions_are_aligned_and_peek_shows_the_column(qtbot: QtBot, tmp_path: Path) -> None:
    view = Reconstructions(choose_path=choose(tmp_path / "r.png"))
    shown(qtbot, view, 360, 150)
    originals, ae, vae = greys(12), greys(10, first=100), greys(10, first=200)
    view.show_reconstructions(originals, [ae, vae], ["AE", "VAE"])
    rows = view._blocks
    assert len(rows) == 3 and len({block.columns for block in rows}) == 1
    count = rows[0].columns
    assert 8 <= count <= 10
    for index in range(count):
        assert len({block.cell_rect(index).x() for block in rows}) == 1
    peek = view._peek_picture((1, 2))
    assert peek[2, ::5, 0].tolist() == [12, 102, 202]
    export(view.export_button, ".png")
    expected = stack([tile(x[:count], count) for x in (originals, ae, vae)], gap=1)
    assert (np.asarray(Image.open(tmp_path / "r.png")) == enlarge(expected, 4)).all()
    with qtbot.waitSignal(view.image_chosen) as chosen:
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=centre(view, 2, 3).toPoint())
    assert chosen.args == [3]


def test_reconstructions_leave_out_what_a_model_cannot_do(qtbot: QtBot) -> None:
    view = Reconstructions()
    shown(qtbot, view, 360, 150)
    view.show_reconstructions(greys(8), [None, greys(8)], ["GAN", "VAE"])
    assert len(view._blocks) == 2
    view.show_reconstructions(None, [None], ["GAN"])
    assert view._blocks == [] and view.picture() is None
    with pytest.raises(ValueError, match="a label for each"):
        view.show_reconstructions(greys(8), [None], [])


def test_nearest_images_say_class_and_distance(qtbot: QtBot) -> None:
    view = NearestStrip()
    shown(qtbot, view, 300, 110)
    distances = np.array([0.112, 0.2], np.float32)
    view.show_nearest(greys(2), np.array([1, 7]), distances, ["cat", "dog"])
    assert view.accessibleDescription() == "dog · 0.11, 7 · 0.20"
    with qtbot.waitSignal(view.image_chosen) as chosen:
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=centre(view, 1, 0).toPoint())
    assert chosen.args == [1]
    view.show_nearest(greys(2), None, distances)
    assert view.accessibleDescription() == "0.11, 0.20"
    view.show_nearest(None, None, np.empty(0, np.float32))
    assert view.picture() is None


@pytest.mark.parametrize("size", [13, 16, 20])
@pytest.mark.parametrize("width", [150, 300, 330, 400, 640])
def test_captions_of_neighbours_stand_apart_and_are_whole(qtbot: QtBot, width: int, size: int) -> None:
    strip = NearestStrip()
    font = strip.font()
    font.setPixelSize(size)
    strip.setFont(font)
    shown(qtbot, strip, width, 170)
    numbers = np.full(6, 0.31, np.float32)
    strip.show_nearest(greys(6), np.arange(6), numbers, whose="VAE")
    assert strip.accessibleDescription().startswith("VAE: 0 · 0.31")
    metrics = QFontMetricsF(strip.font())
    places = [strip.caption_place(block) for block in strip._blocks]
    for place, after in pairwise(places):
        assert after.left() - place.right() >= 4
    for place in places:
        assert place.bottom() <= strip.height()
        needed = "0.31" if place.height() > 1.5 * metrics.height() else "0 · 0.31"
        assert metrics.horizontalAdvance(needed) <= place.width()
    assert strip._blocks[0].rect.top() >= metrics.height(), "whose they are stands above"


@pytest.mark.parametrize("size", [13, 16, 20, 26])
def test_captions_have_a_row_as_high_as_their_letters(grid: ImageGrid, qtbot: QtBot, size: int) -> None:
    strip = NearestStrip()
    shown(qtbot, strip, 300, 120)
    strip.show_nearest(greys(3), np.arange(3), np.array([0.1, 0.2, 0.3], np.float32), ["a", "b", "c"])
    for view in (grid, strip):
        font = view.font()
        font.setPixelSize(size)
        view.setFont(font)
    tall = QFontMetricsF(grid.font()).height()
    grid.set_caption("fixed noise")
    for model, block in enumerate(grid._blocks):
        place = grid.label_place(model)
        assert place.height() >= tall and place.y() >= 0 and place.bottom() < block.rect.y()
        assert block.rect.bottom() <= grid.height() - tall - 2
    for block in strip._blocks:
        place = strip.caption_place(block)
        assert place.height() >= tall and block.rect.bottom() < place.y() and place.bottom() <= strip.height()


def test_an_empty_grid_says_when_there_will_be_samples(qtbot: QtBot) -> None:
    for grid, words in (
        (ImageGrid(), "Samples appear with the first pictures"),
        (ImageGrid(name="later", waiting="Samples appear later."), "Samples appear later."),
    ):
        qtbot.addWidget(grid)
        assert grid._empty_text().startswith(words)
