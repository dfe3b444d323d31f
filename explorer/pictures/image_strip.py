"""A row of small pictures, as many as fit."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.pixels.images import scaled_crisp, to_qimage, to_rgb
from explorer.style.theme import DARK, Theme
from trainers.examples import UInt8

TILE, GAP = 33, 3  # px
_KEEP = Qt.AspectRatioMode.KeepAspectRatio


class ImageStrip(QWidget):
    """Shows images (k, C, H, W) uint8 in *rows* rows of square tiles; those without room are left out, and where there
    are fewer images than tiles, nothing is drawn."""

    def __init__(self, rows: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = rows
        self._theme = DARK
        self._images: list[QImage] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def count(self) -> int:
        """How many images there are, shown or not."""
        return len(self._images)

    def show_images(self, images: UInt8 | None) -> None:
        """None or an empty batch clears the strip. Raises ValueError for another shape or type."""
        some = None if images is None or not len(images) else np.asarray(images)
        self._images = [] if some is None else [to_qimage(picture) for picture in to_rgb(some)]
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(6 * (TILE + GAP), self._rows * (TILE + GAP) - GAP)

    def minimumSizeHint(self) -> QSize:
        return QSize(TILE, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        columns = max((self.width() + GAP) // (TILE + GAP), 1)
        # What is left over goes into the tiles, so that the strip ends flush with the column.
        pitch = (self.width() + GAP) / columns
        ratio = self.devicePixelRatioF()
        for index in range(min(columns * self._rows, len(self._images))):
            row, column = divmod(index, columns)
            left, right = round(column * pitch), round((column + 1) * pitch) - GAP
            place = QRect(left, row * (TILE + GAP), right - left, TILE)
            painter.fillRect(place, QColor(self._theme.canvas))
            side = min(place.width(), place.height())
            device = QSize(round(side * ratio), round(side * ratio))
            image = self._images[index]
            fitted = image.size().scaled(device, _KEEP)
            picture = scaled_crisp(image, fitted)
            picture.setDevicePixelRatio(ratio)
            shown = picture.deviceIndependentSize()
            painter.drawImage(
                round(place.x() + (place.width() - shown.width()) / 2),
                round(place.y() + (place.height() - shown.height()) / 2),
                picture,
            )
