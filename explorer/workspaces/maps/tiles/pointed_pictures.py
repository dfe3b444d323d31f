"""What lies under the pointer: the example whose dot is near, and beside it what can be decoded at that very place."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from explorer.pixels.images import scaled_crisp, to_qimage
from explorer.style.small_font import line_height, small_font
from explorer.style.theme import DARK, Theme
from explorer.widgets.painted_sentence import draw_sentence
from trainers.examples import UInt8

SIDE, PAD, BETWEEN, OFF = 76, 7, 8, 16  # px
LINES = 3  # of words below a picture
WORDS = 120  # px for a sentence without a picture


@dataclass(frozen=True, eq=False)
class PointedPart:
    """A ``picture`` (H, W, 3), or none, and ``words`` of it."""

    picture: UInt8 | None
    words: str


class PointedPictures(QWidget):
    """Lies over the maps, beside the pointer, and lets it through."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._maps = parent
        self.setObjectName("pointed_pictures")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._theme = DARK
        self._parts: list[tuple[QImage | None, str]] = []
        self.hide()

    @property
    def texts(self) -> list[str]:
        """The words of each part."""
        return [words for _, words in self._parts]

    @property
    def images(self) -> list[QImage]:
        """The pictures that are seen."""
        return [image for image, _ in self._parts if image is not None]

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def show_parts(self, at: QPoint, *parts: PointedPart | None) -> None:
        """Shows what there is beside a place of the parent; without anything it hides."""
        given = [part for part in parts if part is not None]
        if not given:
            self._parts = []
            self.hide()
            return
        self._parts = [(None if p.picture is None else to_qimage(p.picture), p.words) for p in given]
        wide = sum(self._wide(image) for image, _ in self._parts) + BETWEEN * (len(self._parts) - 1) + 2 * PAD
        box = QRect(QPoint(0, 0), QSize(wide, round(self._tall()) + 2 * PAD))
        area = self._maps.rect()
        box.moveTopLeft(at + QPoint(OFF, OFF))
        if box.right() > area.right():
            box.moveRight(at.x() - OFF)
        if box.bottom() > area.bottom():
            box.moveBottom(at.y() - OFF)
        box.moveLeft(max(box.left(), area.left()))
        box.moveTop(max(box.top(), area.top()))
        self.setGeometry(box)
        self.update()
        self.show()
        self.raise_()

    @staticmethod
    def _wide(image: QImage | None) -> int:
        return WORDS if image is None else max(SIDE, 96)

    def _tall(self) -> float:
        pictured = any(image is not None for image, _ in self._parts)
        return LINES * line_height(self) + (SIDE + 4 if pictured else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(small_font(self))
        painter.setPen(QPen(QColor(self._theme.border), 1))
        painter.setBrush(QColor(self._theme.panel))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        left = PAD
        for image, words in self._parts:
            wide = self._wide(image)
            area = QRectF(left, PAD, wide, self.height() - 2 * PAD)
            if image is not None:
                self._paint_picture(painter, image, QRectF(left, PAD, wide, SIDE))
                area.setTop(PAD + SIDE + 4)
            draw_sentence(painter, area, words, self._theme.text, centred=image is not None)
            left += wide + BETWEEN

    def _paint_picture(self, painter: QPainter, image: QImage, area: QRectF) -> None:
        size = image.size().scaled(area.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(QPoint(0, 0), size)
        place.moveCenter(area.center().toPoint())
        painter.drawImage(place, scaled_crisp(image, size * self.devicePixelRatioF()))
