"""The middle of the workspace: two cards side by side, what is written and what may come next."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from explorer.style.theme import Theme
from explorer.widgets.card import Card
from explorer.widgets.middle_part import MiddlePart
from explorer.workspaces.characters.next_characters import NextCharacters
from explorer.workspaces.characters.writing_desk import WritingDesk

DESK_SHARE, NEXT_SHARE = 64, 36  # of the width


class CharactersMiddle(MiddlePart):
    """What the user drags between them stays."""

    def __init__(self, desk: WritingDesk, following: NextCharacters, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._cards = (
            Card(self.tr("Type a beginning"), name="desk_card"),
            Card(self.tr("The next character"), name="next_card"),
        )
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setObjectName("characters_middle")
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(10)
        for card, body, share in zip(self._cards, (desk, following), (DESK_SHARE, NEXT_SHARE), strict=True):
            card.set_body(body)
            splitter.addWidget(card)
            splitter.setStretchFactor(splitter.count() - 1, share)
        splitter.setSizes([DESK_SHARE * 10, NEXT_SHARE * 10])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(splitter)

    def set_theme(self, theme: Theme) -> None:
        for card in self._cards:
            card.set_theme(theme)

    def focus_first(self) -> None:
        self._desk.focus_first()
