"""Paints everything of a map that stands still under the cursor: background, layers, grid, codes, ellipses, labels."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen, QPolygonF, QTransform

from explorer.map.latent_map_raster import class_colours, hex_rgb
from explorer.map.region_outline import RegionOutline
from explorer.pixels.images import to_qimage
from explorer.plane.viewport import Extent, Viewport, multiples, tick_values
from explorer.style.small_font import shrunk
from explorer.style.theme import Theme, hole_ink
from trainers.examples import Float32, Int64, UInt8

BACKGROUND_STRENGTH = 0.4  # the decoded grid lies behind the codes and must not drown them
HOLES = "holes"  # the layer that is switched on and off like codes and contours
INNER_REGION, OUTER_REGION = 0.7, 0.35  # strength of the lines at one and at two standard deviations
LEAST_RING = 2.5  # widths of its name, below which a ring has none
TICKS_AT = 6.0  # px from the left edge to the numbers of the axis upwards
LONG_NUMBER = "−0.05"  # an ordinary one of them, beside which there is room for what lies over the map
STRIP_AT = 0.8  # where the decoded strip of a line lies, in shares of the height


def tick_font(font: QFont) -> QFont:
    """That of the numbers beside the axes, for a map with letters of a *font*."""
    return shrunk(font, 0.8)


def ticks_end(font: QFont) -> int:
    """px from the left edge to where numbers of the axis upwards end."""
    return math.ceil(TICKS_AT + QFontMetricsF(tick_font(font)).horizontalAdvance(LONG_NUMBER))


@dataclass(frozen=True)
class Background:
    """A decoded grid: images (rows * columns, C, H, W), row by row from the top left of ``extent``."""

    images: UInt8
    columns: int
    rows: int
    extent: Extent


@dataclass(frozen=True)
class PaintedLayer:
    """A picture (h, w, 4) uint8 RGBA over ``extent``, as an image that owns its memory."""

    image: QImage
    extent: Extent
    opacity: float


@dataclass(frozen=True)
class Ellipses:
    """Posteriors of some images: means and standard deviations (K, 2), and their classes (K,) or None."""

    mu: Float32
    sigma: Float32
    labels: Int64 | None


@dataclass
class MapPainter:
    """What there is to paint, and how. ``shown`` names the layers that are switched on."""

    theme: Theme
    classes: int = 0
    axes: tuple[str, ...] = ("z1", "z2")
    background: Background | None = None
    layers: dict[str, PaintedLayer] = field(default_factory=dict)
    ellipses: Ellipses | None = None
    contours: list[NDArray[np.float64]] = field(default_factory=list)
    hole_outline: list[NDArray[np.float64]] = field(default_factory=list)  # polylines (n, 2) of (x, y)
    region: RegionOutline | None = None  # that codes are drawn from
    shown: set[str] = field(default_factory=lambda: {"codes", "background", "ellipses", HOLES})
    covered: list[QRectF] = field(default_factory=list)  # what lies over the map, where nothing is written
    _tiles: QImage | None = None

    def set_background(self, background: Background | None) -> None:
        self.background, self._tiles = background, None

    def set_theme(self, theme: Theme) -> None:
        self.theme, self._tiles = theme, None

    def paint(self, painter: QPainter, view: Viewport, font: QFont, codes: QImage | None, codes_at: QRectF) -> None:
        """Paints the map in logical pixels; ``codes`` is the raster of the codes and ``codes_at`` where it belongs."""
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(QRectF(0, 0, view.width, view.height), QColor(self.theme.canvas))
        if "background" in self.shown and self.background is not None:
            self._paint_background(painter, view, self.background)
        for layer in self._layers_shown():
            painter.setOpacity(layer.opacity)
            painter.drawImage(_layer_rect(view, layer.extent), layer.image)
        painter.setOpacity(1)
        self._paint_grid(painter, view)
        if "prior" in self.shown:
            self._paint_prior(painter, view, font)
        if codes is not None and "codes" in self.shown:
            painter.drawImage(codes_at, codes)
        if "contours" in self.shown:
            self._paint_contours(painter, view)
        if HOLES in self.shown:
            self._paint_hole_outline(painter, view)
        if self.region is not None:
            self._paint_region(painter, view, self.region)
        if "ellipses" in self.shown and self.ellipses is not None:
            self._paint_ellipses(painter, view, self.ellipses)
        self._paint_ticks(painter, view, font)

    def _layers_shown(self) -> list[PaintedLayer]:
        return [layer for name, layer in self.layers.items() if name != HOLES or HOLES in self.shown]

    def _paint_background(self, painter: QPainter, view: Viewport, background: Background) -> None:
        if self._tiles is None:
            self._tiles = _tile(background, self.theme)
        place = _rect(view, background.extent)
        if view.line:
            side = place.width() / background.columns * self._tiles.height() * background.columns / self._tiles.width()
            side = min(side, view.height * 0.25)
            place = QRectF(place.x(), view.height * STRIP_AT - side / 2, place.width(), side)
        painter.drawImage(place, self._tiles)

    def _paint_grid(self, painter: QPainter, view: Viewport) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)  # straight lines on whole pixels are sharp
        x_ticks, y_ticks = _ticks(view)
        for value in x_ticks:
            x = round(view.to_pixel(value, 0)[0])
            painter.fillRect(QRectF(x, 0, 1, view.height), self._grid_colour(value))
        for value in y_ticks:
            y = round(view.to_pixel(0, value)[1])
            painter.fillRect(QRectF(0, y, view.width, 1), self._grid_colour(value))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _grid_colour(self, value: float) -> QColor:
        return _faded(self.theme.muted, 0.32 if value == 0 else 0.11)

    def _paint_prior(self, painter: QPainter, view: Viewport, font: QFont) -> None:
        """Where the prior N(0, I) puts its codes: one and two standard deviations."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setFont(shrunk(font, 0.8))
        taken = [*self.covered]
        for radius in (1, 2):
            painter.setPen(QPen(_faded(self.theme.text, 0.55), 1.2, Qt.PenStyle.DashLine))
            x0, y0 = view.to_pixel(-radius, -radius)
            x1, y1 = view.to_pixel(radius, radius)
            ring = QRectF(x0, y1, x1 - x0, y0 - y1)
            if view.line:
                painter.drawLines([QLineF(x, 0, x, view.height) for x in (x0, x1)])
            else:
                painter.drawEllipse(ring)
            self._name_ring(painter, view, f"{radius}σ", ring, taken)

    def _name_ring(self, painter: QPainter, view: Viewport, name: str, ring: QRectF, taken: list[QRectF]) -> None:
        """Beside it, where there is room and nothing lies over it; else nowhere."""
        metrics = QFontMetricsF(painter.font())
        wide, tall = metrics.horizontalAdvance(name), metrics.height()
        if view.line:
            corners = [QPointF(x + 4, 2) for x in (ring.right(), ring.left())]
        else:
            if ring.width() < LEAST_RING * wide:
                return
            middle, away = ring.center(), QPointF(0.3536 * ring.width(), 0.3536 * ring.height())
            corners = [
                middle + QPointF(x * away.x() + (4 if x > 0 else -4 - wide), y * away.y() + (2 if y > 0 else -tall))
                for x, y in ((1, -1), (1, 1), (-1, -1), (-1, 1))
            ]
        room = QRectF(0, 0, view.width, view.height)
        boxes = [QRectF(corner, QSizeF(wide, tall)) for corner in corners]
        free = (box for box in boxes if room.contains(box) and not any(box.intersects(other) for other in taken))
        if (box := next(free, None)) is not None:
            taken.append(box)
            painter.setPen(QColor(self.theme.text))
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft, name)

    def _paint_contours(self, painter: QPainter, view: Viewport) -> None:
        for index, segments in enumerate(self.contours):
            strength = 0.85 - 0.16 * index
            painter.setPen(QPen(_faded(self.theme.text, strength), 1.1))
            ends = segments.reshape(-1, 2)
            px = (ends[:, 0] - view.cx) * view.sx + view.width / 2
            py = view.height / 2 - (ends[:, 1] - view.cy) * view.sy
            flat = np.stack([px, py], axis=1).reshape(-1, 4).tolist()
            painter.drawLines([QLineF(*line) for line in flat])

    def _paint_hole_outline(self, painter: QPainter, view: Viewport) -> None:
        """Where holes begin: a line in their colour, kept apart from codes and colour by the canvas's."""
        lines = [QPolygonF([QPointF(*view.to_pixel(x, y)) for x, y in line.tolist()]) for line in self.hole_outline]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((_faded(self.theme.canvas, 0.7), 3.2), (QColor(hole_ink(self.theme)), 1.4)):
            painter.setPen(QPen(colour, width))
            for line in lines:
                painter.drawPolyline(line)

    def _paint_region(self, painter: QPainter, view: Viewport, region: RegionOutline) -> None:
        """Where codes are drawn from, in the ink of the prior's rings: thin lines over everything, fainter outside."""
        x, y = view.to_pixel(0, 0)
        place = QTransform(view.sx, 0, 0, -view.sy, x, y)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for lines, strength in ((region.outer, OUTER_REGION), (region.inner, INNER_REGION)):
            painter.setPen(QPen(_faded(self.theme.text, strength), 1.1))
            painter.drawPath(place.map(lines))

    def _paint_ellipses(self, painter: QPainter, view: Viewport, ellipses: Ellipses) -> None:
        colours = [QColor(colour) for colour in class_colours(self.theme, self.classes)]
        plain = QColor(self.theme.text)
        for index, ((x, y), (a, b)) in enumerate(zip(ellipses.mu.tolist(), ellipses.sigma.tolist(), strict=True)):
            label = -1 if ellipses.labels is None else int(ellipses.labels[index])
            colour = colours[label] if 0 <= label < len(colours) else plain
            fill = QColor(colour)
            fill.setAlphaF(0.16)
            painter.setPen(QPen(colour, 1.2))
            painter.setBrush(fill)
            painter.drawEllipse(QPointF(*view.to_pixel(x, y)), a * view.sx, b * view.sy)

    def _paint_ticks(self, painter: QPainter, view: Viewport, font: QFont) -> None:
        painter.setFont(tick_font(font))
        metrics = QFontMetricsF(painter.font())
        quiet, loud = _faded(self.theme.muted, 0.95), QColor(self.theme.text)
        for at, text, named in self.tick_texts(view, metrics):
            self._write(painter, metrics, at, text, loud if named else quiet)

    def tick_texts(self, view: Viewport, metrics: QFontMetricsF) -> Iterator[tuple[QPointF, str, bool]]:
        """The numbers beside the axes and the axes' names: where each text begins on its line, and whether it is a
        name. Numbers of the axis upwards stand below its name, and nowhere under what lies over the map."""
        x_ticks, y_ticks = _ticks(view)
        names = [*self.axes, "", ""]
        bottom = view.height - 5
        right = view.width - metrics.horizontalAdvance(names[0]) - 8
        for value in x_ticks:
            text = _number(value)
            width = metrics.horizontalAdvance(text)
            x = view.to_pixel(value, 0)[0] - width / 2
            if 30 < x < right - width - 8:
                yield QPointF(x, bottom), text, False
        tall, below_name = metrics.capHeight(), 4 + metrics.height() + 2
        for value in y_ticks:
            text = _number(value)
            y = view.to_pixel(0, value)[1] + tall / 2
            box = QRectF(TICKS_AT, y - tall, metrics.horizontalAdvance(text), tall)
            seen = box.top() > below_name and y < view.height - 56  # below lies the read-out
            if seen and not any(box.intersects(other) for other in self.covered):
                yield QPointF(TICKS_AT, y), text, False
        yield QPointF(right, bottom), names[0], True
        if not view.line:
            yield QPointF(TICKS_AT, metrics.ascent() + 4), names[1], True

    def _write(self, painter: QPainter, metrics: QFontMetricsF, at: QPointF, text: str, colour: QColor) -> None:
        """A text that stays readable over a decoded grid or a layer."""
        if not text:
            return
        if self._layers_shown() or (self.background is not None and "background" in self.shown):
            box = QRectF(at.x() - 2, at.y() - metrics.ascent(), metrics.horizontalAdvance(text) + 4, metrics.height())
            painter.fillRect(box, _faded(self.theme.canvas, 0.7))
        painter.setPen(colour)
        painter.drawText(at, text)


