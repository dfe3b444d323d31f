"""Which questions to ask about holes, and when: only in the Compare workspace, and with care while training.

Maps follow the view, the layer and the weights; scores follow the region and the weights; what lies under the cursor
and along a walk is measured when the pointer rests. Every question has one channel, so that only the newest counts.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from PySide6.QtCore import QObject, QTimer

from explorer.gui_thread.throttle import LEAN
from explorer.kl.latent_stats import noisy_codes
from explorer.plane.safe_path import safe_path
from explorer.plane.viewport import Extent, grid_shape
from explorer.state.channels import CURSOR_VALUES
from explorer.state.map_state import MapState, codes_along
from explorer.state.session import Session
from explorer.state.state import AppState
from explorer.workspaces.compare.channels import (
    FRAME_VALUES,
    FRAMES,
    HOLES,
    NOISE,
    REALISM,
    SCORES,
)
from explorer.workspaces.compare.state import KEY, compare_of
from trainers import messages
from trainers.examples import Float32
from trainers.messages import Layer, Phase, RegionShape
from trainers.messages.channels import Channel

VIEW_MS = 40  # after the last change of a view
REST_MS = 120  # after the last movement of a cursor
CELLS = 64  # along the longer side of a map
CELLS_TRAINING = 32 if LEAN else 64
COUNT, COUNT_TRAINING = 2000, 500  # codes behind a score
NOISY = 9  # decodes of the noise lab
NO_POSTERIOR_SIGMA = 0.1  # of the codes' spread: the noise that stands in where a family has none

SCORED = tuple(SCORES)  # geometry is no hole: there is nothing to count


class CompareLooks(QObject):
    """Asks what the Compare workspace shows beyond what :class:`~explorer.state.looks.Looks` asks for all."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._extents: dict[int, Extent] = {}
        self._frames = 15
        self._walking = self._noisy = False
        self._view = QTimer(self, singleShot=True, interval=VIEW_MS)
        self._view.timeout.connect(self._ask_maps)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._on_rest)
        session.state_changed.connect(self._on_state_changed)

    # ------------------------------------------------------------------ what the views tell

    def set_extent(self, model: int, extent: Extent) -> None:
        """The part of the plane that a map shows."""
        self._extents[model] = extent
        if self._active():
            self._view.start()

    def set_frames(self, frames: int) -> None:
        """How many frames a walk has room for."""
        self._frames = frames
        self._ask_walks()

    def set_shown(self, walk: bool, noise: bool) -> None:
        """Which labs are to be seen."""
        self._walking, self._noisy = walk, noise
        self._ask_walks()
        self._ask_noise()

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
        choice, before = compare_of(new), compare_of(old)
        chosen = (choice.layer, choice.around) != (before.layer, before.around)
        if entered or weights or rests or chosen or _planes(new) != _planes(old):
            self._view.start()
        if entered or weights or rests or (choice.region, choice.mixture) != (before.region, before.mixture):
            self._ask_scores(new)
        moved = entered or weights or choice.layer is not before.layer or _shown(new) != _shown(old)
        if moved:
            self._rest.start()
            self._ask_noise()
        if choice.noise != before.noise:
            self._ask_noise()
        remapped = choice.around and any(
            realism_map(new, model) is not realism_map(old, model) for model in range(len(new.maps))
        )
        if entered or weights or remapped or _pins(new) != _pins(old) or choice.around != before.around:
            self._ask_walks()

    def _ask_maps(self) -> None:
        if not self._active():
            return
        state = self._session.state
        for model, value in state.mapped:
            extent = self._extents.get(model)
            if extent is None:
                continue
            self._ask_map(model, value, compare_of(state).layer, HOLES.of(model), extent)
            if compare_of(state).around and compare_of(state).layer is not Layer.REALISM:
                self._ask_map(model, value, Layer.REALISM, REALISM.of(model), extent)

    def _ask_map(
        self, model: int, value: MapState, layer: Layer, channel: Channel[messages.HolesMapped], extent: Extent
    ) -> None:
        cells = CELLS_TRAINING if self._session.state.phase is Phase.TRAINING else CELLS
        columns, rows = grid_shape(extent, cells, line=len(value.cursor) == 1)
        plane = value.plane
        self._session.ask(
            messages.MapHoles, channel, model=model, layer=layer, origin=plane.origin, u=plane.u, v=plane.v,
            extent=extent, columns=columns, rows=rows,
        )  # fmt: skip

    def _ask_scores(self, state: AppState) -> None:
        """Both kinds of hole are counted, whichever is shown: what KL does shows in one, its price in the other."""
        for model, _ in state.mapped:
            family = state.model_specs[model]
            region, fit = compare_of(state).region_of(family), compare_of(state).mixture
            for layer in SCORED if "encodes" in family.capabilities else SCORED[:1]:
                self._session.ask(
                    messages.ScoreHoles, SCORES[layer].of(model), model=model, layer=layer, region=region,
                    count=score_count(state), mixture=fit,
                )  # fmt: skip

    def _on_rest(self) -> None:
        if not self._active():
            return
        for model, value in self._session.state.mapped:
            self._measure(model, value.shown, CURSOR_VALUES.of(model), self._layers(model))

    def _measure(
        self, model: int, z: Float32, channel: Channel[messages.CodesMeasured], layers: tuple[Layer, ...]
    ) -> None:
        codes = np.atleast_2d(np.asarray(z, np.float32))
        self._session.ask(messages.MeasureCodes, channel, model=model, z=codes, layers=layers)

    def _layers(self, model: int) -> tuple[Layer, ...]:
        encodes = "encodes" in self._session.state.model_specs[model].capabilities
        return (Layer.REALISM, Layer.COVERAGE, Layer.GEOMETRY) if encodes else (Layer.REALISM,)

    # ------------------------------------------------------------------ walks and noise

    def _ask_walks(self) -> None:
        if not (self._walking and self._active()):
            return
        state = self._session.state
        for model, value in state.mapped:
            if len(value.pins) < 2:
                continue
            self._ask_walk(model, straight_path(value), around=False)
            if compare_of(state).around:
                self._ask_walk(model, around_path(state, model, value), around=True)

    def _ask_walk(self, model: int, path: Float32, around: bool) -> None:
        codes = codes_along(path, self._frames)
        self._session.decode(model, codes, FRAMES[around].of(model))
        layers = tuple(layer for layer in self._layers(model) if layer is not Layer.GEOMETRY)
        self._measure(model, codes, FRAME_VALUES[around].of(model), layers)

    def _ask_noise(self) -> None:
        if not (self._noisy and self._active()):
            return
        state = self._session.state
        for model, value in state.mapped:
            sigma, _ = noise_sigma(state, model)
            if sigma is not None:
                codes = noisy_codes(value.shown, sigma, compare_of(state).noise, NOISY).astype(np.float32)
                self._session.decode(model, codes, NOISE.of(model))


