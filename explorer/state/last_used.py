"""What the menu's undo is for: the maps, or something that is drawn on, whichever was used last."""

from __future__ import annotations

from PySide6.QtCore import QObject
from shiboken6 import isValid

from explorer.state.room import Drawing
from explorer.state.session import Session


class LastUsed(QObject):
    """A drawing counts as long as it is seen, and the maps have not been used since."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._drawn: tuple[Drawing, int] | None = None  # what was drawn on last, and the maps' changes till then

    def note_drawn(self, on: Drawing) -> None:
        """Something was drawn just now."""
        self._drawn = (on, self._session.map_changes)

    def undo(self) -> None:
        """Takes back what was done there last."""
        on, changes = self._drawn or (None, -1)
        # What was drawn on goes with its model.
        if on is not None and isValid(on) and on.isVisible() and on.can_undo and changes == self._session.map_changes:
            on.undo()
        else:
            self._session.undo()
