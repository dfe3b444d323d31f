"""What the window says of the run in one line over itself: failures, refusals, where it was saved, a rewind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

from explorer.state.session import Session
from explorer.state.state import AppState
from explorer.texts.data_texts import as_sentence, status_line
from explorer.texts.sentences import sentence_text
from explorer.texts.whole_number import whole_number
from explorer.widgets.note import Note
from trainers.messages import Phase, Saved
from trainers.shown import shown

NO_REFUSAL = 2**62  # later than any run


class Notices(QObject):
    """Writes onto the note. A refusal stays until what was asked for next has come to be."""

    def __init__(self, session: Session, note: Note, confirm: Callable[[Saved], None], parent: QObject) -> None:
        """*confirm* says that a run was saved, where the user asked for that."""
        super().__init__(parent)
        self._session, self._note, self._confirm = session, note, confirm
        self._refused_at = NO_REFUSAL  # the run that was open when something was refused, which is still to be read

    def show_state(self, new: AppState, old: AppState) -> None:
        self._tell_of_run(new, old)
        if new.saved is not old.saved and new.saved is not None:
            self._tell_saved(new.saved, old.saved)
        failed = new.failed
        if failed is not None and failed is not old.failed and failed.where == "looking":
            last = failed.traceback.splitlines()[-1]
            self.show_failure(self.tr("A picture could not be made: {0}").format(sentence_text(last)))

    def show_failure(self, text: str) -> None:
        """One line over the window, which goes on."""
        self._refused_at = NO_REFUSAL
        self._note.show_text(text, error=True)

    def show_refusal(self, text: str) -> None:
        """As :meth:`show_failure`, of something that was asked for; it is over once the next one has come to be."""
        self.show_failure(text)
        self._refused_at = self._session.state.run_id

    @Slot(str)
    def show_declined(self, sentence: str) -> None:
        """What the session does not do, in the user's language. A slot and no lambda, which the session would keep, and
        with it the window."""
        self.show_refusal(sentence_text(sentence))

    def offer_report(self, path: Path) -> None:
        """Says where a report lies; a click opens it."""
        text = self.tr("The report is in {0}. Click here to open it.").format(shown(path))
        self._note.show_text(text, action=lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))))

    def take_refusal_away(self) -> None:
        """Something else was asked for and has come to be."""
        if self._refused_at != NO_REFUSAL and self._note.is_error:
            self._note.hide()
        self._refused_at = NO_REFUSAL

    def _tell_saved(self, saved: Saved, before: Saved | None) -> None:
        """What concerns the user's work: that it cannot be saved any more, or lies elsewhere now."""
        if not saved.problem and not saved.anew:
            self._confirm(saved)
        if saved.problem and (before is None or before.problem != saved.problem):
            self.show_failure(sentence_text(saved.problem))
        elif saved.anew:
            text = self.tr("The run's folder was gone. What is in memory was saved anew in {0}")
            self.show_failure(text.format(saved.folder))

    def _tell_of_run(self, new: AppState, old: AppState) -> None:
        """Whether the run came back or stays, and what was refused."""
        if new.rewound is not None and new.rewound != old.rewound:
            text = self.tr("Rewound from step {0}. Click here to take that back.").format(whole_number(new.rewound))
            self._note.show_text(text, action=self._session.take_rewind_back)
        elif new.rewound is None and old.rewound is not None and self._note.offers:
            self._note.hide()
        if new.refused is not None and new.refused is not old.refused:
            reason = as_sentence(status_line(new.refused))
            trains = new.phase is Phase.TRAINING
            text = self.tr("{0} The run before goes on.") if trains else self.tr("{0} The run before stays open.")
            self.show_refusal(text.format(reason))
        if new.unmoved is not None and new.unmoved is not old.unmoved:
            self.show_refusal(as_sentence(shown(sentence_text(new.unmoved.reason))))
        elif new.adjusted is not None and new.adjusted is not old.adjusted:
            self.take_refusal_away()
        if new.data is not old.data and new.data is not None and self._refused_at < new.data.run_id == new.run_id:
            self.take_refusal_away()
