"""Samples through time: a column for each keyframe, and in each row the same noise."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPen
from PySide6.QtWidgets import QWidget

from explorer.pictures.picture_pane import Block, Cell, PicturePane
from explorer.pixels.images import from_qimage, stack, tile
from explorer.style.small_font import line_height, small_font
from explorer.style.theme import Theme
from explorer.texts.listed import listed
from explorer.texts.whole_number import whole_number
from explorer.widgets.export_button import ChoosePath, ask_path
from explorer.workspaces.adversarial.generations.generation_words import short_step
from trainers.examples import Float32, UInt8
from trainers.messages import GenerationsMatched

_MARGIN, _GAP = 8.0, 3.0
_LEAST_ROWS = 2  # of images: one alone would not show how they vary
_THUMBNAIL, _ROOM = 112, 0.06  # px of a picture of points; room around the unit square
_FEW, _MANY = 60, 400  # points: large dots up to here, small ones from here


class GenerationStrip(PicturePane):
    """``step_chosen(step)`` asks to go back to a keyframe. Points become one small picture for each keyframe."""

    step_chosen = Signal(int)

    def __init__(self, choose_path: ChoosePath = ask_path, parent: QWidget | None = None) -> None:
        super().__init__("generationStrip", "generations", choose_path, parent)
        self._matched: GenerationsMatched | None = None
        self._columns: tuple[UInt8, ...] = ()  # of each keyframe (n, C, H, W)
        self.setAccessibleName(self.tr("Samples through time"))
        self.setMinimumSize(120, 70)

    def show_generations(self, matched: GenerationsMatched | None) -> None:
        """None clears."""
        self._matched = matched
        self._draw_columns()
        steps = [] if matched is None else [short_step(int(step)) for step in matched.steps]
        self.setAccessibleDescription(self.tr("Steps {0}").format(listed(steps)) if steps else self._empty_text())
        self._refresh()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._draw_columns()  # points have its colours
        super().set_theme(theme)

    def _draw_columns(self) -> None:
        samples = () if self._matched is None else self._matched.samples
        self._columns = tuple(
            each if each.ndim == 4 else points_picture(np.asarray(each, np.float32), self._theme) for each in samples
        )

    # ------------------------------------------------------------------ layout
    def _arrange(self) -> list[Block]:
        count = len(self._columns)
        if not count or not len(self._columns[0]):
            return []
        n, _, high, wide = self._columns[0].shape
        label = line_height(self) + 2
        width, height = self.width() - 2 * _MARGIN + _GAP, self.height() - _MARGIN
        # One picture for each keyframe may go on in a second line; columns of several would then be hard to follow.
        lines = range(1, count + 1 if n == 1 else 2)
        sides = [
            min(width / -(-count // i) - _GAP, (height / i - label) / min(n, _LEAST_ROWS) * wide / high) for i in lines
        ]
        side = int(max(sides))
        across = -(-count // lines[int(np.argmax(sides))])
        if side < 4:
            return []
        tall = side * high / wide
        rows = max(1, min(n, int((height - label) / tall)))
        blocks = []
        for index, images in enumerate(self._columns):
            line, column = divmod(index, across)
            x, y = _MARGIN + column * (side + _GAP), _MARGIN / 2 + line * round(rows * tall + label)
            blocks.append(Block(QRectF(x, y, side, round(rows * tall)), images[:rows], 1, gap=0))
        return blocks

    # ------------------------------------------------------------------ painting
    def _paint_over(self, painter: QPainter) -> None:
        if not self._blocks or self._matched is None:
            return
        painter.setFont(small_font(self))
        names = [short_step(int(step)) for step in self._matched.steps]
        widest = max(QFontMetricsF(painter.font()).horizontalAdvance(name) for name in names)
        pitch = self._blocks[0].rect.width() + _GAP
        every = max(1, int(np.ceil((widest + 4) / pitch)))
        painter.setPen(QColor(self._theme.muted))
        for index in range(len(names) - 1, -1, -every):  # from the newest back, so that it always has its step
            rect = self._blocks[index].rect
            area = QRectF(rect.center().x() - widest, rect.bottom() + 2, 2 * widest, line_height(self))
            painter.drawText(area, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, names[index])
        if self._hovered is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._theme.accent), 1.5))
            painter.drawRect(self._blocks[self._hovered[0]].rect.adjusted(-1.5, -1.5, 1.5, 1.5))

    def _empty_text(self) -> str:
        return self.tr("Generations appear while it trains.")

    def _peek_caption(self, cell: Cell) -> str:
        if self._matched is None:
            return ""
        return self.tr("step {0}\nClick to go back to it").format(whole_number(int(self._matched.steps[cell[0]])))

    def picture(self) -> UInt8 | None:
        return stack([tile(each, 1) for each in self._columns], gap=2, across=True) if self._blocks else None

    def _choose(self, cell: Cell) -> None:
        if self._matched is not None:
            self.step_chosen.emit(int(self._matched.steps[cell[0]]))


def points_picture(points: Float32, theme: Theme) -> UInt8:
    """(1, 3, H, W): a small scatter of *points* (n, 2) in the unit square, y upwards, in the colour of fakes. Points
    that are not finite or lie outside are not drawn."""
    image = QImage(_THUMBNAIL, _THUMBNAIL, QImage.Format.Format_RGB32)
    image.fill(QColor(theme.canvas))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    ink = QColor(theme.fake)
    many = (min(max(len(points), _FEW), _MANY) - _FEW) / (_MANY - _FEW)
    ink.setAlphaF(1.0 - 0.35 * many)
    painter.setBrush(ink)
    radius = 4.5 - 2.7 * many
    scale = _THUMBNAIL / (1 + 2 * _ROOM)
    for x, y in points[np.isfinite(points).all(axis=1)].tolist():
        painter.drawEllipse(QPointF((x + _ROOM) * scale, (1 + _ROOM - y) * scale), radius, radius)
    painter.end()
    return np.ascontiguousarray(from_qimage(image).transpose(2, 0, 1))[None]
