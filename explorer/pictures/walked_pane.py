"""A picture pane of frames along a way, on which a place ``t`` is dragged or stepped."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from explorer.pictures.picture_pane import PicturePane
from explorer.widgets.export_button import ChoosePath


class WalkedPane(PicturePane):
    """``t`` runs from 0 at the first frame to 1 at the last. How many frames fit is asked for with ``frames_requested``
    when the size of the view changes."""

    walk_position_changed = Signal(float)
    frames_requested = Signal(int)

    def __init__(self, name: str, stem: str, choose_path: ChoosePath, parent: QWidget | None = None) -> None:
        super().__init__(name, stem, choose_path, parent)
        self._t, self._asked = 0.0, 0

    @property
    def frame_count(self) -> int:
        raise NotImplementedError

    @property
    def frames_that_fit(self) -> int:
        """How many frames there is room for; what ``frames_requested`` asks for."""
        raise NotImplementedError

    def show_position(self, t: float) -> None:
        """Moves to *t* from 0 to 1 without telling anyone."""
        raise NotImplementedError

    def _move_to(self, t: float) -> None:
        """Moves at the user's wish and says so."""
        before = self._t
        self.show_position(t)
        if self._t != before:
            self.walk_position_changed.emit(self._t)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        ends = {Qt.Key.Key_Home: 0.0, Qt.Key.Key_End: 1.0}
        if self.frame_count > 1 and event.key() in steps:
            self._move_to(self._t + steps[Qt.Key(event.key())] / (self.frame_count - 1))
        elif self.frame_count > 1 and event.key() in ends:
            self._move_to(ends[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.frames_that_fit != self._asked:
            self._asked = self.frames_that_fit
            self.frames_requested.emit(self._asked)
