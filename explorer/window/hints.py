"""What the pointer is on, in a sentence or two: texts for the card "What am I looking at?"."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget


class Hints(QObject):
    """``hint_changed(text)`` follows the pointer over the widgets that were given a text; empty elsewhere."""

    hint_changed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts: dict[int, str] = {}

    def add(self, widget: QWidget, text: str) -> None:
        """Gives *widget* its text."""
        self._texts[id(widget)] = text
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Enter:
            self.hint_changed.emit(self._texts.get(id(watched), ""))
        elif event.type() == QEvent.Type.Leave:
            self.hint_changed.emit("")
        return False
