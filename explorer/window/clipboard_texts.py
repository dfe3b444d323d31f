"""What is copied for use elsewhere: the report on an error, and the command that trains the same run."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from explorer.state.session import Session
from explorer.texts.beside_texts import several_runs_text
from explorer.texts.sentences import sentence_text
from explorer.widgets.note import Note
from trainers import __version__, places
from trainers.knobs import ConfigError


class ClipboardTexts(QObject):
    """Puts texts onto the clipboard and says so."""

    def __init__(self, session: Session, note: Note, fail: Callable[[str], None], parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._note, self._fail = session, note, fail

    def copy_report(self) -> None:
        failed = self._session.state.failed
        if failed is None:
            self._note.show_text(self.tr("There is no error to report."))
            return
        text = f"Latent Explorer {__version__}\n{failed.where}, step {failed.step}\n\n{failed.traceback}\n"
        QGuiApplication.clipboard().setText(text + failed.experiment_toml)
        self._note.show_text(self.tr("The report is on the clipboard."))

    def copy_command(self) -> None:
        """What trains, without a window, what the settings show; with the threads that decide how sums are rounded."""
        from trainers.exports.command import command_of

        state = self._session.state
        if state.draft is None:
            return
        if state.beside:
            self._fail(several_runs_text())
            return
        options = []
        if self._session.device != "auto":
            options += ["--device", self._session.device]
        if self._session.data_dir != places.data_dir():
            options += ["--data-dir", str(self._session.data_dir)]
        if state.threads is not None:
            options += ["--threads", str(state.threads.threads)]
        try:
            command = command_of(state.draft, state.preset, options=options)
        except ConfigError as error:
            self._fail(sentence_text(str(error)))
            return
        QGuiApplication.clipboard().setText(command)
        self._note.show_text(self.tr("The command is on the clipboard. It trains the same run into a new folder."))
