"""The picture of a map and the part of the plane it shows: codes, layers and view, without any interaction.

Painting is in two steps. The canvas, one pixmap in device pixels, holds everything that stands still; it is painted
anew only when something on it changes, at most once per frame. What moves with the pointer are small child widgets:
under them only their own few pixels are copied from the canvas.
"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QColor, QHideEvent, QImage, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from explorer.gui_thread.throttle import LEAN
from explorer.map.code_cloud import CodeCloud
from explorer.map.latent_map_raster import Ink, Rasterizer, make_ink
from explorer.map.map_painter import HOLES, Background, Ellipses, MapPainter, PaintedLayer
from explorer.plane.contours import density_contours
from explorer.plane.plane_surface import PlaneSurface
from explorer.plane.viewport import Extent, Viewport, bulk_extent
from explorer.style.theme import DARK, Theme

TWEEN_SECONDS = 0.2
EASE_SECONDS = 0.25  # time constant with which the view follows the codes
DIRECT_SECONDS = 0.008  # codes drawn faster than this are drawn anew in every frame of a pan or zoom
SETTLED = 0.003  # shares of the window: nearer to its goal than this the view has arrived
TOO_FAR = 6.0  # shares of the window: further away than this the view jumps
MOST_SCALE = 2.0  # pixels of the code raster per logical pixel
LAYERS = ("codes", "background", "ellipses", "contours", HOLES)


@dataclass(frozen=True)
class _Raster:
    image: QImage
    pixels: NDArray[np.uint32]  # the memory that the image shows
    view: Viewport


class MapSurface(PlaneSurface):
    """Shows codes on a plane."""

    share_of_time = 0.03 if LEAN else 0.15

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cloud = CodeCloud()
        self._rasterizer = Rasterizer()
        self._painter = MapPainter(DARK)
        self._ink: Ink = make_ink(DARK, 0)
        self._lit: int | None = None  # a class beside which the others are faint
        self._goal: Viewport | None = None  # where the view is easing to
        self._auto = True  # the view follows the codes until the user moves it
        self._raster: _Raster | None = None
        self._raster_seconds = 0.0
        self._raster_stale = True
        self._canvas: QPixmap | None = None
        self._last_frame = 0.0
        self.setMinimumSize(160, 120)

    # ------------------------------------------------------------------ inputs

    def set_theme(self, theme: Theme) -> None:
        """Draws everything in other colours, at once."""
        self._painter.set_theme(theme)
        self._make_ink()
        self._redraw_codes()

    def show_codes(
        self, codes: NDArray[np.floating], labels: NDArray[np.integer] | None, class_names: Sequence[str]
    ) -> None:
        """Shows codes (N, 2), or (N, 1) on a line, with their classes (N,), indices into ``class_names``, or None.

        As many codes as before travel to their new places; the view follows unless the user has moved it. Raises
        ValueError for other shapes or a label without a name.
        """
        if labels is not None and len(labels) and not -1 <= int(labels.min()) <= int(labels.max()) < len(class_names):
            found = f"{int(labels.min())} to {int(labels.max())}"
            raise ValueError(f"labels: expected -1 (none) to {len(class_names) - 1}, found {found}")
        first = not len(self._cloud.target)
        was_line = self._cloud.line
        moves = self._cloud.replace(codes, labels, animate=self.isVisible())
        self._painter.classes = len(class_names)
        self._make_ink()
        if self._cloud.line != was_line:
            self._auto, first = True, True
        if moves:
            self._tween_start = time.monotonic()
        self._follow(snap=first or not self.isVisible())
        self._contours_changed()
        self._raster_stale = True
        self._animate()
        self._redraw_soon()

    def show_background(self, images: NDArray[np.uint8] | None, columns: int, rows: int, extent: Extent) -> None:
        """Shows a decoded grid, uint8 (rows * columns, C, H, W) from the top left, behind the codes; None removes it.
        Raises ValueError for images that do not fill the grid."""
        background = None
        if images is not None:
            if images.ndim != 4 or len(images) != rows * columns or images.shape[1] not in (1, 3):
                expected = f"({rows * columns}, 1 or 3, H, W)"
                raise ValueError(f"background: expected images of shape {expected}, found {images.shape}")
            background = Background(images, columns, rows, extent)
        self._painter.set_background(background)
        self._redraw()

    def show_layer(self, name: str, rgba: NDArray[np.uint8], extent: Extent, opacity: float = 1.0) -> None:
        """Shows a picture, uint8 (h, w, 4) with straight alpha, over ``extent``, between background and codes. Layers
        lie in the order in which their names first came. Raises ValueError for another shape."""
        if rgba.ndim != 3 or rgba.shape[2] != 4 or rgba.dtype != np.uint8 or not rgba.size:
            raise ValueError(f"layer {name}: expected uint8 of shape (h, w, 4), found {rgba.dtype} {rgba.shape}")
        pixels = np.ascontiguousarray(rgba)
        height, width, _ = pixels.shape
        image = QImage(pixels.data, width, height, width * 4, QImage.Format.Format_RGBA8888)
        premultiplied = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
        self._painter.layers[name] = PaintedLayer(premultiplied, extent, opacity)
        self._redraw()

    def remove_layer(self, name: str) -> None:
        """Takes the layer away if it is there."""
        if self._painter.layers.pop(name, None) is not None:
            self._redraw()

    def show_ellipses(
        self, mu: NDArray[np.floating] | None, sigma: NDArray[np.floating] | None, labels: NDArray[np.integer] | None
    ) -> None:
        """Shows posteriors as ellipses of one standard deviation: mu and sigma (K, 2), or (K, 1) on a line; None
        removes them. Raises ValueError when the shapes differ."""
        ellipses = None
        if mu is not None and sigma is not None:
            if mu.ndim != 2 or mu.shape != sigma.shape or (labels is not None and len(labels) != len(mu)):
                found = f"{mu.shape}, {sigma.shape}"
                raise ValueError(f"ellipses: expected mu and sigma (K, 2) and K labels, found {found}")
            if mu.shape[1] == 1:
                mu, sigma = _on_line(mu, sigma)
            finite = np.isfinite(mu).all(axis=1) & np.isfinite(sigma).all(axis=1)
            kept = None if labels is None else np.asarray(labels, np.int64)[finite]
            ellipses = Ellipses(mu[finite].astype(np.float32), sigma[finite].astype(np.float32), kept)
        self._painter.ellipses = ellipses
        self._redraw_soon()

    def set_layers_visible(
        self,
        codes: bool | None = None,
        background: bool | None = None,
        ellipses: bool | None = None,
        contours: bool | None = None,
        holes: bool | None = None,
    ) -> None:
        """Switches kinds of layers on or off; None leaves one as it is."""
        for name, wanted in zip(LAYERS, (codes, background, ellipses, contours, holes), strict=True):
            if wanted is not None:
                (self._painter.shown.add if wanted else self._painter.shown.discard)(name)
        self._contours_changed()
        self._on_layers_switched()
        self._redraw()

    def _on_layers_switched(self) -> None:
        """For what lies over the map and belongs to a layer."""

    def show_prior(self, wanted: bool) -> None:
        """Shows rings at one and two standard deviations of the prior N(0, I)."""
        if wanted != ("prior" in self._painter.shown):
            (self._painter.shown.add if wanted else self._painter.shown.discard)("prior")
            self._redraw()

    def set_axes(self, labels: Sequence[str]) -> None:
        """Names the axes: x, and y where there is one."""
        self._painter.axes = tuple(labels)
        self._redraw()

    def set_hidden_classes(self, hidden: frozenset[int]) -> None:
        """Leaves the codes of some classes out of the picture."""
        self._cloud.hidden = hidden
        self._contours_changed()
        self._redraw_codes()

    def light_class(self, lit: int | None) -> None:
        """Makes the codes of all other classes faint, or of none."""
        if lit != self._lit:
            self._lit = lit
            self._make_ink()
            self._redraw_codes()

    def _make_ink(self) -> None:
        lit = self._lit if self._lit is not None and self._lit < self._painter.classes else None
        self._ink = make_ink(self._painter.theme, self._painter.classes, lit)

    # ------------------------------------------------------------------ view

    @property
    def is_painted(self) -> bool:
        """True when everything that has changed has been painted."""
        return self._canvas is not None

    def reset_view(self) -> None:
        """Fits the view to the codes and lets it follow them again."""
        self._auto = True
        self._follow(snap=not self.isVisible(), wherever=True)
        self._animate()

    def _move_view(self, view: Viewport) -> None:
        """The user's own choice of a view: it stays until it is reset."""
        self._auto, self._goal = False, None
        self._set_view(view)

    def _set_view(self, view: Viewport) -> None:
        self._view = view
        self._rest.start()
        self._redraw()

    def _follow(self, snap: bool, wherever: bool = False) -> None:
        """Fits the view to the codes where it has to be, or *wherever* it is; at once (*snap*) or by easing there."""
        if not self._auto:
            return
        extent, sides = bulk_extent(self._cloud.target), self._covered_sides()
        goal = Viewport(self.width(), self.height(), line=self._cloud.line).fitted(extent, *sides)
        if snap or self._view.off(goal) > TOO_FAR:
            self._goal = None
            self._set_view(goal)
        elif wherever or not (self._goal or self._view).holds(
            extent, *sides
        ):  # else codes move, not the plane under them
            self._goal = goal

    def _covered_sides(self) -> tuple[float, float]:
        """Logical pixels at the left and the right that other things lie over."""
        return 0.0, 0.0

    # ------------------------------------------------------------------ time

    def _animate(self) -> None:
        if (self._cloud.moving or self._goal is not None) and not self._frames.isActive():
            self._last_frame = time.monotonic()
            self._begin_frames()

    def _on_frame(self) -> None:
        now = time.monotonic()
        if self._cloud.moving:
            self._cloud.advance(min((now - self._tween_start) / TWEEN_SECONDS, 1.0))
            self._raster_stale = True
        if self._goal is not None:
            share = 1 - math.exp(-(now - self._last_frame) / EASE_SECONDS)
            arrived = self._view.off(self._goal) < SETTLED
            view, self._goal = (self._goal, None) if arrived else (self._view.towards(self._goal, share), self._goal)
            self._set_view(view)
        self._last_frame = now
        if self._cloud.moving or self._goal is not None:
            self._frames.setInterval(self._pace())
        else:
            self._frames.stop()
        self._redraw()

    def _on_rest(self) -> None:
        if self._raster is not None and self._raster.view != self._view:
            self._redraw_codes()
        super()._on_rest()

    # ------------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._canvas is None:
            self._canvas = self._make_canvas()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._canvas)  # Qt copies only what the event's region asks for
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._auto:
            self._follow(snap=True)
        else:
            self._set_view(self._view.resized(self.width(), self.height()))

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody watches: what was moving is there at once."""
        super().hideEvent(event)
        self._frames.stop()
        self._cloud.advance(1.0)
        goal, self._goal = self._goal, None
        if goal is not None:
            self._set_view(goal)
        self._redraw_codes()

    def sizeHint(self) -> QSize:
        return QSize(520, 480)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._redraw()

    def _redraw_codes(self) -> None:
        self._raster_stale = True
        self._redraw()

    def _redraw(self) -> None:
        self._canvas = None
        self.update()

    def _contours_changed(self) -> None:
        painter, cloud = self._painter, self._cloud
        if "contours" not in painter.shown or cloud.line:
            painter.contours = []
            return
        seen = cloud.target_shown()
        painter.contours = density_contours(seen, bulk_extent(seen))

    def _make_canvas(self) -> QPixmap:
        started = time.perf_counter()
        ratio = self.devicePixelRatioF()
        canvas = QPixmap(math.ceil(self.width() * ratio), math.ceil(self.height() * ratio))
        canvas.setDevicePixelRatio(ratio)
        canvas.fill(QColor(self._painter.theme.canvas))
        raster = self._fresh_raster(ratio) if "codes" in self._painter.shown else None
        painter = QPainter(canvas)
        self.paint_map(painter, raster)
        self._round_corners(painter, QRectF(self.rect()), self._painter.theme.panel)
        painter.end()
        self._frame_seconds = time.perf_counter() - started
        self.frames_painted += 1
        return canvas

    def paint_map(self, painter: QPainter, raster: _Raster | None) -> None:
        """Paints the map as it is now, without what belongs to the pointer."""
        image, place = None, QRectF()
        if raster is not None:
            x0, y0, x1, y1 = raster.view.extent
            left, top = self._view.to_pixel(x0, y1)
            right, bottom = self._view.to_pixel(x1, y0)
            image, place = raster.image, QRectF(left, top, right - left, bottom - top)
        self._painter.paint(painter, self._view, self.font(), image, place)

    def make_raster(self, scale: float) -> _Raster:
        """The codes that are shown now, drawn for the present view with ``scale`` pixels per logical pixel."""
        positions, labels, total = self._cloud.drawn()
        pixels = self._rasterizer.draw(positions, labels, self._view, scale, self._ink, total)
        height, width = pixels.shape
        image = QImage(pixels.data, width, height, width * 4, QImage.Format.Format_ARGB32_Premultiplied)
        return _Raster(image, pixels, self._view)

    def _fresh_raster(self, ratio: float) -> _Raster | None:
        """The raster to paint with: a new one, or during a quick pan or zoom the last one, to be shifted and scaled."""
        moved = self._raster is not None and self._raster.view != self._view
        waits = moved and self._rest.isActive() and self._raster_seconds > DIRECT_SECONDS
        if self._raster is None or self._raster_stale or (moved and not waits):
            started = time.perf_counter()
            self._raster = self.make_raster(min(ratio, MOST_SCALE))
            self._raster_seconds = time.perf_counter() - started
            self._raster_stale = False
        return self._raster


def _on_line(
    mu: NDArray[np.floating], sigma: NDArray[np.floating]
) -> tuple[NDArray[np.floating], NDArray[np.floating]]:
    """Posteriors on a line as flat ellipses, spread over the height so that they do not hide one another."""
    heights = np.linspace(0.9, -0.9, len(mu))[:, None]
    return np.concatenate([mu, heights], axis=1), np.concatenate([sigma, np.full_like(sigma, 0.04)], axis=1)
