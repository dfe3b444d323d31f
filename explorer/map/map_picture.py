"""What a map shows and what it looks like: codes, layers, grid and axes, without a widget and without any interaction.

The canvas, one pixmap in device pixels, holds everything that stands still under the pointer; it is painted anew only
when something on it changes, at most once per frame.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QRectF, QSize, Signal
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPixmap

from explorer.map.code_cloud import CodeCloud
from explorer.map.code_raster import CodeImage, CodeRaster
from explorer.map.map_painter import HOLES, Background, Ellipses, MapPainter, PaintedLayer
from explorer.map.region_outline import RegionOutline
from explorer.plane.contours import density_contours
from explorer.plane.plane_surface import round_corners
from explorer.plane.viewport import Extent, Viewport, bulk_extent
from explorer.style.theme import DARK, Theme

LAYERS = ("codes", "background", "ellipses", "contours", HOLES)


class MapPicture(QObject):
    """``changed`` says that the picture is another one; ``changed_soon`` that this can wait for the next frame, where
    frames come; ``layers_switched`` follows a change of what is switched on. ``cloud``, ``painter`` and ``raster`` are
    to be read: what is shown is changed by the methods."""

    changed = Signal()
    changed_soon = Signal()
    layers_switched = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.cloud = CodeCloud()
        self.painter = MapPainter(DARK)
        self.raster = CodeRaster(self.cloud)
        self.lit: int | None = None  # a class beside which the others are faint

    # ------------------------------------------------------------------ what is shown

    @property
    def theme(self) -> Theme:
        return self.painter.theme

    def set_theme(self, theme: Theme) -> None:
        """Draws everything in other colours, at once."""
        self.painter.set_theme(theme)
        self._make_ink()
        self.redraw_codes()

    def replace_codes(
        self,
        codes: NDArray[np.floating],
        labels: NDArray[np.integer] | None,
        class_names: Sequence[str],
        animate: bool,
    ) -> bool:
        """Takes codes (N, 2), or (N, 1) on a line, with their classes (N,), indices into ``class_names``, or None; True
        when they now travel to their new places. It is for the caller to ask for a picture of them. Raises ValueError
        for other shapes or a label without a name."""
        if labels is not None and len(labels) and not -1 <= int(labels.min()) <= int(labels.max()) < len(class_names):
            found = f"{int(labels.min())} to {int(labels.max())}"
            raise ValueError(f"labels: expected -1 (none) to {len(class_names) - 1}, found {found}")
        moves = self.cloud.replace(codes, labels, animate)
        self.painter.classes = len(class_names)
        self._make_ink()
        self._contours_changed()
        self.raster.spoil()
        return moves

    def advance(self, progress: float) -> None:
        """How far codes that travel have come, 0 to 1. It is for the caller to ask for a picture."""
        self.cloud.advance(progress)
        self.raster.spoil()

    def show_background(self, images: NDArray[np.uint8] | None, columns: int, rows: int, extent: Extent) -> None:
        """Shows a decoded grid, uint8 (rows * columns, C, H, W) from the top left, behind the codes; None removes it.
        Raises ValueError for images that do not fill the grid."""
        background = None
        if images is not None:
            if images.ndim != 4 or len(images) != rows * columns or images.shape[1] not in (1, 3):
                expected = f"({rows * columns}, 1 or 3, H, W)"
                raise ValueError(f"background: expected images of shape {expected}, found {images.shape}")
            background = Background(images, columns, rows, extent)
        self.painter.set_background(background)
        self.changed.emit()

    def show_layer(self, name: str, rgba: NDArray[np.uint8], extent: Extent, opacity: float = 1.0) -> None:
        """Shows a picture, uint8 (h, w, 4) with straight alpha, over ``extent``, between background and codes. Layers
        lie in the order in which their names first came. Raises ValueError for another shape."""
        if rgba.ndim != 3 or rgba.shape[2] != 4 or rgba.dtype != np.uint8 or not rgba.size:
            raise ValueError(f"layer {name}: expected uint8 of shape (h, w, 4), found {rgba.dtype} {rgba.shape}")
        pixels = np.ascontiguousarray(rgba)
        height, width, _ = pixels.shape
        image = QImage(pixels.data, width, height, width * 4, QImage.Format.Format_RGBA8888)
        premultiplied = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
        self.painter.layers[name] = PaintedLayer(premultiplied, extent, opacity)
        self.changed.emit()

    def remove_layer(self, name: str) -> None:
        """Takes the layer away if it is there."""
        if self.painter.layers.pop(name, None) is not None:
            self.changed.emit()

    def set_layer_opacity(self, name: str, opacity: float) -> None:
        """How strong a layer is drawn, 0 to 1, if it is there."""
        drawn = self.painter.layers.get(name)
        if drawn is not None:
            self.painter.layers[name] = replace(drawn, opacity=opacity)
            self.changed.emit()

    def show_hole_outline(self, lines: list[NDArray[np.float64]]) -> None:
        """Shows polylines (n, 2) of (x, y) where holes begin, instead of those before."""
        if lines or self.painter.hole_outline:
            self.painter.hole_outline = lines
            self.changed.emit()

    def show_region(self, region: RegionOutline | None) -> None:
        """Shows where codes are drawn from; None removes it."""
        if region is not self.painter.region:
            self.painter.region = region
            self.changed.emit()

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
        self.painter.ellipses = ellipses
        self.changed_soon.emit()

    def set_layers_visible(
        self,
        codes: bool | None = None,
        background: bool | None = None,
        ellipses: bool | None = None,
        contours: bool | None = None,
        holes: bool | None = None,
    ) -> None:
        """Switches kinds of layers on or off, holes together with their outline; None leaves one as it is."""
        for name, wanted in zip(LAYERS, (codes, background, ellipses, contours, holes), strict=True):
            if wanted is not None:
                (self.painter.shown.add if wanted else self.painter.shown.discard)(name)
        self._contours_changed()
        self.changed.emit()
        self.layers_switched.emit()

    def shows(self, name: str) -> bool:
        """Whether a kind of layer is switched on."""
        return name in self.painter.shown

    def show_prior(self, wanted: bool) -> None:
        """Shows rings at one and two standard deviations of the prior N(0, I)."""
        if wanted != self.shows("prior"):
            (self.painter.shown.add if wanted else self.painter.shown.discard)("prior")
            self.changed.emit()

    def set_axes(self, labels: Sequence[str]) -> None:
        """Names the axes: x, and y where there is one."""
        self.painter.axes = tuple(labels)
        self.changed.emit()

    def set_hidden_classes(self, hidden: frozenset[int]) -> None:
        """Leaves the codes of some classes out of the picture."""
        self.cloud.hidden = hidden
        self._contours_changed()
        self.redraw_codes()

    def light_class(self, lit: int | None) -> None:
        """Makes the codes of all other classes faint, or of none."""
        if lit != self.lit:
            self.lit = lit
            self._make_ink()
            self.redraw_codes()

    def redraw_codes(self) -> None:
        """Draws the codes anew, and everything with them."""
        self.raster.spoil()
        self.changed.emit()

    def _make_ink(self) -> None:
        lit = self.lit if self.lit is not None and self.lit < self.painter.classes else None
        self.raster.set_ink(self.painter.theme, self.painter.classes, lit)

    def _contours_changed(self) -> None:
        painter, cloud = self.painter, self.cloud
        if "contours" not in painter.shown or cloud.line:
            painter.contours = []
            return
        seen = cloud.target_shown()
        painter.contours = density_contours(seen, bulk_extent(seen))

    # ------------------------------------------------------------------ painting

    def make_canvas(
        self, view: Viewport, size: QSize, ratio: float, font: QFont, resting: bool, covered: list[QRectF]
    ) -> QPixmap:
        """The map as it is now for a widget of a *size* in logical pixels, ``ratio`` device pixels each. Where it is
        *covered* by other things nothing is written. A view that is not *resting* moves on at once."""
        canvas = QPixmap(math.ceil(size.width() * ratio), math.ceil(size.height() * ratio))
        canvas.setDevicePixelRatio(ratio)
        canvas.fill(QColor(self.theme.canvas))
        codes = self.raster.fresh(view, ratio, resting) if self.shows("codes") else None
        self.painter.covered = covered
        painter = QPainter(canvas)
        self.paint(painter, view, font, codes)
        round_corners(painter, QRectF(0, 0, size.width(), size.height()), self.theme.panel)
        painter.end()
        return canvas

    def draw_codes(self, view: Viewport, scale: float) -> CodeImage | None:
        """The codes with ``scale`` pixels per logical pixel; None where they are switched off."""
        return self.raster.draw(view, scale) if self.shows("codes") else None

    def paint(self, painter: QPainter, view: Viewport, font: QFont, codes: CodeImage | None) -> None:
        """Paints the map as it is now in logical pixels, without what belongs to the pointer."""
        if codes is None:
            self.painter.paint(painter, view, font, None, QRectF())
        else:
            self.painter.paint(painter, view, font, codes.image, codes.place_in(view))


def _on_line(
    mu: NDArray[np.floating], sigma: NDArray[np.floating]
) -> tuple[NDArray[np.floating], NDArray[np.floating]]:
    """Posteriors on a line as flat ellipses, spread over the height so that they do not hide one another."""
    heights = np.linspace(0.9, -0.9, len(mu))[:, None]
    return np.concatenate([mu, heights], axis=1), np.concatenate([sigma, np.full_like(sigma, 0.04)], axis=1)
