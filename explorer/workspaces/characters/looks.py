"""Which questions to ask of models that write, and when: only in their workspace.

What the user types is foreseen at once, and how it goes on follows when the hand rests. While training goes on both are
asked anew with every snapshot for which there is time: what writing costs decides how long the next endings wait.
Endings that another page hides are not, while it goes on.
"""

from __future__ import annotations

import time

import numpy as np
from PySide6.QtCore import QObject, QTimer

from explorer.state.session import Session
from explorer.state.state import AppState
from explorer.workspaces.characters.channels import FORESEEN, WRITTEN
from explorer.workspaces.characters.state import KEY, WRITE_PAGE, characters_of, in_lines, writing
from trainers import messages
from trainers.messages import Phase

TYPE_MS = 150  # after the last key before endings are written
WRITE_SHARE = 0.03  # of a core that goes into writing anew while training, all models together
FORESEE_PAUSE = 0.5  # seconds between two looks at the beginning while training
LEAST_PAUSE, MOST_PAUSE = 0.6, 12.0  # ... and between two endings
LINE_LENGTH, STREAM_LENGTH = 200, 80  # characters that an ending has at most; lines end by themselves


class CharactersLooks(QObject):
    """Asks what the workspace shows. ``begun`` is by model the number of the first look for endings with the present
    question: older answers are to another one."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.begun: dict[int, int] = {}
        self._asked_at: dict[str, float] = {}  # when, by the monotonic clock, on each channel
        self._typing = QTimer(self, singleShot=True, interval=TYPE_MS)
        self._typing.timeout.connect(self._ask_endings)
        session.state_changed.connect(self._on_state_changed)

    @property
    def is_waiting(self) -> bool:
        """Whether endings will be asked for in a moment."""
        return self._typing.isActive()

    def _active(self) -> bool:
        state = self._session.state
        return state.can_be_asked and state.workspace == KEY

    def _on_state_changed(self, new: AppState, old: AppState) -> None:
        if not self._active():
            if old.workspace == KEY and old.can_be_asked:
                self._leave()
            return
        entered = old.workspace != KEY or not old.can_be_asked or new.data is not old.data or new.run_id != old.run_id
        weights = new.shown_pictures is not old.shown_pictures
        stands = new.phase is not Phase.TRAINING
        at_once = entered or (stands and (weights or new.phase is not old.phase))
        own, before = characters_of(new), characters_of(old)
        if entered:
            self._asked_at.clear()
        if at_once or own.text != before.text:
            self._ask_foreseen()
        elif weights:
            self._ask_foreseen(FORESEE_PAUSE)
        if entered or question(new) != question(old):
            self.begun.clear()
            typed = own.text != before.text
            self._typing.stop()
            if typed and not entered:
                self._typing.start()
            else:
                self._ask_endings()
        elif at_once:
            if not self.is_waiting:
                self._ask_endings()
        elif (weights or own.desk_page != before.desk_page) and own.desk_page == WRITE_PAGE and not self.is_waiting:
            self._ask_endings(again=True)

    def _leave(self) -> None:
        """Nobody waits for what is long in coming."""
        self._typing.stop()
        self.begun.clear()
        for model in range(len(self._session.state.labels)):
            self._session.forget(WRITTEN.of(model))

    # ------------------------------------------------------------------ asking

    def _ask_foreseen(self, pause: float = 0.0) -> None:
        state = self._session.state
        for model in writing(state):
            channel = FORESEEN.of(model)
            if not pause or (channel.name not in self._session.unanswered and self._is_due(channel.name, pause)):
                self._asked_at[channel.name] = time.monotonic()
                self._session.ask(messages.Foresee, channel, model=model, text=characters_of(state).text)

    def _ask_endings(self, again: bool = False) -> None:
        """Of all models; *again*, only where those before are there, and were long enough ago."""
        state = self._session.state
        if not self._active():
            return
        own = characters_of(state)
        models = writing(state)
        for model in models:
            channel = WRITTEN.of(model)
            if again and not self._may_write_again(state, model, len(models)):
                continue
            self._asked_at[channel.name] = time.monotonic()
            request = self._session.ask(
                messages.WriteOn, channel, model=model, start=own.text, count=own.count, length=ending_length(state),
                temperature=own.temperature, seed=own.seed,
            )  # fmt: skip
            self.begun.setdefault(model, request)

    def _may_write_again(self, state: AppState, model: int, models: int) -> bool:
        channel = WRITTEN.of(model)
        if channel.name in self._session.unanswered:
            return False
        answer = state.answer(WRITTEN, model)
        spent = 0.0 if answer is None else answer.seconds
        return self._is_due(channel.name, min(max(spent * models / WRITE_SHARE, LEAST_PAUSE), MOST_PAUSE))

    def _is_due(self, channel: str, pause: float) -> bool:
        return time.monotonic() >= self._asked_at.get(channel, -np.inf) + pause


def ending_length(state: AppState) -> int:
    """How many characters an ending has at most. Data that judge texts judge whole ones: those that have no end are as
    long as the data's."""
    if in_lines(state):
        return LINE_LENGTH
    if state.data is not None and state.data.text_figures:
        return max(state.data.kind.shape[0] - len(characters_of(state).text), 1)
    return STREAM_LENGTH


def question(state: AppState) -> tuple[object, ...]:
    """What endings depend on but for the weights."""
    own = characters_of(state)
    return state.workspace, state.run_id, own.text, own.count, own.temperature, own.seed
