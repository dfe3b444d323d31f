"""The line between the learned and the optimal discriminator, to be dragged across the arena."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from explorer.style.plain_text import plain_tip
from explorer.style.theme import DARK, Theme

WIDTH = 16  # logical pixels that take hold of the line
KNOB = 6.0
STEP, FAR_STEP = 0.02, 0.1  # of the square, for the arrow keys


class ArenaDivider(QWidget):
    """``share_wished(share)`` asks for a place from 0 (all is optimal) to 1 (all is learned). The owner moves it."""

    share_wished = Signal(float)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("arena_divider")
        self.setAccessibleName(self.tr("Between the learned and the optimal discriminator"))
        self.setToolTip(
            plain_tip(self.tr("Left: what D has learned. Right: the best D there could be. Drag to compare."))
        )
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._theme = DARK
        self._left, self._side, self._share = 0.0, 1.0, 0.5
        self._grip: float | None = None  # where in the divider it was taken
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def place(self, left: float, top: float, side: float, share: float) -> None:
        """Puts the line at *share* of a square in the parent."""
        self._left, self._side, self._share = left, side, share
        self.setGeometry(round(left + share * side - WIDTH / 2), round(top), WIDTH, round(side))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._grip = event.position().x() - WIDTH / 2

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None:
            self._wish((self.mapToParent(event.position()).x() - self._grip - self._left) / self._side)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._grip = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = FAR_STEP if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else STEP
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._wish(self._share + (step if event.key() == Qt.Key.Key_Right else -step))
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._wish(0.0 if event.key() == Qt.Key.Key_Home else 1.0)
        else:
            super().keyPressEvent(event)

    def _wish(self, share: float) -> None:
        self.share_wished.emit(min(max(share, 0.0), 1.0))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = WIDTH / 2
        colour = QColor(self._theme.accent if self.hasFocus() else self._theme.text)
        painter.setPen(QPen(colour, 1.5))
        painter.drawLine(QPointF(middle, 0), QPointF(middle, self.height()))
        painter.setBrush(QColor(self._theme.panel))
        painter.drawEllipse(QPointF(middle, self.height() / 2), KNOB, KNOB)
        painter.end()
