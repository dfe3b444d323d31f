"""All heads of all layers at once, each as a small picture of which place (rows) looks at which source (columns)."""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.pictures.picture_pane import draw_label
from explorer.style.small_font import line_height, small_font
from explorer.style.theme import DARK, Theme
from explorer.workspaces.characters.looking_back.pointed_canvas import PointedCanvas
from explorer.workspaces.characters.looking_back.shades import PURE, STEPS, share_colours
from trainers.examples import Float32

MEAN = (-1, -1)  # in the place of a layer and a head: all of them together
SMALLEST, LARGEST = 14.0, 96.0  # px of a picture
_BETWEEN, _BEHIND_MEAN, _FRAME = 4.0, 12.0, 2.0  # px
_SHOWN = 0.6  # power of a share by which it is drawn: what is weak is seen, too
_LEVELS = np.rint((np.arange(256) / 255) ** _SHOWN * STEPS).astype(np.uint8)  # colours of shares in 256 steps
Head = tuple[int, int]  # layer, head


class HeadGrid(PointedCanvas):
    """``head_chosen(layer, head)`` is a click or an arrow key; MEAN stands for all."""

    head_chosen = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("head_grid")
        self.setAccessibleName(self.tr("Heads of attention"))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._theme, self._model = DARK, 0
        self._weights: Float32 | None = None
        self._pictures: dict[Head, QImage] = {}
        self._chosen: Head = MEAN
        self._over: Head | None = None
        self._row = -1  # which of the places is looked from

    # ------------------------------------------------------------------ inputs

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._colour()

    def show_weights(self, weights: Float32 | None, model: int = 0) -> None:
        """How much each of M places looks at each source, (M, layers, heads, sources), of the *model*."""
        if weights is not self._weights or model != self._model:
            before = self._weights
            self._weights, self._model = weights, model
            self._pictures = {head: self._picture(head) for head in self.heads}
            self._colour()
            if (before is None or weights is None) or before.shape[1:3] != weights.shape[1:3]:
                self.updateGeometry()

    def show_chosen(self, head: Head, row: int) -> None:
        """Which one is looked at, and from which of the M places."""
        if (head, row) != (self._chosen, self._row):
            self._chosen, self._row = head, row
            self.setAccessibleDescription(self.head_words(head))
            self.update()

    # ------------------------------------------------------------------ what there is

    @property
    def layers(self) -> int:
        return 0 if self._weights is None else int(self._weights.shape[1])

    @property
    def across(self) -> int:
        """Heads of each layer."""
        return 0 if self._weights is None else int(self._weights.shape[2])

    @property
    def heads(self) -> list[Head]:
        """All that can be chosen, the mean first."""
        own = [(layer, head) for layer in range(self.layers) for head in range(self.across)]
        return [MEAN, *own] if own else []

    def head_words(self, head: Head) -> str:
        """What one is called."""
        if head == MEAN:
            return self.tr("all heads together")
        return self.tr("layer {0}, head {1}").format(head[0] + 1, head[1] + 1)

    def _picture(self, head: Head) -> QImage:
        assert self._weights is not None
        own = self._weights.mean((1, 2)) if head == MEAN else self._weights[:, head[0], head[1]]
        levels = _LEVELS[(np.clip(own, 0, 1) * 255).astype(np.uint8)]
        rows, columns = levels.shape
        padded = np.zeros((rows, -(-columns // 4) * 4), np.uint8)  # lines of whole words, as Qt has them
        padded[:, :columns] = levels
        return QImage(padded.tobytes(), columns, rows, padded.shape[1], QImage.Format.Format_Indexed8).copy()

    def _colour(self) -> None:
        table = [QColor(each).rgb() for each in share_colours(self._theme, self._model, PURE)]
        for picture in self._pictures.values():
            picture.setColorTable(table)
        self.update()

    # ------------------------------------------------------------------ layout

    def _side(self) -> float:
        """px of a picture: what there is room for."""
        tall = (self.height() - line_height(self) - _FRAME - (self.layers - 1) * _BETWEEN) / max(self.layers, 1)
        return max(min(self._side_across(self.width()), tall), SMALLEST)

    def _side_across(self, width: float) -> float:
        """px of a picture in so many px of width."""
        wide = (width - _FRAME - self._margin() - _BEHIND_MEAN - (self.across - 1) * _BETWEEN) / (self.across + 1)
        return min(max(wide, SMALLEST), LARGEST)

    def height_within(self, width: float) -> int:
        """px that all pictures take at most in so many px of width."""
        rows = max(self.layers, 1)
        return math.ceil(line_height(self) + rows * (self._side_across(width) + _BETWEEN) - _BETWEEN + _FRAME)

    def _margin(self) -> float:
        """px at the left, where the numbers of layers stand."""
        return line_height(self) * 1.2 if self.layers > 1 else 0.0

    def head_rect(self, head: Head) -> QRectF:
        side, top, left = self._side(), line_height(self), self._margin()
        if head == MEAN:
            return QRectF(1, top, side, side)
        x = side + _BEHIND_MEAN + left + head[1] * (side + _BETWEEN)
        return QRectF(x, top + head[0] * (side + _BETWEEN), side, side)

    def head_at(self, position: QPointF) -> Head | None:
        return next((head for head in self.heads if self.head_rect(head).contains(position)), None)

    def minimumSizeHint(self) -> QSize:
        rows = max(self.layers, 1)
        wide = self._margin() + _BEHIND_MEAN + (self.across + 1) * (SMALLEST + _BETWEEN)
        return QSize(math.ceil(wide), math.ceil(line_height(self) + rows * (SMALLEST + _BETWEEN)))

    def sizeHint(self) -> QSize:
        rows = max(self.layers, 1)
        return QSize(280, math.ceil(line_height(self) + rows * (LARGEST + _BETWEEN)))

    # ------------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(small_font(self))
        if self._pictures:
            self._paint_labels(painter)
        for head, picture in self._pictures.items():
            area = self.head_rect(head)
            fine = picture.width() > area.width() or picture.height() > area.height()
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, fine)
            painter.drawImage(area, picture)
            if 0 <= self._row < picture.height():
                y = area.y() + (self._row + 0.5) * area.height() / picture.height()
                painter.setPen(QPen(QColor(self._theme.muted), 1, Qt.PenStyle.DotLine))
                painter.drawLine(QPointF(area.x(), y), QPointF(area.right(), y))
            self._paint_frame(painter, head, area)
        painter.end()

    def _paint_labels(self, painter: QPainter) -> None:
        theme, tall, left = self._theme, line_height(self), Qt.AlignmentFlag.AlignLeft
        heads = self.head_rect((0, 0))
        draw_label(painter, QRectF(0, 0, heads.x() - _BETWEEN, tall), self.tr("mean"), theme.muted, left)
        words = self.tr("heads 1 to {0}").format(self.across) if self.across > 1 else self.tr("head")
        room = QRectF(heads.x(), 0, self.width() - heads.x(), tall)
        draw_label(painter, room, words, theme.muted, left)
        for layer in range(self.layers if self.layers > 1 else 0):
            area = self.head_rect((layer, 0))
            side = QRectF(area.x() - self._margin(), area.y(), self._margin() - _BETWEEN, area.height())
            draw_label(painter, side, str(layer + 1), theme.muted, Qt.AlignmentFlag.AlignRight)

    def _paint_frame(self, painter: QPainter, head: Head, area: QRectF) -> None:
        chosen = head == self._chosen
        colour = self._theme.accent if chosen else self._theme.text if head == self._over else self._theme.border
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colour), 2 if chosen else 1))
        painter.drawRect(area)
        if chosen and self.hasFocus():
            painter.setPen(QPen(QColor(self._theme.text), 1))
            painter.drawRect(area.adjusted(2, 2, -2, -2))

    # ------------------------------------------------------------------ pointer and keyboard

    def _hover(self, head: Head | None) -> None:
        if head != self._over:
            self._over = head
            self.setCursor(Qt.CursorShape.ArrowCursor if head is None else Qt.CursorShape.PointingHandCursor)
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.head_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        head = self.head_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and head is not None:
            self.head_chosen.emit(*head)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, (layer, head) = Qt.Key(event.key()), self._chosen
        across = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key, 0)
        down = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(key, 0)
        if not (across or down) or not self._pictures:
            super().keyPressEvent(event)
        elif self._chosen == MEAN:
            if across > 0:
                self.head_chosen.emit(0, 0)
        elif head + across < 0:
            self.head_chosen.emit(*MEAN)
        else:
            self.head_chosen.emit(min(max(layer + down, 0), self.layers - 1), min(head + across, self.across - 1))

    def tip_at(self, position: QPointF) -> str:
        head = self.head_at(position)
        return "" if head is None else self.tip(head)

    def tip(self, head: Head) -> str:
        """What is said of one under the pointer."""
        rows = self.tr("Rows are places of the text from its start down, columns what they look at.")
        return f"{self.head_words(head)}\n{rows}"


def make_sample() -> QWidget:
    view = HeadGrid()
    scores = np.random.default_rng(2).normal(size=(12, 2, 4, 12)) * 2
    scores = np.where(np.tril(np.ones((12, 12)))[:, None, None, :] > 0, scores, -np.inf)
    weights = np.exp(scores) / np.exp(scores).sum(3, keepdims=True)
    view.show_weights(weights.astype(np.float32))
    view.show_chosen((0, 1), 9)
    view.head_chosen.connect(lambda layer, head: view.show_chosen((layer, head), 9))
    view.resize(340, 160)
    return view


if __name__ == "__main__":
    from explorer.widgets.sample_window import show_sample

    show_sample(make_sample)
