"""While nothing happens nothing is laid out: a part that asks for it whenever it is laid out takes a whole core."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.explorer.geometry import settle_layout
from tests.explorer.program import Program, experiment, speaking
from trainers.messages import Phase

pytestmark = pytest.mark.layout

SIZES = ((900, 480), (1280, 720), (1366, 740), (1440, 860))
ROUNDS = 30  # of the event loop; what rests is laid out in few of them
TRIES = 5  # something may just be on its way
EXPERIMENTS: dict[str, dict[str, object]] = {
    "two": {"models": [{"family": "ae", "layers": [12]}, {"family": "vae", "layers": [12]}]},
    "game": {"dataset": {"name": "ring"}, "models": [{"family": "gan", "latent_dim": 2}]},
    "pixels": {"dataset": {"name": "bars-and-stripes"}, "models": [{"family": "made", "layers": [12]}]},
    "mixture": {"dataset": {"name": "ring"}, "models": [{"family": "gaussian-mixture"}]},
    "texts": {"dataset": {"name": "sums"}, "models": [{"family": "ngram"}]},
}


class LayoutRequests(QObject):
    """Counts by name who is asked to lay out."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: Counter[str] = Counter()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and isinstance(watched, QWidget):
            self.asked[f"{type(watched).__name__} {watched.objectName()}"] += 1
        return False


def restless(app: QApplication) -> list[str]:
    """Who is asked to lay out in most rounds of the event loop, again and again."""
    for _ in range(TRIES):
        requests = LayoutRequests()
        app.installEventFilter(requests)
        for _ in range(ROUNDS):
            app.processEvents()
        app.removeEventFilter(requests)
        busy = [each for each, count in requests.asked.items() if count >= ROUNDS / 2]
        if not busy:
            break
    return busy


@pytest.fixture(params=["en", "zh_CN"])
def program(qtbot: QtBot, qapp: QApplication, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Program]:
    with speaking(qapp, request.param):
        program = Program(qtbot, tmp_path)
        yield program
        assert program.close()


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_a_window_in_which_nothing_happens_rests(program: Program, qapp: QApplication, name: str) -> None:
    program.start(experiment(**EXPERIMENTS[name]))
    program.wait_for(Phase.READY)
    found: list[str] = []
    for scale in (1.0, 1.5):
        program.themes.set_font_scale(scale)
        program.wait(lambda: program.themes.dresser.is_done)
        for workspace in program.session.workspaces:
            program.session.enter(workspace.key)
            if program.state.workspace != workspace.key:
                continue
            for size in SIZES:
                program.window.resize(*size)
                settle_layout()
                where = f"{workspace.key}, {size[0]} x {size[1]}, letters {scale}"
                found += [f"{where}: {each}" for each in restless(qapp)]
    assert not found, "\n".join(found)
