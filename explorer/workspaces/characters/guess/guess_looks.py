"""Has the models read the text that is guessed, while it is."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject

from explorer.state.session import Session
from explorer.state.state import AppState
from explorer.workspaces.characters.channels import GUESSED
from explorer.workspaces.characters.guess.guess_state import GUESS_PAGE, text_of
from explorer.workspaces.characters.state import KEY, characters_of, writing
from trainers import messages
from trainers.messages import Phase

PAUSE = 0.5  # seconds between two looks while training


class GuessLooks(QObject):
    """All places are asked at once: what a model holds likely at one depends on what stands before it only. So a guess
    waits for nobody, and is answered by weights that are half a second old at most, and what a snapshot takes."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._asked_at = -PAUSE
        session.state_changed.connect(self._on_state_changed)

    def _on_state_changed(self, new: AppState, old: AppState) -> None:
        if not _is_played(new):
            return
        entered = not _is_played(old) or new.data is not old.data or new.run_id != old.run_id
        weights = new.shown_pictures is not old.shown_pictures
        stands = new.phase is not Phase.TRAINING
        at_once = entered or text_of(new) != text_of(old) or (stands and (weights or new.phase is not old.phase))
        if at_once or (weights and self._is_due(new)):
            self._ask(new)

    def _is_due(self, state: AppState) -> bool:
        waiting = any(GUESSED.of(model).name in self._session.unanswered for model in writing(state))
        return not waiting and time.monotonic() >= self._asked_at + PAUSE

    def _ask(self, state: AppState) -> None:
        text = text_of(state)
        if text is None:
            return
        self._asked_at = time.monotonic()
        for model in writing(state):
            self._session.ask(
                messages.Foresee, GUESSED.of(model), model=model, text=text.text, choices=text.choices
            )  # fmt: skip


def _is_played(state: AppState) -> bool:
    return state.can_be_asked and state.workspace == KEY and characters_of(state).desk_page == GUESS_PAGE
