"""The real images nearest to what is decoded under the cursor, with their classes and distances."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from explorer.images import tile
from explorer.point_pictures import drawn_batch
from explorer.views.export_button import ChoosePath, ask_path
from explorer.views.picture_pane import Block, Cell, PicturePane, draw_label
from trainers.images import Float32, Int64, UInt8

_MARGIN, _BETWEEN = 8.0, 8.0


class NearestStrip(PicturePane):
    """A row of training images, nearest first; under each its class and its distance."""

    image_chosen = Signal(int)

    def __init__(self, choose_path: ChoosePath = ask_path, parent: QWidget | None = None) -> None:
        super().__init__("nearest", "nearest", choose_path, parent)
        self._images: UInt8 | None = None
        self._captions: tuple[str, ...] = ()
        self.setAccessibleName(self.tr("Nearest real images"))
        self.setMinimumSize(120, 60)

    def show_nearest(
        self, images: UInt8 | None, labels: Int64 | None, distances: Float32, class_names: Sequence[str] = ()
    ) -> None:
        """Images (k, C, H, W), their labels and their root-mean-square differences per pixel (0 to 1); None clears."""
        self._images = None if images is None else drawn_batch(images)
        names = [""] * len(distances) if labels is None else [_class_name(int(label), class_names) for label in labels]
        self._captions = tuple(
            " · ".join(part for part in (name, f"{distance:.2f}") if part)
            for name, distance in zip(names, distances, strict=True)
        )
        spoken = ", ".join(self._captions)
        self.setAccessibleDescription(spoken)
        self._refresh()

    def picture(self) -> UInt8 | None:
        return None if self._images is None or not len(self._images) else tile(self._images, len(self._images), gap=2)

    def _arrange(self) -> list[Block]:
        count = 0 if self._images is None else len(self._images)
        if self._images is None or count == 0:
            return []
        aspect = self._images.shape[3] / self._images.shape[2]
        width = (self.width() - 2 * _MARGIN - (count - 1) * _BETWEEN) / count
        height = self.height() - 2 * _MARGIN - self._line()
        cell = round(min(width, height * aspect))
        if cell < 4:
            return []
        rects = [QRectF(_MARGIN + i * (cell + _BETWEEN), _MARGIN, cell, round(cell / aspect)) for i in range(count)]
        return [Block(rect, self._images[i : i + 1], 1) for i, rect in enumerate(rects)]

    def _line(self) -> float:
        """px of a line of text below the pictures."""
        return QFontMetricsF(self.font()).height()

    def caption_place(self, block: Block) -> QRectF:
        """Where what a picture shows is written."""
        wide = block.rect.adjusted(-_BETWEEN / 2, 0, _BETWEEN / 2, 0)
        return QRectF(wide.x(), wide.bottom() + 2, wide.width(), self._line())

    def _paint_over(self, painter: QPainter) -> None:
        for block, caption in zip(self._blocks, self._captions, strict=False):
            area = self.caption_place(block)
            draw_label(painter, area, caption, self._theme.muted, Qt.AlignmentFlag.AlignHCenter)

    def _empty_text(self) -> str:
        return self.tr("Move over the map to see the nearest real images.")

    def _choose(self, cell: Cell) -> None:
        self.image_chosen.emit(cell[0])


def _class_name(label: int, class_names: Sequence[str]) -> str:
    return class_names[label] if 0 <= label < len(class_names) else str(label)


if __name__ == "__main__":
    import numpy as np

    from explorer.views.sample_data import digit_labels, digits, show_alone

    def _demo() -> QWidget:
        view = NearestStrip()
        distances = np.array([0.11, 0.14, 0.19, 0.23], np.float32)
        view.show_nearest(digits(4, seed=3), digit_labels(4, seed=3), distances, [str(d) for d in range(10)])
        return view

    show_alone(_demo, 370, 110)
