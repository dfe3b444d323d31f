"""The real images nearest to what is decoded under the cursor, with their classes and distances."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from explorer.pictures.picture_pane import Block, Cell, PicturePane, draw_label
from explorer.pixels.images import tile
from explorer.texts.listed import listed
from explorer.widgets.export_button import ChoosePath, ask_path
from trainers.examples import Float32, Int64, UInt8

_MARGIN, _BETWEEN = 8.0, 8.0
_APART = 4.0  # px at least from one caption to the next


class NearestStrip(PicturePane):
    """A row of training images, nearest first, as many as there is room for with their captions; under each its class
    and its distance, in one line or in two; above them whose neighbours they are, where there are several models."""

    image_chosen = Signal(int)

    def __init__(self, choose_path: ChoosePath = ask_path, parent: QWidget | None = None) -> None:
        super().__init__("nearest", "nearest", choose_path, parent)
        self._images: UInt8 | None = None
        self._captions: tuple[tuple[str, ...], ...] = ()  # for each picture the parts of what is written under it
        self._whose = ""
        self._lines, self._pitch = 1, 0.0  # of each caption, and px from one to the next
        self.setAccessibleName(self.tr("Nearest real images"))
        self.setMinimumSize(120, 60)

    def show_nearest(
        self,
        images: UInt8 | None,
        labels: Int64 | None,
        distances: Float32,
        class_names: Sequence[str] = (),
        whose: str = "",
    ) -> None:
        """Images (k, C, H, W), their labels and their root-mean-square differences per pixel (0 to 1), and the model
        *whose* they are; None clears."""
        self._images = images
        names = [""] * len(distances) if labels is None else [_class_name(int(label), class_names) for label in labels]
        self._captions = tuple(
            tuple(part for part in (name, f"{distance:.2f}") if part)
            for name, distance in zip(names, distances, strict=True)
        )
        self._whose = whose if self._captions else ""
        spoken = listed(map(_one_line, self._captions))
        self.setAccessibleDescription(f"{whose}: {spoken}" if self._whose else spoken)
        self._refresh()

    def picture(self) -> UInt8 | None:
        return None if self._images is None or not len(self._images) else tile(self._images, len(self._images), gap=2)

    def _arrange(self) -> list[Block]:
        images = self._images
        if images is None or not len(images):
            return []
        aspect, metrics = images.shape[3] / images.shape[2], self._metrics()
        top = _MARGIN + self._line() * bool(self._whose)
        least = max(metrics.horizontalAdvance(each[-1]) for each in self._captions) + _APART  # a number is never cut
        whole = max(metrics.horizontalAdvance(_one_line(each)) for each in self._captions) + _APART
        room, cell = self.width() - 2 * _MARGIN + _BETWEEN, 0
        for count in range(len(images), 0, -1):
            for lines in (1, max(map(len, self._captions))):
                self._lines, below = lines, self.height() - top - _MARGIN - lines * self._line()
                cell = round(min(room / count - _BETWEEN, below * aspect))
                self._pitch = max(cell + _BETWEEN, least)
                if whole <= self._pitch:
                    break
            if count * self._pitch <= room + 1:  # px of rounding
                break
        if cell < 4:
            return []
        left = _MARGIN + (self._pitch - _BETWEEN - cell) / 2
        rects = [QRectF(left + i * self._pitch, top, cell, round(cell / aspect)) for i in range(count)]
        return [Block(rect, images[i : i + 1], 1) for i, rect in enumerate(rects)]

    def _metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self.font())

    def _line(self) -> float:
        """px of a line of text."""
        return self._metrics().height()

    def caption_place(self, block: Block) -> QRectF:
        """Where what a picture shows is written, in as many lines as it takes."""
        aside = (self._pitch - _APART - block.rect.width()) / 2
        wide = block.rect.adjusted(-aside, 0, aside, 0)
        return QRectF(wide.x(), wide.bottom() + 2, wide.width(), self._lines * self._line())

    def _paint_over(self, painter: QPainter) -> None:
        align, ink = Qt.AlignmentFlag.AlignHCenter, self._theme.muted
        if self._whose:
            above = QRectF(_MARGIN, _MARGIN - 4, self.width() - 2 * _MARGIN, self._line())
            draw_label(painter, above, self._whose, ink, Qt.AlignmentFlag.AlignLeft)
        for block, parts in zip(self._blocks, self._captions, strict=False):
            area = self.caption_place(block)
            area.setHeight(self._line())
            for text in parts if self._lines > 1 else (_one_line(parts),):
                draw_label(painter, area, text, ink, align)
                area.translate(0, self._line())

    def _empty_text(self) -> str:
        return self.tr("Move over the map to see the nearest real images.")

    def _choose(self, cell: Cell) -> None:
        self.image_chosen.emit(cell[0])


def _one_line(caption: Sequence[str]) -> str:
    return " · ".join(caption)


def _class_name(label: int, class_names: Sequence[str]) -> str:
    return class_names[label] if 0 <= label < len(class_names) else str(label)


if __name__ == "__main__":
    import numpy as np

    from explorer.widgets.sample_data import digit_labels, digits, show_alone

    def _demo() -> QWidget:
        view = NearestStrip()
        distances = np.array([0.11, 0.14, 0.19, 0.23], np.float32)
        view.show_nearest(digits(4, seed=3), digit_labels(4, seed=3), distances, [str(d) for d in range(10)])
        return view

    show_alone(_demo, 370, 110)
