"""When to ask what temperature does: only while the page is seen, and never in the way of endings.

At first a few temperatures with few texts, of one model after the other; once training stands, more of both. A look for
all of that is long, and endings would wait for its end. So it is given up when another beginning is typed, and asked
once more, for what is not known yet, when the endings to that are there.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from explorer.state.session import Session
from explorer.state.state import AppState
from explorer.workspaces.characters.channels import TEMPERED, WRITTEN
from explorer.workspaces.characters.looks import TYPE_MS, question
from explorer.workspaces.characters.state import writing
from explorer.workspaces.characters.tempering.tempered_curve import TemperedCurve, followed_by
from trainers import messages
from trainers.messages import Phase
from trainers.messages.temperatures import Tempered

FEW = (1.0, 0.5, 1.5, 0.7, 2.0)  # temperatures, in the order in which they are asked
MANY = (*FEW, 0.85, 1.2, 0.6, 0.4, 1.75, 0.3)
FEW_TEXTS, MANY_TEXTS = 100, 400  # at each of them
PATIENCE = 10.0  # seconds that many texts of one model may take
TRY_SHARE = 0.03  # of a core that goes into it while training, all models together
LEAST_PAUSE = 3.0  # seconds between two looks while training
TYPING_MS = 2 * TYPE_MS  # in which endings to what was typed are asked


@dataclass
class _Known:
    """Of one model: the curve that is ``shown``, and that which is ``coming``, of the weights of step ``of``; ``many``
    texts of these are to be written in the end, as soon as it is known how long one takes."""

    shown: TemperedCurve | None = None
    coming: TemperedCurve | None = None
    of: int = -1
    many: int = 0
    asked_at: float = 0.0

    def missing(self, temperatures: tuple[float, ...], count: int, step: int) -> tuple[float, ...]:
        """Those temperatures at which fewer texts of these weights are known."""
        coming = self.coming if self.of == step else None
        return tuple(each for each in temperatures if coming is None or coming.count(each) < count)


@dataclass(frozen=True)
class _Wish:
    model: int
    temperatures: tuple[float, ...]
    count: int


class TemperedLooks(QObject):
    """``changed(model)`` tells of a curve that is another; ``failed(reason)`` that a look could not be answered."""

    changed = Signal(int)
    failed = Signal(str)

    def __init__(self, session: Session, is_seen: Callable[[AppState], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._is_seen = session, is_seen
        self._run_id = -1  # whose models are known
        self._known: dict[int, _Known] = {}
        self._asked: tuple[int, int] | None = None  # model and request of the one look that is on its way
        self._taken: Tempered | None = None  # the last answer that was looked at
        self._refused: set[tuple[int, int]] = set()  # models and steps of which no more is asked
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self._on_rested)
        session.state_changed.connect(self._on_state_changed)

    def curve(self, model: int) -> TemperedCurve | None:
        """What is to be seen of a model: until enough is known of newer weights, that of those before."""
        known = self._known.get(model)
        return None if known is None or self._run_id != self._session.state.run_id else known.shown

    def is_answered(self, state: AppState) -> bool:
        """Whether all is known of weights that stand."""
        if not self._is_seen(state):
            return True
        return state.shown_pictures is not None and self._asked is None and self._next(state) is None

    # ------------------------------------------------------------------ what the state tells

    def _on_state_changed(self, new: AppState, old: AppState) -> None:
        if new.run_id != self._run_id:
            self._forget(new.run_id)
        if _is_as_old(new, old):  # weights of a keyframe, say, which were put in the place of those of the same step
            for known in self._known.values():
                known.of = -1
        if old.phase is Phase.TRAINING and new.phase is not Phase.TRAINING:
            self._rest.stop()
        if not self._is_seen(new):
            self._give_up()
            return
        self._take(new)
        if question(new) != question(old):
            self._give_up()
            self._rest.start(max(self._rest.remainingTime(), TYPING_MS))
        self._go_on(new)

    def _forget(self, run_id: int) -> None:
        """Nothing that other models have said stays."""
        self._run_id, self._asked = run_id, None
        self._known.clear()
        self._refused.clear()
        self._rest.stop()

    def _give_up(self) -> None:
        if self._asked is not None:
            self._session.forget(TEMPERED.of(self._asked[0]))
            self._asked = None

    def _take(self, state: AppState) -> None:
        """What the look on its way has been answered by now."""
        if self._asked is None:
            return
        model, request = self._asked
        answer = state.answer(TEMPERED, model)
        if answer is None:
            if (reason := state.refusal(TEMPERED, model)) is not None:
                self._asked = None
                self._refused.add((model, self._known[model].of))
                self.failed.emit(reason)
            return
        if answer.request_id != request or answer is self._taken:
            return
        self._taken = answer
        known = self._known[model]
        known.coming = coming = followed_by(known.coming, answer)
        if not answer.goes_on:
            self._asked = None
            if state.phase is Phase.TRAINING:
                self._rest.start(round(1000 * max(answer.seconds / TRY_SHARE, LEAST_PAUSE)))
            if not known.many:
                fitting = int(PATIENCE / max(coming.seconds * len(MANY), 1e-9))
                known.many = min(max(fitting, FEW_TEXTS), MANY_TEXTS)
        is_enough = all(coming.count(temperature) for temperature in FEW)
        if known.shown is None or known.shown.step == coming.step or is_enough:
            known.shown = coming
            self.changed.emit(model)

    # ------------------------------------------------------------------ asking

    def _on_rested(self) -> None:
        if self._is_seen(self._session.state):
            self._go_on(self._session.state)

    def _go_on(self, state: AppState) -> None:
        """Asks the next look, unless one is on its way or endings are."""
        if self._asked is not None or self._rest.isActive():
            return
        models = writing(state)
        if any(WRITTEN.of(model).name in self._session.unanswered for model in models):
            return
        if (wish := self._next(state)) is None or state.shown_pictures is None:
            return
        known = self._known.setdefault(wish.model, _Known())
        if known.of != state.shown_pictures.step:
            known.of, known.coming, known.many = state.shown_pictures.step, None, 0
        known.asked_at = time.monotonic()
        request = self._session.ask(
            messages.TryTemperatures, TEMPERED.of(wish.model), model=wish.model, temperatures=wish.temperatures,
            count=wish.count,
        )  # fmt: skip
        self._asked = wish.model, request

    def _next(self, state: AppState) -> _Wish | None:
        """What is to be asked next: a few temperatures of each model, then, of weights that stand, many. While training
        the model that has waited longest."""
        if state.shown_pictures is None:
            return None
        step = state.shown_pictures.step
        known_of = ((model, self._known.get(model, _Known())) for model in writing(state))
        models = [each for each in known_of if (each[0], step) not in self._refused]
        if state.phase is Phase.TRAINING:
            models.sort(key=lambda each: each[1].asked_at)
        for model, known in models:
            if missing := known.missing(FEW, FEW_TEXTS, step):
                return _Wish(model, missing, FEW_TEXTS)
        for model, known in models if state.phase is not Phase.TRAINING else ():
            if missing := known.missing(MANY, known.many, step):
                return _Wish(model, missing, known.many)
        return None


def _is_as_old(new: AppState, old: AppState) -> bool:
    """Whether other weights are seen now, though they have no more steps than those before."""
    after, before = new.shown_pictures, old.shown_pictures
    return after is not before and after is not None and before is not None and after.step <= before.step
