"""The program is killed while a lesson is open: nothing of the user's is lost, and nothing of the lesson's is left."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from explorer.settings import Settings
from explorer.state.lesson_room import PREFIX, LessonRoom, clear_left_behind
from tests.explorer.lessons.test_put_aside import losses, train_to
from tests.explorer.program import Program, experiment
from trainers.messages import Phase
from trainers.runs.folder import unfinished_runs
from trainers.runs.lock import LOCK, LockState, lock_state

ROOT = Path(__file__).resolve().parents[3]
CHILD = """
import sys
import time
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace
from explorer.app import make_application
app = make_application()
from tests.explorer.lessons.shown import FOLDER
from tests.explorer.program import Program

def wait(found, timeout):
    end = time.monotonic() + timeout / 1000
    while not found():
        if time.monotonic() > end:
            raise SystemExit("it did not come about")
        app.processEvents()
        time.sleep(0.005)  # QTest.qWait would keep other threads of Python waiting, too

bot = SimpleNamespace(addWidget=lambda _: None, waitExposed=lambda _: nullcontext(), waitUntil=wait)
program = Program(bot, Path(sys.argv[1]))
program.window.lesson_desk.shelf.set_folders((FOLDER.parent,))
program.start()
program.session.advance(12)
program.wait(lambda: program.step == 12 and program.state.phase == "paused")
program.window.lesson_desk.open_named(FOLDER.name)
program.wait(lambda: program.state.lesson is not None and not program.state.lesson.building)
program.session.play()
program.session.save()
program.wait(lambda: program.state.place)
print("killed at", program.step, flush=True)
time.sleep(60)
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the system has its temporary files."""
    found = tmp_path / "temporary"
    found.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(found))
    return found


def kill_within_a_lesson(folder: Path, place: Path) -> None:
    """Runs the program up to there, in a process of its own."""
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(folder)],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(place), "OMP_NUM_THREADS": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )
    with child:
        assert child.stdout is not None
        said = child.stdout.readline()
        child.kill()
    assert said.startswith("killed at")


def test_the_next_start_offers_the_users_run_and_nothing_of_the_lesson(
    qtbot: QtBot, tmp_path: Path, place: Path
) -> None:
    kill_within_a_lesson(tmp_path, place)
    (room,) = place.glob(f"{PREFIX}*")
    assert len(list(room.rglob(LOCK))) == 2, "of the room, and of the lesson's run, which was saved there"
    recent = Settings(tmp_path / "settings.ini").recent_runs
    assert not [path for path in recent if str(place) in path]
    program = Program(qtbot, tmp_path)
    (cut_off,) = unfinished_runs(program.session.runs_dir)
    assert cut_off.step == 12 and [path.name for path in program.session.runs_dir.iterdir()] == [cut_off.path.name]
    program.start(experiment(seed=9))
    program.wait(lambda: program.find(QWidget, "recovery-bar").isVisible())
    program.wait(lambda: not room.exists())
    program.press("recover")
    program.wait(lambda: program.step == 12 and program.state.phase in (Phase.PAUSED, Phase.READY))
    assert program.state.experiment == experiment() and program.state.lesson is None
    train_to(program, 32)
    found = losses(program.state).copy()
    program.session.begin(experiment())
    program.wait_for(Phase.READY)
    train_to(program, 32)
    assert found.tobytes() == losses(program.state).tobytes() and np.isfinite(found).all()
    assert program.close()


def test_rooms_of_others_and_what_only_looks_like_one_stay(place: Path) -> None:
    """A room of a program that runs; a folder without a lock; a link, and what lies behind it; a file."""
    alive, dead = LessonRoom(), place / f"{PREFIX}dead"
    theirs, target = place / f"{PREFIX}theirs", place / "documents"
    for folder in (dead, theirs, target):
        folder.mkdir()
        (folder / "kept").write_text("mine")
    for folder in (dead, target):
        (folder / LOCK).write_text("{}")
    (dead / "out").symlink_to(target)
    (place / f"{PREFIX}link").symlink_to(target)
    (place / f"{PREFIX}file").write_text("")
    linked = place / f"{PREFIX}lock"
    linked.mkdir()
    (linked / LOCK).symlink_to(target / LOCK)
    assert clear_left_behind() == 1
    assert not dead.exists() and (target / "kept").read_text() == "mine"
    left = {path.name for path in place.iterdir()}
    assert left == {alive.path.name, "documents", *(f"{PREFIX}{name}" for name in ("theirs", "link", "file", "lock"))}
    alive.clear()
    assert not alive.path.exists() and clear_left_behind() == 0


def test_a_room_that_is_just_being_made_is_nobodys_to_clear(place: Path) -> None:
    """Programs that start beside each other: one makes its rooms while two others look for what was left behind."""
    ended = threading.Event()

    def clear() -> None:
        while not ended.is_set():
            clear_left_behind()

    others = [threading.Thread(target=clear) for _ in range(2)]
    for other in others:
        other.start()
    try:
        for _ in range(200):
            room = LessonRoom()
            assert lock_state(room.path) is LockState.HELD
            room.clear()
            assert not room.path.exists()
    finally:
        ended.set()
        for other in others:
            other.join()
    clear_left_behind()
    assert list(place.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="owners are those of Unix")
def test_a_room_of_another_user_stays(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = place / f"{PREFIX}theirs"
    folder.mkdir()
    (folder / LOCK).write_text("{}")
    mine = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: mine + 1)
    assert clear_left_behind() == 0 and folder.is_dir()
    monkeypatch.undo()
    assert folder.is_dir()
