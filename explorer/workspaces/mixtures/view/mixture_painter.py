"""Paints a mixture, from its density at the bottom to the numbers of its components on top, in logical pixels."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen

from explorer.map.latent_map_raster import class_colours
from explorer.plane.dots import DOT_OPACITY, dot_radius, to_pixels
from explorer.plane.strokes import FAR, strokes_path
from explorer.plane.viewport import Viewport
from explorer.style.theme import DARK, Theme, mix
from explorer.workspaces.mixtures.view.ellipses import half_axes, outlines
from explorer.workspaces.mixtures.view.mixture_motion import MixtureMotion
from explorer.workspaces.mixtures.view.mixture_raster import (
    ColouredDots,
    density_lines,
    density_pixels,
    palette,
    shared_colours,
)
from trainers.messages.mixture import Components, Float64, MixtureShown

NUMBER = 11  # px, the letters of a component's number where the text is not enlarged
MIDDLE = 4.0  # logical pixels: radius of the dot in a component's middle
HANDLE = 5.0  # and of the ends of its half axes, which can be dragged
NEAREST_HANDLE = 16.0  # logical pixels from the middle, however narrow the component is
WEIGHED, FEW = 8, 4  # components, up to which each says its weight; FEW where the view is narrower than ROOMY
ROOMY = 320  # logical pixels


@dataclass
class MixturePainter:
    """What there is to paint, and how. ``lit`` is the component that is meant, -1 for none; ``number`` is the size of
    its letters (px)."""

    motion: MixtureMotion
    theme: Theme = DARK
    lit: int = -1
    number: int = NUMBER
    _dots: ColouredDots = field(default_factory=ColouredDots)
    _ground: tuple[object, NDArray[np.uint32], Float64] | None = None

    def let_go(self) -> None:
        """Keeps nothing of what was painted."""
        self._dots, self._ground = ColouredDots(), None

    def paint(self, painter: QPainter, view: Viewport, scale: float, vector: bool = False) -> None:
        """Paints everything with ``scale`` device pixels per logical one; with *vector* examples become circles that
        stay sharp at any size, instead of pixels."""
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setClipRect(QRectF(0, 0, view.width, view.height))
        painter.fillRect(QRectF(0, 0, view.width, view.height), QColor(self.theme.canvas))
        shown, components = self.motion.shown, self.motion.components
        if shown is None or components is None:
            return
        self._paint_density(painter, view, shown)
        self._paint_examples(painter, view, scale, shown, vector)
        if (ghosts := self.motion.ghosts) is not None and self.motion.held is None:
            self._paint_ghosts(painter, view, ghosts, components)
        self._paint_components(painter, view, components)

    def colours(self, count: int) -> list[str]:
        """``#rrggbb`` of each component."""
        return class_colours(self.theme, count)

    # ------------------------------------------------------------------ density and examples

    def _paint_density(self, painter: QPainter, view: Viewport, shown: MixtureShown) -> None:
        key = (id(shown.density), self.theme.name)
        if self._ground is None or self._ground[0] != key:
            self._ground = key, density_pixels(shown.density, self.theme), density_lines(shown.density, shown.extent)
        _, pixels, lines = self._ground
        rows, columns = pixels.shape
        x0, y0, x1, y1 = shown.extent
        (left, top), (right, bottom) = view.to_pixel(x0, y1), view.to_pixel(x1, y0)
        image = QImage(pixels.data, columns, rows, 4 * columns, QImage.Format.Format_RGB32)
        painter.drawImage(QRectF(left, top, right - left, bottom - top), image)
        ink = QColor(self.theme.text)
        ink.setAlphaF(0.16)
        painter.setPen(QPen(ink, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(strokes_path(to_pixels(lines, view)))

    def _paint_examples(
        self, painter: QPainter, view: Viewport, scale: float, shown: MixtureShown, vector: bool
    ) -> None:
        shares = self.motion.shares
        colours = shared_colours(shares.astype(np.float32), palette(self.theme, shares.shape[1]))
        radius = dot_radius(min(view.width, view.height), len(shown.places)) * self.theme.thick
        if vector:
            painter.setPen(Qt.PenStyle.NoPen)
            for (x, y), (red, green, blue) in zip(
                to_pixels(shown.places, view).tolist(), colours.tolist(), strict=True
            ):
                if -radius < x < view.width + radius and -radius < y < view.height + radius:
                    painter.setBrush(QColor.fromRgbF(red, green, blue, DOT_OPACITY))
                    painter.drawEllipse(QPointF(x, y), radius, radius)
            return
        size = max(round(view.width * scale), 1), max(round(view.height * scale), 1)
        pixels = self._dots.draw(to_pixels(shown.places, view, scale), size, radius * scale, colours)
        image = QImage(pixels.data, *size, 4 * size[0], QImage.Format.Format_ARGB32_Premultiplied)
        painter.drawImage(QRectF(0, 0, view.width, view.height), image)

    # ------------------------------------------------------------------ components

    def _paint_ghosts(self, painter: QPainter, view: Viewport, ghosts: Components, now: Components) -> None:
        """Where the components were when the shares were asked, and the way from there."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        drawn = to_pixels(outlines(ghosts.means, ghosts.covariances), view)
        ways = to_pixels(np.stack([ghosts.means, now.means], axis=1), view)
        for index, colour in enumerate(self.colours(len(now.weights))):
            ink = QColor(mix(colour, self.theme.text, 0.25))
            ink.setAlphaF(0.55)
            painter.setPen(QPen(ink, 1, Qt.PenStyle.DashLine))
            painter.drawPath(strokes_path(drawn[index : index + 1]))
            painter.setPen(QPen(ink, 1))
            painter.drawPath(strokes_path(ways[index : index + 1]))

    def _paint_components(self, painter: QPainter, view: Viewport, components: Components) -> None:
        one, two = (
            to_pixels(outlines(components.means, components.covariances, sigmas), view) for sigmas in (1.0, 2.0)
        )
        middles = to_pixels(components.means, view)
        colours = self.colours(len(components.weights))
        for index in self._order(len(colours)):
            line = QColor(mix(colours[index], self.theme.text, 0.3))
            fill = QColor(colours[index])
            fill.setAlphaF(0.16 if index == self.lit else 0.09)
            path = strokes_path(one[index : index + 1])
            painter.fillPath(path, fill)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(line, 2.4 if index == self.lit else 1.6))
            painter.drawPath(path)
            line.setAlphaF(0.6)
            painter.setPen(QPen(line, 0.9))
            painter.drawPath(strokes_path(two[index : index + 1]))
        for index in self._order(len(colours)):
            if (np.abs(middles[index]) < FAR).all():
                painter.setPen(QPen(QColor(self.theme.canvas), 1.6))
                painter.setBrush(QColor(mix(colours[index], self.theme.text, 0.3)))
                painter.drawEllipse(QPointF(*middles[index].tolist()), MIDDLE, MIDDLE)
        self._paint_numbers(painter, view, components, middles)

    def _order(self, count: int) -> list[int]:
        """The one that is meant comes last, on top."""
        return sorted(range(count), key=lambda index: index == self.lit)

    def _paint_numbers(self, painter: QPainter, view: Viewport, components: Components, middles: Float64) -> None:
        font = QFont(painter.font())
        font.setPixelSize(self.number)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        taken: list[QRectF] = []
        most = WEIGHED if view.width >= ROOMY else FEW
        ground = QColor(self.theme.canvas)
        ground.setAlphaF(0.72)
        for index in self._order(len(middles)):
            if not (np.abs(middles[index]) < FAR).all():
                continue
            text = str(index + 1)
            if len(middles) <= most or index == self.lit:
                text += f" · {100 * components.weights[index]:.0f} %"
            x, y = middles[index].tolist()
            wide, tall = metrics.horizontalAdvance(text) + 8, metrics.height() + 1
            left, top = x + MIDDLE + 2, y - MIDDLE - 2 - tall
            if 0 <= x <= view.width and left + wide > view.width:
                left = x - MIDDLE - 2 - wide
            if 0 <= y <= view.height and top < 0:
                top = y + MIDDLE + 2
            place = QRectF(left, top, wide, tall)
            if any(place.intersects(other) for other in taken):
                place.moveTop(y + MIDDLE + 2)
            taken.append(place)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(place, 4, 4)
            painter.setPen(QColor(self.theme.text))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    def paint_handles(self, painter: QPainter, places: Float64, index: int) -> None:
        """The ends (n, 2) of a component's half axes, pixels of the view, over everything else."""
        colour = self.colours(index + 1)[index]
        painter.setPen(QPen(QColor(self.theme.canvas), 1.4))
        painter.setBrush(QColor(mix(colour, self.theme.text, 0.55)))
        for x, y in places.tolist():
            painter.drawRoundedRect(QRectF(x - HANDLE, y - HANDLE, 2 * HANDLE, 2 * HANDLE), 2, 2)


def handle_places(components: Components, index: int, view: Viewport) -> Float64:
    """Where the two half axes of a component end, (2, 2) pixels of the view; never so near to its middle that they
    could not be told from it."""
    middle = to_pixels(components.means[index], view)
    ways = half_axes(components.covariances[index]) * (view.sx, -view.sy)
    length = np.hypot(ways[:, 0], ways[:, 1])
    straight = np.where((length > 0)[:, None], ways / np.maximum(length, 1e-300)[:, None], [[1.0, 0.0], [0.0, -1.0]])
    places: Float64 = middle + straight * np.maximum(length, NEAREST_HANDLE)[:, None]
    return places
