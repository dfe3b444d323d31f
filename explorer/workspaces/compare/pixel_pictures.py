"""Four pictures of one digit with what each change costs: in pixels, in the judge's eyes, in its features."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from explorer.pictures.picture_pane import Block, Cell, PicturePane, draw_label
from explorer.pixels.images import stack, tile
from explorer.pixels.strokes import StrokePlace
from explorer.style.plain_text import plain_tip
from explorer.style.small_font import small_font
from explorer.texts.listed import listed
from explorer.widgets.export_button import ChoosePath, ask_path
from explorer.widgets.painted_sentence import LEAST, draw_sentence
from explorer.workspaces.compare.pixel_words import change_titles
from trainers.examples import UInt8

ORIGINAL, STROKE, FAR, MOVED = range(4)
_MARGIN, _GAP = 4.0, 10.0
_BAR = 3.0
_ROWS = 3  # that stand under the pictures once they are judged
_EASY, _LEAST = 0.5, 1 / 3  # of the height that pictures keep beside letters of full size, and beside small ones
_BESIDE = 2.6  # width over height from which the lesson stands beside the pictures
_TEXT_SHARE, _MOST_SHARE = 0.28, 0.42  # of the width for the lesson then; more where the pictures leave it
_LESSON_LINES, _LESSON_SHARE = 3.3, 0.35  # below, and of the height at most
_MOVES = {
    Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0),
}  # fmt: skip


@dataclass(frozen=True)
class Measure:
    """A row under the pictures: its name, its four texts, and how long the bars are (0 to 1)."""

    name: str
    texts: Sequence[str]
    shares: Sequence[float]


class PixelPictures(PicturePane):
    """``pixel_chosen(far, row, column)``: a click on the original or on the cut picture chooses the pixel in the
    stroke, one on the third picture the far one; arrow keys move the first, with Shift the second."""

    pixel_chosen = Signal(bool, int, int)

    def __init__(self, choose_path: ChoosePath = ask_path, parent: QWidget | None = None) -> None:
        super().__init__("pixelPictures", "same-error", choose_path, parent)
        self._images: UInt8 | None = None
        self._places: tuple[StrokePlace, StrokePlace] | None = None
        self._measures: tuple[Measure, ...] = ()
        self._lesson, self._reason = "", ""
        self._titles: tuple[str, ...] = ()
        self._fitted: tuple[object, QFont] | None = None  # for a size of the view and its letters
        self.setAccessibleName(self.tr("Four pictures and what their changes cost"))
        self.setToolTip(
            plain_tip(
                self.tr("Click to choose a pixel. Arrow keys move the one in the stroke, with Shift the far one.")
            )
        )
        self.setMinimumSize(240, 90)

    # ------------------------------------------------------------------ inputs
    def show_pictures(
        self,
        images: UInt8 | None,
        places: tuple[StrokePlace, StrokePlace] | None,
        by_hand: bool = False,
        reason: str = "",
    ) -> None:
        """(original, stroke, far, moved) as (4, C, H, W) and the changed pixels, which may have been chosen *by_hand*;
        None with the *reason* for it."""
        self._images, self._places, self._reason = images, places, reason
        self._titles = (self.tr("original"), *change_titles(by_hand), self.tr("moved"))
        self._refresh()

    def show_measures(self, measures: Sequence[Measure], lesson: str) -> None:
        """The rows under the pictures, and what they teach."""
        self._measures, self._lesson = tuple(measures), lesson
        rows = [f"{each.name}: {listed(each.texts)}." for each in measures]
        self.setAccessibleDescription(" ".join([*rows, lesson]))
        self._refresh()

    # ------------------------------------------------------------------ layout
    def _text_font(self) -> QFont:
        """The view's font; smaller in a low view, where the pictures need the room, and below the size of small text
        only where they would have next to nothing."""
        key = (self.size().toTuple(), self.font().key())
        if self._fitted is None or self._fitted[0] != key:
            self._fitted = (key, self._fitted_font())
        return self._fitted[1]

    def _fitted_font(self) -> QFont:
        font, small = QFont(self.font()), QFontInfo(small_font(self)).pixelSize()
        whole = self._whole()
        for pixels in range(QFontInfo(font).pixelSize(), LEAST - 1, -1):
            font.setPixelSize(pixels)
            line = QFontMetrics(font).height()
            tall = whole.height() - (0 if self._is_beside else self._lesson_height(line))
            if tall - line - _ROWS * (line + _BAR + 1) >= (_EASY if pixels > small else _LEAST) * tall:
                break
        return font

    def _lesson_font(self) -> QFont:
        """That of small text at least; a lesson that is too long for its place is written smaller there."""
        return max(self._text_font(), small_font(self), key=QFont.pixelSize)

    def _line(self) -> float:
        return float(QFontMetrics(self._text_font()).height())

    def _whole(self) -> QRectF:
        return QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)

    @property
    def _is_beside(self) -> bool:
        """Whether the lesson stands beside the pictures."""
        whole = self._whole()
        return whole.width() > _BESIDE * whole.height()

    def _lesson_height(self, line: float) -> float:
        """Of the lesson below the pictures."""
        return min(_LESSON_LINES * line, _LESSON_SHARE * self._whole().height())

    def _areas(self) -> tuple[QRectF, QRectF]:
        """Where the pictures with their rows are, and the lesson: beside them, or below in a narrow view."""
        whole = self._whole()
        if self._is_beside:
            left = whole.width() - self._name_width() - 4 * (self._column() + _GAP) - _GAP
            text = min(max(left, _TEXT_SHARE * whole.width()), _MOST_SHARE * whole.width())
            return whole.adjusted(0, 0, -text - _GAP, 0), whole.adjusted(whole.width() - text, 0, 0, 0)
        text = self._lesson_height(self._line())
        return whole.adjusted(0, 0, 0, -text), whole.adjusted(0, whole.height() - text, 0, 0)

    def _column(self) -> float:
        """The width that a picture takes in a view that is wide enough, and at least what stands over it."""
        metrics = QFontMetrics(self._text_font())
        tall = self._whole().height() - self._line() - _ROWS * (self._line() + _BAR + 1)
        return max(tall, tall, *(metrics.horizontalAdvance(title) + _GAP for title in self._titles))

    def _name_width(self) -> float:
        names = [QFontMetrics(self._text_font()).horizontalAdvance(each.name) + _GAP for each in self._measures]
        return min(max(names, default=0.0), 0.2 * self.width())

    def _arrange(self) -> list[Block]:
        if self._images is None:
            return []
        area = self._areas()[0]
        left = area.x() + self._name_width()
        column = (area.right() - left) / 4
        tall = area.height() - self._line() - max(_ROWS, len(self._measures)) * (self._line() + _BAR + 1)
        aspect = self._images.shape[3] / self._images.shape[2]
        side = min(column - _GAP, tall * aspect)
        if side < 8:
            return []
        return [
            Block(
                QRectF(round(left + i * column + (column - side) / 2), area.y() + self._line(), side, side / aspect),
                self._images[i : i + 1],
                1,
            )
            for i in range(4)
        ]

    def pixel_rect(self, picture: int, row: int, column: int) -> QRectF:
        """Where a pixel of a picture is drawn."""
        rect, (_, _, height, width) = self._blocks[picture].rect, self._blocks[picture].images.shape
        x, y = rect.width() / width, rect.height() / height
        return QRectF(rect.x() + column * x, rect.y() + row * y, x, y)

    def _pixel_at(self, position: QPointF) -> tuple[int, int, int] | None:
        """(picture, row, column) under a position."""
        for picture, block in enumerate(self._blocks):
            if block.rect.contains(position):
                _, _, height, width = block.images.shape
                row = int((position.y() - block.rect.y()) / block.rect.height() * height)
                column = int((position.x() - block.rect.x()) / block.rect.width() * width)
                return picture, min(row, height - 1), min(column, width - 1)
        return None

    # ------------------------------------------------------------------ painting
    def _paint_over(self, painter: QPainter) -> None:
        if not self._blocks:
            return
        painter.setFont(self._text_font())
        column = self._blocks[1].rect.x() - self._blocks[0].rect.x()
        for title, block in zip(self._titles, self._blocks, strict=True):
            area = QRectF(0, block.rect.y() - self._line(), column - 4, self._line() - 1)
            area.moveLeft(block.rect.center().x() - area.width() / 2)
            draw_label(painter, area, title, self._theme.muted, Qt.AlignmentFlag.AlignHCenter)
        for number, measure in enumerate(self._measures):
            self._draw_measure(painter, number, measure)
        if self._places is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._theme.accent), 1.5))
            for picture, place in zip((STROKE, FAR), self._places, strict=True):
                rects = [self.pixel_rect(picture, int(row), int(column)) for row, column in place]
                around = QRectF(rects[0])
                for rect in rects[1:]:
                    around = around.united(rect)
                painter.drawRoundedRect(around.adjusted(-2.5, -2.5, 2.5, 2.5), 2, 2)
        painter.setFont(self._lesson_font())
        draw_sentence(painter, self._areas()[1], self._lesson, self._theme.text)

    def _draw_measure(self, painter: QPainter, number: int, measure: Measure) -> None:
        tall = self._line() + _BAR + 1
        top = self._blocks[0].rect.bottom() + 2 + number * tall
        name = QRectF(_MARGIN, top, self._name_width() - _GAP / 2, self._line())
        draw_label(painter, name, measure.name, self._theme.muted, Qt.AlignmentFlag.AlignLeft)
        column = self._blocks[1].rect.x() - self._blocks[0].rect.x()
        for block, text, share in zip(self._blocks, measure.texts, measure.shares, strict=True):
            area = QRectF(block.rect.center().x() - column / 2 + 2, top, column - 4, self._line())
            draw_label(painter, area, text, self._theme.text, Qt.AlignmentFlag.AlignHCenter)
            groove = QRectF(block.rect.x(), top + self._line() - 1, block.rect.width(), _BAR)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._theme.field))
            painter.drawRect(groove)
            groove.setWidth(groove.width() * min(1.0, max(0.0, share)))
            painter.setBrush(QColor(self._theme.muted))
            painter.drawRect(groove)

    def _empty_text(self) -> str:
        return self._reason or self.tr("Held-out images appear with the data.")

    def _peek_picture(self, cell: Cell) -> UInt8 | None:
        return None  # they are large enough, and the pixels must stay in sight

    def picture(self) -> UInt8 | None:
        return None if self._images is None else stack([tile(self._images, 4, gap=2)])

    # ------------------------------------------------------------------ pointer and keyboard
    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._pixel_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and found is not None and found[0] != MOVED:
            self.pixel_chosen.emit(found[0] == FAR, found[1], found[2])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        move = _MOVES.get(Qt.Key(event.key()))
        if move is None or self._places is None or self._images is None:
            event.ignore()
            return
        far = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        place = self._places[1 if far else 0]
        row, column = np.clip(place[len(place) // 2] + move, 0, np.array(self._images.shape[2:]) - 1)
        self.pixel_chosen.emit(far, int(row), int(column))
