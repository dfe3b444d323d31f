"""What may be done while a lesson is open, and what becomes of the run that waits beside it."""

from __future__ import annotations

import gc
import shutil
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from explorer.lessons.running import show_me
from explorer.state.lesson_shown import LessonShown
from tests.explorer.lessons.shown import FOLDER
from tests.explorer.program import Program, experiment
from tests.trainers.lessons.lesson_maker import LESSON, write_lesson
from trainers.lessons.class_opening import OpenedClass
from trainers.lessons.classroom import Classroom
from trainers.lessons.restrictions import Restrictions
from trainers.messages import Phase
from trainers.runs.folder import read_checkpoint
from trainers.runs.run import Run

NAME = FOLDER.name


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the system has its temporary files."""
    found = tmp_path / "temporary"
    found.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(found))
    return found


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path, place: Path) -> Iterator[Program]:
    made = Program(qtbot, tmp_path)
    made.window.lesson_desk.shelf.set_folders((FOLDER.parent,))
    made.guide.set_pace(0.0)
    yield made
    assert made.close()


def trained(program: Program, step: int = 12) -> None:
    program.start()
    program.session.advance(step)
    program.wait(lambda: program.step == step and program.state.phase is Phase.PAUSED)


def begin(program: Program, chapter: int = 0) -> None:
    program.window.lesson_desk.open_named(NAME, chapter)
    program.wait(lambda: program.state.lesson is not None)


def lesson(program: Program) -> LessonShown:
    assert program.state.lesson is not None
    return program.state.lesson


def built(program: Program) -> None:
    program.wait(lambda: program.state.lesson is not None and not program.state.lesson.building)


def is_back(program: Program, step: int = 12) -> None:
    """The user's run is there, and trains on."""
    program.wait(lambda: program.state.lesson is None and program.step == step)
    assert program.state.experiment == experiment() and program.state.maps[0] is not None
    program.session.advance(1)
    program.wait(lambda: program.step == step + 1)


@pytest.mark.parametrize("wish", ["restart", "rewind", "fork"])
@pytest.mark.parametrize("early", [True, False])
def test_a_run_that_is_begun_anew_while_its_chapter_is_built(program: Program, wish: str, early: bool) -> None:
    """The lesson goes on with it: nobody waits for a run that will never be."""
    trained(program)
    begin(program)
    if not early:
        program.wait(lambda: program.state.phase is Phase.TRAINING or not lesson(program).building)
    getattr(program.session, wish)()
    built(program)
    assert lesson(program).problem == ""
    program.guide.leave()
    is_back(program)


def test_play_while_a_chapter_is_built_does_not_train_it_to_the_end(program: Program) -> None:
    trained(program)
    begin(program)
    program.wait(lambda: program.state.phase is Phase.TRAINING or not lesson(program).building)
    program.session.play()
    built(program)
    assert program.step < 4000, "the plan of the lesson"


def test_the_users_own_workspace_is_remembered(program: Program) -> None:
    trained(program)
    begin(program)
    built(program)
    assert program.state.workspace == "compare"
    program.window.close()
    assert program.settings.workspace == "explore"


def test_lessons_begun_and_left_in_a_hurry_leave_nothing(program: Program, place: Path) -> None:
    trained(program)
    shelf = program.window.lesson_desk.shelf
    shelf.with_all(lambda _found: None)
    program.wait(lambda: not shelf.is_busy)  # else what is asked for is begun once they have been read
    for _ in range(20):
        program.window.lesson_desk.open_named(NAME)
        program.guide.leave()
    is_back(program)
    for wait in range(8):
        begin(program)
        program.qtbot.wait(wait * 15)
        program.guide.leave()
    is_back(program, 13)
    program.wait(lambda: not list(place.iterdir()))


