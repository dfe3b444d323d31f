"""The row below the maps, or the column beside them: the curves, and the cards of the workspace that is shown."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from explorer.state.changes import changed
from explorer.state.state import AppState

FIRST_SHARE = 8  # of the width, beside the shares of the other cards


class CardRow(QSplitter):
    """*first* is seen in every workspace. What the user drags is kept for each, and each direction."""

    def __init__(self, first: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._cards: list[tuple[str, QWidget, int]] = []  # the workspace of each, and its share of the width
        self._workspace, self._first = "", first
        self._first_shown = True
        self._dragged: dict[tuple[str, bool], list[int]] = {}  # sizes by workspace, and whether one is below the other
        self.setObjectName("card_row")
        self.setChildrenCollapsible(False)
        self.setHandleWidth(10)
        self.addWidget(first)
        self.splitterMoved.connect(self._on_dragged)

    def add_card(self, workspace: str, card: QWidget, share: int) -> None:
        """A card, with its share of the width, that stands beside the first one in one workspace."""
        self.addWidget(card)
        self._cards.append((workspace, card, share))
        card.setVisible(workspace == self._workspace)

    def show_state(self, new: AppState, old: AppState | None) -> None:
        """Shows the workspace's cards."""
        if changed(new, old, "restrictions"):
            self.show_first(not new.restrictions.hides("curves"))
        if changed(new, old, "workspace", "lineage"):
            self._workspace = new.workspace
            for workspace, card, _ in self._cards:
                card.setVisible(workspace == new.workspace)
            self._share_out()

    def show_first(self, shown: bool) -> None:
        """Whether the first card is there; where it is not, the others share its room."""
        self._first_shown = shown
        self._first.setVisible(shown)
        self._share_out()

    def set_upright(self, upright: bool) -> None:
        """Whether the cards stand one below the other, all of about the same height, or side by side."""
        self.setOrientation(Qt.Orientation.Vertical if upright else Qt.Orientation.Horizontal)
        self._share_out()

    def _share_out(self) -> None:
        """Gives every card its share, the one that the user has dragged it to: the sizes that Qt keeps depend on which
        other cards have been shown meanwhile, and how."""
        upright = self.orientation() == Qt.Orientation.Vertical
        own = [FIRST_SHARE if self._first_shown else 0, *(share for _, _, share in self._cards)]
        shares = self._dragged.get((self._workspace, upright), [1] * len(own) if upright else own)
        shares = [*shares, *own[len(shares) :]]  # of cards that came after they were dragged
        hidden = {card for workspace, card, _ in self._cards if workspace != self._workspace}
        shown = [self.widget(index) not in hidden for index in range(self.count())]
        shown[0] = self._first_shown
        whole = sum(share for share, seen in zip(shares, shown, strict=True) if seen)
        room = (self.height() if upright else self.width()) - self.handleWidth() * (sum(shown) - 1)
        self.setSizes([round(room * share / max(whole, 1)) for share in shares])

    def _on_dragged(self) -> None:
        self._dragged[self._workspace, self.orientation() == Qt.Orientation.Vertical] = self.sizes()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_out()
