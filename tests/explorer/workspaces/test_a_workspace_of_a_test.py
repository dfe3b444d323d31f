"""A workspace that is written here, one class beside one line: the window, the session and the command line take it as
they take those of the program."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTranslator
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from explorer.options import parse_options
from explorer.settings import Settings
from explorer.state.changes import newer
from explorer.state.room import Part, Parts, Room, Slot
from explorer.state.state import AppState
from explorer.state.workspace import Workspace
from explorer.texts.data_texts import workspace_text
from explorer.widgets.card import Card
from explorer.widgets.middle_part import MiddlePart
from explorer.workspaces import WORKSPACES
from tests.explorer.program import Program, experiment
from trainers import messages
from trainers.messages import Phase

KEY = "brightness"
DECODED = messages.Channel("brightness 0", messages.Decoded)


@dataclass(frozen=True)
class BrightnessState:
    """How often brightness was measured, and how far from the origin it is asked for."""

    measured: int = 0
    reach: float = 0.0


def brightness_of(state: AppState) -> BrightnessState:
    return state.own(KEY, BrightnessState)


def reduce(own: BrightnessState, state: AppState, event: messages.Event | messages.Answer) -> BrightnessState:
    if isinstance(event, messages.Decoded) and event.channel == DECODED.name:
        return replace(own, measured=own.measured + 1)
    return own


class BrightnessParts(Parts):
    """A button above the maps, a word with them, a number in a card, and a line beside the settings."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.further, self.middle, self.card, self.side = (
            QPushButton(),
            MiddlePart(),
            Card("Brightness"),
            QLabel("note"),
        )
        self.further.setObjectName("further")
        self.number = QLabel()
        self.card.set_body(self.number)
        self.further.clicked.connect(self._on_further_clicked)
        room.session.state_changed.connect(self._on_state_changed)

    @property
    def parts(self) -> Sequence[Part]:
        return (
            Part(Slot.BAR, self.further),
            Part(Slot.MIDDLE, self.middle),
            Part(Slot.CARDS, self.card, 20),
            Part(Slot.SIDE, self.side),
        )

    @property
    def hints(self) -> Sequence[tuple[QWidget, str]]:
        return ((self.number, "How bright it is."),)

    def is_answered(self, state: AppState) -> bool:
        return state.is_answered(DECODED)

    def show_state(self, new: AppState, old: AppState | None) -> None:
        if answer := newer(new, old, DECODED):
            self.number.setText(f"{answer.images.mean():.3f}")

    def _on_further_clicked(self) -> None:
        own = brightness_of(self.room.session.state)
        self.room.session.keep(KEY, replace(own, reach=own.reach + 1))

    def _on_state_changed(self, new: AppState, old: AppState) -> None:
        if new.workspace != KEY or new.data is None:
            return
        own, before = brightness_of(new), brightness_of(old)
        if old.workspace != KEY or own.reach != before.reach or new.shown_pictures is not old.shown_pictures:
            z = np.full_like(new.maps[0].cursor, own.reach)
            self.room.session.decode(0, z, DECODED)


BRIGHTNESS = Workspace(
    key=KEY,
    title="Brightness",
    needs="posterior",
    lacking="None of these models has a posterior.",
    hint="One number per code.",
    State=BrightnessState,
    make_parts=BrightnessParts,
    reduce=reduce,
    loss_hint="Losses say nothing of brightness.",
)
ALL = (*WORKSPACES, BRIGHTNESS)  # the one line


class Upside(QTranslator):
    """A language in which whatever a workspace declares is said in capitals."""

    def translate(self, context: str, text: str, *_: object) -> str:  # type: ignore[override]
        return text.upper() if context == "Workspace" else ""

    def isEmpty(self) -> bool:
        return False


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    made = Program(qtbot, tmp_path, ALL)
    yield made
    assert made.close(), "a thread of the worker did not end"


def parts_of(program: Program) -> BrightnessParts:
    parts = program.window.parts[KEY]
    assert isinstance(parts, BrightnessParts)
    return parts


def seen(program: Program) -> list[bool]:
    return [part.widget.isVisible() for part in parts_of(program).parts]


def is_within(widget: QWidget, parent: QWidget) -> bool:
    return parent.isAncestorOf(widget)


def hint(program: Program, widget: QWidget) -> str:
    QApplication.sendEvent(widget, QEvent(QEvent.Type.Enter))
    said = program.window.settings_panel.hint.text
    QApplication.sendEvent(widget, QEvent(QEvent.Type.Leave))
    return said


