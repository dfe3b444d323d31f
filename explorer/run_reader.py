"""Reads run folders in a thread of its own: a run may have a million lines, and the window must not wait for them."""

from __future__ import annotations

import threading
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from explorer.opening import OpenedRun, read_opened
from trainers.catalog import FamilySpec
from trainers.run_folder import RunFolderError
from trainers.shown import shown


class RunReader(QObject):
    """Of several runs that are asked for, only the last is told of."""

    read = Signal(object)  # OpenedRun
    refused = Signal(str)  # one sentence
    _done = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._asked = self._told = 0
        self._done.connect(self._on_done, Qt.ConnectionType.QueuedConnection)

    @property
    def is_reading(self) -> bool:
        """Whether an answer is still to come."""
        return self._told < self._asked

    def ask(self, path: Path, families: tuple[FamilySpec, ...]) -> None:
        """Begins to read a run folder; *families* are those of the catalog."""
        self._asked += 1
        work = threading.Thread(target=self._read, args=(self._asked, path, families), name="run reader", daemon=True)
        work.start()

    def forget(self) -> None:
        """Whatever is being read is not told of any more."""
        self._asked += 1
        self._told = self._asked

    def _read(self, number: int, path: Path, families: tuple[FamilySpec, ...]) -> None:
        found: OpenedRun | str
        try:
            found = read_opened(path, families)
        except (RunFolderError, OSError) as error:
            found = str(error)
        except Exception as error:  # nothing that lies in a folder may leave the window waiting
            found = f"{path.name}: cannot be read ({type(error).__name__})"
        with suppress(RuntimeError):  # the window was closed meanwhile
            self._done.emit(number, found)

    def _on_done(self, number: int, found: OpenedRun | str) -> None:
        if number != self._asked:
            return
        self._told = number
        if isinstance(found, str):
            self.refused.emit(shown(found))  # here: Qt's texts know no halves of characters
        else:
            self.read.emit(found)
