"""Which questions to ask of models that draw component by component, and when: only in their workspace.

What the user chooses is asked for at once. While training goes on, endings and samples are drawn anew with every
snapshot for which there is time: what drawing them costs decides how long the next ones wait.
"""

from __future__ import annotations

import time
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, QTimer

from explorer.state.session import Session
from explorer.state.state import AppState
from explorer.workspaces.components.channels import (
    ENDINGS,
    EXACT,
    FIELD,
    GROWN,
    ORIGINAL,
    PEEKED,
    PICKED,
    TABLE,
    TRUTH,
)
from explorer.workspaces.components.state import (
    KEY,
    base_picture,
    components_of,
    is_small,
    known_pixels,
    original_picture,
    predicting,
    shown_model,
)
from trainers import messages
from trainers.examples import UInt8
from trainers.messages import Phase
from trainers.messages.channels import Channel

ENDINGS_COUNT, GROWN_COUNT = 16, 24
DRAG_MS = 60  # between two covers while one is being painted
FIELD_MS = 120  # between two looks at what a pixel looks at
DRAW_SHARE = 0.1  # of the time that goes into drawing anew while training
LEAST_PAUSE, MOST_PAUSE = 0.8, 12.0  # seconds between two drawings while training
EXPECT_PAUSE, EXACT_PAUSE = 0.5, 1.0


