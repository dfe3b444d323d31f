"""The decoded image of the cursor, in a corner of the map. A widget of its own: a new image repaints nothing else."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from explorer.pixels.images import to_qimage, to_rgb
from explorer.style.small_font import shrunk
from explorer.style.theme import DARK, Theme

SIDE = 118  # wished for, in logical pixels; whole multiples of the image's own pixels come close to it
BORDER = 2
ROUND_UP_FROM = 0.35  # 1.65 times the pixels becomes twice: the inset may be a little larger than wished for
LARGEST_SHARE = 0.34  # of the map's shorter side


class DecodeInset(QWidget):
    """Shows one image with pixels as equal squares. The pointer passes through to the map."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("decode_inset")
        self.setAccessibleName(self.tr("Decoded image"))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._theme = DARK
        self._image = QImage()
        self._caption = ""
        self._room = float(SIDE)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def show_image(self, image: NDArray[np.uint8] | None) -> None:
        """Shows an image (C, H, W), C = 1 or 3; None hides the inset. Raises ValueError for another shape."""
        if image is None:
            self._image = QImage()
            self.hide()
            return
        size = self._image.size()
        self._image = to_qimage(to_rgb(image[None])[0])
        if self._image.size() != size:
            self.resize(self.sizeHint())
        self.setVisible(True)
        self.update()

    def show_caption(self, text: str) -> None:
        """A few words over the foot of the image, on a warning's ground; empty takes them away."""
        if text != self._caption:
            self._caption = text
            self.setAccessibleDescription(text)
            self.update()

    @property
    def caption(self) -> str:
        return self._caption

    @property
    def image(self) -> QImage:
        """The image that is shown, in its own pixels; a null image when there is none."""
        return self._image

    def fit_into(self, side: float) -> None:
        """Takes a size that suits a map whose shorter side has ``side`` logical pixels."""
        self._room = min(SIDE, side * LARGEST_SHARE)
        self.resize(self.sizeHint())

    def sizeHint(self) -> QSize:
        if self._image.isNull():
            return QSize(SIDE, SIDE)
        ratio = self.devicePixelRatioF()
        longest = max(self._image.width(), self._image.height())
        # Whole multiples keep every pixel of the image the same size, so that none looks wider than its neighbour.
        exact = self._room * ratio / longest
        factor = int(exact + ROUND_UP_FROM) or exact
        frame = 2 * BORDER
        return QSize(
            round(self._image.width() * factor / ratio) + frame, round(self._image.height() * factor / ratio) + frame
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.canvas))
        inner = QRectF(self.rect()).adjusted(BORDER, BORDER, -BORDER, -BORDER)
        shrinks = self._image.width() > inner.width() * self.devicePixelRatioF()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, shrinks)
        painter.drawImage(inner, self._image)
        frame = QColor(self._theme.muted)
        frame.setAlphaF(0.75)
        wide, tall = self.width(), self.height()
        for edge in ((0, 0, wide, 1), (0, tall - 1, wide, 1), (0, 1, 1, tall - 2), (wide - 1, 1, 1, tall - 2)):
            painter.fillRect(*edge, frame)  # several times quicker than a rectangle's outline
        if self._caption:
            self._paint_caption(painter)
        painter.end()

    def _paint_caption(self, painter: QPainter) -> None:
        painter.setFont(shrunk(self.font(), 0.8))
        metrics = painter.fontMetrics()
        room = self.rect().adjusted(0, max(0, self.height() - metrics.height() - 2), 0, 0)
        painter.fillRect(room, QColor(self._theme.canvas))
        painter.setPen(QColor(self._theme.warning))
        text = metrics.elidedText(self._caption, Qt.TextElideMode.ElideRight, room.width() - 4)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
