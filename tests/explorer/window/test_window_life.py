"""A window that is closed is given back, whole: what kept one would keep its run and its pictures, too."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import shiboken6
from pytestqt.qtbot import QtBot

from tests.explorer.program import Program


def test_nobody_keeps_a_window_that_is_gone(qtbot: QtBot, tmp_path: Path) -> None:
    program = Program(qtbot, tmp_path)
    program.start()
    window, session = weakref.ref(program.window), weakref.ref(program.session)
    assert program.close()
    shiboken6.delete(program.window)
    del program
    gc.collect()
    assert window() is None
    assert session() is None
