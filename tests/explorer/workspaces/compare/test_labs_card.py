"""The card of the labs keeps its place and its size, whichever of its pages is shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from explorer.widgets.tabbed_card import TabbedCard
from tests.explorer.program import Program, experiment, speaking

SIZES = ((1280, 720), (1440, 900))
SCALES = (1.0, 1.25, 1.5)
FOUR = [{"family": "vae", "beta": beta, "layers": [12]} for beta in (0.0, 0.2, 1.0, 8.0)]
TWO = [{"family": "ae", "layers": [12]}, {"family": "vae", "layers": [12]}]


@pytest.fixture(params=["en", "zh_CN"])
def program(qtbot: QtBot, qapp: QApplication, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Program]:
    with speaking(qapp, request.param):
        program = Program(qtbot, tmp_path)
        yield program
        program.themes.set_font_scale(1.0)
        assert program.close()


def settle() -> None:
    for _ in range(6):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[call-overload]


@pytest.mark.layout
@pytest.mark.parametrize("models", [TWO, FOUR], ids=["two", "four"])
def test_no_tab_moves_when_another_is_chosen(program: Program, models: list[dict[str, object]]) -> None:
    program.start(experiment(models=models))
    program.session.set_workspace("compare")
    labs: TabbedCard = program.compare.labs
    names = [name for name in labs._names if labs.offers(name)]
    moved = []
    for scale in SCALES:
        program.themes.set_font_scale(scale)
        for size in SIZES:
            program.window.resize(*size)
            settle()
            places = {}
            for name in (*names, *reversed(names)):
                labs.show_page(name)
                settle()
                tabs = labs._segments.mapTo(program.window, QPoint())
                card = labs.mapTo(program.window, QPoint())
                places[name] = (tabs.toTuple(), card.toTuple(), labs.size().toTuple())
            if len(set(places.values())) > 1:
                moved.append((scale, size, places))
    assert not moved, "\n".join(map(str, moved))
