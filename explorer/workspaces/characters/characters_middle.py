"""The middle of the workspace: two cards side by side, what is written and what may come next."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from explorer.widgets.card import Card
from explorer.widgets.middle_part import CardsBeside
from explorer.workspaces.characters.next_characters import NextCharacters
from explorer.workspaces.characters.writing_desk import WritingDesk

DESK_SHARE, NEXT_SHARE = 64, 36  # of the width


class CharactersMiddle(CardsBeside):
    def __init__(self, desk: WritingDesk, following: NextCharacters, parent: QWidget | None = None) -> None:
        super().__init__("characters_middle", parent)
        written = Card(self.tr("Type a beginning"), name="desk_card")
        coming = Card(self.tr("The next character"), name="next_card")
        self.add_cards(((written, desk, DESK_SHARE), (coming, following, NEXT_SHARE)))
        self._desk = desk

    def focus_first(self) -> None:
        self._desk.focus_first()
