"""Opens the window of all runs and does what is wished there: with folders beside the window, with runs by the session.

Nothing is read before the window is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QCoreApplication, QLocale, QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from explorer.files.dialogs import Dialogs
from explorer.files.report_writer import report_language
from explorer.pixels.images import UInt8, to_qimage
from explorer.runs_table.copied_command import CopiedCommand, copied_command
from explorer.runs_table.live_run import live_row
from explorer.runs_table.row_texts import RowTexts
from explorer.runs_table.runs_jobs import RunsJobs
from explorer.runs_table.runs_window import RunsWindow
from explorer.runs_table.trash import TakenBack, Trashed, move_to_trash, take_back, trash_runs
from explorer.state.changes import changed
from explorer.state.session import Session
from explorer.state.state import AppState
from explorer.style.theme import Theme, ThemeWatcher
from explorer.texts.run_names import title_text
from explorer.texts.sentences import sentence_text
from trainers.disk.atomic_file import reason, write_atomically
from trainers.marks import FORK
from trainers.presets import list_exhibits, list_presets
from trainers.runs.about import About, read_about_to_change, write_about
from trainers.runs.files import RunFolderError
from trainers.runs.listing import is_run
from trainers.runs.table.row import RunRow
from trainers.runs.table.rows_csv import csv_of
from trainers.runs.table.runs_index import Listing, RunsIndex
from trainers.runs.table.thumbnail import read_thumbnail
from trainers.shown import shown, shown_name
from trainers.sweeps.listing import SweepSummary, list_sweeps

SETTLED_MS = 60  # after the last change of what is in sight


class RunsDesk(QObject):
    """``opened(path)``: a run shall be opened; ``beside_requested(paths)``: two to four shall be shown side by side."""

    opened = Signal(object)
    beside_requested = Signal(tuple)

    def __init__(self, session: Session, dialogs: Dialogs, themes: ThemeWatcher, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._dialogs, self._themes, self._parent = session, dialogs, themes, parent
        self.move: Callable[[Path], Path | None] = move_to_trash
        self._trashed: tuple[tuple[Path, Path], ...] = ()  # what went last, and where it lies now
        self._window: RunsWindow | None = None
        self._index = RunsIndex(session.runs_dir)
        self._offers_beside = False
        self.jobs = RunsJobs("runs table", self)
        self._pictures = RunsJobs("thumbnails", self)
        self._settled = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._settled.timeout.connect(self._ask_pictures)
        themes.theme_changed.connect(self._on_theme_changed)
        session.state_changed.connect(self._on_state_changed)

    def offer_beside(self) -> None:
        """There is somebody who hears ``beside_requested``."""
        self._offers_beside = True
        if self._window is not None:
            self._window.offer_beside()

    @property
    def window(self) -> RunsWindow | None:
        """The window, once it was asked for; it lasts as long as the main one."""
        return self._window

    def show_own(self) -> None:
        """The window, to the front, with the runs of this program, whatever folder was listed before."""
        if self._index.place.absolute() == self._session.runs_dir.absolute():
            self.show()
        else:
            self.show_folder(self._session.runs_dir)

    def show(self) -> None:
        """The window, to the front, with the runs as they are now."""
        if self._window is None:
            self._window = self._make_window()
        self._window.open()

    def ask_for_several(self) -> None:
        """The window, in which runs are to be selected that shall stand side by side."""
        self.show_own()
        assert self._window is not None
        self._window.ask_for_several()

    def say(self, text: str) -> None:
        """One line in the window, where something was asked for that cannot be."""
        if self._window is not None:
            self._window.say(text)

    def close(self) -> None:
        """The program ends: what was being typed is kept."""
        if self._window is not None:
            self._window.close()

    def show_folder(self, place: Path) -> None:
        """The window with the runs in *place*; a run's own folder stands for all beside it."""
        place = place.absolute()
        self._index = RunsIndex(place.parent if is_run(place) else place)
        self.show()
        self.refresh()

    def _make_window(self) -> RunsWindow:
        window = RunsWindow(_texts(self._session.state), self._themes.theme, self._themes.font_scale, self._parent)
        window.refresh_requested.connect(self.refresh)
        window.opened.connect(self.opened)
        window.beside_requested.connect(self.beside_requested)
        window.reveal_requested.connect(self._reveal)
        window.renamed.connect(lambda path, name: self._say_of(path, lambda about: replace(about, name=name)))
        window.starred.connect(lambda path, star: self._say_of(path, lambda about: replace(about, star=star)))
        window.noted.connect(lambda path, note: self._say_of(path, lambda about: replace(about, note=note)))
        window.trash_confirmed.connect(self._move_to_trash)
        window.take_back_requested.connect(self._take_back)
        window.export_requested.connect(self._export)
        window.other_folder_requested.connect(self._ask_folder)
        window.search.sweep_requested.connect(self.show_folder)
        window.own_folder_requested.connect(lambda: self.show_folder(self._session.runs_dir))
        window.command_requested.connect(self._ask_command)
        window.seen_changed.connect(self._settled.start)
        if self._offers_beside:
            window.offer_beside()
        return window

    # ------------------------------------------------------------------ the rows

    def refresh(self) -> None:
        """Looks at the folders again, beside the window."""
        if self._window is not None:
            self._window.show_reading()
            self.jobs.add(partial(_look, self._index), self._on_read, only="refresh")

    def _on_read(self, looked: tuple[Listing, list[SweepSummary]] | Exception) -> None:
        window = self._window
        found, sweeps = looked if isinstance(looked, tuple) else (looked, [])
        if window is None:
            return
        if not isinstance(found, Listing):  # nothing that lies in a folder may take the list away
            window.say(self.tr("The runs cannot be listed ({0})").format(shown(str(found) or type(found).__name__)))
        elif found.place == self._index.place:
            found = replace(found, rows=tuple(map(self._planted, found.rows)))
            window.show_listing(found, is_own=found.place.absolute() == self._session.runs_dir.absolute())
            window.search.show_sweeps([(each.path, _sweep_line(each)) for each in sweeps])
            self._show_live(self._session.state)

    def _planted(self, row: RunRow) -> RunRow:
        """Of the run that is open it is known from the beginning which one it left, of others once they are saved."""
        state = self._session.state
        forks = [mark for mark in state.marks if mark.kind == FORK]
        if row.run.path != self._session.folder or not forks or row.run.forked_from:
            return row
        return replace(row, run=replace(row.run, forked_from=forks[-1].source, forked_at=forks[-1].step))

    def _on_state_changed(self, new: AppState, old: AppState | None) -> None:
        if self._window is None or not self._window.isVisible():
            return
        if changed(new, old, "ticked", "phase", "run_id"):
            self._show_live(new)
        if changed(new, old, "saved", "place") and self._is_new(self._session.folder):
            self.refresh()

    def _is_new(self, folder: Path | None) -> bool:
        """Whether the run that is open should be among the rows, and is not."""
        window = self._window
        if folder is None or window is None or folder.parent != self._index.place:
            return False
        return all(row.run.path != folder for row in window.model.rows)

    def _show_live(self, state: AppState) -> None:
        assert self._window is not None
        folder = self._session.folder if state.experiment is not None else None
        self._window.model.show_live(folder, lambda row: live_row(row, state))
        if not self._window.view.is_editing:
            self._window.model.sort_live()

    # ------------------------------------------------------------------ pictures

    def _ask_pictures(self) -> None:
        """Those that are in sight and not known yet."""
        window = self._window
        if window is None or not window.isVisible():
            return
        wanted = [row for row in window.view.in_sight() if window.model.lacks_picture(row.run.path)]
        for row in wanted:
            work = partial(_picture_of, row)
            self._pictures.add(work, partial(self._on_picture, row.run.path), only=str(row.run.path))

    def _on_picture(self, path: Path, found: UInt8 | str | Exception | None) -> None:
        if self._window is not None:
            picture = to_qimage(found) if isinstance(found, np.ndarray) else found
            self._window.model.show_picture(path, None if isinstance(picture, Exception) else picture)

    # ------------------------------------------------------------------ what the user says of a run

    def _say_of(self, path: Path, change: Callable[[About], About]) -> None:
        """Shown at once, and written beside the window; where that has just been closed it is written at once, too, for
        the program may end with it."""
        window = self._window
        if window is None:
            return
        self._show_about(path, change)
        work = partial(_write_about, path, change)
        if window.isVisible():
            self.jobs.add(work, partial(self._on_said, path))
            return
        try:
            self._on_said(path, work())
        except (OSError, RunFolderError) as error:
            self._on_said(path, error)

    def _show_about(self, path: Path, change: Callable[[About], About]) -> None:
        window = self._window
        row = None if window is None else next((row for row in window.model.rows if row.run.path == path), None)
        if window is not None and row is not None:
            about = change(row.about).clipped()
            window.model.show_row(replace(row, about=about, run=replace(row.run, own_name=about.name)))
            window.view.selection_changed.emit()

    def _on_said(self, path: Path, found: About | Exception) -> None:
        if isinstance(found, About):
            self._show_about(path, lambda _before: found)  # once more: what was read before may have come meanwhile
            self._session.hear_name(path, found.name)
        elif self._window is not None:
            why = sentence_text(reason(found) if isinstance(found, OSError) else str(found))
            self._window.say(self.tr("{0}: this cannot be kept ({1})").format(shown_name(path.name), why))
            self.refresh()  # what stands in the folder counts

    # ------------------------------------------------------------------ folders

    def _move_to_trash(self, paths: Iterable[Path]) -> None:
        session = self._session
        self.jobs.add(partial(trash_runs, tuple(paths), lambda: session.held_folders, self.move), self._on_trashed)

    def _on_trashed(self, found: Trashed | Exception) -> None:
        window = self._window
        if window is None:
            return
        if isinstance(found, Trashed):
            self._trashed = found.known
            said = [*map(sentence_text, found.problems)]
            if found.gone:
                said.append(self.tr("In the trash now: {0}").format(len(found.gone)))
            window.say("\n".join(said), bool(found.problems), can_take_back=bool(found.known))
        else:
            window.say(str(found))
        self.refresh()

    def _take_back(self) -> None:
        gone, self._trashed = self._trashed, ()
        if self._window is not None:
            self._window.say("")
        self.jobs.add(partial(take_back, gone), self._on_taken_back)

    def _on_taken_back(self, found: TakenBack | Exception) -> None:
        if self._window is None:
            return
        taken = found if isinstance(found, TakenBack) else TakenBack((), (str(found),))
        self._window.say("\n".join(map(sentence_text, taken.problems)))
        self._window.select_when_there(taken.back)
        self.refresh()

    def _reveal(self, path: Path) -> None:
        """In the system's file manager; where there is none it is said where to look."""
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))) and self._window is not None:
            self._window.say(self.tr("No file manager could be opened. The run is in {0}").format(shown(path)))

    def _ask_folder(self) -> None:
        place = self._dialogs.ask_folder(self.tr("List the runs in a folder"), self._index.place, self._window)
        if place is not None:
            self.show_folder(place)

    def _export(self, rows: tuple[RunRow, ...]) -> None:
        assert self._window is not None
        path = self._dialogs.ask_export(self._window, self.tr("Export the table"), Path("runs.csv"), "CSV (*.csv)")
        if path is not None:
            self.jobs.add(partial(_write_csv, path, rows), partial(self._on_exported, path))

    def _on_exported(self, path: Path, found: Exception | None) -> None:
        if self._window is None:
            return
        if found is None:
            self._window.say(self.tr("Saved in {0}").format(shown(path)), is_problem=False)
        else:
            self._window.say(self.tr("{0} cannot be written: {1}").format(shown_name(path.name), reason(found)))

    def _ask_command(self, row: RunRow) -> None:
        self.jobs.add(partial(copied_command, row, report_language(QLocale().name())), self._on_command)

    def _on_command(self, found: CopiedCommand | Exception) -> None:
        if self._window is None:
            return
        if isinstance(found, CopiedCommand):
            QGuiApplication.clipboard().setText(found.line)
            copied = self.tr("The command is on the clipboard.")
            self._window.say(f"{copied} {found.said}", is_problem=not found.repeats)
        else:
            self._window.say(sentence_text(str(found)))

    def _on_theme_changed(self, theme: Theme) -> None:
        if self._window is not None:
            self._window.set_theme(theme, self._themes.font_scale)