def score_count(state: AppState) -> int:
    """How many codes are drawn for a score."""
    return COUNT_TRAINING if state.phase is Phase.TRAINING else COUNT


def realism_map(state: AppState, model: int) -> messages.HolesMapped | None:
    """The newest map of realism, on which a way around the holes is looked for."""
    shown = compare_of(state).layer is Layer.REALISM
    found = state.answer(HOLES if shown else REALISM, model)
    return found if found is not None and found.done and found.layer is Layer.REALISM else None


def hole_score(state: AppState, model: int, layer: Layer) -> messages.HolesScored | None:
    """The newest score of a layer; None where there is none yet, or cannot be."""
    return state.answer(SCORES[layer], model) if layer in SCORES else None


def region_shape(state: AppState, model: int) -> RegionShape | None:
    """Where the codes of the newest score lie; None where nothing is scored yet. All layers are scored in one place."""
    found = [score for layer in SCORED if (score := hole_score(state, model, layer)) is not None]
    return max(found, key=lambda score: score.request_id).shape if found else None


def holes_are_mapped(state: AppState) -> bool:
    """Whether every map shows the full layer that was chosen, and every score is there."""
    for model, _ in state.mapped:
        mapped, scored = state.answer(HOLES, model), hole_score(state, model, Layer.REALISM)
        whole = mapped is not None and mapped.done and scored is not None
        if not whole and state.refusal(HOLES, model) is None:
            return False
    return True


def noise_sigma(state: AppState, model: int) -> tuple[Float32 | None, bool]:
    """The noise (latent_dim,) to try under the cursor: the posterior deviation of the image encoded nearest, and True;
    a share of the codes' spread, and False, where the family has no posterior; None where nothing is encoded."""
    codes, spread = state.shown_codes(model)
    value = state.map_of(model)
    if codes is None or len(codes) == 0 or value is None:
        return None, False
    if spread is None:
        return (NO_POSTERIOR_SIGMA * codes.std(axis=0)).astype(np.float32), False
    nearest = int(np.square(codes - value.shown).sum(axis=1).argmin())
    return spread[nearest], True


def straight_path(value: MapState) -> Float32:
    """The pins, in their order, as corners (n, latent_dim)."""
    return np.stack([pin.z for pin in value.pins]).astype(np.float32)


def around_path(state: AppState, model: int, value: MapState) -> Float32:
    """Corners (n, latent_dim) of a path through the pins that stays out of holes, found on the newest realism map;
    the straight one where there is no map yet, and for pins that lie off the shown plane."""
    straight = straight_path(value)
    found = realism_map(state, model)
    if found is None:
        return straight
    places = value.plane.project(straight).astype(np.float64)
    if not np.allclose(value.plane.lift(places), straight, atol=1e-3):
        return straight
    corners = [places[:1]]
    for start, end in pairwise(places):
        path = safe_path(found.values, found.extent, found.threshold, found.high_is_hole, start, end)
        corners.append((np.stack([start, end]) if path is None else path)[1:])
    return value.plane.lift(np.concatenate(corners)).astype(np.float32)


def _planes(state: AppState) -> list[int]:
    return [id(value.plane) for _, value in state.mapped]


def _pins(state: AppState) -> list[int]:
    return [id(value.pins) for _, value in state.mapped]


def _shown(state: AppState) -> list[int]:
    return [id(value.shown) for _, value in state.mapped]
