"""The holes of one model on its map: the layer that was chosen, the score in the card's header, the read-out."""

from __future__ import annotations

import numpy as np

from explorer.map.hole_words import hole_readout, score_help, score_text
from explorer.map.map_panel import MapPanel, newer
from explorer.plane.viewport import Extent
from explorer.state.state import AppState
from explorer.style.theme import Theme
from explorer.texts.sentences import sentence_text
from explorer.workspaces.compare.looks import cursor_values_channel, hole_score, layer_channel
from explorer.workspaces.compare.state import KEY, compare_of
from trainers import messages


class HolesOnMap:
    """An overlay of *panel*'s map. Elsewhere than in Compare the layer of holes is switched off, and nothing said."""

    def __init__(self, panel: MapPanel) -> None:
        self._panel, self._map, self._model = panel, panel.map, panel.model
        self._look: tuple[float, bool] | None = None
        self._extent: Extent | None = None  # of the layer that is shown

    def forget(self) -> None:
        self._extent = None
        self._map.holes.show(None)
        self._panel.set_score("")

    def show_state(self, new: AppState, old: AppState | None) -> None:
        model, choice = self._model, compare_of(new)
        if old is None or choice.layer is not compare_of(old).layer or new.workspace != old.workspace:
            self._map.holes.show(None)
            self._extent = None
            self._panel.offer_read_out(new)
        if (choice.opacity, choice.contour) != self._look:
            self._look = (choice.opacity, choice.contour)
            self._map.holes.set_opacity(choice.opacity)
            self._map.holes.set_contour(choice.contour)
        answer = newer(new, old, layer_channel(model))
        if isinstance(answer, messages.HolesMapped) and (answer.done or answer.extent != self._extent):
            # A coarse map is for a new view; over a full one of the same view it would only blink.
            self._extent = answer.extent
            grid = (answer.values, answer.extent, answer.threshold, answer.high_is_hole)
            self._map.holes.show(*grid, neutral=bool(np.isnan(answer.threshold)), layer=answer.layer)
        elif isinstance(answer, messages.LookFailed):
            self._map.holes.show(None)
            self._map.overlays.show_message(sentence_text(answer.reason))
        if answer is not None or newer(new, old, cursor_values_channel(model)) is not None:
            self._panel.offer_read_out(new)
        scored = hole_score(new, model, choice.layer)
        if new.workspace == KEY and scored is not None:
            self._panel.set_score(score_text(scored), score_help(scored))
        else:
            self._panel.set_score("")

    def read_out(self, state: AppState, theme: Theme) -> str:
        """What the shown layer says of the code under the cursor: measured there, else read from the map's grid."""
        if state.workspace != KEY:
            return ""
        layer, z = compare_of(state).layer, state.maps[self._model].shown
        mapped = state.answers.get(layer_channel(self._model))
        if not isinstance(mapped, messages.HolesMapped) or mapped.layer is not layer:
            return ""
        measured = state.answers.get(cursor_values_channel(self._model))
        if isinstance(measured, messages.CodesMeasured) and layer in measured.values and (measured.z[0] == z).all():
            value = float(measured.values[layer][0])
        else:
            x, y = state.maps[self._model].plane.project(z[None])[0]
            value = self._map.holes.value_at(float(x), float(y))
        return hole_readout(layer, value, mapped.threshold, mapped.high_is_hole, theme)
