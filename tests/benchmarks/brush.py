"""A brush over six maps of 10 000 examples: from the move of the pointer to the picture of all six.

Time is that of the processor, for a frame is all work and no waiting. The reference draws all dots of all maps anew in
every frame, as it would have to be without what :mod:`dot_raster` keeps.
"""

from __future__ import annotations

import os
import statistics
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from tests.benchmarks import Options, Result, at_most

if TYPE_CHECKING:
    from explorer.workspaces.maps.tiles.dot_canvas import DotCanvas
    from explorer.workspaces.maps.tiles.tile_grid import TileGrid

COUNT, MAPS, CLASSES = 10_000, 6, 10
SIZE = (672, 752)  # logical px of all tiles in a window of 1440x900
FRAMES = 40
MOST_MS = 33.0


def run(options: Options) -> list[Result]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    application = QApplication.instance() or QApplication([])
    grid = _make_grid()
    frames, fresh, hover = [], [], []
    for _ in range(options.repeats):
        frames.append(_brush(grid, spoils=False))
        fresh.append(_brush(grid, spoils=True))
        hover.append(_hover(grid))
    grid.close()
    grid.deleteLater()
    name = f"{COUNT:,} examples, {MAPS} maps"
    assert application is not None
    brushed = at_most(f"{name}: frame of a brush", statistics.median(frames), "ms", MOST_MS)
    return [
        replace(brushed, reference=statistics.median(fresh)),
        at_most(f"{name}: pointer over a dot", statistics.median(hover), "ms", MOST_MS),
    ]


def _make_grid() -> TileGrid:
    from PySide6.QtWidgets import QApplication

    from explorer.map.latent_map_raster import class_colours
    from explorer.style.theme import DARK
    from explorer.workspaces.maps.selection import brushed
    from explorer.workspaces.maps.tiles.tile_grid import TileGrid

    rng = np.random.default_rng(0)
    labels = rng.integers(0, CLASSES, COUNT)
    grid = TileGrid()
    grid.resize(*SIZE)
    tiles = grid.show_tiles(range(MAPS), -1)
    nobody = np.zeros(0, np.int64)

    def select(rows: np.ndarray, mode: object) -> None:
        chosen = brushed(nobody, rows, mode)  # type: ignore[arg-type]
        for tile in tiles:
            tile.canvas.show_selected(chosen)

    for tile in tiles:
        centres = rng.normal(size=(CLASSES, 2)) * 3
        places = (centres[labels] + rng.normal(size=(COUNT, 2))).astype(np.float32)
        tile.canvas.show_places(places, animate=False)
        tile.canvas.show_colours(labels, class_colours(DARK, CLASSES), DARK.muted)
        tile.canvas.brushed.connect(select)
    grid.show()
    QApplication.processEvents()
    return grid


def _paint(canvases: list[DotCanvas]) -> None:
    from PySide6.QtWidgets import QApplication

    while not all(canvas.is_painted for canvas in canvases):
        QApplication.processEvents()


def _brush(grid: TileGrid, spoils: bool) -> float:
    """Milliseconds of one core per frame while a rectangle grows over the first map to half of its width and height;
    *spoils*: nothing is kept from one frame to the next."""
    from PySide6.QtCore import QPoint, Qt
    from PySide6.QtTest import QTest

    canvases = [tile.canvas for tile in grid.shown]
    first = canvases[0]
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    start = QPoint(first.width() // 4, first.height() // 4)
    QTest.mousePress(first, left, none, start)
    times = []
    for step in range(1, FRAMES + 1):
        at = start + QPoint(first.width() * step // (2 * FRAMES) + 4, first.height() * step // (2 * FRAMES))
        began = time.process_time()
        if spoils:
            for canvas in canvases:
                canvas.show_places(canvas.places, animate=False)
        QTest.mouseMove(first, at)
        _paint(canvases)
        times.append(1000 * (time.process_time() - began))
    QTest.mouseRelease(first, left, none, at)
    assert first.selected_count > COUNT / 20
    return statistics.median(times)


def _hover(grid: TileGrid) -> float:
    """Milliseconds of one core for the dot under the pointer to light up in all maps."""
    from PySide6.QtCore import QPoint
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    canvases = [tile.canvas for tile in grid.shown]
    first = canvases[0]
    rows: list[int] = []
    link = first.pointed.connect(lambda row, _x, _y: rows.append(row))
    times = []
    for step in range(FRAMES):
        began = time.process_time()
        QTest.mouseMove(first, QPoint(first.width() // 3 + 2 * step, first.height() // 2))
        for canvas in canvases:
            canvas.show_hovered(rows[-1])
        QApplication.processEvents()
        times.append(1000 * (time.process_time() - began))
    first.pointed.disconnect(link)
    return statistics.median(times)
