"""The picture that a hovered cell is enlarged to, with a few words about it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from explorer.pixels.images import scaled_crisp, to_qimage
from explorer.style.theme import DARK, Theme
from trainers.examples import UInt8

_HEIGHT, _HEIGHT_OVER_WORDS = 112, 84  # logical pixels
_EDGE = 2
_PAD = 5  # around the words


class Peek(QWidget):
    """A picture enlarged beside the cell that the pointer is over."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._pane = parent
        self.setObjectName("peek")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._image, self._theme = QImage(), DARK
        self.caption = ""
        self._picture = QRect()
        self.hide()

    def show_picture(self, picture: UInt8, beside: QRect, theme: Theme, caption: str = "") -> None:
        """Shows *picture*, above the lines of *caption*, right of *beside* or, where there is no room, left of it."""
        area = self._pane.rect().adjusted(3, 3, -3, -3)
        words = (
            self.fontMetrics().boundingRect(area, Qt.AlignmentFlag.AlignLeft, caption).size() if caption else QSize()
        )
        below = words.height() + 2 * _PAD if caption else 0
        tallest = _HEIGHT_OVER_WORDS if caption else _HEIGHT
        height = max(1, min(tallest, area.height() - 2 * _EDGE - below))
        width = round(height * picture.shape[1] / picture.shape[0])
        if width > area.width() * 0.9:
            height, width = round(height * area.width() * 0.9 / width), round(area.width() * 0.9)
        self._image, self._theme, self.caption = to_qimage(picture), theme, caption
        inner = max(width, words.width() + 2 * _PAD if caption else 0)
        self._picture = QRect(_EDGE + (inner - width) // 2, _EDGE, width, height)
        box = QRect(0, 0, inner + 2 * _EDGE, height + below + 2 * _EDGE)
        box.moveCenter(beside.center())
        box.moveLeft(beside.right() + 8)
        if box.right() > area.right():
            box.moveRight(beside.left() - 8)
        box.moveLeft(max(area.left(), min(box.left(), area.right() - box.width())))
        box.moveTop(max(area.top(), min(box.top(), area.bottom() - box.height())))
        self.setGeometry(box)
        self.update()
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.accent))
        if self.caption:
            painter.fillRect(self.rect().adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE), QColor(self._theme.panel))
            painter.setPen(QColor(self._theme.text))
            words = self.rect().adjusted(_EDGE + _PAD, self._picture.bottom() + 1 + _PAD, 0, 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignLeft, self.caption)
        ratio = self.devicePixelRatioF()
        painter.drawImage(self._picture, scaled_crisp(self._image, self._picture.size() * ratio))
