"""Pictures between numpy, Qt and files.

A *batch* is uint8 (N, C, H, W) with C = 1 (grey) or 3 (RGB); a *picture* is uint8 (H, W, 3). All functions are pure
apart from the two that write a file.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage

from trainers.disk.atomic_file import write_atomically
from trainers.examples import UInt8


class ExportError(Exception):
    """A file that could not be written. The text is one sentence: which file and why."""


def to_rgb(images: UInt8) -> UInt8:
    """A batch (N, C, H, W) as pictures (N, H, W, 3). Raises ValueError for any other shape or type."""
    if images.dtype != np.uint8 or images.ndim != 4 or images.shape[1] not in (1, 3):
        raise ValueError(f"images: expected uint8 (N, 1 or 3, H, W), found {images.dtype} {images.shape}")
    pictures = images.transpose(0, 2, 3, 1)
    return np.broadcast_to(pictures, (*pictures.shape[:3], 3))


def tile(images: UInt8, columns: int, gap: int = 1, background: str = "#000000") -> UInt8:
    """One picture (H, W, 3) of a batch (N, C, H, W), row by row from the top left.

    *gap* is in pixels between cells, never around them; gaps and the cells missing in the last row have the colour
    *background*. Raises ValueError when there is no image or less than one column.
    """
    pictures = to_rgb(images)
    n, height, width, _ = pictures.shape
    if n == 0 or columns < 1 or gap < 0:
        raise ValueError(f"expected images, at least one column and no negative gap, found {n}, {columns} and {gap}")
    colour = _rgb(background)
    rows = math.ceil(n / columns)
    cells = np.full((rows * columns, height, width, 3), colour, np.uint8)
    cells[:n] = pictures
    canvas = np.full((rows, height + gap, columns, width + gap, 3), colour, np.uint8)
    canvas[:, :height, :, :width] = cells.reshape(rows, columns, height, width, 3).transpose(0, 2, 1, 3, 4)
    whole = canvas.reshape(rows * (height + gap), columns * (width + gap), 3)
    return np.ascontiguousarray(whole[: rows * (height + gap) - gap, : columns * (width + gap) - gap])


def stack(pictures: Sequence[UInt8], gap: int = 1, background: str = "#000000", across: bool = False) -> UInt8:
    """Pictures under each other (or side by side with *across*), aligned at the top left, in one picture."""
    if not pictures:
        raise ValueError("expected at least one picture, found none")
    axis = 1 if across else 0
    longest = max(picture.shape[1 - axis] for picture in pictures)
    total = sum(picture.shape[axis] for picture in pictures) + gap * (len(pictures) - 1)
    shape = (longest, total, 3) if across else (total, longest, 3)
    canvas = np.full(shape, _rgb(background), np.uint8)
    at = 0
    for picture in pictures:
        height, width, _ = picture.shape
        place = canvas[:height, at : at + width] if across else canvas[at : at + height, :width]
        place[:] = picture
        at += picture.shape[axis] + gap
    return canvas


def enlarge(picture: UInt8, factor: int) -> UInt8:
    """Every pixel as a square of *factor* x *factor* pixels."""
    if factor < 1:
        raise ValueError(f"factor: expected at least 1, found {factor}")
    return np.repeat(np.repeat(picture, factor, axis=0), factor, axis=1)


def to_qimage(picture: UInt8) -> QImage:
    """A QImage (RGB32) that owns its memory."""
    picture = np.ascontiguousarray(picture)
    height, width, _ = picture.shape
    return QImage(picture.data, width, height, 3 * width, QImage.Format.Format_RGB888).convertToFormat(
        QImage.Format.Format_RGB32
    )


def from_qimage(image: QImage) -> UInt8:
    """The picture (H, W, 3) in a QImage of any format; transparency is dropped."""
    rgb = image.convertToFormat(QImage.Format.Format_RGB888)
    lines = np.frombuffer(rgb.constBits(), np.uint8).reshape(rgb.height(), rgb.bytesPerLine())
    return lines[:, : 3 * rgb.width()].reshape(rgb.height(), rgb.width(), 3).copy()


def scaled_crisp(image: QImage, size: QSize) -> QImage:
    """*image* at exactly *size*: enlarged pixels stay squares of even width with sharp edges, shrinking averages.

    Enlarging goes through the next whole multiple without interpolation, so only the edges between pixels are blurred,
    by less than one pixel; plain nearest-neighbour scaling would draw pixels of uneven widths.
    """
    if size.isEmpty() or image.isNull():
        return QImage()
    fast, smooth = Qt.TransformationMode.FastTransformation, Qt.TransformationMode.SmoothTransformation
    keep_none = Qt.AspectRatioMode.IgnoreAspectRatio
    whole = math.ceil(max(size.width() / image.width(), size.height() / image.height(), 1.0))
    if whole > 1:
        image = image.scaled(image.size() * whole, keep_none, fast)
    return image if image.size() == size else image.scaled(size, keep_none, smooth)


def write_png(picture: UInt8, path: Path, scale: int = 1) -> None:
    """Writes a picture, each pixel as a square of *scale* pixels. Raises ExportError."""
    write_file(path, png_bytes(enlarge(picture, scale)))


def png_bytes(picture: UInt8) -> bytes:
    """A picture as the content of a PNG file."""
    content = io.BytesIO()
    Image.fromarray(picture).save(content, "PNG", optimize=True)
    return content.getvalue()


def write_gif(frames: Sequence[UInt8], path: Path, fps: float, scale: int = 1) -> None:
    """Writes pictures of equal size as an endless loop. Raises ExportError; ValueError without frames.

    GIF counts time in hundredths of a second, so the duration of a frame is rounded to that. Grey frames are stored
    exactly, coloured ones with 256 colours each. A frame equal to the one before only lengthens it.
    """
    if not frames:
        raise ValueError("expected at least one frame, found none")
    grey = all((frame == frame[..., :1]).all() for frame in frames)
    pages = [Image.fromarray(enlarge(frame, scale)) for frame in frames]
    pages = [page.convert("L") if grey else page for page in pages]
    content = io.BytesIO()
    duration = max(20, round(100 / fps) * 10)  # players slow down anything shorter than 20 ms
    pages[0].save(content, "GIF", save_all=True, append_images=pages[1:], duration=duration, loop=0)
    write_file(path, content.getvalue())


def write_file(path: Path, content: bytes) -> None:
    """Writes a file whole or not at all; raises ExportError with one sentence."""
    try:
        write_atomically(path, content)
    except OSError as error:
        raise ExportError(f"{path} could not be written: {error.strerror or error}") from error


def _rgb(colour: str) -> tuple[int, int, int]:
    name = QColor(colour)
    return name.red(), name.green(), name.blue()
