"""The middle of the workspace: two cards of pages side by side, what is written and what may come next."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from explorer.state.state import AppState
from explorer.widgets.middle_part import CardsBeside
from explorer.widgets.tabbed_card import TabbedCard
from explorer.workspaces.characters.coming.next_characters import NextCharacters
from explorer.workspaces.characters.desk.writing_desk import WritingDesk
from explorer.workspaces.characters.page import Page, Side
from explorer.workspaces.characters.state import NEXT_PAGE, WRITE_PAGE, characters_of

DESK_SHARE, COMING_SHARE = 64, 36  # of the width


class CharactersMiddle(CardsBeside):
    page_shown = Signal(object, str)  # Side, the page that came to its front

    def __init__(
        self, desk: WritingDesk, following: NextCharacters, pages: Iterable[Page], parent: QWidget | None = None
    ) -> None:
        super().__init__("characters_middle", parent)
        self._pages = tuple(pages)
        self.cards = {
            Side.DESK: TabbedCard("desk_card", tabs="desk_tab"),
            Side.COMING: TabbedCard("coming_card", tabs="coming_tab"),
        }
        self.add_cards(((self.cards[Side.DESK], DESK_SHARE), (self.cards[Side.COMING], COMING_SHARE)))
        self.cards[Side.DESK].add_page(WRITE_PAGE, self.tr("Type a beginning"), desk)
        self.cards[Side.COMING].add_page(NEXT_PAGE, self.tr("Expects"), following)
        for page in self._pages:
            self.cards[page.side].add_page(page.name, page.title, page.view, page.header)
        for side, card in self.cards.items():
            card.page_shown.connect(lambda name, side=side: self.page_shown.emit(side, name))
        self._desk = desk

    def focus_first(self) -> None:
        shown = self.cards[Side.DESK].page
        page = next((page for page in self._pages if page.name == shown), None)
        if page is None:
            self._desk.focus_first()
        else:
            page.focus_first()

    def show_pages(self, state: AppState) -> None:
        """The pages that there is use for, and those of them that are chosen."""
        for page in self._pages:
            self.cards[page.side].offer_page(page.name, page.is_offered(state))
        for side, card in self.cards.items():
            wanted = getattr(characters_of(state), side.value)
            if card.offers(wanted):
                card.show_page(wanted)
