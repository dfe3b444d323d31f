"""What is moved by hand, in the real window: marked on the way of the run, refused in one line, found again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from explorer.files.opening import open_run
from explorer.state.state import AppState
from explorer.texts.mark_texts import marks_shown
from tests.explorer.program import Program, experiment
from tests.small_families.small_mixture import SmallMixture
from trainers import messages
from trainers.catalog import families
from trainers.experiment import Experiment
from trainers.messages import Phase
from trainers.messages.channels import Channel

MEANS = np.array([[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]])


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    monkeypatch.setitem(families(), "small-mixture", SmallMixture)  # type: ignore[arg-type]
    made = Program(qtbot, tmp_path)
    yield made
    assert made.close(), "a thread of the worker did not end"


def mixtures(*labels: str) -> Experiment:
    models = [{"family": "small-mixture", "label": label} for label in labels]
    return experiment(dataset={"name": "two-moons", "count": 200}, models=models)


def test_a_move_is_marked_saved_and_found_again(program: Program) -> None:
    program.start(mixtures("EM"))
    program.session.adjust(0, {"means": MEANS})
    program.wait(lambda: program.state.adjusted is not None)
    program.wait(lambda: bool(program.state.marks))
    assert marks_shown(program.state) == [(0, "moved by hand")]
    assert "0: moved by hand" in program.window.run.timeline.line.accessibleDescription()
    program.wait(lambda: program.state.saved is not None and not program.state.saved.problem)
    marks = program.state.marks
    assert open_run(program.session, Path(program.state.place)) == ()
    program.wait(lambda: program.state.can_train)
    program.wait(lambda: program.state.marks == marks)
    program.session.set_pace(25)
    program.session.play()
    program.wait(lambda: program.step >= 5)
    program.session.pause()
    program.wait_for(Phase.PAUSED)
    assert program.state.failed is None


def test_with_several_models_it_is_said_which_was_moved(program: Program) -> None:
    program.start(mixtures("left", "right"))
    program.session.adjust(1, {"means": MEANS})
    program.wait(lambda: bool(program.state.marks))
    assert marks_shown(program.state) == [(0, "right · moved by hand")]


def test_what_cannot_be_moved_is_said_over_the_window_until_something_is(program: Program) -> None:
    program.start(mixtures("EM"))
    program.session.adjust(0, {"means": MEANS * np.nan})
    program.wait(lambda: program.state.unmoved is not None)
    assert program.window.note.isVisible() and program.window.note.is_error
    assert program.note.startswith("EM: expected numbers from") and program.note.endswith(".")
    assert program.state.adjusted is None and not program.state.marks
    program.session.adjust(0, {"means": MEANS})
    program.wait(lambda: program.state.adjusted is not None)
    assert not program.window.note.isVisible() and program.state.unmoved is None


def test_who_asks_on_hearing_of_a_step_is_answered_of_it(program: Program) -> None:
    program.start(mixtures("EM"))
    shown, asked = Channel("shown", messages.MixtureShown), {}

    def follow(new: AppState, old: AppState) -> None:
        if new.ticked is not None and new.ticked is not old.ticked:
            asked[program.session.ask(messages.ShowMixture, shown, model=0)] = new.ticked.step
        if (answer := new.answer(shown)) is not None and answer is not old.answer(shown):
            seen[answer.step] = answer
            assert answer.step >= asked[answer.request_id]

    seen: dict[int, messages.MixtureShown] = {}
    program.session.state_changed.connect(follow)
    program.session.set_pace(10)
    program.session.play()
    program.wait(lambda: program.step >= 8)
    program.session.pause()
    program.wait_for(Phase.PAUSED)
    for turn in ("expectation", "maximisation"):
        step = program.step + 1
        program.session.advance(1, (turn,))
        program.wait(lambda step=step: step in seen)
        assert seen[step].is_asked == (turn == "expectation")
    program.wait(lambda: not program.session.unanswered & {shown.name})
    program.session.state_changed.disconnect(follow)
    assert program.state.failed is None