def test_it_opens_by_its_tab_and_every_part_stands_in_its_slot(program: Program) -> None:
    program.start()
    assert program.state.workspace == "explore" and seen(program) == [False] * 4
    program.press("workspace-brightness")
    program.wait(lambda: seen(program) == [True] * 4)
    window, parts = program.window, parts_of(program)
    assert is_within(parts.card, window.cards) and is_within(parts.side, window.settings_panel)
    places = [
        each.mapTo(window, each.rect().topLeft()).y() for each in (parts.further, window.maps, parts.middle, parts.card)
    ]
    assert places == sorted(places) and len(set(places)) == 4
    assert window.maps.isVisible() and window.loss.isVisible()
    assert not program.pictures.samples.isVisible() and not program.compare.bar.isVisible()
    assert hint(program, parts.number) == "How bright it is."
    assert hint(program, program.curves) == "Losses say nothing of brightness."
    program.press("workspace-compare")
    program.wait(lambda: seen(program) == [False] * 4 and program.compare.bar.isVisible())


def test_it_asks_a_look_and_shows_the_answer(program: Program) -> None:
    program.start()
    program.press("workspace-brightness")
    number = parts_of(program).number
    program.wait(lambda: number.text() != "")
    answer = program.state.answers[DECODED.name]
    assert isinstance(answer, messages.Decoded)
    assert number.text() == f"{answer.images.mean():.3f}" and not answer.z.any()
    program.press("further")
    program.wait(lambda: program.state.answers[DECODED.name].z.min() == 1)  # type: ignore[attr-defined]
    program.session.advance(1)
    program.wait_for(Phase.PAUSED)
    program.wait(lambda: program.state.answers[DECODED.name].step == 1)  # which follows the pictures of that step
    assert parts_of(program).is_answered(program.state)


def test_what_it_keeps_outlasts_another_workspace_but_no_other_experiment(program: Program) -> None:
    program.start()
    program.press("workspace-brightness")
    program.wait(lambda: brightness_of(program.state).measured == 1)
    for times in (2, 3):
        program.press("further")
        program.wait(lambda times=times: brightness_of(program.state).measured == times)
    before = brightness_of(program.state)
    assert before.reach == 2
    program.press("workspace-explore")
    assert brightness_of(program.state) is before
    program.press("workspace-brightness")
    program.wait(lambda: brightness_of(program.state).measured == 4)  # what is seen is asked for again
    program.session.restart(play=False)
    assert brightness_of(program.state) == BrightnessState() and program.state.workspace == KEY


def test_models_that_lack_what_it_needs_are_shown_elsewhere(program: Program) -> None:
    program.start()
    program.press("workspace-brightness")
    program.session.begin(experiment(models=[{"family": "ae", "layers": [12]}]))
    assert program.state.workspace == "explore" and seen(program) == [False] * 4
    tab = program.find(QPushButton, "workspace-brightness")
    assert tab.toolTip() == "None of these models has a posterior."
    program.session.enter(KEY)
    assert program.state.workspace == "explore"


def test_an_experiment_that_names_it_opens_there(program: Program, tmp_path: Path) -> None:
    program.start()
    assert program.state.workspace == "explore"
    for title, named, shown in (("here", KEY, KEY), ("anywhere", "", KEY), ("unknown", "nowhere", KEY)):
        path = tmp_path / f"{title}.toml"
        path.write_text(experiment(title=title, opens_in=named).to_toml(), encoding="utf-8")
        program.window.files.open(path)
        program.wait(lambda title=title: program.state.experiment.plan.title == title)  # type: ignore[union-attr]
        assert program.state.workspace == shown and program.state.failed is None
    other = experiment(title="none", opens_in=KEY, models=[{"family": "ae", "layers": [12]}])
    (tmp_path / "none.toml").write_text(other.to_toml(), encoding="utf-8")
    program.window.files.open(tmp_path / "none.toml")
    program.wait(lambda: program.state.labels == ("AE",))
    assert program.state.workspace == "explore"  # which has something to show of it


def test_its_key_is_listed_by_the_command_line_and_remembered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert parse_options(["--workspace", KEY], ALL).workspace == KEY
    with pytest.raises(SystemExit):
        parse_options(["--help"], ALL)
    listed = re.sub(r"[\s│]", "", capsys.readouterr().out)  # too many for a line
    assert "explore,compare,adversarial,components,characters,maps,mixtures,brightness" in listed
    with pytest.raises(SystemExit):
        parse_options(["--workspace", KEY])  # which nobody has entered there
    settings = Settings(tmp_path / "settings.ini", ALL)
    settings.workspace = KEY
    assert settings.workspace == KEY and Settings(tmp_path / "settings.ini").workspace == "explore"


def test_its_texts_are_translated(program: Program, qapp: QApplication) -> None:
    other = Upside()
    QCoreApplication.installTranslator(other)
    try:
        assert workspace_text("Compare") == "COMPARE"
        program.start()
        program.press("workspace-brightness")
        assert program.text_of("workspace-brightness") == "BRIGHTNESS"
        program.wait(lambda: program.window.settings_panel.hint.text == "ONE NUMBER PER CODE.")
        program.session.begin(experiment(models=[{"family": "ae", "layers": [12]}]))
        tab = program.find(QPushButton, "workspace-brightness")
        assert tab.toolTip() == "NONE OF THESE MODELS HAS A POSTERIOR."
    finally:
        QCoreApplication.removeTranslator(other)
