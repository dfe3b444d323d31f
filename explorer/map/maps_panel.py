"""The maps of all models of the experiment, side by side."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from explorer.map.latent_map import LatentMap
from explorer.map.map_panel import MapPanel
from explorer.plane.frame_clock import Turns
from explorer.state.looks import Looks
from explorer.state.session import Session
from explorer.state.state import AppState
from explorer.style.theme import Theme
from explorer.widgets.export_button import ChoosePath, ask_path


class MapsPanel(QWidget):
    """One :class:`MapPanel` per model; they come and go with the experiment."""

    touched = Signal(int)
    files_dropped = Signal(list)
    panel_made = Signal(object)  # a MapPanel, before it shows anything
    extent_changed = Signal(int, tuple)  # model, the part (x0, y0, x1, y1) of the plane that its map shows

    def __init__(
        self,
        session: Session,
        looks: Looks,
        theme: Theme,
        choose_path: ChoosePath = ask_path,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._looks, self._theme, self._choose_path = session, looks, theme, choose_path
        self._layers: dict[str, bool] = {}
        self._turns = Turns()
        self.panels: list[MapPanel] = []
        self._used = 0  # the map that was used last
        self.touched.connect(self._on_touched)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(10)

    def show_state(self, new: AppState, old: AppState | None) -> None:
        """Draws what differs from *old*; everything when there is none."""
        count = len(new.labels)
        fresh = count != len(self.panels)
        while len(self.panels) > count:
            panel = self.panels.pop()
            self._row.removeWidget(panel)
            panel.hide()
            panel.deleteLater()
        while len(self.panels) < count:
            self._add_panel()
        for panel in self.panels:
            panel.show_state(new, None if fresh else old)

    @property
    def current(self) -> LatentMap | None:
        """The map under the pointer, else the one that was used last; None where no model has one."""
        maps = {panel.model: panel.map for panel in self.panels if panel.has_map}
        hovered = next((each for each in maps.values() if each.is_hovered), None)
        return hovered or maps.get(self._used) or next(reversed(maps.values()), None)

    def _on_touched(self, model: int) -> None:
        self._used = model

    def _add_panel(self) -> None:
        panel = MapPanel(
            self._session, self._looks, len(self.panels), self._theme, self._choose_path, self, self._turns
        )  # fmt: skip
        panel.touched.connect(self.touched)
        panel.extent_changed.connect(self.extent_changed)
        panel.map.files_dropped.connect(self.files_dropped)
        panel.set_layers(self._layers)
        self.panels.append(panel)
        self.panel_made.emit(panel)
        self._row.addWidget(panel, 1)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for panel in self.panels:
            panel.set_theme(theme)

    def set_layers(self, layers: dict[str, bool]) -> None:
        """Which layers to show on every map."""
        self._layers = layers
        self._looks.set_grid_shown(layers.get("background", False))
        for panel in self.panels:
            panel.set_layers(layers)

    def show_paths(self, paths: Sequence[np.ndarray | None]) -> None:
        """Per model the corners of a walk around the holes, or None."""
        for panel, points in zip(self.panels, paths, strict=False):
            panel.show_path(points)

    def show_walker(self, model: int, z: np.ndarray | None) -> None:
        """Where the walk's animation stands on one map."""
        if model < len(self.panels):
            self.panels[model].show_walker(z)
