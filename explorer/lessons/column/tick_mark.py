"""A small circle that becomes a tick once something has been reached."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.style.icons import draw_icon
from explorer.style.theme import DARK, Theme


class TickMark(QWidget):
    """As large as the letters beside it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._ticked = DARK, False
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def is_ticked(self) -> bool:
        return self._ticked

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def show_ticked(self, ticked: bool) -> None:
        self.setAccessibleName(self.tr("reached") if ticked else self.tr("not yet"))
        if ticked != self._ticked:
            self._ticked = ticked
            self.update()

    def sizeHint(self) -> QSize:
        side = self.fontMetrics().height() + 2
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = min(self.width(), self.height()) - 4.0
        box = QRectF(2, (self.height() - side) / 2, side, side)
        if self._ticked:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._theme.live))
            painter.drawEllipse(box)
            inner = box.adjusted(side * 0.15, side * 0.15, -side * 0.15, -side * 0.15)
            draw_icon(painter, "check", inner, QColor(self._theme.panel))
        else:
            painter.setPen(QPen(QColor(self._theme.muted), 1.4))
            painter.drawEllipse(box)
        painter.end()
