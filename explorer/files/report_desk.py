"""Reports from the menu: the run that is open as an HTML file, written beside the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLocale, QObject, Signal

from explorer.files.dialogs import Dialogs
from explorer.files.reported_state import completed, reported_state
from explorer.gui_thread.errand import Errand
from explorer.state.session import Session
from explorer.state.state import AppState
from explorer.texts.run_names import open_name
from explorer.texts.sentences import sentence_text
from trainers import places
from trainers.disk.atomic_file import reason, write_atomically
from trainers.messages import Phase
from trainers.reports.reported_run import ReportedRun
from trainers.reports.run_report import write_run_report
from trainers.reports.words import ENGLISH, languages, read_words
from trainers.shown import shown

SUFFIX = ".html"
LONGEST_NAME = 60  # letters of the name that is suggested
Findings = tuple[Sequence[str], Sequence[Mapping[str, float]]]  # verdicts, and per model figures of its samples


class ReportDesk(QObject):
    """One report at a time, of the run as it is when the file has been chosen."""

    told = Signal(str)  # that it is being written
    written = Signal(object)  # Path: the file
    failed = Signal(str)  # one sentence

    def __init__(
        self, session: Session, dialogs: Dialogs, findings: Callable[[AppState], Findings], parent: QObject
    ) -> None:
        """*findings* are what workspaces say of a run."""
        super().__init__(parent)
        self._session, self._dialogs, self._findings = session, dialogs, findings
        self._errand = Errand("report", self)
        self._errand.done.connect(self._on_done)
        self._path = Path()

    @property
    def is_busy(self) -> bool:
        """Whether a report is being written."""
        return self._errand.is_running

    def save_report(self) -> None:
        """Asks where to, and writes it there."""
        state = self._session.state
        if self.is_busy:
            self.failed.emit(self.tr("The report before is not done yet."))
            return
        if state.experiment is None or not (state.can_train or state.phase is Phase.TRAINING):
            self.failed.emit(self.tr("There is no run yet that could be reported on."))
            return
        path = self._dialogs.ask_new(
            self.tr("Save a report on the run"), places.runs_dir() / _suggestion(state), SUFFIX
        )
        state = self._session.state  # it may have gone on while the dialog was there
        if path is None or state.experiment is None:
            return
        self._path = path
        run = reported_state(state, *self._findings(state))
        self.told.emit(self.tr("Writing the report…"))
        self._errand.start(
            partial(_write, run, Path(state.place) if state.place else self._session.origin, path, window_language())
        )

    def _on_done(self, found: object) -> None:
        if found is None:
            self.written.emit(self._path)
        elif isinstance(found, OSError):
            self.failed.emit(self.tr("The report could not be saved: {0}").format(shown(sentence_text(reason(found)))))
        else:
            self.failed.emit(self.tr("The report could not be made: {0}").format(shown(str(found))))


def window_language() -> str:
    """That of the window, if a report can be written in it."""
    name = QLocale().name()
    return name if name in languages() else ENGLISH


def _suggestion(state: AppState) -> str:
    """The run's name as that of a file on any system."""
    name = "".join(c if c.isalnum() or c in " -_" else "-" for c in open_name(state))[:LONGEST_NAME].strip(" -")
    return f"{name or 'run'}{SUFFIX}"


def _write(run: ReportedRun, folder: Path | None, path: Path, language: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)  # the folder of runs may not be there yet
    write_atomically(path, write_run_report(completed(run, folder), read_words(language)))
