"""Walks of several models as pictures for files: labels, frames and plots, with one pixel of a frame as so many."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen

from explorer.pictures.walk_row import WalkRow
from explorer.pixels.images import enlarge, from_qimage, tile, to_qimage
from explorer.style.theme import Theme
from explorer.workspaces.compare.walk_plot import legend_height, paint_legend, paint_plot
from trainers.examples import UInt8

PAD = 10.0
FEWEST_PLOT, MOST_PLOT = 30.0, 110.0  # height
LEAST_CELL = 84.0  # width of a model's column in a loop
TEXT_SHARE, MOST_TEXT = 0.16, 36.0  # of a frame's height, so that words grow with large frames
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def strip_picture(
    rows: Sequence[WalkRow], summaries: Sequence[str], names: Sequence[str], scale: int, theme: Theme, font: QFont
) -> UInt8:
    """All frames of each model in a row, its plot right below them, its label before and its summary after; *names* are
    what realism and coverage are called."""
    count, _, height, width = rows[0].frames.shape
    font = _grown(font, height * scale)
    metrics = QFontMetricsF(font)
    plot = _plot_height(height * scale)
    before = max(metrics.horizontalAdvance(row.label) for row in rows) + 2 * PAD
    after = max(metrics.horizontalAdvance(text) for text in (*summaries, *names)) + 2 * PAD
    strip, each = (count * (width + 1) - 1) * scale, height * scale + 2 + plot + PAD
    image = _blank(before + strip + after, each * len(rows) + PAD, theme)
    painter = _painter(image, font)
    for index, (row, summary) in enumerate(zip(rows, summaries, strict=True)):
        top = PAD + index * each
        frames = QRectF(before, top, strip, height * scale)
        picture = enlarge(tile(row.frames, count, gap=1, background=theme.panel), scale)
        painter.drawImage(frames.topLeft(), to_qimage(picture))
        centres = [before + (i * (width + 1) + width / 2) * scale for i in range(count)]
        paint_plot(painter, QRectF(before, frames.bottom() + 2, strip, plot), centres, row, theme)
        painter.setPen(QColor(theme.text))
        painter.drawText(QRectF(PAD, top, before, frames.height()), _LEFT, row.label)
        painter.drawText(QRectF(before + strip + PAD, top, after, frames.height()), _LEFT, summary)
        middle = frames.bottom() + 2 + plot / 2
        legend = legend_height(painter, names)
        paint_legend(painter, before + strip + PAD, middle - legend / 2, row, names, theme)
    painter.end()
    return from_qimage(image)


def loop_pictures(rows: Sequence[WalkRow], scale: int, theme: Theme, font: QFont) -> list[UInt8]:
    """The walk there and back, the models side by side; the ends are not doubled."""
    count = len(rows[0].frames)
    pages = [_page(rows, index, scale, theme, font) for index in range(count)]
    return pages + pages[-2:0:-1]


def _page(rows: Sequence[WalkRow], index: int, scale: int, theme: Theme, font: QFont) -> UInt8:
    """Frame *index* of each model, framed in the colour of holes where it lies in one, above its plot."""
    count, _, height, width = rows[0].frames.shape
    font = _grown(font, height * scale)
    metrics = QFontMetricsF(font)
    column = max(LEAST_CELL, width * scale, *(metrics.horizontalAdvance(row.label) for row in rows)) + PAD
    line, plot = metrics.height() + 4, _plot_height(height * scale)
    image = _blank(column * len(rows) + PAD, line + height * scale + plot + 4 * PAD, theme)
    painter = _painter(image, font)
    for number, row in enumerate(rows):
        left, top = round(PAD + number * column), round(PAD / 2)
        inner = column - PAD
        painter.setPen(QColor(theme.text))
        painter.drawText(QRectF(left, top, inner, line), Qt.AlignmentFlag.AlignCenter, row.label)
        frame = QRectF(
            left + round((inner - width * scale) / 2), round(top + line + PAD / 2), width * scale, height * scale
        )
        in_hole = row.in_hole is not None and bool(row.in_hole[index])
        painter.fillRect(frame.adjusted(-3, -3, 3, 3), QColor(theme.hole if in_hole else theme.border))
        painter.drawImage(frame.topLeft(), to_qimage(enlarge(tile(row.frames[index : index + 1], 1), scale)))
        area = QRectF(left, frame.bottom() + PAD, inner, plot)
        centres = [left + (i + 0.5) / count * inner for i in range(count)]
        paint_plot(painter, area, centres, row, theme)
        painter.setPen(QPen(QColor(theme.text), 1))
        painter.drawLine(QPointF(centres[index], area.top()), QPointF(centres[index], area.bottom()))
    painter.end()
    return from_qimage(image)


def _plot_height(frame: float) -> float:
    return min(MOST_PLOT, max(FEWEST_PLOT, frame * 0.8))


def _grown(font: QFont, frame: float) -> QFont:
    """The font in a size that goes with frames of a height."""
    grown, usual = QFont(font), QFontMetricsF(font).height()
    grown.setPixelSize(round(min(MOST_TEXT, max(usual * 0.75, frame * TEXT_SHARE))))
    return grown


def _blank(width: float, height: float, theme: Theme) -> QImage:
    image = QImage(round(width), round(height), QImage.Format.Format_RGB32)
    image.fill(QColor(theme.panel))
    return image


def _painter(image: QImage, font: QFont) -> QPainter:
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(font)
    return painter
