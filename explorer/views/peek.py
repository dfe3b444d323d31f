"""The picture that a hovered cell is enlarged to."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from explorer.images import scaled_crisp, to_qimage
from explorer.theme import Theme
from trainers.images import UInt8

_HEIGHT = 112  # logical pixels


class Peek(QWidget):
    """A picture enlarged beside the cell that the pointer is over."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._pane = parent
        self.setObjectName("peek")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._image, self._border = QImage(), QColor()
        self.hide()

    def show_picture(self, picture: UInt8, beside: QRect, theme: Theme) -> None:
        """Shows *picture* to the right of *beside*, or to its left where there is no room."""
        area = self._pane.rect().adjusted(3, 3, -3, -3)
        height = min(_HEIGHT, area.height() - 4)
        width = round(height * picture.shape[1] / picture.shape[0])
        if width > area.width() * 0.9:
            height, width = round(height * area.width() * 0.9 / width), round(area.width() * 0.9)
        self._image, self._border = to_qimage(picture), QColor(theme.accent)
        box = QRect(0, 0, width + 4, height + 4)
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
        inner = self.rect().adjusted(2, 2, -2, -2)
        painter.fillRect(self.rect(), self._border)
        ratio = self.devicePixelRatioF()
        painter.drawImage(inner, scaled_crisp(self._image, inner.size() * ratio))
