"""What the user opens, drops and saves: runs, experiments, data, images."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Qt, QTimer, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QWidget

from explorer.files.beside_desk import BesideDesk
from explorer.files.dialogs import Dialogs
from explorer.files.dropped import Dropped, read_image, sort_dropped
from explorer.files.opening import OpenedRun, open_bundled, open_path, show_opened, summary
from explorer.files.run_reader import RunReader
from explorer.pixels.images import UInt8
from explorer.state.session import Session
from explorer.texts.beside_texts import several_runs_text
from explorer.texts.run_names import list_line
from explorer.texts.sentences import sentence_text
from trainers import places
from trainers.catalog import opening
from trainers.disk.atomic_file import write_atomically
from trainers.examples import DataError
from trainers.knobs import ConfigError
from trainers.lessons.classroom import is_classroom_file
from trainers.marks import FORK
from trainers.messages import Saved
from trainers.runs.folder import RunFolderError, RunSummary, recent_runs, runs_elsewhere
from trainers.shown import shown, shown_name
from trainers.sweeps.folder import is_sweep

EXPERIMENT_SUFFIX = ".latent.toml"  # by which the desktop knows whose files these are
MOST_RECENT = 12
PATIENCE_MS = 500  # of reading, after which it is said


class FileDesk(QObject):
    """Turns files into wishes of *session*. What cannot be done is one sentence, and nothing has changed."""

    failed = Signal(str)
    told = Signal(str)  # that something takes a while; empty once it is done
    opened = Signal()  # a run or an experiment
    left = Signal()  # nothing comes of what was asked for, and there is nothing to say
    run_opened = Signal(object)  # Path: its folder
    class_requested = Signal(str)  # the path of a classroom file
    sweep_requested = Signal(object)  # Path: the folder of a sweep
    image_dropped = Signal(object)  # uint8 (C, H, W), in the shape of the data

    def __init__(self, session: Session, dialogs: Dialogs, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._dialogs, self._window = session, dialogs, window
        self._reader = RunReader(self)
        self._reader.read.connect(self._on_read)
        self._reader.refused.connect(self._on_refused)
        self._reader.left.connect(self.left)
        self._for_run = 0  # the run that was there when the reading began
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._on_patience_ended)
        self._reading = ""
        self._play = False
        self._chosen: Path | None = None  # where the user has just asked the run to be saved
        self.beside = BesideDesk(session, window)
        self.beside.failed.connect(self.failed)
        self.beside.told.connect(self.told)
        self.beside.opened.connect(self.opened)
        self.beside.left.connect(self.left)

    def attempt(self, wish: Callable[[], object]) -> bool:
        """Does what may be refused; whether it was done."""
        try:
            wish()
        except (ConfigError, RunFolderError, DataError, OSError) as error:
            self.failed.emit(shown(sentence_text(str(error))))  # here: Qt's texts know no halves of characters
            return False
        return True

    def open(self, path: Path, play: bool = False) -> None:
        """Opens a run, a sweep, an experiment or a class; what is wrong is said, whether it could be opened or not.

        A run is read by a thread of its own, and shown once it is read."""
        self.beside.forget()
        if is_classroom_file(path):
            self._reader.forget()
            self.class_requested.emit(str(path.absolute()))
        elif self._session.is_unsaved(path):
            self._reader.forget()
            self.told.emit(self.tr("This run is open."))
        elif is_sweep(path):
            self._reader.forget()
            self._show_something()  # it may have been given on the command line
            self.sweep_requested.emit(path)
        elif why := self._session.state.why_watched:
            self._reader.forget()
            self.failed.emit(sentence_text(why))
        elif os.path.isdir(path):
            self._for_run, self._reading, self._play = self._session.state.run_id, path.name, play
            self._reader.ask(path, self._session.state)
            self._patience.start()
        else:
            self._reader.forget()
            self.attempt(lambda: self._open_experiment(path, play))

    def open_beside(self, paths: Sequence[Path], asked_in: QWidget | None = None) -> None:
        """Shows the models of several runs side by side, once their folders are read. *asked_in*: a window, as lasting
        as the main one, in which it was asked for."""
        self._reader.forget()
        self.beside.open(paths, asked_in)

    def forget(self) -> None:
        """Whatever is being read, or asked about, is not shown any more."""
        self._reader.forget()
        self.beside.forget()

    def _open_experiment(self, path: Path, play: bool) -> None:
        open_path(self._session, path, play)
        self.opened.emit()

    @property
    def is_reading(self) -> bool:
        """Whether a run is being read that is to be shown."""
        return self._reader.is_reading

    def _on_read(self, opened: OpenedRun) -> None:
        if self._session.state.run_id != self._for_run:
            self.left.emit()  # the user has begun something else meanwhile
            return
        in_time = self._patience.isActive()
        self._patience.stop()
        self.attempt(lambda: self._show(opened, in_time))  # the controls may have gone meanwhile

    def _show(self, opened: OpenedRun, in_time: bool) -> None:
        problem = summary(show_opened(self._session, opened, play=self._play))
        self.run_opened.emit(opened.path)
        self.opened.emit()
        if problem:
            self.failed.emit(shown(problem))
        elif not in_time:  # it was said that it takes a while
            self.told.emit("")

    def _on_refused(self, reason: str) -> None:
        self._patience.stop()
        self._show_something()  # it may have been to be the first thing to see
        self.failed.emit(reason)

    def _show_something(self) -> None:
        """What comes with the program, where there is nothing to see yet and this window may begin a run."""
        state = self._session.state
        if state.experiment is None and not state.why_watched:
            open_bundled(self._session)

    def _on_patience_ended(self) -> None:
        if self._reader.is_reading:
            self.told.emit(self.tr("Reading {0}…").format(shown_name(self._reading)))

    def take(self, paths: list[str]) -> None:
        """Whatever was dropped: a run, an experiment, data, or an image to look at."""
        self.attempt(lambda: self._take(sort_dropped([Path(path) for path in paths])))

    def _take(self, dropped: Dropped) -> None:
        if dropped.beside:
            self.open_beside(dropped.beside)
        elif dropped.open is not None:
            self.open(dropped.open)
        elif dropped.data is not None:
            self._session.choose_data(*opening(self._session.state.datasets, dropped.opens, str(dropped.data)))
        elif dropped.image is not None:
            data = self._session.state.data
            if data is None:
                raise DataError(f"{dropped.image.name}: there is no model yet to look at it with")
            image: UInt8 = read_image(dropped.image, data.image_shape)
            self.image_dropped.emit(image)

    # ------------------------------------------------------------------ with a dialog

    def open_run(self) -> None:
        path = self._dialogs.ask_folder(self.tr("Open a run folder"), places.runs_dir())
        if path is not None:
            self.open(path)

    def open_experiment(self) -> None:
        path = self._dialogs.ask_file(self.tr("Open an experiment"), places.runs_dir(), "TOML (*.toml)")
        if path is not None:
            self.open(path)

    def open_data(self) -> None:
        """Asks which kind first: no system's dialog lets one choose a file or a folder."""
        menu = QMenu(self._window)
        menu.setObjectName("open_data")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Folder of images…")).triggered.connect(self.open_pictures)
        arrays = menu.addAction(self.tr("File of arrays or ZIP of images (NPZ, NPY, IDX, CSV, ZIP)…"))
        arrays.triggered.connect(self._open_arrays)
        menu.addAction(self.tr("Text file (TXT)…")).triggered.connect(self.open_text)
        menu.popup(QCursor.pos())

    def open_pictures(self) -> None:
        """Asks for a folder at once, beginning where the user's pictures are kept."""
        places = QStandardPaths.standardLocations(QStandardPaths.StandardLocation.PicturesLocation)
        start = next((Path(place) for place in places if os.path.isdir(place)), Path.home())
        path = self._dialogs.ask_folder(self.tr("Train on a folder of images"), start)
        if path is not None:
            self.take([str(path)])

    def _open_arrays(self) -> None:
        start = self._session.data_dir
        kinds = self.tr("Arrays, tables and archives of pictures")
        path = self._dialogs.ask_file(self.tr("Train on a file of arrays"), start, f"{kinds} (*)")
        if path is not None:
            self.take([str(path)])

    def open_text(self) -> None:
        """Asks for a text at once."""
        start = self._session.data_dir
        kinds = self.tr("Texts")
        path = self._dialogs.ask_file(self.tr("Train on a text"), start, f"{kinds} (*.txt *.md)")
        if path is not None:
            self.attempt(lambda: self._take(Dropped(data=path, opens="text")))

    def save_run(self) -> None:
        if self._session.state.beside:
            self.failed.emit(several_runs_text())
            return
        path = self._dialogs.ask_new(self.tr("Save the run as a folder"), places.runs_dir() / self.tr("my run"))
        if path is not None:
            self._chosen = path
            self._session.save(path)

    def confirm(self, saved: Saved) -> None:
        """Says where the run lies now, if the user has chosen the place."""
        if self._chosen is not None and saved.folder == str(self._chosen):
            self.told.emit(self.tr("Saved in {0}").format(shown(saved.folder)))
            self._chosen = None

    def save_experiment(self) -> None:
        """What the form shows, not what runs."""
        draft = self._session.state.draft
        suggestion = places.runs_dir() / f"experiment{EXPERIMENT_SUFFIX}"
        path = self._dialogs.ask_new(self.tr("Save the experiment"), suggestion, EXPERIMENT_SUFFIX)
        if path is not None and draft is not None:
            self.attempt(lambda: write_atomically(path, draft.to_toml().encode()))

    def recent(self, remembered: Sequence[Path] = ()) -> list[tuple[Path, str]]:
        """The last runs, each with a line that tells them apart, or that says why it cannot be opened: those of the
        folder of runs, and the *remembered* ones that lie elsewhere."""
        home = places.runs_dir()
        elsewhere = runs_elsewhere(home, remembered)[:MOST_RECENT]
        runs = [*elsewhere, *recent_runs(home)[: MOST_RECENT - len(elsewhere)]]
        runs.sort(key=lambda run: run.modified, reverse=True)
        return [(run.path, list_line(self._as_it_is(run))) for run in runs]

    def _as_it_is(self, run: RunSummary) -> RunSummary:
        """The run that is open is further than its folder, which is written to from time to time."""
        state, forks = self._session.state, [mark for mark in self._session.state.marks if mark.kind == FORK]
        if run.path != self._session.folder or state.ticked is None or state.ticked.run_id != state.run_id:
            return run
        return replace(run, step=state.ticked.step, forked_at=forks[-1].step if forks else run.forked_at)
