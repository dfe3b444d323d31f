"""Characters that nobody sees, such as a space, as drawn signs: fonts do not have one for each of them."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from trainers.kinds import UNKNOWN

_DRAWN = {
    " ": (((-4, -1), (-4, 2), (4, 2), (4, -1)),),  # an open box
    "\u3000": (((-6, -1), (-6, 2), (6, 2), (6, -1)),),
    "\n": (((4, -4), (4, 1), (-4, 1)), ((-1.5, -1.5), (-4, 1), (-1.5, 3.5))),  # an arrow to the next line
    "\t": (((-5, 0), (3, 0)), ((0.5, -2.5), (3, 0), (0.5, 2.5)), ((5, -3), (5, 3))),
    UNKNOWN: (((0, -5), (5, 0), (0, 5), (-5, 0), (0, -5)),),  # a diamond
}  # px from the middle, at a line of _LINE px
_LINE = 16.0
_RING = "\u25cc"  # on which a mark stands that belongs to the letter before it


def sign_text(character: str) -> str:
    """What is written for a character that is not drawn: itself, a mark on a ring, or the number of one that has no
    picture, such as U+0007."""
    kind = unicodedata.category(character[:1] or " ")
    if kind.startswith("M"):
        return _RING + character
    if kind[0] in "CZ" and character not in _DRAWN:
        return " ".join(f"U+{ord(each):04X}" for each in character)
    return character


def sign_words(character: str) -> str:
    """What a character is called in a sentence."""
    translate = QCoreApplication.translate
    if character in (" ", "\u3000"):
        return translate("Sign", "space")
    if character == "\n":
        return translate("Sign", "end of line")
    if character == "\t":
        return translate("Sign", "tab")
    if character == UNKNOWN:
        return translate("Sign", "any rare character")
    return translate("Sign", "“{0}”").format(sign_text(character))


def draw_sign(painter: QPainter, area: QRectF, character: str, colour: str) -> None:
    """Paints one character into the middle of *area*, elided where it has no room."""
    painter.save()
    strokes = _DRAWN.get(character)
    if strokes is None:
        painter.setPen(QColor(colour))
        text = painter.fontMetrics().elidedText(sign_text(character), Qt.TextElideMode.ElideRight, int(area.width()))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)
    else:
        scale = painter.fontMetrics().height() / _LINE
        pen = QPen(QColor(colour), 1.3 * scale, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        painter.translate(area.center())
        painter.scale(scale, scale)
        pen.setWidthF(1.3)
        painter.setPen(pen)
        for stroke in strokes:
            painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in stroke]))
    painter.restore()
