"""Paints the arena's layers, from the surface at the bottom to the fakes on top, in logical pixels of its square."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen

from explorer.plane.dots import DOT_OPACITY, dot_radius, to_pixels
from explorer.plane.strokes import strokes_path
from explorer.plane.viewport import Extent, Viewport
from explorer.style.theme import DARK, Theme, mix
from explorer.workspaces.adversarial.arena.arena_motion import ArenaMotion, half_slope
from explorer.workspaces.adversarial.arena.arena_raster import (
    LONGEST_ARROW,
    Dots,
    arrow_strokes,
    arrow_tips,
    surface_colours,
    surface_pixels,
    warp_cells,
)
from trainers.examples import Float32, Modes

LAYERS = ("real", "fake", "gradient", "surface", "optimum", "grid", "modes")
SHOWN_FIRST = frozenset({"real", "fake", "gradient", "surface", "modes"})
MODE_SIGMAS = 3.0  # a sample within so many standard deviations hits the mode
NUMBER = 10  # px, the letters of a mode's number where the text is not enlarged
ARROW_WIDTH = 1.3  # logical pixels
OWN_WIDTH = 2.6  # of the arrow of a fake that is meant
MOST_ARROWS = 200  # beyond which a picture of all arrows would be a thicket


@dataclass(frozen=True)
class _Still:
    """What stands still between the fakes and the surface, and what it was made for."""

    key: tuple[object, ...]
    image: QImage


@dataclass
class ArenaPainter:
    """What there is to paint, and how. ``shown`` names the layers that are switched on; left of ``split``, in shares of
    the square, lies the learned surface, right of it the optimal one, where both are."""

    motion: ArenaMotion
    theme: Theme = DARK
    real: Float32 = field(default_factory=lambda: np.zeros((0, 2), np.float32))
    modes: Modes | None = None
    shown: set[str] = field(default_factory=lambda: set(SHOWN_FIRST))
    split: float = 0.5
    number: int = NUMBER  # px, the letters of a mode's number
    _dots: Dots = field(default_factory=Dots)
    _still: _Still | None = None
    _colours: tuple[str, NDArray[np.uint32]] | None = None

    @property
    def has_optimum(self) -> bool:
        return "optimum" in self.shown and self.motion.now("optimum") is not None

    @property
    def is_split(self) -> bool:
        """Whether the learned and the optimal surface stand side by side."""
        return "surface" in self.shown and self.has_optimum

    def let_go(self) -> None:
        """Keeps nothing of what was painted, nor the memory that it was drawn in."""
        self._dots, self._still = Dots(), None

    def paint(self, painter: QPainter, view: Viewport, scale: float, vector: bool = False) -> None:
        """Paints everything with ``scale`` device pixels per logical one; with *vector* points become circles that stay
        sharp at any size, instead of pixels."""
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setClipRect(QRectF(0, 0, view.width, view.height))
        painter.fillRect(QRectF(0, 0, view.width, view.height), QColor(self.theme.canvas))
        self._paint_surfaces(painter, view)
        if vector:
            self._paint_modes(painter, view)
            self._paint_circles(painter, view, self.real, "real")
        else:
            self._paint_still(painter, view, scale)
        if "grid" in self.shown:
            self._paint_grid(painter, view)
        if "gradient" in self.shown:
            self._paint_arrows(painter, view)
        fakes = self.motion.now("fakes")
        if fakes is not None and vector:
            self._paint_circles(painter, view, fakes, "fake")
        elif fakes is not None and "fake" in self.shown:
            self._paint_dots(painter, view, scale, fakes, self.theme.fake)

    # ------------------------------------------------------------------ surfaces

    def _paint_surfaces(self, painter: QPainter, view: Viewport) -> None:
        middle = view.width * self.split
        if self.is_split:
            self._paint_surface(painter, view, "surface", QRectF(0, 0, middle, view.height))
            self._paint_surface(painter, view, "optimum", QRectF(middle, 0, view.width - middle, view.height))
        elif self.has_optimum:
            self._paint_surface(painter, view, "optimum", QRectF(0, 0, view.width, view.height))
        elif "surface" in self.shown:
            self._paint_surface(painter, view, "surface", QRectF(0, 0, view.width, view.height))

    def _paint_surface(self, painter: QPainter, view: Viewport, name: str, part: QRectF) -> None:
        tint = self.motion.now(name)
        if tint is None or self.motion.shown is None:
            return
        pixels = surface_pixels(tint, self.colours)
        place = _place(view, self.motion.shown.extent)
        rows, columns = pixels.shape
        image = QImage(pixels.data, columns, rows, 4 * columns, QImage.Format.Format_RGB32)
        painter.save()
        painter.setClipRect(part, Qt.ClipOperation.IntersectClip)
        painter.drawImage(place, image)
        painter.restore()

    @property
    def colours(self) -> NDArray[np.uint32]:
        """(256,) RGB32 from the fakest to the most real tint."""
        if self._colours is None or self._colours[0] != self.theme.name:
            self._colours = (self.theme.name, surface_colours(self.theme))
        return self._colours[1]

    # ------------------------------------------------------------------ real points and their modes

    def _paint_still(self, painter: QPainter, view: Viewport, scale: float) -> None:
        layers = self.shown & {"real", "modes"}
        key = (view, scale, self.theme.name, self.number, frozenset(layers), id(self.real), id(self.modes))
        if self._still is None or self._still.key != key:
            side = round(view.width * scale)
            image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
            image.fill(Qt.GlobalColor.transparent)
            ink = QPainter(image)
            ink.setRenderHint(QPainter.RenderHint.Antialiasing)
            ink.scale(scale, scale)
            if "real" in layers:
                self._paint_dots(ink, view, scale, self.real, self.theme.real)
            self._paint_modes(ink, view)
            ink.end()
            self._still = _Still(key, image)
        painter.drawImage(QRectF(0, 0, view.width, view.height), self._still.image)

    def _paint_modes(self, painter: QPainter, view: Viewport) -> None:
        if self.modes is None or "modes" not in self.shown:
            return
        ring = QColor(mix(self.theme.real, self.theme.text, 0.25))
        ring.setAlphaF(0.5)
        painter.setPen(QPen(ring, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = MODE_SIGMAS * self.modes.sigma * view.sx
        for x, y in to_pixels(self.modes.centres, view).tolist():
            painter.drawEllipse(QPointF(x, y), radius, radius)
        self._paint_numbers(painter, view, radius)

    def _paint_numbers(self, painter: QPainter, view: Viewport, radius: float) -> None:
        """The numbers under which the modes stand in the bars, each at the upper right of its ring."""
        assert self.modes is not None
        font = QFont(painter.font())
        for pixels in range(self.number, min(self.number, NUMBER) - 1, -1):  # smaller where the rings are
            font.setPixelSize(pixels)
            metrics = QFontMetricsF(font)
            if metrics.height() <= 2 * radius:
                break
        else:  # there are too many, or the arena is too small
            return
        painter.setFont(font)
        ink, halo = QColor(self.theme.text), QColor(self.theme.canvas)
        halo.setAlphaF(0.75)
        for number, (x, y) in enumerate(to_pixels(self.modes.centres, view).tolist(), start=1):
            width = metrics.horizontalAdvance(str(number))
            place = QRectF(x + 0.75 * radius, y - 0.75 * radius - metrics.height(), width + 4, metrics.height())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(halo)
            painter.drawRoundedRect(place, 3, 3)
            painter.setPen(ink)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(number))

    def _paint_dots(self, painter: QPainter, view: Viewport, scale: float, places: Float32, colour: str) -> None:
        radius = dot_radius(view.width, len(places)) * self.theme.thick * scale
        pixels, border = self._dots.draw(to_pixels(places, view, scale), round(view.width * scale), radius, colour)
        side = len(pixels)
        image = QImage(pixels.data, side, side, 4 * side, QImage.Format.Format_ARGB32_Premultiplied)
        painter.drawImage(QRectF(-border / scale, -border / scale, side / scale, side / scale), image)

    def _paint_circles(self, painter: QPainter, view: Viewport, places: Float32, name: str) -> None:
        if name not in self.shown:
            return
        colour = QColor(getattr(self.theme, name))
        colour.setAlphaF(DOT_OPACITY)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        radius = dot_radius(view.width, len(places)) * self.theme.thick
        for x, y in to_pixels(places, view).tolist():
            if -radius < x < view.width + radius and -radius < y < view.height + radius:
                painter.drawEllipse(QPointF(x, y), radius, radius)

    # ------------------------------------------------------------------ arrows and grid

    def arrows(self, view: Viewport) -> NDArray[np.float64]:
        """The arrows of the first M fakes, those that have one, (M, 2) logical pixels with y downwards."""
        gradients, shown = self.motion.now("gradients"), self.motion.shown
        if gradients is None or shown is None:
            return np.zeros((0, 2))
        slope = half_slope(self.motion.scale, shown.is_belief)
        return arrow_tips(gradients, slope, LONGEST_ARROW * view.width)

    def _paint_arrows(self, painter: QPainter, view: Viewport) -> None:
        fakes, tips = self.motion.now("fakes"), self.arrows(view)[:MOST_ARROWS]
        if fakes is None or not len(tips):
            return
        strokes = arrow_strokes(to_pixels(fakes[: len(tips)], view), tips)
        # Lines of two points each: filled outlines or longer strokes cost the rasteriser ten times as much.
        painter.setPen(QPen(QColor(self.theme.gradient), ARROW_WIDTH))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(strokes_path(_seen(strokes, view)))

    def paint_own_arrow(self, painter: QPainter, view: Viewport, origin: QPointF, fake: int) -> None:
        """The arrow of one fake, bold and edged, over everything else; *origin* is where the square begins. Where D is
        flat there is none."""
        fakes, tips = self.motion.now("fakes"), self.arrows(view)
        if fakes is None or not 0 <= fake < len(tips):
            return
        strokes = arrow_strokes(to_pixels(fakes[fake : fake + 1], view), tips[fake : fake + 1])
        path = strokes_path(strokes).translated(origin)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((self.theme.canvas, OWN_WIDTH + 2.4), (self.theme.gradient, OWN_WIDTH)):
            round_ends = (Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
            painter.setPen(QPen(QColor(colour), width, *round_ends))
            painter.drawPath(path)

    def _paint_grid(self, painter: QPainter, view: Viewport) -> None:
        warp = self.motion.now("warp")
        if warp is None:
            return
        corners = to_pixels(warp, view)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)  # the lines lie over the cells' edges
        for cells, opacity in warp_cells(corners):
            shade = QColor(self.theme.generator)
            shade.setAlphaF(opacity)
            closed = np.concatenate([cells, cells[:, :1]], axis=1)
            path = strokes_path(_seen(closed, view))
            path.setFillRule(Qt.FillRule.WindingFill)
            painter.fillPath(path, shade)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = QColor(self.theme.generator)
        line.setAlphaF(0.55)
        pen = QPen(line, 1)
        pen.setCosmetic(True)  # the quick way to draw thin lines
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for lines in (corners, corners.transpose(1, 0, 2)):
            painter.drawPath(strokes_path(lines))


def _place(view: Viewport, extent: Extent) -> QRectF:
    x0, y0, x1, y1 = extent
    left, top = view.to_pixel(x0, y1)
    right, bottom = view.to_pixel(x1, y0)
    return QRectF(left, top, right - left, bottom - top)


def _seen(lines: NDArray[np.float64], view: Viewport) -> NDArray[np.float64]:
    """Of lines (n, k, 2) those that do not lie wholly outside the view."""
    low, high = lines.min(axis=1), lines.max(axis=1)
    return lines[((high >= 0) & (low <= (view.width, view.height))).all(axis=1)]
