"""A map as a file: PNG and SVG of the picture, CSV of the codes."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from explorer.pixels.images import ExportError, from_qimage, write_file, write_png
from trainers.examples import Float32, Int64, UInt8

PNG_SCALE = 2.0
CSS_DPI = 96  # with it one logical pixel is one pixel of a browser

Paint = Callable[[QPainter], None]


def export_map(
    path: Path, size: QSize, paint: Paint, codes: Float32, labels: Int64 | None, names: Sequence[str], title: str
) -> None:
    """Writes PNG, SVG or CSV, as the ending of ``path`` says; ``paint`` paints the map in logical pixels.

    Raises ExportError with one sentence for another ending or a file that cannot be written.
    """
    kind = path.suffix.lower()
    if kind == ".png":
        write_png(_picture(size, paint), path)
    elif kind == ".svg":
        write_file(path, _svg(size, paint, title))
    elif kind == ".csv":
        write_file(path, codes_csv(codes, labels, names))
    else:
        raise ExportError(f"{path.name}: a map is saved as .png, .svg or .csv, found {kind or 'no ending'!s}")


def codes_csv(codes: Float32, labels: Int64 | None, names: Sequence[str]) -> bytes:
    """One line per code: its coordinates and, where there are classes, the number and the name of its class."""
    text = io.StringIO()
    header = [f"z{dim + 1}" for dim in range(codes.shape[1])]
    text.write(",".join(header + ([] if labels is None else ["label", "class"])) + "\n")
    quoted = ['"' + name.replace('"', '""') + '"' for name in names]
    for index, row in enumerate(codes):
        cells = [np.format_float_positional(value, trim="-") for value in row]
        if labels is not None:
            label = int(labels[index])
            cells += [str(label), quoted[label] if 0 <= label < len(quoted) else ""]
        text.write(",".join(cells) + "\n")
    return text.getvalue().encode("utf-8")


def _picture(size: QSize, paint: Paint) -> UInt8:
    image = QImage(size * PNG_SCALE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(PNG_SCALE)
    painter = QPainter(image)
    paint(painter)
    painter.end()
    return from_qimage(image)


def _svg(size: QSize, paint: Paint, title: str) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(CSS_DPI)
    generator.setSize(size)
    generator.setViewBox(QRectF(0, 0, size.width(), size.height()))
    generator.setTitle(title)
    painter = QPainter(generator)
    paint(painter)
    painter.end()
    buffer.close()
    return bytes(content.data())
