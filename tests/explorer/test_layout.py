"""Nothing is cut off, covered, blank or beyond the edge: workspaces, pages and sizes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from explorer.widgets.tabbed_card import TabbedCard
from tests.explorer.geometry import lasting_faults, settle_layout
from tests.explorer.program import Program, experiment, speaking

pytestmark = pytest.mark.layout

# The smallest; scale 2 of 1920 x 1080 less its panel; a small laptop (1366 x 768 has more room); and a large one.
SIZES = ((900, 480), (960, 508), (1280, 720), (1440, 860))
FOUR = [{"family": "vae", "beta": beta, "layers": [12]} for beta in (0.0, 0.25, 1.0, 8.0)]
LOSSES = ("minimax", "non-saturating", "least-squares", "hinge")
GAMES = [{"family": "gan", "loss": loss, "latent_dim": 2} for loss in LOSSES]
EXPERIMENTS: dict[str, dict[str, object]] = {
    "two": {"models": [{"family": "ae", "layers": [12]}, {"family": "vae", "layers": [12]}]},
    "four": {"models": FOUR},
    "many latents": {"models": [{**each, "latent_dim": 8} for each in FOUR]},
    "games": {"dataset": {"name": "ring"}, "models": GAMES},
    "game": {"models": [{"family": "gan", "latent_dim": 2}]},
}


@pytest.fixture(params=["en", "zh_CN"])
def program(qtbot: QtBot, qapp: QApplication, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Program]:
    with speaking(qapp, request.param):
        program = Program(qtbot, tmp_path)
        yield program
        assert program.close()


def pages(program: Program) -> Iterator[str]:
    """Brings each page of the cards that are seen to the front, in turn."""
    settle_layout()
    yield ""
    for card in program.window.findChildren(TabbedCard):
        for name in card._segments._buttons if card.isVisible() else ():
            card.show_page(name)
            settle_layout()
            yield name


def test_nothing_is_cut_off_covered_or_blank(program: Program, qtbot: QtBot) -> None:
    found: dict[str, list[str]] = {}
    begun = False
    for name, changes in EXPERIMENTS.items():
        given = experiment(**changes)
        if begun:
            program.session.begin(given)
            program.wait(lambda given=given: program.state.experiment is given and program.state.can_train)
            program.wait(lambda: program.state.pictures is not None)
        else:
            program.start(given)
            begun = True
        for workspace in ("explore", "compare", "adversarial"):
            program.session.set_workspace(workspace)
            if program.state.workspace != workspace:
                continue
            for size in SIZES:
                program.window.resize(*size)
                for page in pages(program):
                    where = f"{name}, {workspace} {page}, {size[0]} x {size[1]}"
                    if program.window.size().toTuple() != size:
                        found.setdefault("the window has another size", []).append(where)
                    for fault in lasting_faults(qtbot, program.window):
                        found.setdefault(fault, []).append(where)
    told = [f"{fault}: {where[0]}, and {len(where) - 1} more" for fault, where in found.items()]
    assert not told, "\n".join([f"{len(told)} faults:", *told[:60]])
