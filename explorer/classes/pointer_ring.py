"""A ring that follows the pointer and spreads where it clicks, so that a class sees what is pointed at."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QCursor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

from explorer.style.theme import DARK, Theme

RADIUS, THICK = 22.0, 4.0  # logical px of the ring
SPREAD, SPREAD_SECONDS = 30.0, 0.45  # px by which it spreads at a click, and for how long
REACH = int(RADIUS + SPREAD + THICK) + 2  # px around the pointer
INTERVAL_MS = 16


class PointerRing(QWidget):
    """Over *window*, and never in the way: what is clicked is what lies below. It asks where the pointer is, as most
    widgets do not tell while no button is held, and moves alone: what lies below is painted again only where it was."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("pointer_ring")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedSize(2 * REACH, 2 * REACH)
        self._window, self._theme = window, DARK
        self._pressed_at: float | None = None
        self._held = False
        self._timer = QTimer(self, interval=INTERVAL_MS)
        self._timer.timeout.connect(self.follow)
        self.hide()

    @property
    def is_spreading(self) -> bool:
        """Whether a click is still seen."""
        return self._pressed_at is not None

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def set_on(self, on: bool) -> None:
        """Begins or ends to follow the pointer."""
        if on:
            self._window.installEventFilter(self)
            self._timer.start()
            self.raise_()
            self.follow()
        else:
            self._window.removeEventFilter(self)
            self._timer.stop()
            self.hide()

    def follow(self) -> None:
        """Where the pointer is now, if it is over the window."""
        place = self._window.mapFromGlobal(QCursor.pos())
        inside = self._window.rect().contains(place) and self._window.isActiveWindow()
        self.setVisible(inside)
        if not inside:
            return
        corner = place - QPoint(REACH, REACH)
        if corner != self.pos():
            self.move(corner)
        held = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if held and not self._held:
            self._pressed_at = time.monotonic()
        self._held = held
        if self._pressed_at is not None:
            if time.monotonic() - self._pressed_at >= SPREAD_SECONDS:
                self._pressed_at = None
            self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What the window gets later shall not lie over the ring."""
        if event.type() == QEvent.Type.ChildAdded:
            self.raise_()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre, colour = QPointF(REACH, REACH), QColor(self._theme.warning)
        fill = QColor(colour)
        fill.setAlphaF(0.5 if self._held else 0.18)
        painter.setBrush(fill)
        painter.setPen(QPen(colour, THICK))
        painter.drawEllipse(_circle(centre, RADIUS))
        if self._pressed_at is not None:
            share = min((time.monotonic() - self._pressed_at) / SPREAD_SECONDS, 1.0)
            colour.setAlphaF(1.0 - share)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour, THICK))
            painter.drawEllipse(_circle(centre, RADIUS + SPREAD * share))


def _circle(centre: QPointF, radius: float) -> QRectF:
    return QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
