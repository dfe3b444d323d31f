"""A small circle with a sign in it: reached or not yet, right, wrong or not told."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.style.icons import draw_icon
from explorer.style.theme import DARK, Theme

ARM = 0.24  # of a stroke from the middle of the circle, as a share of its width


class TickSign(Enum):
    """What stands in the circle: they differ by their shape and not by colour alone."""

    OPEN = auto()
    TICK = auto()
    CROSS = auto()
    DASH = auto()


class TickMark(QWidget):
    """As large as the letters beside it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._sign = DARK, TickSign.OPEN
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def sign(self) -> TickSign:
        return self._sign

    @property
    def is_ticked(self) -> bool:
        return self._sign is TickSign.TICK

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def show_ticked(self, ticked: bool) -> None:
        """Whether something has been reached."""
        self._show(TickSign.TICK if ticked else TickSign.OPEN, self.tr("reached") if ticked else self.tr("not yet"))

    def show_right(self, right: bool | None, words: str) -> None:
        """How a prediction fared, None where nothing can be told of it, which *words* say to whoever cannot see it."""
        self._show(TickSign.DASH if right is None else TickSign.TICK if right else TickSign.CROSS, words)

    def _show(self, sign: TickSign, words: str) -> None:
        self.setAccessibleName(words)
        if sign is not self._sign:
            self._sign = sign
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
        if self._sign is TickSign.TICK:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._theme.live))
            painter.drawEllipse(box)
            inner = box.adjusted(side * 0.15, side * 0.15, -side * 0.15, -side * 0.15)
            draw_icon(painter, "check", inner, QColor(self._theme.panel))
        else:
            painter.setPen(QPen(QColor(self._theme.muted), 1.4))
            painter.drawEllipse(box)
            arm = side * ARM
            for across in _STROKES[self._sign]:
                painter.drawLine(box.center() - across * arm, box.center() + across * arm)
        painter.end()


_STROKES = {  # from the middle of the circle, both ways
    TickSign.OPEN: (),
    TickSign.CROSS: (QPointF(0.8, 0.8), QPointF(0.8, -0.8)),
    TickSign.DASH: (QPointF(1, 0),),
}
