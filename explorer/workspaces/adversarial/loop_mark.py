"""A bracket beside lines that are done several times, with how often."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.style.plain_text import plain_tip

_TURN, _GAP, _HEAD = 5.0, 5, 3.0  # px: the bracket's width, between it and the number, the arrow's head


class LoopMark(QWidget):
    """Hidden where things are done once. The arrow leads back from the last line to the first."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._text, self._colour = "", QColor()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.hide()

    def show_count(self, count: int, help_text: str) -> None:
        self._text = f"× {count}"
        self.setToolTip(plain_tip(help_text))
        self.setAccessibleName(help_text)
        self.setVisible(count != 1)
        self.updateGeometry()
        self.update()

    def set_colour(self, colour: str) -> None:
        self._colour = QColor(colour)
        self.update()

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        metrics = QFontMetrics(self.font())
        return QSize(round(_TURN) + _GAP + metrics.horizontalAdvance(self._text) + 2, 2 * metrics.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QFontMetrics(self.font()).height() / 2 + 2  # the middle of the first and of the last line
        top, bottom, right = edge, self.height() - edge, _TURN + 0.5
        painter.setPen(QPen(self._colour, 1.4))
        painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in
                                        ((1, bottom), (right, bottom), (right, top), (1.5, top))]))  # fmt: skip
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour)
        painter.drawPolygon(QPolygonF([QPointF(-0.5, top), QPointF(_HEAD, top - _HEAD), QPointF(_HEAD, top + _HEAD)]))
        painter.setPen(self._colour)
        place = QRectF(_TURN + _GAP, 0, self.width(), self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._text)
        painter.end()
