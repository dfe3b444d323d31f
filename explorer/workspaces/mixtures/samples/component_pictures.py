"""What each component draws: its middle, and samples of it, a row for each."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from explorer.map.latent_map_raster import class_colours
from explorer.pictures.picture_pane import Block, Cell, PicturePane
from explorer.pixels.images import stack, tile
from explorer.style.small_font import line_height, small_font
from explorer.widgets.export_button import ChoosePath, ask_path
from trainers.examples import UInt8
from trainers.messages.mixture import ComponentsDrawn

_MARGIN, _GAP = 8.0, 4.0
_BETWEEN = 14.0  # between rows side by side
_LEAST = 8.0  # px of a picture


class ComponentPictures(PicturePane):
    """Rows stand side by side where they are many. The first picture of a row is what the component's mean is decoded
    to."""

    def __init__(self, choose_path: ChoosePath = ask_path, parent: QWidget | None = None) -> None:
        super().__init__("component_pictures", "components", choose_path, parent)
        self._drawn: ComponentsDrawn | None = None
        self._rows: tuple[UInt8, ...] = ()
        self._problem = ""
        self.setAccessibleName(self.tr("Samples of each component"))
        self.setMinimumSize(150, 90)

    def show_drawn(self, drawn: ComponentsDrawn | None) -> None:
        """None clears."""
        self._drawn, self._problem = drawn, ""
        self._rows = () if drawn is None else tuple(
            np.concatenate([mean[None], images]) for mean, images in zip(drawn.means, drawn.images, strict=True)
        )  # fmt: skip
        self._refresh()

    def show_problem(self, sentence: str) -> None:
        """Why nothing is drawn."""
        self._drawn, self._rows, self._problem = None, (), sentence
        self._refresh()

    def _label_width(self) -> float:
        return QFontMetricsF(small_font(self)).horizontalAdvance("88") + 6

    def _arrange(self) -> list[Block]:
        count = len(self._rows)
        if not count:
            return []
        n, _, high, wide = self._rows[0].shape
        label = self._label_width()
        width, height = self.width() - 2 * _MARGIN, self.height() - _MARGIN
        across = range(1, count + 1)
        sides = [
            min(
                ((width + _BETWEEN) / each - _BETWEEN - label - _GAP) / n,
                (height / -(-count // each) - _GAP) * wide / high,
            )
            for each in across
        ]
        best = int(np.argmax(sides))
        side = float(int(sides[best]))
        if side < _LEAST:
            return []
        tall = side * high / wide
        blocks = []
        for index, images in enumerate(self._rows):
            line, column = divmod(index, across[best])
            x = _MARGIN + column * (label + _GAP + n * side + _BETWEEN) + label
            y = _MARGIN / 2 + line * (tall + _GAP)
            blocks.append(Block(QRectF(x, y, n * side + _GAP, tall), images, n))
        return blocks

    def _paint_over(self, painter: QPainter) -> None:
        painter.setFont(small_font(self))
        colours = class_colours(self._theme, len(self._rows))
        for index, block in enumerate(self._blocks):
            rect = block.rect
            first = block.cell_rect(0)
            painter.setPen(QPen(QColor(colours[index]), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(first)
            painter.setPen(QColor(self._theme.text))
            area = QRectF(rect.x() - self._label_width(), rect.center().y() - line_height(self) / 2,
                          self._label_width() - 6, line_height(self))  # fmt: skip
            painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(index + 1))

    def _empty_text(self) -> str:
        if self._problem:
            return self._problem
        if self._rows:
            return self.tr("There is no room for the samples: make the card larger.")
        return self.tr("Samples of each component are being drawn…")

    def _peek_caption(self, cell: Cell) -> str:
        form = self.tr("component {0}: its middle") if cell[1] == 0 else self.tr("component {0}: a sample")
        return form.format(cell[0] + 1)

    def picture(self) -> UInt8 | None:
        return stack([tile(row, len(row), 1) for row in self._rows], gap=2) if self._blocks else None
