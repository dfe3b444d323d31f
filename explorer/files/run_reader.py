"""Reads run folders beside the window: a run may have a million lines, and the window must not wait for them."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from explorer.files.opening import OpenedRun, read_opened
from explorer.gui_thread.errand import Errand
from explorer.state.state import AppState
from explorer.texts.sentences import sentence_text
from trainers.knobs import ConfigError
from trainers.runs.folder import RunFolderError
from trainers.shown import shown


class RunReader(QObject):
    """Of several runs that are asked for, only the last is told of."""

    read = Signal(object)  # OpenedRun
    refused = Signal(str)  # one sentence
    left = Signal()  # what was asked for is not told of any more

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self._errand = Errand("run reader", self)
        self._errand.done.connect(self._on_done)

    @property
    def is_reading(self) -> bool:
        """Whether an answer is still to come."""
        return self._errand.is_running

    def ask(self, path: Path, program: AppState) -> None:
        """Begins to read a run folder; *program* is a state that knows families and data."""
        self.forget()
        self._name = path.name
        self._errand.start(partial(read_opened, path, program))

    def forget(self) -> None:
        """Whatever is being read is not told of any more."""
        if self._errand.is_running:
            self._errand.forget()
            self.left.emit()

    def _on_done(self, found: OpenedRun | Exception) -> None:
        if isinstance(found, OpenedRun):
            self.read.emit(found)
        elif isinstance(found, (RunFolderError, ConfigError, OSError)):
            self.refused.emit(shown(sentence_text(str(found))))  # here: Qt's texts know no halves of characters
        else:  # nothing that lies in a folder may leave the window waiting
            self.refused.emit(shown(sentence_text(f"{self._name}: cannot be read ({type(found).__name__})")))
