"""One ending, laid out: its beginning muted, what was written behind it in the colour of its model."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTextCharFormat, QTextLayout, QTextOption

from explorer.workspaces.characters.text_places import units

MOST_LINES = 6  # of one ending
LONGEST_BEGINNING = 40  # characters of it that are repeated before each ending
_LINE_BREAK = "\u2028"  # within a paragraph


def beginning_of_row(start: str) -> str:
    """The end of a beginning, which stands before each ending: no more than its last line."""
    last = start.rpartition("\n")[2]
    cut = last[-LONGEST_BEGINNING:]
    return cut if cut == start else f"…{cut}"


@dataclass(frozen=True, eq=False)
class EndingRow:
    """A row of *height* px at the *top* of the view, with the whole text for who wants it."""

    layout: QTextLayout
    whole: str
    height: float
    is_cut: bool  # there are more lines than are shown
    top: float = 0.0

    def paint(self, painter: QPainter, corner: QPointF, colour: str, growing: bool) -> None:
        """With the row's upper left at *corner*; one that is still *growing* has a caret at its end."""
        painter.setPen(QColor(colour))
        for number in range(min(self.layout.lineCount(), MOST_LINES)):
            self.layout.lineAt(number).draw(painter, corner)
        if self.is_cut:
            line = self.layout.lineAt(MOST_LINES - 1)
            end = corner + line.position() + QPointF(line.naturalTextWidth() + 1, line.ascent())
            painter.drawText(end, "…")
        elif growing:
            line = self.layout.lineAt(self.layout.lineCount() - 1)
            found = line.cursorToX(line.textStart() + line.textLength())  # a pair, whatever the annotation says
            caret = corner + QPointF(found[0] + 1.5, line.y())  # type: ignore[index]
            painter.setPen(QPen(QColor(colour), 1.5))
            painter.drawLine(QLineF(caret.x(), caret.y() + 2, caret.x(), caret.y() + line.height() - 2))


def lay_out_row(start: str, text: str, font: QFont, width: float, muted: str) -> EndingRow:
    """An ending *text* behind its *start*, in lines of *width* px by the rules of its script; at the top."""
    begun = beginning_of_row(start)
    shown = (begun + text).replace("\n", _LINE_BREAK).replace("\t", " ")
    layout = QTextLayout(shown, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    layout.setTextOption(option)
    pale = QTextCharFormat()
    pale.setForeground(QColor(muted))
    piece = QTextLayout.FormatRange()
    piece.start, piece.length, piece.format = 0, units(begun), pale
    layout.setFormats([piece])
    layout.beginLayout()
    y, lines = 0.0, 0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1.0))
        line.setPosition(QPointF(0, y))
        lines += 1
        if lines <= MOST_LINES:
            y += line.height()
    layout.endLayout()
    return EndingRow(layout, start + text, max(y, QFontMetricsF(font).height()), lines > MOST_LINES)


def row_rect(row: EndingRow, x: float, width: float, around: float) -> QRectF:
    """Where a row lies that begins at *x*, with *around* px beside it."""
    return QRectF(x - around, row.top - 1, width + 2 * around, row.height + 2)
