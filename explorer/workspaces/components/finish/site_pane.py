"""Pictures in which each pixel answers the pointer; what is not filled in yet lies under a hatched veil."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen, QPixmap, QWheelEvent

from explorer.pictures.picture_pane import Block, Cell, PicturePane, best_columns
from explorer.pixels.images import tile
from explorer.style.theme import Theme, mix
from explorer.widgets.export_button import ChoosePath, ask_path
from explorer.workspaces.components.finish.veil import hatched, veiled
from trainers.examples import UInt8
from trainers.messages.components import Mask

AWAY = (-1, -1, -1)
_MARGIN = 2.0
_DIMMED = 0.4  # how much is seen of what is out of date
_NOTCH = 120  # of the wheel, as Qt counts
_GAP = 14  # pixels of a picture for each pixel of the gap between pictures


class SitePane(PicturePane):
    """``pixel_pointed(picture, row, column)`` follows the pointer, with -1 for all three where it goes away;
    ``picture_chosen(picture)`` is a click, or Enter."""

    pixel_pointed = Signal(int, int, int)
    picture_chosen = Signal(int)

    def __init__(self, name: str, empty: str = "", choose_path: ChoosePath = ask_path) -> None:
        """*empty* is what is said while there is nothing to be seen."""
        super().__init__(name, name, choose_path)
        self._images: UInt8 | None = None
        self._hidden: Mask | None = None
        self._sheer = False
        self._shown: UInt8 | None = None
        self._empty = empty
        self._dimmed = False
        self._chosen = -1
        self._marked = AWAY
        self._pointed = AWAY
        self.setMinimumSize(60, 60)

    # ------------------------------------------------------------------ inputs

    def show_images(self, images: UInt8 | None, hidden: Mask | None = None, sheer: bool = False) -> None:
        """Pictures (N, C, H, W), or None for none, with the same pixels (H, W) of all *hidden*, or under a *sheer*
        veil."""
        if images is self._images and sheer == self._sheer and _same(hidden, self._hidden):
            return
        self._images, self._hidden, self._sheer = images, hidden, sheer
        self._draw()

    def show_empty(self, words: str) -> None:
        """What is said while there is nothing to be seen."""
        if words != self._empty:
            self._empty = words
            self.update()

    def show_dimmed(self, dimmed: bool) -> None:
        """Whether what is seen is out of date, and what comes instead is on its way."""
        if dimmed != self._dimmed:
            self._dimmed = dimmed
            self.update()

    @property
    def is_dimmed(self) -> bool:
        return self._dimmed

    def show_chosen(self, picture: int) -> None:
        """Which one is looked into; -1 for none."""
        if picture != self._chosen:
            self._chosen = picture
            self.update()

    def show_marked(self, picture: int, row: int, column: int) -> None:
        """The pixel that is spoken of elsewhere; -1 for none."""
        if (picture, row, column) != self._marked:
            self._marked = (picture, row, column)
            self.update()

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._draw()

    @property
    def hidden(self) -> Mask | None:
        """The pixels (H, W) that are not to be seen; None where all are."""
        return None if self._sheer else self._hidden

    def picture(self) -> UInt8 | None:
        return None if self._shown is None else tile(self._shown, self._blocks[0].columns, self._gap)

    def _draw(self) -> None:
        images = self._images
        self._shown = None
        if images is not None:
            self._shown = veiled(images, self._hidden, self._theme, self._sheer)
        self._refresh()

    # ------------------------------------------------------------------ places

    @property
    def _gap(self) -> int:
        return 1 if self._shown is None else max(1, round(self._shown.shape[3] / _GAP))

    def _arrange(self) -> list[Block]:
        images = self._shown
        width, height = self.width() - 2 * _MARGIN, self.height() - 2 * _MARGIN
        if images is None or not len(images) or width < 8 or height < 8:
            return []
        aspect = images.shape[3] / images.shape[2]
        columns, cell = best_columns(len(images), width, height, aspect)
        wide, tall = columns * cell, -(-len(images) // columns) * cell / aspect
        left = _MARGIN + (width - wide) / 2
        return [Block(QRectF(round(left), _MARGIN, round(wide), round(tall)), images, columns, self._gap)]

    def pixel_rect(self, picture: int, row: int, column: int) -> QRectF:
        """Where a pixel lies in the widget."""
        block = self._blocks[0]
        cell = block.cell_rect(picture)
        wide, tall = cell.width() / block.images.shape[3], cell.height() / block.images.shape[2]
        return QRectF(cell.x() + column * wide, cell.y() + row * tall, wide, tall)

    def pixel_at(self, position: QPointF) -> tuple[int, int, int]:
        """(picture, row, column) of the pixel there; AWAY where there is none."""
        cell = self.cell_at(position)
        if cell is None:
            return AWAY
        block = self._blocks[0]
        rect = block.cell_rect(cell[1])
        height, width = block.images.shape[2:]
        row = int((position.y() - rect.y()) / rect.height() * height)
        column = int((position.x() - rect.x()) / rect.width() * width)
        inside = 0 <= row < height and 0 <= column < width
        return (cell[1], row, column) if inside else AWAY

    # ------------------------------------------------------------------ pointer and keyboard

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._point(self.pixel_at(event.position()))

    def leaveEvent(self, event: object) -> None:
        super().leaveEvent(event)
        self._point(AWAY)

    def _point(self, pixel: tuple[int, int, int]) -> None:
        if pixel != self._pointed:
            self._pointed = pixel
            self.pixel_pointed.emit(*pixel)

    def _choose(self, cell: Cell) -> None:
        self.picture_chosen.emit(cell[1])

    def _peek_picture(self, cell: Cell) -> UInt8 | None:
        return None  # what is pointed at is told of elsewhere

    def _empty_text(self) -> str:
        return self._empty

    # ------------------------------------------------------------------ painting

    def _render(self, block: Block) -> QPixmap:
        """With a hatch, in pixels of the screen, over what is hidden."""
        pixmap = super()._render(block)
        if self._hidden is None or self._sheer or not self._hidden.any():
            return pixmap
        cells = [block.cell_rect(at).translated(-block.rect.topLeft()) for at in range(len(block.images))]
        size = cells[0].size().toSize().expandedTo(QSize(1, 1))
        hatch = hatched(self._hidden, size, self.devicePixelRatioF(), self._theme)
        painter = QPainter(pixmap)
        for cell in cells:
            painter.drawPixmap(cell.topLeft(), hatch)
        painter.end()
        return pixmap

    def _paint_over(self, painter: QPainter) -> None:
        if not self._blocks:
            return
        count = len(self._blocks[0].images)
        if self._dimmed:
            panel = QColor(self._theme.panel)
            panel.setAlphaF(1 - _DIMMED)
            painter.fillRect(self._blocks[0].rect.adjusted(-1, -1, 1, 1), panel)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(mix(self._theme.border, self._theme.muted, 0.25)), 1))
        for at in range(count):  # else a white picture has no end on a white card
            cell = QRectF(self._blocks[0].cell_rect(at).toAlignedRect())
            painter.drawRect(cell.adjusted(-0.5, -0.5, 0.5, 0.5))
        if 0 <= self._chosen < count and count > 1:
            painter.setPen(QPen(QColor(self._theme.accent), 2))
            painter.drawRoundedRect(self._blocks[0].cell_rect(self._chosen).adjusted(-1, -1, 1, 1), 2, 2)
        picture, row, column = self._marked
        _, _, height, width = self._blocks[0].images.shape
        if 0 <= picture < count and 0 <= row < height and 0 <= column < width:
            rect = self.pixel_rect(picture, row, column)
            painter.setPen(QPen(QColor(self._theme.panel), 3))
            painter.drawRect(rect)
            painter.setPen(QPen(QColor(self._theme.accent), 1.5))
            painter.drawRect(rect)


class BigPicture(SitePane):
    """One picture. Arrow keys move the pixel that is spoken of, Enter is a click on it: ``pixel_chosen(row, column)``.
    With a brush, ``painted(row, column, covers)`` comes for each pixel that the pointer is drawn over; the right
    button wipes the cover off. The wheel over the pixel that was changed, or Page Up and Page Down for the one that is
    spoken of, change it by a level: ``pixel_stepped(row, column, levels)``."""

    pixel_chosen = Signal(int, int)
    pixel_stepped = Signal(int, int, int)
    painted = Signal(int, int, bool)

    def __init__(self, name: str, empty: str = "", choose_path: ChoosePath = ask_path) -> None:
        super().__init__(name, empty, choose_path)
        self._brush = False
        self._covers: bool | None = None  # while a button is held
        self._changed: tuple[int, int] | None = None
        self._turned = 0  # of the wheel, what is not a whole notch yet

    def set_brush(self, brush: bool) -> None:
        """Whether dragging paints a cover."""
        self._brush = brush
        self.setCursor(Qt.CursorShape.CrossCursor if brush else Qt.CursorShape.PointingHandCursor)

    def set_changed(self, pixel: tuple[int, int] | None) -> None:
        """The (row, column) that the wheel changes."""
        if pixel != self._changed:
            self._changed, self._turned = pixel, 0

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Over any other pixel it is left to whoever scrolls."""
        picture, row, column = self.pixel_at(event.position())
        if picture < 0 or (row, column) != self._changed:
            event.ignore()
            return
        self._turned += event.angleDelta().y()
        notches = int(self._turned / _NOTCH)
        self._turned -= notches * _NOTCH
        if notches:
            self.pixel_stepped.emit(row, column, notches)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        picture, row, column = self.pixel_at(event.position())
        if picture < 0:
            return
        left = event.button() == Qt.MouseButton.LeftButton
        if self._brush:
            self._covers = left
            self.painted.emit(row, column, left)
        elif left:
            self.pixel_chosen.emit(row, column)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        before = self._pointed
        super().mouseMoveEvent(event)
        picture, row, column = self._pointed
        if self._covers is not None and picture >= 0:
            for r, c in _line(before, (row, column)):
                self.painted.emit(r, c, self._covers)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._covers = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0)}
        if self._images is None:
            super().keyPressEvent(event)
            return
        height, width = self._images.shape[2:]
        _, row, column = self._marked if self._marked[0] == 0 else (0, height // 2, width // 2)
        if (move := moves.get(Qt.Key(event.key()))) is not None:
            row, column = min(max(row + move[0], 0), height - 1), min(max(column + move[1], 0), width - 1)
            self.pixel_pointed.emit(0, row, column)
        elif event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.pixel_stepped.emit(row, column, 1 if event.key() == Qt.Key.Key_PageUp else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._brush:
                hidden = self._hidden is not None and bool(self._hidden[row, column])
                self.painted.emit(row, column, not hidden)
            else:
                self.pixel_chosen.emit(row, column)
        else:
            super().keyPressEvent(event)

    def _hover(self, cell: Cell | None) -> None:
        """The pixel is marked, not the picture."""


def _line(start: tuple[int, int, int], end: tuple[int, int]) -> list[tuple[int, int]]:
    """The pixels from *start* to *end*, both with them, so that a quick stroke has no holes."""
    if start[0] < 0:
        return [end]
    steps = max(abs(end[0] - start[1]), abs(end[1] - start[2]), 1)
    return [
        (round(start[1] + (end[0] - start[1]) * step / steps), round(start[2] + (end[1] - start[2]) * step / steps))
        for step in range(steps + 1)
    ]


def _same(a: Mask | None, b: Mask | None) -> bool:
    return a is b or (a is not None and b is not None and np.array_equal(a, b))