def _ticks(view: Viewport) -> tuple[list[float], list[float]]:
    x0, y0, x1, y1 = view.extent
    x_ticks = tick_values(x0, x1, max(int(view.width / 64), 2))
    if view.line:
        return x_ticks, []
    # One step for both axes makes squares, so that the eye can compare distances.
    y_ticks = multiples(x_ticks[1] - x_ticks[0], y0, y1) if len(x_ticks) > 1 else tick_values(y0, y1, 4)
    return x_ticks, y_ticks


def _tile(background: Background, theme: Theme) -> QImage:
    """The images as one picture, faint enough for codes to lie on."""
    _, channels, height, width = background.images.shape
    grid = background.images.reshape(background.rows, background.columns, channels, height, width)
    picture = grid.transpose(0, 3, 1, 4, 2).reshape(background.rows * height, background.columns * width, channels)
    steps = np.arange(256)[:, None] / 255
    canvas, text = np.array(hex_rgb(theme.canvas)), np.array(hex_rgb(theme.text))
    # Grey values are ink on the canvas, in both themes; colours stay colours and are only made fainter.
    strongest = canvas + (text - canvas) * steps if channels == 1 else steps + np.zeros(3)
    table = (255 * (canvas + (strongest - canvas) * BACKGROUND_STRENGTH)).round().astype(np.uint8)  # (256, 3)
    pixels = np.empty((*picture.shape[:2], 3), np.uint8)
    for channel in range(3):
        pixels[..., channel] = table[:, channel][picture[..., min(channel, channels - 1)]]
    return to_qimage(pixels)


def _rect(view: Viewport, extent: Extent) -> QRectF:
    x0, y0, x1, y1 = extent
    return QRectF(QPointF(*view.to_pixel(x0, y1)), QPointF(*view.to_pixel(x1, y0)))


def _layer_rect(view: Viewport, extent: Extent) -> QRectF:
    """On a line y is no coordinate: the layer is a band over the whole height."""
    place = _rect(view, extent)
    return QRectF(place.x(), 0, place.width(), view.height) if view.line else place


def _faded(colour: str, strength: float) -> QColor:
    faded = QColor(colour)
    faded.setAlphaF(strength)
    return faded


def _number(value: float) -> str:
    return f"{value:.6g}".replace("-", "−")
