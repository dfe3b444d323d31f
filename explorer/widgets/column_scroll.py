"""A column that scrolls down and up, and never sideways."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QMoveEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget
from shiboken6 import isValid

SETTLING_MS = 250  # after which what is unfolded has its size


class ColumnScroll(QScrollArea):
    """Its content is as wide as it is. Where that would be too narrow, Qt hides the horizontal bar but still scrolls
    sideways to what gets the focus, and the column stays shifted: here there is no way to scroll at all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._anchor: QWidget | None = None
        self._revealed: QWidget | None = None
        self._settling = QTimer(self, singleShot=True, interval=SETTLING_MS)
        self._settling.timeout.connect(self._stop_revealing)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalScrollBar().rangeChanged.connect(self._stay)

    def hold(self, widget: QWidget) -> None:
        """Who has scrolled into *widget* goes on seeing the same of it, whatever comes and goes above it."""
        self._anchor = widget
        widget.installEventFilter(self)

    def reveal(self, widget: QWidget) -> None:
        """Scrolls as little as shows the whole of *widget*; its beginning, where it has no room."""
        self._stop_revealing()
        self._revealed = widget
        widget.installEventFilter(self)  # it gets its size and place in several passes
        self._settling.start()
        self._reveal(widget)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._anchor and isinstance(event, QMoveEvent) and self._anchor.isVisible():
            down = event.pos().y() - event.oldPos().y()
            if self._anchor.mapTo(self.viewport(), QPoint(0, 0)).y() - down < 0:
                bar = self.verticalScrollBar()
                bar.setMaximum(max(bar.maximum(), bar.value() + down))  # Qt learns of the new height after this
                bar.setValue(bar.value() + down)
        if watched is self._revealed and event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            QTimer.singleShot(0, self._revealed, lambda: self._reveal(watched))
        return super().eventFilter(watched, event)

    def _stop_revealing(self) -> None:
        if self._revealed is not None and isValid(self._revealed):
            self._revealed.removeEventFilter(self)
        self._revealed = None

    def _reveal(self, widget: QObject) -> None:
        if not isinstance(widget, QWidget) or not widget.isVisible():
            return
        top = widget.mapTo(self.viewport(), QPoint(0, 0)).y()
        below = top + widget.height() - self.viewport().height()
        bar = self.verticalScrollBar()
        if top < 0 or below > 0:
            bar.setValue(bar.value() + (top if top < 0 else min(top, below)))

    def _stay(self) -> None:
        self.horizontalScrollBar().setRange(0, 0)
