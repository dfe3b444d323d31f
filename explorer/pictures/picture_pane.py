"""Base of the views that show batches of images: cells that are hovered, enlarged, chosen and exported."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from explorer.pictures.peek import Peek
from explorer.pixels.images import ExportError, scaled_crisp, tile, to_qimage, write_png
from explorer.style.theme import DARK, Theme
from explorer.widgets.export_button import ChoosePath, ExportButton, ExportFormat, ask_path
from explorer.widgets.note import Note
from trainers.examples import UInt8

SCALES = (1, 2, 3, 4, 6, 8)
_EVEN = 0.75  # of the largest size: so much smaller cells may be, for full rows
Cell = tuple[int, int]  # which block, which image of it


@dataclass(frozen=True, eq=False)
class Block:
    """Images (N, C, H, W) tiled over *rect* in so many columns; *gap* in image pixels between them."""

    rect: QRectF
    images: UInt8
    columns: int
    gap: int = 1

    @property
    def rows(self) -> int:
        return -(-len(self.images) // self.columns)

    def cell_rect(self, index: int) -> QRectF:
        """Where image *index* lies."""
        _, _, height, width = self.images.shape
        row, column = divmod(index, self.columns)
        x = self.rect.width() / (self.columns * (width + self.gap) - self.gap)
        y = self.rect.height() / (self.rows * (height + self.gap) - self.gap)
        left, top = column * (width + self.gap) * x, row * (height + self.gap) * y
        return QRectF(self.rect.x() + left, self.rect.y() + top, width * x, height * y)

    def index_at(self, position: QPointF) -> int | None:
        """The image under *position*; a gap belongs to the image before it."""
        if not self.rect.contains(position):
            return None
        column = int((position.x() - self.rect.x()) / self.rect.width() * self.columns)
        row = int((position.y() - self.rect.y()) / self.rect.height() * self.rows)
        index = min(row, self.rows - 1) * self.columns + min(column, self.columns - 1)
        return index if index < len(self.images) else None


class PicturePane(QWidget):
    """Lays blocks of images out, draws each with one blit, and answers pointer and keyboard.

    Subclasses say in :meth:`_arrange` where their blocks lie, in :meth:`_paint_over` what text goes with them, in
    :meth:`picture` what is exported, and in :meth:`_choose` what a click on a cell means.
    """

    def __init__(self, name: str, stem: str, choose_path: ChoosePath = ask_path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._theme = DARK
        self._blocks: list[Block] = []
        self._pixmaps: list[QPixmap] = []
        self._hovered: Cell | None = None
        self._current: Cell = (0, 0)
        self._peek, self._note = Peek(self), Note(self)
        self._shelf = QWidget(self)  # owns the header's controls until a card takes them
        self._shelf.hide()
        self.export_button = ExportButton(
            f"{name}Export", stem, self._export_formats(), SCALES, self._export_scale(), choose_path, self._shelf
        )
        self.export_button.report_to(self._note)
        self.export_button.set_theme(DARK)

    # ------------------------------------------------------------------ for subclasses
    def _arrange(self) -> list[Block]:
        raise NotImplementedError

    def picture(self) -> UInt8 | None:
        """What the view shows, at one pixel per image pixel, for export; None while there is nothing."""
        raise NotImplementedError

    def _paint_over(self, painter: QPainter) -> None:
        """Labels and marks, drawn over the blocks."""

    def _peek_picture(self, cell: Cell) -> UInt8 | None:
        block, index = cell
        return tile(self._blocks[block].images[index : index + 1], 1)

    def _peek_caption(self, cell: Cell) -> str:
        """Lines of words under the enlarged picture."""
        return ""

    def _choose(self, cell: Cell) -> None:
        """The user has clicked a cell or pressed Enter on it."""

    def _empty_text(self) -> str:
        return self.tr("Nothing to show yet.")

    def _export_formats(self) -> list[ExportFormat]:
        return [ExportFormat(self.tr("PNG picture"), ".png", self._write_png)]

    def _export_scale(self) -> int:
        return 4

    # ------------------------------------------------------------------ inputs
    def header_widgets(self) -> list[QWidget]:
        """Controls for the card's header."""
        return [self.export_button]

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.export_button.set_theme(theme)
        self._note.set_theme(theme)
        self._refresh(redraw=True)

    def _refresh(self, redraw: bool = False) -> None:
        """Lays out again and renders the blocks that have changed."""
        old = {id(b.images): (b, p) for b, p in zip(self._blocks, self._pixmaps, strict=True)}
        self._blocks = self._arrange()
        self._pixmaps = []
        for block in self._blocks:
            before, pixmap = old.get(id(block.images), (None, None))
            same = before is not None and before.rect.size() == block.rect.size() and before.columns == block.columns
            self._pixmaps.append(pixmap if same and pixmap is not None and not redraw else self._render(block))
        if self._hovered is not None and not self._exists(self._hovered):
            self._hovered = None
        if not self._exists(self._current):
            self._current = (0, 0)
        self._show_peek()
        self.update()

    def _render(self, block: Block) -> QPixmap:
        ratio = self.devicePixelRatioF()
        image = to_qimage(tile(block.images, block.columns, block.gap, self._theme.panel))
        size = QSize(round(block.rect.width() * ratio), round(block.rect.height() * ratio))
        pixmap = QPixmap.fromImage(scaled_crisp(image, size))
        pixmap.setDevicePixelRatio(ratio)
        return pixmap

    def _exists(self, cell: Cell) -> bool:
        return cell[0] < len(self._blocks) and cell[1] < len(self._blocks[cell[0]].images)

    # ------------------------------------------------------------------ painting
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._blocks:
            painter.setPen(QColor(self._theme.muted))
            area = self.rect().adjusted(12, 0, -12, 0)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._empty_text())
        for block, pixmap in zip(self._blocks, self._pixmaps, strict=True):
            painter.drawPixmap(block.rect.topLeft(), pixmap)
        self._paint_over(painter)
        for cell, wanted in ((self._hovered, True), (self._current, self.hasFocus() and bool(self._blocks))):
            if cell is not None and wanted:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(self._theme.accent), 1.5))
                painter.drawRoundedRect(self._blocks[cell[0]].cell_rect(cell[1]).adjusted(-1, -1, 1, 1), 2, 2)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):  # larger letters leave less room
            self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._refresh()

    # ------------------------------------------------------------------ pointer and keyboard
    def cell_at(self, position: QPointF) -> Cell | None:
        """The cell under a position of the widget."""
        for number, block in enumerate(self._blocks):
            index = block.index_at(position)
            if index is not None:
                return number, index
        return None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.cell_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and cell is not None:
            self._current = cell
            self._choose(cell)
            self.update()

    def leaveEvent(self, event: object) -> None:
        self._hover(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
        if not self._blocks:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self._current)
        elif (move := moves.get(Qt.Key(event.key()))) is not None:
            self._current = self._neighbour(self._current, *move)
            self.update()
        else:
            super().keyPressEvent(event)

    def _neighbour(self, cell: Cell, right: int, down: int) -> Cell:
        """The nearest cell of any block in a direction, or *cell* itself at the border."""
        here = self._blocks[cell[0]].cell_rect(cell[1]).center()
        best, best_distance = cell, float("inf")
        for number, block in enumerate(self._blocks):
            for index in range(len(block.images)):
                there = block.cell_rect(index).center() - here
                along, aside = there.x() * right + there.y() * down, abs(there.x() * down) + abs(there.y() * right)
                distance = along + 3 * aside
                if along > 1 and aside <= along and distance < best_distance:
                    best, best_distance = (number, index), distance
        return best

    def _hover(self, cell: Cell | None) -> None:
        if cell != self._hovered:
            self._hovered = cell
            self._show_peek()
            self.update()

    def _show_peek(self) -> None:
        picture = None if self._hovered is None else self._peek_picture(self._hovered)
        if picture is None or self._hovered is None:
            self._peek.hide()
        else:
            block, index = self._hovered
            beside = self._blocks[block].cell_rect(index).toAlignedRect()
            self._peek.show_picture(picture, beside, self._theme, self._peek_caption(self._hovered))

    # ------------------------------------------------------------------ export
    def _write_png(self, path: Path, scale: int) -> None:
        write_png(self._picture_or_reason(), path, scale)

    def _picture_or_reason(self) -> UInt8:
        picture = self.picture()
        if picture is None:
            raise ExportError(self.tr("There is no picture to export yet."))
        return picture


