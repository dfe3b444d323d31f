"""Reports from the menu: the run that is open as an HTML file, written beside the window."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLocale, QObject

from explorer.files.dialogs import Dialogs
from explorer.files.report_writer import ReportWriter, report_language
from explorer.files.reported_state import completed, reported_state
from explorer.state.room import Parts
from explorer.state.session import Session
from explorer.state.state import AppState
from explorer.texts.beside_texts import several_runs_text
from explorer.texts.run_names import open_name
from trainers import places
from trainers.reports.reported_run import ReportedRun
from trainers.reports.run_report import write_run_report
from trainers.reports.words import read_words


class ReportDesk(ReportWriter):
    """Reports on the run as it is when the file has been chosen, in the language of the window."""

    def __init__(self, session: Session, dialogs: Dialogs, parts: Collection[Parts], parent: QObject) -> None:
        """*parts* are those of the workspaces, also of those that are made later: what they say of a run stands in its
        report."""
        super().__init__("report", dialogs, parent)
        self._session, self._parts = session, parts

    def save_report(self) -> None:
        """Asks where to, and writes it there."""
        state = self._session.state
        if self.is_busy:
            self.failed.emit(self.tr("The report before is not done yet."))
            return
        if state.beside:
            self.failed.emit(several_runs_text())
            return
        if state.experiment is None or not state.has_run:
            self.failed.emit(self.tr("There is no run yet that could be reported on."))
            return
        path = self.ask(self.tr("Save a report on the run"), places.runs_dir(), open_name(state))
        state = self._session.state  # it may have gone on while the dialog was there
        if path is None or state.experiment is None:
            return
        run = reported_state(state, *_findings(state, self._parts))
        folder = Path(state.place) if state.place else self._session.origin
        self.told.emit(self.tr("Writing the report…"))
        self.write(path, partial(_make, run, folder, report_language(QLocale().name())))


def _findings(state: AppState, workspaces: Collection[Parts]) -> tuple[list[str], list[dict[str, float]]]:
    """Verdicts, and per model figures of its samples; of those none where nothing is known of any model."""
    figures: list[dict[str, float]] = [{} for _ in state.labels]
    for parts in workspaces:
        for known, more in zip(figures, parts.sample_figures(state), strict=False):
            known.update(more)
    verdicts = [text for parts in workspaces for text in parts.verdict_lines(state)]
    return verdicts, figures if any(figures) else []


def _make(run: ReportedRun, folder: Path | None, language: str) -> bytes:
    return write_run_report(completed(run, folder), read_words(language))
