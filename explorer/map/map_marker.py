"""Marks that move over the map: the cursor, numbered pins, the walker of an animation. Each is a widget of its own, so
that moving it repaints only the few pixels under it."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from explorer.style.theme import DARK, Theme

RADIUS = {"cursor": 8.0, "walker": 5.5, "pin": 9.5}
OUTLINE = 3  # logical pixels around it, about
CURSOR_REACH = RADIUS["cursor"] + OUTLINE
EDGE = 40  # logical pixels outside the map within which a mark may still reach into it


class MapMarker(QWidget):
    """A mark of the kind "cursor", "walker" or "pin". The pointer passes through to the map."""

    def __init__(self, kind: str, parent: QWidget, text: str = "") -> None:
        super().__init__(parent)
        self._map, self._kind, self._text = parent, kind, text
        self._theme = DARK
        self._selected = False
        self._as_line = False
        self._pixmap: QPixmap | None = None
        self._centre = QPointF()  # within this widget
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setObjectName(f"map_{kind}_{text}" if text else f"map_{kind}")
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def set_selected(self, selected: bool) -> None:
        if selected != self._selected:
            self._selected = selected
            self.update()

    def set_as_line(self, as_line: bool) -> None:
        """On a map of one dimension the mark has a line through the whole height."""
        self._as_line = as_line
        self._pixmap = None

    def place(self, px: float, py: float) -> None:
        """Puts the centre on a pixel of the map, fractions included; outside the map there is nothing to see."""
        if not (-EDGE <= px <= self._map.width() + EDGE and -EDGE <= py <= self._map.height() + EDGE):
            self.hide()
            return
        if self._kind == "cursor" and not self._as_line:
            px, py = math.floor(px) + 0.5, math.floor(py) + 0.5  # so that one picture serves everywhere
        half = math.ceil(RADIUS[self._kind]) + OUTLINE
        left, top, height = math.floor(px) - half, math.floor(py) - half, 2 * half + 1
        if self._as_line:
            top, height = 0, self._map.height()
        centre = QPointF(px - left, py - top)
        if (left, top, 2 * half + 1, height) != self.geometry().getRect() or centre != self._centre:
            self._centre = centre
            self.setGeometry(left, top, 2 * half + 1, height)
            self.update()
        self.setVisible(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._kind == "cursor" and not self._as_line:  # it follows the pointer: a picture is quicker than circles
            painter.drawPixmap(0, 0, self._ring())
        else:
            self.paint_mark(painter)
        painter.end()

    def _ring(self) -> QPixmap:
        """The cursor, painted once for a scale of the screen."""
        ratio = self.devicePixelRatioF()
        if self._pixmap is None or self._pixmap.devicePixelRatio() != ratio:
            self._pixmap = QPixmap(self.size() * ratio)
            self._pixmap.setDevicePixelRatio(ratio)
            self._pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._pixmap)
            self.paint_mark(painter)
            painter.end()
        return self._pixmap

    def paint_mark(self, painter: QPainter) -> None:
        """Paints the mark in this widget's coordinates, on the screen or into a file."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = RADIUS[self._kind]
        if self._as_line:
            self._paint_line(painter, radius)
        if self._kind == "cursor":
            self._paint_ring(painter, radius)
        else:
            self._paint_disc(painter, radius)

    def _paint_line(self, painter: QPainter, radius: float) -> None:
        x, y = self._centre.x(), self._centre.y()
        for colour, width in ((QColor(0, 0, 0, 130), 3.0), (QColor("white"), 1.2)):
            painter.setPen(QPen(colour, width))
            painter.drawLine(QPointF(x, 0), QPointF(x, y - radius))
            painter.drawLine(QPointF(x, y + radius), QPointF(x, self.height()))

    def _paint_ring(self, painter: QPainter, radius: float) -> None:
        """White between black: visible on any colour in both themes."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for ring, width, colour in ((radius, 4.4, QColor(0, 0, 0, 200)), (radius, 2.0, QColor("white"))):
            painter.setPen(QPen(colour, width))
            painter.drawEllipse(self._centre, ring, ring)

    def _paint_disc(self, painter: QPainter, radius: float) -> None:
        walker = self._kind == "walker"
        edge = QColor(self._theme.accent if self._selected else "white")
        painter.setPen(QPen(QColor(0, 0, 0, 190), 3.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(self._centre, radius, radius)
        painter.setPen(QPen(edge, 2.2 if self._selected else 1.6))
        painter.setBrush(QColor(self._theme.accent if walker else "#20242c"))
        painter.drawEllipse(self._centre, radius, radius)
        if self._text:
            font = QFont(self.font())
            font.setBold(True)
            font.setPixelSize(11 if len(self._text) < 3 else 9)
            painter.setFont(font)
            painter.setPen(QColor("white"))
            box = QRectF(self._centre.x() - radius, self._centre.y() - radius, 2 * radius, 2 * radius)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._text[:3])
