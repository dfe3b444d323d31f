"""What is seen of a run beside its state: which layers of the maps are ticked, which part of a map the user has gone
to, which page of a card is in front, and what of the curves is shown. A lesson begins with the usual layers, and gives
all of it back."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from explorer.curves.curves import CurvesChoice, CurvesView
from explorer.form.settings_panel import SettingsPanel
from explorer.map.maps_panel import MapsPanel
from explorer.plane.viewport import Viewport
from explorer.widgets.tabbed_card import TabbedCard


@dataclass(frozen=True)
class SeenView:
    """``layers`` by name; ``places`` are what each map shows, None where it follows its codes; ``pages`` are those in
    front, by their cards; ``curves`` what is chosen of each view of them."""

    layers: dict[str, bool]
    places: tuple[Viewport | None, ...]
    pages: dict[TabbedCard, str]
    curves: dict[CurvesView, CurvesChoice]

    @classmethod
    def taken(cls, window: QWidget, panel: SettingsPanel, maps: MapsPanel) -> SeenView:
        """As it is now."""
        return cls(
            panel.layers,
            tuple(each.map.motion.chosen_view for each in maps.panels),
            {card: card.page for card in window.findChildren(TabbedCard)},
            {view: view.choice for view in window.findChildren(CurvesView)},
        )

    def give_back(self, panel: SettingsPanel, maps: MapsPanel) -> None:
        """As it was then, as far as the run that is shown has it."""
        panel.set_layers(self.layers)
        for card, page in self.pages.items():
            if card.offers(page):  # another run than then may not have it
                card.show_page(page)
        for curves, choice in self.curves.items():
            curves.choose(choice)
        for each, view in zip(maps.panels, self.places, strict=False):
            if view is not None:
                each.map.motion.move_view(view)
                QTimer.singleShot(0, each.map.motion, each.map.motion.fit)  # once the maps have their sizes
