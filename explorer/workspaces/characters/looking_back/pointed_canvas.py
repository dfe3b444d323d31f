"""A painted view that says what is under the pointer."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QFocusEvent, QHelpEvent
from PySide6.QtWidgets import QWidget

from explorer.style.plain_text import plain_tip


class PointedCanvas(QWidget):
    """It is painted anew when the keyboard comes and goes, whose place it shows."""

    @abstractmethod
    def tip_at(self, position: QPointF) -> str:
        """What is there; empty for nothing."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self.setToolTip(plain_tip(self.tip_at(QPointF(event.pos()))))
        return super().event(event)
