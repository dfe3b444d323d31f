"""Projector mode: everything large and thick, a ring at the pointer, and nothing left of it afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from explorer.classes.pointer_ring import REACH, PointerRing
from explorer.style.theme import PROJECTED_SCALE, PROJECTED_THICK
from tests.explorer.program import LEFT, NONE, Program
from trainers.messages import Phase


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    made = Program(qtbot, tmp_path)
    made.start()
    yield made
    assert made.close()


def seen(program: Program) -> tuple[object, ...]:
    """What projector mode changes."""
    view = program.map()
    codes = view.picture.raster.ink.thick
    return program.themes.font_scale, program.themes.theme, program.window.font().pixelSize(), codes


def test_all_is_large_and_thick_and_then_as_before(program: Program) -> None:
    program.window.actions_.projector.trigger()
    program.session.advance(60)
    program.wait(lambda: program.step >= 60)
    program.window.actions_.projector.trigger()
    program.wait(lambda: program.themes.dresser.is_done)
    before = seen(program)
    settings = program.settings.font_scale, program.settings.theme
    QTest.keyClick(program.window, Qt.Key.Key_F11)
    program.wait(lambda: program.themes.dresser.is_done and program.themes.font_scale == PROJECTED_SCALE)
    assert program.window.actions_.projector.isChecked()
    assert program.themes.theme.thick == PROJECTED_THICK == program.map().picture.raster.ink.thick
    widths = {round(item.opts["pen"].widthF(), 2) for item in curve_items(program)}
    program.window.actions_.projector.trigger()
    program.wait(lambda: program.themes.dresser.is_done and program.themes.font_scale == 1.0)
    thin = {round(item.opts["pen"].widthF(), 2) for item in curve_items(program)}
    assert widths == {round(width * PROJECTED_THICK, 2) for width in thin} != thin
    assert seen(program) == before
    assert (program.settings.font_scale, program.settings.theme) == settings
    assert program.state.phase in (Phase.READY, Phase.PAUSED)


def curve_items(program: Program) -> list[pg.PlotCurveItem]:
    """The lines that are seen."""
    items = program.curves.plot.scene().items()
    lines = [item for item in items if isinstance(item, pg.PlotCurveItem) and item.isVisible()]
    return [line for line in lines if line.xData is not None and len(line.xData)]


def test_a_larger_text_that_was_chosen_stays_larger(program: Program) -> None:
    program.themes.set_font_scale(2.0)
    program.themes.set_projected(True)
    assert program.themes.font_scale == 2.0
    program.themes.set_projected(False)
    assert program.themes.font_scale == program.themes.chosen_scale == 2.0
    program.themes.set_font_scale(1.0)


def test_the_ring_follows_the_pointer_and_is_never_in_the_way(program: Program, qtbot: QtBot) -> None:
    ring = program.find(PointerRing, "pointer_ring")
    assert not ring.isVisible()
    program.window.classes.projector.set_on(True)
    view = program.map()
    for place in (QPoint(40, 60), QPoint(90, 30)):
        QCursor.setPos(view.mapToGlobal(place))
        program.wait(lambda at=place: ring.geometry().center() == view.mapTo(program.window, at) - QPoint(1, 1))
    program.wait(lambda: program.themes.dresser.is_done)
    drawn = program.window.grab().toImage()
    edge = ring.pos() + QPoint(REACH + 22, REACH)
    assert drawn.pixelColor(edge).name() == program.themes.theme.warning
    ring.hide()
    assert program.window.grab().toImage().pixelColor(edge).name() != program.themes.theme.warning
    before = program.state.maps[0]
    QTest.mousePress(view, LEFT, NONE, QPoint(90, 30))
    program.wait(lambda: ring.is_spreading)
    QTest.mouseRelease(view, LEFT, NONE, QPoint(90, 30))
    program.wait(lambda: not ring.is_spreading)
    after = program.state.maps[0]
    assert before is not None and after is not None and not np.array_equal(before.cursor, after.cursor)
    QCursor.setPos(program.window.mapToGlobal(QPoint(-300, -300)))
    program.wait(lambda: not ring.isVisible())
    program.window.classes.projector.set_on(False)
    QCursor.setPos(view.mapToGlobal(QPoint(40, 60)))
    qtbot.wait(60)
    assert not ring.isVisible()