def _texts(state: AppState) -> RowTexts:
    return RowTexts(
        {spec.name: spec for spec in state.families},
        {spec.name: spec for spec in state.datasets},
        {preset.name: preset for preset in (*list_presets(), *list_exhibits())},
    )


def _look(index: RunsIndex) -> tuple[Listing, list[SweepSummary]]:
    """The runs in a folder, and the sweeps beside them, whose runs lie below."""
    return index.refresh(), list_sweeps(index.place)


def _sweep_line(sweep: SweepSummary) -> str:
    """ "Digits: VAE · 2026-11-30 17:00 · 4 runs"."""
    runs = QCoreApplication.translate("RunsTable", "{0} runs").format(sweep.runs)
    return f"{shown_name(title_text(sweep.title))} · {datetime.fromtimestamp(sweep.begun):%Y-%m-%d %H:%M} · {runs}"


def _picture_of(row: RunRow) -> UInt8 | str | None:
    if row.keyframe < 0:
        return None
    return read_thumbnail(row.run.path, row.keyframe, len(row.run.families))


def _write_about(path: Path, change: Callable[[About], About]) -> About:
    """What others have said meanwhile stays. Raises OSError, and RunFolderError for what cannot be read."""
    about = change(read_about_to_change(path)).clipped()
    write_about(path, about)
    return about


def _write_csv(path: Path, rows: tuple[RunRow, ...]) -> None:
    write_atomically(path, csv_of(rows).encode("utf-8-sig"))  # the mark tells spreadsheets which encoding it is
