"""Which questions to ask the models, and when: the one place that turns a changed state into looks.

Decodes under the pointer are asked for at once; what is dear (nearest images, decoded grids) waits until the pointer
rests.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, QTimer

from explorer.plane.viewport import Extent, grid_shape
from explorer.state.channels import BASELINES, COUNTED, CURSOR, DATA, DRAWN, GRID, NEAREST, WALK
from explorer.state.map_state import MapState, walk_codes
from explorer.state.session import Session
from explorer.state.state import AppState
from trainers import messages
from trainers.messages import Phase

REST_MS = 120
GRID_CELLS = 16  # decoded images along the longer side of a map's background
N_NEAREST = 6
ALL_CODES = 60_000


class Looks(QObject):
    """Asks the session's models whatever the window needs to show."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._frames = 15
        self._extents: dict[int, Extent] = {}
        self._grid_shown = False
        self._drawn: np.ndarray | None = None
        self._changed: set[int] = set()  # models whose code or weights have changed since the last search
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._on_rest)
        session.state_changed.connect(self._on_state_changed)

    # ------------------------------------------------------------------ what the views tell

    def set_walk_frames(self, frames: int) -> None:
        """How many frames the strip has room for."""
        self._frames = frames
        for model, value in self._session.state.mapped:
            self._ask_walk(model, value)

    def set_extent(self, model: int, extent: Extent) -> None:
        """The part of the plane that a map shows."""
        self._extents[model] = extent
        self._rest.start()

    def set_grid_shown(self, shown: bool) -> None:
        """Whether the decoded background is to be seen."""
        self._grid_shown = shown
        self._rest.start()

    def set_drawn(self, image: np.ndarray | None) -> None:
        """An image (1, C, H, W) whose code and reconstruction are followed, or None."""
        self._drawn = image
        if image is not None and self._session.state.can_be_asked:
            self._session.encode(image, DRAWN)

    # ------------------------------------------------------------------ what the state tells

    def _on_state_changed(self, new: AppState, old: AppState) -> None:
        if not new.can_be_asked:
            return
        newer_weights = new.shown_pictures is not old.shown_pictures or new.data is not old.data
        for model, value in new.mapped:
            self._follow(model, value, old.map_of(model), newer_weights)
        if newer_weights and self._drawn is not None:
            self._session.encode(self._drawn, DRAWN)
        if new.data is not None and (new.run_id != old.run_id or not old.can_be_asked or new.data is not old.data):
            self._ask_baselines(new)
        stands = new.phase in (Phase.PAUSED, Phase.FINISHED, Phase.READY, Phase.DIVERGED, Phase.BESIDE)
        if stands and (newer_weights or new.phase is not old.phase) and new.data is not None:
            self._session.ask(messages.EncodeData, DATA, limit=min(new.data.n_train, ALL_CODES))

    def _ask_baselines(self, state: AppState) -> None:
        """Once for a run: they tell of the data, not of the weights."""
        for model, spec in enumerate(state.model_specs):
            if not {metric.baselines for metric in spec.metrics}.isdisjoint({"nats", "bits"}):
                self._session.ask(messages.MeasureBaselines, BASELINES.of(model), model=model)
        counts = any(metric.baselines == "counting" for spec in state.model_specs for metric in spec.metrics)
        if counts and state.answer(COUNTED) is None:
            self._session.ask(messages.CountText, COUNTED)

    def _follow(self, model: int, value: MapState, before: MapState | None, newer_weights: bool) -> None:
        moved = before is None or not np.array_equal(value.shown, before.shown)
        if moved or newer_weights:
            self._session.decode(model, value.shown, CURSOR.of(model))
            self._changed.add(model)
            self._rest.start()
        if newer_weights or before is None or value.pins is not before.pins:
            self._ask_walk(model, value)
        if before is not None and value.plane is not before.plane:
            self._rest.start()

    def _ask_walk(self, model: int, value: MapState) -> None:
        if len(value.pins) > 1 and self._session.state.can_be_asked:
            self._session.decode(model, walk_codes(value.pins, self._frames), WALK.of(model))

    def _on_rest(self) -> None:
        state = self._session.state
        if not state.can_be_asked:
            return
        for model, value in state.mapped:
            if model in self._changed:
                self._session.find_nearest(model, value.shown, NEAREST.of(model), N_NEAREST)
            if self._grid_shown and model in self._extents:
                self._ask_grid(model, value, self._extents[model])
        self._changed.clear()

    def _ask_grid(self, model: int, value: MapState, extent: Extent) -> None:
        columns, rows = grid_shape(extent, GRID_CELLS, line=len(value.cursor) == 1)
        plane = value.plane
        self._session.ask(
            messages.DecodeGrid, GRID.of(model), model=model, origin=plane.origin, u=plane.u, v=plane.v, extent=extent,
            columns=columns, rows=rows,
        )  # fmt: skip
