"""What a reader did in a lesson as an HTML file, written beside the window."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from explorer.files.dialogs import Dialogs
from explorer.gui_thread.errand import Errand
from explorer.texts.sentences import sentence_text
from trainers.disk.atomic_file import reason, write_atomically
from trainers.lessons.record import LessonRecord
from trainers.reports.lesson_report import write_lesson_report
from trainers.reports.words import ENGLISH, languages, read_words
from trainers.shown import shown

SUFFIX = ".html"
LONGEST_NAME = 80  # letters of the name that is suggested


class LessonReportDesk(QObject):
    """One report at a time."""

    written = Signal(object)  # Path: the file
    failed = Signal(str)  # one sentence

    def __init__(self, dialogs: Dialogs, parent: QObject) -> None:
        super().__init__(parent)
        self._dialogs = dialogs
        self._errand = Errand("lesson report", self)
        self._errand.done.connect(self._on_done)
        self._path = Path()

    @property
    def is_busy(self) -> bool:
        """Whether a report is being written."""
        return self._errand.is_running

    def save(self, record: LessonRecord) -> None:
        """Asks where to, and writes it there, in the language of the lesson."""
        if self.is_busy:
            return
        path = self._dialogs.ask_new(self.tr("Save my report"), Path.home() / suggestion(record), SUFFIX)
        if path is not None:
            self._path = path
            self._errand.start(partial(_write, record, path))

    def _on_done(self, found: object) -> None:
        if found is None:
            self.written.emit(self._path)
        elif isinstance(found, OSError):
            self.failed.emit(self.tr("The report could not be saved: {0}").format(shown(sentence_text(reason(found)))))
        else:
            self.failed.emit(self.tr("The report could not be made: {0}").format(shown(str(found))))


def suggestion(record: LessonRecord) -> str:
    """Lesson and reader as the name of a file on any system."""
    parts = (part for part in (record.lesson, record.name) if part)
    letters = "".join(each if each.isalnum() or each in " -_" else "-" for each in " ".join(parts))
    return f"{letters[:LONGEST_NAME].strip(' -') or 'report'}{SUFFIX}"


def _write(record: LessonRecord, path: Path) -> None:
    language = record.language if record.language in languages() else ENGLISH
    write_atomically(path, write_lesson_report(record, read_words(language)))
