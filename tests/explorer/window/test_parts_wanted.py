"""What stands in the place of the maps is made once there is a run that it has something to show of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from explorer.state.room import Part, Parts, Room, Slot
from explorer.state.state import AppState
from explorer.state.workspace import NoState, Workspace
from explorer.style.theme import DARK, LIGHT
from explorer.widgets.card import Card
from explorer.widgets.middle_part import MiddlePart
from explorer.workspaces import WORKSPACES
from tests.explorer.program import Program, experiment
from trainers.messages import Phase

GAN = {"family": "gan", "g_layers": [12], "d_layers": [12]}
ALWAYS = {"explore", "compare"}  # with the maps


class ListeningParts(Parts):
    """Remembers what it is told."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.theme = room.theme
        self.heard: list[tuple[AppState, AppState]] = []
        self.shown: list[tuple[AppState, AppState | None]] = []
        self.above, self.button, self.card = QPushButton("above"), QPushButton("below"), Card("Listening")
        self.card.set_body(self.button)
        self.middle = MiddlePart()
        room.session.state_changed.connect(self._on_state_changed)

    @property
    def parts(self) -> Sequence[Part]:
        return Part(Slot.CARDS, self.card, 20), Part(Slot.BAR, self.above), Part(Slot.MIDDLE, self.middle)

    @property
    def hints(self) -> Sequence[tuple[QWidget, str]]:
        return ((self.card, "It listens."),)

    def _on_state_changed(self, new: AppState, old: AppState) -> None:
        assert self.shown[-1][0] is old  # it hears of a state before it is to show it
        self.heard.append((new, old))

    def show_state(self, new: AppState, old: AppState | None) -> None:
        self.shown.append((new, old))


LISTENING = Workspace(
    key="listening",
    title="Listening",
    needs="scores",
    lacking="None of these models scores anything.",
    hint="",
    State=NoState,
    make_parts=ListeningParts,
    maps=False,
)


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    made = Program(qtbot, tmp_path, (*WORKSPACES, LISTENING))
    yield made
    assert made.close(), "a thread of the worker did not end"


def begin(program: Program, *models: dict[str, Any]) -> None:
    """Asks for a run, which nobody trains."""
    program.session.begin(experiment(models=models) if models else experiment())


def listening(program: Program) -> ListeningParts:
    parts = program.window.parts["listening"]
    assert isinstance(parts, ListeningParts)
    return parts


def test_only_what_can_show_something_is_made_and_stays(program: Program) -> None:
    parts = program.window.parts
    assert set(parts) == ALWAYS
    begin(program)
    assert set(parts) == {*ALWAYS, "maps"}
    begin(program, GAN)
    assert set(parts) == {*ALWAYS, "maps", "adversarial", "listening"}
    first = dict(parts)
    begin(program)
    begin(program, GAN)
    assert dict(parts) == first


def test_the_workspace_that_is_entered_is_there_whatever_it_shows(program: Program) -> None:
    program.session.set_workspace("mixtures")
    assert program.state.workspace == "mixtures" and "mixtures" in program.window.parts


def test_who_is_made_hears_of_the_state_that_it_is_made_for(program: Program) -> None:
    begin(program)
    before = program.state
    begin(program, GAN)
    made = listening(program)
    assert made.heard and made.shown[0] == (before, None)
    assert made.heard[0][0].experiment == program.state.experiment and made.heard[0][1] is before
    assert [(id(new), id(old)) for new, old in made.shown[1:]] == [(id(new), id(old)) for new, old in made.heard]


def test_who_is_made_wears_the_theme_of_then_and_later_ones(program: Program) -> None:
    program.themes.set_mode("light")
    begin(program, GAN)
    assert program.window.room.theme == listening(program).theme == LIGHT
    stages = program.adversarial.stages
    assert stages.palette().window().color() == program.window.palette().window().color()
    program.themes.set_mode("dark")
    assert program.window.room.theme == DARK


def test_who_is_made_explains_itself_under_the_pointer(program: Program) -> None:
    begin(program, GAN)
    said: list[str] = []
    program.window.hints.hint_changed.connect(said.append)
    QApplication.sendEvent(listening(program).card, QEvent(QEvent.Type.Enter))
    assert said == ["It listens."]


def test_who_is_made_while_the_window_is_there_is_seen_in_its_workspace_alone(program: Program) -> None:
    program.start()
    cards = program.window.cards
    cards.moveSplitter(300, 1)
    dragged = [size for size in cards.sizes() if size]
    begin(program, GAN)
    program.wait_for(Phase.READY)
    program.session.set_workspace("listening")
    made = listening(program)
    assert all(part.widget.isVisible() for part in made.parts)
    program.session.set_workspace("explore")
    assert not any(part.widget.isVisible() for part in made.parts)
    program.wait(lambda: [size for size in cards.sizes() if size] == dragged)
