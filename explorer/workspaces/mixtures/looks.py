"""Which questions to ask about mixtures, and when: only in the workspace Mixtures.

What is seen follows the weights, the part of the plane, and every move by hand. Other beginnings and other numbers of
components tell of the data and the floor, not of the weights: they are asked once, when somebody looks.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, QTimer

from explorer.plane.viewport import Extent
from explorer.state.changes import changed
from explorer.state.session import Session
from explorer.state.state import AppState
from explorer.workspaces.mixtures.channels import DRAWN_APART, EXAMPLE, MIXTURE, SIZES, STARTS
from explorer.workspaces.mixtures.state import (
    KEY,
    SIZES_MOST,
    fitted,
    mixtures_of,
    seeds,
    shown_axes,
    shown_model,
    shown_start,
)
from trainers import messages
from trainers.messages import Phase

VIEW_MS = 40  # after the last change of a view
CELLS = 64
EACH = 8  # pictures of each component
STARTS_PAGE, SIZES_PAGE, SAMPLES_PAGE = "starts", "sizes", "samples"


class MixtureLooks(QObject):
    """Asks what the workspace shows."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._extents: dict[int, Extent | None] = {}
        self._page = ""
        self._spreads: dict[int, tuple[float, ...]] = {}  # by model, where the examples lie
        self._asked: dict[str, tuple[object, ...]] = {}  # by channel, what was asked there last
        self._view = QTimer(self, singleShot=True, interval=VIEW_MS)
        self._view.timeout.connect(self._ask_mixtures)
        session.state_changed.connect(self._on_state_changed)

    # ------------------------------------------------------------------ what the views tell

    def set_extent(self, model: int, extent: Extent | None) -> None:
        """The part of the plane that a view shows; None: what holds all examples."""
        if extent != self._extents.get(model):
            self._extents[model] = extent
            self._view.start()

    def set_page(self, page: str) -> None:
        """Which page of the cards is seen."""
        self._page = page
        self._ask_page()

    def show_example(self, row: int) -> None:
        """How a training example looks is asked; of pictures only."""
        state = self._session.state
        if self._active() and row >= 0 and state.data is not None and state.data.kind.visual:
            self._session.ask(messages.ShowExamples, EXAMPLE, rows=(row,))

    # ------------------------------------------------------------------ what the state tells

    def _active(self) -> bool:
        state = self._session.state
        return state.can_be_asked and state.workspace == KEY

    def _on_state_changed(self, new: AppState, old: AppState) -> None:
        if new.run_id != old.run_id:
            self._asked.clear()
            self._spreads.clear()
        if not self._active():
            if old.workspace == KEY and new.workspace != KEY:
                self._leave(old)
            return
        entered = old.workspace != KEY or old.data is not new.data or not old.can_be_asked
        weights = new.shown_pictures is not old.shown_pictures or new.adjusted is not old.adjusted
        own, before = mixtures_of(new), mixtures_of(old)
        if entered or weights or new.phase is not old.phase or own.axes != before.axes:
            self._ask_mixtures()
        chosen = (own.model, own.start, own.round, own.axes) != (before.model, before.start, before.round, before.axes)
        seen = changed(new, old, MIXTURE.of(shown_model(new)))
        if entered or weights or chosen or seen or new.phase is not old.phase:
            self._ask_page()

    def _leave(self, state: AppState) -> None:
        """Nobody waits for what takes long; once somebody looks again it is asked anew."""
        for model in range(len(state.labels)):
            for channel in (STARTS.of(model), SIZES.of(model), DRAWN_APART.of(model)):
                if channel.name in self._session.unanswered:
                    self._session.forget(channel)
                    self._asked.pop(channel.name, None)

    def _ask_mixtures(self) -> None:
        state = self._session.state
        if not self._active():
            return
        for model in fitted(state):
            answer = state.answer(MIXTURE, model)
            axes = shown_axes(state, self._width(state, model))
            same = answer is None or answer.axes == axes
            extent = self._extents.get(model) if same else None
            self._session.ask(
                messages.ShowMixture, MIXTURE.of(model), model=model, axes=axes, extent=extent, cells=CELLS
            )

    def _width(self, state: AppState, model: int) -> int:
        """How many numbers a place in the space of a mixture has."""
        width = None if state.data is None else state.data.latent_dims[model]
        return 2 if width is None else width

    def _ask_page(self) -> None:
        state = self._session.state
        model = shown_model(state)
        if not self._active() or model < 0:
            return
        own, spread = mixtures_of(state), self._spread(state, model)
        if self._page == STARTS_PAGE and spread:
            axes, start = shown_axes(state, self._width(state, model)), shown_start(state, model)
            if self._is_new(STARTS.of(model).name, (seeds(own), start, axes, spread, _floor(state, model))):
                self._session.ask(
                    messages.TryStarts, STARTS.of(model), model=model, seeds=seeds(own), start=start, axes=axes
                )
        elif self._page == SIZES_PAGE and spread:
            if self._is_new(SIZES.of(model).name, (spread, _floor(state, model))):
                self._session.ask(messages.CompareSizes, SIZES.of(model), model=model, most=SIZES_MOST)
        elif self._page == SAMPLES_PAGE and state.data is not None and state.data.kind.visual:
            shown = state.shown_pictures
            busy = state.phase is Phase.TRAINING and DRAWN_APART.of(model).name in self._session.unanswered
            now = (None if shown is None else (shown.run_id, shown.step), id(state.adjusted))
            if not busy and self._is_new(DRAWN_APART.of(model).name, now):
                self._session.ask(messages.DrawComponents, DRAWN_APART.of(model), model=model, each=EACH)

    def _spread(self, state: AppState, model: int) -> tuple[float, ...]:
        """Tells whether the examples lie where they lay before: codes move as their encoder learns, and what was tried
        before that is worth nothing; but as long as they move it is not tried again. Empty while nobody knows."""
        shown = state.answer(MIXTURE, model)
        if shown is None:
            return ()
        if state.phase is Phase.TRAINING and model in self._spreads:
            return self._spreads[model]
        places = shown.places.astype(np.float64)
        found = (*places.mean(axis=0).tolist(), *places.std(axis=0).tolist(), *map(float, shown.axes))
        self._spreads[model] = tuple(float(f"{value:.3g}") for value in found)
        return self._spreads[model]

    def _is_new(self, channel: str, key: tuple[object, ...]) -> bool:
        """Whether something else was asked on a channel last, or nothing."""
        if self._asked.get(channel) == key:
            return False
        self._asked[channel] = key
        return True


def _floor(state: AppState, model: int) -> float:
    """The floor of the variance with which a mixture is fitted, which may have been raised meanwhile."""
    return 0.0 if state.experiment is None else float(state.experiment.models[model].config.setting("floor", 0.0))
