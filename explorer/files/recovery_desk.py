"""Runs that were cut off by a crash: offered once, and opened if so wished."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from explorer.files.file_desk import FileDesk
from explorer.run_bar.recovery_bar import RecoveryBar
from explorer.state.state import AppState
from explorer.texts.run_names import listed_name
from trainers import places
from trainers.runs.folder import dismiss_crash, unfinished_runs


class RecoveryDesk(QObject):
    """Fills the ``bar``. A run that was offered is not offered again, whatever the answer was."""

    def __init__(self, files: FileDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._files = files
        self.bar = RecoveryBar()
        self.bar.recover_requested.connect(files.open)
        self.bar.answered.connect(self._forget)

    def offer(self) -> None:
        """The last such run, if there is one."""
        cut_off = unfinished_runs(places.runs_dir())
        if cut_off:
            self.bar.offer(cut_off[0].path, listed_name(cut_off[0]), cut_off[0].step)

    def show_state(self, new: AppState, old: AppState | None) -> None:
        """A run that has been opened needs no offer any more."""
        if old is not None and new.place != old.place and new.place:
            self.bar.show_open(Path(new.place))

    def _forget(self, folder: Path) -> None:
        self._files.attempt(lambda: dismiss_crash(folder))
