"""What stands in the middle of the window where the maps would be, and how high it would like to be."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget


class MiddlePart(QWidget):
    """Base of the widgets that workspaces bring for the middle. As it is, one thing that has use for all the room."""

    laid_out = Signal()  # the height that is wanted may be another

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.has_places = True  # for all that is shown: until then sizes are those of others before

    @property
    def count(self) -> int:
        """How many things are shown."""
        return 1

    def height_wanted(self) -> int | None:
        """How high it is at most, in logical pixels at the present width; None where it has use for all there is."""
        return None

    def focus_first(self) -> None:
        """Puts the focus where the first of them is used."""
        self.setFocus()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.has_places = True
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self.laid_out.emit()
        return done
