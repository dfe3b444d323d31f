"""Where a run left another one: on its timeline the other's way on, as a short line that bends away."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from explorer.style.theme import Theme

REACH, DROP, DOT = 13.0, 8.0, 2.5  # logical pixels: how far it goes on, how deep it bends, the radius at its end
NEAR = 6.0  # from its end, within which it is meant


@dataclass(frozen=True)
class BranchStub:
    """At *step* the run left the one called *name*; what lies before is the history of both."""

    step: int
    name: str

    def end(self, fork: QPointF) -> QPointF:
        """Where it ends, if it begins at *fork* on the line."""
        return fork + QPointF(REACH, DROP)

    def is_meant(self, at: QPointF, fork: QPointF) -> bool:
        """Whether a pointer at *at* is on its end."""
        apart = at - self.end(fork)
        return abs(apart.x()) <= NEAR and abs(apart.y()) <= NEAR

    def paint(self, painter: QPainter, fork: QPointF, theme: Theme, lit: bool) -> None:
        """The bent line and the dot at its end, *lit* where the pointer is on it."""
        colour = QColor(theme.accent if lit else theme.muted)
        end = self.end(fork)
        path = QPainterPath(fork)
        path.cubicTo(fork + QPointF(REACH * 0.6, 0), QPointF(end.x() - REACH * 0.6, end.y()), end)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPath(path)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(end, DOT, DOT)
