"""Which questions to ask of what one model looks at, and when: only while the page is seen.

A text is traced at once where that is cheap, else when the hand rests. While training goes on it is traced anew with
snapshots, and excerpts are looked for, so rarely that both take a small share of a core.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer

from explorer.state.session import Session
from explorer.state.state import AppState
from explorer.workspaces.characters.channels import ALIKE, TRACED
from explorer.workspaces.characters.state import characters_of
from trainers import messages
from trainers.messages import Phase, TracedBack

TYPE_MS = 120  # after the last key, where tracing is dear
CHEAP = 0.008  # seconds: so long a key may wait
TRACE_PAUSE, ALIKE_PAUSE = 0.5, 4.0  # seconds between two looks while training, at least
TRACE_SHARE, ALIKE_SHARE = 0.02, 0.01  # of a core that they take while training

_Question = tuple[int, int, str, str]  # run, model, way, text


class LookingLooks(QObject):
    """Asks of one model at a time."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._asked: _Question | None = None  # the one that was asked last
        self._alike: tuple[int, int, int, bool] | None = None
        self._traced_at = self._alike_at = 0.0  # when, by the monotonic clock
        self._wanted: _Question | None = None  # once the hand rests
        self._typing = QTimer(self, singleShot=True, interval=TYPE_MS)
        self._typing.timeout.connect(self._on_typing_timeout)

    @property
    def is_waiting(self) -> bool:
        """Whether something will be asked in a moment."""
        return self._typing.isActive()

    def rest(self) -> None:
        """The page is not seen: nobody waits for an answer."""
        self._typing.stop()
        if self._asked is not None:
            model = self._asked[1]
            self._session.forget(TRACED.of(model))
            self._session.forget(ALIKE.of(model))
        self._asked = self._alike = self._wanted = None

    def trace(self, new: AppState, old: AppState | None, model: int, way: str) -> None:
        """Asks of *model*, in a *way*, what there is to ask since *old*; "" is its own first way."""
        own, channel = characters_of(new), TRACED.of(model)
        question = (new.run_id, model, way, own.text)
        traced = new.answer(TRACED, model)
        waits = channel.name in self._session.unanswered
        weights = old is None or new.shown_pictures is not old.shown_pictures
        stands = new.phase is not Phase.TRAINING
        if weights and stands:  # those of a keyframe, say, may have as many steps as those before
            self._alike = None
        if question != self._asked:
            typed = self._asked is not None and self._asked[:3] == question[:3]
            if typed and traced is not None and traced.seconds > CHEAP:
                if question != self._wanted:  # another key
                    self._wanted = question
                    self._typing.start()
            else:
                self._ask(model, way)
            return
        if self._typing.isActive():
            return
        moved = not waits and traced is not None and traced.text == own.text and not traced.holds(own.caret)
        newer = weights or (old is not None and new.phase is not old.phase)
        due = not waits and self._is_due(self._traced_at, TRACE_PAUSE, traced, TRACE_SHARE)
        if moved or (newer and (stands or due)):
            self._ask(model, way)

    def find_alike(self, new: AppState, model: int, cell: int, lowest: bool) -> None:
        """Asks for excerpts about a cell, where they are of another one, or of older weights."""
        question, channel = (new.run_id, model, cell, lowest), ALIKE.of(model)
        traced, found = new.answer(TRACED, model), new.answer(ALIKE, model)
        stands = new.phase is not Phase.TRAINING
        if question != self._alike:
            turned = self._alike is not None and self._alike[:3] == question[:3]  # a cell near 0 that changes its sign
            if turned and not stands and not self._is_due(self._alike_at, ALIKE_PAUSE, found, ALIKE_SHARE):
                return
            self._ask_alike(model, cell, lowest)
        elif channel.name not in self._session.unanswered and traced is not None:
            older = found is not None and found.step != traced.step
            if older and (stands or self._is_due(self._alike_at, ALIKE_PAUSE, found, ALIKE_SHARE)):
                self._ask_alike(model, cell, lowest)

    # ------------------------------------------------------------------ asking

    @staticmethod
    def _is_due(at: float, least: float, answer: TracedBack | messages.AlikeFound | None, share: float) -> bool:
        pause = max(least, 0.0 if answer is None else answer.seconds / share)
        return time.monotonic() >= at + pause

    def _on_typing_timeout(self) -> None:
        if self._wanted is not None and self._session.state.can_be_asked:
            self._ask(*self._wanted[1:3])

    def _ask(self, model: int, way: str) -> None:
        self._typing.stop()
        self._wanted = None
        state = self._session.state
        own = characters_of(state)
        self._asked = (state.run_id, model, way, own.text)
        self._traced_at = time.monotonic()
        self._session.ask(
            messages.TraceBack, TRACED.of(model), model=model, text=own.text, place=own.caret, way=way
        )  # fmt: skip

    def _ask_alike(self, model: int, cell: int, lowest: bool) -> None:
        self._alike = (self._session.state.run_id, model, cell, lowest)
        self._alike_at = time.monotonic()
        self._session.ask(messages.FindAlike, ALIKE.of(model), model=model, cell=cell, lowest=lowest)
