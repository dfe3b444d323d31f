"""A dialog for a folder lies over the window that asks."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from explorer.files.dialogs import Dialogs
from explorer.sweeps.sweep_window import SweepWindow
from explorer.widgets.file_dialog import FileDialog
from tests.explorer.program import Program


def test_a_folder_is_asked_for_over_the_main_window_or_the_one_that_asks(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    main, other = QWidget(), QWidget()
    qtbot.addWidget(main)
    qtbot.addWidget(other)
    over: list[QWidget] = []

    def choose(dialog: FileDialog) -> tuple[Path, ...]:
        over.append(dialog.parentWidget())
        return (tmp_path,)

    monkeypatch.setattr(FileDialog, "ask", choose)
    dialogs = Dialogs(main)
    assert dialogs.ask_folder("Open", tmp_path) == tmp_path
    assert dialogs.ask_folder("Open", tmp_path, other) == tmp_path
    assert over == [main, other]


@pytest.mark.qt_log_ignore("This plugin does not support (raise|propagateSizeHints)")  # of windows off screen
def test_the_folder_of_a_sweep_is_asked_for_over_the_window_of_sweeps(program: Program) -> None:
    program.start()
    program.window.further.show_sweeps()
    (window,) = program.window.findChildren(SweepWindow)
    program.press("sweep_open")
    assert program.dialogs.asked == ["Open the folder of a sweep"] and program.dialogs.over is window
