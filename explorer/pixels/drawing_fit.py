"""Strokes as the images of a data set have them: moved, scaled and thickened to the same place, size and weight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from explorer.pixels.images import from_qimage
from trainers.examples import UInt8
from trainers.files.drawing_style import DrawingStyle, centre_of_mass, extent, middle, stroke_width

FINE = 8  # drawn pixels along each side of a pixel of the image; their mean is the pixel
ERASER = 1.8  # times the brush
TRIES = 6  # in which size and weight are found together
NEAR = 0.02  # of both, which is near enough
FADED = 0.1  # coverage below which there is nothing to fit


@dataclass(frozen=True)
class Stroke:
    """A line through points (n, 2), x and y in pixels of the image from its upper left corner, drawn or erased."""

    points: NDArray[np.float64]
    erases: bool = False

    def to(self, x: float, y: float) -> Stroke:
        """The stroke drawn on to a point."""
        return replace(self, points=np.concatenate([self.points, [[x, y]]]))


def paint_strokes(paper: QImage, strokes: Sequence[Stroke], brush: float, whole: bool = True) -> None:
    """Draws strokes with a *brush* of so many pixels of the image, white on a paper of FINE times its size; of each
    only its last piece where it is not the *whole*. Piece by piece gives the same bits as all at once."""
    painter = _painter(paper)
    for stroke in strokes:
        painter.setPen(_pen(stroke, brush))
        places = _places(stroke)
        if whole or len(places) == 1:
            painter.drawPoint(places[0])
        for start, end in pairwise(places if whole else places[-2:]):
            painter.drawLine(start, end)
    painter.end()


def _painter(paper: QImage) -> QPainter:
    painter = QPainter(paper)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter


def _pen(stroke: Stroke, brush: float) -> QPen:
    colour = QColor("#000000" if stroke.erases else "#ffffff")
    width = brush * FINE * (ERASER if stroke.erases else 1)
    return QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _places(stroke: Stroke) -> list[QPointF]:
    return [QPointF(x * FINE, y * FINE) for x, y in stroke.points.tolist()]


def coverage_of(strokes: Sequence[Stroke], brush: float, height: int, width: int) -> NDArray[np.float64]:
    """How much (H, W) of each pixel is ink, 0 to 1."""
    paper = QImage(width * FINE, height * FINE, QImage.Format.Format_RGB32)
    paper.fill(Qt.GlobalColor.black)
    painter = _painter(paper)
    for stroke in strokes:  # as one line each, which is quicker than its pieces
        painter.setPen(_pen(stroke, brush))
        places = _places(stroke)
        if len(places) > 1:
            painter.drawPolyline(QPolygonF(places))
        else:
            painter.drawPoint(places[0])
    painter.end()
    fine = from_qimage(paper)[..., 0].reshape(height, FINE, width, FINE)
    return fine.mean(axis=(1, 3), dtype=np.float64) / 255


def fitted(strokes: Sequence[Stroke], brush: float, style: DrawingStyle, shape: tuple[int, int, int]) -> UInt8 | None:
    """Strokes drawn with *brush* as an image (C, H, W) uint8 in a data set's style: its size, weight, place and shades.
    None where there is too little ink to fit."""
    channels, height, width = shape
    if not _is_inked(coverage_of(strokes, brush, height, width)):
        return None
    drawn = np.concatenate([stroke.points for stroke in strokes if not stroke.erases])
    low, high = drawn.min(axis=0), drawn.max(axis=0)
    scale, pen = 1.0, min(brush, style.length)
    centre = np.array([width / 2, height / 2])
    span = float((high - low).max())
    if span > 0:  # a first guess; what was erased may leave less
        scale = max(style.length - style.stroke, 1.0) / span
    at = (low + high) / 2
    for _ in range(TRIES):
        coverage = coverage_of(_moved(strokes, at, centre, scale), pen, height, width)
        if not _is_inked(coverage):
            return None
        longer, heavier = style.length / max(extent(coverage)), style.stroke / stroke_width(coverage)
        here = centre_of_mass(coverage) if style.by_mass else middle(coverage)
        off = np.array(style.centre) - here
        if abs(longer - 1) < NEAR and abs(heavier - 1) < NEAR and np.abs(off).max() < 0.1:
            break
        centre = centre + off
        if span * scale > style.stroke:  # of a dot only the weight is fitted
            scale = float(np.clip(scale * longer, 0.02, 50))
        pen = float(np.clip(pen * heavier, 0.3, style.length))
    shades = style.paper + coverage * (style.ink - style.paper)
    image = np.rint(shades.clip(0, 255)).astype(np.uint8)
    return np.ascontiguousarray(np.broadcast_to(image, (channels, height, width)))


def _is_inked(coverage: NDArray[np.float64]) -> bool:
    return float(coverage.max()) > FADED


def _moved(strokes: Sequence[Stroke], at: NDArray[np.float64], to: NDArray[np.float64], scale: float) -> list[Stroke]:
    return [replace(stroke, points=(stroke.points - at) * scale + to) for stroke in strokes]
