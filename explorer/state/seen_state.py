"""What is wished of the state alone, and nobody else need hear of: which workspace is seen, what it keeps, the maps."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject

from explorer.state.map_state import MapState
from explorer.state.map_undo import MapUndo
from explorer.state.state import AppState
from explorer.state.told_state import ToldState
from explorer.state.workspace import Workspaces, find


class SeenState(ToldState):
    """Of *workspaces* the first is the one for everything: it is shown where no other has been chosen."""

    def __init__(self, first: AppState, workspaces: Workspaces = (), parent: QObject | None = None) -> None:
        super().__init__(first, parent)
        self.workspaces = tuple(workspaces)
        self._map_undo = MapUndo()

    def set_map(self, model: int, value: MapState, undoable: bool = True) -> None:
        """One map changes, and with it the cursors that are linked to its own; ``undoable`` is False within a drag and
        for what is only hovered."""
        if undoable:
            self.mark_undo()
        state = self._state
        link = find(state.workspace, self.workspaces).link if self.workspaces else None
        alone: tuple[MapState | None, ...] = (*state.maps[:model], value, *state.maps[model + 1 :])
        self._set(replace(state, maps=alone if link is None else link(state, model, value)))

    def set_workspace(self, name: str) -> None:
        """Another way of looking at the same experiment, if a class may see it."""
        if self._state.restrictions.offers_workspace(name):
            self._set(replace(self._state, workspace=name))

    def enter(self, name: str) -> None:
        """As :meth:`set_workspace`, unless the models have nothing to show there."""
        if find(name, self.workspaces).fits(self._state.model_specs):
            self.set_workspace(name)

    def keep(self, key: str, own: object) -> None:
        """What the workspace *key* keeps from now on."""
        self._set(self._state.keeping({key: own}))

    @property
    def map_changes(self) -> int:
        """How often an undo has been marked, to tell whether maps were used since."""
        return self._map_undo.changes

    def mark_undo(self) -> None:
        """The maps as they are now, but for what is only hovered, are what the next undo brings back."""
        self._map_undo.mark(self._state.maps)

    def undo(self) -> None:
        self._bring_back(self._map_undo.undo(self._state.maps))

    def redo(self) -> None:
        self._bring_back(self._map_undo.redo(self._state.maps))

    def _bring_back(self, maps: tuple[MapState | None, ...] | None) -> None:
        if maps is not None:
            self._set(replace(self._state, maps=maps))
