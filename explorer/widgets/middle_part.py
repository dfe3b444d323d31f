"""What stands in the middle of the window where the maps would be, and how high it would like to be."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from explorer.style.theme import Theme
from explorer.widgets.card import Card


class MiddlePart(QWidget):
    """Base of the widgets that workspaces bring for the middle. As it is, one thing that has use for all the room."""

    laid_out = Signal()  # the height that is wanted may be another

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.has_places = True  # for all that is shown: until then sizes are those of others before

    @property
    def count(self) -> int:
        """How many things are shown."""
        return 1

    def height_wanted(self) -> int | None:
        """How high it is at most, in logical pixels at the present width; None where it has use for all there is."""
        return None

    def focus_first(self) -> None:
        """Puts the focus where the first of them is used."""
        self.setFocus()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.has_places = True
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self.laid_out.emit()
        return done


class CardsBeside(MiddlePart):
    """Cards side by side. What the user drags between them stays."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """*name* is that of the splitter."""
        super().__init__(parent)
        self._cards: list[Card] = []
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setObjectName(name)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(10)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._splitter)

    def add_cards(self, cards: Sequence[tuple[Card, int]]) -> None:
        """Each with its share of the width, in percent. What they hold is best put into them afterwards: the splitter
        asks at once what each needs, for which Qt dresses all that is in it."""
        for card, share in cards:
            self._splitter.addWidget(card)
            self._splitter.setStretchFactor(self._splitter.count() - 1, share)
            self._cards.append(card)
        self._splitter.setSizes([share * 10 for _, share in cards])

    def set_theme(self, theme: Theme) -> None:
        for card in self._cards:
            card.set_theme(theme)
