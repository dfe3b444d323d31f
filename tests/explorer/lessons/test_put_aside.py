"""A run that a lesson is begun beside comes back as it was: its bits, and what is seen of it."""

from __future__ import annotations

import threading
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest

from explorer.state.state import AppState
from tests.explorer.program import Program, experiment
from trainers.examples import Float32
from trainers.messages import Phase
from trainers.runs.folder import read_checkpoint, unfinished_runs

# What is drawn or said again, of the same weights; and where the run was saved when it was left, if it was not before.
TOLD_ANEW = {"status", "threads", "ticked", "pictures", "answers", "judge", "saved", "place"}


def losses(state: AppState) -> Float32:
    assert state.curves is not None
    return state.curves.values(0, state.curves.metrics(0)[0])


def train_to(program: Program, step: int) -> None:
    program.session.advance(step - program.step)
    program.wait(lambda: program.step == step and program.state.phase in (Phase.PAUSED, Phase.FINISHED))


def never_interrupted(program: Program, step: int) -> Float32:
    """The losses of the same run that nobody interrupted."""
    program.start()
    train_to(program, step)
    found = losses(program.state).copy()
    program.session.begin(experiment())
    program.wait_for(Phase.READY)
    return found


def same(mine: AppState, theirs: AppState) -> list[str]:
    """The fields in which two states differ."""
    names = [each.name for each in fields(AppState) if each.name not in TOLD_ANEW]
    return [name for name in names if getattr(mine, name) != getattr(theirs, name)]


def test_the_run_comes_back_as_it_was(program: Program) -> None:
    """Weights, optimisers and generators: further losses are, bit for bit, those of a run that was never left. And all
    that is seen of it: the very same values."""
    whole = never_interrupted(program, 60)
    session = program.session
    train_to(program, 20)
    session.edit(2.0, "models.0.beta")
    session.edit(1.0, "models.0.beta")
    value = program.state.maps[0]
    assert value is not None
    session.set_map(0, value.with_pin(np.float32([0.5, -0.5])))
    session.set_map(0, program.state.maps[0].with_cursor(np.float32([1, 1])))  # type: ignore[union-attr]
    session.set_workspace("compare")
    session.scrub(10)
    program.wait(lambda: 20 in [entry.step for entry in program.state.timeline.entries])  # type: ignore[union-attr]
    program.wait(lambda: not session.unanswered)
    before = program.state
    session.begin_apart(experiment(seed=5, title="apart"))
    program.wait_for(Phase.READY)
    assert program.state.maps[0] is not None and not program.state.maps[0].pins and program.step == 0
    train_to(program, 30)
    session.take_up()
    assert same(program.state, before) == []
    program.wait(lambda: not session.is_apart and not session.unanswered)
    assert same(program.state, before) == []
    session.undo()
    assert program.state.maps[0] is not None and program.state.maps[0].pins and not program.state.maps[0].cursor.any()
    session.undo()
    assert not program.state.maps[0].pins
    train_to(program, 60)
    assert losses(program.state).tobytes() == whole.tobytes()


def test_a_run_that_trains_goes_on_training(program: Program) -> None:
    program.start(experiment(steps=100_000), play=True)
    program.wait(lambda: program.step > 5)
    session, run_id = program.session, program.state.run_id
    session.begin_apart(experiment(seed=5))
    program.wait_for(Phase.READY)
    session.take_up()
    assert program.state.run_id == run_id and program.state.phase is Phase.TRAINING
    at = program.step
    program.wait(lambda: program.step > at + 5)
    session.pause()
    program.wait_for(Phase.PAUSED)
    found = losses(program.state)
    program.wait(lambda: len(losses(program.state)) == program.step)
    assert np.isfinite(found).all()


def test_a_run_that_was_never_trained_comes_back_untrained(program: Program) -> None:
    program.start()
    session, before = program.session, program.state
    session.begin_apart(experiment(seed=5))
    program.wait_for(Phase.READY)
    train_to(program, 5)
    session.take_up()
    program.wait(lambda: not session.unanswered)
    assert same(program.state, before) == [] and not program.state.place
    assert program.step == 0 and not list(session.runs_dir.glob("*"))
    train_to(program, 5)
    assert program.state.experiment == experiment()


