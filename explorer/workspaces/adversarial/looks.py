"""Which questions to ask about generator and discriminator, and when: only in the Adversarial workspace.

The pictures of the game (arena, fakes, scores) follow the weights; how good samples are is measured less often, and
generations are matched when there is a new keyframe and somebody looks.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, QTimer

from explorer.gui_thread.throttle import LEAN
from explorer.plane.viewport import Extent
from explorer.state.session import Session
from explorer.state.state import AppState
from explorer.workspaces.adversarial.channels import ARENA, FAKES, GENERATIONS, INSPECTED, MEASURED, SCORES
from explorer.workspaces.adversarial.state import KEY, adversarial_of
from trainers import messages
from trainers.messages import Phase

VIEW_MS = 40  # after the last change of an arena's view
MEASURE_MS = 2500  # between two measurements of samples while training
CELLS = 64
POINTS = 1000
ARROWS = POINTS  # every fake can be chosen, and then its own arrow is shown
IMAGES = 64
COMPARED = 256  # images of each kind
SAMPLES, SAMPLES_TRAINING = 2000, 600 if LEAN else 1000
OPTIMUM_STEPS = 300
GENERATION_POINTS = 256  # in the small picture of each: of a few dots nobody could tell what is covered


class AdversarialLooks(QObject):
    """Asks what the Adversarial workspace shows."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._extents: dict[int, Extent] = {}
        self._generations_shown = False
        self._view = QTimer(self, singleShot=True, interval=VIEW_MS)
        self._view.timeout.connect(self._ask_arenas)
        self._measuring = QTimer(self, singleShot=True, interval=MEASURE_MS)
        session.state_changed.connect(self._on_state_changed)

    # ------------------------------------------------------------------ what the views tell

    def set_extent(self, model: int, extent: Extent) -> None:
        """The part of the plane that an arena shows."""
        self._extents[model] = extent
        self._view.start()

    def set_generations_shown(self, shown: bool) -> None:
        """Whether the generations are to be seen."""
        self._generations_shown = shown
        self._ask_generations()

    # ------------------------------------------------------------------ what the state tells

    def _active(self) -> bool:
        state = self._session.state
        return state.can_be_asked and state.workspace == KEY

    def _on_state_changed(self, new: AppState, old: AppState) -> None:
        if not self._active():
            return
        entered = old.workspace != KEY or old.data is not new.data or not old.engine_ready
        weights = new.shown_pictures is not old.shown_pictures
        rests = new.phase is not old.phase and new.phase is not Phase.TRAINING
        own, before = adversarial_of(new), adversarial_of(old)
        if entered or weights or rests or own.optimum != before.optimum:
            self._ask_pictures(new)
        if own.chosen is not before.chosen:
            self._ask_inspection(new)
        stands = new.phase is not Phase.TRAINING  # a move is shown at once, and so is what it changed
        if entered or rests or (weights and (stands or not self._measuring.isActive())):
            self._ask_measures(new)
        if entered or rests or new.timeline is not old.timeline:
            self._ask_generations()

    def _ask_pictures(self, state: AppState) -> None:
        self._ask_arenas()
        for model in scoring(state):
            if state.data is not None and not state.data.kind.in_plane:
                self._session.ask(messages.ShowFakes, FAKES.of(model), model=model, count=IMAGES)
            self._session.ask(messages.CompareScores, SCORES.of(model), model=model, count=COMPARED)
        self._ask_inspection(state)

    def _ask_arenas(self) -> None:
        state = self._session.state
        if not self._active() or state.data is None or not state.data.kind.in_plane:
            return
        steps = OPTIMUM_STEPS if adversarial_of(state).optimum else 0
        for model in scoring(state):
            self._session.ask(
                messages.ShowArena, ARENA.of(model), model=model, extent=self._extents.get(model, (0, 0, 1, 1)),
                cells=CELLS, count=POINTS, arrows=ARROWS, optimum_steps=steps,
            )  # fmt: skip

    def _ask_inspection(self, state: AppState) -> None:
        """The fake that was chosen; it is found by its code, which stays when the weights change."""
        for model in scoring(state):
            chosen = adversarial_of(state).chosen.get(model)
            if chosen is not None:
                z = np.atleast_2d(chosen.z)
                self._session.ask(messages.InspectFake, INSPECTED.of(model), model=model, z=z, label=chosen.label)

    def _ask_measures(self, state: AppState) -> None:
        self._measuring.start()
        training = state.phase is Phase.TRAINING
        for model, spec in enumerate(state.model_specs):
            if "samples" in spec.capabilities:
                count = SAMPLES_TRAINING if training else SAMPLES
                self._session.ask(messages.MeasureSamples, MEASURED.of(model), model=model, count=count)

    def _ask_generations(self) -> None:
        if self._active() and self._generations_shown:
            state = self._session.state
            points = state.data is not None and state.data.kind.in_plane
            shown = {"samples": GENERATION_POINTS} if points else {}
            for model in scoring(state):
                self._session.ask(messages.MatchGenerations, GENERATIONS.of(model), model=model, **shown)


def scoring(state: AppState) -> list[int]:
    """The models that have a discriminator."""
    return [model for model, spec in enumerate(state.model_specs) if "scores" in spec.capabilities]
