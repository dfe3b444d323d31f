"""A page of one of the two cards, which binds its view to the session by itself."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import ClassVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from explorer.state.room import Room
from explorer.state.state import AppState
from explorer.style.theme import Theme


class Side(Enum):
    """The card that a page is one of, and its field of :class:`~explorer.workspaces.characters.state.CharactersState`
    that tells which of its pages is shown."""

    DESK = "desk_page"  # at the left: what is read and written
    COMING = "coming_page"  # at the right: what the models make of it


class Page(QObject):
    """Base of the pages. ``view`` is set by subclasses; what a page asks it asks only while it is shown."""

    name: ClassVar[str]
    side: ClassVar[Side]
    view: QWidget

    def __init__(self, room: Room, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.room = room

    @property
    def title(self) -> str:
        """A word or two on its tab."""
        raise NotImplementedError

    @property
    def header(self) -> Sequence[QWidget]:
        """Small controls beside the tabs while it is shown."""
        return ()

    @property
    def hints(self) -> Sequence[tuple[QWidget, str]]:
        """What is said of a widget while the pointer is on it."""
        return ()

    def is_offered(self, state: AppState) -> bool:
        """Whether the data and models have use for it."""
        return True

    def is_answered(self, state: AppState) -> bool:
        """Whether all that it asked for is there."""
        return True

    def focus_first(self) -> None:
        """Gives the keyboard to it, where keys do something on it."""
        self.view.setFocus()

    def set_theme(self, theme: Theme) -> None:
        """Another theme, also while it is not shown."""

    def show_state(self, new: AppState, old: AppState | None) -> None:
        """Draws what differs from *old*; everything when there is none: then the models or the data may be others. Only
        told in its workspace, also while another page is shown."""