def test_runs_that_are_begun_apart_leave_nothing_behind(program: Program) -> None:
    """Neither among the user's runs, nor where they were saved meanwhile; nor are they offered again."""
    program.start()
    train_to(program, 5)
    session = program.session
    session.begin_apart(experiment(seed=5))
    program.wait_for(Phase.READY)
    apart = session.folder
    assert apart is not None and session.runs_dir not in apart.parents
    train_to(program, 60)  # where it stands, and is saved after a moment
    program.wait(lambda: program.state.place)
    assert apart.is_dir() and str(apart) not in program.settings.recent_runs
    session.fork()
    program.wait(lambda: program.state.run_id == 3 and program.step > 60)
    session.pause()
    program.wait_for(Phase.PAUSED)
    step = program.step
    session.rewind()
    program.wait_for(Phase.READY)
    assert session.is_apart and program.step == 0
    session.take_rewind_back()
    program.wait(lambda: program.step == step)
    session.take_up()
    program.wait(lambda: not apart.parent.exists())
    assert [path.name for path in session.runs_dir.iterdir()] == [Path(program.state.place).name]
    assert program.step == 5 and unfinished_runs(session.runs_dir) == []


def test_a_run_that_has_not_come_to_be_is_begun_again(program: Program) -> None:
    program.start()
    program.session.begin(experiment(seed=7))  # and at once, before its data are there
    program.session.begin_apart(experiment(seed=5))
    program.wait(lambda: program.state.phase is Phase.READY and program.state.pictures is not None)
    assert program.state.experiment == experiment(seed=5)
    program.session.take_up()
    assert program.state.experiment == experiment(seed=7) and program.state.phase is Phase.STARTING
    program.wait_for(Phase.READY)
    train_to(program, 3)
    assert program.state.experiment == experiment(seed=7)


def test_pictures_of_a_run_whose_data_were_never_heard_of_are_not_shown_as_others(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was built, but a lesson was begun before the window knew; when that is left, the run is there for a moment
    before it is begun again, and what is known of data is still of the run before."""
    ae = {"family": "ae", "layers": [8]}
    program.start(experiment(dataset={"name": "clouds"}, models=[ae]))
    session = program.session
    program.wait(lambda: program.state.pictures is not None and not session.unanswered)
    trainer, render, begin = session._worker._trainer, session._worker._render, session._worker._trainer._begin
    do, free, patience = render._do, threading.Event(), threading.Event()
    monkeypatch.setattr(render, "_do", lambda *work: free.wait() and do(*work))  # nothing is drawn yet
    session.begin(experiment(models=[ae]))
    wanted = program.state.run_id
    while (run := trainer._run) is None or run.run_id != wanted:  # and the window hears nothing
        patience.wait(0.005)
    session.begin_apart(experiment(seed=5, title="apart"))
    while (run := trainer._run) is None or run.run_id == wanted:
        patience.wait(0.005)
    free.set()
    program.wait_for(Phase.READY)
    monkeypatch.setattr(trainer, "_begin", lambda wish: patience.wait(0.3) or begin(wish))  # as large data take
    session.take_up()
    program.wait(lambda: program.state.phase is Phase.READY and program.state.pictures is not None)
    data, pictures = program.state.data, program.state.pictures
    assert data is not None and pictures is not None and data.run_id == pictures.run_id == program.state.run_id
    assert pictures.models[0].reconstructions is not None and pictures.models[0].reconstructions.shape[1:] == (1, 8, 8)


def test_a_lesson_without_its_data_leaves_the_run_as_it_is(program: Program) -> None:
    program.start()
    train_to(program, 5)
    program.wait(lambda: 5 in [entry.step for entry in program.state.timeline.entries])  # type: ignore[union-attr]
    session, before = program.session, program.state
    session.begin_apart(experiment(dataset={"name": "mnist"}))
    program.wait(lambda: program.state.refused is not None)
    session.take_up()
    assert same(program.state, before) == []
    train_to(program, 8)


def test_closing_within_a_lesson_saves_what_was_put_aside(program: Program) -> None:
    """A run that trained is saved up to where it was left; the window may even be killed, for it was saved then."""
    program.start(experiment(steps=100_000), play=True)
    program.wait(lambda: program.step > 5)
    session = program.session
    session.begin_apart(experiment(seed=5))
    program.wait_for(Phase.READY)
    program.wait(lambda: list(session.runs_dir.glob("*/resume.json")))
    (folder,) = session.runs_dir.iterdir()
    left = read_checkpoint(folder).position["step"]
    assert left > 5
    assert program.close()
    assert read_checkpoint(folder).position["step"] == left


def test_threads_that_are_chosen_in_a_lesson_are_for_the_run_after_it(program: Program) -> None:
    program.start()
    session = program.session
    session.begin_apart(experiment(seed=5))
    program.wait_for(Phase.READY)
    session.set_threads(1)
    session.take_up()
    program.wait(lambda: program.state.threads is not None and program.state.threads.pinned)
    assert program.state.threads is not None and program.state.threads.threads == 1
