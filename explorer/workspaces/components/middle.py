"""The middle of the workspace: two cards side by side, the picture that is finished and its pixels."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from explorer.widgets.card import Card
from explorer.widgets.middle_part import CardsBeside
from explorer.workspaces.components.finish.finish_view import FinishView
from explorer.workspaces.components.pixel.pixel_view import PixelView

FINISH_SHARE, PIXEL_SHARE = 62, 38  # of the width


class ComponentsMiddle(CardsBeside):
    def __init__(self, finish: FinishView, pixel: PixelView, parent: QWidget | None = None) -> None:
        super().__init__("components_middle", parent)
        whole, one = Card(self.tr("Finish the picture"), name="finish_card"), Card(name="pixel_card")
        one.set_title(self.tr("The pixel under the pointer"), self.tr("The pixel"))
        self.add_cards(((whole, FINISH_SHARE), (one, PIXEL_SHARE)))
        whole.set_body(finish)
        one.set_body(pixel)
        self._finish = finish
        for widget in finish.header_widgets():
            whole.add_tool(widget)

    def show_source(self, text: str) -> None:
        """Where the picture comes from."""
        self._cards[0].set_subtitle(text)

    def show_subject(self, name: str) -> None:
        """Which picture the pixel is one of."""
        self._cards[1].set_subtitle(name)

    def focus_first(self) -> None:
        self._finish.big.setFocus()
