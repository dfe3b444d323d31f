"""The codes of a map as an image for a view, kept for as long as nothing about it changes."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

from explorer.map.code_cloud import CodeCloud
from explorer.map.latent_map_raster import Ink, Rasterizer, make_ink
from explorer.plane.viewport import Viewport
from explorer.style.theme import DARK, Theme

DIRECT_SECONDS = 0.008  # codes drawn faster than this are drawn anew in every frame of a pan or zoom
MOST_SCALE = 2.0  # pixels of the raster per logical pixel


@dataclass(frozen=True)
class CodeImage:
    """Codes drawn for a view, on pixels (h, w) that are premultiplied ARGB."""

    image: QImage
    pixels: NDArray[np.uint32]  # the memory that the image shows
    view: Viewport

    def place_in(self, view: Viewport) -> QRectF:
        """Where the image belongs, in pixels of another view."""
        x0, y0, x1, y1 = self.view.extent
        left, top = view.to_pixel(x0, y1)
        right, bottom = view.to_pixel(x1, y0)
        return QRectF(left, top, right - left, bottom - top)


class CodeRaster:
    """Draws the codes of a cloud, and remembers the last image."""

    def __init__(self, cloud: CodeCloud) -> None:
        self.ink: Ink = make_ink(DARK, 0)
        self._cloud = cloud
        self._rasterizer = Rasterizer()
        self._last: CodeImage | None = None
        self._seconds = 0.0  # that the last image took
        self._stale = True

    def set_ink(self, theme: Theme, classes: int, lit: int | None) -> None:
        """Draws in other colours from now on; beside a class that is *lit* the others are faint."""
        self.ink = make_ink(theme, classes, lit)

    def spoil(self) -> None:
        """The last image is no longer right."""
        self._stale = True

    def let_go(self) -> None:
        """Keeps nothing of the last image, nor the memory that it was drawn in."""
        self._rasterizer, self._last = Rasterizer(), None

    def is_off(self, view: Viewport) -> bool:
        """Whether the last image was drawn for another view."""
        return self._last is not None and self._last.view != view

    def draw(self, view: Viewport, scale: float) -> CodeImage:
        """The codes that are shown now, with ``scale`` pixels per logical pixel."""
        positions, labels, total = self._cloud.drawn()
        pixels = self._rasterizer.draw(positions, labels, view, scale, self.ink, total)
        height, width = pixels.shape
        image = QImage(pixels.data, width, height, width * 4, QImage.Format.Format_ARGB32_Premultiplied)
        return CodeImage(image, pixels, view)

    def fresh(self, view: Viewport, ratio: float, resting: bool) -> CodeImage:
        """The image to paint with: a new one, or the last one, to be shifted and scaled, while a view that is not
        *resting* is panned or zoomed quickly."""
        moved = self.is_off(view)
        waits = moved and not resting and self._seconds > DIRECT_SECONDS
        if self._last is None or self._stale or (moved and not waits):
            started = time.perf_counter()
            self._last = self.draw(view, min(ratio, MOST_SCALE))
            self._seconds = time.perf_counter() - started
            self._stale = False
        return self._last
