"""What is seen of a run beside its state: which layers of the maps are ticked, and which part of a map the user has
gone to. A lesson begins with the usual ones, and gives these back."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QTimer

from explorer.form.settings_panel import SettingsPanel
from explorer.map.maps_panel import MapsPanel
from explorer.plane.viewport import Viewport


@dataclass(frozen=True)
class SeenView:
    """``layers`` by name; ``places`` are what each map shows, None where it follows its codes."""

    layers: dict[str, bool]
    places: tuple[Viewport | None, ...]

    @classmethod
    def taken(cls, panel: SettingsPanel, maps: MapsPanel) -> SeenView:
        """As it is now."""
        return cls(panel.layers, tuple(each.map.motion.chosen_view for each in maps.panels))

    def give_back(self, panel: SettingsPanel, maps: MapsPanel) -> None:
        """As it was then; of maps of the same run."""
        panel.set_layers(self.layers)
        for each, view in zip(maps.panels, self.places, strict=False):
            if view is not None:
                each.map.motion.move_view(view)
                QTimer.singleShot(0, each.map.motion, each.map.motion.fit)  # once the maps have their sizes
