"""The plot under a walk's frames: realism and coverage, each point below the middle of its frame."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from explorer.pictures.walk_row import WalkRow
from explorer.style.theme import Theme

EDGE = 2.5  # logical pixels kept free above and below, so that a thick line is not cut
DOT_PITCH, DOT_HEIGHT = 11.0, 24.0  # logical pixels from frame to frame, and of height, from which each gets a dot
REALISM_WIDTH, COVERAGE_WIDTH = 2.0, 1.2


def paint_plot(painter: QPainter, area: QRectF, centres: Sequence[float], row: WalkRow, theme: Theme) -> None:
    """Paints what *row* has measured into *area*, frame i at the x ``centres[i]``.

    One dotted line in the middle is the threshold of both: below it lies the hole.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.canvas))
    painter.drawRoundedRect(area, 3, 3)
    painter.setClipRect(area)
    if row.in_hole is not None:
        _shade(painter, area, centres, row.in_hole, theme)
    painter.setPen(QPen(QColor(theme.muted), 1, Qt.PenStyle.DotLine))
    painter.drawLine(QPointF(area.left(), area.center().y()), QPointF(area.right(), area.center().y()))
    if row.coverage is not None:
        painter.setPen(QPen(QColor(theme.muted), COVERAGE_WIDTH))
        painter.drawPolyline(_points(area, centres, row.coverage_heights()))
    if row.realism is not None:
        _paint_realism(painter, area, centres, row.realism_heights(), theme)
    painter.restore()


def legend_height(painter: QPainter, names: Sequence[str]) -> float:
    return len(names) * QFontMetricsF(_small(painter.font())).height()


def paint_legend(painter: QPainter, left: float, top: float, row: WalkRow, names: Sequence[str], theme: Theme) -> None:
    """Which line is which: *names* are what realism and coverage are called."""
    painter.save()
    painter.setFont(_small(painter.font()))
    metrics = QFontMetricsF(painter.font())
    inks = ((QColor(theme.live), REALISM_WIDTH, row.realism), (QColor(theme.muted), COVERAGE_WIDTH, row.coverage))
    for name, (ink, width, values) in zip(names, inks, strict=True):
        if values is None:
            continue
        middle = top + metrics.height() / 2
        painter.setPen(QPen(ink, width))
        painter.drawLine(QPointF(left, middle), QPointF(left + metrics.height(), middle))
        painter.setPen(QColor(theme.muted))
        painter.drawText(QPointF(left + 1.4 * metrics.height(), middle + metrics.capHeight() / 2), name)
        top += metrics.height()
    painter.restore()


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPixelSize(max(9, round(QFontMetricsF(font).height() * 0.66)))
    return small


def _pitch(area: QRectF, centres: Sequence[float]) -> float:
    """Logical pixels from one frame to the next; the whole width where there is one frame."""
    return (centres[-1] - centres[0]) / (len(centres) - 1) if len(centres) > 1 else area.width()


def _points(area: QRectF, centres: Sequence[float], heights: NDArray[np.float64]) -> list[QPointF]:
    half = area.height() / 2 - EDGE
    pairs = zip(centres, heights.tolist(), strict=True)
    return [QPointF(x, area.center().y() - height * half) for x, height in pairs]


def _shade(painter: QPainter, area: QRectF, centres: Sequence[float], in_hole: NDArray[np.bool_], theme: Theme) -> None:
    """Marks the columns of the frames that lie in holes."""
    colour = QColor(theme.hole)
    colour.setAlphaF(0.2)
    width = _pitch(area, centres)
    for index in np.flatnonzero(in_hole).tolist():
        painter.fillRect(QRectF(centres[index] - width / 2, area.y(), width, area.height()), colour)


def _paint_realism(
    painter: QPainter, area: QRectF, centres: Sequence[float], heights: NDArray[np.float64], theme: Theme
) -> None:
    """The same line twice, cut at the threshold: fine above, hole below."""
    line, middle = _points(area, centres, heights), area.center().y()
    upper = QRectF(area.left(), area.top(), area.width(), middle - area.top())
    lower = QRectF(area.left(), middle, area.width(), area.bottom() - middle)
    for part, colour in ((upper, QColor(theme.live)), (lower, QColor(theme.hole))):
        painter.setClipRect(part)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(
            QPen(colour, REALISM_WIDTH, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        )
        painter.drawPolyline(line)
        if len(line) == 1 or (_pitch(area, centres) >= DOT_PITCH and area.height() >= DOT_HEIGHT):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            for point in line:
                painter.drawEllipse(point, 2.4, 2.4)
