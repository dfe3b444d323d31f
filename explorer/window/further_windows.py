"""The windows beside the main one: all runs, sweeps, what differs between models side by side, diagnostics."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from explorer.beside.differences_window import DifferencesWindow
from explorer.files.dialogs import Dialogs
from explorer.files.file_desk import FileDesk
from explorer.state.session import Session
from explorer.style.theme import Theme, ThemeWatcher
from explorer.widgets.own_window import bring_forward

if TYPE_CHECKING:  # imported when asked for
    from explorer.runs_table.runs_desk import RunsDesk
    from explorer.sweeps.sweep_desk import SweepDesk


class FurtherWindows(QObject):
    """Opens them; what is chosen there to be seen is opened in the main *window*, which comes to the front once it is
    there. What cannot be opened is said where it was asked for. Those that most people never open are made when they
    are asked for."""

    def __init__(
        self, session: Session, files: FileDesk, dialogs: Dialogs, themes: ThemeWatcher, window: QWidget
    ) -> None:
        super().__init__(window)
        self._session, self._files, self._dialogs, self._themes = session, files, dialogs, themes
        self._window = window
        self._runs: RunsDesk | None = None
        self._sweeps: SweepDesk | None = None
        self._asker: RunsDesk | SweepDesk | None = None  # where something was asked for that is not there yet
        files.opened.connect(self._on_opened)
        files.failed.connect(self._on_failed)
        files.left.connect(self._on_left)
        self.differences = DifferencesWindow(session, themes.theme, dialogs.ask_export, window)
        self.differences.table.run_requested.connect(files.open)

    @property
    def runs(self) -> RunsDesk:
        """Whoever opens the window of all runs."""
        if self._runs is None:
            from explorer.runs_table.runs_desk import RunsDesk  # not needed for the first picture

            self._runs = RunsDesk(self._session, self._dialogs, self._themes, self._window)
            self._runs.opened.connect(lambda path: self._open(path, self._runs))
            self._runs.beside_requested.connect(self._open_beside)
            self._runs.offer_beside()
        return self._runs

    @property
    def sweeps(self) -> SweepDesk:
        """Whoever opens the window of sweeps."""
        if self._sweeps is None:
            from explorer.sweeps.sweep_desk import SweepDesk  # not needed for the first picture

            self._sweeps = SweepDesk(self._session, self._dialogs, self._themes, self._window)
            self._sweeps.opened.connect(lambda path: self._open(path, self._sweeps))
            self._sweeps.listed.connect(lambda place: self.runs.show_folder(place))
        return self._sweeps

    def show_runs(self) -> None:
        self.runs.show_own()

    def choose_beside(self) -> None:
        """Which runs shall be seen side by side is chosen where they are all listed, with what they are."""
        self.runs.ask_for_several()

    def show_sweeps(self) -> None:
        self.sweeps.show()

    def show_sweep(self, path: Path) -> None:
        """A sweep that was begun before."""
        self.sweeps.show_folder(path)

    def show_differences(self) -> None:
        self.differences.open(self._themes.font_scale)

    def show_diagnostics(self) -> None:
        from explorer.help.diagnostics_dialog import show_diagnostics  # not needed for the first picture

        show_diagnostics(self._window, self._themes)

    def set_theme(self, theme: Theme) -> None:
        """Of those that do not watch it themselves."""
        self.differences.set_theme(theme)

    def end(self) -> None:
        """The program ends: what was being typed is kept, and no window stays behind."""
        for desk in (self._runs, self._sweeps):
            if desk is not None:
                desk.close()

    def _open(self, path: Path, asker: RunsDesk | SweepDesk | None) -> None:
        self._files.forget()  # what was asked for before is left; now for this
        self._asker = asker
        self._files.open(path)
        if self._asker is not None and not self._files.is_reading:  # it is open already, or is opened by somebody else
            self._on_opened()

    def _open_beside(self, paths: tuple[Path, ...]) -> None:
        self._files.forget()
        self._asker = self._runs
        self._files.open_beside(paths, self.runs.window)

    def _on_opened(self) -> None:
        if self._asker is not None:
            self._asker = None
            bring_forward(self._window)

    def _on_failed(self, text: str) -> None:
        if self._asker is not None:
            self._asker.say(text)
            self._asker = None

    def _on_left(self) -> None:
        self._asker = None