def best_columns(n: int, width: float, height: float, aspect: float) -> tuple[int, float]:
    """(columns, width of a cell) with which *n* cells of *aspect* (width over height) are largest in an area, or a
    little smaller where all rows are then full."""
    columns = np.arange(1, n + 1)
    cell = np.minimum(width / columns, height * aspect / np.ceil(n / columns))
    best = fullest(n, columns, cell)
    return best + 1, float(cell[best])


def fullest(n: int, columns: NDArray[np.integer], cells: NDArray[np.floating]) -> int:
    """Which of the *columns* to put *n* cells into, *cells* wide each: those with the largest among those that fill
    every row, unless they would be much smaller than the largest of all."""
    full = (n % columns == 0) & (cells >= _EVEN * cells.max())
    return int(np.argmax(np.where(full, cells.max() + cells, cells)))


def even_columns(n: int, width: float, height: float, aspect: float, least: int) -> tuple[int, float]:
    """(columns, width of a cell) of one row that fills *width* x *height*, with at least *least* cells if there are."""
    columns = min(n, max(least, int(width / max(1.0, height * aspect))))
    return columns, min(width / columns, height * aspect)


def draw_label(painter: QPainter, area: QRectF, text: str, colour: str, align: Qt.AlignmentFlag) -> None:
    """One elided line of text."""
    painter.setPen(QColor(colour))
    line = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(area.width()))
    painter.drawText(area, align | Qt.AlignmentFlag.AlignVCenter, line)
