"""Samples of one or several models: a grid of images each, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from explorer.pictures.picture_pane import Block, Cell, PicturePane, best_columns, draw_label
from explorer.pixels.images import stack, tile
from explorer.widgets.export_button import ChoosePath, ask_path
from trainers.examples import UInt8

_MARGIN, _BETWEEN = 8.0, 10.0
_AIR = 2.0  # px between a line of text and the pictures


class ImageGrid(PicturePane):
    """A grid per model, in as many columns as make the cells largest; cells keep their place while images change."""

    image_chosen = Signal(int, int)  # model, index

    def __init__(
        self,
        name: str = "samples",
        choose_path: ChoosePath = ask_path,
        parent: QWidget | None = None,
        waiting: str = "",
    ) -> None:
        """*waiting* says when there will be samples, where that is not when the first pictures come."""
        super().__init__(name, name, choose_path, parent)
        self._waiting = waiting
        self._images: tuple[UInt8 | None, ...] = ()
        self._labels: tuple[str, ...] = ()
        self._models: list[int] = []  # of each block
        self._caption = ""
        self.setAccessibleName(self.tr("Samples"))
        self.setMinimumSize(120, 80)

    def show_images(self, images: Sequence[UInt8 | None], labels: Sequence[str]) -> None:
        """Per model a batch (N, C, H, W) and its label; None for a model that draws none."""
        if len(images) != len(labels):
            raise ValueError(f"expected a label for each of {len(images)} models, found {len(labels)}")
        self._images = tuple(images)
        self._labels = tuple(labels)
        self._refresh()

    def set_caption(self, text: str) -> None:
        """A line under the grids, such as where the noise comes from."""
        self._caption = text
        self._refresh()

    def picture(self) -> UInt8 | None:
        parts = [tile(block.images, block.columns, block.gap) for block in self._blocks]
        return stack(parts, gap=8, across=True) if parts else None

    def _line(self) -> float:
        """px of a line of text, with what keeps it off the pictures."""
        return QFontMetricsF(self.font()).height() + _AIR

    def label_place(self, model: int) -> QRectF:
        """Where the label of a model is written, above the area of its pictures."""
        rects = dict(zip(self._models, (block.rect for block in self._blocks), strict=True))
        area = self._model_areas()[model]
        x = rects[model].x() if model in rects else area.x()
        return QRectF(x, area.y() - self._line(), area.width(), self._line() - _AIR)

    def _model_areas(self) -> list[QRectF]:
        """The area of each model, below its label."""
        count = len(self._images)
        top = _MARGIN + (self._line() if count > 1 else 0)
        bottom = _MARGIN + (self._line() if self._caption else 0)
        width = (self.width() - 2 * _MARGIN - (count - 1) * _BETWEEN) / max(1, count)
        height = self.height() - top - bottom
        return [QRectF(_MARGIN + i * (width + _BETWEEN), top, width, height) for i in range(count)]

    def _arrange(self) -> list[Block]:
        blocks = []
        self._models = []
        for model, (area, images) in enumerate(zip(self._model_areas(), self._images, strict=True)):
            if images is None or len(images) == 0 or area.width() < 8 or area.height() < 8:
                continue
            aspect = images.shape[3] / images.shape[2]
            columns, cell = self._columns(len(images), area.width(), area.height(), aspect)
            width, height = columns * cell, -(-len(images) // columns) * cell / aspect
            left = area.x() + (area.width() - width) / 2
            blocks.append(Block(QRectF(round(left), area.y(), round(width), round(height)), images, columns))
            self._models.append(model)
        return blocks

    def _columns(self, n: int, width: float, height: float, aspect: float) -> tuple[int, float]:
        """How many columns *n* cells take in an area, and the width of a cell."""
        return best_columns(n, width, height, aspect)

    def _paint_over(self, painter: QPainter) -> None:
        left = Qt.AlignmentFlag.AlignLeft
        for model, area in enumerate(self._model_areas()):
            if len(self._images) > 1:
                draw_label(painter, self.label_place(model), self._labels[model], self._theme.muted, left)
            if model not in self._models and self._blocks:
                text = self.tr("still to come") if self._waiting else self.tr("draws no samples")
                draw_label(painter, area, text, self._theme.muted, Qt.AlignmentFlag.AlignHCenter)
        if self._caption:
            tall = self._line()
            line = QRectF(_MARGIN, self.height() - _MARGIN - tall + 4, self.width() - 2 * _MARGIN, tall)
            draw_label(painter, line, self._caption, self._theme.muted, left)

    def _empty_text(self) -> str:
        return self._waiting or self.tr("Samples appear with the first pictures of a model that can draw them.")

    def _choose(self, cell: Cell) -> None:
        self.image_chosen.emit(self._models[cell[0]], cell[1])


if __name__ == "__main__":
    from explorer.widgets.sample_data import digits, show_alone

    def _demo() -> QWidget:
        grid = ImageGrid()
        grid.show_images([digits(64, seed=1, blur=0.4), digits(64, seed=2, blur=1.2)], ["AE", "VAE"])
        grid.set_caption("fixed noise · AE box, VAE prior")
        return grid

    show_alone(_demo, 560, 360)
