"""Draws the program's icon in every size and form that the systems ask for: ``python packaging/make_icons.py``.

Reads ``latent-explorer.svg`` and, for the smallest sizes, ``latent-explorer-small.svg`` in resources/icons; writes the
PNG files, the ``.ico`` of Windows and the ``.icns`` of macOS beside them. Needs PySide6 and Pillow; what it writes is
committed, so that building needs neither.
"""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "icons"
NAME = "latent-explorer"
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)  # pixels; freedesktop's usual ones
SMALL = 24  # up to this size the simpler drawing is the clearer one
ICO_SIZES = (16, 24, 32, 48, 64, 128, 256)
ICNS_SIZES = (32, 64, 128, 256, 512, 1024)  # the format has none for 16 as a PNG; macOS makes that one from 32


def draw(size: int, folder: Path = FOLDER) -> bytes:
    """The icon as a PNG file of *size* x *size* pixels. Raises ValueError for a drawing that cannot be read."""
    drawing = folder / (f"{NAME}-small.svg" if size <= SMALL else f"{NAME}.svg")
    renderer = QSvgRenderer(str(drawing))
    if not renderer.isValid():
        raise ValueError(f"{drawing}: expected an SVG drawing, found none that can be read")
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return content.data()


def write_icons(folder: Path) -> list[Path]:
    """Writes every file of the icon into *folder*; returns their paths."""
    pictures = {size: Image.open(io.BytesIO(draw(size))) for size in sorted({*SIZES, *ICO_SIZES, *ICNS_SIZES})}
    written = []
    for size in SIZES:
        written.append(folder / f"{NAME}-{size}.png")
        pictures[size].save(written[-1], optimize=True)
    for suffix, sizes in ((".ico", ICO_SIZES), (".icns", ICNS_SIZES)):
        written.append(folder / f"{NAME}{suffix}")
        *rest, largest = (pictures[size] for size in sizes)
        options = {"sizes": [(size, size) for size in sizes]} if suffix == ".ico" else {}
        largest.save(written[-1], append_images=rest, **options)
    return written


if __name__ == "__main__":
    for path in write_icons(FOLDER):
        print(f"{path.name:28} {path.stat().st_size:8,} bytes")
