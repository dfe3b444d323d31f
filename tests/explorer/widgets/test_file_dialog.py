"""Qt's own file dialog: names and tools can be seen at first sight, in both themes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFileDialog, QListView, QSplitter, QToolButton, QTreeView
from pytestqt.qtbot import QtBot

from explorer.pixels.images import from_qimage
from explorer.style.theme import DARK, LIGHT, Theme, apply_theme
from explorer.widgets.file_dialog import TOOL_ICONS, FileDialog

NAMES = ("2026-11-30 16-55-24 Digits--maps-side-by-side", "2026-11-30 16-55-25 Digits--maps-side-by-side")
Mode = QFileDialog.ViewMode

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")  # of windows off screen


@pytest.fixture(params=[DARK, LIGHT], ids=["dark", "light"])
def theme(qapp: QApplication, request: pytest.FixtureRequest) -> Theme:
    apply_theme(qapp, request.param)
    return request.param  # type: ignore[no-any-return]


def opened(qtbot: QtBot, folder: Path, mode: Mode) -> FileDialog:
    for name in NAMES:
        (folder / name).mkdir()
    dialog = FileDialog(None, "Open", folder)
    qtbot.addWidget(dialog)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setViewMode(mode)
    splitter = dialog.findChild(QSplitter, "splitter")
    assert splitter is not None
    splitter.setSizes([521, 90])  # which Qt makes of it and remembers for the next dialog
    with qtbot.waitExposed(dialog):
        dialog.show()
    rows = view_of(dialog).model()
    qtbot.waitUntil(lambda: rows.rowCount(view_of(dialog).rootIndex()) == len(NAMES), timeout=15_000)
    return dialog


def view_of(dialog: FileDialog) -> QAbstractItemView:
    details = dialog.viewMode() == Mode.Detail
    view = dialog.findChild(QTreeView, "treeView") if details else dialog.findChild(QListView, "listView")
    assert view is not None
    return view


@pytest.mark.parametrize("mode", [Mode.List, Mode.Detail], ids=["list", "details"])
def test_names_are_read_whole(qtbot: QtBot, tmp_path: Path, theme: Theme, mode: Mode) -> None:
    dialog = opened(qtbot, tmp_path, mode)
    view = view_of(dialog)
    for row in range(len(NAMES)):
        place = view.visualRect(view.model().index(row, 0, view.rootIndex()))
        needed = view.fontMetrics().horizontalAdvance(NAMES[row]) + view.iconSize().width()
        assert place.width() >= needed and view.viewport().rect().contains(place), row
    splitter = dialog.findChild(QSplitter, "splitter")
    assert splitter is not None and 60 < splitter.sizes()[0] < dialog.width() / 3


def test_tools_are_seen(qtbot: QtBot, tmp_path: Path, theme: Theme) -> None:
    dialog = opened(qtbot, tmp_path, Mode.List)
    for name in TOOL_ICONS:
        button = dialog.findChild(QToolButton, name)
        assert button is not None
        button.setEnabled(True)
        pixels = from_qimage(button.grab().toImage())[..., :3].astype(float)
        ground = pixels[pixels.shape[0] // 2, 3]
        rows, columns = np.nonzero(np.abs(pixels - ground).max(axis=-1)[4:-4, 4:-4] > 100)
        assert np.ptp(rows) >= 6 and np.ptp(columns) >= 8, name


@pytest.mark.parametrize("mode", [Mode.List, Mode.Detail], ids=["list", "details"])
def test_what_is_chosen_is_seen(qtbot: QtBot, tmp_path: Path, theme: Theme, mode: Mode) -> None:
    dialog = opened(qtbot, tmp_path, mode)
    view = view_of(dialog)
    first, second = (view.model().index(row, 0, view.rootIndex()) for row in (0, 1))
    view.clearSelection()
    view.selectionModel().select(first, QItemSelectionModel.SelectionFlag.Select)
    shown = from_qimage(view.viewport().grab().toImage())[..., :3].astype(int)
    grounds = [shown[place.bottom() - 1, place.right() - 4] for place in map(view.visualRect, (first, second))]
    assert np.abs(grounds[0] - grounds[1]).max() > 12
