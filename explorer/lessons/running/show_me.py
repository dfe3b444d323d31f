"""The acts of Show me: each is first pointed at, then done, and what comes of it is waited for before the next.

Buttons, switches and planes of the window get what mouse and keyboard would send them; settings, training and maps go
through the session's wishes, as those of the controls do.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from explorer.lessons.running.controls import ActError, Controls
from explorer.lessons.running.script import Wait
from explorer.state.draft import is_live
from explorer.state.session import Session
from explorer.state.state import RESUMABLE, AppState
from explorer.texts.data_texts import as_sentence, status_line, workspace_text
from explorer.texts.sentences import sentence_text
from trainers import messages
from trainers.lessons.acts import (
    AnyAct,
    ChooseAct,
    ClickAct,
    DragAct,
    EnterAct,
    MoveAct,
    PressAct,
    ScrubAct,
    SetAct,
    TrainAct,
)
from trainers.messages import Phase
from trainers.sentence import sentence

POINT_SECONDS = 0.6  # at what is going to be done
CONTROL_SECONDS = 4.0  # until a control is there
REST_SECONDS = 0.3  # after it, so that it is seen
BUTTONS = {"play": "play", "pause": "play", "stop": "stop", "rewind": "rewind"}
ENDED = frozenset({Phase.NO_DATA, Phase.DEVICE_LOST, Phase.FAILED, Phase.OUT_OF_MEMORY})  # nothing more comes


class ActDesk:
    """Does acts. *point* is told the object names of what is pointed at, *at* which of the acts is being done."""

    def __init__(self, session: Session, controls: Controls) -> None:
        self._session, self._controls = session, controls

    def show(
        self, acts: Sequence[AnyAct], point: Callable[[tuple[str, ...]], None], at: Callable[[int], None]
    ) -> Iterator[Wait]:
        """Visibly. Raises ActError where one cannot be done."""
        for index, act in enumerate(acts):
            at(index)
            point(self._pointed(act))
            yield POINT_SECONDS
            yield from self.do(act)
            yield REST_SECONDS

    def do(self, act: AnyAct) -> Iterator[Wait]:
        """At once. Raises ActError where it cannot be done."""
        match act:
            case SetAct():
                yield from self._set(act)
            case PressAct():
                yield from self._press(act.do)
            case TrainAct():
                yield from self.train(self._until(act), act.players)
            case ScrubAct():
                self._session.scrub(act.step)
            case EnterAct():
                yield from self.enter(act.key)
            case MoveAct():
                yield from self._move(act)
            case ClickAct():
                yield from self._seen(act.control)
                self._controls.click(act.control, act.at)
            case DragAct():
                yield from self._seen(act.control)
                yield from self._controls.drag(act.control, act.start, act.end)
            case ChooseAct():
                yield from self._seen(act.control)
                self._controls.choose(act.control, act.value)

    @property
    def _state(self) -> AppState:
        return self._session.state

    def _pointed(self, act: AnyAct) -> tuple[str, ...]:
        """What an act is on, where the lesson does not say."""
        if act.point is not None:
            return (act.point,)
        match act:
            case ClickAct() | DragAct() | ChooseAct():
                return (act.control,)
            case SetAct():
                first, _, knob = act.path.partition(".")
                return (act.path if knob else f"plan.{first}",)
            case PressAct() if act.do in BUTTONS:
                return (BUTTONS[act.do],)
            case EnterAct():
                return (f"workspace-{act.key}",)
            case TrainAct():
                return (BUTTONS["play"],)
        return ()

    def _seen(self, control: str) -> Iterator[Wait]:
        """A control may come with what was done before; one that does not is found out by whoever uses it."""
        patience = time.monotonic() + CONTROL_SECONDS

        def ready() -> bool:
            return self._controls.is_usable(control) or time.monotonic() > patience

        yield ready

    # ------------------------------------------------------------------ one kind after the other

    def _set(self, act: SetAct) -> Iterator[Wait]:
        session = self._session
        if self._state.locks(act.path):
            raise ActError(f"{act.path} is locked")
        session.edit(act.value, act.path)
        if error := self._state.knob_errors.get(act.path):
            raise ActError(error)
        sent = self._state.experiment
        if is_live(sent, act.path) and sent != self._state.draft:
            yield lambda: self._state.experiment is not sent or act.path in self._state.knob_errors

    def _press(self, wish: str) -> Iterator[Wait]:
        session, run_id = self._session, self._state.run_id
        wishes: dict[str, Callable[[], object]] = {
            "play": session.play, "pause": session.pause, "stop": session.stop, "rewind": session.rewind,
            "restart": session.restart, "fork": session.fork, "live": lambda: session.scrub(None),
        }  # fmt: skip
        wishes[wish]()
        if wish in ("pause", "stop"):
            yield lambda: self._state.phase is not Phase.TRAINING
        elif wish == "play":
            yield lambda: self._state.phase is Phase.TRAINING or self._state.phase in ENDED
        elif self._state.run_id != run_id:
            yield self.arrival()

    def arrival(self) -> Wait:
        """What to wait for after another run was asked for: that it stands, and is seen. It raises ActError where that
        will never be."""
        refused = self._state.refused

        def is_there() -> bool:
            state = self._state  # of whichever run: the reader may have begun it once more meanwhile
            if state.refused is not refused and state.refused is not None:
                raise _untold(state.refused)
            if state.phase in ENDED and state.status is not None:
                raise _untold(state.status)
            if state.data is None or state.data.run_id != state.run_id or state.phase is Phase.STARTING:
                return False
            return state.pictures is not None and state.pictures.run_id == state.run_id

        return is_there

    def _until(self, act: TrainAct) -> int:
        now = 0 if self._state.ticked is None else self._state.ticked.step
        return act.to if act.to is not None else now + (act.steps or 0)

    def train(self, until: int, players: tuple[str, ...] = ()) -> Iterator[Wait]:
        """Up to that step, whatever the reader presses meanwhile: where the run is begun anew, that one. Raises
        ActError where training ends before."""
        session = self._session
        yield lambda: self._state.phase is Phase.TRAINING or self._state.phase in RESUMABLE
        if self._state.phase is Phase.TRAINING:  # without end: the steps are to be counted
            session.pause()
            yield lambda: self._state.phase is not Phase.TRAINING
        while (now := self._step()) < until:
            before, run_id = self._state.status, self._state.run_id
            session.advance(until - now, players)
            yield lambda before=before: self._state.status is not before or self._step() >= until  # type: ignore[misc]
            yield lambda: self._state.phase is not Phase.TRAINING or self._step() >= until
            if self._state.phase is Phase.TRAINING:  # somebody has pressed Play
                session.pause()
                yield lambda: self._state.phase is not Phase.TRAINING
            if self._state.run_id != run_id:
                yield self.arrival()
            elif self._state.phase in (Phase.DIVERGED, *ENDED) or self._step() <= now:
                raise ActError(f"training ended at step {self._step()}")
        yield lambda: self._state.pictures is not None and self._state.pictures.step >= self._step()

    def _step(self) -> int:
        return 0 if self._state.ticked is None else self._state.ticked.step

    def enter(self, key: str) -> Iterator[Wait]:
        """Another workspace. Raises ActError where the models have nothing to show there, or a class does without."""
        title = next((workspace_text(each.title) for each in self._session.workspaces if each.key == key), None)
        if title is None:
            raise ActError(f"there is no workspace {key!r}")
        if not self._state.restrictions.offers_workspace(key):
            told = sentence(f"This part of the lesson needs the workspace {title}, which this class does not offer.")
            raise ActError(f"this class does not offer the workspace {key}", sentence_text(told))
        self._session.enter(key)
        if self._state.workspace != key:
            raise ActError(f"these models have nothing to show in the workspace {key}")
        yield lambda: self._state.workspace == key

    def _move(self, act: MoveAct) -> Iterator[Wait]:
        value = self._state.map_of(act.model)
        if value is None:
            raise ActError(f"model {act.model} has no map")
        z = value.cursor.copy()
        z[: len(act.z)] = act.z[: len(z)]
        moved = value.with_cursor(np.asarray(z, np.float32))
        self._session.set_map(act.model, moved.with_pin(moved.cursor) if act.do == "pin" else moved)
        yield 0.0


def _untold(said: messages.Refused | messages.PhaseChanged) -> ActError:
    """Why there is no such run."""
    return ActError(said.template.format(**said.values), as_sentence(status_line(said)))
