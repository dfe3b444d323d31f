"""The ways of looking: which are offered, what they bring, and which of it is seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from explorer.state.room import Parts, Room, Slot
from explorer.state.state import AppState
from explorer.state.workspace import Workspace, find
from explorer.style.theme import Theme
from explorer.texts.data_texts import lacking_text, workspace_text
from explorer.window.card_row import CardRow


class WorkspaceDesk(QObject):
    """Makes the ``parts`` of each workspace, by its key, puts them into their places and tells them of every state.
    ``made(Parts)`` says that some have come later than the others."""

    made = Signal(object)

    def __init__(self, room: Room, cards: CardRow, parent: QObject) -> None:
        super().__init__(parent)
        self._room, self._cards = room, cards
        self._workspaces = room.session.workspaces
        self._places: dict[Slot, Callable[[QWidget], None]] = {}
        self._placed: list[tuple[str, QWidget]] = []  # parts but cards, with the workspace of each
        state = room.session.state
        self.parts: dict[str, Parts] = {
            each.key: each.make_parts(room) for each in self._workspaces if _is_wanted(each, state)
        }

    def current(self, state: AppState) -> Workspace[Any]:
        return find(state.workspace, self._workspaces)

    # ------------------------------------------------------------------ places

    def set_places(
        self, bar: Callable[[QWidget], None], middle: Callable[[QWidget], None], side: Callable[[QWidget], None]
    ) -> None:
        """Who takes the parts for each slot that are no cards."""
        self._places = {Slot.BAR: bar, Slot.MIDDLE: middle, Slot.SIDE: side}

    def put(self, *slots: Slot) -> None:
        """Puts what has been made for some *slots* into their places."""
        self._put(self.parts, *slots)

    def _put(self, given: Mapping[str, Parts], *slots: Slot) -> None:
        for key, parts in given.items():
            for part in (each for each in parts.parts if each.slot in slots):
                part.widget.hide()  # until it is seen with its workspace
                if part.slot is Slot.CARDS:
                    self._cards.add_card(key, part.widget, part.share)
                else:
                    self._places[part.slot](part.widget)
                    self._placed.append((key, part.widget))

    def make_wanted(self, new: AppState, old: AppState) -> bool:
        """Whether some were made. The parts of a workspace that stands in the place of the maps are not made before
        there is a run that has something to show there: half of a window would never be seen."""
        wanted = [each for each in self._workspaces if each.key not in self.parts and _is_wanted(each, new)]
        for each in wanted:
            made = self.parts[each.key] = each.make_parts(self._room)
            self._put({each.key: made}, *Slot)
            self.made.emit(made)
            made.show_state(old, None)
        return bool(wanted)

    # ------------------------------------------------------------------ showing

    def show_chosen(self, new: AppState, old: AppState | None) -> None:
        """Parts are seen with their workspace."""
        if old is None or new.workspace != old.workspace:
            for key, widget in self._placed:
                widget.setVisible(key == new.workspace)

    def show_state(self, new: AppState, old: AppState | None) -> None:
        for parts in self.parts.values():
            parts.show_state(new, old)

    def set_theme(self, theme: Theme) -> None:
        self._room.theme = theme
        for parts in self.parts.values():
            parts.set_theme(theme)

    # ------------------------------------------------------------------ words

    def hint(self, state: AppState) -> str:
        """What is said where the pointer is on nothing."""
        return self.parts[state.workspace].hint(state) or workspace_text(self.current(state).hint)

    def loss_hint(self, state: AppState) -> str:
        """What the losses say: of two players nothing about how good the fakes are."""
        return workspace_text(self.current(state).loss_hint)

    def layers(self, state: AppState) -> dict[str, bool]:
        """Of the layers of the map that belong to a workspace, whether they belong to the one that is shown."""
        own = self.current(state).map_layers
        return {layer: layer in own for each in self._workspaces for layer in each.map_layers}

    def entries(self, state: AppState) -> list[tuple[str, str, bool, str]]:
        """Of each workspace that may be seen its key, its title, whether it is offered, and if not, why."""
        entries = []
        for each in self._workspaces:
            if not state.restrictions.offers_workspace(each.key):
                continue
            offered = each.fits(state.model_specs) if state.families else each is self._workspaces[0]
            entries.append((each.key, workspace_text(each.title), offered, "" if offered else lacking_text(each)))
        return entries


def _is_wanted(workspace: Workspace[Any], state: AppState) -> bool:
    """Whether it is seen, or may be without another run. One with the maps knows all of theirs, and is always there."""
    return workspace.maps or workspace.key == state.workspace or workspace.fits(state.model_specs)
