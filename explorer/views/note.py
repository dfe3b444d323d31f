"""A line of text laid over the bottom of a view: what was saved, or why it could not be."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QLabel, QWidget

from explorer.theme import DARK, Theme

_SECONDS = 6
_MARGIN = 8


class Note(QLabel):
    """Hidden until :meth:`show_text`. Good news leaves by itself, an error stays until it is clicked."""

    def __init__(self, parent: QWidget, above: int = 0) -> None:
        """*above* keeps so many pixels at the bottom of the view free."""
        super().__init__(parent)
        self._view, self._above = parent, above
        self.setObjectName("note")
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._theme, self._error = DARK, False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        colour = theme.error if self._error else theme.live
        self.setStyleSheet(
            f"background: {theme.field}; color: {theme.text}; border: 1px solid {colour};"
            "border-radius: 5px; padding: 4px 8px;"
        )

    def show_text(self, text: str, error: bool = False) -> None:
        """Shows *text* over whatever the view shows."""
        self._error = error
        self.setText(text)
        self.setToolTip(self.tr("Click to dismiss"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(text)
        self.set_theme(self._theme)
        self._place()
        self.show()
        self.raise_()
        if error:
            self._timer.stop()
        else:
            self._timer.start(_SECONDS * 1000)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        if event.type() == QEvent.Type.Hide:
            self._timer.stop()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._timer.stop()
        self.hide()

    def _place(self) -> None:
        area = self._view.size()
        room = max(40, area.width() - 2 * _MARGIN)
        width = min(room, self.fontMetrics().horizontalAdvance(self.text()) + 4 * _MARGIN)
        height = self.heightForWidth(width)
        self.setGeometry(_MARGIN, max(0, area.height() - self._above - _MARGIN - height), width, height)
