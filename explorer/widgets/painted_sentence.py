"""A sentence painted into an area: wrapped, in smaller letters where it must be, elided at the very last."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QPainter, QTextLayout, QTextOption

LEAST = 9  # px


def draw_sentence(painter: QPainter, area: QRectF, text: str, colour: str, centred: bool = False) -> None:
    """Writes *text* in the middle of *area*'s height, from its left or *centred*."""
    painter.save()
    painter.setPen(QColor(colour))
    size = QFontInfo(painter.font()).pixelSize()
    font = QFont(painter.font())
    lines: list[str] = []
    for pixels in range(size, min(size, LEAST) - 1, -1):
        font.setPixelSize(pixels)
        painter.setFont(font)
        lines = wrapped(text, font, area.width())
        if len(lines) * painter.fontMetrics().height() <= area.height():
            break
    tall = painter.fontMetrics().height()
    room = max(1, int(area.height() // tall))
    if len(lines) > room:
        rest = " ".join([*lines[room - 1 :]])
        lines[room - 1 :] = [painter.fontMetrics().elidedText(rest, Qt.TextElideMode.ElideRight, int(area.width()))]
    align = Qt.AlignmentFlag.AlignVCenter | (Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft)
    top = area.y() + max(0.0, (area.height() - len(lines) * tall) / 2)
    for index, line in enumerate(lines):
        painter.drawText(QRectF(area.x(), top + index * tall, area.width(), tall), align, line)
    painter.restore()


def wrapped(text: str, font: QFont, width: float) -> list[str]:
    """*text* in lines, by the rules of its script."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    units, lines = text.encode("utf-16-le"), []  # Qt counts in these, of two bytes each
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1.0, width))
        line.setPosition(QPointF())
        start = line.textStart()
        lines.append(units[2 * start : 2 * (start + line.textLength())].decode("utf-16-le").strip())
    layout.endLayout()
    return lines
