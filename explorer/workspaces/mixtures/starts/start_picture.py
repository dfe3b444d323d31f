"""One beginning of a mixture as a small picture: where its components began, and where they came to rest."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from explorer.map.latent_map_raster import class_colours
from explorer.pixels.images import from_qimage
from explorer.plane.dots import to_pixels
from explorer.plane.strokes import strokes_path
from explorer.plane.viewport import Extent, Viewport, bulk_extent
from explorer.style.theme import Theme, mix
from explorer.workspaces.mixtures.view.ellipses import outlines
from trainers.examples import Float32, UInt8
from trainers.messages.mixture import StartTried

SIDE = 160  # px
MOST_DOTS = 600


def common_extent(places: Float32) -> Extent:
    """The part of the plane that all pictures show: the bulk of the examples (M, 2)."""
    return bulk_extent(places[np.isfinite(places).all(axis=1)])


def start_picture(tried: StartTried, axes: tuple[int, int], places: Float32, extent: Extent, theme: Theme) -> UInt8:
    """(1, 3, SIDE, SIDE): the examples faintly, a cross where each component began, the way from there, and its ellipse
    of one standard deviation where it came to rest."""
    view = Viewport(SIDE, SIDE).fitted(extent)
    image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    image.fill(QColor(theme.canvas))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink = QColor(theme.muted)
    ink.setAlphaF(0.55)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    some = places[:: max(1, len(places) // MOST_DOTS)]
    for x, y in to_pixels(some[np.isfinite(some).all(axis=1)], view).tolist():
        painter.drawEllipse(QPointF(x, y), 1.5, 1.5)
    columns = list(axes) if tried.first.means.shape[1] > max(axes) else [0]
    first = np.zeros_like(tried.last.means)
    first[:, : len(columns)] = tried.first.means[:, columns]
    drawn = to_pixels(outlines(tried.last.means, tried.last.covariances), view)
    begins, ends = to_pixels(first, view), to_pixels(tried.last.means, view)
    for index, colour in enumerate(class_colours(theme, len(first))):
        line, fill = QColor(mix(colour, theme.text, 0.3)), QColor(colour)
        fill.setAlphaF(0.28)
        path = strokes_path(drawn[index : index + 1])
        painter.fillPath(path, fill)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(line, 2.4))
        painter.drawPath(path)
        painter.setPen(QPen(line, 1.2))
        painter.drawPath(strokes_path(np.stack([begins[index], ends[index]])[None]))
        painter.setPen(QPen(line, 2.0))
        cross = begins[index] + np.array([[[-4.0, -4.0], [4.0, 4.0]], [[-4.0, 4.0], [4.0, -4.0]]])
        painter.drawPath(strokes_path(cross))
    painter.end()
    return np.ascontiguousarray(from_qimage(image).transpose(2, 0, 1))[None]