class ComponentsLooks(QObject):
    """Asks what the workspace shows. ``begun`` is the number of the first look with the present question for endings,
    ``begun_truth`` that of the first one on the present picture, ``begun_original`` on what that was before a pixel was
    changed, ``begun_picked`` on the ending that was picked: older answers are to another question."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.begun = self.begun_truth = self.begun_original = self.begun_picked = 0
        self._asked_at: dict[str, float] = {}  # when, by the monotonic clock, on each channel
        self._site = -1
        self._looked_at: UInt8 | None = None
        self._cover = QTimer(self, singleShot=True, interval=DRAG_MS)
        self._cover.timeout.connect(self._ask_endings)
        self._field = QTimer(self, singleShot=True, interval=FIELD_MS)
        self._field.timeout.connect(self._ask_field)
        session.state_changed.connect(self._on_state_changed)

    # ------------------------------------------------------------------ what the views tell

    def set_site(self, picture: UInt8, site: int) -> None:
        """The site, of the picture (1, C, H, W) that is looked into, whose field is to be seen."""
        if picture is not self._looked_at or site != self._site:
            self._looked_at, self._site = picture, site
            if not self._field.isActive():
                self._field.start()

    def peek(self, picture: UInt8) -> int:
        """The number of the look at the ending (1, C, H, W) under the pointer."""
        return self._expect(PEEKED, picture)

    # ------------------------------------------------------------------ what the state tells

    def _active(self) -> bool:
        state = self._session.state
        return state.can_be_asked and state.workspace == KEY and bool(predicting(state))

    def _on_state_changed(self, new: AppState, old: AppState) -> None:
        if not self._active():
            if old.workspace == KEY and old.can_be_asked:
                self._leave()
            return
        entered = old.workspace != KEY or old.data is not new.data or not old.can_be_asked
        weights = new.shown_pictures is not old.shown_pictures
        stands = new.phase is not Phase.TRAINING
        rests = stands and new.phase is not old.phase
        at_once = entered or rests or (weights and stands)
        own, before = components_of(new), components_of(old)
        if entered:
            self._asked_at.clear()
        self._follow_endings(new, old, at_once, weights)
        if at_once or own.model != before.model or (weights and self._may_ask(GROWN)):
            self._ask_samples(new)
        other = (*_asked_by(new), *picture_key(new)) != (*_asked_by(old), *picture_key(old))
        again = at_once or (weights and self._may_ask(TRUTH, EXPECT_PAUSE))
        if again or other:
            request = self._ask_expected(new)
            self.begun_truth = request if entered or other else self.begun_truth
        self._follow_original(new, old, entered, again)
        picked = own.picked is not before.picked
        if own.picked is not None and (again or picked):
            request = self._expect(PICKED, own.picked)
            self.begun_picked = request if entered or picked else self.begun_picked
        if at_once or own.model != before.model or (weights and self._may_ask(FIELD, EXPECT_PAUSE)):
            self._ask_field()
        self._follow_table(new, old, at_once, weights)

    def _follow_endings(self, new: AppState, old: AppState, at_once: bool, weights: bool) -> None:
        if _question(new) != _question(old) or not self.begun:
            self.begun = 0
            if at_once or not _is_painted(new, old):
                self._cover.stop()
                self._ask_endings()
            elif not self._cover.isActive():
                self._cover.start()
        elif at_once or (weights and self._may_ask(ENDINGS)):
            self._ask_endings()

    def _follow_original(self, new: AppState, old: AppState, entered: bool, again: bool) -> None:
        """Without a changed pixel it is the picture itself, which is asked about anyway."""
        own, before = components_of(new), components_of(old)
        picture = original_picture(new)
        if own.changed is None or picture is None:
            return
        key, former = ((*_asked_by(state), *original_key(state)) for state in (new, old))
        other = entered or key != former or before.changed is None
        if other or again:
            request = self._expect(ORIGINAL, picture)
            self.begun_original = request if other else self.begun_original

    def _follow_table(self, new: AppState, old: AppState, at_once: bool, weights: bool) -> None:
        if not is_small(new):
            return
        own, before = components_of(new), components_of(old)
        entered = old.workspace != KEY or old.data is not new.data or not old.can_be_asked
        if entered or (own.context, own.shared) != (before.context, before.shared):
            self._ask(messages.FitTable, TABLE, context=own.context, shared=own.shared, wraps=True)
        for model in predicting(new):
            channel = EXACT.of(model)
            if at_once or (weights and self._may_ask(channel, EXACT_PAUSE)):
                self._ask(messages.ScoreExactly, channel, model=model)

    def _leave(self) -> None:
        """Nobody waits for what is long in coming."""
        self._cover.stop()
        self._field.stop()
        self.begun = 0
        long: list[Channel[Any]] = [ENDINGS, GROWN]
        for channel in [*long, *(EXACT.of(model) for model in range(len(self._session.state.labels)))]:
            self._session.forget(channel)

    # ------------------------------------------------------------------ asking

    def _ask(self, look: Any, channel: Channel[Any], **arguments: Any) -> int:
        self._asked_at[channel.name] = time.monotonic()
        return self._session.ask(look, channel, **arguments)

    def _may_ask(self, channel: Channel[Any], pause: float | None = None) -> bool:
        """Whether what was asked before is answered, and that was long enough ago."""
        if channel.name in self._session.unanswered:
            return False
        if pause is None:
            answer = self._session.state.answer(channel)
            spent = answer.seconds if isinstance(answer, messages.Completed) else 0.0
            pause = min(max(spent / DRAW_SHARE, LEAST_PAUSE), MOST_PAUSE)
        return time.monotonic() >= self._asked_at.get(channel.name, -np.inf) + pause

    def _ask_endings(self) -> None:
        state = self._session.state
        picture = base_picture(state)
        if not self._active() or picture is None:
            return
        own = components_of(state)
        request = self._ask(
            messages.Complete, ENDINGS, model=shown_model(state), picture=picture, known=known_pixels(own, picture),
            count=ENDINGS_COUNT, seed=own.seed, temperature=own.temperature, order=own.order,
        )  # fmt: skip
        self.begun = self.begun or request

    def _ask_samples(self, state: AppState) -> None:
        picture = base_picture(state)
        if picture is None:
            return
        self._ask(
            messages.Complete, GROWN, model=shown_model(state), picture=np.zeros_like(picture),
            known=np.zeros(picture.shape[2:], bool), count=GROWN_COUNT,
        )  # fmt: skip

    def _ask_expected(self, state: AppState) -> int:
        """The number of the look at the picture that is being finished."""
        picture = base_picture(state)
        return 0 if picture is None else self._expect(TRUTH, picture)

    def _expect(self, channel: Channel[messages.Expected], picture: UInt8) -> int:
        state = self._session.state
        if not self._active():
            return 0
        order = components_of(state).order
        return self._ask(messages.Expect, channel, model=shown_model(state), picture=picture, order=order)

    def _ask_field(self) -> None:
        state = self._session.state
        if not self._active() or self._looked_at is None or self._site < 0:
            return
        if state.data is None or self._looked_at.shape[1:] != state.data.probe.shape[1:]:
            return
        self._ask(
            messages.FindField, FIELD, model=shown_model(state), picture=self._looked_at, site=self._site,
            order=components_of(state).order,
        )  # fmt: skip


def _asked_by(state: AppState) -> tuple[object, ...]:
    own = components_of(state)
    return state.run_id, shown_model(state) if predicting(state) else -1, own.order


def picture_key(state: AppState) -> tuple[object, ...]:
    """Which picture is being finished; equal for the same one, as long as both states are there."""
    return *original_key(state), id(components_of(state).changed)


def original_key(state: AppState) -> tuple[object, ...]:
    """Which picture that was before a pixel of it was changed."""
    own = components_of(state)
    return id(state.data), id(own.brought), own.index


def _question(state: AppState) -> tuple[object, ...]:
    """What endings depend on but for the weights; equal for the same question, as long as both states are there."""
    own = components_of(state)
    cover = own.cover, own.share, id(own.known)
    return (state.workspace, *_asked_by(state), *picture_key(state), *cover, own.seed, own.temperature)


def _is_painted(new: AppState, old: AppState) -> bool:
    """Whether the cover is being painted or pulled, so that many questions follow on each other."""
    own, before = components_of(new), components_of(old)
    pulled = own.share != before.share or own.temperature != before.temperature
    return pulled or (own.cover == before.cover and own.known is not before.known)
