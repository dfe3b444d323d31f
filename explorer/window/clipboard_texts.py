"""What is copied for use elsewhere: the report on an error, and the command that trains the same run."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from explorer.state.session import Session
from explorer.state.state import AppState
from explorer.texts.beside_texts import several_runs_text
from explorer.texts.filled import in_a_row
from explorer.texts.mark_texts import mark_text
from explorer.texts.sentences import sentence_text
from explorer.texts.whole_number import whole_number
from explorer.widgets.note import Note
from trainers import __version__, places
from trainers.exports.repeating import repeat_of
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
        """What trains, without a window, what the settings show; with the threads that decide how sums are rounded.
        What happened to the run on its way is not in it, and that is said."""
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
        said = self.tr("The command is on the clipboard. It trains these settings from step 0 to {0} in a new folder.")
        self._note.show_text(in_a_row((said.format(whole_number(state.draft.plan.steps)), *self._unlike(state))))

    def _unlike(self, state: AppState) -> list[str]:
        """What of the run that is open such a run from step 0 does not repeat; nothing where it repeats all."""
        if state.experiment is None or state.ticked is None:
            return []
        unlike = repeat_of(state.experiment, state.marks, state.ticked.step).unlike
        if not unlike:
            return []
        last = unlike[-1]
        said = self.tr("It does not repeat what happened to this run on the way: step {0}: {1}")
        if len(unlike) > 1:
            said = self.tr("It does not repeat what happened to this run on the way, last at step {0}: {1}")
        return [said.format(whole_number(last.step), mark_text(last, state))]
