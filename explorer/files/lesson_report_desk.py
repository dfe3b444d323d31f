"""What a reader did in a lesson as an HTML file, written beside the window."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from explorer.files.dialogs import Dialogs
from explorer.files.report_writer import ReportWriter, report_language
from trainers.lessons.record import LessonRecord
from trainers.reports.lesson_report import write_lesson_report
from trainers.reports.words import read_words


class LessonReportDesk(ReportWriter):
    """Reports in the language of the lesson."""

    def __init__(self, dialogs: Dialogs, parent: QObject) -> None:
        super().__init__("lesson report", dialogs, parent)

    def save(self, record: LessonRecord) -> None:
        """Asks where to, and writes it there."""
        if self.is_busy:
            return
        words = " ".join(part for part in (record.lesson, record.name) if part)
        path = self.ask(self.tr("Save my report"), Path.home(), words)
        if path is not None:
            self.write(path, partial(_make, record))


def _make(record: LessonRecord) -> bytes:
    return write_lesson_report(record, read_words(report_language(record.language)))
