"""The window of all runs, moved by mouse and keys: what is seen, sought, named, opened and put away."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QDesktopServices, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from explorer.runs_table.row_texts import RowTexts, size_in_words
from explorer.runs_table.run_tree import Column
from explorer.runs_table.runs_desk import RunsDesk
from explorer.runs_table.runs_model import BELOW
from explorer.runs_table.runs_window import RunsWindow
from explorer.runs_table.trash import TakenBack, move_to_trash, take_back, trash_runs
from explorer.sweeps.sweep_window import SweepWindow
from tests.explorer.program import Program, experiment
from tests.explorer.tips import unbroken
from trainers import places
from trainers.catalog import family_specs
from trainers.marks import FORK, Mark, to_json
from trainers.messages import Phase, Scalars
from trainers.runs.about import About, read_about, write_about
from trainers.runs.folder import RunFolder
from trainers.runs.listing import RunSummary
from trainers.runs.table.row import RunRow
from trainers.sweeps.folder import begin_sweep
from trainers.sweeps.sweep import Sweep, Varied

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise")  # of windows off screen
BUNDLED = places.resources_dir() / "runs" / "ae-vs-vae-digits"


def make_run(place: Path, name: str, title: str = "", fork_of: str = "") -> Path:
    """A copy of the run that comes with the program, perhaps called otherwise, perhaps a fork."""
    path = place / name
    shutil.copytree(BUNDLED, path, ignore=shutil.ignore_patterns("0000[01]*.npz"))
    toml = (path / "experiment.toml").read_text(encoding="utf-8").splitlines()
    if title:
        toml = [f'title = "{title}"' if line.startswith("title = ") else line for line in toml]
    (path / "experiment.toml").write_text("\n".join(toml), encoding="utf-8")
    if fork_of:
        index = json.loads((path / "resume.json").read_text())
        index["position"]["marks"] = to_json([Mark(700, FORK, source=fork_of)])
        (path / "resume.json").write_text(json.dumps(index))
    return path


def make_damaged(place: Path) -> Path:
    (place / "damaged").mkdir()
    (place / "damaged" / "experiment.toml").write_text("[[[")
    return place / "damaged"


class Table:
    """The desk with its window, and what a test sees and does there."""

    def __init__(self, program: Program) -> None:
        self.program = program
        program.window.further.show_runs()
        self.desk = program.window.findChildren(RunsDesk)[0]
        self.window = program.window.findChildren(RunsWindow)[0]
        self.view = self.window.view
        self.settle()
        self.view.setFocus()

    def settle(self) -> None:
        self.program.wait(lambda: self.window.listing is not None and not self.desk.jobs.is_busy)

    def names(self) -> list[str]:
        return [self.text(row.run.path, Column.RUN) for row in self.window.model.seen]

    def index(self, path: Path, column: Column = Column.RUN) -> QModelIndex:
        return self.window.model.index_of(path, column)

    def text(self, path: Path, column: Column) -> str:
        return str(self.window.model.data(self.index(path, column)))

    def below(self, path: Path) -> str:
        return str(self.window.model.data(self.index(path), BELOW))

    def press(self, name: str) -> None:
        self.program.qtbot.mouseClick(self.window.findChildren(QPushButton, name)[0], Qt.MouseButton.LeftButton)

    def click(self, path: Path, column: Column) -> None:
        seen = self.index(path, column)
        at = self.view.visualRect(seen).center()
        self.program.qtbot.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, pos=at)

    def rename(self, name: str) -> str:
        """Types a name in place; returns the one that stood there."""
        QTest.keyClick(self.view, Qt.Key.Key_F2)
        editor = self.view.findChildren(QLineEdit, "run_name")[-1]
        before = editor.text()
        editor.setText(name)
        QTest.keyClick(editor, Qt.Key.Key_Return)
        return before


@pytest.fixture
def place(tmp_path: Path) -> Path:
    made = places.runs_dir()
    made.mkdir(parents=True)
    return made


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    made = Program(qtbot, tmp_path)
    made.show()
    made.wait(lambda: bool(made.state.families))
    yield made
    assert made.close()


def test_runs_are_listed_with_forks_below_their_parents(program: Program, place: Path) -> None:
    root = make_run(place, "root", "Digits")
    fork = make_run(place, "2026-11-29 12-00-00 Digits", "A fork", fork_of="root")
    damaged = make_damaged(place)
    write_about(root, About(note="the first\nof many", star=True))
    table = Table(program)
    model = table.window.model
    assert model.parent(table.index(fork)) == table.index(root)
    assert not model.parent(table.index(root)).isValid()
    assert table.view.isExpanded(table.window.model.index_of(root))
    assert (table.text(root, Column.RUN), table.below(root)) == ("root", "the first")
    assert (table.text(fork, Column.RUN), table.below(fork)) == ("A fork", "fork at step 700")
    assert table.text(damaged, Column.RUN) == "damaged" and "cannot be read" in table.below(damaged)
    assert table.text(root, Column.STEPS) == "2\u202f000"
    program.wait(lambda: isinstance(model.data(table.index(root), Qt.ItemDataRole.DecorationRole), QImage))
    tip = str(model.data(table.index(fork), Qt.ItemDataRole.ToolTipRole))
    assert "Fork of root" in tip and unbroken(str(fork)) in unbroken(tip)


def test_figures_are_those_on_held_out_data_under_the_names_of_the_window(program: Program, place: Path) -> None:
    """Those of a batch are told apart from them, in the cell and in the order."""
    paths = [make_run(place, name) for name in ("good", "poor", "batch")]
    names = ["test_neg_elbo", "test_kl"]
    for path, value in zip(paths, (95.6, 98.9, None), strict=True):
        keyframe = {"0.test_names": np.array([], "U9"), "1.test_names": np.array([], "U9"),
                    "0.test_values": np.zeros(0), "1.test_values": np.zeros(0)}  # fmt: skip
        if value is not None:
            keyframe |= {"0.test_names": np.array(["test_mse"]), "0.test_values": np.array([value / 2000]),
                         "1.test_names": np.array(names), "1.test_values": np.array([value, 4.0])}  # fmt: skip
        for old in (path / "keyframes").iterdir():
            old.unlink()
        np.savez(path / "keyframes" / "00001900.npz", **keyframe)
    table = Table(program)
    good, poor, batch = (table.text(path, Column.FIGURES) for path in paths)
    assert good == "AE: MSE 0.0478 · VAE: −ELBO 95.6" and "−ELBO 98.9" in poor
    assert batch.startswith("last batch · AE: ")
    table.view.sortByColumn(Column.FIGURES, Qt.SortOrder.AscendingOrder)
    assert table.names() == ["good", "poor", "batch"]
    tip = str(table.window.model.data(table.index(paths[0]), Qt.ItemDataRole.ToolTipRole))
    assert "On held-out data, at step 1\u202f900:" in tip


def test_a_game_is_told_by_what_means_something() -> None:
    """Not by how steep D is; and what is said of texts is the quantity, not its unit."""
    texts = RowTexts({spec.name: spec for spec in family_specs()}, {}, {})
    run = RunSummary(Path("a"), "a", families=("gan",), labels=("GAN",))
    losses = (("d_loss", 1.39), ("penalty", 0.003), ("g_loss", 0.7))
    assert texts.figures(RunRow(run, figures=(losses,), verdicts=("healthy",))) == "Healthy"
    judged = (("test_d_real", 0.52), ("test_d_fake", 0.49), ("test_accuracy", 0.757))
    assert texts.figures(RunRow(run, figures=(judged,), judged_at=300)).startswith("D acc 0.757")
    written = replace(run, families=("ngram",), labels=("3-gram",))
    row = RunRow(written, figures=((("test_nats_per_char", 2.1122),),), judged_at=100)
    assert texts.figures(row) == "surprise 2.112"


def test_an_empty_table_says_what_would_be_there(program: Program) -> None:
    table = Table(program)
    assert table.window.empty_text.startswith("No run here yet.")
    places.settings_file().parent.mkdir(exist_ok=True)
    places.settings_file().touch()
    table.desk.show_folder(places.settings_file())
    table.settle()
    assert "cannot be looked into" in table.window.empty_text


def test_words_seek_and_esc_takes_things_back_one_by_one(program: Program, place: Path) -> None:
    for name in ("apple", "pear"):
        make_run(place, name)
    make_run(place, "child", fork_of="apple")
    write_about(place / "pear", About(note="ripe and Round", star=True))
    table = Table(program)
    search = table.window.search.words
    QTest.keyClicks(search, "ROUND rip")
    program.wait(lambda: table.names() == ["pear"])
    QTest.keyClick(search, Qt.Key.Key_Escape)
    program.wait(lambda: sorted(table.names()) == ["apple", "child", "pear"])
    QTest.keyClicks(search, "child")
    program.wait(lambda: table.names() == ["apple", "child"])  # its parent with it
    search.clear()
    table.window.search.starred.click()
    program.wait(lambda: table.names() == ["pear"])
    QTest.keyClick(table.view, Qt.Key.Key_Escape)
    assert not table.window.search.starred.isChecked() and table.window.isVisible()
    QTest.keyClicks(search, "nowhere")
    program.wait(lambda: table.names() == [])
    assert table.window.empty_text.startswith("No run has all of these words")
    QTest.keyClick(search, Qt.Key.Key_Escape)
    QTest.keyClick(table.view, Qt.Key.Key_Escape)
    assert not table.window.isVisible()


def test_name_star_and_note_are_kept_in_the_folder(program: Program, place: Path) -> None:
    path, other = make_run(place, "2026-11-29 12-00-00 Digits", "Digits"), make_run(place, "other")
    table = Table(program)
    table.view.select([path])
    assert table.rename("  the  best ") == "Digits"
    program.wait(lambda: read_about(path).name == "the best" and table.text(path, Column.RUN) == "the best")
    table.click(path, Column.STAR)
    program.wait(lambda: read_about(path).star)
    table.settle()
    table.view.select([path])
    QTest.keyClick(table.window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    program.wait(lambda: not read_about(path).star)
    table.settle()
    note = table.window.findChildren(QPlainTextEdit, "runs_note")[0]
    note.setFocus()
    QTest.keyClicks(note, "beta 4")
    table.view.setFocus()
    program.wait(lambda: read_about(path) == About("the best", "beta 4"))
    table.settle()
    table.view.select([other])
    assert note.toPlainText() == "" and not (other / "about.json").exists()
    table.view.select([path])
    assert note.toPlainText() == "beta 4"
    assert table.rename("Digits") == "the best"  # as it is called by itself
    program.wait(lambda: read_about(path) == About("", "beta 4"))


def test_news_of_a_run_do_not_undo_what_is_being_typed(program: Program, place: Path) -> None:
    path = make_run(place, "a")
    table = Table(program)
    table.view.select([path])
    QTest.keyClick(table.view, Qt.Key.Key_F2)
    (editor,) = table.view.findChildren(QLineEdit, "run_name")
    editor.selectAll()
    QTest.keyClicks(editor, "half a na")
    table.window.model.show_row(replace(table.window.model.rows[0], seconds=99.0))
    make_run(place, "b")
    table.desk.refresh()
    table.settle()
    assert editor.text() == "half a na" and editor.isVisible() and table.names() == ["a"]
    QTest.keyClicks(editor, "me")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    program.wait(lambda: read_about(path).name == "half a name" and sorted(table.names()) == ["b", "half a name"])


def test_a_double_click_on_rename_types_one_name(program: Program, place: Path) -> None:
    """The second click comes while the name is typed, and Qt warns where one asks for the same editor again."""
    path = make_run(place, "a")
    table = Table(program)
    table.view.select([path])
    table.press("runs_rename")
    table.press("runs_rename")
    (editor,) = table.view.findChildren(QLineEdit, "run_name")
    editor.selectAll()
    QTest.keyClicks(editor, "b")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    program.wait(lambda: read_about(path).name == "b")


def test_what_cannot_be_kept_is_said(program: Program, place: Path, tmp_path: Path) -> None:
    path = make_run(place, "a")
    (path / "about.json").symlink_to(tmp_path / "outside")
    table = Table(program)
    table.click(path, Column.STAR)
    program.wait(lambda: "link" in table.window.said)
    assert not (tmp_path / "outside").exists()


def test_enter_opens_a_run_and_its_row_is_live(program: Program, place: Path) -> None:
    path, other = make_run(place, "a"), make_run(place, "b")
    table = Table(program)
    table.view.select([path])
    QTest.keyClick(table.view, Qt.Key.Key_Return)
    program.wait(lambda: program.state.can_train and Path(program.state.place) == path)
    assert table.text(path, Column.WHEN) == "open here"
    program.session.advance(3)
    program.wait(lambda: table.text(path, Column.STEPS).startswith("2\u202f003"))
    program.wait(lambda: program.state.phase is not Phase.TRAINING)
    assert table.text(other, Column.WHEN) not in ("open here", "training now")


def test_what_is_opened_from_the_table_is_seen(program: Program, place: Path) -> None:
    """The window that shows it comes before the table, which no system may keep above it."""
    path, damaged = make_run(place, "a"), make_damaged(place)
    table = Table(program)
    handle = table.window.windowHandle()
    assert handle.transientParent() is None and handle.type() is Qt.WindowType.Window
    frame, room = table.window.frameGeometry(), table.window.screen().availableGeometry()
    assert room.top() <= frame.top() and frame.bottom() <= room.bottom() and room.left() <= frame.left()
    table.window.activateWindow()
    table.view.select([path])
    QTest.keyClick(table.view, Qt.Key.Key_Return)
    program.wait(lambda: program.state.place == str(path) and program.window.isActiveWindow())
    assert table.window.isVisible()
    table.window.activateWindow()
    table.view.select([damaged])
    QTest.keyClick(table.view, Qt.Key.Key_Return)
    program.wait(lambda: "experiment.toml" in table.window.said)
    assert table.window.isActiveWindow(), "what cannot be opened is said where it was asked for"
    table.view.select([path])
    QTest.keyClick(table.view, Qt.Key.Key_Return)
    program.wait(lambda: table.window.said == "" and program.window.isActiveWindow())


@pytest.mark.qt_log_ignore("This plugin does not support (raise|propagateSizeHints)")  # of windows off screen
@pytest.mark.parametrize("leave", ["the question", "the run that is read", "the runs that are read", "by another wish"])
def test_where_nothing_came_of_a_wish_later_problems_are_said_elsewhere(
    program: Program, place: Path, tmp_path: Path, leave: str
) -> None:
    paths, files = [make_run(place, name) for name in ("a", "b")], program.window.files
    program.session.begin(experiment())
    program.wait_for(Phase.READY)
    table = Table(program)
    if leave == "the run that is read":
        table.window.opened.emit(paths[0])
        program.session.begin(experiment())
        program.wait(lambda: not files.is_reading)
    elif leave == "by another wish":
        table.window.opened.emit(paths[0])
    else:
        table.window.beside_requested.emit(tuple(paths))
        if leave == "the question":
            program.wait(lambda: files.beside.chooser is not None)
            assert files.beside.chooser is not None
            files.beside.chooser.close()
        else:
            program.session.begin(experiment())
            program.wait(lambda: not files.beside.is_reading)
    files.open(tmp_path / "nothing.toml")
    program.wait(lambda: "nothing.toml" in program.note)
    assert table.window.said == ""


def test_the_table_closes_by_ctrl_w_and_the_program_by_ctrl_q(program: Program, place: Path) -> None:
    table = Table(program)
    table.window.activateWindow()
    QTest.keyClick(table.view, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert not table.window.isVisible() and program.window.isVisible()
    program.window.further.show_runs()
    program.window.further.show_sweeps()
    (sweeps,) = program.window.findChildren(SweepWindow)
    with program.qtbot.waitActive(sweeps):
        sweeps.activateWindow()
    QTest.keyClick(sweeps, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert not any(window.isVisible() for window in (program.window, table.window, sweeps))


def test_what_was_said_goes_by_itself(program: Program, place: Path, tmp_path: Path) -> None:
    make_run(place, "a")
    table = Table(program)
    program.dialogs.path = tmp_path / "runs.csv"
    table.press("runs_export")
    program.wait(lambda: "runs.csv" in table.window.said)
    table.window.close()
    table.window.open()
    assert table.window.said == ""
    table.window.say("Saved", is_problem=False)
    (timer,) = (each for each in table.window.findChildren(QTimer) if each.isSingleShot() and each.isActive())
    timer.setInterval(1)
    program.wait(lambda: table.window.said == "")
    table.window.say("wrong")
    assert not timer.isActive()


def test_a_run_is_called_alike_in_table_title_and_menu(program: Program, place: Path) -> None:
    path = make_run(place, "2026-11-29 12-00-00 Digits", "Digits")
    program.window.files.open(path)
    program.wait(lambda: program.state.place == str(path))
    table = Table(program)
    table.view.select([path])
    table.rename("the best")
    title = "the best \u2013 Latent Explorer"
    program.wait(lambda: program.window.windowTitle() == title)
    assert next(line for _, line in program.window.files.recent()).startswith("the best · ")
    run_id = program.state.run_id
    program.window.files.open(path)
    program.wait(lambda: program.state.run_id > run_id and program.state.can_train)
    assert program.window.windowTitle() == title
    program.session.save(place / "copy")
    program.wait(lambda: program.state.place == str(place / "copy"))
    assert program.window.windowTitle().startswith("copy"), "the name stays with its folder"
    program.session.restart(play=False)
    program.wait(lambda: program.state.phase is Phase.READY)
    assert "the best" not in program.window.windowTitle()


def test_the_open_run_and_one_that_is_written_stay_out_of_the_trash(program: Program, place: Path) -> None:
    opened, written, left = (make_run(place, name) for name in ("opened", "written", "left"))
    program.window.files.open(opened)
    program.wait(lambda: program.state.place == str(opened))
    folder = RunFolder.open_for_writing(written)
    table = Table(program)
    gone: list[Path] = []

    def move(path: Path) -> Path | None:
        gone.append(path)
        shutil.rmtree(path)
        return None

    table.desk.move = move
    table.view.select([opened, written, left])
    size = size_in_words(sum(row.size for row in table.window.model.rows))
    QTest.keyClick(table.view, Qt.Key.Key_Delete)
    assert table.window.question.text == f"Move 3 runs ({size}) to the trash?" and gone == []
    QTest.keyClick(table.window, Qt.Key.Key_Escape)
    assert table.window.question.text == "" and table.window.isVisible()
    table.press("runs_trash")
    table.press("runs_trash_yes")
    program.wait(lambda: gone == [left] and len(table.names()) == 2)
    assert "opened: this run is open" in table.window.said and "written: another program" in table.window.said
    assert "In the trash now: 1" in table.window.said
    folder.close()
    table.view.select([written])
    QTest.keyClick(table.view, Qt.Key.Key_Delete)  # one goes at once
    program.wait(lambda: gone == [left, written] and table.names() == ["opened"])


def test_a_run_in_the_systems_trash_can_be_taken_back(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "share").mkdir()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    path = make_run(place, "a")
    content = (path / "experiment.toml").read_bytes()
    done = trash_runs([path, place / "missing"], held=lambda: ())
    ((was, now),) = done.gone
    assert was == path and not path.exists() and now == tmp_path / "share" / "Trash" / "files" / "a"
    assert [problem.split(":")[0] for problem in done.problems] == ["missing"]
    (found,) = tmp_path.rglob("Trash/files/a/experiment.toml")
    assert found.read_bytes() == content
    with pytest.raises(OSError):  # what is not there cannot be moved
        move_to_trash(path)
    assert take_back(done.known) == TakenBack((path,), ())
    assert (path / "experiment.toml").read_bytes() == content
    assert not [*tmp_path.rglob("*.trashinfo")]
    again = take_back(done.known)
    (problem,) = again.problems
    assert problem.startswith("a: cannot be taken back (") and again.back == ()


def test_what_went_by_one_key_is_taken_back_by_one_click(
    program: Program, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "share").mkdir()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    paths = [make_run(place, name) for name in ("a", "b", "c")]
    table = Table(program)
    table.view.sortByColumn(Column.RUN, Qt.SortOrder.AscendingOrder)
    table.view.select([paths[1]])
    QTest.keyClick(table.view, Qt.Key.Key_Delete)
    program.wait(lambda: table.names() == ["a", "c"])
    assert table.view.selected() == () and table.view.current_row is not None
    assert table.view.current_row.run.path == paths[2], "the keyboard stays where it was, and has chosen nothing"
    opened: list[Path] = []
    table.window.opened.connect(opened.append)
    QTest.keyClick(table.view, Qt.Key.Key_Return)
    assert opened == [] and [row.run.path for row in table.view.selected()] == [paths[2]]
    table.press("runs_take_back")
    program.wait(lambda: table.names() == ["a", "b", "c"])
    assert [row.run.path for row in table.view.selected()] == [paths[1]] and paths[1].is_dir()
    assert table.window.said == "" and not table.window.findChildren(QPushButton, "runs_take_back")[0].isVisible()


def test_of_what_is_taken_back_in_part_that_part_is_selected_and_the_rest_forgotten(
    program: Program, place: Path, tmp_path: Path
) -> None:
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    paths = [make_run(place, name) for name in ("a", "b", "c")]
    table = Table(program)
    table.desk.move = lambda path: path.rename(bin_ / path.name)
    table.window.trash_confirmed.emit(tuple(paths[:2]))
    program.wait(lambda: table.names() == ["c"])
    shutil.copytree(paths[2], paths[0])  # another one has its place meanwhile
    table.press("runs_take_back")
    program.wait(lambda: sorted(table.names()) == ["a", "b", "c"])
    assert "a: cannot be taken back" in table.window.said and (bin_ / "a").is_dir()
    assert [row.run.path for row in table.view.selected()] == [paths[1]]
    table.view.select([paths[2]])
    table.window.select_when_there([paths[1], place / "d"])  # of which one has been removed again
    table.desk.refresh()
    table.settle()
    assert [row.run.path for row in table.view.selected()] == [paths[1]]
    table.view.select([paths[2]])
    make_run(place, "d")
    table.desk.refresh()
    program.wait(lambda: sorted(table.names()) == ["a", "b", "c", "d"])
    assert [row.run.path for row in table.view.selected()] == [paths[2]]


def test_what_writes_is_seen_by_what_it_writes(program: Program, place: Path) -> None:
    path = make_run(place, "a")
    table = Table(program)
    program.wait(lambda: not table.window.model.lacks_picture(path))
    view, seen = table.view, table.view.visualRect(table.index(path))
    table.window.model.show_picture(path, None)
    empty = view.viewport().grab(seen).toImage()
    table.window.model.show_picture(path, "anna\nbert\ncleo")
    words = view.viewport().grab(seen).toImage()
    places = [
        (x, y) for x in range(seen.width()) for y in range(seen.height()) if words.pixel(x, y) != empty.pixel(x, y)
    ]
    assert len(places) > 20 and max(x for x, _ in places) < 60, "inside the place of the picture"


def test_where_no_file_manager_opens_it_is_said_where_the_run_is(
    program: Program, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make_run(place, "a")
    table = Table(program)
    table.view.select([path])
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    table.press("runs_reveal")
    assert str(path) in table.window.said


def test_a_fork_stands_below_its_parent_while_it_trains(program: Program, place: Path) -> None:
    """Its folder tells nothing of that before it is saved for the first time."""
    parent = make_run(place, "parent")
    program.window.files.open(parent)
    program.wait(lambda: program.state.can_train and program.state.place == str(parent))
    run_id = program.state.run_id
    program.session.edit(4000, "steps")
    program.session.fork()
    program.wait(lambda: program.state.run_id > run_id and program.state.phase is Phase.TRAINING)
    program.session.pause()
    program.wait_for(Phase.PAUSED)
    fork = program.session.folder
    assert fork is not None and fork != parent
    program.wait(lambda: (fork / "experiment.toml").exists())
    (fork / "resume.json").unlink(missing_ok=True)
    table = Table(program)
    program.wait(lambda: table.index(fork).isValid())
    assert table.window.model.parent(table.index(fork)) == table.index(parent)


def test_two_to_four_whole_runs_go_side_by_side(program: Program, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths, damaged = [make_run(place, f"run {number}") for number in range(5)], make_damaged(place)
    table = Table(program)
    button = table.window.findChildren(QPushButton, "runs_beside")[0]
    asked: list[tuple[Path, ...]] = []
    monkeypatch.setattr(program.window.files.beside, "open", lambda paths, asked_in: asked.append(paths))
    for count in range(6):
        table.view.select(paths[:count])
        assert button.isEnabled() == (2 <= count <= 4)
    table.view.select([paths[0], damaged])
    assert not button.isEnabled()
    table.view.select(paths[:2])
    table.press("runs_beside")
    assert [set(found) for found in asked] == [set(paths[:2])]


def test_another_folder_and_csv(program: Program, place: Path, tmp_path: Path) -> None:
    make_run(place, "mine")
    stick = tmp_path / "stick"
    stick.mkdir()
    make_run(stick, "theirs", "=cmd()")
    table = Table(program)
    program.dialogs.path = stick / "theirs"  # a run's own folder stands for all beside it
    table.press("runs_other_folder")
    assert program.dialogs.over is table.window
    program.wait(lambda: table.names() == ["theirs"])
    program.dialogs.path = tmp_path / "runs.csv"
    table.press("runs_export")
    program.wait(lambda: "runs.csv" in table.window.said)
    head, line = csv.reader((tmp_path / "runs.csv").read_text(encoding="utf-8-sig").splitlines())
    found = dict(zip(head, line, strict=True))
    assert (found["folder"], found["title"], found["step"]) == ("theirs", "'=cmd()", "2000")
    assert float(found["1.test_kl"]) > 0 and int(found["judged_at"]) > 1900
    program.dialogs.path = tmp_path / "nowhere" / "runs.csv"
    table.press("runs_export")
    program.wait(lambda: "cannot be written" in table.window.said)
    table.press("runs_own_folder")
    program.wait(lambda: table.names() == ["mine"])


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing the keyboard)")  # off screen
def test_runs_of_sweeps_are_one_click_from_mine_and_the_menu_leads_back(program: Program, place: Path) -> None:
    make_run(place, "mine")
    sweep = Sweep.make(experiment(title="Digits: VAE"), (Varied("models.0.latent_dim", (2, 3)),), (0,))
    begin_sweep(place / "sweep 2026-11-30 17-00-47", sweep)
    make_run(place / "sweep 2026-11-30 17-00-47", "latent_dim-2_seed-0")
    table = Table(program)
    assert table.names() == ["mine"]
    button = table.window.findChildren(QPushButton, "runs_sweeps")[0]
    assert button.isVisible() and button.text() == "Sweeps (1)"
    (action,) = button.menu().actions()
    assert action.text().startswith("Digits: VAE · ") and action.text().endswith(" · 2 runs")
    button.menu().popup(QPoint(0, 0))
    button.menu().setActiveAction(action)
    table.desk.refresh()
    table.settle()
    assert button.menu().activeAction() is action, "what is listed anew leaves an open menu as it is"
    button.menu().close()
    action.trigger()
    program.wait(lambda: table.names() == ["latent_dim-2_seed-0"])
    assert not button.isVisible()
    program.window.further.show_runs()
    program.wait(lambda: table.names() == ["mine"])


def test_what_changes_elsewhere_is_seen_when_one_comes_back(program: Program, place: Path) -> None:
    first = make_run(place, "first")
    table = Table(program)
    table.view.select([first])
    program.window.activateWindow()
    second = make_run(place, "second")
    table.window.activateWindow()
    program.wait(lambda: sorted(table.names()) == ["first", "second"])
    assert [row.run.path for row in table.view.selected()] == [first], "what was selected still is"
    shutil.rmtree(second)
    QTest.keyClick(table.window, Qt.Key.Key_F5)
    program.wait(lambda: table.names() == ["first"])


def test_a_run_that_another_program_trains_is_watched(program: Program, place: Path) -> None:
    path = make_run(place, "elsewhere")
    folder = RunFolder.open_for_writing(path)
    (path / "run.lock").write_text(json.dumps({"pid": 1, "host": "another", "since": "today"}))
    table = Table(program)
    assert table.text(path, Column.WHEN) == "open elsewhere"
    assert table.text(path, Column.STEPS).startswith("2\u202f000")
    loss = tuple({"loss": np.float32([1])} for _ in range(2))
    folder.append_metrics(Scalars(1, 2001, loss))
    program.wait(lambda: table.text(path, Column.STEPS).startswith("2\u202f001"))
    folder.close()
    program.wait(lambda: table.text(path, Column.WHEN) != "open elsewhere")


def test_a_run_that_this_program_has_left_is_open_nowhere(program: Program, place: Path) -> None:
    """It lets go of the folder a moment after it has gone on to another run."""
    path = make_run(place, "2026-11-29 12-00-07 Digits", "Digits")
    folder = RunFolder.open_for_writing(path)
    table = Table(program)
    assert table.text(path, Column.WHEN) == "2026-11-29 12:00", "as in the title of the window: when it was begun"
    folder.close()


def test_the_run_that_trains_stands_where_its_newest_step_belongs(program: Program, place: Path) -> None:
    paths = [make_run(place, name) for name in ("a", "b")]
    metrics = paths[1] / "metrics.jsonl"
    metrics.write_bytes(metrics.read_bytes() + b'{"step": 2002, "models": [{}, {}]}\n')
    table = Table(program)
    table.view.sortByColumn(Column.STEPS, Qt.SortOrder.DescendingOrder)
    assert table.names() == ["b", "a"]
    program.window.files.open(paths[0])
    program.wait(lambda: program.state.can_train and program.state.place == str(paths[0]))
    program.session.advance(5)
    program.wait(lambda: table.text(paths[0], Column.STEPS).startswith("2\u202f005"))
    assert table.names() == ["a", "b"]


def test_a_note_is_kept_when_the_window_is_closed_over_it(program: Program, place: Path) -> None:
    path = make_run(place, "a")
    table = Table(program)
    note = table.window.findChildren(QPlainTextEdit, "runs_note")[0]
    table.view.select([path])
    note.setFocus()
    QTest.keyClicks(note, "last words")
    program.window.close()
    assert not table.window.isVisible()
    program.wait(lambda: read_about(path).note == "last words")


def last_recent(program: Program) -> QAction:
    program.find(QMenu, "main_menu").aboutToShow.emit()
    return program.find(QMenu, "recent_runs").actions()[-1]


@pytest.mark.parametrize(
    "open_it",
    [
        lambda program: program.window.actions_.runs.trigger(),
        lambda program: program.press("presets-runs"),
        lambda program: last_recent(program).trigger(),
    ],
    ids=["menu", "first page", "recent runs"],
)
def test_where_it_is_found(program: Program, place: Path, open_it: Callable[[Program], None]) -> None:
    make_run(place, "a")
    assert not program.window.findChildren(RunsWindow), "nothing is read or made before it is asked for"
    open_it(program)
    (window,) = program.window.findChildren(RunsWindow)
    program.wait(lambda: [row.run.path.name for row in window.model.rows] == ["a"])
    assert window.isVisible()


def test_every_control_has_a_name(program: Program) -> None:
    table = Table(program)
    for button in table.window.findChildren(QPushButton):
        assert button.objectName() and button.text()
    for field in (table.view, *table.window.findChildren(QLineEdit), *table.window.findChildren(QPlainTextEdit)):
        assert field.objectName() and field.accessibleName()
