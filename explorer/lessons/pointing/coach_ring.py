"""A ring around what a lesson points at. It covers only its own line: the pointer passes through, and what is below is
painted as ever."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QWidget

from explorer.style.theme import DARK, Theme

THICK, AWAY, RADIUS = 2.5, 4, 9.0  # px: of the line, from what it surrounds, of its corners
INSIDE = 9  # px from the outer edge, behind which the window is left alone
PLACE = 34  # px: the diameter of a ring around a place on a map


class CoachRing(QWidget):
    """A rounded frame, or a circle around a place."""

    def __init__(self, window: QWidget, round_: bool = False) -> None:
        super().__init__(window)
        self._window, self._theme, self._round = window, DARK, round_
        self.setObjectName("coach_ring")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def surround(self, place: QRect) -> None:
        """Around a part of its window; an empty one hides it."""
        if place.isEmpty():
            self.hide()
            return
        around = place.adjusted(-AWAY, -AWAY, AWAY, AWAY).intersected(self._window.rect())
        wanted = place if self._round else around
        if wanted != self.geometry() or not self.isVisible():
            self.setGeometry(wanted)
            whole = QRect(0, 0, wanted.width(), wanted.height())
            inner = whole.adjusted(INSIDE, INSIDE, -INSIDE, -INSIDE)
            self.setMask(QRegion(whole) if inner.isEmpty() or self._round else QRegion(whole) - QRegion(inner))
            self.show()
            self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        half = THICK / 2 + 0.5
        box = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        halo = QColor(self._theme.panel)
        halo.setAlpha(150)
        for colour, width in ((halo, THICK + 2), (QColor(self._theme.accent), THICK)):
            painter.setPen(QPen(colour, width))
            if self._round:
                painter.drawEllipse(box)
            else:
                painter.drawRoundedRect(box, RADIUS, RADIUS)
        painter.end()
