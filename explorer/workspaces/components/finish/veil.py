"""The veil over pixels that are covered or not filled in yet: unlike any pixel, in both themes."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPixmap

from explorer.pixels.images import scaled_crisp, to_qimage
from explorer.style.theme import Theme, mix
from trainers.examples import UInt8
from trainers.messages.components import Mask

_SHEER = 0.25  # of the veil's colour
_TINT = {"dark": 0.28, "light": 0.22}  # of the accent in a veil: no grey has a hue
_LINES = 110  # alpha of 255 of the hatch
_HATCH = 5  # px from line to line


def veiled(images: UInt8, hidden: Mask | None, theme: Theme, sheer: bool = False) -> UInt8:
    """Pictures (N, 3, H, W) of which the pixels *hidden* (H, W) are as a veil: of one colour that no grey has, or so
    *sheer* that they are seen through it."""
    shown = np.repeat(images, 3, axis=1) if images.shape[1] == 1 else images.copy()
    if hidden is not None and hidden.any() and sheer:
        veil = _rgb(theme.accent).astype(np.float32)[None, :, None]
        shown[:, :, hidden] = (shown[:, :, hidden] * (1 - _SHEER) + veil * _SHEER).astype(np.uint8)
    elif hidden is not None and hidden.any():
        shown[:, :, hidden] = _rgb(_veil(theme))[None, :, None]
    return shown


def _veil(theme: Theme) -> str:
    return mix(theme.field, theme.accent, _TINT[theme.name])


def hatched(hidden: Mask, size: QSize, ratio: float, theme: Theme) -> QPixmap:
    """The hatch over the pixels *hidden* (H, W) of a picture that is seen in that *size*, and nothing elsewhere.
    *ratio* is how many pixels of the screen are one of the *size*."""
    real = QSize(round(size.width() * ratio), round(size.height() * ratio))
    drawn = QImage(real, QImage.Format.Format_ARGB32_Premultiplied)
    drawn.setDevicePixelRatio(ratio)
    drawn.fill(Qt.GlobalColor.transparent)
    line = QColor(theme.accent)
    line.setAlpha(_LINES)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(line, 1.2))
    for x in range(-size.height(), size.width(), _HATCH):
        painter.drawLine(x, size.height(), x + size.height(), 0)
    painter.end()
    # What is not hidden is wiped out with a mask that is enlarged as the picture is.
    white = np.repeat((255 * hidden).astype(np.uint8)[:, :, None], 3, axis=2)
    mask = scaled_crisp(to_qimage(white), real).convertToFormat(QImage.Format.Format_Grayscale8)
    mask.reinterpretAsFormat(QImage.Format.Format_Alpha8)
    mask.setDevicePixelRatio(ratio)
    painter = QPainter(drawn)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
    painter.drawImage(0, 0, mask)
    painter.end()
    return QPixmap.fromImage(drawn)


def _rgb(colour: str) -> UInt8:
    name = QColor(colour)
    return np.array([name.red(), name.green(), name.blue()], np.uint8)
