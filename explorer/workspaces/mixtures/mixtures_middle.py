"""The middle of the workspace: a card for each mixture, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from explorer.plane.frame_clock import Turns
from explorer.style.theme import Theme
from explorer.widgets.export_button import ChoosePath, ask_path
from explorer.widgets.middle_part import MiddlePart
from explorer.workspaces.mixtures.view.mixture_card import MixtureCard


class MixturesMiddle(MiddlePart):
    """``made(model, card)`` comes with each card, before it shows anything."""

    made = Signal(int, object)

    def __init__(self, theme: Theme, choose_path: ChoosePath = ask_path) -> None:
        super().__init__()
        self._theme, self._choose_path = theme, choose_path
        self._turns = Turns()
        self.cards: dict[int, MixtureCard] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(10)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for card in self.cards.values():
            card.set_theme(theme)

    @property
    def count(self) -> int:
        return len(self.cards)

    def focus_first(self) -> None:
        next(iter(self.cards.values())).view.setFocus()

    def height_wanted(self) -> int | None:
        """Of several: as high as examples are drawn larger. One has use for all the room there is."""
        cards = list(self.cards.values())
        return max(card.height_wanted() for card in cards) if len(cards) > 1 else None

    def show_models(self, models: Sequence[tuple[int, str]]) -> None:
        """A new card for each of (number, label), in the stead of those before."""
        for card in self.cards.values():
            self._row.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards, self.has_places = {}, False
        for model, label in models:
            card = MixtureCard(f"mixture_{model}", choose_path=self._choose_path, turns=self._turns)
            card.set_title(label)
            card.set_theme(self._theme)
            self.cards[model] = card
            self._row.addWidget(card, 1)
            self.made.emit(model, card)
