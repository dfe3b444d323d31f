"""The name of a run in a table, which opens it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent

from explorer.widgets.elided_label import ElidedLabel

KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
KEPT = 4  # letters, however narrow its column


class RunLink(ElidedLabel):
    """``picked`` follows a click, Enter or Space. Where there is little room it is cut in its middle: it begins with
    what the run is, and ends with what tells those of one place apart."""

    picked = Signal()

    def __init__(self, text: str, name: str, tip: str) -> None:
        super().__init__(text, "", keep=KEPT)
        self.setObjectName(name)
        self.set_help(tip)
        self.setAccessibleName(f"{text}: {tip}")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setStyleSheet("text-decoration: underline;")

    def _shortened(self, whole: str, metrics: QFontMetrics, room: int) -> str:
        return metrics.elidedText(whole, Qt.TextElideMode.ElideMiddle, room)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.picked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in KEYS:
            self.picked.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(self.palette().color(self.foregroundRole()))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 3, 3)
