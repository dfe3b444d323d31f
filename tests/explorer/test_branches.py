"""Branches of runs: a fork never touches the run that it left, training on stays in its own folder, and the way back to
the other run is on the timeline and in the table."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from explorer.run_bar.timeline_bar import TimelineBar
from tests.explorer.program import Program, experiment
from trainers.marks import BRANCH, FORK, Mark
from trainers.messages import Phase
from trainers.runs.folder import read_run
from trainers.runs.lock import LOCK
from trainers.runs.table.runs_index import RunsIndex
from trainers.runs.table.tree import lineage, parent_of


def bits(folder: Path) -> Mapping[str, str]:
    """The SHA-256 of every file of a run folder, by its name, but of the lock, which is there while it is open."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != LOCK)
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def train(program: Program, steps: int) -> Path:
    """Trains, and saves; returns the folder."""
    until = program.step + steps
    program.session.advance(steps)
    program.wait(lambda: program.step == until and program.state.phase in (Phase.PAUSED, Phase.FINISHED))
    saved = program.state.saved
    program.session.stop()  # which saves, once
    program.wait(lambda: program.state.saved is not saved and program.state.saved is not None)
    assert program.state.saved is not None and not program.state.saved.problem
    return Path(program.state.saved.folder)


def fork(program: Program, **settings: float) -> None:
    """Goes on with other settings as a run of its own, and pauses there."""
    run_id = program.state.run_id
    for path, value in settings.items():
        program.session.edit(value, path)
    program.session.fork()
    program.wait(lambda: program.state.run_id > run_id and program.state.phase is Phase.TRAINING)
    program.session.pause()
    program.wait_for(Phase.PAUSED)


def test_whatever_becomes_of_a_fork_its_parent_stays_bit_for_bit(program: Program) -> None:
    program.start(experiment(steps=400))
    parent = train(program, 20)
    left = bits(parent)
    fork(program, batch_size=8)
    child = train(program, 15)
    program.session.edit(4.0, "models.0.beta")  # live
    train(program, 5)
    kept = program.state.timeline
    assert kept is not None
    program.session.take_back(next(step for step in kept.steps if 20 < step < program.step))
    program.wait(lambda: any(mark.kind == BRANCH for mark in program.state.marks))
    train(program, 5)
    fork(program, batch_size=4)
    grandchild = train(program, 5)
    program.session.rewind()
    program.wait(lambda: program.state.phase is Phase.READY)
    assert len({parent, child, grandchild}) == 3
    assert bits(parent) == left
    assert read_run(child).marks[0] == Mark(20, FORK, (("batch_size", 16, 8),), source=parent.name)
    listed = {row.run.path: depth for row, depth in lineage(RunsIndex(parent.parent).refresh().rows)}
    assert [listed[path] for path in (parent, child, grandchild)] == [0, 1, 2]


def test_training_on_from_a_keyframe_stays_in_the_run(program: Program) -> None:
    program.start(experiment(steps=400))
    train(program, 12)
    kept = program.state.timeline
    assert kept is not None
    step = next(step for step in reversed(kept.steps) if 0 < step < 12)
    program.session.train_on(step)
    program.wait(lambda: program.step > 12)
    program.session.pause()
    program.wait_for(Phase.PAUSED)
    folder = train(program, 1)
    runs = RunsIndex(folder.parent).refresh().rows
    assert [(row.run.path, row.run.forked_at) for row in runs] == [(folder, -1)], "no other run came of it"
    marks = read_run(folder).marks
    assert [(mark.kind, mark.step, mark.origin) for mark in marks] == [(BRANCH, 12, step)]


def test_the_timeline_of_a_fork_leads_to_its_parent(program: Program) -> None:
    program.start(experiment(steps=400))
    parent = train(program, 20)
    line = program.window.run.timeline.line
    assert line.stub_end is None
    fork(program, batch_size=8)
    end = line.stub_end
    assert end is not None and end.x() > line.x_of(20) and line.rect().contains(end.toPoint())
    assert parent.name in line.accessibleDescription()
    train(program, 3)
    program.qtbot.mouseClick(line, Qt.MouseButton.LeftButton, pos=end.toPoint())
    program.wait(lambda: program.state.place == str(parent) and program.state.can_train)
    assert line.stub_end is None and program.state.scrubbed is None


def test_a_parent_that_is_gone_or_elsewhere_is_not_offered(program: Program) -> None:
    program.start(experiment(steps=400))
    parent = train(program, 20)
    fork(program, batch_size=8)
    child = train(program, 3)
    parent.rename(parent.with_name("called otherwise"))
    run_id = program.state.run_id
    program.window.files.open(child)
    program.wait(lambda: program.state.run_id > run_id and program.state.can_train)
    assert program.state.place == str(child)
    assert any(mark.kind == FORK for mark in program.state.marks)
    assert program.window.run.timeline.line.stub_end is None
    for name in ("../outside", "/etc", "..", ".", ""):
        found = parent_of((Mark(5, FORK, source=name),), child)
        assert found == (None, -1) or (found[0] is not None and found[0].parent == child.parent), name


@pytest.mark.qt_log_ignore("This plugin does not support")  # what the offscreen platform says of menus
def test_the_way_back_is_reached_by_the_keyboard(qtbot: QtBot) -> None:
    bar = TimelineBar()
    qtbot.addWidget(bar)
    bar.resize(500, 30)
    bar.show_keyframes([0, 50], 100)
    bar.show_parent(40, "the <b>other</b>")
    bar.show()
    asked: list[bool] = []
    bar.parent_requested.connect(lambda: asked.append(True))
    at = bar.line.mapToGlobal(QPoint(5, 5))
    QApplication.sendEvent(bar.line, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), at))
    (menu,) = bar.line.findChildren(QMenu, "timeline_menu")
    (action,) = menu.actions()
    assert "the <b>other</b>" in action.text() and "step 40" in action.text()
    action.trigger()
    assert asked == [True]
    menu.close()
    bar.show_parent(-1, "")
    assert bar.line.stub_end is None
