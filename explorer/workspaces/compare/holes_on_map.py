"""The holes of one model on its map: the layer that was chosen, the score in the card's header and the region that it
is about, the read-out."""

from __future__ import annotations

import numpy as np

from explorer.map.holes.hole_words import hole_readout, score_help, score_text
from explorer.map.map_panel import MapPanel
from explorer.map.region_outline import region_outline
from explorer.plane.plane import Plane
from explorer.plane.viewport import Extent
from explorer.state.changes import changed, newer
from explorer.state.channels import CURSOR_VALUES
from explorer.state.state import AppState
from explorer.style.theme import Theme
from explorer.texts.sentences import sentence_text
from explorer.workspaces.compare.channels import HOLES
from explorer.workspaces.compare.looks import hole_score, region_shape
from explorer.workspaces.compare.state import KEY, compare_of
from trainers.messages import RegionShape


class HolesOnMap:
    """An overlay of *panel*'s map. Elsewhere than in Compare the layer of holes is switched off, and nothing said."""

    def __init__(self, panel: MapPanel) -> None:
        self._panel, self._map, self._model = panel, panel.map, panel.model
        self._look: tuple[float, bool] | None = None
        self._extent: Extent | None = None  # of the layer that is shown
        self._region: tuple[RegionShape, Plane] | None = None  # that is drawn

    def forget(self) -> None:
        self._extent = None
        self._show_region(None)
        self._map.holes.show(None)
        self._panel.set_score("")

    def show_state(self, new: AppState, old: AppState | None) -> None:
        model, choice = self._model, compare_of(new)
        if changed(new, old, "workspace", lambda state: compare_of(state).layer):
            self._map.holes.show(None)
            self._extent = None
            self._panel.offer_read_out(new)
        if (choice.opacity, choice.contour) != self._look:
            self._look = (choice.opacity, choice.contour)
            self._map.holes.set_opacity(choice.opacity)
            self._map.holes.set_contour(choice.contour)
        answer, told = newer(new, old, HOLES, model), changed(new, old, HOLES.of(model))
        if answer is not None and (answer.done or answer.extent != self._extent):
            # A coarse map is for a new view; over a full one of the same view it would only blink.
            self._extent = answer.extent
            grid = (answer.values, answer.extent, answer.threshold, answer.high_is_hole)
            self._map.holes.show(*grid, neutral=bool(np.isnan(answer.threshold)), layer=answer.layer)
        elif told and (reason := new.refusal(HOLES, model)) is not None:
            self._map.holes.show(None)
            self._map.overlays.show_message(sentence_text(reason))
        if told or changed(new, old, CURSOR_VALUES.of(model)):
            self._panel.offer_read_out(new)
        value, shape = new.map_of(model), region_shape(new, model)
        region = None
        if new.workspace == KEY and choice.drawn and value is not None and shape is not None:
            region = shape, value.plane
        self._show_region(region)
        scored = hole_score(new, model, choice.layer)
        if new.workspace == KEY and scored is not None:
            self._panel.set_score(score_text(scored), score_help(scored))
        else:
            self._panel.set_score("")

    def _show_region(self, region: tuple[RegionShape, Plane] | None) -> None:
        before, self._region = self._region, region
        if region is None:
            self._map.picture.show_region(None)
        elif before is None or region[0] is not before[0] or region[1] is not before[1]:
            self._map.picture.show_region(region_outline(*region))

    def read_out(self, state: AppState, theme: Theme) -> str:
        """What the shown layer says of the code under the cursor: measured there, else read from the map's grid."""
        value = state.map_of(self._model)
        if state.workspace != KEY or value is None:
            return ""
        layer, z = compare_of(state).layer, value.shown
        mapped = state.answer(HOLES, self._model)
        if mapped is None or mapped.layer is not layer:
            return ""
        measured = state.answer(CURSOR_VALUES, self._model)
        if measured is not None and layer in measured.values and (measured.z[0] == z).all():
            told = float(measured.values[layer][0])
        else:
            x, y = value.plane.project(z[None])[0]
            told = self._map.holes.value_at(float(x), float(y))
        return hole_readout(layer, told, mapped.threshold, mapped.high_is_hole, theme)
