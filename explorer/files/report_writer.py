"""Reports as HTML files: where to is asked, they are written beside the window, and it is said what came of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from explorer.files.dialogs import Dialogs
from explorer.gui_thread.errand import Errand
from explorer.texts.sentences import sentence_text
from trainers.disk.atomic_file import reason, write_atomically
from trainers.reports.words import ENGLISH, languages
from trainers.shown import shown

SUFFIX = ".html"
LONGEST_NAME = 80  # letters of the name that is suggested


class ReportWriter(QObject):
    """One report at a time."""

    told = Signal(str)  # that it is being written
    written = Signal(object)  # Path: the file
    failed = Signal(str)  # one sentence

    def __init__(self, name: str, dialogs: Dialogs, parent: QObject) -> None:
        """*name* is that of the thread that writes."""
        super().__init__(parent)
        self._dialogs = dialogs
        self._errand = Errand(name, self)
        self._errand.done.connect(self._on_done)
        self._path = Path()

    @property
    def is_busy(self) -> bool:
        """Whether a report is being written."""
        return self._errand.is_running

    def ask(self, title: str, folder: Path, suggestion: str) -> Path | None:
        """Where to, beginning in *folder*; None where the reader thinks better of it."""
        return self._dialogs.ask_new(title, folder / file_name(suggestion), SUFFIX)

    def write(self, path: Path, make: Callable[[], bytes]) -> None:
        """Writes there what *make*, which must hold no Qt object, makes beside the window."""
        self._path = path
        self._errand.start(partial(_write, path, make))

    def _on_done(self, found: object) -> None:
        if found is None:
            self.written.emit(self._path)
        elif isinstance(found, OSError):
            self.failed.emit(self.tr("The report could not be saved: {0}").format(shown(sentence_text(reason(found)))))
        else:
            self.failed.emit(self.tr("The report could not be made: {0}").format(shown(str(found))))


def file_name(words: str) -> str:
    """*words* as the name of a report's file on any system; "report" where nothing of them is left."""
    letters = "".join(each if each.isalnum() or each in " -_" else "-" for each in words)
    return f"{letters[:LONGEST_NAME].strip(' -') or 'report'}{SUFFIX}"


def report_language(name: str) -> str:
    """That language, if a report can be written in it."""
    return name if name in languages() else ENGLISH


def _write(path: Path, make: Callable[[], bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)  # the folder of runs may not be there yet
    write_atomically(path, make())
