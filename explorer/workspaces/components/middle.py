"""The middle of the workspace: two cards side by side, the picture that is finished and its pixels."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from explorer.style.theme import Theme
from explorer.widgets.card import Card
from explorer.widgets.middle_part import MiddlePart
from explorer.workspaces.components.finish.finish_view import FinishView
from explorer.workspaces.components.pixel.pixel_view import PixelView

FINISH_SHARE, PIXEL_SHARE = 62, 38  # of the width


class ComponentsMiddle(MiddlePart):
    """What the user drags between them stays."""

    def __init__(self, finish: FinishView, pixel: PixelView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._finish = finish
        self._cards = (
            Card(self.tr("Finish the picture"), name="finish_card"),
            Card(name="pixel_card"),
        )
        self._cards[1].set_title(self.tr("The pixel under the pointer"), self.tr("The pixel"))
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setObjectName("components_middle")
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(10)
        for card, body, share in zip(self._cards, (finish, pixel), (FINISH_SHARE, PIXEL_SHARE), strict=True):
            card.set_body(body)
            splitter.addWidget(card)
            splitter.setStretchFactor(splitter.count() - 1, share)
        splitter.setSizes([FINISH_SHARE * 10, PIXEL_SHARE * 10])
        for widget in finish.header_widgets():
            self._cards[0].add_tool(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(splitter)

    def set_theme(self, theme: Theme) -> None:
        for card in self._cards:
            card.set_theme(theme)

    def show_source(self, text: str) -> None:
        """Where the picture comes from."""
        self._cards[0].set_subtitle(text)

    def show_subject(self, name: str) -> None:
        """Which picture the pixel is one of."""
        self._cards[1].set_subtitle(name)

    def focus_first(self) -> None:
        self._finish.big.setFocus()