def test_a_lesson_without_room_for_its_files_is_not_begun(
    program: Program, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trained(program)
    monkeypatch.setattr(tempfile, "tempdir", str(place / "gone"))
    program.window.lesson_desk.open_named(NAME, 1)
    program.wait(lambda: "no room for its files (No such file" in program.note)
    is_back(program)


def test_a_class_that_is_opened_meanwhile_holds_when_the_lesson_is_left(program: Program) -> None:
    trained(program)
    program.session.set_workspace("maps")
    begin(program)
    built(program)
    room = Classroom(title="A", restrict=Restrictions(workspaces=("explore", "compare")))
    program.window.classes.show_opened(OpenedClass(room))
    program.guide.leave()
    assert program.state.lesson is None and program.state.workspace == "explore"
    assert program.window.maps.isVisible()
    is_back(program)


def test_the_run_of_a_lesson_is_not_saved_over_the_users(program: Program) -> None:
    trained(program)
    program.session.save()
    program.wait(lambda: program.state.place)
    folder = Path(program.state.place)
    begin(program)
    built(program)
    program.dialogs.path = folder
    program.window.files.save_run()
    program.wait(lambda: "already open" in program.note)
    assert read_checkpoint(folder).position["step"] == 12
    program.guide.leave()
    is_back(program)


def test_folders_that_are_deleted_meanwhile_cost_nothing(program: Program) -> None:
    trained(program)
    program.session.save()
    program.wait(lambda: program.state.place)
    folder = program.state.place
    begin(program)
    built(program)
    shutil.rmtree(folder)
    assert program.session.folder is not None
    shutil.rmtree(program.session.folder.parent)
    shutil.rmtree(program.session.runs_dir)
    program.session.advance(5)
    program.wait(lambda: program.step == 25 and program.state.phase is Phase.PAUSED)
    program.guide.jump(1)
    built(program)
    assert lesson(program).problem == ""
    program.guide.leave()
    is_back(program)
    program.session.save()
    program.wait(lambda: program.state.saved is not None and program.state.saved.step == 13)
    assert read_checkpoint(Path(program.state.place)).position["step"] == 13


def test_next_and_chapters_in_a_hurry(program: Program) -> None:
    trained(program)
    begin(program)
    while not lesson(program).progress.finished:
        for _ in range(100):
            program.guide.forward()
        built(program)
    for chapter in (0, 1) * 25:
        program.guide.jump(chapter)
    built(program)
    for chapter in (0, 1) * 5:
        program.guide.jump(chapter)
        program.qtbot.wait(chapter * 30 + 10)
    built(program)
    assert lesson(program).problem == "" and program.step == 20
    program.guide.leave()
    is_back(program)


def test_data_are_dropped_into_a_lesson_and_what_is_nothing_does_not_end_it(program: Program, tmp_path: Path) -> None:
    """Data are for the lesson's run; the user's has its own when the lesson is left."""
    trained(program)
    begin(program)
    built(program)
    (tmp_path / "broken.toml").write_text("models = 3")
    for name, said in (("nothing.npy", "there is nothing"), ("broken.toml", "expected 1 to 4 models")):
        program.drop(program.window, tmp_path / name)
        program.wait(lambda said=said: said in program.note)
        assert program.state.lesson is not None
    np.save(tmp_path / "images.npy", np.random.default_rng(0).integers(0, 256, (60, 12, 12), dtype=np.uint8))
    program.drop(program.window, tmp_path / "images.npy")
    program.wait_for(Phase.READY)
    assert program.state.lesson is not None and program.state.experiment is not None
    assert program.state.experiment.dataset == "array-file"
    program.guide.leave()
    is_back(program)


def test_what_cannot_be_opened_meanwhile_leaves_the_users_run(program: Program, tmp_path: Path) -> None:
    trained(program)
    begin(program)
    built(program)
    (tmp_path / "without.toml").write_text(experiment(dataset={"name": "mnist"}).to_toml())
    program.drop(program.window, tmp_path / "without.toml")
    program.wait(lambda: "The run before stays open" in program.note)
    is_back(program)


def test_ten_lessons_leave_no_objects_threads_or_runs(program: Program) -> None:
    trained(program)

    def count() -> tuple[int, int, int]:
        gc.collect()
        runs = sum(type(each) is Run for each in gc.get_objects())
        return threading.active_count(), len(program.window.findChildren(QObject)), runs

    def go(times: int) -> None:
        for number in range(times):
            begin(program, number % 2)
            built(program)
            program.guide.leave()
            program.wait(lambda: not program.session.is_apart and not program.session.unanswered)
        program.qtbot.wait(100)

    go(3)
    before = count()
    go(10)
    assert count() == before and before[2] == 1
    is_back(program)


# What a lesson may ask to be done that nobody can do, and what whoever wrote it hears.
IMPOSSIBLE = {
    'do = "workspace", key = "nowhere"': "there is no workspace 'nowhere'",
    'do = "workspace", key = "adversarial"': "nothing to show in the workspace adversarial",
    'do = "set", path = "models.7.beta", value = 1': "models.7.beta",
    'do = "set", path = "..", value = 1': "..",
    'do = "set", path = "dataset", value = "mnist"': "dataset: expected a table",
    'do = "train", steps = 4, players = ["nobody"]': "training ended at step",
    'do = "cursor", model = 3, z = [1.0]': "model 3 has no map",
    'do = "choose", control = "timeline", value = "abc"': "timeline has nothing called 'abc'",
    'do = "choose", control = "gallery_size", value = "abc"': "gallery_size",
}


@pytest.mark.parametrize("act", IMPOSSIBLE)
def test_what_a_lesson_cannot_do_ends_by_itself(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, act: str
) -> None:
    monkeypatch.setattr(show_me, "CONTROL_SECONDS", 0.5)  # for a control that never comes
    for name, chapter in (("shown", ""), ("before", f"before = [{{ {act} }}]\n")):
        shown = LESSON.replace('do = "set", path = "models.0.beta", value = 4.0', act)
        text = LESSON.replace("steps = 5\n", f"steps = 5\n{chapter}") if chapter else shown
        write_lesson(tmp_path / "mine" / name, text)
    program.window.lesson_desk.shelf.set_folders((tmp_path / "mine",))
    trained(program)
    program.window.lesson_desk.open_named("before")
    built(program)
    assert lesson(program).problem and IMPOSSIBLE[act] in program.guide.trouble
    program.window.lesson_desk.open_named("shown")
    built(program)
    while lesson(program).progress.current.key != "move":
        program.guide.forward()
    program.guide.show_me()
    program.wait(lambda: lesson(program).showing is None)
    assert lesson(program).problem and IMPOSSIBLE[act] in program.guide.trouble
    program.guide.leave()
    is_back(program)


def test_a_chapter_in_a_workspace_that_is_not_there(program: Program, tmp_path: Path) -> None:
    write_lesson(tmp_path / "mine" / "lost", LESSON.replace('workspace = "explore"', 'workspace = "nowhere"'))
    program.window.lesson_desk.shelf.set_folders((tmp_path / "mine",))
    trained(program)
    program.window.lesson_desk.open_named("lost")
    built(program)
    assert "there is no workspace" in program.guide.trouble
    program.guide.leave()
    is_back(program)
