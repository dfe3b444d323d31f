"""What is painted over the lines of the curves: marks, names of levels, what the pointer reads, the legend."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from explorer.curves.curve_legend import SWATCH, Placed
from explorer.style.theme import Theme

WRAPPED = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)


def paint_marks(painter: QPainter, area: QRectF, places: Iterable[float], theme: Theme) -> None:
    """Marks at the x of *places* (logical pixels, ascending); those that would be one line are drawn once."""
    painter.setPen(QPen(QColor(theme.muted), 1, Qt.PenStyle.DashDotLine))
    painter.setBrush(QColor(theme.text))
    last = -2.0
    for place in places:
        x = round(place) + 0.5
        if area.left() <= x <= area.right() and x - last >= 2:
            painter.drawLine(QLineF(x, area.top(), x, area.bottom()))
            top = area.top()
            painter.drawPolygon([QPointF(x - 4, top), QPointF(x + 4, top), QPointF(x, top + 6)])
            last = x


def paint_levels(painter: QPainter, labels: Iterable[tuple[str, QRectF]], theme: Theme) -> None:
    """The labels of levels at their places; each has a ground of its own."""
    ground = QColor(theme.panel)
    ground.setAlphaF(0.75)
    painter.setPen(QColor(theme.muted))
    for text, place in labels:
        painter.fillRect(place, ground)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, text)


def paint_hover(painter: QPainter, area: QRectF, x: float, dots: Sequence[tuple[QPointF, str]], theme: Theme) -> None:
    """A line at *x* and *dots* in their colours, where the pointer reads values."""
    painter.setPen(QPen(QColor(theme.muted), 1))
    painter.drawLine(QLineF(x, area.top(), x, area.bottom()))
    for at, colour in dots:
        painter.setPen(QPen(QColor(theme.panel), 1.5))
        painter.setBrush(QColor(colour))
        painter.drawEllipse(at, 4, 4)


def paint_legend(painter: QPainter, placed: Placed, theme: Theme) -> None:
    """The rows of the legend at their places, each with a piece of its line."""
    for row, place in placed:
        line = QRectF(place)
        if row.colour:
            style = Qt.PenStyle.DotLine if row.dashed else Qt.PenStyle.SolidLine
            painter.setPen(QPen(QColor(row.colour), 2, style))
            painter.drawLine(QLineF(line.x(), line.center().y(), line.x() + 12, line.center().y()))
            line.setLeft(line.x() + SWATCH)
        painter.setPen(QColor(theme.text if row.colour else theme.muted))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, row.text)
